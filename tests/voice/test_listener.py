"""From sound to utterances, on the real detector and recogniser."""

import asyncio
import threading
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from blockbuster import BlockBuster, blockbuster_ctx

from voice.errors import SoundError
from voice.listener import Listener
from voice.sound import resample, to_int16
from voice.source import WavSource
from voice.utterance import Partial, Utterance
from voice.vad import CHUNK_BYTES, CHUNK_S, CHUNK_SAMPLES, SpeechDetector, Turns
from voice.vosk import VoskRecogniser

TWENTY_TWO = "set the temperature to twenty two degrees"


def written(path: Path, sound: Any, rate_hz: int = 16_000) -> Path:
    soundfile.write(path, sound, rate_hz, subtype="PCM_16")
    return path


def threads(*names: str) -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith(names)]


class Endless:
    """Sound that never ends, as from a microphone; `closed` when it was let go."""

    def __init__(self, sound: Any) -> None:
        self._pcm = (sound * 32_767).astype("<i2").tobytes()
        self.taken = 0
        self.closed = False

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        try:
            while True:
                at = self.taken * CHUNK_BYTES % (len(self._pcm) // CHUNK_BYTES * CHUNK_BYTES)
                yield self._pcm[at : at + CHUNK_BYTES]
                self.taken += 1
        finally:
            self.closed = True


async def test_partials_grow_and_come_before_the_final_text(
    listener: Listener, pronounce: Callable[..., Any], tmp_path: Path
) -> None:
    path = written(tmp_path / "a.wav", await pronounce(TWENTY_TWO))
    events = [event async for event in listener.listen(WavSource(path))]
    *partials, utterance = events
    assert isinstance(utterance, Utterance)
    assert all(isinstance(partial, Partial) for partial in partials)
    assert utterance.partials == tuple(partials)
    assert len(partials) >= 3
    counts = [len(partial.text.split()) for partial in utterance.partials]
    assert counts[0] < counts[-1]
    assert len({partial.text for partial in utterance.partials}) == len(partials)
    times = [partial.at_s for partial in utterance.partials]
    assert times == sorted(times)
    assert 0.4 < utterance.began_s < 0.7
    assert utterance.began_s < times[0] < times[-1] <= utterance.ended_s + 0.6
    assert utterance.text == TWENTY_TWO
    assert utterance.recognise_ms is not None
    assert utterance.recognise_ms > 0
    assert not utterance.clipped


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 44_100])
@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT"])
async def test_the_same_words_from_any_file(
    hear: Callable[..., Any], pronounce: Callable[..., Any], tmp_path: Path, rate_hz: int, subtype: str
) -> None:
    samples = resample(to_int16(await pronounce(TWENTY_TWO)), 16_000, rate_hz) / 32_768
    path = tmp_path / "stereo.wav"
    soundfile.write(path, np.stack([samples, samples], axis=1), rate_hz, subtype=subtype)
    (utterance,) = await hear(path)
    assert utterance.text == TWENTY_TWO


async def test_two_utterances_in_one_file(hear: Callable[..., Any], pronounce: Callable[..., Any]) -> None:
    first, second = await pronounce("open the window"), await pronounce("turn off the radio")
    one, two = await hear(np.concatenate([first, second]))
    assert (one.text, two.text) == ("open the window", "turn off the radio")
    assert one.ended_s < len(first) / 16_000 < two.began_s
    assert not any(partial in one.partials for partial in two.partials)


async def test_speech_up_to_the_last_sample(hear: Callable[..., Any], pronounce: Callable[..., Any]) -> None:
    sound = await pronounce("turn off the radio")
    last = np.flatnonzero(np.abs(sound) > 0.01)[-1]
    (utterance,) = await hear(sound[: last + 1])
    assert utterance.text == "turn off the radio"


@pytest.mark.parametrize("level", [0.0, 0.001, 0.05])
async def test_silence_and_noise_are_no_utterance(hear: Callable[..., Any], level: float) -> None:
    noise = np.random.default_rng(3).normal(size=48_000) * level
    assert await hear(noise) == []


async def test_a_click_is_no_utterance(hear: Callable[..., Any]) -> None:
    sound = np.zeros(32_000)
    sound[16_000:16_300] = 0.8
    assert await hear(sound) == []


async def test_a_file_shorter_than_a_chunk(hear: Callable[..., Any]) -> None:
    assert await hear(np.zeros(100)) == []


async def test_every_sample_of_a_file_arrives(tmp_path: Path) -> None:
    samples = (np.arange(50_000) % 30_000).astype(np.int16)
    path = written(tmp_path / "a.wav", samples)
    pcm = b"".join([chunk async for chunk in WavSource(path).chunks()])
    assert np.array_equal(np.frombuffer(pcm, np.int16)[:50_000], samples)
    assert len(pcm) % CHUNK_BYTES == 0
    assert not any(pcm[100_000:])


async def test_no_end_of_talking_is_cut(recogniser: VoskRecogniser, pronounce: Callable[..., Any]) -> None:
    listener = Listener(SpeechDetector(Turns(maximum_s=2.0)), recogniser)
    talk = (await pronounce("set the temperature to twenty two degrees and open the window"))[8_000:-8_000]
    async with aclosing(listener.listen(Endless(talk))) as events:
        async for event in events:
            if isinstance(event, Utterance):
                assert event.ended_s - event.began_s == pytest.approx(2.0, abs=0.1)
                break
    listener.close()


async def test_overdriven_live_speech_is_marked(listener: Listener, pronounce: Callable[..., Any]) -> None:
    source = Endless(np.clip(await pronounce(TWENTY_TWO) * 20, -1, 1))
    async with aclosing(listener.listen(source)) as events:
        async for event in events:
            if isinstance(event, Utterance):
                assert event.clipped
                break


@pytest.mark.parametrize("content", [b"", b"this is no sound at all"])
async def test_an_unusable_file_is_an_error_and_the_next_one_is_heard(
    listener: Listener, pronounce: Callable[..., Any], tmp_path: Path, content: bytes
) -> None:
    bad = tmp_path / "bad.wav"
    bad.write_bytes(content)
    with pytest.raises(SoundError):
        [event async for event in listener.listen(WavSource(bad))]
    good = written(tmp_path / "good.wav", await pronounce("undo that"))
    events = [event async for event in listener.listen(WavSource(good))]
    assert isinstance(events[-1], Utterance)
    assert events[-1].text == "undo that"


async def test_a_cancelled_listen_frees_its_source_and_forgets_the_turn(
    recogniser: VoskRecogniser, pronounce: Callable[..., Any], tmp_path: Path
) -> None:
    listener = Listener(SpeechDetector(), recogniser)
    source = Endless(await pronounce("tell me a story about a dragon"))
    begun = asyncio.Event()

    async def listen() -> None:
        async with aclosing(listener.listen(source)) as events:
            async for _ in events:
                begun.set()

    task = asyncio.create_task(listen())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert source.closed

    good = written(tmp_path / "good.wav", await pronounce("undo that"))
    events = [event async for event in listener.listen(WavSource(good))]
    assert isinstance(events[-1], Utterance)
    assert events[-1].text == "undo that"
    listener.close()


async def test_a_cancelled_listen_leaves_no_thread(
    recogniser: VoskRecogniser, pronounce: Callable[..., Any], tmp_path: Path
) -> None:
    before = set(threads("ear", "sound-file"))
    listener = Listener(SpeechDetector(), recogniser)
    path = written(tmp_path / "a.wav", np.tile(await pronounce("undo that"), 20))
    begun = asyncio.Event()

    async def listen() -> None:
        async with aclosing(listener.listen(WavSource(path, paced=True))) as events:
            async for _ in events:
                begun.set()

    task = asyncio.create_task(listen())
    await begun.wait()
    assert set(threads("ear", "sound-file")) - before
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    listener.close()
    for thread in set(threads("ear", "sound-file")) - before:
        thread.join(timeout=10)
        assert not thread.is_alive()


async def test_nothing_blocks_the_loop(
    listener: Listener, pronounce: Callable[..., Any], tmp_path: Path
) -> None:
    path = written(tmp_path / "a.wav", await pronounce(TWENTY_TWO))
    with blockbuster_ctx() as buster:
        assert isinstance(buster, BlockBuster)
        events = [event async for event in listener.listen(WavSource(path))]
    assert isinstance(events[-1], Utterance)


async def test_other_tasks_go_on_while_vosk_works(
    listener: Listener, pronounce: Callable[..., Any], tmp_path: Path
) -> None:
    path = written(tmp_path / "a.wav", np.tile(await pronounce(TWENTY_TWO), 2))
    beats = 0

    async def beat() -> None:
        nonlocal beats
        while True:
            await asyncio.sleep(0.001)
            beats += 1

    heart = asyncio.create_task(beat())
    utterances = [e async for e in listener.listen(WavSource(path)) if isinstance(e, Utterance)]
    heart.cancel()
    assert len(utterances) == 2
    assert beats > 50


async def test_a_paced_file_takes_as_long_as_it_sounds(tmp_path: Path) -> None:
    path = written(tmp_path / "a.wav", np.zeros(CHUNK_SAMPLES * 20))
    began = time.monotonic()
    chunks = [chunk async for chunk in WavSource(path, paced=True).chunks()]
    assert [len(chunk) for chunk in chunks] == [CHUNK_BYTES] * 20
    assert time.monotonic() - began >= 19 * CHUNK_S  # it may be later, never earlier

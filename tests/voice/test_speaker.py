"""Real Piper into files and onto a device that is not there."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from voice.errors import NoLoudspeaker, SoundError, SpeechModelError
from voice.sink import DeviceSink, WavSink
from voice.sound import Samples
from voice.speaker import Speaker


class Ear:
    """A sink that keeps what it is given; `gate` holds it up."""

    def __init__(self) -> None:
        self.played: list[int] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.begun = asyncio.Event()
        self.stopped = False

    async def play(self, samples: Samples, rate_hz: int) -> bool:
        assert samples.dtype == np.int16
        assert rate_hz == 22_050
        self.begun.set()
        await self.gate.wait()
        self.played.append(len(samples))
        return not self.stopped

    async def drain(self) -> None: ...

    def stop(self) -> None:
        self.stopped = True

    def close(self) -> None: ...


async def test_a_reply_becomes_a_wav_that_says_it(
    speaker: Speaker, hear: Callable[..., Any], tmp_path: Path
) -> None:
    sink = WavSink(tmp_path / "replies" / "one.wav")
    said = await speaker.say("It is 22 °C. The window is 50 % open.", sink)
    sink.close()
    assert not said.stopped
    assert said.first_sound_ms is not None
    info = soundfile.info(sink.path)
    assert (info.channels, info.samplerate, info.subtype) == (1, 22_050, "PCM_16")
    assert info.duration == pytest.approx(said.seconds, abs=0.01)
    heard = " ".join(utterance.text for utterance in await hear(sink.path))
    assert "twenty two degrees" in heard
    assert "fifty percent" in heard


async def test_one_sound_a_sentence_and_none_for_nothing(speaker: Speaker) -> None:
    assert [piece.text async for piece in speaker.speech("Done. Anything else?")] == [
        "Done.",
        "Anything else?",
    ]
    assert [piece async for piece in speaker.speech(" … ")] == []
    ear = Ear()
    said = await speaker.say("", ear)
    assert (said.first_sound_ms, said.seconds, ear.played) == (None, 0.0, [])


async def test_the_first_sentence_sounds_before_the_rest_is_made(speaker: Speaker) -> None:
    ear = Ear()
    ear.gate.clear()
    text = "Yes. " + "This is a long sentence that nobody has made into a sound before. " * 40
    task = asyncio.create_task(speaker.say(text, ear))
    await ear.begun.wait()
    pieces = speaker.speech("Something else.")
    assert (await anext(pieces)).text == "Something else."  # Piper is free but for the one sentence ahead
    await pieces.aclose()
    assert ear.played == []
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ear.stopped


async def test_faster_and_slower(speaker: Speaker, pronounce: Callable[..., Any]) -> None:
    fast, plain, slow = [len(await pronounce("The windows are closed.", scale)) for scale in (0.7, 1.0, 1.4)]
    assert fast < plain < slow


async def test_without_variation_the_same_sound(speaker: Speaker) -> None:
    first, second = [[p async for p in speaker.speech("Good morning.")] for _ in range(2)]
    assert np.array_equal(first[0].samples, second[0].samples)


async def test_stopped_between_two_sentences(speaker: Speaker) -> None:
    ear = Ear()
    ear.stop()
    said = await speaker.say("One. Two. Three.", ear)
    assert said.stopped
    assert len(ear.played) == 1


async def test_a_closed_speaker_leaves_no_thread(voice_folder: Path, tmp_path: Path) -> None:
    before = set(threading.enumerate())
    speaker = Speaker(voice_folder)
    await speaker.warm()
    assert speaker.language == "en"
    sink = WavSink(tmp_path / "a.wav")
    await speaker.say("Hello.", sink)
    sink.close()
    speaker.close()
    assert not [t for t in set(threading.enumerate()) - before if t.name.startswith(("voice", "wav-sink"))]


async def test_a_file_that_cannot_be_written(speaker: Speaker, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    sink = WavSink(tmp_path / "file" / "reply.wav")
    with pytest.raises(SoundError, match="cannot be written"):
        await speaker.say("Hello.", sink)
    sink.close()


async def test_one_wav_has_one_rate(tmp_path: Path) -> None:
    sink = WavSink(tmp_path / "a.wav")
    await sink.play(np.zeros(16_000, np.int16), 16_000)
    await sink.play(np.zeros(22_050, np.int16), 22_050)
    sink.close()
    assert soundfile.info(sink.path).duration == pytest.approx(2.0, abs=0.001)


async def test_no_such_loudspeaker(speaker: Speaker) -> None:
    sink = DeviceSink("no loudspeaker of that name")
    with pytest.raises(NoLoudspeaker) as caught:
        await speaker.say("Hello.", sink)
    sink.close()
    assert caught.value.kind == "no-loudspeaker"
    assert caught.value.mend


def test_no_voice(tmp_path: Path) -> None:
    with pytest.raises(SpeechModelError, match="0 voices") as caught:
        Speaker(tmp_path)
    assert "cockpit models install" in caught.value.mend
    with pytest.raises(SpeechModelError, match="no such part"):
        Speaker(tmp_path / "none.onnx")


@pytest.mark.parametrize("broken", ["onnx", "json", "keys"])
def test_a_broken_voice(voice_folder: Path, tmp_path: Path, broken: str) -> None:
    (model,) = voice_folder.glob("*.onnx")
    copy = tmp_path / model.name
    settings = tmp_path / f"{model.name}.json"
    data = model.read_bytes()
    copy.write_bytes(data[:100_000] if broken == "onnx" else data)
    text = (voice_folder / settings.name).read_text(encoding="utf-8")
    settings.write_text({"onnx": text, "json": text[:500], "keys": "{}"}[broken], encoding="utf-8")
    with pytest.raises(SpeechModelError, match="broken"):
        Speaker(tmp_path)

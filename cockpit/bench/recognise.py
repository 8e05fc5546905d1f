"""Speech detection and recognition: how much of real time they take, and how soon the words are there."""

import asyncio
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import soundfile

from cockpit.app import Engines
from cockpit.bench.figure import Measured, Peer, Taken, Tell, percentile
from cockpit.bench.sentences import SPOKEN
from cockpit.bench.speech import seconds, spoken
from voice.listener import Listener
from voice.sound import RATE_HZ
from voice.source import WavSource
from voice.utterance import Utterance
from voice.vad import CHUNK_BYTES
from voice.vosk import VoskModel

NOISE = 60
"""Amplitude of the noise in a quiet room, of 32767."""


def measure(engines: Engines, quick: bool, tell: Tell) -> Taken:
    sentences = SPOKEN[:3] if quick else SPOKEN * 3
    speech = engines.model("speech", engines.settings.speech.recogniser, "en")
    with tempfile.TemporaryDirectory() as name, closing(engines.listener("en")) as listener:
        folder = Path(name)
        files = asyncio.run(spoken(engines.speaker("en"), sentences, folder))
        tell(f"recognise: {len(files)} sentences")
        asyncio.run(_hear(listener, files[0]))  # the first one is slower than all others
        began = time.perf_counter()
        heard = [asyncio.run(_hear(listener, file)) for file in files]
        share = (time.perf_counter() - began) / seconds(files)
        bare = Peer("Vosk's open recogniser, silence and all", _bare_share(VoskModel(speech.path), files))
        note = _misheard(sentences, [texts for texts, _ in heard])
        yield "recogniser, of real time", Measured(share, len(files), bare, note)
        final_ms = [ms for _, each in heard for ms in each]
        yield "last sample → final text, p95", Measured(percentile(final_ms, 95), len(final_ms))
        quiet = _quiet(folder / "quiet.wav", 10 if quick else 60)
        cpu_s = time.process_time()
        asyncio.run(_hear(listener, quiet))
        share = 100 * (time.process_time() - cpu_s) / seconds([quiet])
        note = "the speech detector alone: there is no wake word yet"
        yield "waiting for speech, of one core", Measured(share, 1, note=note)


def _misheard(said: Sequence[str], heard: Sequence[list[str]]) -> str:
    wrong = {sentence: texts for sentence, texts in zip(said, heard, strict=True) if texts != [sentence]}
    return "; ".join(f"{sentence!r} was heard as {texts}" for sentence, texts in wrong.items())


async def _hear(listener: Listener, file: Path) -> tuple[list[str], list[float]]:
    """The texts heard in a file, and the milliseconds from each one's last sample."""
    heard = [event async for event in listener.listen(WavSource(file)) if isinstance(event, Utterance)]
    return [each.text for each in heard], [each.recognise_ms or 0.0 for each in heard]


def _bare_share(model: VoskModel, files: list[Path]) -> float:
    """Of real time: all the sound through one of Vosk's own recognisers, chunk by chunk."""
    sounds = [asyncio.run(_chunks(file)) for file in files]
    decoder = model.decoder()
    began = time.perf_counter()
    for chunks in sounds:
        for chunk in chunks:
            decoder.AcceptWaveform(chunk)
        decoder.FinalResult()
    took_s = time.perf_counter() - began
    return took_s / (sum(map(len, sounds)) * CHUNK_BYTES / 2 / RATE_HZ)


async def _chunks(file: Path) -> list[bytes]:
    return [chunk async for chunk in WavSource(file).chunks()]


def _quiet(file: Path, duration_s: int) -> Path:
    noise = np.random.default_rng(1).integers(-NOISE, NOISE, duration_s * RATE_HZ).astype(np.int16)
    soundfile.write(file, noise, RATE_HZ, subtype="PCM_16")
    return file

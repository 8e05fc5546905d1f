"""Text in, sound out: Piper, one sentence after another, in a thread of its own."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from piper import PiperVoice, SynthesisConfig
from piper.config import PhonemeType

from voice.errors import SpeechModelError
from voice.sink import Sink
from voice.sound import Samples
from voice.spoken import sentences, spoken
from voice.worker import Worker

_PAUSE_S: Final = 0.15  # after each sentence

_INSTALL: Final = "Install it with `cockpit models install`."


@dataclass(frozen=True, slots=True)
class Speech:
    """One sentence as sound: mono 16-bit `samples` at `rate_hz`."""

    text: str
    samples: Samples
    rate_hz: int


@dataclass(frozen=True, slots=True)
class Said:
    """`first_sound_ms` is from the text to the first sound in the sink's hands, None when all was silent.

    `seconds` of sound; `stopped`: not all of it was heard.
    """

    first_sound_ms: float | None
    seconds: float
    stopped: bool


class Speaker:
    """A Piper voice: a folder that holds one, or its .onnx file with the .onnx.json beside it.

    `length_scale` below 1 is faster, above 1 slower. `variation` 0–1: natural chance in tone and
    rhythm; with 0 the same text gives the same sound. SpeechModelError when the voice is missing or
    broken. Loading takes about a second and blocks.
    """

    def __init__(self, voice: Path, *, length_scale: float = 1.0, variation: float = 1.0) -> None:
        self._voice = _load(voice)
        self._variation = variation
        self.length_scale = length_scale
        self.language = _language(self._voice)
        self._worker = Worker("voice")

    async def speech(self, text: str) -> AsyncGenerator[Speech, None]:
        """The sentences of `text` as sound; the next one is made while the one before is used."""
        parts = sentences(text)
        waiting: asyncio.Future[Speech] | None = None
        try:
            for index in range(len(parts)):
                ready = await (waiting or self._begin(parts[index]))
                waiting = self._begin(parts[index + 1]) if index + 1 < len(parts) else None
                yield ready
        finally:
            if waiting is not None:
                waiting.cancel()

    async def say(self, text: str, sink: Sink) -> Said:
        """Speak; returns when all has been heard. Cancelling it, or `sink.stop()`, silences at once."""
        began = time.perf_counter()
        first_sound_ms: float | None = None
        seconds = 0.0
        try:
            async with aclosing(self.speech(text)) as pieces:
                async for piece in pieces:
                    if first_sound_ms is None:
                        first_sound_ms = round(1000 * (time.perf_counter() - began), 2)
                    seconds += len(piece.samples) / piece.rate_hz
                    if not await sink.play(piece.samples, piece.rate_hz):
                        return Said(first_sound_ms, seconds, stopped=True)
            await sink.drain()
        except asyncio.CancelledError:
            sink.stop()
            raise
        return Said(first_sound_ms, seconds, stopped=False)

    async def warm(self) -> None:
        """Say a word to nobody: the first one takes longer than all others."""
        await self._worker.run(self._make, "好。" if self.language == "zh" else "Hello.")

    def close(self) -> None:
        self._worker.close()

    def _begin(self, sentence: str) -> asyncio.Future[Speech]:
        return self._worker.start(self._make, sentence)

    def _make(self, sentence: str) -> Speech:
        config = self._voice.config
        how = SynthesisConfig(
            length_scale=self.length_scale * config.length_scale,
            noise_scale=self._variation * config.noise_scale,
            noise_w_scale=self._variation * config.noise_w_scale,
        )
        sounds = [
            chunk.audio_int16_array for chunk in self._voice.synthesize(spoken(sentence, self.language), how)
        ]
        pause = np.zeros(int(_PAUSE_S * config.sample_rate), np.int16)
        return Speech(sentence, np.concatenate([*sounds, pause]), config.sample_rate)


def _load(voice: Path) -> PiperVoice:
    if voice.is_dir():
        found = sorted(voice.glob("*.onnx"))
        if len(found) != 1:
            raise SpeechModelError(f"{voice}: holds {len(found)} voices (.onnx), not one", _INSTALL)
        voice = found[0]
    for needed in (voice, voice.with_name(voice.name + ".json")):
        if not needed.is_file():
            raise SpeechModelError(f"{needed}: there is no such part of a voice", _INSTALL)
    try:
        return PiperVoice.load(voice)
    except Exception as error:  # onnxruntime's errors have no base class of their own
        raise SpeechModelError(f"{voice}: the voice is broken", _INSTALL) from error


def _language(voice: PiperVoice) -> str:
    """Espeak's names: en-us, en-gb-x-rp, cmn, zh …"""
    name = voice.config.espeak_voice.split("-")[0]
    if name in ("cmn", "zh", "yue") or voice.config.phoneme_type == PhonemeType.PINYIN:
        return "zh"
    return name

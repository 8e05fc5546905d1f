"""Spoken sentences as sound files, said by the installed voice then and there."""

import time
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile

from voice.source import Source
from voice.speaker import Speaker
from voice.vad import CHUNK_S

BEFORE_S = 0.4
AFTER_S = 1.5
"""Silence after the words: more than any endpoint waits for."""


async def spoken(speaker: Speaker, sentences: Sequence[str], folder: Path) -> list[Path]:
    """One WAV for each sentence, with silence around it."""
    files = []
    for number, sentence in enumerate(sentences):
        pieces = [(piece.samples, piece.rate_hz) async for piece in speaker.speech(sentence)]
        rate_hz = pieces[0][1]
        sound = [np.zeros(int(BEFORE_S * rate_hz), np.int16)]
        sound += [samples for samples, _ in pieces]
        sound += [np.zeros(int(AFTER_S * rate_hz), np.int16)]
        file = folder / f"{number:02}.wav"
        soundfile.write(file, np.concatenate(sound), rate_hz, subtype="PCM_16")
        files.append(file)
    return files


def seconds(files: Sequence[Path]) -> float:
    return sum(float(soundfile.info(file).duration) for file in files)


@dataclass(slots=True)
class TimedSource:
    """A source that notes when each of its chunks was handed over (`time.perf_counter`)."""

    source: Source
    handed_s: list[float] = field(default_factory=list)

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        async for chunk in self.source.chunks():
            self.handed_s.append(time.perf_counter())
            yield chunk

    def at(self, position_s: float) -> float:
        """When the chunk with this place of the sound was handed over."""
        index = min(int(position_s / CHUNK_S + 0.5), len(self.handed_s)) - 1
        return self.handed_s[max(0, index)]

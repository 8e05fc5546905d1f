"""Spoken sentences as sound files, said by the installed voice then and there."""

import time
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
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
    """A paced source that knows when each of its chunks would have come from a microphone.

    A chunk that is fetched later than that, because the listener is behind, still counts from then.
    """

    source: Source
    first_s: float = 0.0
    """When the first chunk was handed over (`time.perf_counter`)."""
    chunks_handed: int = 0

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        async for chunk in self.source.chunks():
            if not self.chunks_handed:
                self.first_s = time.perf_counter()
            self.chunks_handed += 1
            yield chunk

    def sounded_s(self, position_s: float) -> float:
        """When this place of the sound, in seconds, was heard."""
        return self.first_s + position_s - CHUNK_S

    @property
    def last_s(self) -> float:
        """When the last sample was heard that has been handed over."""
        return self.sounded_s(self.chunks_handed * CHUNK_S)

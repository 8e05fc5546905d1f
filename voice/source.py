"""Where sound comes from: a file, or `Microphone`. Chunks are 512 samples (32 ms) at 16 kHz, 16-bit mono."""

import asyncio
import itertools
import math
import time
from collections.abc import AsyncGenerator, Callable, Generator, Iterator
from contextlib import aclosing
from pathlib import Path
from typing import Final, Protocol

import numpy as np

from voice import sound
from voice.microphone import Microphone as Microphone
from voice.vad import CHUNK_BYTES, CHUNK_S
from voice.worker import Worker

_CHUNKS_A_READ: Final = 8  # about a quarter of a second, so the loop is not woken for each chunk


class Source(Protocol):
    def chunks(self) -> AsyncGenerator[bytes, None]:
        """The sound until it ends. Closing the iterator frees the file or the device."""
        ...


class Metered:
    """A source that tells how loud each chunk is: 0 at −60 dB and below, 1 at full scale."""

    def __init__(self, source: Source, tell: Callable[[float], None]) -> None:
        self._source = source
        self._tell = tell

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        async with aclosing(self._source.chunks()) as chunks:
            async for chunk in chunks:
                rms = float(np.sqrt(np.mean(np.square(np.frombuffer(chunk, np.int16) / 32768.0))))
                self._tell(max(0.0, min(1.0, 1 + math.log10(max(rms, 1e-6)) / 3)))
                yield chunk


class WavSource:
    """A sound file of any rate, width and channels, as fast as it is asked for, or `paced` as if live.

    `chunks` raises SoundError or ClippedSound before its first chunk when the file is unusable. The
    last chunk is filled up with silence.
    """

    def __init__(self, path: Path, *, paced: bool = False) -> None:
        self.path = path
        self._paced = paced

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        worker = Worker("sound-file")
        pieces = _cut(sound.read(self.path))
        try:
            await worker.run(sound.check, self.path)
            began = time.monotonic()
            sent = 0
            while batch := await worker.run(_some, pieces):
                for chunk in batch:
                    if self._paced:
                        sent += 1
                        await asyncio.sleep(max(0.0, began + sent * CHUNK_S - time.monotonic()))
                    yield chunk
        finally:
            worker.end(pieces.close)


def _cut(blocks: Iterator[sound.Samples]) -> Generator[bytes, None, None]:
    rest = b""
    for block in blocks:
        rest += block.tobytes()
        whole = len(rest) // CHUNK_BYTES * CHUNK_BYTES
        for at in range(0, whole, CHUNK_BYTES):
            yield rest[at : at + CHUNK_BYTES]
        rest = rest[whole:]
    if rest:
        yield rest.ljust(CHUNK_BYTES, b"\0")


def _some(pieces: Iterator[bytes]) -> list[bytes]:
    return list(itertools.islice(pieces, _CHUNKS_A_READ))

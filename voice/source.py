"""Where sound comes from: a file or a microphone. Chunks are 512 samples (32 ms) at 16 kHz, 16-bit mono."""

import asyncio
import itertools
import logging
import math
import time
from collections.abc import AsyncGenerator, Callable, Generator, Iterator
from contextlib import aclosing
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
import soxr

from voice import sound
from voice.device import NoDevice, portaudio
from voice.errors import NoMicrophone
from voice.vad import CHUNK_BYTES, CHUNK_S, CHUNK_SAMPLES
from voice.worker import Worker

_log = logging.getLogger(__name__)

_WAITING_CHUNKS: Final = 250  # 8 s of sound: longer than any pause of a busy machine
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


class Microphone:
    """A microphone by PortAudio's name or number, None for the default one.

    `chunks` raises NoMicrophone when there is none, or when it is gone. What is not fetched within
    8 s is dropped; `lost_s` counts it.
    """

    def __init__(self, device: str | int | None = None) -> None:
        self.device = device
        self.lost_s = 0.0

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        waiting: asyncio.Queue[bytes | None] = asyncio.Queue(_WAITING_CHUNKS)
        stream = self._open(waiting, asyncio.get_running_loop())
        try:
            stream.start()
            while (chunk := await waiting.get()) is not None:
                yield chunk
            raise NoMicrophone("The microphone has stopped", "Plug it in again.")
        finally:
            stream.close(ignore_errors=True)

    def _open(self, waiting: "asyncio.Queue[bytes | None]", loop: asyncio.AbstractEventLoop) -> Any:
        def put(chunk: bytes | None) -> None:
            if chunk is not None and waiting.full():
                if self.lost_s == 0.0:
                    _log.warning("the machine is too slow: sound of the microphone is lost")
                self.lost_s += CHUNK_S
                return
            if waiting.full():
                waiting.get_nowait()
            waiting.put_nowait(chunk)

        def tell(chunk: bytes | None) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(put, chunk)

        try:
            audio = portaudio()
            rate_hz = _rate(audio, self.device)
            feeder = _Feeder(rate_hz, tell)
            return audio.InputStream(
                device=self.device,
                samplerate=rate_hz,
                channels=1,
                dtype="int16",
                blocksize=CHUNK_SAMPLES * rate_hz // sound.RATE_HZ,
                callback=lambda samples, frames, at, status: feeder.feed(samples[:, 0]),
                finished_callback=lambda: tell(None),
            )
        except NoDevice as error:
            raise NoMicrophone(f"No microphone can be used: {error}", error.mend) from error
        except (ValueError, audio.PortAudioError) as error:
            which = "No microphone" if self.device is None else f"No microphone {self.device}"
            raise NoMicrophone(
                f"{which} was found ({error})", "Plug one in, or name another one in the settings."
            ) from error


class _Feeder:
    """Cuts what a device delivers, at its own rate, into chunks."""

    def __init__(self, rate_hz: int, tell: Any) -> None:
        self._stream = (
            None
            if rate_hz == sound.RATE_HZ
            else soxr.ResampleStream(rate_hz, sound.RATE_HZ, 1, dtype="int16")
        )
        self._tell = tell
        self._rest = b""

    def feed(self, samples: sound.Samples) -> None:
        if self._stream is not None:
            samples = self._stream.resample_chunk(np.ascontiguousarray(samples))
        self._rest += samples.tobytes()
        while len(self._rest) >= CHUNK_BYTES:
            self._tell(self._rest[:CHUNK_BYTES])
            self._rest = self._rest[CHUNK_BYTES:]


def _rate(audio: Any, device: str | int | None) -> int:
    """16 kHz where the device has it, else its own rate."""
    try:
        audio.check_input_settings(device=device, channels=1, dtype="int16", samplerate=sound.RATE_HZ)
    except audio.PortAudioError:
        return int(audio.query_devices(device, "input")["default_samplerate"])
    return sound.RATE_HZ


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

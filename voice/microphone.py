"""A microphone, reached through PortAudio."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from typing import Any, Final

import numpy as np
import soxr

from voice.device import NoDevice, portaudio
from voice.errors import NoMicrophone
from voice.sound import RATE_HZ, Samples
from voice.vad import CHUNK_BYTES, CHUNK_S, CHUNK_SAMPLES
from voice.worker import Worker

_log = logging.getLogger(__name__)

_WAITING_CHUNKS: Final = 250  # 8 s of sound: longer than any pause of a busy machine


class Microphone:
    """A `Source`: the microphone of PortAudio's name or number, None for the default one.

    `chunks` raises NoMicrophone when there is none, or when it is gone. Sound that is not fetched
    within 8 s is dropped; `lost_s` counts it.
    """

    def __init__(self, device: str | int | None = None) -> None:
        self.device = device
        self.lost_s = 0.0

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        waiting: asyncio.Queue[bytes | None] = asyncio.Queue()
        loop = asyncio.get_running_loop()

        def put(chunk: bytes | None) -> None:
            if chunk is not None and waiting.qsize() >= _WAITING_CHUNKS:
                self._lose()
            else:
                waiting.put_nowait(chunk)

        def tell(chunk: bytes | None) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(put, chunk)

        worker = Worker("microphone")
        opened: list[Any] = []
        try:
            await worker.run(_open, self.device, tell, opened)
            while (chunk := await waiting.get()) is not None:
                yield chunk
            raise NoMicrophone("The microphone has stopped", "Plug it in again.")
        finally:
            worker.end(lambda: [stream.close(ignore_errors=True) for stream in opened])

    def _lose(self) -> None:
        if self.lost_s == 0.0:
            _log.warning("the machine is too slow: sound of the microphone is lost")
        self.lost_s += CHUNK_S


class Feeder:
    """Cuts what a device delivers, at its own rate, into chunks, and hands each to `tell`."""

    def __init__(self, rate_hz: int, tell: Callable[[bytes], None]) -> None:
        self._stream = None
        if rate_hz != RATE_HZ:
            self._stream = soxr.ResampleStream(rate_hz, RATE_HZ, 1, dtype="int16")
        self._tell = tell
        self._rest = b""

    def feed(self, samples: Samples) -> None:
        if self._stream is not None:
            samples = self._stream.resample_chunk(np.ascontiguousarray(samples))
        self._rest += samples.tobytes()
        while len(self._rest) >= CHUNK_BYTES:
            self._tell(self._rest[:CHUNK_BYTES])
            self._rest = self._rest[CHUNK_BYTES:]


def _open(device: str | int | None, tell: Callable[[bytes | None], None], opened: list[Any]) -> None:
    """Starts the device; it is put into `opened`, so that it is closed also when nobody waits any more."""
    try:
        audio = portaudio()
    except NoDevice as error:
        raise NoMicrophone(f"No microphone can be used: {error}", error.mend) from error
    try:
        rate_hz = _rate(audio, device)
        feeder = Feeder(rate_hz, tell)
        stream = audio.InputStream(
            device=device,
            samplerate=rate_hz,
            channels=1,
            dtype="int16",
            blocksize=CHUNK_SAMPLES * rate_hz // RATE_HZ,
            callback=lambda samples, frames, at, status: feeder.feed(samples[:, 0]),
            finished_callback=lambda: tell(None),
        )
        opened.append(stream)
        stream.start()
    except (ValueError, audio.PortAudioError) as error:
        which = "No microphone" if device is None else f"No microphone {device}"
        raise NoMicrophone(
            f"{which} was found ({error})", "Plug one in, or name one as speech.microphone in the settings."
        ) from error


def _rate(audio: Any, device: str | int | None) -> int:
    """16 kHz where the device has it, else its own rate."""
    try:
        audio.check_input_settings(device=device, channels=1, dtype="int16", samplerate=RATE_HZ)
    except audio.PortAudioError:
        return int(audio.query_devices(device, "input")["default_samplerate"])
    return RATE_HZ

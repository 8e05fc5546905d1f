"""Where sound goes: a WAV file or a loudspeaker."""

import threading
from pathlib import Path
from typing import Any, Final, Protocol

import soundfile

from voice.device import NoDevice, portaudio
from voice.errors import NoLoudspeaker, SoundError
from voice.sound import Samples, resample
from voice.worker import Worker

_BLOCK_S: Final = 0.02  # so long it takes until a stop is heeded


class Sink(Protocol):
    """Plays one sound after another: mono 16-bit samples."""

    async def play(self, samples: Samples, rate_hz: int) -> bool:
        """Returns when it has been handed over, about when it has been heard; False when stopped."""
        ...

    async def drain(self) -> None:
        """Returns when the last sample has been heard."""
        ...

    def stop(self) -> None:
        """Silence at once: drop what plays and what waits."""
        ...

    def close(self) -> None: ...


class WavSink:
    """Writes all it plays into one 16-bit WAV, at the rate of its first sound. Made when that comes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: Any = None
        self._worker = Worker("wav-sink")

    async def play(self, samples: Samples, rate_hz: int) -> bool:
        await self._worker.run(self._write, samples, rate_hz)
        return True

    async def drain(self) -> None:
        await self._worker.run(self._flush)

    def stop(self) -> None:
        """What has been played stays in the file."""

    def close(self) -> None:
        self._worker.close()
        if self._file is not None:
            self._file.close()
            self._file = None

    def _write(self, samples: Samples, rate_hz: int) -> None:
        try:
            if self._file is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._file = soundfile.SoundFile(
                    self.path, "w", samplerate=rate_hz, channels=1, subtype="PCM_16", format="WAV"
                )
            self._file.write(resample(samples, rate_hz, self._file.samplerate))
        except (soundfile.SoundFileError, OSError) as error:
            raise SoundError(f"{self.path}: cannot be written", "Give another path.") from error

    def _flush(self) -> None:
        if self._file is not None:
            self._file.flush()


class DeviceSink:
    """A loudspeaker by PortAudio's name or number, None for the default one.

    Opened with the first sound; `play` raises NoLoudspeaker when there is none or it is gone.
    """

    def __init__(self, device: str | int | None = None) -> None:
        self.device = device
        self._worker = Worker("loudspeaker")
        self._stopped = threading.Event()
        self._stream: Any = None
        self._rate_hz = 0
        self._sound_hz = 0

    async def play(self, samples: Samples, rate_hz: int) -> bool:
        return await self._worker.run(self._write, samples, rate_hz, self._stopped)

    async def drain(self) -> None:
        await self._worker.run(self._finish)

    def stop(self) -> None:
        """Each sound keeps the event it was given, so the next one after a stop is not stopped."""
        self._stopped.set()
        self._stopped = threading.Event()

    def close(self) -> None:
        self.stop()
        self._worker.close()
        self._release()

    def _write(self, samples: Samples, rate_hz: int, stopped: threading.Event) -> bool:
        try:
            audio = portaudio()
        except NoDevice as error:
            raise NoLoudspeaker(f"No loudspeaker can be used: {error}", error.mend) from error
        try:
            self._prepare(audio, rate_hz)
            ready = resample(samples, rate_hz, self._rate_hz)
            block = int(self._rate_hz * _BLOCK_S)
            for at in range(0, len(ready), block):
                if stopped.is_set():
                    self._stream.abort()  # drops what PortAudio holds; `stop` would play it
                    return False
                self._stream.write(ready[at : at + block])
        except (ValueError, audio.PortAudioError) as error:
            self._release()
            which = "No loudspeaker" if self.device is None else f"No loudspeaker {self.device}"
            raise NoLoudspeaker(
                f"{which} was found ({error})", "Plug one in, or name another one in the settings."
            ) from error
        return True

    def _prepare(self, audio: Any, rate_hz: int) -> None:
        if self._stream is not None and self._sound_hz != rate_hz:
            self._finish()
            self._release()
        if self._stream is None:
            self._sound_hz, self._rate_hz = rate_hz, rate_hz
            try:
                audio.check_output_settings(device=self.device, channels=1, dtype="int16", samplerate=rate_hz)
            except audio.PortAudioError:
                self._rate_hz = int(audio.query_devices(self.device, "output")["default_samplerate"])
            self._stream = audio.OutputStream(
                device=self.device, samplerate=self._rate_hz, channels=1, dtype="int16"
            )
        if self._stream.stopped:
            self._stream.start()

    def _finish(self) -> None:
        if self._stream is not None and self._stream.active:
            self._stream.stop()  # PortAudio plays what it still holds

    def _release(self) -> None:
        if self._stream is not None:
            self._stream.close(ignore_errors=True)
            self._stream = None

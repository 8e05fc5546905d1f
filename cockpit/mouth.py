"""The assistant's voice: replies to the loudspeaker, or into WAV files."""

import asyncio
import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from cockpit.errors import ModelError, told
from voice.errors import VoiceError
from voice.sink import Sink, WavSink
from voice.sound import Samples
from voice.speaker import Speaker

log = logging.getLogger(__name__)

Speakers = Callable[[str], Speaker]
"""The voice for a language; raises ModelError where none is installed."""


class Mouth(Protocol):
    on_problem: Callable[[str], None]
    """Told why nothing can be heard (no voice, no loudspeaker)."""
    quiet: bool
    """While true nothing is said aloud."""

    async def say(self, text: str, language: str) -> float | None:
        """Milliseconds until the first sound; None where there is nothing to be heard."""
        ...

    async def stop(self) -> None:
        """Silence at once."""
        ...

    async def finished(self) -> None:
        """Returns when nothing is being said any more."""
        ...

    def close(self) -> None: ...


class WavMouth:
    """Writes `<folder>/reply-NN.wav`, one for each reply, and returns when it is written."""

    def __init__(self, speakers: Speakers, folder: Path) -> None:
        self._speakers = speakers
        self._folder = folder
        self._count = 0
        self.on_problem: Callable[[str], None] = log.warning
        self.quiet = False  # a file disturbs nobody

    @staticmethod
    def file(number: int) -> str:
        return f"reply-{number:02}.wav"

    async def say(self, text: str, language: str) -> float | None:
        self._count += 1
        try:
            speaker = await asyncio.to_thread(self._speakers, language)
        except ModelError as error:  # no voice for this language: what was done counts all the same
            self.on_problem(told(error))
            return None
        sink = WavSink(self._folder / self.file(self._count))
        try:
            said = await speaker.say(text, sink)
        finally:
            await asyncio.to_thread(sink.close)
        return said.first_sound_ms

    async def stop(self) -> None:
        pass  # a file is written whole

    async def finished(self) -> None:
        pass

    def close(self) -> None:
        pass


class LiveMouth:
    """Speaks while the talk goes on: `say` returns at the first sound, the next `say` or `stop` silences."""

    def __init__(self, speakers: Speakers, sink: Sink) -> None:
        self._speakers = speakers
        self._sink = sink
        self.on_problem: Callable[[str], None] = log.warning
        self.quiet = False
        self._speaking: asyncio.Task[None] | None = None

    async def say(self, text: str, language: str) -> float | None:
        await self.stop()
        if self.quiet:
            return None
        began = time.perf_counter()
        first: asyncio.Future[float | None] = asyncio.get_running_loop().create_future()
        self._speaking = asyncio.create_task(self._speak(text, language, _Watched(self._sink, first, began)))
        self._speaking.add_done_callback(lambda _: _silent(first))
        return await first

    async def stop(self) -> None:
        if self._speaking is not None and not self._speaking.done():
            self._speaking.cancel()
            await asyncio.gather(self._speaking, return_exceptions=True)

    async def finished(self) -> None:
        if self._speaking is not None:
            await asyncio.gather(self._speaking, return_exceptions=True)

    def close(self) -> None:
        self._sink.close()

    async def _speak(self, text: str, language: str, sink: Sink) -> None:
        try:
            speaker = await asyncio.to_thread(self._speakers, language)
            await speaker.say(text, sink)
        except (ModelError, VoiceError) as error:
            self.on_problem(told(error))


def _silent(first: "asyncio.Future[float | None]") -> None:
    if not first.done():
        first.set_result(None)


class _Watched:
    """A sink that tells when the first sound is handed to the one behind it."""

    def __init__(self, sink: Sink, first: "asyncio.Future[float | None]", began: float) -> None:
        self._sink = sink
        self._first = first
        self._began = began
        self.drain = sink.drain
        self.stop = sink.stop
        self.close = sink.close

    async def play(self, samples: Samples, rate_hz: int) -> bool:
        if not self._first.done():
            self._first.set_result(1e3 * (time.perf_counter() - self._began))
        return await self._sink.play(samples, rate_hz)

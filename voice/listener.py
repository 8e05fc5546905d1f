"""Sound in, utterances out: speech detection and recognition in a thread of their own."""

import time
from collections.abc import AsyncGenerator
from contextlib import aclosing

import numpy as np

from voice.recogniser import Recogniser
from voice.sound import CLIPPED_SHARE, clipped_share
from voice.source import Source
from voice.utterance import Partial, Utterance
from voice.vad import SpeechDetector
from voice.worker import Worker

Event = Partial | Utterance


class Listener:
    """One pair of ears: one `listen` at a time. Close it when done."""

    def __init__(self, detector: SpeechDetector, recogniser: Recogniser) -> None:
        self._ear = _Ear(detector, recogniser)
        self._worker = Worker("ear")

    async def listen(self, source: Source) -> AsyncGenerator[Event, None]:
        """Partials while someone speaks, an Utterance when they have stopped, until the sound ends.

        Raises what the source raises. Close the iterator (`contextlib.aclosing`) to stop listening;
        a turn of speech that was going on is forgotten.
        """
        await self._worker.run(self._ear.reset)
        async with aclosing(source.chunks()) as chunks:
            async for chunk in chunks:
                for event in await self._worker.run(self._ear.hear, chunk, time.perf_counter()):
                    yield event
        for event in await self._worker.run(self._ear.finish, time.perf_counter()):
            yield event

    def close(self) -> None:
        self._worker.close()


class _Ear:
    """What runs in the thread: one turn of speech after another."""

    def __init__(self, detector: SpeechDetector, recogniser: Recogniser) -> None:
        self._detector = detector
        self._recogniser = recogniser
        self._partials: list[Partial] = []
        self._clipped = self._samples = 0.0

    def reset(self) -> None:
        self._detector.reset()
        self._recogniser.reset()
        self._begin()

    def hear(self, chunk: bytes, arrived: float) -> list[Event]:
        piece = self._detector.feed(chunk)
        if piece.began:
            self._begin()
        events: list[Event] = []
        if piece.pcm:
            self._measure(piece.pcm)
            text = self._recogniser.accept(piece.pcm)
            if text and not piece.ended and (not self._partials or self._partials[-1].text != text):
                self._partials.append(Partial(text, round(self._detector.position_s, 3)))
                events.append(self._partials[-1])
        if piece.ended:
            events.append(self._utterance(arrived))
        return events

    def finish(self, arrived: float) -> list[Event]:
        return [self._utterance(arrived)] if self._detector.finish().ended else []

    def _utterance(self, arrived: float) -> Utterance:
        heard = self._recogniser.finish()
        return Utterance(
            text=heard.text,
            confidence=heard.confidence,
            language=self._recogniser.language,
            began_s=round(self._detector.began_s, 3),
            ended_s=round(self._detector.ended_s, 3),
            partials=tuple(self._partials),
            recognise_ms=round(1000 * (time.perf_counter() - arrived), 2),
            bound=heard.bound,
            alone=heard.alone,
            or_else=heard.or_else,
            clipped=self._samples > 0 and self._clipped / self._samples >= CLIPPED_SHARE,
        )

    def _begin(self) -> None:
        self._partials = []
        self._clipped = self._samples = 0.0

    def _measure(self, pcm: bytes) -> None:
        samples = np.frombuffer(pcm, np.int16)
        self._samples += len(samples)
        self._clipped += clipped_share(samples) * len(samples)

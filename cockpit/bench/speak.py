"""A reply's text → its first sound."""

import asyncio
import time

from cockpit.app import Engines
from cockpit.bench.figure import Measured, Taken, Tell, percentile
from cockpit.bench.sentences import REPLIES
from voice.speaker import Speaker, Speech


def measure(engines: Engines, quick: bool, tell: Tell) -> Taken:
    texts = REPLIES[:3] if quick else REPLIES * 5
    first_ms, share = asyncio.run(_speak(engines.speaker("en"), texts))
    for percent in (50, 95):
        yield f"text → first sound, p{percent}", Measured(percentile(first_ms, percent), len(texts))
    yield "voice, of real time", Measured(share, len(texts))


async def _speak(speaker: Speaker, texts: tuple[str, ...]) -> tuple[list[float], float]:
    """Milliseconds to the first sentence's sound of each text; seconds of work for a second of sound."""
    await speaker.warm()
    first_ms: list[float] = []
    took_s = sound_s = 0.0
    for text in texts:
        began = time.perf_counter()
        pieces: list[Speech] = []
        async for piece in speaker.speech(text):
            if not pieces:
                first_ms.append(1e3 * (time.perf_counter() - began))
            pieces.append(piece)
        took_s += time.perf_counter() - began
        sound_s += sum(len(piece.samples) / piece.rate_hz for piece in pieces)
    return first_ms, took_s / sound_s

"""Someone has stopped speaking → the CAN frame is on the bus → the first sound of the reply.

The sound comes at the pace of a microphone. The end of speech is the turn's last sample: the
silence that shows that nobody goes on (`speech.silence_s`) is over then. How long that silence is,
is a choice and not a speed; the figures from the last spoken sound on have it in them.
"""

import asyncio
import tempfile
from collections.abc import Callable
from contextlib import aclosing, closing
from dataclasses import dataclass
from pathlib import Path

from cockpit.app import Engines, new_assistant
from cockpit.assistant import Assistant
from cockpit.bench.figure import Measured, NotMeasured, Taken, Tell, percentile
from cockpit.bench.sentences import SPOKEN
from cockpit.bench.silence import SilentSink
from cockpit.bench.speech import TimedSource, spoken
from cockpit.bench.tapped_car import Tap, tapped_car
from cockpit.mouth import LiveMouth
from cockpit.turn import Turn
from vehicle.clock import RealClock
from voice.listener import Listener
from voice.source import WavSource
from voice.utterance import Utterance


@dataclass(frozen=True, slots=True)
class Times:
    """Of one turn, each by `time.perf_counter`."""

    last_spoken_s: float
    last_sample_s: float
    frame_s: float
    sound_s: float


def measure(engines: Engines, quick: bool, tell: Tell) -> Taken:
    sentences = SPOKEN[:3] if quick else SPOKEN * 3
    with tempfile.TemporaryDirectory() as name, closing(engines.listener("en")) as listener:
        times, unheard = asyncio.run(_turns(engines, listener, sentences, Path(name), tell))
    if not times:
        raise NotMeasured("no spoken command led to a frame", "see cockpit hear --json")
    note = (
        f"silence of {engines.settings.speech.silence_s} s before the last sample; {SPOKEN[0]!r} and others"
    )
    if unheard:
        note += f"; without {unheard} that were not carried out"
    yield from _figures("end of speech", times, lambda t: t.last_sample_s, (50, 95), note)
    yield from _figures("last spoken sound", times, lambda t: t.last_spoken_s, (95,), note)


def _figures(
    since: str, times: list[Times], start: Callable[[Times], float], percents: tuple[int, ...], note: str
) -> Taken:
    frame_ms = [1e3 * (each.frame_s - start(each)) for each in times]
    sound_ms = [1e3 * (each.sound_s - start(each)) for each in times]
    for percent in percents:
        value = percentile(frame_ms, percent)
        yield f"{since} → CAN frame, p{percent}", Measured(value, len(times), note=note)
        value = percentile(sound_ms, percent)
        yield f"{since} → first reply sound, p{percent}", Measured(value, len(times), note=note)


async def _turns(
    engines: Engines, listener: Listener, sentences: tuple[str, ...], folder: Path, tell: Tell
) -> tuple[list[Times], int]:
    """The times of every command that was carried out, and how many were not. Each has a fresh car."""
    speaker = engines.speaker("en")
    await speaker.warm()
    engines.understanding.warm()
    files = await spoken(speaker, sentences, folder)
    tell(f"turn: {len(files)} sentences at the pace of speech")
    await _turn(engines, listener, files[0])  # the first one is slower than all others
    times = [await _turn(engines, listener, file) for file in files]
    return [each for each in times if each is not None], times.count(None)


async def _turn(engines: Engines, listener: Listener, file: Path) -> Times | None:
    sink = SilentSink()
    mouth = LiveMouth(engines.speaker, sink)
    async with tapped_car(engines.profile) as (car, tap):
        assistant = new_assistant(engines, RealClock(), car, None, voice=mouth)
        source = TimedSource(WavSource(file, paced=True))
        tap.clear()
        utterance, turn = await _heard(listener, source, assistant)
        await mouth.finished()
        return _times(utterance, turn, source, tap, sink)


async def _heard(
    listener: Listener, source: TimedSource, assistant: Assistant
) -> tuple[Utterance | None, Turn | None]:
    async with aclosing(listener.listen(source)) as events:
        async for event in events:
            if isinstance(event, Utterance):
                return event, await assistant.turn(event.text, or_else=event.or_else)
    return None, None


def _times(
    utterance: Utterance | None, turn: Turn | None, source: TimedSource, tap: Tap, sink: SilentSink
) -> Times | None:
    frame_s = tap.first(0.2)
    if utterance is None or turn is None or not turn.went_well or frame_s is None or sink.first_s is None:
        return None
    return Times(source.sounded_s(utterance.ended_s), source.last_s, frame_s, sink.first_s)

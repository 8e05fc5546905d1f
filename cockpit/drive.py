"""A scripted drive: the scenes are spoken, typed and touched; what comes of them is kept in a folder.

The driver's sentences are made by the voice then and there, written as WAV, and heard by the
recogniser at the pace of real speech. The core has its own thread; the main thread keeps Qt and
takes the pictures.
"""

import asyncio
import queue
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from cockpit import events
from cockpit.app import Engines
from cockpit.car import Given
from cockpit.core import Core, CoreIntents
from cockpit.errors import BadInput
from cockpit.events import Event, Observer, Trace
from cockpit.live import Live, live
from cockpit.mouth import WavMouth
from cockpit.scenario import Scenario, Scene
from cockpit.turn import Turn
from ui.window import Window
from vehicle.clock import Clock, RealClock
from vehicle.replay import open_replay, paced
from vehicle.simulator import Simulator
from vehicle.simulator.consequences import gear_of
from voice.sink import WavSink
from voice.source import WavSource

SETTLE_S = 0.3
"""After a turn, until the last reading has reached the window."""


@dataclass(frozen=True, slots=True)
class Drive:
    """What to run and where to; `size` of the pictures in pixels. `tell` gets the lines for a person."""

    engines: Engines
    scenario: Scenario
    out: Path
    size: tuple[int, int]
    tell: Callable[[str], None]


Request = Callable[[Window], None]


def run(drive: Drive) -> tuple[Turn, ...]:
    """Drive to the end. Returns the turns; raises what an engine failed with."""
    drive.out.mkdir(parents=True, exist_ok=True)
    for old in (*drive.out.glob("*.png"), *drive.out.glob("*.wav"), *drive.out.glob("trace.jsonl")):
        old.unlink()
    requests: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
    intents = CoreIntents()
    turns: list[Turn] = []
    window = Window(intents, size=drive.size, offscreen=True)

    with closing(Trace((drive.out / "trace.jsonl").open("w", encoding="utf-8"))) as trace:
        observers = (trace, _Teller(drive.tell))

        async def main(core: Core) -> None:
            turns.extend(await _drive(drive, core, window, requests, observers))

        intents.core = Core(main, ended=lambda: requests.put(None))
        intents.core.start()
        try:
            while (request := requests.get()) is not None:
                request(window)
        finally:  # also after Ctrl-C
            intents.core.stop()
            window.close()
    return tuple(turns)


async def _drive(
    drive: Drive,
    core: Core,
    window: Window,
    requests: "queue.SimpleQueue[Request | None]",
    observers: Iterable[Observer],
) -> list[Turn]:
    clock = RealClock()
    turns: list[Turn] = []
    async with live(
        drive.engines,
        clock,
        Given(),
        mouth=WavMouth(drive.engines.speaker, drive.out),
        show=window.show,
        observers=observers,
    ) as running:
        core.running(running)
        await running.warm()
        stage = _Stage(drive, running, requests)
        if drive.scenario.log is not None:
            running.spawn(_follow(drive.scenario, running.simulator, clock))
        if drive.scenario.drive:
            running.spawn(running.simulator.drive(laps=None))
        for number, scene in enumerate(drive.scenario.scenes, 1):
            turn = await stage.play(number, scene)
            if turn is not None:
                turns.append(turn)
            await clock.sleep(SETTLE_S + scene.wait_s)
            if scene.picture:
                await stage.take(number, scene.picture)
    return turns


async def _follow(scenario: Scenario, simulator: Simulator, clock: Clock) -> None:
    """The recorded drive happens to the simulated car, as far as that reports the same signals."""
    assert scenario.log is not None
    recorded = open_replay(scenario.log, car=scenario.car or None, dbc=scenario.dbc, mapping=scenario.map)
    async for change in paced(recorded, 1.0, clock):
        values = {p: v for p, v in change.signals.items() if v is not None and simulator.carries(p)}
        if values:
            simulator.set(values)


class _Stage:
    """Plays scenes."""

    def __init__(self, drive: Drive, running: Live, requests: "queue.SimpleQueue[Request | None]") -> None:
        self._drive = drive
        self._running = running
        self._requests = requests

    async def play(self, number: int, scene: Scene) -> Turn | None:
        if scene.set:
            self._running.simulator.set({**gear_of(scene.set), **scene.set})
        if scene.click:
            await self._ask(lambda window: window.click(scene.click))
        if scene.type:
            return await self._running.turn(scene.type)
        if scene.say:
            return await self._running.hear(WavSource(await self._spoken(number, scene), paced=True))
        return None

    async def take(self, number: int, name: str) -> None:
        """A picture of the window as it now is."""
        shown = self._running.snapshot()
        path = self._drive.out / f"{number:02}-{name}.png"
        await self._ask(lambda window: window.render(shown, path))

    async def _spoken(self, number: int, scene: Scene) -> Path:
        """The scene's sentence as a recording, spoken just now."""
        speaker = await asyncio.to_thread(self._drive.engines.speaker, self._running.language())
        path = self._drive.out / f"driver-{number:02}.wav"
        sink = WavSink(path)
        before = speaker.length_scale
        speaker.length_scale = 1 / scene.speed
        try:
            await speaker.say(scene.say, sink)
        finally:
            speaker.length_scale = before
            await asyncio.to_thread(sink.close)
        return path

    async def _ask(self, request: Request) -> None:
        """Have the main thread do something with the window, and wait for it."""
        done: Future[None] = Future()

        def do(window: Window) -> None:
            try:
                request(window)
            except BaseException as error:  # noqa: BLE001 - raised in the core's thread, where it is awaited
                done.set_exception(error)
            else:
                done.set_result(None)

        self._requests.put(do)
        await asyncio.wrap_future(done)


class _Teller:
    """An observer that tells a person what was heard, understood, done and said."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell

    def __call__(self, event: Event) -> None:
        match event:
            case events.Heard(text=text, final=True):
                self._tell(f"heard       {text or '(no words)'}")
            case events.Planned(plan=plan):
                steps = ", ".join(
                    step.action + "".join(f" {key}={value}" for key, value in step.slots.items())
                    for step in plan.steps
                )
                self._tell(f"understood  {steps or 'nothing to do'}")
            case events.StepEnded(outcome=outcome):
                frames = " ".join(f"{f.arbitration_id:03X}#{f.data.hex().upper()}" for f in outcome.frames)
                signals = ", ".join(f"{path}={value}" for path, value in outcome.signals.items())
                self._tell(
                    f"{outcome.status:<11} {signals or outcome.action}" + (f"  [{frames}]" if frames else "")
                )
            case events.Replied(text=text):
                self._tell(f"said        {text}\n")


def check(scenario: Scenario) -> None:
    """Raises BadInput where the scenario asks for what cannot be done."""
    if scenario.log is not None and not scenario.car and scenario.dbc is None:
        raise BadInput("the scenario has a log and neither car nor dbc", "say what decodes it")

"""A scripted drive: the scenes are spoken, typed and touched; what comes of them is kept in a folder.

The driver's sentences are made by the voice then and there, written as WAV, and heard by the
recogniser at the pace of real speech. The core has its own thread; the main thread keeps Qt and
takes the pictures.
"""

import asyncio
import queue
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from cockpit.app import Engines
from cockpit.car import Given
from cockpit.core import Core, CoreIntents
from cockpit.drive_folder import TRACE, clear, files_of, picture_file, spoken_file
from cockpit.errors import BadInput, told
from cockpit.events import Observer, open_trace
from cockpit.interrupt import Interrupt
from cockpit.live import Live, live
from cockpit.mouth import WavMouth
from cockpit.scenario import Scenario, Scene
from cockpit.teller import Teller
from cockpit.turn import Turn
from ui.window import Window
from vehicle.clock import Clock, RealClock
from vehicle.errors import BadValue, VehicleError
from vehicle.profile import Profile
from vehicle.replay import Replay, open_replay
from vehicle.signal import Value
from vehicle.simulator import Simulator
from vehicle.simulator.body import Body
from vehicle.simulator.consequences import with_aliases
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

READ_AHEAD = 500


def run(drive: Drive, interrupt: Interrupt) -> tuple[Turn, ...]:
    """Drive to the end or the interrupt. Returns the turns; raises what an engine failed with."""
    recorded = _recorded(drive.scenario)
    clear(drive.out, files_of(drive.scenario))
    requests: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
    intents = CoreIntents()
    turns: list[Turn] = []
    window = Window(intents, size=drive.size, offscreen=True)

    with closing(open_trace(drive.out / TRACE)) as trace:
        observers = (trace, Teller(drive.tell))

        async def main(core: Core) -> None:
            turns.extend(await _drive(drive, recorded, core, window, requests, observers))

        intents.core = Core(main, ended=lambda: requests.put(None))
        intents.core.start()
        interrupt.ends(lambda: requests.put(None))
        try:
            while (request := requests.get()) is not None:
                request(window)
        finally:
            intents.core.stop()
            window.close()
    return tuple(turns)


async def _drive(
    drive: Drive,
    recorded: Replay | None,
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
        running.mouth.on_problem = lambda problem: drive.tell(f"not spoken  {problem}")
        await running.warm()
        stage = _Stage(drive, running, requests)
        if recorded is not None:
            running.spawn(_follow(recorded, running.simulator, clock, drive.tell))
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


def _recorded(scenario: Scenario) -> Replay | None:
    if scenario.log is None:
        return None
    return open_replay(scenario.log, car=scenario.car or None, dbc=scenario.dbc, mapping=scenario.map)


async def _follow(recorded: Replay, simulator: Simulator, clock: Clock, tell: Callable[[str], None]) -> None:
    """The recorded drive happens to the simulated car, as far as that reports the same signals."""
    began_s = clock.now()
    changes = iter(recorded)
    try:
        # Read in a thread: parsing would make everything else wait.
        while some := await asyncio.to_thread(lambda: list(islice(changes, READ_AHEAD))):
            for change in some:
                await clock.sleep(max(0.0, began_s + change.t_s - clock.now()))
                happen(simulator, change.signals)
    except VehicleError as error:
        tell(f"the log      {told(error)}")


def happen(simulator: Simulator, signals: Mapping[str, Value | None]) -> None:
    """What the simulated car can report of these; a value that it cannot report is passed over."""
    values = {p: v for p, v in signals.items() if v is not None and simulator.carries(p)}
    try:
        simulator.set(values)
    except BadValue:
        for path, value in values.items():
            with suppress(BadValue):
                simulator.set({path: value})


class _Stage:
    """Plays scenes."""

    def __init__(self, drive: Drive, running: Live, requests: "queue.SimpleQueue[Request | None]") -> None:
        self._drive = drive
        self._running = running
        self._requests = requests

    async def play(self, number: int, scene: Scene) -> Turn | None:
        if scene.set:
            self._set(with_aliases(scene.set))
        if scene.click:
            await self._ask(lambda window: window.click(scene.click))
        if scene.type:
            return await self._running.turn(scene.type)
        if scene.say:
            return await self._running.hear(WavSource(await self._spoken(number, scene), paced=True))
        return None

    def _set(self, values: Mapping[str, Value]) -> None:
        """As with --set: what the car has no signal for is held in the store."""
        running = self._running
        carried = {path: value for path, value in values.items() if running.simulator.carries(path)}
        if carried:
            running.simulator.set(carried)
        for path in values.keys() - carried.keys():
            running.car.store.hold(path, values[path], running.clock.now())

    async def take(self, number: int, name: str) -> None:
        """A picture of the window as it now is."""
        shown = self._running.dashboard.snapshot()
        path = self._drive.out / picture_file(number, name)
        await self._ask(lambda window: window.render(shown, path))

    async def _spoken(self, number: int, scene: Scene) -> Path:
        """The scene's sentence as a recording, spoken just now."""
        speaker = await asyncio.to_thread(self._drive.engines.speaker, self._running.language())
        path = self._drive.out / spoken_file(number)
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


def check(scenario: Scenario, profile: Profile) -> None:
    """Raises BadInput where the scenario asks for what cannot be done, BadValue for what no car can be."""
    carried = {link.path for link in profile.reads}
    for scene in scenario.scenes:
        values = with_aliases(scene.set)
        Body(profile, {path: value for path, value in values.items() if path in carried}, ())
    if scenario.log is not None and not scenario.car and scenario.dbc is None:
        raise BadInput("the scenario has a log and neither car nor dbc", "say what decodes it")

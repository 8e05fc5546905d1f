"""The simulated car on its own bus handle, on the handed-in clock."""

import asyncio
import itertools
import logging
from collections.abc import AsyncIterator, Collection, Coroutine, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import cache

import can

from vehicle.bus import BusReader, Deliver, open_bus
from vehicle.clock import Clock
from vehicle.errors import UnknownPath
from vehicle.mapping import Link, MessageKey
from vehicle.profile import Profile
from vehicle.signal import Value
from vehicle.simulator.body import Body, Misbehaviour
from vehicle.simulator.consequences import with_aliases
from vehicle.simulator.drive_cycle import TICK_S, DriveCycle
from vehicle.vehicle import Vehicle

log = logging.getLogger(__name__)

_channels = itertools.count(1)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a car's simulator sends and listens to."""

    lengths: Mapping[MessageKey, int]
    cycles: Mapping[float, tuple[MessageKey, ...]]
    """Status messages by their cycle in seconds."""
    commands: Mapping[MessageKey, tuple[Link, ...]]


@cache
def _plan(profile: Profile) -> _Plan:
    intervals_s = {link.key: link.interval_s for link in profile.reads}
    return _Plan(
        {link.key: link.message.length for link in profile.reads},
        {s: tuple(k for k, i in intervals_s.items() if i == s) for s in sorted(set(intervals_s.values()))},
        {
            key: tuple(link for link in profile.writes.values() if link.key == key)
            for key in {link.key for link in profile.writes.values()}
        },
    )


class Simulator:
    """Start it on a running event loop; its bus handles are closed with it."""

    def __init__(
        self,
        profile: Profile,
        clock: Clock,
        buses: can.BusABC | Mapping[str, can.BusABC],
        *,
        given: Mapping[str, Value] | None = None,
        silent: Collection[str] = (),
    ) -> None:
        """A fresh car but for `given` (VSS paths and values) and `silent` (paths that are not available).

        `uncarried` are the given paths that this car has no signal for. BadValue when it has one that
        cannot carry the value.
        """
        carried = {link.path for link in profile.reads}
        given = with_aliases(given or {})
        self.uncarried = {path: given[path] for path in given if path not in carried and path not in silent}
        self.body = Body(
            profile,
            {path: value for path, value in given.items() if path in carried},
            [path for path in silent if path in carried],
        )
        self._profile = profile
        self._clock = clock
        self._buses = {profile.channels[0]: buses} if isinstance(buses, can.BusABC) else dict(buses)
        self._counters: dict[MessageKey, int] = {}
        self._plan = _plan(profile)
        self._last_counters: dict[MessageKey, int] = {}
        self._readers: list[BusReader] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._mover: asyncio.Task[None] | None = None
        self._silenced = False

    def start(self) -> None:
        """Report everything once, then each message in its cycle and on change."""
        for channel, bus in self._buses.items():
            self._readers.append(BusReader(bus, self._clock, self._deliver(channel)))
        for interval_s, keys in self._plan.cycles.items():
            self._spawn(self._report(interval_s, keys))

    def stop(self) -> None:
        """The whole car falls silent and deaf, as if its fuse were pulled."""
        self._silenced = True

    def go_on(self) -> None:
        self._silenced = False

    def misbehave(self, path: str, how: Misbehaviour | None) -> None:
        """How the actuator of `path` fails from now on; None: no longer."""
        if how is None:
            self.body.misbehaviours.pop(path, None)
        else:
            self.body.misbehaviours[path] = how

    def set(self, values: Mapping[str, Value]) -> None:
        """Something happens to the car, reported at once. A speed above 0 puts it in D.

        UnknownPath for a path that the car does not report (hold it in the vehicle's store instead),
        BadValue for a value that it cannot report.
        """
        for path in values:
            if self._profile.reads_of(path) is None:
                raise UnknownPath(f"{self._profile.title} does not report {path}.")
        self.body.set(values)
        self._flush()

    def carries(self, path: str) -> bool:
        """Whether this car reports `path`."""
        return path in self.body.state.values

    async def drive(self, laps: int | None = 1) -> None:
        """Drive the cycle, and park; None: again and again. Cancel it to stop where the car is."""
        cycle = DriveCycle(self.body.value)
        for _ in itertools.count() if laps is None else range(laps):
            for values in cycle.lap():
                self.set(values)
                await self._clock.sleep(TICK_S)

    async def close(self) -> None:
        for reader in self._readers:
            reader.stop()
        try:
            await asyncio.gather(*(reader.close() for reader in self._readers))
            for task in list(self._tasks):
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)  # what failed was logged when it did
        finally:
            for bus in self._buses.values():
                bus.shutdown()

    # Commands in

    def _deliver(self, channel: str) -> Deliver:
        def deliver(message: can.Message, _at: float) -> None:
            if not self._silenced:
                self._take((channel, message.arbitration_id, message.is_extended_id), bytes(message.data))

        return deliver

    def _take(self, key: MessageKey, data: bytes) -> None:
        """Obey a command frame, signal by signal; what is foreign or asks for nothing is passed over."""
        links = self._plan.commands.get(key)
        if links is None or len(data) != links[0].message.length:
            return
        little = int.from_bytes(data, "little")
        protection = self._profile.protections.get(key)
        if protection is not None:
            counter = int(protection.counter.raw(little, 0))
            if not protection.is_sealed(key[1], data) or counter == self._last_counters.get(key):
                return
            self._last_counters[key] = counter
        for link in links:
            target = link.codec.value(link.field.raw(little, 0))
            if target is not None:
                self._spawn(self._obey(link.path, target))

    async def _obey(self, path: str, target: Value) -> None:
        actuator = self.body.actuator(path)
        await self._clock.sleep(actuator.delay_s)
        self.body.start(path, target)
        self._flush()
        if actuator.lasts_s is not None and target is True:
            await self._clock.sleep(actuator.lasts_s)
            self.body.start(path, False)
            self._flush()
        if self.body.is_moving and (self._mover is None or self._mover.done()):
            self._mover = self._spawn(self._move())

    async def _move(self) -> None:
        while self.body.is_moving:
            await self._clock.sleep(TICK_S)
            self.body.move(TICK_S)
            self._flush()

    # Status out

    async def _report(self, interval_s: float, keys: Collection[MessageKey]) -> None:
        while True:
            for key in keys:
                self._send(key)
            await self._clock.sleep(interval_s)

    def _flush(self) -> None:
        for key in sorted(self.body.state.dirty):
            self._send(key)
        self.body.state.dirty.clear()

    def _send(self, key: MessageKey) -> None:
        if self._silenced:
            return
        channel, arbitration_id, extended = key
        payload, length = self.body.state.payloads[key], self._plan.lengths[key]
        protection = self._profile.protections.get(key)
        if protection is None:
            data = payload.to_bytes(length, "little")
        else:
            counter = self._counters[key] = self._counters.get(key, -1) + 1
            data = protection.seal(arbitration_id, payload, length, counter)
        self._buses[channel].send(
            can.Message(arbitration_id=arbitration_id, is_extended_id=extended, data=data)
        )

    def _spawn(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("the simulated car failed", exc_info=task.exception())


@asynccontextmanager
async def simulated_car(
    profile: Profile, clock: Clock, *, given: Mapping[str, Value] | None = None, silent: Collection[str] = ()
) -> AsyncIterator[tuple[Vehicle, Simulator]]:
    """A vehicle and its simulator on virtual buses of their own, both running and both closed at the end.

    Given paths that the car has no signal for are held in the store. Speed and gear are known, or
    known not to come, when this returns.
    """
    number = next(_channels)
    names = {channel: f"{profile.name}-{channel}-{number}" for channel in profile.channels}
    async with AsyncExitStack() as stack:

        def buses() -> dict[str, can.BusABC]:
            return {c: stack.enter_context(open_bus("virtual", name)) for c, name in names.items()}

        vehicle = Vehicle.open(profile, clock, buses())
        stack.push_async_callback(vehicle.close)
        simulator = Simulator(profile, clock, buses(), given=given, silent=silent)
        stack.push_async_callback(simulator.close)
        simulator.start()
        for path, value in simulator.uncarried.items():
            vehicle.store.hold(path, value, clock.now())
        await vehicle.ready()
        yield vehicle, simulator

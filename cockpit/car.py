"""The car as the assistant sees it: what is read, and commands, to the bus or to the head unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cockpit.head_unit import HeadUnit, owns
from vehicle.clock import Clock
from vehicle.motion import LIGHT, Motion, motion
from vehicle.signal import Command, Receipt, Value
from vehicle.store import Store
from vehicle.vehicle import Vehicle


@dataclass(frozen=True, slots=True)
class Given:
    """How a simulated car differs from a fresh one: VSS paths set, and paths that have fallen silent."""

    set: Mapping[str, Value] = field(default_factory=dict)
    unset: tuple[str, ...] = ()


class Car:
    def __init__(self, vehicle: Vehicle, head_unit: HeadUnit, clock: Clock) -> None:
        self._vehicle = vehicle
        self._head_unit = head_unit
        self._clock = clock

    @property
    def store(self) -> Store:
        return self._vehicle.store

    @property
    def bus_faults(self) -> tuple[str, ...]:
        """Why a bus of the car is read no more, one line for each."""
        return self._vehicle.bus_faults

    def value(self, path: str) -> Value | None:
        """The path's reading, None when there is none or it is stale."""
        return self.store.value(path, self._clock.now())

    def motion(self) -> Motion:
        return motion(self.store, self._clock.now())

    def is_dark(self) -> bool:
        """Whether the low beam is needed; without a reading of the light outside it is."""
        light = self.value(LIGHT)
        return light is None or float(light) < self._vehicle.profile.dark_below_percent

    async def request(self, commands: Sequence[Command]) -> tuple[Receipt, ...]:
        """One receipt for each command, in order."""
        ours = [command for command in commands if owns(command.path)]
        theirs = [command for command in commands if not owns(command.path)]
        receipts = {r.command: r for r in self._head_unit.request(ours)}
        if theirs:
            receipts |= {r.command: r for r in await self._vehicle.request(theirs)}
        return tuple(receipts[command] for command in commands)

    def hurry(self, hurry: bool) -> None:
        """While true no request waits for what moves: it is told as pending."""
        self._vehicle.hurry(hurry)

    async def halt(self) -> tuple[Receipt, ...]:
        """Hold still what was set moving; one receipt for each path, none when nothing moves."""
        return await self._vehicle.halt()

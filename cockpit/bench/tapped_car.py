"""A simulated car in real time, with a third node on its bus that notes when each command frame came."""

import threading
import time
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from uuid import uuid4

import can

from cockpit.car import Car
from cockpit.head_unit import HeadUnit
from vehicle.bus import open_bus
from vehicle.clock import RealClock
from vehicle.profile import Profile
from vehicle.simulator import Simulator
from vehicle.vehicle import Vehicle


class Tap:
    """When frames with one of `ids` came from the bus (`time.perf_counter`). It closes the bus."""

    def __init__(self, bus: can.BusABC, ids: Collection[int]) -> None:
        self._bus = bus
        self._ids = ids
        self._stop = threading.Event()
        self._some = threading.Event()
        self.seen_s: list[float] = []
        self._thread = threading.Thread(target=self._listen, name="tap", daemon=True)
        self._thread.start()

    def clear(self) -> None:
        self.seen_s.clear()
        self._some.clear()

    def first(self, limit_s: float) -> float | None:
        """When the first frame since `clear` came; None when `limit_s` passes without one."""
        return self.seen_s[0] if self._some.wait(limit_s) else None

    def close(self) -> None:
        self._stop.set()
        self._thread.join()
        self._bus.shutdown()

    def _listen(self) -> None:
        while not self._stop.is_set():
            message = self._bus.recv(0.1)
            if message is not None and message.arbitration_id in self._ids:
                self.seen_s.append(time.perf_counter())
                self._some.set()


@asynccontextmanager
async def tapped_car(profile: Profile) -> AsyncIterator[tuple[Car, Tap]]:
    """A fresh car that has reported once, on virtual buses of its own; the tap is on its first channel."""
    clock = RealClock()
    names = {channel: f"bench-{uuid4().hex}-{channel}" for channel in profile.channels}
    vehicle = Vehicle.open(profile, clock, {c: open_bus("virtual", name) for c, name in names.items()})
    simulator = Simulator(profile, clock, {c: open_bus("virtual", name) for c, name in names.items()})
    first = profile.channels[0]
    keys = {link.key for link in profile.writes.values()}
    tap = Tap(open_bus("virtual", names[first]), {key[1] for key in keys if key[0] == first})
    try:
        simulator.start()
        for path, value in simulator.uncarried.items():
            vehicle.store.hold(path, value, clock.now())
        await vehicle.ready()
        yield Car(vehicle, HeadUnit(vehicle.store, clock, {}), clock), tap
    finally:
        tap.close()
        await simulator.close()
        await vehicle.close()

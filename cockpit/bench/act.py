"""A command → its frame on the bus → the reading that confirms it, in a simulated car in real time."""

import asyncio
import time
from itertools import cycle, islice
from uuid import uuid4

import can

from cockpit.app import Engines
from cockpit.bench.figure import Measured, NotMeasured, Peer, Taken, Tell, percentile
from cockpit.bench.tapped_car import Tap, tapped_car
from vehicle.bus import open_bus
from vehicle.profile import Profile
from vehicle.signal import Command, Value
from vehicle.simulator.nature import nature

TEMPERATURE = "Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature"
DOME = "Vehicle.Cabin.Light.IsDomeOn"
COMMANDS: tuple[tuple[str, Value], ...] = (
    (TEMPERATURE, 22),
    (DOME, True),
    (TEMPERATURE, 19.5),
    (DOME, False),
)
"""What the car answers at once, each changing something."""


def measure(engines: Engines, quick: bool, tell: Tell) -> Taken:
    count = 20 if quick else 120
    bare_ms = bus_ms(count)
    delay_ms = max(1e3 * nature(engines.profile).actuators[path].delay_s for path, _ in COMMANDS)
    frame_ms, confirmed_ms = asyncio.run(command_ms(engines.profile, count))
    for percent in (50, 95):
        peer = Peer("python-can's virtual bus, send → recv", percentile(bare_ms, percent))
        yield f"command → frame, p{percent}", Measured(percentile(frame_ms, percent), count, peer)
        note = f"the simulated car's own {delay_ms:.0f} ms are in it"
        value = percentile(confirmed_ms, percent)
        yield f"command → confirming reading, p{percent}", Measured(value, count, note=note)


async def command_ms(profile: Profile, count: int) -> tuple[list[float], list[float]]:
    """Milliseconds until each command's frame was on the bus, and until its reading had come."""
    frame_ms: list[float] = []
    confirmed_ms: list[float] = []
    async with tapped_car(profile) as (car, tap):
        for path, target in islice(cycle(COMMANDS), count):
            tap.clear()
            began = time.perf_counter()
            (receipt,) = await car.request((Command(path, target),))
            confirmed_ms.append(1e3 * (time.perf_counter() - began))
            seen_s = tap.first(1.0)
            if receipt.status != "done" or seen_s is None:
                raise NotMeasured(
                    f"{path} {target} was not carried out ({receipt.detail})", "see cockpit doctor"
                )
            frame_ms.append(1e3 * (seen_s - began))
    return frame_ms, confirmed_ms


def bus_ms(count: int) -> list[float]:
    """Milliseconds of a frame through python-can's virtual bus to the same kind of tap."""
    name = f"bench-{uuid4().hex}"
    message = can.Message(arbitration_id=0x123, is_extended_id=False, data=bytes(8))
    took: list[float] = []
    tap = Tap(open_bus("virtual", name), {message.arbitration_id})
    with open_bus("virtual", name) as bus:
        for _ in range(count):
            tap.clear()
            began = time.perf_counter()
            bus.send(message)
            seen_s = tap.first(1.0)
            if seen_s is None:
                raise NotMeasured(
                    "a frame on python-can's virtual bus did not arrive", "close what else runs"
                )
            took.append(1e3 * (seen_s - began))
    tap.close()
    return took

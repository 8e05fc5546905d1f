"""CAN traffic of the demo EV's own simulator: what a drive puts on the bus."""

import asyncio
from pathlib import Path

import can

from vehicle.bus import BusReader, open_bus
from vehicle.clock import VirtualClock, run_virtual
from vehicle.profile import Profile
from vehicle.simulator import Simulator

CHANNEL = "bench-traffic"
BEGAN_S = 1_700_000_000.0
"""Logs have absolute times; this one is as good as any other."""


def drive_frames(profile: Profile, seconds: float) -> list[can.Message]:
    """Every frame of the first `seconds` of the simulator's drive cycle, in virtual time.

    The messages carry absolute times, and the channel as the profile names it. Profiles of one
    channel only.
    """
    (channel,) = profile.channels
    frames: list[can.Message] = []

    def keep(message: can.Message, at: float) -> None:
        message.timestamp = BEGAN_S + at
        message.channel = channel
        frames.append(message)

    async def main(clock: VirtualClock) -> None:
        with open_bus("virtual", CHANNEL) as bus:
            reader = BusReader(bus, clock, keep)
            simulator = Simulator(profile, clock, open_bus("virtual", CHANNEL))
            simulator.start()
            drive = asyncio.ensure_future(simulator.drive(laps=None))
            await clock.sleep(seconds)
            drive.cancel()
            await asyncio.gather(drive, return_exceptions=True)
            await simulator.close()
            await reader.close()

    run_virtual(main)
    return frames


def write_candump(frames: list[can.Message], file: Path) -> None:
    """The frames as `candump -L` would have written them; python-can's own writer."""
    with can.CanutilsLogWriter(file) as writer:
        for frame in frames:
            writer.on_message_received(frame)

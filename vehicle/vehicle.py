"""The car as the assistant has it: a store of what it says, and the gate for what is asked of it."""

import asyncio
from collections.abc import Mapping, Sequence

import can

from vehicle.bus import BusReader
from vehicle.clock import Clock
from vehicle.decoder import Decoder
from vehicle.errors import BusError
from vehicle.gate import Gate
from vehicle.profile import Profile
from vehicle.signal import Command, Receipt
from vehicle.store import Store


class Vehicle:
    """Made by `open` on a running event loop; its buses are closed with it."""

    def __init__(
        self, profile: Profile, clock: Clock, buses: Mapping[str, can.BusABC], *, armed: bool = False
    ) -> None:
        self.profile = profile
        self.store = Store(profile.stale_after_s)
        self._buses = buses
        self._decoder = Decoder(profile.reads, self.store.receive, profile.protections)
        self._gate = Gate(profile, self.store, clock, buses, armed=armed)
        self._readers = [self._reader(channel, bus, clock) for channel, bus in buses.items()]

    @classmethod
    def open(
        cls,
        profile: Profile,
        clock: Clock,
        buses: can.BusABC | Mapping[str, can.BusABC],
        *,
        armed: bool = False,
    ) -> "Vehicle":
        """Read from the buses, one for each channel of the profile (a bare one where it has one channel).

        `armed`: real interfaces may be written to. BusError when a channel has no bus.
        """
        if isinstance(buses, can.BusABC):
            buses = {profile.channels[0]: buses}
        if set(buses) != set(profile.channels):
            wanted = ", ".join(profile.channels)
            raise BusError(f"{profile.title} has the channels {wanted}.", "Give a bus for each and no other.")
        return cls(profile, clock, buses, armed=armed)

    @property
    def faults(self) -> Mapping[str, int]:
        """Frames of known ids that were dropped, by kind: "length", "checksum", "counter"."""
        return dict(self._decoder.faults)

    @property
    def bus_faults(self) -> tuple[str, ...]:
        """Why reading a bus has ended, one line for each bus that is gone."""
        return tuple(reader.fault for reader in self._readers if reader.fault is not None)

    def arm(self, armed: bool = True) -> None:
        """Let the gate write to real interfaces, or no longer."""
        self._gate.armed = armed

    async def ready(self) -> None:
        """Return when speed and gear are known, or known not to come (a second of the clock's time)."""
        await self._gate.listened()

    async def request(self, commands: Sequence[Command]) -> tuple[Receipt, ...]:
        """Ask for changes; returns when each has settled: one receipt for each command, in order."""
        return await self._gate.request(commands)

    def hurry(self, hurry: bool) -> None:
        """While true no request waits for what moves: it goes on, and is told as pending."""
        self._gate.hurry(hurry)

    async def halt(self) -> tuple[Receipt, ...]:
        """Hold still what was set moving; one receipt for each path, none when nothing moves."""
        return await self._gate.halt()

    async def close(self) -> None:
        """Stop reading and close the buses. Requests that still wait get no more readings."""
        for reader in self._readers:  # all of them, also when waiting for their threads is broken off
            reader.stop()
        try:
            await asyncio.gather(*(reader.close() for reader in self._readers))
        finally:
            for bus in self._buses.values():
                bus.shutdown()

    def _reader(self, channel: str, bus: can.BusABC, clock: Clock) -> BusReader:
        def deliver(message: can.Message, at: float) -> None:
            data = bytes(message.data)
            self._decoder.feed(channel, message.arbitration_id, message.is_extended_id, data, at)

        return BusReader(bus, clock, deliver)

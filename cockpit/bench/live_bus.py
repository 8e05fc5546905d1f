"""20,000 frames a second, live from another process: none may get lost on its way into the store."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import can

from cockpit.bench.figure import Measured, NotMeasured, Peer, Taken, Tell
from cockpit.bench.process import Child
from vehicle.bus import BusReader, open_bus
from vehicle.clock import RealClock
from vehicle.decoder import Decoder
from vehicle.profile import Profile
from vehicle.store import Store

PROFILE = "demo-ev"
FRAMES_PER_S = 20_000
GROUP = "239.74.163.77"
LATE_S = 1.0
"""A frame that has not come this long after the last was sent is lost."""


@dataclass(slots=True)
class Count:
    received: int = 0


@dataclass(frozen=True, slots=True)
class Live:
    """What came of one run of the sender. `cpu_s`: processor time of this process meanwhile."""

    sent: int
    received: int
    seconds: float
    cpu_s: float

    @property
    def core_percent(self) -> float:
        return 100 * self.cpu_s / self.seconds


def measure(profile: Profile, seconds: float, tell: Tell) -> Taken:
    tell(f"vehicle: {FRAMES_PER_S} frames/s for {seconds} s, twice")
    live = asyncio.run(into_store(profile, seconds))
    bare = asyncio.run(bare_recv(seconds))
    rate = live.sent / live.seconds
    if rate < 0.98 * FRAMES_PER_S:
        raise NotMeasured(
            f"this machine sends only {rate:.0f} frames/s by udp_multicast", "close what else runs"
        )
    note = f"{seconds} s of udp_multicast from another process, received in a thread, decoded on the loop"
    peer = Peer("python-can's bare recv", bare.sent - bare.received)
    yield "lost of 20,000 frames/s", Measured(live.sent - live.received, live.sent, peer, note)
    peer = Peer("python-can's bare recv", bare.core_percent)
    yield "live at 20,000 frames/s, of one core", Measured(live.core_percent, live.sent, peer, note)


async def into_store(profile: Profile, seconds: float) -> Live:
    """Received by the vehicle's own reader and decoded into a store, as in a running cockpit."""
    store = Store(profile.stale_after_s)
    decoder = Decoder(profile.reads, store.receive, profile.protections)
    (channel,) = profile.channels
    count = Count()

    def deliver(message: can.Message, at: float) -> None:
        count.received += 1
        data = bytes(message.data)
        decoder.feed(channel, message.arbitration_id, message.is_extended_id, data, at)

    port = _free_port()
    with open_multicast(GROUP, port) as bus:
        reader = BusReader(bus, RealClock(), deliver)
        try:
            return await _sent(port, seconds, count)
        finally:
            await reader.close()


async def bare_recv(seconds: float) -> Live:
    """The same, received by python-can in a thread and thrown away."""
    count = Count()
    stop = threading.Event()
    port = _free_port()
    with open_multicast(GROUP, port) as bus:

        def receive() -> None:
            while not stop.is_set():
                if bus.recv(0.2) is not None:
                    count.received += 1

        thread = threading.Thread(target=receive, name="bare recv")
        thread.start()
        try:
            return await _sent(port, seconds, count)
        finally:
            stop.set()
            await asyncio.to_thread(thread.join)


async def _sent(port: int, seconds: float, count: Count) -> Live:
    """Let another process send, and wait until no more frames come."""
    arguments = (GROUP, str(port), str(FRAMES_PER_S), str(seconds))
    with Child("cockpit.bench.send", *arguments) as child:
        await asyncio.to_thread(child.line, 30)
        cpu_s = time.process_time()
        child.tell("go")
        sent, took_s = (await asyncio.to_thread(child.line, 10 * seconds + 10)).split()
        await asyncio.to_thread(_settle, lambda: count.received >= int(sent))
        return Live(int(sent), count.received, float(took_s), time.process_time() - cpu_s)


def _settle(done: Callable[[], bool]) -> None:
    until = time.monotonic() + LATE_S
    while not done() and time.monotonic() < until:
        time.sleep(0.02)


def open_multicast(group: str, port: int) -> can.BusABC:
    """`hop_limit` 0: nothing leaves this machine."""
    return open_bus("udp_multicast", group, port=port, hop_limit=0)


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("", 0))
        return int(probe.getsockname()[1])

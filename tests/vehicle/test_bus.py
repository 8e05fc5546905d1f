"""Buses: frames reach the loop in order, in virtual and in real time, and closing is clean."""

import asyncio
import threading

import can
import pytest

from vehicle.bus import BusReader, is_real, open_bus
from vehicle.clock import RealClock, VirtualClock, run_virtual
from vehicle.errors import BusError

UNPLUGGED = can.CanOperationError("unplugged")
BREAKS = [
    (UNPLUGGED, "unplugged"),
    (OSError("no such device"), "no such device"),
    (RuntimeError("driver"), "driver"),
    (ValueError(), "ValueError"),
    (AttributeError("handle"), "handle"),
]
"""What a bus may raise when it is read; a vendor's driver keeps to no list."""


class MuteBus(can.BusABC):
    """A bus of a kind that python-can does not know, as of a vendor's plug-in; it breaks when read."""

    channel_info = "mute"

    def __init__(self, error: Exception = UNPLUGGED) -> None:
        super().__init__("mute")
        self._error = error

    def send(self, msg: can.Message, timeout: float | None = None) -> None:
        raise can.CanOperationError("unplugged")

    def _recv_internal(self, timeout: float | None) -> tuple[can.Message | None, bool]:
        raise self._error


def _frame(number: int, **kind: bool) -> can.Message:
    return can.Message(arbitration_id=number, is_extended_id=False, **kind)


@pytest.mark.parametrize(
    ("interface", "options"), [("no-such-interface", {}), ("socketcan", {}), ("udp_multicast", {"port": -1})]
)
def test_a_bus_that_cannot_be_opened_is_said_in_one_line(interface: str, options: dict[str, int]) -> None:
    with pytest.raises(BusError) as caught:
        open_bus(interface, "vcan-none" if interface == "socketcan" else "239.74.163.2", **options)
    assert interface in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.mend


def test_what_is_not_known_to_be_without_a_car_is_real() -> None:
    with open_bus("virtual", "test-real") as bus:
        assert not is_real(bus)
    with open_bus("udp_multicast", "239.74.163.2", port=43115) as bus:
        assert not is_real(bus)
    with MuteBus() as bus:
        assert is_real(bus)


def test_in_virtual_time_frames_come_before_the_clock_jumps() -> None:
    async def main(clock: VirtualClock) -> None:
        seen: list[tuple[int, float]] = []
        with open_bus("virtual", "test-pump") as ours, open_bus("virtual", "test-pump") as theirs:
            reader = BusReader(ours, clock, lambda message, at: seen.append((message.arbitration_id, at)))
            for number in range(3):
                theirs.send(_frame(number))
            theirs.send(_frame(9, is_remote_frame=True))
            theirs.send(_frame(9, is_error_frame=True))
            await clock.sleep(5)
            assert seen == [(0, 0.0), (1, 0.0), (2, 0.0)]
            await reader.close()
            theirs.send(_frame(4))
            await clock.sleep(1)
            assert len(seen) == 3

    run_virtual(main)


async def test_in_real_time_every_frame_comes_in_order() -> None:
    count = 5000
    seen: list[int] = []
    threads: set[str] = set()
    all_here = asyncio.Event()

    def deliver(message: can.Message, _at: float) -> None:
        seen.append(message.arbitration_id)
        threads.add(threading.current_thread().name)
        if len(seen) == count:
            all_here.set()

    with open_bus("virtual", "test-thread") as ours, open_bus("virtual", "test-thread") as theirs:
        reader = BusReader(ours, RealClock(), deliver)
        await asyncio.to_thread(lambda: [theirs.send(_frame(number % 2048)) for number in range(count)])
        async with asyncio.timeout(20):
            await all_here.wait()
        await reader.close()
    assert seen == [number % 2048 for number in range(count)]
    assert threads == {threading.current_thread().name}


async def test_closing_ends_the_readers_thread() -> None:
    with open_bus("virtual", "test-close") as bus:
        before = set(threading.enumerate())
        reader = BusReader(bus, RealClock(), lambda _message, _at: None)
        (thread,) = set(threading.enumerate()) - before
        await reader.close()
        assert not thread.is_alive()


@pytest.mark.parametrize(("error", "said"), BREAKS)
async def test_a_bus_that_breaks_is_told_and_not_read_on(error: Exception, said: str) -> None:
    with MuteBus(error) as bus:
        before = set(threading.enumerate())
        reader = BusReader(bus, RealClock(), lambda _message, _at: None)
        for thread in set(threading.enumerate()) - before:
            await asyncio.to_thread(thread.join)
        assert reader.fault == said
        await reader.close()


@pytest.mark.parametrize(("error", "said"), BREAKS)
def test_a_bus_that_breaks_does_not_stop_virtual_time(error: Exception, said: str) -> None:
    async def main(clock: VirtualClock) -> None:
        with MuteBus(error) as bus:
            reader = BusReader(bus, clock, lambda _message, _at: None)
            await clock.sleep(1)
            assert reader.fault == said
            await reader.close()

    run_virtual(main)

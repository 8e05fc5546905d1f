"""CAN buses by python-can: opening one, and bringing its frames to the event loop.

In virtual time a pump drains the bus whenever the loop is idle, before the clock may jump. In real
time a thread waits on the bus and hands over what came, several frames at once when they come fast.
"""

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

import can

from vehicle.clock import Clock, VirtualClock
from vehicle.errors import BusError

log = logging.getLogger(__name__)

Deliver = Callable[[can.Message, float], None]
"""Takes a frame and the clock's time at which it was seen."""

NOT_REAL = frozenset(("virtual", "udp_multicast"))
"""Interfaces of python-can behind which there is never a car."""
_LOOK_UP_S = 0.2  # how often the reader's thread looks whether it is to stop


def open_bus(interface: str, channel: str, **options: Any) -> can.BusABC:
    """A bus handle. BusError when the interface is unknown, missing or refuses."""
    try:
        # What the caller says counts, not what a python-can configuration of the machine adds.
        return can.Bus(interface=interface, channel=channel, ignore_config=True, **options)
    except (can.CanError, OSError, ImportError, NotImplementedError, ValueError, TypeError) as error:
        cause = " ".join(str(error).split())[:200]
        raise BusError(
            f"The CAN bus {interface} {channel} cannot be opened: {cause}",
            "Check the interface's name and its channel (interface virtual needs nothing).",
        ) from error


def is_real(bus: can.BusABC) -> bool:
    """Whether there may be a car behind this bus; what is not known to be none counts as one."""
    module = type(bus).__module__.removeprefix("can.interfaces.")
    return module.partition(".")[0] not in NOT_REAL


class BusReader:
    """Delivers each data frame of a bus on the running loop, until closed. It does not close the bus."""

    def __init__(self, bus: can.BusABC, clock: Clock, deliver: Deliver) -> None:
        self._bus = bus
        self._clock = clock
        self._deliver = deliver
        self.fault: str | None = None
        """Why reading has ended before it was closed."""
        self._stop = threading.Event()
        self._waiting: deque[tuple[can.Message, float]] = deque()
        self._scheduled = False
        self._thread: threading.Thread | None = None
        if isinstance(clock, VirtualClock):
            clock.add_pump(self._pump)
        else:
            self._loop = asyncio.get_running_loop()
            self._thread = threading.Thread(target=self._read, name=f"can {bus.channel_info}", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Deliver nothing more; in real time the reader's thread ends soon after, without a fault."""
        if not self._stop.is_set() and isinstance(self._clock, VirtualClock):
            self._clock.remove_pump(self._pump)
        self._stop.set()

    async def close(self) -> None:
        """Stop reading, and return when it has ended; frames that were not delivered are dropped."""
        self.stop()
        if self._thread is not None:
            await asyncio.to_thread(self._thread.join)
            self._waiting.clear()

    def _pump(self) -> bool:
        if self.fault is not None:
            return False
        now = self._clock.now()
        some = False
        while (message := self._receive(0)) is not None:
            some = True
            self._hand_over(message, now)
        return some

    def _read(self) -> None:
        while not self._stop.is_set() and self.fault is None:
            message = self._receive(_LOOK_UP_S)
            if message is None:
                continue
            self._waiting.append((message, self._clock.now()))
            if not self._scheduled:
                self._scheduled = True
                try:
                    self._loop.call_soon_threadsafe(self._drain)
                except RuntimeError as error:  # the loop has been closed under us
                    log.debug("reading %s ended: %s", self._bus.channel_info, error)
                    return

    def _receive(self, wait_s: float) -> can.Message | None:
        """The next frame, None when none came in time or the bus is gone."""
        try:
            return self._bus.recv(wait_s)
        except Exception as error:  # noqa: BLE001  a vendor's driver raises what it likes
            # Whatever it is, nothing more will be read, and that must be told, not end a thread unseen.
            if not self._stop.is_set():
                self._fail(error)
            return None

    def _drain(self) -> None:
        # Cleared first: a frame that comes while we drain schedules the next drain.
        self._scheduled = False
        while self._waiting and not self._stop.is_set():
            self._hand_over(*self._waiting.popleft())

    def _hand_over(self, message: can.Message, at: float) -> None:
        if not (message.is_error_frame or message.is_remote_frame):
            self._deliver(message, at)

    def _fail(self, error: Exception) -> None:
        self.fault = str(error) or type(error).__name__
        log.error("the CAN bus %s is gone: %s", self._bus.channel_info, self.fault)

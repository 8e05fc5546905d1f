"""The clock that is handed in: real in the window, virtual in batches and tests.

In virtual time everything runs on one event loop and the clock jumps to the next timer only
when the loop is idle, the bus is empty and nothing outside (a socket, a model, a recogniser)
is being awaited. The event loop's own time stays real, so network timeouts stay real too.
"""

import asyncio
import heapq
import itertools
import selectors
import time
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class Clock(Protocol):
    """Seconds of the car's time. `now` never goes back and has no meaningful zero."""

    def now(self) -> float: ...

    async def sleep(self, seconds: float) -> None: ...

    async def outside(self, awaitable: Awaitable[T]) -> T:
        """Await what takes real time; a virtual clock stands still meanwhile."""
        ...


class RealClock:
    def now(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def outside(self, awaitable: Awaitable[T]) -> T:
        return await awaitable


class VirtualClock:
    """Time that passes only when nothing else can happen. Run it with `run_virtual`."""

    def __init__(self) -> None:
        self._now = 0.0
        self._order = itertools.count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._outside = 0
        self._pumps: list[Callable[[], bool]] = []

    def now(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        future = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._now + max(0.0, seconds), next(self._order), future))
        await future

    async def outside(self, awaitable: Awaitable[T]) -> T:
        self._outside += 1
        try:
            return await awaitable
        finally:
            self._outside -= 1

    def add_pump(self, pump: Callable[[], bool]) -> None:
        """`pump` delivers what waits in a queue outside the loop and says whether there was any."""
        self._pumps.append(pump)

    def remove_pump(self, pump: Callable[[], bool]) -> None:
        self._pumps.remove(pump)

    def on_idle(self) -> bool:
        """Deliver what waits, else jump to the next timer. False: there is only the outside to wait for."""
        delivered = [pump() for pump in self._pumps]  # every one runs, also after one that had something
        if any(delivered):
            return True
        if self._outside:
            return False
        while self._sleepers:
            at, _, future = heapq.heappop(self._sleepers)
            if not future.done():
                self._now = max(self._now, at)
                future.set_result(None)
                return True
        return False


class _IdleSelector(selectors.DefaultSelector):
    """Asyncio waits here, with a timeout above 0, exactly when no callback is ready to run."""

    def __init__(self, clock: VirtualClock) -> None:
        super().__init__()
        self._clock = clock

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is not None and timeout <= 0:
            return super().select(0)
        events = super().select(0)
        if events or self._clock.on_idle():
            return events
        return super().select(timeout)


def run_virtual(main: Callable[[VirtualClock], Awaitable[T]]) -> T:
    """Run `main(clock)` on a new event loop in virtual time."""
    clock = VirtualClock()

    async def run() -> T:
        return await main(clock)

    with asyncio.Runner(loop_factory=lambda: asyncio.SelectorEventLoop(_IdleSelector(clock))) as runner:
        return runner.run(run())


async def within(clock: Clock, limit_s: float, future: asyncio.Future[T]) -> T | None:
    """The future's result, or None when `limit_s` of the clock's time passed first."""
    timer = asyncio.ensure_future(clock.sleep(limit_s))
    both: set[asyncio.Future[Any]] = {future, timer}
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        return future.result() if future.done() else None
    finally:
        timer.cancel()

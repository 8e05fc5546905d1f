"""One thread for one engine: its calls never block the loop and never overlap."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Worker:
    """Calls run in the order they were asked for. A caller awaits each, so no queue builds up."""

    def __init__(self, name: str) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.wrap_future(self._pool.submit(function, *args, **kwargs))

    def start(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> "asyncio.Future[T]":
        """Like `run`, begun at once and awaited later."""
        return asyncio.wrap_future(self._pool.submit(function, *args, **kwargs))

    def end(self, last: Callable[[], object]) -> None:
        """Returns at once; after the call that runs, `last` is called and the thread ends."""
        self._pool.submit(last)
        self._pool.shutdown(wait=False)

    def close(self) -> None:
        """Waits for the call that runs, drops those that have not begun, and ends the thread."""
        self._pool.shutdown(wait=True, cancel_futures=True)

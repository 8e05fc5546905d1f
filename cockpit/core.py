"""The core in its own thread, with asyncio; Qt keeps the main thread. The same with and without a window."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from cockpit.live import Live
from cockpit.plan import Step

Main = Callable[["Core"], Coroutine[Any, Any, None]]


class Core:
    """Runs `main(core)` in a thread until it returns, fails or `stop` is called."""

    def __init__(self, main: Main, *, ended: Callable[[], None]) -> None:
        """`ended` is called from the thread when it is over (the window then closes)."""
        self._main = main
        self._ended = ended
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._live: Live | None = None
        self._error: BaseException | None = None
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="core")

    def start(self) -> None:
        self._thread.start()

    def running(self, live: Live) -> None:
        """`main` tells that intents can be carried out from now on."""
        self._live = live

    def stop(self) -> None:
        """End it, wait for it, and raise what it failed with. Any thread but its own."""
        self._stopping = True
        if self._loop is not None and self._task is not None:
            _call(self._loop, self._task.cancel)
        self._thread.join()
        if self._error is not None:
            raise self._error

    def submit(self, intent: Callable[[Live], None]) -> None:
        """Carry out an intent on the core's loop; one that comes before it runs is dropped."""
        loop, live = self._loop, self._live
        if loop is not None and live is not None:
            _call(loop, intent, live)

    def _run(self) -> None:
        async def run() -> None:
            self._loop = asyncio.get_running_loop()
            self._task = asyncio.current_task()
            if not self._stopping:  # else `stop` came before there was a task to cancel
                await self._main(self)

        try:
            asyncio.run(run())
        except asyncio.CancelledError:
            pass  # stopped
        except BaseException as error:  # noqa: BLE001 - carried over to the main thread by `stop`
            self._error = error
        finally:
            self._live = None
            self._ended()


def _call(loop: asyncio.AbstractEventLoop, callback: Callable[..., object], *args: object) -> None:
    """On the loop, soon; not at all when it has ended meanwhile."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(callback, *args)


class CoreIntents:
    """What people do at the window (ui.state.Intents), carried over to the core."""

    def __init__(self) -> None:
        self.core: Core | None = None
        self.listen: Callable[[Live], None] = lambda live: None
        """What the talk button does."""

    def talk(self) -> None:
        self._submit(self.listen)

    def say(self, text: str) -> None:
        self._submit(lambda live: _spawn(live, live.turn(text)))

    def touch(self, action: str, slots: dict[str, object]) -> None:
        self._submit(lambda live: _spawn(live, live.touch(Step(action, slots))))

    def answer(self, yes: bool) -> None:
        self.touch("dialogue.yes" if yes else "dialogue.no", {})

    def _submit(self, intent: Callable[[Live], None]) -> None:
        if self.core is not None:
            self.core.submit(intent)


def _spawn(live: Live, turn: Coroutine[Any, Any, Any]) -> None:
    live.spawn(turn)

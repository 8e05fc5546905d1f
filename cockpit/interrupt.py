"""Ctrl-C, and a SIGTERM, while several threads have to be ended in their order."""

import signal
from collections.abc import Callable
from types import FrameType, TracebackType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interrupt:
    """Inside the `with` the first signal calls what is to end, and no other one disturbs that.

    Leaving it then raises KeyboardInterrupt, or for a SIGTERM the SystemExit of its usual code. Main thread.
    """

    def __init__(self) -> None:
        self._ends: Callable[[], object] | None = None
        self._number: int | None = None

    def ends(self, end: Callable[[], object]) -> None:
        """`end` is called from within the signal's handler; at once, where the signal has come already."""
        self._ends = end
        if self._number is not None:
            end()

    def __enter__(self) -> "Interrupt":
        self._before = {number: signal.signal(number, self._handle) for number in _SIGNALS}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)
        if self._number is not None and kind is None:
            raise KeyboardInterrupt if self._number == signal.SIGINT else SystemExit(128 + self._number)

    def _handle(self, number: int, frame: FrameType | None) -> None:
        if self._number is None:
            self._number = number
            if self._ends is not None:
                self._ends()

"""Ctrl-C while Qt's loop runs: Python only sees a signal when Python code runs, so the loop is woken."""

import signal
import socket
from types import FrameType, TracebackType

from PySide6.QtCore import QCoreApplication, QSocketNotifier


class Interrupt:
    """Inside the `with`, Ctrl-C ends the application's loop; leaving it then raises KeyboardInterrupt."""

    def __init__(self, application: QCoreApplication) -> None:
        self._application = application
        self._happened = False

    def __enter__(self) -> None:
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._drain)
        self._before_fd = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._before = signal.signal(signal.SIGINT, self._interrupt)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.signal(signal.SIGINT, self._before)
        signal.set_wakeup_fd(self._before_fd)
        self._notifier.setEnabled(False)
        self._reader.close()
        self._writer.close()
        if self._happened and kind is None:
            raise KeyboardInterrupt

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        self._happened = True
        self._application.quit()

    def _drain(self) -> None:
        self._reader.recv(64)

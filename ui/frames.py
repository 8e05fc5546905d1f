"""How long frames take, for the benchmark: from the end of the animations' step to the picture shown."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QTimer

from ui.state import Snapshot
from ui.window import Window


def frame_ms(window: Window, snapshots: Iterator[Snapshot], *, every_ms: int, seconds: float) -> list[float]:
    """Milliseconds of each frame while a new snapshot comes in every `every_ms`. Main thread."""
    began = 0.0
    took: list[float] = []

    def begin() -> None:
        nonlocal began
        began = time.perf_counter()

    def end() -> None:
        took.append((time.perf_counter() - began) * 1000)

    def feed() -> None:
        snapshot = next(snapshots, None)
        if snapshot is not None:
            window.show(snapshot)

    feeder = QTimer()
    feeder.timeout.connect(feed)
    window.view.afterAnimating.connect(begin)
    window.view.frameSwapped.connect(end)
    feeder.start(every_ms)
    # The application's own loop: a local one would not start after a window was closed.
    QTimer.singleShot(round(seconds * 1000), QCoreApplication.quit)
    QCoreApplication.exec()
    feeder.stop()
    window.view.afterAnimating.disconnect(begin)
    window.view.frameSwapped.disconnect(end)
    return took

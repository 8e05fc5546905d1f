"""How long the window's frames take, watched from its own signals."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer

from ui.model import Model
from ui.state import Snapshot
from ui.window import Window


class FrameWatch:
    """Made and run in the main thread; only `coming` is called from another."""

    def __init__(self, window: Window, say: Callable[[str], None]) -> None:
        """`say` gets "frame" at the first frame, "snapshot" at the first with the car's readings."""
        self._say = say
        self._said: set[str] = set()
        self._began_s = 0.0  # of the frame that is being made
        self._coming_s = 0.0  # when the latest snapshot was handed over
        self._changed_s: float | None = None  # and that of the snapshot that the next frame shows
        self._has_readings = False
        self.frame_ms: list[float] = []
        self.snapshot_ms: list[float] = []
        model = window.view.findChild(Model)
        assert model is not None
        for changed in (model.cluster_changed, model.openings_changed, model.assistant_changed):
            changed.connect(self._change)
        window.view.afterAnimating.connect(self._begin)
        window.view.frameSwapped.connect(self._end)

    def coming(self, snapshot: Snapshot) -> None:
        self._coming_s = time.perf_counter()
        self._has_readings = snapshot.cluster.speed_kmh is not None

    def clear(self) -> None:
        self.frame_ms.clear()
        self.snapshot_ms.clear()

    def run(self, *, seconds: float = 60.0, until: Callable[[], bool] = lambda: False) -> None:
        """Let the window live for `seconds`, or until `until` says so."""
        loop = QEventLoop()
        timer = QTimer()
        timer.timeout.connect(lambda: loop.quit() if until() else None)
        timer.start(100)
        QTimer.singleShot(round(1000 * seconds), loop.quit)
        loop.exec()
        timer.stop()

    def as_json(self) -> dict[str, list[float]]:
        return {"frame": self.frame_ms, "snapshot": self.snapshot_ms}

    def _begin(self) -> None:
        self._began_s = time.perf_counter()

    def _change(self) -> None:
        if self._changed_s is None:
            self._changed_s = self._coming_s

    def _end(self) -> None:
        now = time.perf_counter()
        self.frame_ms.append(1e3 * (now - self._began_s))
        self._once("frame")
        if self._changed_s is not None:
            self.snapshot_ms.append(1e3 * (now - self._changed_s))
            self._changed_s = None
            if self._has_readings:
                self._once("snapshot")

    def _once(self, line: str) -> None:
        if line not in self._said:
            self._said.add(line)
            self._say(line)

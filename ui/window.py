"""The cockpit's window: immutable snapshots in, intents out. Lives in the main thread, as Qt demands."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, QPointF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickView, QQuickWindow, QSGRendererInterface
from PySide6.QtTest import QTest

from ui.display import check_display
from ui.errors import UiError
from ui.icons import Icons
from ui.model import Model
from ui.state import Intents, Snapshot
from ui.waking import Waking

QML = Path(__file__).with_name("qml") / "Main.qml"

FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans",
    "DejaVu Sans",
)
"""Families with both scripts come first, so that a line of English and Chinese has one baseline."""

SMALLEST = QSize(800, 450)


class _Door(QObject):
    """The one way in from other threads."""

    knocked = Signal()


class Window:
    """Make it, run it and close it in the main thread; only `show` and `close` may come from others."""

    def __init__(
        self,
        intents: Intents,
        *,
        size: tuple[int, int] = (1280, 720),
        offscreen: bool = False,
        fullscreen: bool = False,
    ) -> None:
        """`size` in pixels. Raises NoDisplay where no window can be opened; never when `offscreen`."""
        self._application = application(offscreen)
        self._fullscreen = fullscreen
        self._lock = threading.Lock()
        self._waiting: Snapshot | None = None
        self._knocking = False
        self._closing = False
        self._door = _Door()
        self._door.knocked.connect(self._receive, Qt.ConnectionType.QueuedConnection)
        self._view = QQuickView()
        self._model = Model(intents, self._view)
        self._load(size)
        if offscreen:
            self._view.show()

    @property
    def view(self) -> QQuickView:
        """The Qt window, for tests and for measuring frames."""
        return self._view

    def show(self, snapshot: Snapshot) -> None:
        """Show this state soon; of several that come in between two frames only the last. Any thread."""
        with self._lock:
            self._waiting = snapshot
        self._knock()

    def close(self) -> None:
        """End `run`, also one that has not begun. Any thread."""
        with self._lock:
            self._closing = True
        self._knock()

    def interrupt(self) -> None:
        """The same from within a signal's handler, where no lock may be waited for."""
        self._closing = True

    def run(self) -> None:
        """Show the window until its user, `close` or `interrupt` closes it."""
        if self._fullscreen:
            self._view.showFullScreen()
        else:
            self._view.show()
        self._application.setQuitOnLastWindowClosed(True)
        try:
            with Waking(self._receive):
                if not self._closing:
                    self._application.exec()
        finally:
            # Outside the loop a quit would be remembered and end the next loop before it began.
            self._application.setQuitOnLastWindowClosed(False)
            self._view.close()

    def grab(self, path: Path) -> None:
        """Write what is shown as a picture; the path's ending names the format. Main thread."""
        self._receive()
        self._application.processEvents()
        if not self._view.grabWindow().save(str(path)):
            raise UiError(
                f"the picture {path} could not be written", "check that its folder exists and has room"
            )

    def render(self, snapshot: Snapshot, path: Path, size: tuple[int, int] | None = None) -> None:
        """Write the picture of one state, with nothing caught in mid-movement. Main thread."""
        self._model.set_motion(False)
        if size:
            self._view.resize(*size)
        self.show(snapshot)
        self.grab(path)
        self._model.set_motion(True)

    def click(self, name: str) -> None:
        """Touch the item with this object name in its middle. Main thread. UiError when none is shown."""
        self._receive()
        self._application.processEvents()
        item = next(
            (i for i in _items(self._view.rootObject()) if i.objectName() == name and i.isVisible()), None
        )
        if item is None:
            raise UiError(f"the window shows nothing called {name}", "see the objectName lines in ui/qml")
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        QTest.mouseClick(self._view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
        self._application.processEvents()

    def _load(self, size: tuple[int, int]) -> None:
        view = self._view
        view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        view.setMinimumSize(SMALLEST)
        view.resize(*size)
        view.engine().addImageProvider("icons", Icons())
        view.setInitialProperties({"cockpit": self._model})
        view.setSource(QUrl.fromLocalFile(str(QML)))
        if view.status() is not QQuickView.Status.Ready:
            errors = "; ".join(error.toString() for error in view.errors())
            raise UiError(f"the window's QML does not load: {errors}", "reinstall the cockpit")

    def _knock(self) -> None:
        with self._lock:
            if self._knocking:
                return
            self._knocking = True
        self._door.knocked.emit()

    def _receive(self) -> None:
        with self._lock:
            self._knocking = False
            snapshot, self._waiting = self._waiting, None
            closing = self._closing
        if snapshot is not None:
            self._model.update(snapshot)
        if closing:
            self._view.close()
            self._application.quit()


def _items(item: QQuickItem) -> Iterator[QQuickItem]:
    yield item
    for child in item.childItems():
        yield from _items(child)


def application(offscreen: bool) -> QGuiApplication:
    """The process's one Qt application, made with our fonts and renderer when there is none yet."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    if offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"  # whatever display there is
    elif os.environ.get("QT_QPA_PLATFORM") != "offscreen":
        check_display()
    if not os.environ.get("QT_QUICK_BACKEND") and not os.environ.get("QSG_RHI_BACKEND"):
        # Looks the same on every machine, needs no graphics driver, and repaints only what changed.
        QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.Software)
    made = QGuiApplication(["cockpit"])
    made.setApplicationDisplayName("Cockpit")
    font = QFont()
    font.setFamilies(FONTS)
    made.setFont(font)
    made.setQuitOnLastWindowClosed(False)
    return made

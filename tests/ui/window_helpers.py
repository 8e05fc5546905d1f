"""Finding and touching the items of a real window."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from ui.state import Snapshot
from ui.window import Window


class Recorder:
    """Intents that are remembered in order."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []

    def talk(self) -> None:
        self.calls.append(("talk",))

    def say(self, text: str) -> None:
        self.calls.append(("say", text))

    def answer(self, yes: bool) -> None:
        self.calls.append(("answer", yes))

    def touch(self, action: str, slots: dict[str, object]) -> None:
        self.calls.append(("touch", action, slots))


def items(window: Window) -> Iterator[QQuickItem]:
    """Every item that is shown, parents before their children."""
    waiting = [window.view.rootObject()]
    while waiting:
        item = waiting.pop()
        if item.isVisible():
            yield item
            waiting.extend(item.childItems())


def item(window: Window, name: str) -> QQuickItem:
    found = [i for i in items(window) if i.objectName() == name]
    assert len(found) == 1, f"{len(found)} items are called {name}"
    return found[0]


def shows(window: Window, name: str) -> bool:
    return any(i.objectName() == name for i in items(window))


def text(window: Window, name: str) -> str:
    return str(item(window, name).property("text"))


def texts(window: Window) -> list[QQuickItem]:
    return [i for i in items(window) if i.inherits("QQuickText") and i.property("text")]


def touchables(window: Window) -> list[QQuickItem]:
    return [i for i in items(window) if i.metaObject().indexOfSignal("tapped()") >= 0]


def place(candidate: QQuickItem) -> QRectF:
    return candidate.mapRectToScene(QRectF(0, 0, candidate.width(), candidate.height()))


def painted(label: QQuickItem) -> QRectF:
    """Where the letters of a Text are, in the window: from its left (home.empty: centred), in the middle."""
    width, height = label.property("paintedWidth"), label.property("paintedHeight")
    left = (label.width() - width) / 2 if label.objectName() == "home.empty" else 0
    return label.mapRectToScene(QRectF(left, (label.height() - height) / 2, width, height))


def press(window: Window, name: str) -> None:
    target = item(window, name)
    middle = target.mapToScene(QPointF(target.width() / 2, target.height() / 2)).toPoint()
    QTest.mouseClick(window.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)


def show(window: Window, snapshot: Snapshot) -> None:
    window.show(snapshot)
    QGuiApplication.processEvents()
    window.view.grabWindow()  # lays out what only a frame lays out


def type_in(window: Window, letters: str) -> None:
    for letter in letters:
        QTest.keyClick(window.view, letter)

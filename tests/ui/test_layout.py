"""Nothing is cut off, nothing overlaps, every target is big enough for a finger."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from window_helpers import Recorder, painted, place, show, texts, touchables
from window_scenes import IDLE, SCENES

from ui.window import Window

pytestmark = pytest.mark.usefixtures("qtbot")

SIZES = [(1280, 720), (1920, 720), (1920, 1080), (1024, 600), (1366, 768), (1280, 1024), (2560, 720)]
MAY_ELIDE = ("warning", "notice", "home.")
"""Names of texts that come from outside and may be of any length."""


def clip_of(item: QQuickItem) -> QRectF | None:
    above = item.parentItem()
    while above is not None:
        if above.clip():
            return place(above)
        above = above.parentItem()
    return None


def button_of(item: QQuickItem) -> QQuickItem | None:
    above = item.parentItem()
    while above is not None and above.metaObject().indexOfSignal("tapped()") < 0:
        above = above.parentItem()
    return above


def shown_part(item: QQuickItem, where: QRectF) -> QRectF:
    clip = clip_of(item)
    return where if clip is None else where.intersected(clip)


@pytest.fixture(scope="module")
def shared(qapp: QGuiApplication) -> Iterator[Window]:
    made = Window(Recorder(), offscreen=True)
    yield made
    made.close()
    qapp.processEvents()


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def sized(request: pytest.FixtureRequest, shared: Window) -> Window:
    shared.view.resize(*request.param)
    return shared


@pytest.mark.parametrize("scene", SCENES)
def test_everything_is_whole_apart_and_big_enough(sized: Window, scene: str) -> None:
    snapshot = SCENES[scene]
    show(sized, replace(snapshot, page=snapshot.page or "car"))
    check_texts(sized)
    check_targets(sized)


def check_texts(window: Window) -> None:
    seen: list[tuple[str, QRectF]] = []
    for label in texts(window):
        words = f"{label.objectName()} «{label.property('text')}»"
        where = painted(label)
        if not label.objectName().startswith(MAY_ELIDE):
            assert not label.property("truncated"), f"{words} is cut"
        assert label.property("paintedWidth") <= label.width() + 1, f"{words} is wider than its place"
        button = button_of(label)
        if button is not None:
            edge = place(button).adjusted(2, -8, -2, 8)
            assert edge.contains(where), f"{words} reaches over its button"
        visible = shown_part(label, where)
        # Lines of a CJK font have air above and below the letters.
        air = visible.height() * 0.2
        seen.append((words, visible.adjusted(0, air, 0, -air)))
    check_apart(window, seen)


def check_targets(window: Window) -> None:
    # Less only where the whole window is smaller than what we design for.
    smallest = 48 if window.view.height() >= 720 else 40
    seen: list[tuple[str, QRectF]] = []
    for target in touchables(window):
        where = place(target)
        assert min(where.width(), where.height()) >= smallest, f"{target.objectName()} is too small"
        seen.append((target.objectName(), shown_part(target, where)))
    assert len(seen) > 10
    check_apart(window, seen)


def check_apart(window: Window, seen: list[tuple[str, QRectF]]) -> None:
    frame = QRectF(0, 0, window.view.width(), window.view.height())
    visible = [(name, where) for name, where in seen if not where.isEmpty()]
    for name, where in visible:
        assert frame.contains(where), f"{name} leaves the window"
    for (one, here), (other, there) in combinations(visible, 2):
        assert not here.intersects(there), f"{one} and {other} overlap"


def test_a_wide_window_shows_car_climate_and_home_at_once(window: Window) -> None:
    window.view.resize(1920, 720)
    show(window, IDLE)
    names = {item.objectName() for item in touchables(window)}
    assert "tab.car" not in names
    assert {"climate.row1.driver.more", "window.row2.left", "home.light.kitchen"} <= names

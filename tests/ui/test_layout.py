"""Nothing is cut off, nothing overlaps, every target is big enough for a finger."""

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem
from window_helpers import painted, place, show, texts, touchables
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


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def sized(request: pytest.FixtureRequest, window: Window) -> Window:
    window.view.resize(*request.param)
    return window


@pytest.mark.parametrize("scene", SCENES)
def test_texts_are_whole_and_apart(sized: Window, scene: str) -> None:
    show(sized, SCENES[scene])
    frame = QRectF(0, 0, sized.view.width(), sized.view.height())
    seen: list[tuple[str, QRectF]] = []
    for label in texts(sized):
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
        if not visible.isEmpty():
            assert frame.contains(visible), f"{words} leaves the window"
            # Lines of a CJK font have air above and below the letters.
            air = visible.height() * 0.2
            seen.append((words, visible.adjusted(0, air, 0, -air)))
    for (one, here), (other, there) in combinations(seen, 2):
        assert not here.intersects(there), f"{one} and {other} overlap"


@pytest.mark.parametrize("scene", SCENES)
def test_targets_are_big_enough_and_apart(sized: Window, scene: str) -> None:
    show(sized, SCENES[scene])
    seen: list[tuple[str, QRectF]] = []
    frame = QRectF(0, 0, sized.view.width(), sized.view.height())
    for target in touchables(sized):
        where = place(target)
        # 40 px only where the whole window is smaller than what we design for.
        smallest = 48 if sized.view.height() >= 720 else 40
        assert min(where.width(), where.height()) >= smallest, f"{target.objectName()} is too small"
        visible = shown_part(target, where)
        if not visible.isEmpty():
            assert frame.contains(visible), f"{target.objectName()} leaves the window"
            seen.append((target.objectName(), visible))
    assert len(seen) > 10
    for (one, here), (other, there) in combinations(seen, 2):
        assert not here.intersects(there), f"{one} and {other} overlap"


def test_a_wide_window_shows_car_climate_and_home_at_once(window: Window) -> None:
    window.view.resize(1920, 720)
    show(window, IDLE)
    names = {item.objectName() for item in touchables(window)}
    assert "tab.car" not in names
    assert {"climate.row1.driver.more", "window.row2.left", "home.light.kitchen"} <= names

"""What a finger does at the window is what the core is asked for, once."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from window_helpers import Recorder, item, press, show, text, type_in
from window_scenes import ASKING, CLIMATE, HOME, IDLE, LONG, UNKNOWN, UNREACHABLE, openings

from ui.state import Assistant, Snapshot
from ui.window import Window

pytestmark = pytest.mark.usefixtures("qtbot")

AT_HOME = replace(IDLE, page="home")
CHOICES = ("rear defroster on", "front defroster on")
CHOOSING = replace(IDLE, assistant=Assistant(reply="Did you mean …?", choices=CHOICES))
ALL_LOCKED = replace(IDLE, openings=openings(locked=(True,) * 4))


@pytest.mark.parametrize(
    ("snapshot", "name", "call"),
    [
        (IDLE, "talk", ("talk",)),
        (IDLE, "idea1", ("say", "Set the temperature to 22 degrees")),
        (replace(IDLE, language="zh"), "idea2", ("say", "把我的车窗打开一半")),
        (ASKING, "yes", ("answer", True)),
        (ASKING, "no", ("answer", False)),
        (LONG, "yes", ("answer", True)),
        (CHOOSING, "choice1", ("say", "front defroster on")),
        (IDLE, "window.row1.driver", ("touch", "windows.position", {"zone": "driver", "value": 100})),
        (ASKING, "window.row2.right", ("touch", "windows.position", {"zone": "rear_right", "value": 0})),
        (IDLE, "lock", ("touch", "doors.lock", {"zone": "all", "value": True})),
        (ALL_LOCKED, "lock", ("touch", "doors.lock", {"zone": "all", "value": False})),
        (IDLE, "trunk", ("touch", "doors.trunk", {"value": True})),
        (ASKING, "frunk", ("touch", "doors.frunk", {"value": False})),
        (IDLE, "sunroof", ("touch", "windows.sunroof", {"value": 100})),
        (ASKING, "sunroof", ("touch", "windows.sunroof", {"value": 0})),
        (IDLE, "dock.ac", ("touch", "climate.ac", {"value": False})),
        (IDLE, "dock.front_defrost", ("touch", "climate.front_defrost", {"value": True})),
        (CLIMATE, "climate.rear_defrost", ("touch", "climate.rear_defrost", {"value": True})),
        (CLIMATE, "heating.row1.driver", ("touch", "seats.heating", {"zone": "driver", "value": 100})),
        (CLIMATE, "heating.row1.passenger", ("touch", "seats.heating", {"zone": "passenger", "value": 33})),
        (AT_HOME, "home.light.kitchen", ("touch", "home.turn_off", {"device": "light.kitchen"})),
        (AT_HOME, "home.light.bed", ("touch", "home.turn_on", {"device": "light.bed"})),
        (AT_HOME, "home.scene.evening", ("touch", "home.activate_scene", {"device": "scene.evening"})),
    ],
)
def test_a_tap(
    window: Window, intents: Recorder, snapshot: Snapshot, name: str, call: tuple[object, ...]
) -> None:
    show(window, snapshot)
    press(window, name)
    assert intents.calls == [call]


@pytest.mark.parametrize(
    ("snapshot", "name", "taps", "call"),
    [
        (IDLE, "dock.driver.more", 3, ("climate.temperature", {"zone": "driver", "value": 22.5})),
        (IDLE, "dock.passenger.less", 2, ("climate.temperature", {"zone": "passenger", "value": 20})),
        (IDLE, "dock.volume.more", 1, ("media.volume", {"value": 35})),
        (IDLE, "dock.fan.less", 5, ("climate.fan", {"zone": "all", "value": 0})),
        (CLIMATE, "climate.row2.left.more", 1, ("climate.temperature", {"zone": "rear_left", "value": 21.5})),
    ],
)
def test_taps_are_gathered_into_one_wish(
    window: Window,
    intents: Recorder,
    qtbot,  # type: ignore[no-untyped-def]
    snapshot: Snapshot,
    name: str,
    taps: int,
    call: tuple[str, object],
) -> None:
    show(window, snapshot)
    for _ in range(taps):
        press(window, name)
    qtbot.waitUntil(lambda: bool(intents.calls), timeout=5000)
    assert intents.calls == [("touch", *call)]


def test_a_wish_is_shown_as_such_until_the_car_reports_it(window: Window, intents: Recorder, qtbot) -> None:  # type: ignore[no-untyped-def]
    show(window, IDLE)
    resting = item(window, "dock.driver.value").property("color")
    press(window, "dock.driver.more")
    assert text(window, "dock.driver.value") == "21.5°"
    assert item(window, "dock.driver.value").property("color") != resting
    qtbot.waitUntil(lambda: bool(intents.calls), timeout=5000)
    driver, *others = IDLE.climate.zones
    reported = replace(IDLE.climate, zones=(replace(driver, target_celsius=21.5), *others))
    show(window, replace(IDLE, climate=reported))
    assert text(window, "dock.driver.value") == "21.5°"
    assert item(window, "dock.driver.value").property("color") == resting


def test_a_switch_is_on_only_when_the_car_says_so(window: Window) -> None:
    show(window, IDLE)
    press(window, "dock.front_defrost")
    defrost = item(window, "dock.front_defrost")
    assert defrost.property("on") is False
    assert defrost.property("wanted") is True
    show(window, replace(IDLE, climate=replace(IDLE.climate, front_defrost=True)))
    assert defrost.property("on") is True
    assert defrost.property("wanted") is None


@pytest.mark.parametrize("submit", ["send", "return"])
def test_a_typed_line(window: Window, intents: Recorder, submit: str) -> None:
    show(window, IDLE)
    press(window, "field")
    type_in(window, "open my window ")
    if submit == "send":
        press(window, "send")
    else:
        QTest.keyClick(window.view, Qt.Key.Key_Return)
    assert intents.calls == [("say", "open my window")]
    assert item(window, "field").property("text") == ""


def test_an_empty_line_says_nothing(window: Window, intents: Recorder) -> None:
    show(window, IDLE)
    press(window, "field")
    type_in(window, "   ")
    QTest.keyClick(window.view, Qt.Key.Key_Return)
    press(window, "send")
    assert intents.calls == []


@pytest.mark.parametrize(
    ("snapshot", "name"),
    [
        (UNKNOWN, "talk"),
        (UNKNOWN, "window.row1.driver"),
        (UNKNOWN, "dock.ac"),
        (UNKNOWN, "dock.volume.more"),
        (UNREACHABLE, "home.light.kitchen"),
        (AT_HOME, "home.switch.porch"),
    ],
)
def test_nothing_is_asked_of_what_is_not_there(
    window: Window, intents: Recorder, snapshot: Snapshot, name: str
) -> None:
    show(window, snapshot)
    press(window, name)
    assert intents.calls == []


def test_tabs_and_the_page_the_core_turns_to(window: Window) -> None:
    show(window, IDLE)
    press(window, "tab.home")
    assert text(window, "home.hub") == HOME.hub_name
    show(window, replace(IDLE, page="climate"))
    assert text(window, "climate.row1.driver.value") == "21.0°"
    press(window, "tab.car")
    show(window, replace(IDLE, page="climate", clock="14:06"))
    assert text(window, "window.row1.driver.value") == "Closed"

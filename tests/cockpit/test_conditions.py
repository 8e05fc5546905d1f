"""Conditions: the car's own readings decide; what it cannot tell is no condition."""

from collections.abc import Mapping

import pytest
from conversing import LOCKS, TEMPERATURE, WINDOWS, signals, turns

from cockpit.app import Engines
from cockpit.car import Given
from vehicle.signal import Value

SUNROOF = "Vehicle.Cabin.Sunroof.Position"
AC = "Vehicle.Cabin.HVAC.IsAirConditioningActive"
HEATING = "Vehicle.Cabin.Seat.Row1.DriverSide.HeatingCooling"
FAN = "Vehicle.Cabin.HVAC.Station.Row1.Driver.FanSpeed"
RAIN = "Vehicle.Body.Raindetection.Intensity"
TRUNK = "Vehicle.Body.Trunk.Rear.IsOpen"
REAR_LEFT, REAR_RIGHT = WINDOWS[2:]
REAR_SHUT = {REAR_LEFT: 0, REAR_RIGHT: 0}


@pytest.mark.parametrize(
    ("text", "given", "changed"),
    [
        ("if the rear window is open, close it", {REAR_LEFT: 40}, REAR_SHUT),
        ("if the rear window is open close it", {REAR_LEFT: 40}, REAR_SHUT),
        ("if the rear window is open then close it please", {REAR_RIGHT: 40}, REAR_SHUT),
        ("close the sunroof if it is open", {SUNROOF: 30}, {SUNROOF: 0}),
        ("close the sunroof if it's open", {SUNROOF: -100}, {SUNROOF: 0}),
        ("if it is open, close the sunroof", {SUNROOF: 30}, {SUNROOF: 0}),
        ("if it's below 25 degrees turn on the heating", {}, {TEMPERATURE: 23}),
        ("if it's colder than 70 degrees outside turn on my seat heating", {}, {HEATING: 67}),
        ("if the battery is above 20 percent open the sunroof", {}, {SUNROOF: 100}),
        ("if the doors are not locked lock them", {}, dict.fromkeys(LOCKS, True)),
        ("if the fan is above 30 percent turn it down", {}, {FAN: 20}),
        ("if the AC is off turn it on", {AC: False}, {AC: True}),
        ("if the AC isn't on turn it on", {AC: False}, {AC: True}),
        ("if we are parked open the trunk", {}, {TRUNK: True}),
        ("open the driver's window if we're parked", {}, {WINDOWS[0]: 100}),
        ("if the driver's window's open, close it", {WINDOWS[0]: 50}, {WINDOWS[0]: 0}),
        ("if any window is open open the sunroof", {WINDOWS[1]: 50}, {SUNROOF: 100}),
        ("if my window is open, close it and turn off the ac", {WINDOWS[0]: 50}, {WINDOWS[0]: 0, AC: False}),
        ("if it's raining close the sunroof", {SUNROOF: 30, RAIN: 40}, {SUNROOF: 0}),
        ("如果下雨就关天窗", {SUNROOF: 30, RAIN: 40}, {SUNROOF: 0}),
        ("if it's raining close the sunroof", {SUNROOF: 30, RAIN: 0}, {}),
        ("如果下雨就关天窗", {SUNROOF: 30, RAIN: 0}, {}),
        ("如果后窗开着就关上", {REAR_LEFT: 40}, REAR_SHUT),
        ("如果天窗没关就把它关上", {SUNROOF: 40}, {SUNROOF: 0}),
        ("天窗要是开着就关了吧", {SUNROOF: 40}, {SUNROOF: 0}),
        ("要是车里温度低于二十五度就打开座椅加热", {}, {HEATING: 67}),
        ("车门没锁的话就锁上", {}, dict.fromkeys(LOCKS, True)),
        ("如果空调没开就打开", {AC: False}, {AC: True}),
        ("如果电量低于80%就关闭空调", {}, {AC: False}),
    ],
)
def test_a_condition_that_holds_lets_it_be_done(
    engines: Engines, text: str, given: Mapping[str, Value], changed: dict[str, Value]
) -> None:
    (turn,) = turns(engines, text, given=Given(set=given))
    assert signals(turn) == changed
    assert turn.read


@pytest.mark.parametrize(
    ("text", "given", "says"),
    [
        ("if the rear window is open, close it", {}, "The rear windows are closed. So I did nothing."),
        ("if it's below 15 degrees turn on the heating", {}, "21 °C"),
        ("if it is colder than 10 degrees outside turn on my seat heating", {}, "18 °C outside"),
        ("if the battery is below 20 percent open the sunroof", {}, "60%"),
        ("if all doors are locked open the sunroof", {LOCKS[0]: True}, "unlocked"),
        ("if the AC isn't on open the sunroof", {AC: True}, "The air conditioning is on."),
        ("if we are parked open the sunroof", {"Vehicle.Speed": 30.0}, "in D"),
        ("turn on the ac if the car is charging", {}, "not charging"),
        ("如果后窗开着就关上", {}, "所以我没有动。"),
        ("如果温度低于15度就打开暖气", {}, "21 °C"),
    ],
)
def test_a_condition_that_does_not_hold_says_so(
    engines: Engines, text: str, given: Mapping[str, Value], says: str
) -> None:
    (turn,) = turns(engines, text, given=Given(set=given))
    assert turn.outcomes == ()
    assert says in turn.reply
    assert turn.went_well


@pytest.mark.parametrize(
    ("text", "unset"),
    [
        ("if the sunroof is open, close it", SUNROOF),
        ("if the sunroof is not closed, close it", SUNROOF),
        ("if it's below 25 degrees turn on the heating", "Vehicle.Cabin.HVAC.AmbientAirTemperature"),
        ("如果天窗开着就关上", SUNROOF),
        ("如果天窗没关就关上", SUNROOF),
    ],
)
def test_what_cannot_be_seen_lets_nothing_be_done(engines: Engines, text: str, unset: str) -> None:
    (turn,) = turns(engines, text, given=Given(unset=(unset,)))
    assert turn.outcomes == ()
    assert turn.reply in ("I can't see that right now. So I did nothing.", "这个我现在看不到。所以我没有动。")


def test_one_that_is_open_is_enough_though_another_cannot_be_seen(engines: Engines) -> None:
    given = Given(set={REAR_LEFT: 40}, unset=(REAR_RIGHT,))
    (turn,) = turns(engines, "if the rear window is open, close the sunroof", given=given)
    assert signals(turn) == {SUNROOF: 0}


@pytest.mark.parametrize(
    "text",
    [
        "if it rains tomorrow open the windows",
        "open the window if you love me",
        "close the sunroof if it starts raining later",
        "if he opened the window close it",
        "if my wife is cold turn on the heating",
        "when we get home open the trunk",
        "if the window is open flibber the gronk",
        "what happens if I open the sunroof",
        "if I open the window will it get cold",
        "if only the window was open",
        "how warm is it if the window is open",
        "如果明天下雨就打开车窗",
        "如果我开窗会冷吗",
        "要是他冷就打开暖气",
    ],
)
def test_what_the_car_does_not_tell_is_no_condition(engines: Engines, text: str) -> None:
    (turn,) = turns(engines, text, given=Given(set={WINDOWS[0]: 50}))
    assert turn.outcomes == ()
    assert not turn.plan.steps or turn.plan.steps[0].action == "vehicle.state"


@pytest.mark.parametrize("text", ["open the window if you can", "if possible open the window"])
def test_politeness_is_no_condition(engines: Engines, text: str) -> None:
    (turn,) = turns(engines, text)
    assert signals(turn) == {WINDOWS[0]: 100}


@pytest.mark.parametrize(
    ("spoken", "then", "changed"),
    [
        ("how do I open the trunk", "open it", {TRUNK: True}),
        ("can I open the trunk", "open it", {TRUNK: True}),
        ("how can I turn on the seat heating", "turn it on", {HEATING: 67}),
        ("后备箱怎么打开", "那就打开吧", {TRUNK: True}),
        ("我可以打开后备箱吗", "打开", {TRUNK: True}),
        ("turn off the ac in ten minutes", "turn it off now", {AC: False}),
        ("十分钟后关空调", "那现在关吧", {AC: False}),
        ("if the rear window is open, close it", "close it anyway", REAR_SHUT),
        ("how do I open the trunk", "higher", {}),
        ("how do I open the trunk", "close it", {}),
        ("how do I open the trunk", "don't open it", {}),
        ("怎么打开后备箱", "高一点", {}),
    ],
)
def test_it_may_be_what_was_only_spoken_of(
    engines: Engines, spoken: str, then: str, changed: dict[str, Value]
) -> None:
    first, second = turns(engines, spoken, then)
    assert first.outcomes == ()
    assert signals(second) == changed


def test_what_was_only_spoken_of_is_nothing_to_go_on_from(engines: Engines) -> None:
    *_, last = turns(engines, "turn on my seat heating", "how do I open the trunk", "turn it down")
    assert signals(last) == {HEATING: 33}


@pytest.mark.parametrize(
    ("before", "text", "given", "changed"),
    [
        ("open the sunroof", "close it if it's raining", {RAIN: 40}, {SUNROOF: 0}),
        ("open the sunroof", "close it if it's raining", {}, {}),
        ("打开天窗", "如果开着就关上", {}, {SUNROOF: 0}),
    ],
)
def test_it_in_a_condition_may_be_what_was_done_last(
    engines: Engines, before: str, text: str, given: Mapping[str, Value], changed: dict[str, Value]
) -> None:
    _, turn = turns(engines, before, text, given=Given(set=given))
    assert signals(turn) == changed
    assert turn.read


@pytest.mark.parametrize("text", ["关于灯光和座椅我可以说什么", "灯光方面我能说什么"])
def test_help_about_a_thing_is_about_that(engines: Engines, text: str) -> None:
    (turn,) = turns(engines, text)
    assert "氛围灯" in turn.reply
    assert ("座椅" in turn.reply) is ("座椅" in text)

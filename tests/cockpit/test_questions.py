"""What people ask about the car: which reading they want, what is told of it, and that nothing moves."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from cockpit.actions.action import Question
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.app import Engines
from cockpit.car import Given
from cockpit.config import Settings, Talk
from cockpit.plan import Step
from cockpit.understand.context import Context
from cockpit.understand.understanding import Understanding
from tests.cockpit.conversing import engines_with, turns
from vehicle.signal import Value

HERE = Path(__file__).parent
LANGUAGES = ("en", "zh")
LEFT = "Vehicle.Cabin.Door.Row2.DriverSide.Window.Position"
OWN = "Vehicle.Cabin.Door.Row1.DriverSide.Window.Position"
TRUNK = "Vehicle.Body.Trunk.Rear.IsOpen"
SEAT = "Vehicle.Cabin.Seat."
MEDIA = "Vehicle.Cabin.Infotainment.Media."
BATTERY = "Vehicle.Powertrain.TractionBattery."
NO_READING = (
    "what's the oil temperature",
    "how's the coolant",
    "how many revs are we doing",
    "what's the battery health",
    "how is the tread on my tyres",
    "where's the nearest charger",
)
"""What other cars tell, and one would ask for; this one doesn't, and says so."""
NO_QUESTIONS_OF_OURS = (
    "why is the window open",
    "if the window is open",
    "he asked if the window is open",
    "is the price of windows high",
    "who invented the car door",
    "他问我车窗关了没",
    "为什么车窗开着",
    "如果车窗开着",
    "what's the speed limit here",
    "is it going to rain tomorrow",
    "are the turn signals on",
    "how far is it to the destination",
    "what's the pressure like at work",
    "how far is it to london",
    "is my phone's battery low",
    "is your phone charged",
    "what's the speed of light",
    "is it raining in manchester",
    "how many miles did the dog run",
    "is the engine of that lorry running",
    "限速多少",
    "转向灯亮着吗",
    "手机电量多少",
    "还有多久到",
)


def _load(language: str) -> dict[str, list[str]]:
    data: Any = yaml.safe_load((HERE / f"questions_{language}.yaml").read_text(encoding="utf-8"))
    return dict(data)


def said(step: Step) -> str:
    slots = (f"{k}={'+'.join(v) if isinstance(v, list) else v}" for k, v in step.slots.items())
    return " ".join((step.action, *slots))


@pytest.mark.parametrize("text", NO_READING)
def test_a_reading_that_no_car_tells_is_said_to_be_missing(understanding: Understanding, text: str) -> None:
    plan = understanding.plan(text, Context(language="en"))
    assert not plan.steps
    assert plan.remark is not None
    assert plan.remark.key == "no_reading"


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [(lang, text, key) for lang in LANGUAGES for key, texts in _load(lang).items() for text in texts],
)
def test_question(understanding: Understanding, language: str, text: str, wanted: str) -> None:
    for wording in (text, text.rstrip("?") + "?"):
        plan = understanding.plan(wording, Context(language=language))
        assert " + ".join(map(said, plan.steps)) == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_and_every_reading_is_asked_for(language: str) -> None:
    asked = " ".join(_load(language)) + " "
    readings = [name for name, a in REGISTRY.items() if isinstance(a, Question) and not a.of_control]
    assert [name for name in readings if name not in asked] == []
    # "Is it charging" reads whether it is; the washer is asked for by its fluid.
    spoken = set(CONTROLS) - {"drive.charging"}
    assert [name for name in sorted(spoken) if f"control={name} " not in asked] == []


@pytest.mark.parametrize("text", NO_QUESTIONS_OF_OURS)
def test_what_is_no_question_about_the_car(understanding: Understanding, text: str) -> None:
    assert understanding.plan(text, Context()).steps == ()


@pytest.mark.parametrize(
    "text",
    [
        "is the ac on and the window open",
        "are the windows closed and the trunk open",
        "is the window open or the door unlocked",
        "has anyone left the trunk open",
        "did you open the sunroof",
        "空调开着吗，车窗打开",
        "车窗关了没有，天窗开了没有",
        "氛围灯多亮",
        "大家都系安全带了吗",
    ],
)
def test_a_question_moves_nothing(understanding: Understanding, text: str) -> None:
    assert all(isinstance(REGISTRY[s.action], Question) for s in understanding.plan(text, Context()).steps)


def test_a_command_may_follow_a_question(understanding: Understanding) -> None:
    plan = understanding.plan("is the trunk open and close the sunroof", Context())
    assert list(map(said, plan.steps)) == [
        "vehicle.state control=doors.trunk",
        "windows.sunroof value=0",
    ]


TOLD: tuple[tuple[str, dict[str, Value], tuple[str, ...], str], ...] = (
    ("which windows are open", {LEFT: 40}, (), "The rear left window is 40% open, the others are closed."),
    ("are all the windows closed", {}, (), "All windows are closed."),
    (
        "which windows are open",
        {LEFT: 40},
        (OWN,),
        "The rear left window is 40% open, the right windows are closed. "
        "I can't see the driver's window right now.",
    ),
    ("is my window open", {}, (OWN,), "I can't see that right now."),
    ("is anything open", {}, (), "Everything is closed."),
    ("is anything open", {LEFT: 40, TRUNK: True}, (), "The rear left window is 40% open. The trunk is open."),
    ("is anything open", {}, (OWN,), "I can't see the driver's window right now. Everything else is closed."),
    ("is everyone buckled up", {}, (), "Everyone is buckled up."),
    (
        "is everyone buckled up",
        {f"{SEAT}Row2.Middle.OccupancyStatus": "OCCUPIED"},
        (),
        "Not buckled up: rear middle.",
    ),
    (
        "is everyone buckled up",
        {},
        (f"{SEAT}Row1.DriverSide.IsBelted",),
        "I can't see all of that right now.",
    ),
    ("are there any warnings", {}, (), "The car reports no faults."),
    ("are there any warnings", {"Vehicle.ADAS.ABS.IsError": True}, (), "The car reports: an ABS fault."),
    (
        "how long until it's full",
        {f"{BATTERY}Charging.TimeToComplete": 3600},
        (),
        "Charging takes another 1 hour.",
    ),
    (
        "how long until it's full",
        {f"{BATTERY}Charging.TimeToComplete": 5400},
        (),
        "Charging takes another 1 hour and 30 minutes.",
    ),
    (
        "how much power are we using",
        {f"{BATTERY}CurrentPower": -12500.0},
        (),
        "We are drawing 12.5 kW from the battery.",
    ),
    ("is it raining", {"Vehicle.Body.Raindetection.Intensity": 50}, (), "It is raining."),
    ("is it raining", {"Vehicle.Body.Raindetection.Intensity": 0}, (), "It is not raining."),
    ("is it raining", {}, ("Vehicle.Body.Raindetection.Intensity",), "I can't see that right now."),
    ("what's playing", {}, (), "Nothing is playing; the source is FM radio."),
    ("what's playing", {f"{MEDIA}Action": "PLAY"}, (), "FM radio is playing."),
    (
        "what's playing",
        {f"{MEDIA}Action": "PLAY", f"{MEDIA}Played.Track": "Blue", f"{MEDIA}Played.Artist": "Ann"},
        (),
        "This is “Blue” by Ann.",
    ),
    ("where are we going", {}, (), "I know no destination right now."),
    ("which way are we heading", {"Vehicle.CurrentLocation.Heading": 350.0}, (), "We are facing north."),
    ("车窗关了吗", {LEFT: 40}, (), "左后车窗开了 40%，其他的关着。"),
    ("车窗都关了吗", {}, (), "所有车窗都关着。"),
    ("车窗关了吗", {LEFT: 40}, (OWN,), "左后车窗开了 40%，右侧车窗都关着。现在看不到主驾车窗。"),
    ("有什么没关", {}, (), "都关好了。"),
    ("有什么没关", {TRUNK: True}, (), "后备箱开着。"),
    ("车门都锁了吗", {}, (), "所有车门都没有锁。"),
    ("座椅加热几档", {f"{SEAT}Row1.DriverSide.HeatingCooling": 67}, (), "主驾座椅加热是中档。"),
    ("安全带都系好了吗", {f"{SEAT}Row2.Middle.OccupancyStatus": "OCCUPIED"}, (), "还没系安全带：后排中间。"),
    ("还要充多久", {f"{BATTERY}Charging.TimeToComplete": 5400}, (), "还要充 1 小时 30 分钟。"),
    ("外面下雨了吗", {}, ("Vehicle.Body.Raindetection.Intensity",), "这个我现在看不到。"),
    ("音量多少", {}, (), "音量是 30%。"),
)


@pytest.mark.parametrize(("text", "given", "silent", "reply"), TOLD)
def test_what_is_told(
    engines: Engines, text: str, given: dict[str, Value], silent: tuple[str, ...], reply: str
) -> None:
    (turn,) = turns(engines, text, given=Given(given, silent))
    assert turn.reply == reply
    assert turn.outcomes == ()
    assert not set(silent) & set(turn.read)
    assert all(turn.read[path] == value for path, value in given.items() if path in turn.read)


MAY = 'Say "{}" and I do it, or tell you why I can\'t just then.'
HOW = {
    "how do I open the trunk": 'Just say "open the trunk".',
    "tell me how to fold the mirrors": 'Just say "fold the mirrors".',
    "how can I turn on the seat heating": 'Just say "turn on the seat heating".',
    "can you open the windows while driving": MAY.format("open the windows"),
    "can you open the trunk while we're moving": MAY.format("open the trunk"),
    "is it safe to open the door": MAY.format("open the door"),
    "what happens if I open the hood": MAY.format("open the hood"),
    "should I turn on the lights": "The low beam is off.",
    "do I need the fog lights": "The front fog lights are off.",
    "should we close the windows": "All windows are closed.",
    "怎么打开后备箱": "直接说“打开后备箱”就行。",
    "后备箱怎么打开": "直接说“后备箱打开”就行。",
    "如何折叠后视镜": "直接说“折叠后视镜”就行。",
    "开车时可以开窗吗": "您说“开窗”，能做我就做，不能做会告诉您原因。",
    "行驶中能打开后备箱吗": "您说“打开后备箱”，能做我就做，不能做会告诉您原因。",
    "打开天窗安全吗": "您说“打开天窗”，能做我就做，不能做会告诉您原因。",
    "要不要开雾灯": "前雾灯关着。",
    "需要开雨刷吗": "雨刮器关着。",
}


@pytest.mark.parametrize("text", HOW)
def test_how_and_whether_to_do_it_does_nothing(engines: Engines, text: str) -> None:
    (turn,) = turns(engines, text)
    assert (turn.reply, turn.outcomes) == (HOW[text], ())


@pytest.mark.parametrize(
    "text", ["怎么这么冷", "怎么还没开空调", "how do you feel", "should I call my mother"]
)
def test_no_advice_on_anything_else(understanding: Understanding, text: str) -> None:
    plan = understanding.plan(text, Context())
    assert plan.remark is None or plan.remark.key not in ("how_do", "may_do")


@pytest.mark.parametrize(
    "text", ["can you open the window", "would you please lock the doors", "你能打开天窗吗"]
)
def test_a_polite_request_is_none(understanding: Understanding, text: str) -> None:
    assert [step.action for step in understanding.plan(text, Context()).steps] != []


def test_the_destination_is_told_by_its_name(engines: Engines) -> None:
    assert turns(engines, "take me home", "where are we going")[-1].reply == "We are on the way home."
    assert turns(engines, "导航去公司", "导航去哪里")[-1].reply == "导航去公司。"


@pytest.fixture(scope="module")
def american(understanding: Understanding) -> Engines:
    return engines_with(understanding, Settings(units="imperial", talk=Talk(enabled=False)))


@pytest.mark.parametrize(
    ("text", "given", "reply"),
    [
        ("how fast are we going", {"Vehicle.Speed": 100.0}, "We are going 62 mph."),
        (
            "what's the odometer reading",
            {"Vehicle.TraveledDistance": 16093440},
            "The car has come 10000 mi in all.",
        ),
        (
            "how far have we come today",
            {"Vehicle.TraveledDistanceSinceStart": 4000},
            "We have come 2.5 mi on this trip.",
        ),
        ("what's the temperature outside", {"Vehicle.Exterior.AirTemperature": -5.0}, "It is 23 °F outside."),
        ("what's the temperature set to", {}, "The driver's temperature is 70 °F."),
        ("set the temperature to 25 celsius", {}, "The driver's temperature is 77 °F."),
        ("set the temperature to 40 celsius", {}, "The driver's temperature can be set from 61 to 82 °F."),
        ("车速多少", {"Vehicle.Speed": 100.0}, "现在的车速是 62 mph。"),
        ("外面多少度", {"Vehicle.Exterior.AirTemperature": 10.0}, "外面 50 °F。"),
        (
            "switch to sport mode",
            {"Vehicle.Speed": 50.0},
            "I can do that with the drive mode only up to 6 mph. Slow down first.",
        ),
    ],
)
def test_miles_and_fahrenheit(american: Engines, text: str, given: dict[str, Value], reply: str) -> None:
    (turn,) = turns(american, text, given=Given(given))
    assert turn.reply == reply
    assert all(turn.read.get(path, value) == value for path, value in given.items())  # read stays as VSS says


def test_tyres_in_psi(american: Engines) -> None:
    (turn,) = turns(american, "tyre pressure")
    assert turn.reply == "Tyres: front left 36 psi, front right 36 psi, rear left 36 psi, rear right 36 psi."
    assert set(turn.read.values()) == {250}

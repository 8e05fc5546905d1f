"""Sentences that only mean something after another one, in both languages."""

from pathlib import Path

import pytest
import yaml
from conversing import LOCKS, TEMPERATURE, WINDOWS, AtHomeIn, Talking, signals, talk, turns

from cockpit.actions.action import Dialogue, Never, Question
from cockpit.actions.registry import REGISTRY
from cockpit.app import Engines
from cockpit.plan import Step
from cockpit.recall import FRESH_WITHIN_S
from cockpit.understand.context import Context
from cockpit.understand.understanding import HomeNames, Understanding
from vehicle.signal import Value

DEFROSTER = "Vehicle.Cabin.HVAC.IsFrontDefrosterActive"
REAR_DEFROSTER = "Vehicle.Cabin.HVAC.IsRearDefrosterActive"
VOLUME = "Vehicle.Cabin.Infotainment.Media.Volume"
HOOD, TRUNK = "Vehicle.Body.Hood.IsOpen", "Vehicle.Body.Trunk.Rear.IsOpen"
AC, CHARGING = (
    "Vehicle.Cabin.HVAC.IsAirConditioningActive",
    "Vehicle.Powertrain.TractionBattery.Charging.StartStopCharging",
)
FAN = "Vehicle.Cabin.HVAC.Station.Row1.Driver.FanSpeed"
MIRRORS = tuple(f"Vehicle.Body.Mirrors.{side}Side.IsHeatingOn" for side in ("Driver", "Passenger"))
HAZARD = "Vehicle.Body.Lights.Hazard.IsSignaling"
ACTION = "Vehicle.Cabin.Infotainment.Media.Action"
ROOF_SHADE = "Vehicle.Cabin.Sunroof.Shade.Position"
SUNROOF = "Vehicle.Cabin.Sunroof.Position"
HEATING = tuple(
    f"Vehicle.Cabin.Seat.Row{row}.{side}Side.HeatingCooling"
    for row in (1, 2)
    for side in ("Driver", "Passenger")
)
STATIONS = tuple(
    f"Vehicle.Cabin.HVAC.Station.Row{row}.{side}.Temperature"
    for row in (1, 2)
    for side in ("Driver", "Passenger")
)
COLOURS = tuple(
    f"Vehicle.Cabin.Light.AmbientLight.Row{row}.{side}Side.Color"
    for row in (1, 2)
    for side in ("Driver", "Passenger")
)


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        (("open my window halfway", "a bit more"), {WINDOWS[0]: 60}),
        (("open my window halfway", "not that much"), {WINDOWS[0]: 40}),
        (("open my window halfway", "a bit less", "and do the same on the passenger side"), {WINDOWS[1]: 40}),
        (("open my window", "close it halfway", "more"), {WINDOWS[0]: 40}),
        (("open my window halfway", "close it"), {WINDOWS[0]: 0}),
        (("set the volume to sixty", "too loud, put it back"), {VOLUME: 30}),
        (("音量调到60", "太吵了改回去"), {VOLUME: 30}),
        (("音量调到60", "改回去吧，太吵了"), {VOLUME: 30}),
        (("set the volume to fifty", "a bit less"), {VOLUME: 40}),
        (("set the volume to fifty", "a lot more"), {VOLUME: 70}),
        (("turn the temperature down", "more"), {TEMPERATURE: 19}),
        (("set the temperature to 24", "twenty two"), {TEMPERATURE: 22}),
        (("set the temperature to 24", "make that 22"), {TEMPERATURE: 22}),
        (("it's cold", "even warmer"), {TEMPERATURE: 23}),
        (("set the temperature to twenty three", "same for the back"), dict.fromkeys(STATIONS[2:], 23)),
        (("set my temperature to 23", "and the passenger side too"), {STATIONS[1]: 23}),
        (("heat the passenger's seat", "now mine"), {HEATING[0]: 67}),
        (("turn on my seat heating", "the passenger too"), {HEATING[1]: 67}),
        (("turn on my seat heating", "all of them"), dict.fromkeys(HEATING, 67)),
        (("turn on my seat heating", "a bit warmer"), {HEATING[0]: 100}),
        (("open my window", "the other one too"), {WINDOWS[1]: 100}),
        (("open my window", "also in the back"), {WINDOWS[2]: 100, WINDOWS[3]: 100}),
        (("open my window", "what about the back"), {WINDOWS[2]: 100, WINDOWS[3]: 100}),
        (("open the sunroof halfway", "the rear windows too"), {WINDOWS[2]: 50, WINDOWS[3]: 50}),
        (("open my window", "and the sunroof"), {SUNROOF: 100}),
        (("open the sunroof and my window", "close them again"), {SUNROOF: 0, WINDOWS[0]: 0}),
        (("turn on the ambient light", "make it red"), dict.fromkeys(COLOURS, "#FF0000")),
        (("is the rear window open", "open it"), {WINDOWS[2]: 100, WINDOWS[3]: 100}),
        (("turn up the volume", "do that again"), {VOLUME: 50}),
        (("heat up my seat", "and do the passenger seat as well"), {HEATING[1]: 67}),
        (("set my temperature to 19", "and the back seats too"), dict.fromkeys(STATIONS[2:], 19)),
        (("turn on the ac", "and set it to 20"), {TEMPERATURE: 20}),
        (("open all the windows", "close the back ones"), {WINDOWS[2]: 0, WINDOWS[3]: 0}),
        (("turn on the rear defroster", "the front one too"), {DEFROSTER: True}),
        (("open all the windows", "close mine"), {WINDOWS[0]: 0}),
        (("open my window", "too wide"), {WINDOWS[0]: 90}),
        (("open my window", "not that far, half"), {WINDOWS[0]: 50}),
        (("open the sunroof", "half is enough"), {SUNROOF: 50}),
        (("set the volume to 50", "40 will do"), {VOLUME: 40}),
        (("make it three degrees warmer", "two is enough"), {TEMPERATURE: 23}),
        (("set my seat heating to high", "that's too hot"), {HEATING[0]: 67}),
        (("set my seat heating to high", "too hot, one down"), {HEATING[0]: 67}),
        (("set my seat heating to low", "crank it up"), {HEATING[0]: 67}),
        (("open the left rear window", "the right one too"), {WINDOWS[3]: 100}),
        (("open my window a bit", "everyone's"), dict.fromkeys(WINDOWS[1:], 10)),
        (("open a window", "the passenger's"), {WINDOWS[1]: 100}),
        (("open the hood", "the trunk as well", "shut both"), {HOOD: False, TRUNK: False}),
        (("open my window", "how warm is it outside", "close it again"), {WINDOWS[0]: 0}),
        (("turn on the hazards", "ok off, we're moving again"), {HAZARD: False}),
        (("pause the music", "go on"), {ACTION: "PLAY"}),
        (("turn off the ac", "on again, it's too stuffy"), {AC: True}),
        (("turn the volume up", "no, the other way"), {VOLUME: 20}),
        (("set the temperature to 23", "and still too warm"), {TEMPERATURE: 22}),
        (("close the rear left window", "and lock that door"), {LOCKS[2]: True}),
        (("fold the mirrors", "ok then heat them"), dict.fromkeys(MIRRORS, True)),
        (("turn on the driver's seat heater", "passenger's as well please"), {HEATING[1]: 67}),
        (("set the volume to 70", "half that"), {}),
        (("open my window halfway", "the rest of the way please"), {WINDOWS[0]: 100}),
        (("open my window and the sunroof", "close the others"), {}),
        (("lower my window to 30 percent", "40"), {WINDOWS[0]: 40}),
        (
            ("set the temperature to 22 everywhere", "except the back, make that 20"),
            dict.fromkeys(STATIONS[2:], 20),
        ),
        (("set all temperatures to 22", "20 in the back will do"), dict.fromkeys(STATIONS[2:], 20)),
        (("close all the shades", "leave the sunroof one open"), {ROOF_SHADE: 0}),
        (("set the volume to 50", "that's too low"), {VOLUME: 60}),
        (("heat up my seat", "and the passenger's", "turn mine off"), {HEATING[0]: 0}),
        (("车窗打开一半", "再开一点"), {WINDOWS[0]: 60}),
        (("音量调到四十", "小一点", "太小了"), {VOLUME: 40}),
        (("打开除雾", "后面的也打开"), {REAR_DEFROSTER: True}),
        (("音量调到四十", "力度大一点", "太大了"), {VOLUME: 40}),
        (("温度调到二十四度", "再高一点"), {TEMPERATURE: 25}),
        (("温度调到二十四度", "再低点"), {TEMPERATURE: 23}),
        (("温度调到二十四度", "二十二"), {TEMPERATURE: 22}),
        (("温度调到二十四度", "副驾也是"), {STATIONS[1]: 24}),
        (("主驾温度二十四度", "后面也一样"), dict.fromkeys(STATIONS[2:], 24)),
        (("打开我的车窗", "还有后排"), {WINDOWS[2]: 100, WINDOWS[3]: 100}),
        (("打开我的车窗", "那右边呢"), {WINDOWS[1]: 100, WINDOWS[3]: 100}),
        (("打开我的车窗", "关掉它"), {WINDOWS[0]: 0}),
        (("打开我的车窗", "天窗也打开"), {SUNROOF: 100}),
        (("打开我的车窗", "另一边也一样"), {WINDOWS[1]: 100}),
        (("打开天窗和我的车窗", "把它们都关上"), {SUNROOF: 0, WINDOWS[0]: 0}),
        (("打开天窗", "开一半就够了"), {SUNROOF: 50}),
        (("座椅加热开到中档", "再热一档"), {HEATING[0]: 100}),
        (("把氛围灯打开", "换成蓝色的"), dict.fromkeys(COLOURS, "#0000FF")),
        (("声音大一点", "再来一次"), {VOLUME: 50}),
        (("打开车窗", "小一点 一半就够"), {WINDOWS[0]: 50}),
        (("音量五十", "四十吧"), {VOLUME: 40}),
        (("升高三度", "两度就够了"), {TEMPERATURE: 23}),
        (("座椅加热开最大", "太烫了 降一档"), {HEATING[0]: 67}),
        (("打开左后车窗", "右边的也开"), {WINDOWS[3]: 100}),
        (("打开引擎盖", "后备箱也打开", "都关上"), {HOOD: False, TRUNK: False}),
        (("车窗开一半", "外面多少度", "关上吧"), {WINDOWS[0]: 0}),
        (("暂停音乐", "继续"), {ACTION: "PLAY"}),
        (("关空调", "闷死了 再打开"), {AC: True}),
        (("温度调到19度", "那边给22"), {STATIONS[1]: 22}),
        (("风速三档", "现在一档"), {FAN: 20}),
        (("风速二档", "再大一档"), {FAN: 60}),
        (("关上左后窗", "那扇门也锁上"), {LOCKS[2]: True}),
        (("关掉空调", "关我屁事"), {}),
        (("打开阅读灯", "多看书有好处"), {}),
        (("全车22度", "后排20就行"), dict.fromkeys(STATIONS[2:], 20)),
        (("开始充电", "不要 停了"), {CHARGING: "STOP"}),
        (("遮阳帘全关上", "天窗的打开"), {ROOF_SHADE: 0}),
        (("后窗开着吗", "把它打开"), {WINDOWS[2]: 100, WINDOWS[3]: 100}),
    ],
)
def test_only_what_is_said_new_changes(
    engines: Engines, said: tuple[str, ...], changed: dict[str, Value]
) -> None:
    assert signals(turns(engines, *said)[-1]) == changed


def test_a_question_goes_on_as_a_question(engines: Engines) -> None:
    _, there = turns(engines, "is the driver window open", "and the passenger's")
    assert (set(there.read), there.outcomes) == ({WINDOWS[1]}, ())


@pytest.mark.parametrize(
    ("question", "then", "read"),
    [
        ("what's the temperature in here", "and outside", "Vehicle.Exterior.AirTemperature"),
        ("车里几度", "外面呢", "Vehicle.Exterior.AirTemperature"),
        ("close the windows", "are the back ones closed as well", WINDOWS[2]),
        ("关上车窗", "后面的也关了吗", WINDOWS[2]),
    ],
)
def test_a_question_may_leave_out_what_was_named(
    engines: Engines, question: str, then: str, read: str
) -> None:
    _, answered = turns(engines, question, then)
    assert read in answered.read
    assert answered.outcomes == ()


@pytest.mark.parametrize("text", ["the passenger's", "half", "副驾的", "一半"])
def test_a_mere_name_goes_on_only_at_once(engines: Engines, text: str) -> None:
    async def work(talking: Talking) -> None:
        await talking.say("open my window")
        await talking.clock.sleep(FRESH_WITHIN_S + 1)
        assert (await talking.say(text)).outcomes == ()

    talk(engines, work)


def test_the_answer_to_a_yes_is_about_the_thing(engines: Engines) -> None:
    *_, closed = turns(engines, "open the driver door", "yes", "close it")
    assert [o.action for o in closed.outcomes] == ["doors.open"]


def test_for_another_speaker_it_is_still_the_same_window(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        await talking.say("open my window")
        closed = await talking.assistant.turn("close it", seat="row1.passenger")
        assert signals(closed) == {WINDOWS[0]: 0}
        mine = await talking.assistant.turn("mine too", seat="row1.passenger")
        assert signals(mine) == {WINDOWS[1]: 0}

    talk(engines, work)


def test_what_is_long_past_is_not_gone_on_from(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        await talking.say("open my window halfway")
        await talking.clock.sleep(600)
        assert (await talking.say("a bit more")).outcomes == ()

    talk(engines, work)


@pytest.mark.parametrize(
    "alone", ["a bit more", "the passenger too", "twenty two", "do that again", "副驾也是", "再高一点"]
)
def test_nothing_goes_on_from_nothing(engines: Engines, alone: str) -> None:
    (turn,) = turns(engines, alone)
    assert turn.outcomes == ()


BARE = ("open", "up", "on", "turn the one on the right down a bit", "打开", "关掉", "全部关掉")
"""Nothing of themselves, but said right after a command they are about its thing."""
LAST = (
    Step("climate.temperature", {"value": 22}),
    Step("windows.position", {"value": 100, "zone": "own"}),
    Step("lights.ambient", {"value": True}),
    Step("media.volume", {"steps": 1}),
    Step("seats.heating", {"value": 67, "zone": "own"}),
)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_no_command_is_none_after_a_command_either(engines: Engines, language: str) -> None:
    texts = yaml.safe_load(
        (Path(__file__).parent / f"no_command_{language}.yaml").read_text(encoding="utf-8")
    )
    acted = [
        (text, step.action, plan.steps)
        for text in texts
        if text not in BARE
        for step in LAST
        if (plan := engines.understanding.plan(text, Context(language=language, last=(step,)))).steps
        and not isinstance(REGISTRY[plan.steps[0].action], Question | Dialogue | Never)
        and plan.condition is None  # what waits for something is checked first
    ]
    assert acted == []


@pytest.mark.parametrize(
    ("first", "remark"),
    [
        ("turn the volume up", "it's not that far now"),
        ("turn on the reading light", "that's too far"),
        ("音量调大一点", "太快了"),
        ("打开座椅加热", "慢一点"),
    ],
)
def test_what_goes_nowhere_goes_not_too_far(engines: Engines, first: str, remark: str) -> None:
    assert turns(engines, first, remark)[1].outcomes == ()


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("open the window", "that's too far"),
        ("open the sunroof", "not that far"),
        ("风速调大", "太快了"),
        ("打开雨刮", "快一点"),
        ("turn on the reading light", "so bright"),
        ("打开阅读灯", "好亮"),
    ],
)
def test_what_goes_somewhere_may_go_too_far(engines: Engines, first: str, then: str) -> None:
    assert signals(turns(engines, first, then)[1])


@pytest.fixture
def at_home(at_home_in: AtHomeIn) -> Understanding:
    return at_home_in(HomeNames(areas=("Kitchen", "Bedroom")))


@pytest.mark.parametrize(
    ("said", "steps"),
    [
        (("turn on the kitchen lights", "and the bedroom too"), ("home.turn_on", {"area": "Bedroom"})),
        (("turn on the kitchen lights", "turn them off again"), ("home.turn_off", {"area": "Kitchen"})),
        (("turn on the kitchen lights", "make it 50 percent"), ("home.set_brightness", {"value": 50})),
        (("open the garage door", "close it"), ("home.close", {"kind": "garage"})),
        (("打开厨房的灯", "卧室也打开"), ("home.turn_on", {"area": "Bedroom"})),
        (("打开厨房的灯", "关掉"), ("home.turn_off", {"area": "Kitchen"})),
    ],
)
def test_at_home_too(
    at_home: Understanding, said: tuple[str, str], steps: tuple[str, dict[str, Value]]
) -> None:
    first = at_home.plan(said[0], Context())
    (step,) = at_home.plan(said[1], Context(last=first.steps)).steps
    assert step.action == steps[0]
    assert steps[1].items() <= step.slots.items()


@pytest.mark.parametrize(
    "text",
    [
        *("one more thing", "the kids want more", "give me the other one", "a bit of both", "halfway there"),
        *("wait for me", "all of them came", "she's in the back", "too much traffic", "twenty minutes"),
        *("I want more coffee", "what about tomorrow", "also my brother", "on the left there's a church"),
        *(
            "等等我",
            "他说再高一点",
            "再来一杯咖啡",
            "后面有人",
            "二十分钟",
            "晚饭呢",
            "他也一样",
        ),
    ],
)
def test_talk_goes_on_from_no_command(engines: Engines, text: str) -> None:
    for last in LAST:
        plan = engines.understanding.plan(text, Context(last=(last,)))
        assert all(isinstance(REGISTRY[step.action], Question | Dialogue) for step in plan.steps)


@pytest.mark.parametrize("text", ["the back seats", "and the back seats too", "back seats"])
def test_the_back_seats_are_no_command(engines: Engines, text: str) -> None:
    (turn,) = turns(engines, text)
    assert turn.outcomes == ()

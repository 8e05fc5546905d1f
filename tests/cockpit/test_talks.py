"""Talks of several turns: what goes on from what, and what only seems to."""

import pytest
from conversing import TEMPERATURE, WINDOWS, signals, turns

from cockpit.app import Engines
from vehicle.signal import Value

SEATS = tuple(
    f"Vehicle.Cabin.Seat.Row{row}.{side}Side.HeatingCooling"
    for row in (1, 2)
    for side in ("Driver", "Passenger")
)
AC, CLIMATE = "Vehicle.Cabin.HVAC.IsAirConditioningActive", "Vehicle.Cabin.HVAC.IsOn"
LAMPS = tuple(
    f"Vehicle.Cabin.Light.Spotlight.Row{row}.{side}Side.IsLightOn"
    for row in (1, 2)
    for side in ("Driver", "Passenger")
)
STATIONS = tuple(
    f"Vehicle.Cabin.HVAC.Station.Row{row}.{side}.Temperature"
    for row in (1, 2)
    for side in ("Driver", "Passenger")
)
FAN = "Vehicle.Cabin.HVAC.Station.Row1.Driver.FanSpeed"
VOLUME, BRIGHTNESS = "Vehicle.Cabin.Infotainment.Media.Volume", "Vehicle.Cabin.Infotainment.HMI.Brightness"
DOME, WHEEL = "Vehicle.Cabin.Light.IsDomeOn", "Vehicle.Chassis.SteeringWheel.HeatingCooling"
SHADES = tuple(
    f"Vehicle.Cabin.Door.Row{row}.{side}Side.Shade.Position"
    for row in (1, 2)
    for side in ("Driver", "Passenger")
)
SHADE = SHADES[0]
MASSAGE = "Vehicle.Cabin.Seat.Row1.DriverSide.Massage.Level"
POSITION = "Vehicle.Cabin.Seat.Row1.DriverSide.Position"
NAVIGATION = "Vehicle.Cabin.Infotainment.Navigation.Volume"
SUNROOF = "Vehicle.Cabin.Sunroof.Position"
WIPERS = "Vehicle.Body.Windshield.Front.Wiping.Mode"
TRUNK = "Vehicle.Body.Trunk.Rear.IsOpen"
FLAP = "Vehicle.Powertrain.TractionBattery.Charging.ChargingPort.AnyPosition.IsFlapOpen"
FOLDED = tuple(f"Vehicle.Body.Mirrors.{side}Side.IsFolded" for side in ("Driver", "Passenger"))
LIMIT = "Vehicle.Powertrain.TractionBattery.Charging.ChargeLimit"


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        (("it's a bit chilly in here", "still cold"), {TEMPERATURE: 23}),
        (("Could you turn the AC on?", "Only the AC, please."), {AC: True}),
        (("set it to 24", "too warm now, go back one"), {TEMPERATURE: 23}),
        (("温度调到24度", "太热了，退回去一度"), {TEMPERATURE: 23}),
        (("温度调低三度", "有点过了，往回加一度"), {TEMPERATURE: 19}),
        (("温度调低三度", "往回调一度"), {TEMPERATURE: 19}),
        (("打开座椅加热。", "只要主驾这边。"), {SEATS[0]: 67}),
        (("我想打开车窗", "不是全部，我只要前面的两个窗户。"), {WINDOWS[0]: 100, WINDOWS[1]: 100}),
        (("车窗全部打开", "不用全部，只要后排的"), {WINDOWS[0]: 0, WINDOWS[1]: 0}),
        (("打开阅读灯，只要我自己的",), {LAMPS[0]: True}),
        (("现在音量多少？然后调到50",), {VOLUME: 50}),
        (("天窗怎么开？你直接帮我打开吧。",), {SUNROOF: 100}),
        (("车窗怎么开？麻烦帮我打开一半。",), {WINDOWS[0]: 50}),
        (("音量调到五十", "太吵了还给我调回刚才那样儿"), {VOLUME: 30}),
        (("cool my seat", "no heat it instead"), {SEATS[0]: 67}),
        (("座椅通风打开", "不要通风了，改加热"), {SEATS[0]: 67}),
        (("打开座椅加热", "加热不用了"), {SEATS[0]: 0}),
        (("passenger seat heating on", "turn the heating off"), {SEATS[1]: 0}),
        (("turn on the reading light", "turn the light off"), {LAMPS[0]: False}),
        (("turn the heating off",), {CLIMATE: False}),
        (("给我座椅加热", "我老婆的也开"), {SEATS[1]: 67}),
        (("start the wipers", "stop"), {WIPERS: "OFF"}),
        (("set the brightness", "of the screen", "seventy"), {BRIGHTNESS: 70}),
        (("调一下亮度", "屏幕的", "百分之七十"), {BRIGHTNESS: 70}),
        (("天窗开一半", "下雨了，关上"), {SUNROOF: 0}),
        (("打开天窗", "下雨了，雨刮打开"), {WIPERS: "MEDIUM"}),
        (("放首歌", "声音大点", "再大点"), {VOLUME: 50}),
        (("后视镜收起来", "接着收"), dict.fromkeys(FOLDED, True)),
        (("调一下音量", "导航的", "二十"), {NAVIGATION: 20}),
        (("开雨刮", "可以停了"), {WIPERS: "OFF"}),
        (("set it to 24", "stop"), {}),
        (("open the trunk", "that's the feed in, shut it now"), {TRUNK: False}),
        (("it's chilly tonight, make it 23", "nah go one more"), {TEMPERATURE: 24}),
        (("open the windows", "just the front ones, close the back ones"), dict.fromkeys(WINDOWS[2:], 0)),
        (
            ("turn on the seat heating for everyone", "just the front, low"),
            dict.fromkeys(SEATS[:2], 33) | dict.fromkeys(SEATS[2:], 0),
        ),
        (("open the charge port", "I meant the boot"), {TRUNK: True, FLAP: False}),
        (("set it to 24", "never mind put it back like it was"), {TEMPERATURE: 21}),
        (("turn on the reading light", "never mind, turn it off again"), {LAMPS[0]: False}),
        (("turn on the reading light", "never mind the passenger's"), {}),
        (
            ("turn on the reading lights in the back", "hmm, only the left one"),
            {LAMPS[3]: False},
        ),
        (("turn on the ac set it to 20",), {AC: True, TEMPERATURE: 20}),
        (("打开车窗", "哎呀关上"), {WINDOWS[0]: 0}),
        (("lower my window halfway", "nah too windy close it"), {WINDOWS[0]: 0}),
        (("打开车窗", "风太大了关上吧"), {WINDOWS[0]: 0}),
        (("雨刮慢速", "雨大了，快一点"), {WIPERS: "MEDIUM"}),
        (("it's dark in here", "found it, lights off please"), {DOME: False}),
        (("turn off the lights in the back",), {LAMPS[2]: False, LAMPS[3]: False}),
        (("let some air in", "and one on the other side"), {}),
        (("透透气", "那边也开一个"), {}),
        (("空调20度", "全车都20"), dict.fromkeys(STATIONS, 20)),
        (("fan on max", "cut it in half"), {FAN: 50}),
        (("风量最大", "太大了，减一半"), {FAN: 50}),
        (("风量最大", "风小一半"), {}),
        (("skip this song", "turn it up"), {VOLUME: 40}),
        (("给她的座椅加热",), {SEATS[1]: 67}),
        (("my wife is still cold",), {STATIONS[1]: 22}),
        (("我老婆还是冷",), {STATIONS[1]: 22}),
        (("heat the steering wheel", "i don't need it that hot"), {WHEEL: 33}),
        (("make the screen brighter", "forget it, like before"), {BRIGHTNESS: 80}),
        (("暖气开大",), {TEMPERATURE: 23}),
        (("座椅加热调到高",), {SEATS[0]: 100}),
        (("lower all blinds", "hmm all but mine"), {SHADE: 0}),
        (("back massage please", "harder, harder!"), {MASSAGE: 100}),
        (("faster",), {}),
        (("heat mine",), {}),
        (("音量降到10", "两个都要"), {}),
        (("窗户开三分之一", "再开三分之一"), {WINDOWS[0]: 66}),
        (("座椅往前一点", "太靠前了，往后一点"), {POSITION: 150}),
        (("drop the volume to ten", "sorry I meant navigation"), {VOLUME: 30, NAVIGATION: 10}),
        (("open the left rear door", "i meant the window"), {WINDOWS[2]: 100}),
        (("turn on the reading lights in the back", "only the left one", "off"), {LAMPS[2]: False}),
        (("lower the temperature", "by how much?", "two more"), {TEMPERATURE: 18}),
        (("raise the fan by two", "one back"), {FAN: 60}),
        (("风量加两档", "退一档"), {FAN: 60}),
        (("open the sunroof", "it's getting windy", "yes, close it"), {SUNROOF: 0}),
        (("turn up the fan", "close it"), {}),
        (("make my seat warmer", "hmm, undo that last one"), {SEATS[0]: 0}),
        (("open all the windows", "all of them except on the left"), {WINDOWS[0]: 0, WINDOWS[2]: 0}),
        (("打开我的窗", "关小一点", "副驾也这样"), {WINDOWS[1]: 90}),
        (("dimmer",), {}),
        (("dome light on", "right, turn it off"), {DOME: False}),
        (("夜间模式", "亮一点"), {BRIGHTNESS: 90}),
        (("音量调到50", "还是太大"), {VOLUME: 40}),
        (("dim the reading light", "I meant the screen", "undo"), {BRIGHTNESS: 80}),
        (("put the passenger's seat on low", "put both on high"), {}),
        (("heat the front seats on low", "put both on high"), dict.fromkeys(SEATS[:2], 100)),
        (("it's stuffy in the back", "open those windows a crack"), dict.fromkeys(WINDOWS[2:], 10)),
        (("后排遮阳帘升起来", "我要它们关上"), dict.fromkeys(SHADES[2:], 100)),
        (("put my seat heating on high", "hers should be on one"), {SEATS[1]: 33}),
        (("开始按摩", "最低档"), {MASSAGE: 33}),
        (("音量小一点", "不好意思，我说的是风扇"), {}),
        (("lower the rear blinds", "only the right one", "both then"), {}),
        (("lower the rear blinds", "both then"), dict.fromkeys(SHADES[2:], 100)),
        (("调到23度，打开座椅加热", "座椅不要", "还是要吧，低档"), {SEATS[0]: 33}),
        (("open the sunroof", "on second thought just tilt it"), {SUNROOF: -100}),
        (("打开右前车窗", "不对，我说的是左后"), {WINDOWS[1]: 0, WINDOWS[2]: 100}),
        (("天窗开一半", "再开大一点", "算了全关上吧"), {SUNROOF: 0}),
    ],
)
def test_a_talk_goes_on(engines: Engines, said: tuple[str, ...], changed: dict[str, Value]) -> None:
    assert signals(turns(engines, *said)[-1]) == changed


def test_half_the_brightness_is_that_of_the_lamp(engines: Engines) -> None:
    *_, dimmed = turns(engines, "make the ambient light red", "and only at half brightness")
    assert [outcome.action for outcome in dimmed.outcomes] == ["lights.ambient_brightness"]


@pytest.mark.parametrize(
    "said",
    [
        ("seat heating on for the passenger", "and the back seats?"),
        ("set the temperature to 22", "and the passenger?"),
    ],
)
def test_a_place_that_is_asked_about_is_asked_back(engines: Engines, said: tuple[str, ...]) -> None:
    *_, asked = turns(engines, *said)
    assert (asked.outcomes, asked.asks is None) == ((), False)


@pytest.mark.parametrize(
    "said",
    [
        ("both front seats heated please", "mine's fine, turn it off"),
        ("navigate home", "cancel the navigation"),
        ("导航回家", "取消导航"),
    ],
)
def test_what_is_not_clear_or_cannot_be_done_moves_nothing(engines: Engines, said: tuple[str, ...]) -> None:
    assert turns(engines, *said)[-1].outcomes == ()


@pytest.mark.parametrize("text", ["Hers only, right?", "hers only right", "mine and hers", "只要她的和我的"])
def test_whose_it_is_is_a_place_like_any_other(engines: Engines, text: str) -> None:
    assert turns(engines, "open the passenger window", text)[-1].reply


@pytest.mark.parametrize(
    ("command", "question", "read"),
    [
        ("open the charge port", "is it open?", FLAP),
        ("open the charge port", "did it open", FLAP),
        ("打开充电口", "开了没", FLAP),
        ("set the charge limit to 80", "what's it at?", LIMIT),
        ("充电上限设80", "现在是多少", LIMIT),
        ("充电上限设80", "好了吗", LIMIT),
        ("打开后面的车窗", "开了吗", WINDOWS[3]),
    ],
)
def test_it_is_asked_about(engines: Engines, command: str, question: str, read: str) -> None:
    _, answered = turns(engines, command, question)
    assert (read in answered.read, answered.outcomes) == (True, ())

"""Answers to what was asked, corrections, and taking back one plan after the other."""

import pytest
from conversing import DOOR, LOCKS, TEMPERATURE, WINDOWS, Talking, only, signals, talk, turns

from cockpit.app import Engines
from cockpit.car import Given
from cockpit.plan import Plan, Remark, Step
from cockpit.recall import ANSWER_WITHIN_S, Recall
from cockpit.told import Told
from cockpit.understand.context import Context
from cockpit.understand.dialogue.answer import asks_which
from vehicle.signal import Value

VOLUME = "Vehicle.Cabin.Infotainment.Media.Volume"
SUNROOF = "Vehicle.Cabin.Sunroof.Position"
PASSENGER = "Vehicle.Cabin.HVAC.Station.Row1.Passenger.Temperature"
PASSENGER_DOOR = "Vehicle.Cabin.Door.Row1.PassengerSide.IsOpen"
SOURCE = "Vehicle.Cabin.Infotainment.Media.Played.Source"
READING = tuple(
    f"Vehicle.Cabin.Light.Spotlight.Row2.{side}Side.IsLightOn" for side in ("Driver", "Passenger")
)
TRUNK, FRUNK = "Vehicle.Body.Trunk.Rear.IsOpen", "Vehicle.Body.Trunk.Front.IsOpen"
WHEEL = "Vehicle.Chassis.SteeringWheel.HeatingCooling"
COLOURS = tuple(
    f"Vehicle.Cabin.Light.AmbientLight.Row{row}.{side}Side.Color"
    for row in (1, 2)
    for side in ("Driver", "Passenger")
)
FRONT, REAR = WINDOWS[:2], WINDOWS[2:]


# What was missing


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        (("set the temperature", "22"), {TEMPERATURE: 22}),
        (("set the temperature", "twenty two degrees"), {TEMPERATURE: 22}),
        (("set the temperature", "to twenty two please"), {TEMPERATURE: 22}),
        (("set the temperature", "a bit warmer"), {TEMPERATURE: 22}),
        (("set the temperature", "for the passenger", "23"), {PASSENGER: 23}),
        (("change the volume", "fifty"), {VOLUME: 50}),
        (("调一下温度", "二十二度"), {TEMPERATURE: 22}),
        (("调一下温度", "副驾", "二十三"), {PASSENGER: 23}),
    ],
)
def test_the_answer_fills_in_what_was_missing(
    engines: Engines, said: tuple[str, ...], changed: dict[str, Value]
) -> None:
    asked, *_, done = turns(engines, *said)
    assert (asked.asks, asked.outcomes) == (asked.reply, ())
    assert asked.asks
    assert signals(done) == changed


def test_the_choices_that_are_offered_are_the_real_ones(engines: Engines) -> None:
    asked, done = turns(engines, "change the ambient light color", "red")
    assert asked.asks is not None
    assert "red, green, blue" in asked.asks
    assert {p: v for p, v in signals(done).items() if p in COLOURS} == dict.fromkeys(COLOURS, "#FF0000")
    asked, _ = turns(engines, "换个氛围灯颜色", "算了")
    assert all(colour in (asked.asks or "") for colour in "红绿蓝")


@pytest.mark.parametrize(
    ("question", "answer"),
    [("navigate somewhere", "to work"), ("导航", "公司"), ("start navigation", "work")],
)
def test_where_to_is_asked(engines: Engines, question: str, answer: str) -> None:
    asked, done = turns(engines, question, answer)
    assert asked.asks
    assert only(done).action == "navigation.destination"
    assert done.plan.steps[0].slots == {"place": "work"}


@pytest.mark.parametrize("other", ["never mind", "how far can i drive", "flurb wug"])
def test_anything_else_ends_the_question(engines: Engines, other: str) -> None:
    _, _, late = turns(engines, "set the temperature", other, "22")
    assert late.outcomes == ()


def test_a_value_that_comes_too_late_is_for_nothing(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        await talking.say("set the temperature")
        await talking.clock.sleep(ANSWER_WITHIN_S + 1)
        assert (await talking.say("22")).outcomes == ()

    talk(engines, work)


def test_the_back_does_not_answer_for_the_front(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        await talking.say("set the temperature")
        assert (await talking.assistant.turn("22", seat="row2.left")).outcomes == ()

    talk(engines, work)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("open the driver door", "yes, open it"),
        ("打开主驾车门", "对，打开"),
        ("打开主驾车门", "好的开吧"),
        ("打开主驾车门", "行你打开吧"),
    ],
)
def test_a_yes_that_says_it_once_more_is_a_yes(engines: Engines, question: str, answer: str) -> None:
    asked, opened = turns(engines, question, answer)
    assert asked.asks
    assert signals(opened) == {DOOR: True}


@pytest.mark.parametrize("answer", ["yes, close it", "open it", "yes, open the sunroof", "对，关上"])
def test_a_yes_to_something_else_is_none(engines: Engines, answer: str) -> None:
    _, turn = turns(engines, "open the driver door", answer)
    assert DOOR not in signals(turn) or signals(turn) == {DOOR: False}


# Which one


@pytest.mark.parametrize(
    ("answer", "closed"),
    [
        ("the sunroof", {SUNROOF: 0}),
        ("the second one", {SUNROOF: 0}),
        ("the first", {WINDOWS[0]: 0}),
        ("i mean the window", {WINDOWS[0]: 0}),
        ("both", {SUNROOF: 0, WINDOWS[0]: 0}),
        ("no", {}),
        ("set the volume to 50", {VOLUME: 50}),
    ],
)
def test_it_may_be_one_of_two_and_is_asked(engines: Engines, answer: str, closed: dict[str, Value]) -> None:
    _, asked, done, late = turns(
        engines, "open my window and the sunroof", "close it", answer, "the first one"
    )
    assert asked.asks == "Did you mean the driver's window or the sunroof?"
    assert asked.outcomes == ()
    assert signals(done) == closed
    assert late.outcomes == ()


@pytest.mark.parametrize(
    ("answer", "closed"),
    [("天窗", {SUNROOF: 0}), ("第一个", {WINDOWS[0]: 0}), ("两个都要", {SUNROOF: 0, WINDOWS[0]: 0})],
)
def test_it_may_be_one_of_two_in_chinese(engines: Engines, answer: str, closed: dict[str, Value]) -> None:
    _, asked, done = turns(engines, "打开车窗和天窗", "关上它", answer)
    assert asked.asks == "是指主驾车窗还是天窗？"
    assert signals(done) == closed


REAR_DEFROST = Step("climate.rear_defrost", {"value": True})
FRONT_DEFROST = Step("climate.front_defrost", {"value": True})


@pytest.mark.parametrize(
    ("choices", "answer", "meant"),
    [
        ((REAR_DEFROST,), "yes", (REAR_DEFROST,)),
        ((REAR_DEFROST,), "对", (REAR_DEFROST,)),
        ((REAR_DEFROST,), "the first one", (REAR_DEFROST,)),
        ((REAR_DEFROST,), "the rear defroster", (REAR_DEFROST,)),
        ((REAR_DEFROST, FRONT_DEFROST), "the rear one", (REAR_DEFROST,)),
        ((REAR_DEFROST, FRONT_DEFROST), "后面的", (REAR_DEFROST,)),
        ((REAR_DEFROST, FRONT_DEFROST), "the windshield", (FRONT_DEFROST,)),
        ((REAR_DEFROST, FRONT_DEFROST), "the second", (FRONT_DEFROST,)),
        ((REAR_DEFROST, FRONT_DEFROST), "both", (REAR_DEFROST, FRONT_DEFROST)),
        ((REAR_DEFROST, FRONT_DEFROST), "yes", ()),
        ((REAR_DEFROST, FRONT_DEFROST), "the trunk", ()),
    ],
)
def test_what_was_offered_is_answered(
    engines: Engines, choices: tuple[Step, ...], answer: str, meant: tuple[Step, ...]
) -> None:
    plan = engines.understanding.plan(answer, Context(choices=choices))
    assert plan.steps == meant


def test_a_single_choice_waits_for_its_yes_like_any_question() -> None:
    recall = Recall()
    recall.remember(asks_which((REAR_DEFROST,)), (), Told("?"), "row1.driver", "en", 10.0)
    assert recall.context("row1.driver", "en", 20.0).choices == (REAR_DEFROST,)
    assert recall.context("row2.left", "en", 20.0).choices == ()
    assert recall.context("row1.driver", "en", 10.1 + ANSWER_WITHIN_S).choices == ()
    recall.remember(Plan(remark=Remark("not_understood")), (), Told("?"), "row1.driver", "en", 21.0)
    assert recall.context("row1.driver", "en", 22.0).choices == ()


def test_the_choice_is_named(engines: Engines) -> None:
    told = engines.replies.tell(asks_which((REAR_DEFROST,)), (), "en", "row1.driver", Told(""))
    assert told.asks == "Did you mean the rear defroster?"


# Corrections


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        (
            ("open the front windows", "no i meant the rear"),
            {**dict.fromkeys(FRONT, 0), **dict.fromkeys(REAR, 100)},
        ),
        (("set the temperature to 24", "no the passenger's"), {TEMPERATURE: 21, PASSENGER: 24}),
        (("set the temperature to 24", "no make that 22"), {TEMPERATURE: 22}),
        (("set the temperature to 24", "I said twenty two"), {TEMPERATURE: 22}),
        (("set the temperature to 24", "sorry I meant 22 degrees"), {TEMPERATURE: 22}),
        (("open my window", "not the window, the sunroof"), {WINDOWS[0]: 0, SUNROOF: 100}),
        (("open my window", "not the window the sunroof"), {WINDOWS[0]: 0, SUNROOF: 100}),
        (("open my window", "no, the sunroof"), {WINDOWS[0]: 0, SUNROOF: 100}),
        (("open my window", "no, open the sunroof"), {WINDOWS[0]: 0, SUNROOF: 100}),
        (("open my window", "no, the other one"), {WINDOWS[0]: 0, WINDOWS[1]: 100}),
        (("warmer", "no, for the passenger"), {TEMPERATURE: 21, PASSENGER: 22}),
        (("make it two degrees warmer", "no i meant three degrees warmer"), {TEMPERATURE: 24}),
        (("open my window", "no, set the volume to 50"), {VOLUME: 50}),
        (("open the trunk", "the front one i mean"), {TRUNK: False, FRUNK: True}),
        (("open the left rear window", "wrong one, the right one"), {WINDOWS[2]: 0, WINDOWS[3]: 100}),
        (("set the passenger to 25 degrees", "not the passenger, me"), {PASSENGER: 21, TEMPERATURE: 25}),
        (("set the passenger to 25 degrees", "me, not the passenger"), {PASSENGER: 21, TEMPERATURE: 25}),
        (("make it three degrees warmer", "no, by two degrees i mean"), {TEMPERATURE: 23}),
        (("close the sunroof", "no wait, leave it open a fifth"), {SUNROOF: 20}),
        (("换成调频", "不是 数字广播"), {SOURCE: "DAB"}),
        (("打开左后阅读灯", "不是左是右"), {READING[0]: False, READING[1]: True}),
        (("打开后备箱", "不是后面 是前面的"), {TRUNK: False, FRUNK: True}),
        (("打开右后车窗", "错了我是说左后那个"), {WINDOWS[3]: 0, WINDOWS[2]: 100}),
        (("打开左后车窗", "打错字了，是右后窗"), {WINDOWS[2]: 0, WINDOWS[3]: 100}),
        (("副驾温度调到25度", "我说的是我这边不是副驾"), {PASSENGER: 21, TEMPERATURE: 25}),
        (("打开前排车窗", "不对，我说的是后排"), {**dict.fromkeys(FRONT, 0), **dict.fromkeys(REAR, 100)}),
        (("把温度调到二十四度", "不对，是副驾"), {TEMPERATURE: 21, PASSENGER: 24}),
        (("把温度调到二十四度", "不是，我说的是二十二度"), {TEMPERATURE: 22}),
        (("打开车窗", "不是车窗，是天窗"), {WINDOWS[0]: 0, SUNROOF: 100}),
        (("方向盘加热开中档", "不对不对，我要低档"), {WHEEL: 33}),
        (("方向盘加热调到二档", "不是，一档"), {WHEEL: 33}),
        (("set the ambient light to red", "not red, blue"), dict.fromkeys(COLOURS, "#0000FF")),
        (("氛围灯调成红色", "不要红色，要蓝色"), dict.fromkeys(COLOURS, "#0000FF")),
    ],
)
def test_the_wrong_is_put_back_and_the_right_is_done(
    engines: Engines, said: tuple[str, ...], changed: dict[str, Value]
) -> None:
    *_, right = turns(engines, *said)
    assert signals(right) == changed
    assert right.went_well


@pytest.mark.parametrize(
    "text",
    [
        "no need to close the windows",
        "no don't close it",
        "not the rear",
        "no heating",
        "I said no",
        "he meant the rear",
        "not turn on my reading light",
        "不要把车窗开一半",
        "我没说把车窗开一半",
        "不是把车窗开一半",
        "不要关灯",
        "不是关灯",
        "不是后面",
        "不要后面",
        "不用关窗",
    ],
)
def test_a_negation_is_no_correction(engines: Engines, text: str) -> None:
    _, turn = turns(engines, "open my window", text)
    assert turn.outcomes == ()


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("turn on the low beams", "i said low beams not high beams"),
        ("近光打开", "我说近光不是远光"),
    ],
)
def test_who_insists_on_what_was_done_gets_no_other(engines: Engines, first: str, then: str) -> None:
    _, again = turns(engines, first, then)
    assert again.outcomes == ()


def test_a_shade_of_what_was_done_keeps_it(engines: Engines) -> None:
    _, darker = turns(engines, "change the ambient light to green", "not that green, darker")
    assert {path.rpartition(".")[2] for path in signals(darker)} == {"Intensity"}


@pytest.mark.parametrize(
    ("first", "then"), [("take me home", "no sorry, to work first"), ("带我回家", "不好意思先去公司")]
)
def test_another_place_to_go_to(engines: Engines, first: str, then: str) -> None:
    _, right = turns(engines, first, then)
    assert right.plan.steps[0].slots == {"place": "work"}
    assert right.went_well


def test_a_correction_is_taken_back_as_one(engines: Engines) -> None:
    *_, undone, nothing = turns(
        engines, "set the temperature to 24", "no make that 22", "undo that", "undo that"
    )
    assert signals(undone) == {TEMPERATURE: 21}
    assert nothing.reply == "There is nothing to undo."


def test_the_right_door_is_asked_about(engines: Engines) -> None:
    _, asked, opened = turns(engines, "open the driver door", "no, the passenger's", "yes")
    assert asked.asks == asked.reply == "Shall I open the front passenger's door?"
    assert signals(opened) == {PASSENGER_DOOR: True}
    assert DOOR not in signals(opened)


# Undo, one plan after the other


@pytest.mark.parametrize(
    "said",
    [
        ("set the temperature to 24", "set the temperature to 24", "undo that"),
        ("set the temperature to 24", "close my window", "what did you just do", "undo"),
        ("把温度调到24度", "关上车窗", "撤销"),
    ],
)
def test_undo_passes_over_what_changed_nothing(engines: Engines, said: tuple[str, ...]) -> None:
    *_, undone, nothing = turns(engines, *said, said[-1])
    assert signals(undone) == {TEMPERATURE: 21}
    assert nothing.outcomes == ()


@pytest.mark.parametrize(
    "said", [("open the trunk", "take me home", "undo"), ("打开后备箱", "导航到公司", "撤销")]
)
def test_undo_of_what_has_no_way_back_takes_nothing_else_back(
    engines: Engines, said: tuple[str, ...]
) -> None:
    *_, undone = turns(engines, *said)
    assert undone.outcomes == ()


def test_each_undo_goes_one_plan_further_back(engines: Engines) -> None:
    *_, first, second, third, none = turns(
        engines,
        "turn up the volume",
        "open my window",
        "set the temperature to 25",
        "undo that",
        "put it back",
        "撤销",
        "undo",
    )
    assert (signals(first), signals(second), signals(third)) == (
        {TEMPERATURE: 21},
        {WINDOWS[0]: 0},
        {VOLUME: 30},
    )
    assert none.outcomes == ()


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        (("open my window", "the sunroof halfway too", "undo both"), {WINDOWS[0]: 0, SUNROOF: 0}),
        (("open my window and set the volume to 50", "undo both"), {WINDOWS[0]: 0, VOLUME: 30}),
        (("打开车窗", "天窗也开一半", "两个都撤销"), {WINDOWS[0]: 0, SUNROOF: 0}),
        (("打开车窗，音量调到50", "全部撤销"), {WINDOWS[0]: 0, VOLUME: 30}),
    ],
)
def test_both_are_taken_back(engines: Engines, said: tuple[str, ...], changed: dict[str, Value]) -> None:
    *_, back = turns(engines, *said)
    assert signals(back) == changed


@pytest.mark.parametrize(
    ("said", "back"),
    [
        (("open the front windows", "only mine"), {WINDOWS[1]: 0}),
        (("open all the windows", "except keep the back ones up"), dict.fromkeys(REAR, 0)),
        (("open the front windows", "not the passenger's"), {WINDOWS[1]: 0}),
        (("打开前排车窗", "副驾的不用"), {WINDOWS[1]: 0}),
        (("打开前排车窗", "只要我的"), {WINDOWS[1]: 0}),
        (("把所有车窗都打开", "后面的就别开了"), dict.fromkeys(REAR, 0)),
        (("open my window", "not the back"), {}),
        (("打开我的车窗", "后面的别开"), {}),
    ],
)
def test_a_part_is_taken_back(engines: Engines, said: tuple[str, str], back: dict[str, Value]) -> None:
    _, part = turns(engines, *said)
    assert signals(part) == back


def test_what_is_left_of_it_can_be_undone_too(engines: Engines) -> None:
    *_, rest, none = turns(engines, "open the front windows", "only mine", "undo that", "undo that")
    assert signals(rest) == {WINDOWS[0]: 0}
    assert none.outcomes == ()


def test_a_way_back_that_was_asked_about_waits_for_its_yes(engines: Engines) -> None:
    said = ("open my window", "lock the doors", "undo", "no", "undo", "yes", "undo")
    _, _, asked, _, again, unlocked, window = turns(engines, *said)
    assert asked.asks == again.asks == "Shall I unlock all doors?"
    assert set(signals(unlocked).values()) == {False}
    assert signals(window) == {WINDOWS[0]: 0}


@pytest.mark.parametrize("answer", ["only the driver's", "只开主驾的", "只要主驾的"])
def test_less_than_was_asked_about_is_never_the_opposite(engines: Engines, answer: str) -> None:
    question = "解锁车门" if answer.startswith("只") else "unlock the doors"
    *_, asked, opened = turns(engines, "lock the doors", question, answer, "yes")
    assert asked.outcomes[0].status == "asked"
    assert signals(opened) == {LOCKS[0]: False}


@pytest.mark.parametrize(
    ("question", "answer"), [("unlock the doors", "not the back ones"), ("解锁车门", "后面的不用")]
)
def test_all_but_some_of_what_was_asked_about(engines: Engines, question: str, answer: str) -> None:
    *_, asked, opened = turns(engines, "lock the doors", question, answer, "yes")
    assert asked.outcomes[0].status == "asked"
    assert signals(opened) == dict.fromkeys(LOCKS[:2], False)


def test_ten_plans_can_be_taken_back(engines: Engines) -> None:
    said = [f"set the volume to {volume}" for volume in range(31, 42)]
    *_, last = turns(engines, *said, *["undo that"] * 11)
    assert signals(last) == {VOLUME: 30}


# What was done, and why not


@pytest.mark.parametrize(
    ("command", "between", "why"),
    [("open the trunk", "turn up the volume", "why not"), ("开后备箱", "声音大一点", "为啥不行")],
)
def test_the_last_refusal_is_explained_later_too(
    engines: Engines, command: str, between: str, why: str
) -> None:
    denied, _, told = turns(engines, command, between, why, given=Given(set={"Vehicle.Speed": 50.0}))
    assert only(denied).status == "denied"
    assert told.reply == denied.reply


def test_what_was_done_is_told_again_in_the_language_that_asks(engines: Engines) -> None:
    done, _, english, chinese = turns(
        engines, "set the temperature to 24", "how far can i drive", "what did you just do", "你刚才做了什么"
    )
    assert english.reply == done.reply
    assert "24 °C" in chinese.reply
    assert "主驾温度" in chinese.reply

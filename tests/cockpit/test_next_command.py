"""A command behind another is done as it is said, and nothing of the one before goes over to it."""

from itertools import permutations

import pytest

from cockpit.actions.action import Question
from cockpit.actions.registry import REGISTRY
from cockpit.app import Engines
from cockpit.plan import Plan, Step
from cockpit.understand.context import Context

THINGS = {
    "en": {
        "climate.ac": "the ac",
        "climate.recirculation": "recirculation",
        "lights.fog": "the fog lights",
        "lights.hazard": "the hazards",
        "lights.dome": "the dome light",
        "seats.heating": "the seat heating",
        "drive.wipers": "the wipers",
    },
    "zh": {
        "climate.ac": "空调",
        "climate.recirculation": "内循环",
        "lights.fog": "雾灯",
        "lights.hazard": "双闪",
        "lights.dome": "顶灯",
        "seats.heating": "座椅加热",
        "drive.wipers": "雨刷",
    },
}
ON_OFF = {"en": ("turn on {}", "turn off {}"), "zh": ("打开{}", "关闭{}")}
GOING_ON = {
    "en": ("and {}", "then {}", "also {}", "{} too", "ok and {} please", "actually {}", "wait {}"),
    "zh": ("还有{}", "然后{}", "再{}", "嗯，{}", "不对，{}"),
}


def then(engines: Engines, language: str, first: str, second: str) -> tuple[Plan, Plan]:
    one = engines.understanding.plan(first, Context(language=language))
    return one, engines.understanding.plan(second, Context(language=language, last=one.steps))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_said_is_done_whatever_was_done_before(engines: Engines, language: str) -> None:
    plan = engines.understanding.plan
    wrong = []
    for (_, one), (_, other) in permutations(THINGS[language].items(), 2):
        for first, second in (ON_OFF[language], ON_OFF[language][::-1]):
            wanted = plan(second.format(other), Context(language=language)).steps
            for words in GOING_ON[language]:
                said = (first.format(one), words.format(second.format(other)))
                steps = then(engines, language, *said)[1].steps
                if steps != wanted:
                    wrong.append((said, steps))
    assert wrong == []


@pytest.mark.parametrize(
    ("first", "second", "step"),
    [
        ("unlock the doors", "actually lock them", Step("doors.lock", {"value": True, "zone": "all"})),
        ("unlock the doors", "wait lock them", Step("doors.lock", {"value": True, "zone": "all"})),
        ("turn off the dome light", "actually light it", Step("lights.dome", {"value": True})),
        ("stop charging", "actually charge it", Step("drive.charging", {"value": "START"})),
        ("turn off the ac", "wait, cool it", Step("climate.ac", {"value": True})),
        ("turn off the seat heating", "no wait, heat it", Step("seats.heating", {"value": 67})),
        ("关闭座椅加热", "不对，加热它", Step("seats.heating", {"value": 67})),
        ("停止充电", "不，充电", Step("drive.charging", {"value": "START"})),
        ("turn on the ac", "and the fog lights too", Step("lights.fog", {"value": True})),
        ("turn off the ac", "the hazards too", Step("lights.hazard", {"value": False})),
        ("open my window", "and the sunroof", Step("windows.sunroof", {"value": 100})),
        ("关闭空调", "雾灯也是", Step("lights.fog", {"value": False})),
    ],
)
def test_what_goes_over_and_what_does_not(engines: Engines, first: str, second: str, step: Step) -> None:
    language = "en" if first.isascii() else "zh"
    assert then(engines, language, first, second)[1].steps == (step,)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("turn on the ac", "and the trunk too"),
        ("lock the doors", "the horn too"),
        ("lock the doors", "and the windows too"),
        ("lock the doors", "the trunk too"),
        ("set the volume to 80", "and the sunroof"),
        ("fold the mirrors", "no I meant the trunk"),
        ("open my window", "the other doors too"),
        ("open my window", "and the trunk"),
        ("open my window", "no, the door"),
        ("打开空调", "后备箱也是"),
        ("锁上车门", "喇叭也是"),
        ("音量调到八十", "天窗也是"),
        ("打开我的车窗", "不对，我说的是后备箱"),
    ],
)
def test_what_is_unlike_is_not_done_for_its_name_alone(engines: Engines, first: str, second: str) -> None:
    language = "en" if first.isascii() else "zh"
    assert then(engines, language, first, second)[1].steps == ()


OPENED = Step("windows.position", {"value": 100, "zone": "own"})


@pytest.mark.parametrize(
    "text",
    [
        "close it?",
        "half?",
        "warmer?",
        "22?",
        "a bit more?",
        "again?",
        "no, the other one?",
        "关上？",
        "再开一点？",
    ],
)
@pytest.mark.parametrize("last", [OPENED, Step("climate.temperature", {"value": 22})])
def test_a_question_is_no_command(engines: Engines, text: str, last: Step) -> None:
    steps = engines.understanding.plan(text, Context(last=(last,))).steps
    assert all(isinstance(REGISTRY[step.action], Question) for step in steps)


@pytest.mark.parametrize("text", ["could you close it?", "能关上它吗？", "帮我关上好吗？"])
def test_a_request_may_have_the_form_of_a_question(engines: Engines, text: str) -> None:
    (step,) = engines.understanding.plan(text, Context(last=(OPENED,))).steps
    assert step == Step("windows.position", {"value": 0, "zone": "own"})


@pytest.mark.parametrize("text", ["yes?", "ok?", "right", "right?", "好？", "对？", "close it?", "open it?"])
def test_a_question_is_no_yes(engines: Engines, text: str) -> None:
    door = Step("doors.open", {"value": True, "zone": "driver"})
    steps = engines.understanding.plan(text, Context(asked=(door,), last=(door,))).steps
    assert all(isinstance(REGISTRY[step.action], Question) for step in steps)

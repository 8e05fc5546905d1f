"""What the exact grammar leaves: asked about with the real choices, never carried out."""

from functools import cache
from pathlib import Path

import pytest
import yaml
from conversing import Talking, talk
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.actions.action import Question
from cockpit.actions.registry import REGISTRY
from cockpit.app import Engines
from cockpit.plan import Plan, Remark, Step
from cockpit.understand.context import Context
from cockpit.understand.understanding import Understanding

HERE = Path(__file__).parent
LANGUAGES = ("en", "zh")


@cache
def sentences(name: str) -> list[str]:
    return list(yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8")))


def choices(plan: Plan) -> tuple[Step, ...]:
    return plan.remark.slots["choices"] if plan.remark and plan.remark.key == "did_you_mean" else ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("open the widow", [Step("windows.position", {"value": 100})]),
        ("set the temprature to 22 on the passanger side", [
            Step("climate.temperature", {"value": 22, "zone": "passenger"})]),
        ("set tempreture to 20", [Step("climate.temperature", {"value": 20})]),
        ("set the charge limt to 80 percent", [Step("drive.charge_limit", {"value": 80})]),
        ("turn on the fogg lights", [Step("lights.fog", {"value": True})]),
        ("turn off my seatmassage", [Step("seats.massage", {"value": 0, "zone": "own"})]),
        ("wind shield wipers off", [Step("drive.wipers", {"value": "OFF"})]),
        ("open the trunck, my bag's in there", [Step("doors.trunk", {"value": True})]),
        ("knock that temperature down two and a half degrees chum", [
            Step("climate.temperature", {"change": -2.5})]),
        ("some gentle massage for my seat fella", [Step("seats.massage", {"value": 33, "zone": "own"})]),
        ("打开座倚加热", [Step("seats.heating", {"value": 67})]),
        ("打开后备相", [Step("doors.trunk", {"value": True})]),
        ("把后除雾呼啦打开", [Step("climate.rear_defrost", {"value": True})]),
        ("副驾座椅加热嘎嘣弄到最高", [Step("seats.heating", {"value": 100, "zone": "passenger"})]),
    ],
)  # fmt: skip
def test_it_asks_with_the_slots_filled(understanding: Understanding, text: str, expected: list[Step]) -> None:
    plan = understanding.plan(text, Context())
    assert plan.source == "example"
    assert not plan.steps
    assert list(choices(plan)[:1]) == expected


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("open the windwo and close the sunroof", "windwo", "window"),
        ("打开方向旁加热，关上天窗", "旁", "盘"),
    ],
)
def test_what_is_no_one_choice_is_to_be_said_again(
    understanding: Understanding, text: str, word: str, meant: str
) -> None:
    assert understanding.plan(text, Context()) == Plan(
        remark=Remark("misheard", {"word": word, "meant": meant})
    )


def test_words_that_are_as_near_are_all_choices(understanding: Understanding) -> None:
    plan = understanding.plan("close the drivers windoor", Context())
    assert [step.action for step in choices(plan)] == ["windows.position", "doors.open"]


@pytest.mark.parametrize(
    ("text", "action"),
    [("what's the tire presure", "vehicle.tyre_pressure"), ("how far can i drvie", "vehicle.range")],
)
def test_a_misspelt_question_is_answered(understanding: Understanding, text: str, action: str) -> None:
    assert understanding.plan(text, Context()).steps == (Step(action),)


@pytest.mark.parametrize(
    "text",
    [
        "nevr open the window",
        "he opend the widow",
        "don't opne the window",
        "wehn it rains close the windows",
        "do other cars have heated steering wheels",
        "open the windwo and close the sunroof",
        "turn on the headlights and the kaboodle",
        "the lane assistant gets on my nerves, disable it",
        "the window washer came by today",
        "天窗真大",
        "turn on the scent",  # no scene of the home's with the name "the"
        "set the temperature two and open",
        "activate the ejector seat",
        "order a pizza",
        "play chess with me",
        "I think Karen is pregnant",
        "hmm",
        "哇这氛围灯好漂亮啊",
        "别打开后备相",
        "他把天窗翘起来通通风",
        "各位乘客请注意，车门即将关闭，请勿倚靠",
        "内循环和外循环有啥区别",
        "给我点一份外卖",
    ],
)
def test_it_does_not_ask(understanding: Understanding, text: str) -> None:
    plan = understanding.plan(text, Context())
    assert not plan.steps
    assert not choices(plan)


ASKS_TOO_LITTLE_OR_MORE = (
    "全部关掉",
    "lights",
    "open my window, humidity down to fifty",
    "turn on the lights, order a large pizza",
)
"""What it could mean, or the part that is understood, is asked about."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_asks_for_nothing_is_not_asked_about(understanding: Understanding, language: str) -> None:
    asked = [
        text
        for text in sentences(f"no_command_{language}")
        if text not in ASKS_TOO_LITTLE_OR_MORE
        if choices(understanding.plan(text, Context(language=language)))
    ]
    assert len(asked) <= 0.06 * len(sentences(f"no_command_{language}")), asked


@settings(max_examples=120, deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slip_of_the_hand_moves_nothing_by_guess(
    understanding: Understanding, language: str, data: st.DataObject
) -> None:
    text = data.draw(st.sampled_from(sentences(f"sentences_{language}")))
    at = data.draw(st.integers(0, len(text) - 1))
    slip = data.draw(st.sampled_from(["", "x", text[at] * 2, text[at + 1 : at + 2] + text[at]]))
    plan = understanding.plan(text[:at] + slip + text[at + 1 :], Context(language=language))
    if plan.source == "example":
        assert all(isinstance(REGISTRY[step.action], Question) for step in plan.steps)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("opne the trunck", 'Did you mean "trunk open"?'),
        ("turn the heet up by 2 degrees", 'Did you mean "driver\'s temperature 2 °C up"?'),
        ("close the drivers windoor", 'Did you mean "driver\'s window closed" or "driver\'s door closed"?'),
        ("clsoe my window a bit", 'Did you mean "driver\'s window further closed"?'),
        ("打开座倚加热", "您是说“主驾座椅加热调到中档”吗？"),
        ("把后除雾呼啦打开", "您是说“后除霜打开”吗？"),
        ("take me hoome", 'Did you mean "Route to home"?'),
    ],
)
def test_it_is_asked_in_words_and_nothing_is_sent(engines: Engines, text: str, question: str) -> None:
    async def work(talking: Talking) -> None:
        turn = await talking.say(text)
        assert turn.asks == turn.reply == question
        assert turn.outcomes == ()
        assert talking.commanded() == ()

    talk(engines, work)

"""Sentences as people say them → the steps they ask for; and what must never become a step."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from conversing import AtHomeIn
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.actions.action import Home, Question
from cockpit.actions.control import Control
from cockpit.actions.registry import REGISTRY
from cockpit.links.hub import Device
from cockpit.plan import Plan, Step
from cockpit.understand.context import Context
from cockpit.understand.home.household import HomeNames
from cockpit.understand.phrases import phrases
from cockpit.understand.understanding import Understanding

HERE = Path(__file__).parent
LANGUAGES = ("en", "zh")
HOME = HomeNames(
    devices=(
        Device("light.bed", "Bed Light", "light", "Bedroom"),
        Device("light.kitchen", "Kitchen Lights", "light", "Kitchen"),
        Device("scene.film", "Film Night", "scene"),
        Device("cover.gate", "Big Gate", "cover", attributes={"device_class": "gate"}),
        Device("lock.shed", "Shed Lock", "lock"),
        Device("light.sofa", "沙发灯", "light", "客厅"),
        Device("fan.window", "Window", "fan"),
    ),
    areas=("Kitchen", "Bedroom", "Wintergarten", "客厅"),
)


def _load(name: str) -> Any:
    return yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def at_home(at_home_in: AtHomeIn) -> Understanding:
    return at_home_in(HOME)


def said(step: Step) -> str:
    slots = (f"{k}={'+'.join(v) if isinstance(v, list) else v}" for k, v in step.slots.items())
    return " ".join((step.action, *slots))


def acts(plan: Plan) -> bool:
    """Whether the plan could change anything in the car or at home."""
    return any(isinstance(REGISTRY[step.action], Control | Home) for step in plan.steps)


@pytest.mark.parametrize(
    ("language", "text", "steps"),
    [
        (language, text, steps)
        for language in LANGUAGES
        for text, steps in _load(f"sentences_{language}").items()
    ],
)
def test_sentence(understanding: Understanding, language: str, text: str, steps: list[str]) -> None:
    plan = understanding.plan(text, Context(language=language))
    assert [said(step) for step in plan.steps] == steps
    assert plan.source == "grammar"


@pytest.mark.parametrize(
    ("language", "text"),
    [(language, str(text)) for language in LANGUAGES for text in _load(f"no_command_{language}")],
)
def test_nothing_is_asked_for(understanding: Understanding, language: str, text: str) -> None:
    plan = understanding.plan(text, Context(language=language))
    assert not acts(plan)
    assert plan.steps or plan.remark or plan.talk


def test_language_is_the_sentences_own(understanding: Understanding) -> None:
    assert (
        understanding.plan("打开天窗", Context()).steps
        == understanding.plan("open the sunroof", Context()).steps
    )
    assert understanding.plan("打开天窗", Context(language="en")).steps


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn on the bed light", ["home.turn_on device=light.bed name=Bed Light"]),
        ("turn on the kitchen lights", ["home.turn_on device=light.kitchen name=Kitchen Lights"]),
        ("switch off the bedroom lamps", ["home.turn_off area=Bedroom kind=light"]),
        ("set the bed light to 40 percent", ["home.set_brightness device=light.bed name=Bed Light value=40"]),
        ("lights on in the wintergarten", ["home.turn_on area=Wintergarten kind=light"]),
        ("activate film night", ["home.activate_scene device=scene.film scene=Film Night"]),
        ("open the big gate", ["home.open device=cover.gate name=Big Gate"]),
        ("unlock the shed lock", ["home.unlock device=lock.shed name=Shed Lock"]),
        ("打开沙发灯", ["home.turn_on device=light.sofa name=沙发灯"]),
        ("关掉客厅的灯", ["home.turn_off area=客厅 kind=light"]),
        ("turn off the bed light and open the sunroof", None),
    ],
)
def test_names_of_the_home(at_home: Understanding, text: str, steps: list[str] | None) -> None:
    plan = at_home.plan(text, Context())
    if steps is None:
        assert [step.action for step in plan.steps] == ["home.turn_off", "windows.sunroof"]
    else:
        assert [said(step) for step in plan.steps] == steps


def test_a_device_named_like_a_part_of_the_car_does_not_take_it_away(at_home: Understanding) -> None:
    assert [said(s) for s in at_home.plan("open the window", Context()).steps] == [
        "windows.position value=100"
    ]


def test_common_rooms_need_no_pairing(understanding: Understanding) -> None:
    plan = understanding.plan("turn on the kitchen lights", Context())
    assert plan.steps == (Step("home.turn_on", {"area": "Kitchen", "kind": "light"}),)


def test_names_go_with_the_home(at_home: Understanding, understanding: Understanding) -> None:
    assert at_home.plan("turn on the bed light", Context()) != understanding.plan(
        "turn on the bed light", Context()
    )
    at_home.set_home(HomeNames())
    assert at_home.plan("turn on the bed light", Context()) == understanding.plan(
        "turn on the bed light", Context()
    )


@pytest.mark.parametrize(
    ("last", "text", "steps"),
    [
        (Step("media.volume", {"steps": -1}), "turn it up a bit", ["media.volume steps=1"]),
        (Step("climate.fan", {"value": 40}), "turn it up a bit", ["climate.fan steps=1"]),
        (
            Step("seats.heating", {"value": 67, "zone": "passenger"}),
            "turn it off",
            ["seats.heating value=0 zone=passenger"],
        ),
        (Step("windows.sunroof", {"value": 100}), "close it", ["windows.sunroof value=0"]),
        (Step("windows.sunroof", {"value": 100}), "把它关上", ["windows.sunroof value=0"]),
    ],
)
def test_it_is_what_was_spoken_of(
    understanding: Understanding, last: Step, text: str, steps: list[str]
) -> None:
    assert [said(s) for s in understanding.plan(text, Context(last=(last,))).steps] == steps


PLACES = {
    "en": {
        "mine": "own",
        "the passenger's": "passenger",
        "the rear left": "rear_left",
        "the back ones": "rear",
    },
    "zh": {"我的": "own", "副驾的": "passenger", "左后的": "rear_left", "后排的": "rear"},
}
AND = {"en": "open {} halfway and {} all the way", "zh": "打开{}车窗一半{}全开"}


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        (language, one, other)
        for language, places in PLACES.items()
        for one in places
        for other in places
        if one != other
    ],
)
def test_every_place_that_is_named_is_in_a_step(
    understanding: Understanding, language: str, one: str, other: str
) -> None:
    first = one.removesuffix("的") if language == "zh" else one.replace("mine", "my") + " window"
    first = first.replace(" ones window", " windows")
    plan = understanding.plan(AND[language].format(first, other), Context(language=language))
    places = PLACES[language]
    assert [said(step) for step in plan.steps] == [
        f"windows.position value=50 zone={places[one]}",
        f"windows.position value=100 zone={places[other]}",
    ]


@pytest.mark.parametrize(
    "text", ["set the temperature to 22 in the back and 20 for me", "后排温度22度，给我20度"]
)
def test_for_me_is_the_speakers_place(understanding: Understanding, text: str) -> None:
    back, own = understanding.plan(text, Context()).steps
    assert back.slots == {"value": 22, "zone": "rear"}
    assert own.slots == {"value": 20, "zone": "own"}


ODD_NAMES = (
    "Lamp 2",
    "22",
    "(Odd|[Name]",
    "{thing}",
    "<rule>",
    "50%",
    "",
    "  ",
    "💡",
    "on",
    "and",
    "窗",
    "a'b’c",
)
ODD_HOME = HomeNames(
    devices=tuple(Device(f"light.{n}", name, "light") for n, name in enumerate(ODD_NAMES)),
    areas=("Room 7", "", "and", "[x", "30"),
)


def test_odd_names_of_a_home_break_nothing(at_home_in: AtHomeIn) -> None:
    odd = at_home_in(ODD_HOME)
    for language in LANGUAGES:
        assert phrases(language, ODD_HOME, odd)
        for text, steps in _load(f"sentences_{language}").items():
            assert [said(step) for step in odd.plan(text, Context(language=language)).steps] == steps
    for name in ("Lamp 2", "(Odd|[Name]", "50%", "a'b’c"):
        (step,) = odd.plan(f"turn on {name}", Context()).steps
        assert step == Step("home.turn_on", {"device": f"light.{ODD_NAMES.index(name)}", "name": name})


def test_it_without_anything_before_is_not_guessed(understanding: Understanding) -> None:
    assert not understanding.plan("turn it off", Context()).steps
    assert not understanding.plan("把它关上", Context()).steps


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("set the temperature", "climate.temperature"),
        ("change the volume", "media.volume"),
        ("调一下温度", "climate.temperature"),
    ],
)
def test_a_missing_value_is_asked_for(understanding: Understanding, text: str, action: str) -> None:
    plan = understanding.plan(text, Context())
    assert not plan.steps
    assert plan.remark is not None
    assert plan.remark.key == "ask_value"
    assert plan.remark.slots["step"].action == action


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "nothing_heard"),
        ("   ", "nothing_heard"),
        ("open the window " * 60, "too_long"),
        ("tilt the mirrors", "cannot"),
        ("tilt the door", "cannot"),
        ("don't open the window", "left_alone"),
        ("不要打开车窗", "left_alone"),
        ("set the kitchen to the bedroom", "cannot"),
    ],
)
def test_our_own_words(understanding: Understanding, text: str, key: str) -> None:
    plan = understanding.plan(text, Context())
    assert not plan.steps
    assert plan.remark is not None
    assert plan.remark.key == key


def test_a_name_may_be_left_out(understanding: Understanding) -> None:
    (step,) = understanding.plan("make a call", Context()).steps
    assert step.action == "phone.call"


def test_a_refusal_names_what_was_named(understanding: Understanding) -> None:
    remark = understanding.plan("switch the window to spanish", Context()).remark
    assert remark is not None
    assert remark.slots == {"thing": "window", "example": "open my window halfway"}


@pytest.mark.parametrize(
    "text",
    [
        "do you like music",
        "do you have music",
        "why is the fan on",
        "what's a frunk",
        "I opened the window",
        "你喜欢音乐吗",
        "灯为什么亮着",
    ],
)
def test_advice_and_chat_are_no_readings(understanding: Understanding, text: str) -> None:
    assert understanding.plan(text, Context()) == Plan(talk=True)


@pytest.mark.parametrize("text", ["tell me a joke", "how are you", "he opened the window", "讲个笑话"])
def test_plain_talk_is_talk(understanding: Understanding, text: str) -> None:
    plan = understanding.plan(text, Context())
    assert plan.talk
    assert not plan.steps


def test_half_a_sentence_is_never_done(understanding: Understanding) -> None:
    assert not acts(understanding.plan("open the window and flibber the gronk", Context()))
    assert not acts(understanding.plan("close the sunroof unless it is my birthday", Context()))
    assert not acts(understanding.plan("打开天窗然后飞到月球", Context()))


@pytest.mark.parametrize(
    "text",
    [
        "brake",
        "turn off the abs",
        "set the cruise control to 100",
        "put it in reverse",
        "刹车",
        "关闭牵引力控制",
    ],
)
def test_what_is_never_done_is_a_step_of_its_own(understanding: Understanding, text: str) -> None:
    (step,) = understanding.plan(text, Context()).steps
    assert not isinstance(REGISTRY[step.action], Control | Question | Home)
    assert step.slots == {}


def test_any_text_gives_a_plan(at_home: Understanding) -> None:
    @settings(max_examples=200, deadline=None)
    @given(st.text(max_size=120))
    def one(text: str) -> None:
        plan = at_home.plan(text, Context())
        assert plan.steps or plan.remark or plan.talk

    one()


WORDS = "open close the window and don't twenty a bit halfway my passenger lights on , no kitchen"
WORDS += " 打开 车窗 不 二十"


def test_any_words_give_a_plan(at_home: Understanding) -> None:
    @settings(max_examples=200, deadline=None)
    @given(st.lists(st.sampled_from(WORDS.split()), max_size=40))
    def one(words: list[str]) -> None:
        plan = at_home.plan(" ".join(words), Context())
        assert plan.steps or plan.remark or plan.talk

    one()

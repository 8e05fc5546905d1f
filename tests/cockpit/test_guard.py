"""Sentences that name something to do, and must not do it: taken back, asked, wished, told."""

import pytest
from conversing import AtHomeIn

from cockpit.actions.action import Dialogue, HomeQuestion, Question
from cockpit.actions.registry import REGISTRY
from cockpit.links.hub import Device
from cockpit.links.registry import kinds_moved
from cockpit.plan import Plan
from cockpit.understand.context import Context
from cockpit.understand.home.household import HomeNames
from cockpit.understand.understanding import Understanding


def acts(plan: Plan) -> list[str]:
    idle = (Question, HomeQuestion, Dialogue)
    return [step.action for step in plan.steps if not isinstance(REGISTRY[step.action], idle)]


@pytest.mark.parametrize(
    "text",
    [
        "open the trunk, scratch that",
        "open the trunk scratch that",
        "open the trunk, i changed my mind",
        "honk, i changed my mind",
        "open the sunroof, oh no thanks",
        "open the window, actually leave it",
        "lock the doors, leave them",
        "open the sunroof, keep it",
        "undo that and open the window, never mind",
        "打开后备箱，等等",
        "打开后备箱，等一下",
        "打开后备箱，取消",
        "打开后备箱，我改主意了",
        "打开后备箱我改主意了",
        "打开后备箱，不开也行",
        "按喇叭，取消",
        "打开天窗，还是算了",
        "打开天窗，不用了",
        "打开天窗，先不开了",
    ],
)
def test_what_is_taken_back_in_the_same_breath_is_not_done(understanding: Understanding, text: str) -> None:
    plan = understanding.plan(text, Context())
    told = plan.remark.key if plan.remark else next((step.action for step in plan.steps), "")
    assert not acts(plan)
    assert told in ("left_alone", "dialogue.no")


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("open the trunk, scratch that, open the window", "windows.position"),
        ("open the trunk, no wait, open the frunk", "doors.frunk"),
        ("close the window, keep it closed", "windows.position"),
        ("双闪取消", "lights.hazard"),
        ("打开车窗，停在一半", "windows.position"),
    ],
)
def test_what_is_said_behind_it_counts(understanding: Understanding, text: str, action: str) -> None:
    assert acts(understanding.plan(text, Context())) == [action]


@pytest.mark.parametrize("text", ["undo the trunk", "undo the window", "flip the trunk"])
def test_undo_opens_nothing(understanding: Understanding, text: str) -> None:
    assert not acts(understanding.plan(text, Context()))


@pytest.mark.parametrize("text", ["shut up", "oh shut up", "shut up please"])
def test_shut_up_closes_nothing(understanding: Understanding, text: str) -> None:
    (window,) = understanding.plan("open my window", Context()).steps
    assert acts(understanding.plan(text, Context(last=(window,)))) in ([], ["media.volume"])


@pytest.mark.parametrize(
    "text",
    [
        "headlights on?",
        "lights on?",
        "headlights off?",
        "radio on?",
        "hazards?",
        "can I open the trunk",
        "can I honk the horn",
        "may I unlock the doors",
        "want me to open the sunroof",
        "大灯开?",
        "收音机开?",
        "可以按喇叭吗",
        "可以打开后备箱吗",
        "要我打开天窗吗",
    ],
)
def test_a_question_or_an_offer_moves_nothing(understanding: Understanding, text: str) -> None:
    assert not acts(understanding.plan(text, Context()))


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("can you open the trunk", "doors.trunk"),
        ("can I open the window", "windows.position"),
        ("可以帮我打开后备箱吗", "doors.trunk"),
        ("可以打开车窗吗", "windows.position"),
    ],
)
def test_a_polite_request_is_one(understanding: Understanding, text: str, action: str) -> None:
    assert acts(understanding.plan(text, Context())) == [action]


@pytest.mark.parametrize(
    "text",
    [
        "I'd like to open the window but it's too loud",
        "I'd love to open the window but it's freezing in here",
        "open the trunk, oh wait it's raining",
        "想开窗但是外面太吵了",
        "我想开窗可是太吵了",
        "打开后备箱，等等，下雨了",
    ],
)
def test_a_wish_that_something_stands_against_is_no_command(understanding: Understanding, text: str) -> None:
    assert not acts(understanding.plan(text, Context()))


@pytest.mark.parametrize(
    ("attributes", "kinds"),
    [
        ({"entity_id": ["light.hall", "lock.front"]}, ("light", "lock")),
        ({"entity_id": ["cover.left", "cover.right"]}, ("cover", "garage")),
        ({"entity_id": ["alarm_control_panel.house"]}, ("alarm_control_panel",)),
        ({"entity_id": []}, ("scene",)),
        ({}, ("scene",)),
    ],
)
def test_a_scene_is_what_its_members_are(attributes: dict[str, object], kinds: tuple[str, ...]) -> None:
    known = {"cover.left": Device("cover.left", "Blinds", "cover")}
    assert kinds_moved(Device("scene.x", "X", "scene", attributes=attributes), known) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "turn on the lights, right",
        "打开天窗，对吧",
        "锁定目标",
        "should it rain close the windows",
        "I was going to turn on the wipers",
        "解锁车门的按钮在哪里",
        "where is the button to unlock the doors",
    ],
)
def test_what_only_tells_or_asks_gets_no_step(understanding: Understanding, text: str) -> None:
    plan = understanding.plan(text, Context())
    assert all(step.action == "vehicle.state" for step in plan.steps)
    assert plan.remark is None or plan.remark.key != "did_you_mean"


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("turn the music down a bit", "media.volume"),
        ("open all windows", "windows.position"),
        ("风量大一点", "climate.fan"),
        ("关上所有车窗", "windows.position"),
    ],
)
def test_a_home_takes_no_words_that_only_count(at_home_in: AtHomeIn, text: str, action: str) -> None:
    names = ("a bit", "All", "Don't", "Everything", "一点", "所有", "不要")
    lamps = tuple(Device(f"light.{place}", name, "light") for place, name in enumerate(names))
    counting = at_home_in(HomeNames(lamps))
    assert acts(counting.plan(text, Context())) == [action]
    for name in names:
        assert not acts(counting.plan(f"turn on {name}", Context()))


@pytest.mark.parametrize(
    "text",
    [
        "Heat my seat, polish my shoes.",
        "Open the trunk, unload the groceries.",
        "Close the windows, pay the toll.",
        "打开空调，给我冲杯咖啡。",
        "打开大灯，录个视频。",
    ],
)
def test_what_is_wished_besides_is_never_dropped(understanding: Understanding, text: str) -> None:
    assert not acts(understanding.plan(text, Context()))


@pytest.mark.parametrize(
    "text",
    [
        "Close the window, the trunk is full anyway.",
        "close the window the kids in the back are cold",
    ],
)
def test_how_something_is_asks_nothing(understanding: Understanding, text: str) -> None:
    (step,) = understanding.plan(text, Context()).steps
    assert step.action == "windows.position"


@pytest.mark.parametrize("text", ["hey siri open the garage", "嘿siri打开车库门"])
def test_the_home_by_anothers_name_is_the_home(understanding: Understanding, text: str) -> None:
    (step,) = understanding.plan(text, Context()).steps  # unavailable, where nothing is paired
    assert (step.action, step.slots["kind"]) == ("home.open", "garage")
    car = understanding.plan(text.replace("garage", "trunk").replace("车库门", "后备箱"), Context())
    assert not car.steps


@pytest.mark.parametrize(
    ("text", "action", "slots"),
    [
        ("打开空调太热了", "climate.ac", {"value": True}),
        ("把空调打开吧太热了", "climate.ac", {"value": True}),
        ("天窗可以开了", "windows.sunroof", {"value": 100}),
        ("把后备箱打开了", "doors.trunk", {"value": True}),
        ("后面有车打双闪", "lights.hazard", {"value": True}),
    ],
)
def test_what_sounds_like_a_report_and_is_asked_for_is_done(
    understanding: Understanding, text: str, action: str, slots: dict[str, object]
) -> None:
    (step,) = understanding.plan(text, Context()).steps
    assert (step.action, step.slots) == (action, slots)


@pytest.mark.parametrize(
    "text",
    [
        "turn off all the lights, leave the headlights alone",
        "锁上车门，我那边别锁",
        "关掉所有灯，阅读灯别关",
        "关掉所有灯，阅读灯留着",
    ],
)
def test_what_is_to_be_left_of_it_all_is_never_done_with_the_rest(
    understanding: Understanding, text: str
) -> None:
    assert not acts(understanding.plan(text, Context()))


@pytest.mark.parametrize(
    ("text", "spared"),
    [
        ("turn off all the lights but not the reading light", "lights.reading"),
        ("打开左窗，右窗别开", "right"),
        ("所有车窗都关上，天窗别关", "windows.sunroof"),
    ],
)
def test_beside_what_is_to_be_left_another_thing_is_done(
    understanding: Understanding, text: str, spared: str
) -> None:
    plan = understanding.plan(text, Context())
    assert acts(plan)
    assert spared not in {name for step in plan.steps for name in (step.action, step.slots.get("zone"))}


@pytest.mark.parametrize(
    "text", ["the button to open the trunk", "every now and then, open the window", "王叔，你把灯关了吧"]
)
def test_what_is_only_told_is_called_no_quotation(understanding: Understanding, text: str) -> None:
    plan = understanding.plan(text, Context())
    assert plan.remark is not None
    assert plan.remark.key == "only_told"

"""Sentences that name something to do, and must not do it: taken back, asked, wished, told."""

import pytest

from cockpit.actions.action import Dialogue, HomeQuestion, Question
from cockpit.actions.registry import REGISTRY
from cockpit.plan import Plan
from cockpit.understand.context import Context
from cockpit.understand.understanding import Understanding


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return Understanding()


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
    assert not plan.steps
    assert plan.remark is not None
    assert plan.remark.key == "left_alone"


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("open the trunk, scratch that, open the window", "windows.position"),
        ("open the trunk, no wait, open the frunk", "doors.frunk"),
        ("close the window, keep it closed", "windows.position"),
        ("导航取消", "navigation.voice"),
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

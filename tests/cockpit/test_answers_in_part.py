"""A yes to a part of what is asked, and a yes with something more."""

import pytest
from conversing import DOOR, LOCKS, signals, turns

from cockpit.app import Engines
from cockpit.plan import Step
from cockpit.understand.context import Context

SUNROOF = "Vehicle.Cabin.Sunroof.Position"
UNLOCK = Step("doors.lock", {"value": False, "zone": "all"})


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("unlock the doors", "only mine"),
        ("unlock the doors", "just the driver's"),
        ("unlock the doors", "yes but only mine"),
        ("解锁车门", "只要我的"),
        ("解锁车门", "就主驾"),
    ],
)
def test_a_part_of_it_is_asked_about_anew(engines: Engines, question: str, part: str) -> None:
    asked, less, done = turns(engines, question, part, "yes")
    assert asked.asks
    assert (signals(less), bool(less.asks), asked.asks != less.asks) == ({}, True, True)
    assert signals(done) == {LOCKS[0]: False}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("open the driver door", "yes and open the sunroof"),
        ("open the driver door", "ok, and open the sunroof please"),
        ("打开主驾车门", "好的，还有打开天窗"),
    ],
)
def test_a_yes_with_something_more_does_both(engines: Engines, question: str, answer: str) -> None:
    _, both = turns(engines, question, answer)
    assert signals(both) == {DOOR: True, SUNROOF: 100}


@pytest.mark.parametrize(
    "answer", ["yes and no", "and open the sunroof", "yes, open the sunroof", "only yesterday"]
)
def test_what_is_no_clear_yes_is_none(engines: Engines, answer: str) -> None:
    plan = engines.understanding.plan(answer, Context(asked=(UNLOCK,), last=(UNLOCK,)))
    assert not any(step.action in ("dialogue.yes", "doors.lock") for step in plan.steps)

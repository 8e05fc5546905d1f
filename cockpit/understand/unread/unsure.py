"""What was heard unclearly: where what may as well have been said does something else, it is asked about."""

from collections.abc import Iterable

from cockpit.actions.action import Dialogue, HomeQuestion, Never, Question
from cockpit.actions.registry import REGISTRY
from cockpit.plan import Plan, Remark, Step
from cockpit.understand.unread.slips import asked, may_be_asked

_IDLE = (Question, HomeQuestion, Dialogue, Never)
_UNDO = "dialogue.undo"


def changes(steps: Iterable[Step]) -> bool:
    """Whether any of the steps is to change something."""
    return any(step.action == _UNDO or not isinstance(REGISTRY[step.action], _IDLE) for step in steps)


def sure(plan: Plan, other: Plan) -> Plan:
    """The plan, or one that asks: when it would change something and `other`, of what may as well have been
    said, is not the same."""
    if not changes(plan.steps) or plan.steps == other.steps:
        return plan
    if len(plan.steps) > 1 or not may_be_asked(plan.steps[0]):
        return Plan(remark=Remark("heard_unclearly"))
    may_be = other.steps if len(other.steps) == 1 and may_be_asked(other.steps[0]) else ()
    return asked((*plan.steps, *may_be))

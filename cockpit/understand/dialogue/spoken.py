"""What was just spoken of and not done ("how do I open the trunk"), and now is asked for: "open it then"."""

from collections.abc import Sequence

from cockpit.actions.action import Question
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.plan import Step
from cockpit.understand.words.tag import Span

_PLAIN_ENDS = ("open", "close", "on", "off", "lock", "unlock", "fold", "unfold")


def says_the_same(spans: Sequence[Span], spoken: Sequence[Step]) -> bool:
    """Whether the words do what the steps do: 打开吧, not "higher"."""
    ends = {
        word
        for step in spoken
        if (control := CONTROLS.get(step.action)) is not None
        for word, value in control.verbs.items()
        if word in _PLAIN_ENDS and value == step.slots.get("value")
    }
    return any(tag.kind == "verb" and tag.value in ends for span in spans for tag in span.tags)


def is_one_of(step: Step, spoken: Sequence[Step]) -> bool:
    """Whether it does no other than what was spoken of; a question does nothing."""
    pairs = [(each.action, each.slots.get("value")) for each in spoken]
    same = (step.action, step.slots.get("value")) in pairs
    return same or isinstance(REGISTRY[step.action], Question)

"""What the understanding knows beside the sentence: who speaks, from where, and what was said before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cockpit.actions.zones import Seat
from cockpit.plan import Step


@dataclass(frozen=True, slots=True)
class Context:
    """`language` None: the sentence's own.

    `last`: the steps that "it" and "a bit more" refer to, latest last; empty when they are long past.
    `earlier`: those before them ("both"). `fresh`: what was done last is only just done.
    `spoken`: steps that were just spoken of and not done ("how do I open the trunk").
    `ways`: for an action of `last` whether its value went up (1) or down (-1).
    `values`: for an action of `last` the value that it came to, where that is one.
    `missing`: a step that waits for its value or place ("To what temperature?").
    `choices`: the steps that were offered ("Did you mean the rear defroster?").
    `asked`: the steps that wait for a yes ("Shall I open the driver's door?").
    """

    seat: Seat = "row1.driver"
    language: str | None = None
    last: tuple[Step, ...] = ()
    earlier: tuple[Step, ...] = ()
    fresh: bool = True
    spoken: tuple[Step, ...] = ()
    ways: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[str, float] = field(default_factory=dict)
    missing: Step | None = None
    choices: tuple[Step, ...] = ()
    asked: tuple[Step, ...] = ()


def referred(steps: Sequence[Step], before: tuple[Step, ...]) -> tuple[Step, ...]:
    """What the next sentence may go on from: `steps`, or `before` where they were about the talk only."""
    about = tuple(step for step in steps if not step.action.startswith("dialogue."))
    return about or before

"""One part of a sentence, understood."""

from dataclasses import dataclass

from cockpit.plan import Step
from cockpit.understand.command.frame import Frame
from cockpit.understand.command.resolve import steps_of
from cockpit.understand.command.slots import MISSING


@dataclass(frozen=True, slots=True)
class Clause:
    """What one part means. `frame` is None for a whole-sentence template, and for what is negated:
    that has no steps, and only stands beside what has.
    """

    steps: tuple[Step, ...]
    frame: Frame | None = None
    question: bool = False
    reason: bool = False
    negated: bool = False

    @property
    def complete(self) -> bool:
        return not any(MISSING in step.slots for step in self.steps)

    @property
    def complains(self) -> bool:
        if self.frame is None:
            return self.reason
        felt = all(verb.controls for verb in self.frame.verbs)  # in "down it's too loud" more is said
        return self.reason or (self.frame.complaint and not self.frame.weak and felt)

    def is_elsewhere(self, other: "Clause") -> bool:
        """Whether the other is about the same in another place."""
        mine, others = (
            [(step.action, step.slots.get("zone")) for step in each.steps] for each in (self, other)
        )
        return len(mine) == len(others) == 1 and mine != others and mine[0][0] == others[0][0]

    def reframed(self, frame: Frame, last: Step | None = None) -> "Clause":
        """What another frame makes of it; itself where that makes nothing. `last` is what "it" may mean."""
        steps = steps_of(frame, last)
        return Clause(steps, frame) if steps else self

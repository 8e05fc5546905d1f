"""What the understanding knows beside the sentence: who speaks, from where, and what was said before."""

from dataclasses import dataclass

from cockpit.actions.zones import Seat
from cockpit.plan import Step


@dataclass(frozen=True, slots=True)
class Context:
    """`language` None: the sentence's own. `last`: the steps of the turn before, for "a bit more".

    `pending`: a step that waits for its missing value ("To what temperature?"), or for a yes.
    """

    seat: Seat = "row1.driver"
    language: str | None = None
    last: tuple[Step, ...] = ()
    pending: Step | None = None

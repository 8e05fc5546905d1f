"""What a turn told, and what the next ones need of it: "say that again", "why not?", "what did you do?"."""

from dataclasses import dataclass

from cockpit.actions.zones import Seat
from cockpit.perform import Performed
from cockpit.plan import Plan


@dataclass(frozen=True, slots=True)
class Happened:
    """One turn's deeds, to be told once more."""

    plan: Plan
    performed: tuple[Performed, ...]
    speaker: Seat


@dataclass(frozen=True, slots=True)
class Told:
    """`reasons`: a sentence for each outcome, None where it was done.

    `choices`: what a question with choices offers, () for one that is open; None: a yes or a no answers it.
    `did`, `refused`: the last turns, this one or an earlier, that did something or did not do it.
    """

    reply: str
    asks: str | None = None
    understood: bool = True
    reasons: tuple[str | None, ...] = ()
    choices: tuple[str, ...] | None = None
    did: Happened | None = None
    refused: Happened | None = None

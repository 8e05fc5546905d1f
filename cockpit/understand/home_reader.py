"""A clause that may be about the home: what it asks the hub to do, or wants to know of it."""

from collections.abc import Sequence
from dataclasses import replace

from cockpit.plan import Step
from cockpit.understand.at_home import HomeFrame, Verb, home_frames
from cockpit.understand.effort import Effort
from cockpit.understand.frame import Frame
from cockpit.understand.home_steps import home_question, home_steps
from cockpit.understand.household import Household, Mark
from cockpit.understand.lexicon import Tag

_CUTTING, _RESOLVING = 10, 4
_VERBS = {
    "home.turn_on": "on",
    "home.turn_off": "off",
    "home.open": "open",
    "home.close": "close",
    "home.lock": "lock",
    "home.unlock": "unlock",
}
"""The verb that a next clause takes over: "turn off the kitchen light and the radio"."""

Read = tuple[tuple[Step, ...], Frame]


class HomeReader:
    """Every method may raise TooMuch."""

    def __init__(self, household: Household, effort: Effort) -> None:
        self._household = household
        self._effort = effort

    def clause(self, tokens: Sequence[str], before: Frame | None) -> Read | None:
        """Steps and frame of a clause; `before` is the one that it may go on from."""
        for cut in self._household.cut_at_home(tokens):
            self._effort.spend(_CUTTING * len(cut))
            for frame in home_frames(cut):
                self._effort.spend(_RESOLVING * len(cut))
                carried = _carried(frame, before)
                for meant in (carried,) if frame.pronoun else (frame, carried):
                    steps = None if meant is None else home_steps(meant)
                    if steps:
                        verb = _VERBS.get(steps[0].action)
                        return steps, Frame(home=meant, verbs=(Tag("verb", verb),) if verb else ())
        return None

    def goes_on(self, tokens: Sequence[str], before: Frame | None) -> tuple[bool, Read | None]:
        """Whether words of the car go on from a clause about the home, and what they then mean.

        "Turn on the kitchen light and set it to 50 percent" does, and so does "turn off the kitchen lights
        and the fan": behind a room it is that room's, not the car's.
        """
        if before is None or before.home is None:
            return False, None
        spans = self._household.cut_at_home(tokens)[0]
        if any(span.may_be("pronoun") for span in spans) and not any(span.may_be("thing") for span in spans):
            return True, self.clause(tokens, before)
        kinds = {tag.value for span in spans for tag in span.tags if tag.kind == "home_kind"}
        begins = any(span.may_be("verb", "home_verb", "weak", "polite") for span in spans)
        found = self.clause(tokens, before) if kinds - {"media_player"} and not begins else None
        return found is not None, found

    def question(self, tokens: Sequence[str]) -> Step | None:
        for spans in self._household.cut_at_home([token for token in tokens if token != "?"]):
            self._effort.spend(_CUTTING * len(spans))
            for frame in home_frames(spans, question=True):
                self._effort.spend(_RESOLVING * len(spans))
                if (step := home_question(frame)) is not None:
                    return step
        return None

    def asks(self, tokens: Sequence[str]) -> bool:
        """Whether the words ask something of the home: "which lights are on in the kitchen"."""
        if self._household.mark(tokens) < Mark.SHARED:
            return False
        spans = self._household.cut_at_home(tokens)[0]
        return any(span.may_be("home_ask") and not span.may_be("glue", "attribute") for span in spans)


def leans(frame: Frame | None) -> bool:
    """At home a clause leans on the one before only over an "and": "play the office | on the tv"."""
    return frame is not None and frame.home is not None and frame.home.leans


def _carried(frame: HomeFrame, before: Frame | None) -> HomeFrame | None:
    """With what it leaves unsaid: "and the hallway one"; "open the sunroof and the bedroom blinds"."""
    if before is None or before.complaint:
        return None
    if before.home is not None:
        return frame.carried(before.home)
    if frame.pronoun or frame.verbs or frame.has_value or before.has_value or not before.verbs:
        return None
    return replace(frame, verbs=tuple(Verb(frozenset((str(verb.value),))) for verb in before.verbs))

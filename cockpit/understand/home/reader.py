"""A clause that may be about the home: what it asks the hub to do, or wants to know of it."""

from collections.abc import Sequence
from dataclasses import replace

from cockpit.actions.action import Home
from cockpit.actions.registry import REGISTRY
from cockpit.plan import Step
from cockpit.understand.command.frame import Frame
from cockpit.understand.effort import Effort
from cockpit.understand.home.frame import HomeFrame, Kind, Verb
from cockpit.understand.home.gathering import home_frames
from cockpit.understand.home.household import Household, Mark, Named
from cockpit.understand.home.question import home_question
from cockpit.understand.home.steps import home_steps
from cockpit.understand.words.tag import Span, Tag

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

_OPPOSITE = (
    {"home.turn_on", "home.turn_off"},
    {"home.open", "home.close"},
    {"home.lock", "home.unlock"},
)
_PERCENT = ("home.set_brightness", "home.set_speed", "home.set_volume", "home.set_position")

Read = tuple[tuple[Step, ...], Frame]


class HomeReader:
    """Every method may raise TooMuch."""

    def __init__(self, household: Household, effort: Effort) -> None:
        self._household = household
        self._effort = effort
        self._cuts: dict[tuple[str, ...], list[tuple[Span, ...]]] = {}
        self._marks: dict[tuple[str, ...], Mark] = {}

    def mark(self, tokens: Sequence[str]) -> Mark:
        """Whose the words are, the home's or the car's."""
        key = tuple(tokens)
        if key not in self._marks:
            self._marks[key] = self._household.mark(key)
        return self._marks[key]

    def cut(self, tokens: Sequence[str]) -> list[tuple[Span, ...]]:
        """The tokens cut into words of the language and of the home."""
        key = tuple(tokens)
        if key not in self._cuts:
            self._effort.spend(_CUTTING * len(key))
            self._cuts[key] = self._household.cut_at_home(key)
        return self._cuts[key]

    def clause(self, tokens: Sequence[str], before: Frame | None) -> Read | None:
        """Steps and frame of a clause; `before` is the one that it may go on from."""
        for cut in self.cut(tokens):
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
        spans = self.cut(tokens)[0]
        if any(span.may_be("thing") and not span.may_be("home_kind") for span in spans):
            return False, None
        found = self.clause(tokens, before)
        kinds = {tag.value for span in spans for tag in span.tags if tag.kind == "home_kind"}
        begins = any(span.may_be("verb", "home_verb", "weak", "polite") for span in spans)
        # 家里的灯全开，空调先打开: the one at home, as "and the ac" is
        named = before.home.home and not spans[0].may_be("verb", "home_verb", "weak", "polite", "begin")
        if found is not None and (not kinds or (kinds - {"media_player"} and (named or not begins))):
            return True, found
        of_car = any(tag.controls for span in spans for tag in span.tags if tag.kind == "verb")
        return any(span.may_be("pronoun") for span in spans) and not kinds and not of_car, None

    def goes_on_from(self, tokens: Sequence[str], last: Step | None, *, too: bool) -> Read | None:
        """A sentence that goes on from the step before it: "dim it a bit", "and the hall too" (`too`)."""
        before = _before(last)
        if before is None:
            return None
        if self.mark(tokens) is Mark.HOME:
            return self.clause(tokens, before) if too else None
        spans = self.cut(tokens)[0]
        return None if any(map(_of_car, spans)) else self.goes_on(tokens, before)[1]

    def question(self, tokens: Sequence[str]) -> Step | None:
        for spans in self.cut([token for token in tokens if token != "?"]):
            for frame in home_frames(spans, question=True):
                self._effort.spend(_RESOLVING * len(spans))
                if (step := home_question(frame)) is not None:
                    return step
        return None

    def asks(self, tokens: Sequence[str]) -> bool:
        """Whether the words ask something of the home: "which lights are on in the kitchen"."""
        if self.mark(tokens) < Mark.SHARED:
            return False
        spans = self.cut(tokens)[0]
        return any(span.may_be("home_ask") and not span.may_be("glue", "attribute") for span in spans)


def _before(last: Step | None) -> Frame | None:
    """What was said in the step before, as if the sentence went on."""
    if last is None or last.action not in REGISTRY or not isinstance(REGISTRY[last.action], Home):
        return None
    slots = last.slots
    kind = str(slots.get("kind", "")) + (f".{slots['class']}" if "class" in slots else "")
    verb = _VERBS.get(last.action)
    value = slots.get("value", abs(slots["change"]) if "change" in slots else None)
    by = slots.get("change", slots.get("steps"))
    if by is not None:
        verb = "up" if by > 0 else "down"
    device = str(slots.get("device", ""))
    return Frame(
        home=HomeFrame(
            devices=((Named(device, _kind_of(device), str(slots.get("name", "")), None),),) if device else (),
            areas=(str(slots["area"]),) if "area" in slots else (),
            floors=(str(slots["floor"]),) if "floor" in slots else (),
            home=not device and "area" not in slots and "floor" not in slots,
            kinds=(Kind(kind, called=str(slots.get("called", ""))),) if kind else (),
            verbs=(Verb(frozenset((verb,))),) if verb else (),
            steps=abs(slots["steps"]) if "steps" in slots else None,
            by="change" in slots,
            number=float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None,
            unit="percent" if last.action in _PERCENT else None,
        )
    )


def _of_car(span: Span) -> bool:
    """Whether a word names something of the car: a thing, a choice that no home has, a place."""
    if any(tag.kind == "zone" and tag.value not in ("all", "own", "me", "i") for tag in span.tags):
        return True
    return span.may_be("thing") or (span.may_be("choice") and not span.may_be("color", "white", "mode"))


def _kind_of(device: str) -> str:
    return device.partition(".")[0]


def undoes(first: Sequence[Step], then: Sequence[Step]) -> bool:
    """ "Turn the kitchen lights on and off": nobody knows what is wanted."""
    return any(
        one.slots == other.slots and {one.action, other.action} in _OPPOSITE
        for one in first
        for other in then
    )


def leans(frame: Frame | None) -> bool:
    """At home a clause leans on the one before only over an "and": "play the cooking show | on the tv"."""
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

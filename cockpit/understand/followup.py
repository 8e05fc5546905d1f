"""Sentences that go on from the one before: "a bit more", "and the passenger's too", "same for the back".

They name no thing, or only a thing. What they leave out is that of the last steps: the control, the
value, the place; only what is said new changes. Here too every word must have its place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from cockpit.actions.control import Level
from cockpit.actions.registry import CONTROLS
from cockpit.language import load
from cockpit.plan import Plan, Remark, Step
from cockpit.understand.carry import (
    also,
    control_of,
    elsewhere,
    fitted,
    nudged,
    with_siblings,
)
from cockpit.understand.context import Context
from cockpit.understand.frame import Frame, build
from cockpit.understand.household import Household
from cockpit.understand.lexicon import Span, Tag, command_spans, readings
from cockpit.understand.places import place_told
from cockpit.understand.word_tree import spelled

_MAX_READINGS = 30
_MAX_TOKENS, _MAX_PART = 16, 8
"""What goes on from another sentence is short."""
_MARKS = ("filler", "dressing", "onward", "closing", "enough", "same", "other", "plural", "kept")
_WAYS = ("up", "down", "more", "less", "max", "min")
_OPENS = ("filler", "dressing", "onward", "enough")
_ENDS = (*_OPENS, "closing")
_NUDGES = ("further", "less", "up", "back")
_FEW = 2
""" "One" and "two" rather count things."""
_OF_STATES = ("heat", "cool")
"""Their words may as well tell how it is: "warm"."""
Phrases = dict[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence less the words that only say that it goes on. `marks`: the kinds of those words."""

    tokens: tuple[str, ...]
    marks: frozenset[str]

    @property
    def goes_on(self) -> bool:
        return bool(self.marks & {"dressing", "onward", "closing", "same", "other"})


class FollowUps:
    """The follow-ups of one language."""

    def __init__(self, language: str, lexicon: Household) -> None:
        words: Mapping[str, Any] = load(language, "followup")
        self._lexicon = lexicon
        self._english = language == "en"
        self._marks: Phrases = {tokens: kind for kind in _MARKS for tokens in spelled(words[kind]) if tokens}
        self._nudges: dict[tuple[str, ...], tuple[str, int]] = {
            tokens: (kind, count)
            for kind in _NUDGES
            for count, templates in words[kind].items()
            for tokens in spelled(templates)
        }
        self._barred = spelled(words["barred"])
        self._suggests = spelled(words["suggests"])
        self._again = spelled(words["again"])
        self._felt = [
            (frozenset(entry["controls"]), entry["way"], spelled(entry["words"])) for entry in words["felt"]
        ]
        self._rest = spelled(words["rest"])
        self._reverse = spelled(words["reverse"])
        self._resume = spelled(words["resume"])
        self._owned = spelled(words["owned"])
        self._which = spelled(words["which"])
        self._longest = max(map(len, (*self._marks, *self._which)))
        self._read_already: dict[Said, list[Frame]] = {}

    def read(self, tokens: Sequence[str], context: Context) -> Plan | None:
        """The plan of a sentence that goes on from `context.last`, None for any other sentence."""
        tokens = stripped(tokens)
        if not context.last or not tokens or len(tokens) > _MAX_TOKENS or self.is_barred(tokens):
            return None
        if _holds(tokens, self._rest) and len(context.last) > 1:
            return None
        said = self.said(tokens)
        frames = _likeliest(self.frames(said), context)
        named = only_name(frames)
        for frame in frames:
            steps = _continued(frame, said, context, named=named)
            if isinstance(steps, Plan):
                return steps
            plan = plan_of(steps)
            if plan is not None:
                return replace(plan, corrects="enough" in said.marks and frame.zone is None)
        return None

    def exactly(self, tokens: Sequence[str], context: Context) -> Plan | None:
        """The plan of "again", "a bit more", "not that much" and the like."""
        tokens = tuple(token for token in stripped(tokens) if token != ",")
        if not context.last:
            return None
        if any(tokens[:n] in self._again and self._idle(tokens[n:]) for n in range(len(tokens), 0, -1)):
            return plan_of(context.last)
        if tokens in self._reverse:
            return plan_of([_reversed(step) for step in context.last if _goes(step)])
        for wording in (tokens, self.said(tokens).tokens):
            if wording in self._nudges:
                return plan_of(nudged(*self._nudges[wording], context))
            for controls, way, phrases in self._felt:
                if wording in phrases and context.last[-1].action in controls:
                    return plan_of(nudged(way, 1, context))
        tokens = self.said(tokens).tokens
        rest = tokens[self._nudge_before(tokens) :]
        said = self.said(rest)  # "not that far, half"
        if len(rest) == len(tokens):
            return None
        for frame in _likeliest(self.frames(said), context):
            frame = aimed(frame)
            steps = changed(frame, said, context, bound=True) if says_what(frame) and not frame.things else []
            if steps and not isinstance(steps, Plan):
                return plan_of(steps)
        return None

    def pointing_back(self, tokens: Sequence[str], context: Context) -> Plan | None:
        """The plan of a sentence that means something by itself, but "it" or "both" is what was just done."""
        said = self.said(stripped(tokens))
        points = "plural" in said.marks or any(frame.pronoun for frame in self.frames(said))
        return self.read(tokens, context) if points and context.fresh else None

    def _idle(self, tokens: tuple[str, ...]) -> bool:
        """Whether nothing stands there that says something."""
        return not self.said(tokens).tokens

    def resumed(self, tokens: Sequence[str], context: Context) -> Plan | None:
        """The plan of "go on" behind what was paused."""
        return plan_of(_resumed(context.last[-1])) if stripped(tokens) in self._resume else None

    def part(self, tokens: tuple[str, ...], context: Context) -> Plan | None:
        """The plan of a part of a sentence; what else stands in it must be understood as well."""
        tokens = stripped(tokens)
        if not tokens or len(tokens) > _MAX_PART or self.is_barred(tokens):
            return None
        if _holds(tokens, self._rest) and len(context.last) > 1:
            return None
        said = self.said(tokens)
        for frame in _likeliest(self.frames(said), context):
            if frame.things or not says_what(frame) or not (context.fresh or frame.pronoun):
                continue
            steps = changed(frame, said, context)
            if steps and not isinstance(steps, Plan):
                return plan_of(steps)
        return None

    def _nudge_before(self, tokens: tuple[str, ...]) -> int:
        """How many tokens a nudge takes that something else stands behind: "not that far | half"."""
        felt = {phrase for _, _, phrases in self._felt for phrase in phrases}
        ends = (n for n in range(len(tokens) - 1, 0, -1) if tokens[:n] in self._nudges or tokens[:n] in felt)
        return next(ends, 0)

    def said(self, tokens: Sequence[str]) -> Said:
        """Without dressing at either end, and without "same" and "other" wherever they stand."""
        kept: list[str] = []
        marks: set[str] = set()
        rest = tuple(tokens)
        while rest:
            length, kind = self._mark(rest)
            if kind in ("same", "other") or (kind in _OPENS and not kept):
                marks.add(kind)
            else:
                marks |= {kind} if kind == "plural" else set()
                kept += rest[: length or 1]
            rest = rest[length or 1 :]
        while kept:
            at_end = [n for n in range(1, self._longest + 1) if self._marks.get(tuple(kept[-n:])) in _ENDS]
            if not at_end:
                break
            marks.add(self._marks[tuple(kept[-at_end[-1] :])])
            del kept[-at_end[-1] :]
        bare = self._without_which(tuple(kept))
        if bare is not None:
            kept, marks = list(bare), marks | {"which"}
        if tuple(kept[-1:]) in self._owned or tuple(kept[-2:]) in self._owned:
            marks.add("which")
        return Said(tuple(kept), frozenset(marks))

    def _without_which(self, tokens: tuple[str, ...]) -> tuple[str, ...] | None:
        """A place said as one of several, without the "one": "the left one", "右边的". None for else."""
        for length in range(min(self._longest, len(tokens) - 1), 0, -1):
            for mark, rest in ((tokens[-length:], tokens[:-length]), (tokens[:length], tokens[length:])):
                if mark not in self._which:
                    continue
                frames = self.frames(Said(rest, frozenset()))
                if any(frame == Frame(zone=frame.zone) and frame.zone is not None for frame in frames):
                    return rest
        return None

    def _mark(self, tokens: tuple[str, ...]) -> tuple[int, str]:
        """How many tokens the sentence's first mark takes, and its kind; 0 where none stands there."""
        for length in range(min(self._longest, len(tokens)), 0, -1):
            kind = self._marks.get(tokens[:length])
            if kind is not None:
                return length, kind
        return 0, ""

    def frames(self, said: Said) -> list[Frame]:
        """What the words may mean together, the likeliest first; one that says nothing but "other" too."""
        if not said.tokens:
            return [Frame()] if "other" in said.marks else []
        if len(said.tokens) > _MAX_TOKENS:
            return []
        if said not in self._read_already:
            self._read_already[said] = self._read(said)
        return self._read_already[said]

    def complains(self, tokens: tuple[str, ...]) -> bool:
        """Whether it tells how something feels, and names nothing."""
        spans = self._lexicon.cut(tokens)[0]
        names = any(span.may_be("thing", "number", "choice") for span in spans)
        return not names and any(span.may_be("quality", "state") for span in spans)

    def is_barred(self, tokens: tuple[str, ...]) -> bool:
        """Whether a word in it tells that it is about something else."""
        return _holds(tokens, self._barred)

    def suggests(self, tokens: tuple[str, ...]) -> bool:
        """Whether it is a question by its form only: "what about the back?"."""
        return _holds(tokens, self._suggests)

    def is_within_word(self, tokens: tuple[str, ...], place: int) -> bool:
        """Whether the likeliest cut has a word on both sides of `place`."""
        return any(span.start < place < span.end for span in self._lexicon.cut(tokens)[0])

    def forget(self) -> None:
        """Another sentence begins."""
        self._read_already.clear()

    def _read(self, said: Said) -> list[Frame]:
        found: list[Frame] = []
        for cut in self._lexicon.cut(said.tokens):
            spans = command_spans(cut)
            names = any(span.may_be("thing") and not span.may_be("zone", "zone_before") for span in cut)
            if spans is None or _complains(spans) or _dangles(said.tokens, cut):
                continue
            for tags in readings(spans, _MAX_READINGS):
                if any(tag.kind == "complaint_glue" for tag in tags):
                    continue
                wanted = said.goes_on and any(tag.kind == "quality" for tag in tags)  # 再热一点
                frame = build((Tag("weak"), *tags) if wanted else tags, self._lexicon.things)
                if frame is None or frame.complaint or (self._english and frame.zone == "there"):
                    continue
                if frame.zone != "there" and any(tag.value == "there" for span in cut for tag in span.tags):
                    continue  # 那边 is a place, not nothing
                if frame.zone == "her" and frame.pronoun and frame.has_verb:
                    continue  # "open it for him"
                if frame.zone == "her":
                    frame = replace(frame, zone=place_told("her", None))
                if (
                    names
                    and not frame.things
                    and not (frame.has_verb and (frame.pronoun or frame.too or said.goes_on))
                ):
                    continue  # what names a thing in another reading may well be about that
                if frame not in found:
                    found.append(frame)
        if "onward" in said.marks:
            found = [replace(frame, by=frame.by or frame.number is not None) for frame in found]
        return sorted(found, key=lambda frame: bool(frame.things))  # "the back" is a place before a thing


def _dangles(tokens: Sequence[str], spans: Sequence[Span]) -> bool:
    """ "Boot up the | computer": an article's noun is no word that may be dropped."""
    return any(
        tokens[one.end - 1] in ("the", "a", "an") and two.only("filler", "polite")
        for one, two in pairwise(spans)
    )


def _complains(spans: Sequence[Span]) -> bool:
    """ "Still too warm": no more of it is wanted, though "warm" may be a verb."""
    return any(
        one.may_be("complaint") and not one.may_be("steps") and two.may_be("quality")
        for one, two in pairwise(spans)
    )


def _holds(tokens: tuple[str, ...], phrases: frozenset[tuple[str, ...]]) -> bool:
    return any(tokens[at : at + n] in phrases for at in range(len(tokens)) for n in range(1, 6))


def _opening(frame: Frame) -> bool:
    return any(verb.value in ("open", "close") for verb in frame.verbs)


def _counts(frame: Frame) -> bool:
    """一档: how far only where a word says that it goes further."""
    return frame.unit == "notch" and not (frame.by or frame.has_verb)


def _was_number(step: Step) -> bool:
    """Whether it set a level to a number, no end of it: then another number is another level."""
    control, value = CONTROLS.get(step.action), step.slots.get("value")
    level = control is not None and isinstance(control.value, Level)
    return level and value is not None and value not in control.verbs.values()  # type: ignore[union-attr]


def _goes(step: Step) -> bool:
    """Whether it went a way from where it was."""
    return "steps" in step.slots or "change" in step.slots


def _reversed(step: Step) -> Step:
    by = "steps" if "steps" in step.slots else "change"
    return replace(step, slots={**step.slots, by: -2 * step.slots[by]})


def _likeliest(frames: Sequence[Frame], context: Context) -> list[Frame]:
    """What opens nothing is no more opened than closed: 降 of a heating is only "down"."""
    value = CONTROLS[context.last[-1].action].value if context.last[-1].action in CONTROLS else None
    if not isinstance(value, Level) or value.opens is not None:
        return list(frames)
    return sorted(frames, key=lambda frame: (_opening(frame), _counts(frame)))


def _resumed(last: Step) -> list[Step]:
    """ "Go on" behind what was paused."""
    control = CONTROLS.get(last.action)
    if control is None or "play" not in control.verbs:
        return []
    paused = last.slots.get("value") in (control.verbs.get("pause"), control.verbs.get("off"))
    return [Step(last.action, {"value": control.verbs["play"]})] if paused else []


def stripped(tokens: Sequence[str]) -> tuple[str, ...]:
    return tuple(token for token in tokens if token != "?")


def plan_of(steps: Sequence[Step] | None) -> Plan | None:
    unique = [step for at, step in enumerate(steps or ()) if step not in (steps or ())[:at]]
    return Plan(tuple(unique), "grammar") if unique else None


# What is meant


def _continued(frame: Frame, said: Said, context: Context, *, named: bool) -> Plan | list[Step] | None:
    """`named`: the words name something in every reading, and say in none what to do with it."""
    if said.goes_on and not says_what(frame) and at_a_seat(frame):
        frame = replace(frame, things=())  # "the passenger seat as well": who sits there
    if frame.things:
        return also(frame, context) if said.goes_on and named and not says_what(frame) else []
    if "other" in said.marks:
        frame = replace(frame, zone="other")
    if says_what(frame):
        return changed(frame, said, context)
    which = "which" in said.marks and context.fresh
    if frame.zone is not None and (said.goes_on or frame.too or frame.pronoun or which):
        same = "same" in said.marks
        steps = [elsewhere(frame, last, context, same=same) for last in context.last]
        return [step for step in steps if step is not None]
    return []


def aimed(frame: Frame) -> Frame:
    """A mere number is what it is to be: "one is enough" is no step further."""
    return replace(frame, to=True) if frame.number is not None and not frame.has_verb else frame


def at_a_seat(frame: Frame) -> bool:
    """Whether a seat is named as a place."""
    return frame.zone is not None and frame.controls()[:1] == ("seats.position",)


def says_what(frame: Frame) -> bool:
    """Whether it says what to do, not only with which thing or where."""
    return frame.has_verb or frame.has_value or frame.steps is not None


def only_name(frames: Sequence[Frame]) -> bool:
    """Whether no reading of the words tells what to do: "the fog lights", not "turn on the fog lights"."""
    return not any(frame.has_verb or frame.weak or frame.pronoun for frame in frames)


def changed(frame: Frame, said: Said, context: Context, *, bound: bool = False) -> Plan | list[Step]:
    """What is said, done to what the last steps did: "close it", "make it red", "even warmer".

    `bound`: it is known that the words are about the last steps.
    """
    lasts = context.last
    if "plural" in said.marks and len(lasts) == 1:
        lasts = (*context.earlier, *lasts)  # "shut both"
    if "plural" in said.marks and frame.zone == "all" and len(lasts) > 1:
        frame = replace(frame, zone=None)  # "close them all"
    if "enough" in said.marks:
        frame = aimed(frame)
    if frame.percent is not None and frame.pronoun and not (frame.weak or frame.has_verb):
        return []  # "half that": of all, or of what it is
    bound = bound or _bound(frame, said)
    fitting = [
        (last, step)
        for last in lasts
        if (bound or (context.fresh and _plain_about(frame, last)))
        and (step := fitted(frame, last, context)) is not None
    ]
    if not fitting:
        return []
    if "plural" in said.marks:
        return [step for _, step in fitting]
    actions = {last.action for last, _ in fitting}
    if frame.pronoun and len(actions) > 1:
        steps = tuple(step for _, step in fitting)
        return Plan(remark=Remark("did_you_mean", {"choices": steps}))
    return [fitting[-1][1]]


def _bound(frame: Frame, said: Said) -> bool:
    """Whether the words themselves point back."""
    marked = said.goes_on or "enough" in said.marks
    if marked or frame.pronoun or frame.steps is not None or frame.too or frame.zone is not None:
        return True
    return (frame.weak and frame.has_value) or (
        frame.number is not None and (frame.unit is not None or frame.to)
    )


def _plain_about(frame: Frame, last: Step) -> bool:
    """Whether words that do not point back suit the last step: a number its temperature, a verb its thing."""
    name = control_of(last)
    if frame.has_verb:
        known = {word for control in with_siblings(last) for word in (*control.verbs, *_WAYS)}
        return all(
            verb.value not in _OF_STATES and (verb.controls or verb.value in known) for verb in frame.verbs
        )
    number = frame.number
    return number is None or name.endswith("temperature") or (number > _FEW and _was_number(last))

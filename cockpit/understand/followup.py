"""Sentences that go on from the one before: "a bit more", "and the passenger's too", "same for the back".

They name no thing, or only a thing. What they leave out is that of the last steps: the control, the
value, the place; only what is said new changes. Here too every word must have its place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cockpit.actions.control import Choice, Control, Level, Switch
from cockpit.actions.registry import CONTROLS
from cockpit.actions.zones import ZONES
from cockpit.language import load
from cockpit.plan import Plan, Remark, Step
from cockpit.understand.context import Context
from cockpit.understand.frame import Frame, build
from cockpit.understand.lexicon import Lexicon, Tag, Thing, command_spans, expand, readings
from cockpit.understand.resolve import MISSING, steps_of
from cockpit.understand.tokens import tokenise

_MAX_READINGS = 60
_MAX_TOKENS = 16
"""What goes on from another sentence is short."""
_MARKS = ("filler", "dressing", "same", "other", "plural")
_WAYS = ("up", "down", "more", "less")
_ENDS = ("filler", "dressing")
_NUDGES = ("further", "less", "back")
_OTHER = {
    "driver": "passenger",
    "passenger": "driver",
    "rear_left": "rear_right",
    "rear_right": "rear_left",
    "front": "rear",
    "rear": "front",
    "left": "right",
    "right": "left",
}
_ZONE_OF = {seats[0]: zone for zone, seats in ZONES.items() if len(seats) == 1}

Phrases = dict[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence less the words that only say that it goes on. `marks`: the kinds of those words."""

    tokens: tuple[str, ...]
    marks: frozenset[str]

    @property
    def goes_on(self) -> bool:
        return bool(self.marks & {"dressing", "same", "other"})


class FollowUps:
    """The follow-ups of one language."""

    def __init__(self, language: str, lexicon: Lexicon) -> None:
        words: Mapping[str, Any] = load(language, "followup")
        self._lexicon = lexicon
        self._marks: Phrases = {
            tokenise(text): kind for kind in _MARKS for text in expand(words[kind]) if text
        }
        self._nudges: dict[tuple[str, ...], tuple[str, int]] = {
            tokenise(text): (kind, count)
            for kind in _NUDGES
            for count, templates in words[kind].items()
            for text in expand(templates)
        }
        self._again = frozenset(tokenise(text) for text in expand(words["again"]))
        self._longest = max(map(len, self._marks))

    def read(self, tokens: Sequence[str], context: Context) -> Plan | None:
        """The plan of a sentence that goes on from `context.last`, None for any other sentence."""
        tokens = _stripped(tokens)
        if not context.last or not tokens or len(tokens) > _MAX_TOKENS:
            return None
        if tokens in self._again:
            return _plan(context.last)
        said = self.said(tokens)
        for wording in (tokens, said.tokens):
            if wording in self._nudges:
                return _plan(_nudged(*self._nudges[wording], context))
        for frame in self.frames(said):
            steps = _continued(frame, said, context)
            if isinstance(steps, Plan):
                return steps
            if steps:
                return _plan(steps)
        return None

    def said(self, tokens: Sequence[str]) -> Said:
        """Without dressing at either end, and without "same" and "other" wherever they stand."""
        kept: list[str] = []
        marks: set[str] = set()
        rest = tuple(tokens)
        while rest:
            length, kind = self._mark(rest)
            if kind in ("same", "other") or (kind in _ENDS and not kept):
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
        return Said(tuple(kept), frozenset(marks))

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
        found: list[Frame] = []
        for cut in self._lexicon.cut(said.tokens):
            spans = command_spans(cut)
            for tags in readings(spans, _MAX_READINGS) if spans else ():
                wanted = said.goes_on and any(tag.kind == "quality" for tag in tags)  # 再热一点
                frame = build((Tag("weak"), *tags) if wanted else tags, self._lexicon.things)
                if frame is not None and not frame.complaint and frame not in found:
                    found.append(frame)
        return sorted(found, key=lambda frame: bool(frame.things))  # "the back" is a place before a thing


def _stripped(tokens: Sequence[str]) -> tuple[str, ...]:
    return tuple(token for token in tokens if token != "?")


def _plan(steps: Sequence[Step] | None) -> Plan | None:
    unique = [step for at, step in enumerate(steps or ()) if step not in (steps or ())[:at]]
    return Plan(tuple(unique), "grammar") if unique else None


# A nudge: "a bit more", "not that much"


def _nudged(kind: str, count: int, context: Context) -> list[Step]:
    """The latest step that has steps of its own, moved on; a lamp that was switched on gets brighter."""
    for step in reversed(context.last):
        for control in _with_siblings(step):
            if isinstance(control.value, Level) or (
                isinstance(control.value, Choice) and control.value.order
            ):
                sign = _sign(kind, control, step, context)
                return [Step(control.action, _place(step) | {"steps": sign * count})]
    return []


def _sign(kind: str, control: Control, step: Step, context: Context) -> int:
    way = _way(step, control, context)
    if kind == "less":
        opens = isinstance(control.value, Level) and control.value.opens is not None
        return -way if opens else -1
    return way if kind == "further" else -way


def _way(step: Step, control: Control, context: Context) -> int:
    """Which way the step went: a relative one as it says, an opening one as it moved, others up."""
    by = step.slots.get("steps", step.slots.get("change", 0))
    if by:
        return 1 if by > 0 else -1
    opens = control.value.opens if isinstance(control.value, Level) else None
    if opens is None or not isinstance(control.value, Level):
        return 1
    towards_open = 1 if opens == control.value.high else -1
    return context.ways.get(step.action, towards_open)


# What is meant


def _continued(frame: Frame, said: Said, context: Context) -> Plan | list[Step] | None:
    if frame.home:
        return _at_home(frame, said, context.last[-1])
    says_what = frame.has_verb or frame.has_value or frame.steps is not None
    if frame.things:
        return [] if says_what or not said.goes_on else _also(frame, said, context)
    if "other" in said.marks:
        frame = replace(frame, zone="other")
    if says_what:
        return _changed(frame, said, context)
    if frame.zone is not None and (said.goes_on or frame.too or frame.pronoun):
        return [step for last in context.last if (step := _elsewhere(frame, last, context)) is not None]
    return []


def _changed(frame: Frame, said: Said, context: Context) -> Plan | list[Step]:
    """What is said, done to what the last steps did: "close it", "make it red", "even warmer"."""
    if "plural" in said.marks and frame.zone == "all" and len(context.last) > 1:
        frame = replace(frame, zone=None)  # "close them all"
    bound = _bound(frame, said)
    fitting = [
        (last, step)
        for last in context.last
        if (bound or _plain_about(frame, last)) and (step := _fitted(frame, last, context)) is not None
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
    if said.goes_on or frame.pronoun or frame.steps is not None or frame.too:
        return True
    return (frame.weak and frame.has_value) or (
        frame.number is not None and (frame.unit is not None or frame.to)
    )


def _plain_about(frame: Frame, last: Step) -> bool:
    """Whether words that do not point back suit the last step: a number its temperature, a verb its thing."""
    name = _control_of(last)
    if frame.has_verb:
        known = {*CONTROLS[name].verbs, *_WAYS} if name in CONTROLS else set()
        return all(verb.controls or verb.value in known for verb in frame.verbs)
    return frame.number is None or name.endswith("temperature")


def _fitted(frame: Frame, last: Step, context: Context) -> Step | None:
    """The words as a command to the control of `last`, or to one beside it (a lamp's colour)."""
    for control in _with_siblings(last):
        limited = _limited(frame, control.action)
        if limited is None:
            continue
        limited = replace(_steered(limited, control, last, context), things=(_thing(control),), zone=None)
        steps = steps_of(limited)
        if steps is None or MISSING in steps[0].slots:
            continue
        slots = {key: value for key, value in steps[0].slots.items() if key != "zone"}
        place = _place(last) if frame.zone is None else _moved(frame.zone, last, context)
        if place is not None and _exists(control, place, context):
            return Step(control.action, slots | place)
    return None


def _limited(frame: Frame, name: str) -> Frame | None:
    """The frame with its verbs meant for the action, None where one belongs to others only."""
    tags = (*frame.verbs, *frame.choices)
    if any(tag.controls and name not in tag.controls for tag in tags):
        return None
    verbs = tuple(replace(tag, controls=()) if tag.controls else tag for tag in frame.verbs)
    return replace(frame, verbs=verbs, pronoun=False, too=False)


def _steered(frame: Frame, control: Control, last: Step, context: Context) -> Frame:
    """ "Two notches", "a bit", "another 10 percent" without a verb: in the direction of the last step."""
    by = frame.steps is not None or frame.by or frame.unit == "notch"
    if frame.has_verb or not by or frame.to:
        return frame
    word = "more" if _way(last, control, context) > 0 else "less"
    return replace(frame, verbs=(Tag("verb", word),))


def _thing(control: Control) -> Thing:
    """A name that stands for the control with any word."""
    return Thing(control.action, control.action, {control.action: ()})


def _with_siblings(step: Step) -> list[Control]:
    """The step's control, then those of the same thing: of a lamp its brightness and its colour."""
    name = _control_of(step)
    if name not in CONTROLS:
        return []
    base = name.partition("_")[0]
    beside = [c for other, c in CONTROLS.items() if other.partition("_")[0] == base and other != name]
    return [CONTROLS[name], *(beside if base.startswith("lights.") else ())]


def _control_of(step: Step) -> str:
    return str(step.slots["control"]) if step.action == "vehicle.state" else step.action


# Where


def _place(step: Step) -> dict[str, Any]:
    return {"zone": step.slots["zone"]} if "zone" in step.slots else {}


def _elsewhere(frame: Frame, last: Step, context: Context) -> Step | None:
    """The last step (or question) at the place that is said."""
    control = CONTROLS.get(_control_of(last))
    place = _moved(frame.zone, last, context) if control is not None else None
    if control is None or not place or not _exists(control, place, context):
        return None
    return Step(last.action, {**last.slots, **place})


def _moved(zone: Any, last: Step, context: Context) -> dict[str, Any] | None:
    """The zone slot for the place that is said; "other" is the opposite of the last step's."""
    if zone == "other":
        before = last.slots.get("zone", "own")
        before = _ZONE_OF[context.seat] if before == "own" else before
        return {"zone": _OTHER[before]} if isinstance(before, str) and before in _OTHER else None
    if zone in ("me", "i"):
        return {"zone": "own"}
    return {"zone": zone if isinstance(zone, str) else list(zone)}


def _exists(control: Control, place: Mapping[str, Any], context: Context) -> bool:
    return not place or ("" not in control.paths and bool(control.seats(place, context.seat)))


# Another thing


def _also(frame: Frame, said: Said, context: Context) -> list[Step]:
    """ "And the sunroof too": the same with another thing, as far as it can be done with that."""
    last = context.last[-1]
    name = _control_of(last)
    if name not in CONTROLS:
        return []
    place: dict[str, Any] = {}
    if frame.zone is not None or frame.many:
        place = _moved(frame.zone or "all", last, context) or {}
    for other in frame.controls():
        control = CONTROLS.get(other)
        if control is None or not _exists(control, place, context):
            continue
        if last.action == "vehicle.state":
            return [Step(last.action, {"control": other} | place)]
        slots = _translated(last.slots, CONTROLS[name], control, frame)
        if slots is not None:
            return [Step(other, slots | place)]
    return []


def _translated(
    slots: Mapping[str, Any], before: Control, control: Control, frame: Frame
) -> dict[str, Any] | None:
    """The slots of a step of `before` for `control`: by the word that both know, else by the number."""
    if control is before:
        return {key: value for key, value in slots.items() if key != "zone"}
    if "steps" in slots:
        return {"steps": slots["steps"]} if isinstance(control.value, Level) else None
    if "value" not in slots:
        return None
    value = slots["value"]
    for word, meant in before.verbs.items():
        known = word in control.verbs and frame.allows(control.action, word)
        if known and meant == value and type(meant) is type(value):
            return {"value": control.verbs[word]}
    one, other = before.value, control.value
    if isinstance(one, Level) and isinstance(other, Level) and one.unit == other.unit:
        return {"value": value}
    if isinstance(one, Switch) and isinstance(other, Switch):
        return {"value": value}
    return None


# At home


def _at_home(frame: Frame, said: Said, last: Step) -> list[Step]:
    """ "And the bedroom too": the same in another room."""
    areas = [tag.value for tag in frame.home if tag.kind == "area"]
    plain = len(frame.home) == len(areas) == 1 and not (frame.has_verb or frame.has_value or frame.things)
    if not (plain and said.goes_on and "area" in last.slots):
        return []
    return [Step(last.action, {**last.slots, "area": areas[0]})]

"""Questions about the car: what a sentence wants to know. None of it changes anything.

A question has more words than a command has, so it is read with words of its own (questions.yaml, and the
areas' `asked` names); here too every word must have its place.
"""

from collections.abc import Iterator, Sequence

from cockpit.actions.action import Question
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.actions.zones import ZONES
from cockpit.plan import Step
from cockpit.understand.command.gathering import placed
from cockpit.understand.command.places import place_of
from cockpit.understand.command.resolve import at_place
from cockpit.understand.command.slots import ALONE
from cockpit.understand.effort import Effort
from cockpit.understand.words.lexicon import Lexicon
from cockpit.understand.words.tag import Span, Tag, Thing, readings

_MAX_READINGS = 60
_CUTTING = 8
"""What is spent on each word that is cut; a word of a reading costs 1."""
_OF_WHAT = ("vehicle.gear", "vehicle.heading", "vehicle.speed")
"""Asked of something that is set they mean its level, and its way: 雨刷现在是什么档,
空调吹的哪个方向, the fan's speed."""
_STATES = ("verb", "done", "gerund", "asked_state")
_MEANT = (*_STATES, "thing", "choice", "zone", "zone_before", "quality", "conjunction")
# What a question may hold without a meaning for what is asked.
SILENT = (
    *("asking", "ask", "report", "polite", "filler", "glue", "be", "final", "begin", "pronoun", "weak"),
    *("to", "too"),
    *("number", "fraction", "grade", "full", "unit", "steps", "by"),
    *("complaint", "complaint_glue", "you", "state"),
)
_NOTHING = Tag("filler")
_PLACES = (*ZONES, "own")
_BEFORE_RIGHT = ("the", "on", "to", "front", "rear", "back")
_OPENINGS = ("doors.", "windows.")
"""Where a Chinese question names no place it means all: 车窗关了吗 is not only one's own."""


def question(tokens: Sequence[str], lexicon: Lexicon, effort: Effort) -> tuple[Step, ...] | None:
    """The steps that read what is asked, one for each thing; None when it is no question about the car.

    Raises TooMuch.
    """
    if "?" in tokens[:-1]:
        return None  # 空调多少度？然后调到22度: two sentences
    tokens = tuple(token for token in tokens if token != "?")
    if tokens[-1:] == ("right",) and len(tokens) > 3 and tokens[-2] not in _BEFORE_RIGHT:
        tokens = tokens[:-1]  # "it is closed, right"
    effort.spend(_CUTTING * len(tokens))
    found = lexicon.cut(tokens, asking=True)
    if found and any(span.may_be("not_ours") for span in found[0]):
        return None
    cuts = [spans for cut in found if (spans := _spans(cut))]
    for strictly in (True, False):
        for spans in cuts:
            for tags in readings(spans, _MAX_READINGS):
                effort.spend(len(tags))
                steps = _steps(tags, lexicon, strictly)
                if steps is not None:
                    return steps
    return None


def _spans(cut: Sequence[Span]) -> list[Span] | None:
    """The cut with the meanings that a question can use; None when a word has none."""
    kept: list[Span] = []
    for place, span in enumerate(cut):
        states = dict.fromkeys(tag.value for tag in span.tags if tag.kind in _STATES)
        tags = [Tag("asked_state", value) for value in states]
        tags += [tag for tag in span.tags if tag.kind in _MEANT and tag.kind not in _STATES]
        before_thing = any(after.may_be("thing") for after in cut[place + 1 : place + 2])
        first = "zone_before" if before_thing else "thing"  # 后窗: a place, no way
        tags.sort(key=lambda tag: ("thing", first, tag.kind).index(tag.kind))
        if not states and any(tag.kind in SILENT for tag in span.tags):
            tags.append(_NOTHING)
        if not tags:
            return None
        kept.append(Span(span.start, span.end, tuple(tags)))
    return kept


def _steps(tags: Sequence[Tag], lexicon: Lexicon, strictly: bool) -> tuple[Step, ...] | None:
    parts = list(_parts(tags))
    last = _words(parts[-1])
    if any(_begins(part) == "asked_state" for part in parts[1:]):
        return None  # a command behind the question
    steps: list[Step] = []
    for part in parts:
        step = _step(part, _words(part) or last, lexicon, strictly)
        if step is None:
            return None
        if step not in steps:
            steps.append(step)
    return tuple(steps)


def _begins(part: Sequence[Tag]) -> str:
    return next((tag.kind for tag in part if tag != _NOTHING), "")


def _parts(tags: Sequence[Tag]) -> Iterator[Sequence[Tag]]:
    """The tags cut where "and" joins two things: "are the windows and the sunroof closed"."""
    start = 0
    for place, tag in enumerate(tags):
        named = any(each.kind == "thing" for each in tags[start:place])
        if tag.kind == "conjunction" and named and any(each.kind == "thing" for each in tags[place:]):
            yield tags[start:place]
            start = place + 1
    yield tags[start:]


def _words(tags: Sequence[Tag]) -> frozenset[str]:
    """What is asked of the thing: "open", "on", "lock" as in a control's verbs."""
    return frozenset(tag.value for tag in tags if tag.kind == "asked_state")


def _step(tags: Sequence[Tag], words: frozenset[str], lexicon: Lexicon, strictly: bool) -> Step | None:
    named = [tag for tag in tags if tag.kind == "thing"]
    things = [lexicon.things[tag.value[0]] for tag in named]
    asked = next((name for thing in reversed(things) for name in thing.controls if _reads(name)), None)
    set_by_hand = any(name in CONTROLS for thing in things for name in thing.controls)
    if asked == "vehicle.location" and set_by_hand:
        return None  # 天窗开关在哪
    if asked is not None and not (asked in _OF_WHAT and set_by_hand):
        return Step(asked, {})
    things = [thing for thing in things if any(name in CONTROLS for name in thing.controls)]
    choices = {name for tag in tags if tag.kind == "choice" for name in tag.controls}
    control = (
        _control(things, words, choices, strictly) if things else next(iter(sorted(choices & ALONE)), None)
    )
    zone = place_of(placed([tag for tag in tags if tag != _NOTHING]))
    if control is None or zone == "nowhere":
        return None
    slots: dict[str, object] = {"control": control}
    if "" in CONTROLS[control].paths:
        return Step("vehicle.state", {"control": at_place(control, zone)})
    places = [name for name in ([zone] if isinstance(zone, str) else zone or ()) if name in _PLACES]
    if places:
        slots["zone"] = places[0] if len(places) == 1 else places
    elif any(tag.value[1] for tag in named) or (lexicon.language == "zh" and control.startswith(_OPENINGS)):
        slots["zone"] = "all"
    return Step("vehicle.state", slots)


def _reads(name: str) -> bool:
    return isinstance(REGISTRY[name], Question)


def _control(things: Sequence[Thing], words: frozenset[str], choices: set[str], strictly: bool) -> str | None:
    """The one control that the names have in common and that fits what is asked of it.

    `strictly`: only what a name stands for beside just these words.
    """
    fit = [thing for thing in things if _allowed(thing, words)]
    if strictly and len(fit) < len(things):
        return None
    *others, last = fit or things
    shared = [name for name in last.controls if all(name in thing.controls for thing in others)]
    names = [name for name in shared if name in CONTROLS]
    if choices:
        names = [name for name in names if name in choices]
    if not others:
        allowed = [name for name in names if name in _allowed(last, words)]
        names = allowed if strictly else allowed or names
    fitting = [name for name in names if words & {*CONTROLS[name].verbs, *CONTROLS[name].moves}]
    return next(iter(fitting or names), None)


def _allowed(thing: Thing, words: frozenset[str]) -> list[str]:
    """What the name stands for beside these words."""
    return [name for name, only in thing.controls.items() if not only or "state" in only or words & set(only)]

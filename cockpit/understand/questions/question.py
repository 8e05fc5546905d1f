"""Questions about the car: what a sentence wants to know. None of it changes anything.

A question has more words than a command has, so it is read with words of its own (questions.yaml, and the
areas' `asked` names); here too every word must have its place.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cockpit.actions.action import Question
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.actions.zones import ZONES
from cockpit.plan import Step
from cockpit.understand.command.gathering import placed
from cockpit.understand.command.places import place_of
from cockpit.understand.command.slots import ALONE
from cockpit.understand.effort import Effort
from cockpit.understand.words.lexicon import TELL, Lexicon, Span, Tag, Thing, readings

_MAX_READINGS = 60
_CUTTING = 8
"""What is spent on each word that is cut; a word of a reading costs 1."""
_MARKS = frozenset("?吗么呢")
_SOME = frozenset("点些")
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


def asks(tokens: Sequence[str], spans: Sequence[Span], lexicon: Lexicon) -> bool:
    """Whether these words are a question; `spans` is the likeliest cut of the tokens."""
    words = [span for span in spans if not span.may_be("filler")]
    if not words or (lexicon.language == "zh" and _requests(tokens, words)):
        return False
    manners = next((place for place, span in enumerate(words) if not span.may_be("polite")), len(words))
    if manners:  # "go ahead and tell me", "give me the heater status"
        told = any(Tag("ask", TELL) in span.tags for span in (*words[manners : manners + 1], words[-1]))
        return told or _reports(tokens, words[manners:], lexicon)
    if words[0].may_be("ask") or any(_wonders(span) for span in words):  # "any windows open"
        return True
    ends = (tokens, tokens[: words[-1].end])  # with 啊 and 吧 behind it, and without
    if words[0].may_be("thing", "zone", "be", "glue") and any(
        tuple(said[-length:]) in lexicon.question_ends for said in ends for length in (1, 2, 3)
    ):
        return True  # 窗户关了没有
    told = words[-1].only("state") or _is_manners(spans[-1])
    polite = [span for span in spans if span.end <= words[0].start and span.may_be("polite")]
    marked = tokens[-1] in _MARKS and not (told or (tokens[-1] == "?" and polite))  # "can you … ?"
    return words[0].may_be("be") or marked or _reports(tokens, words, lexicon)


def _wonders(span: Span) -> bool:
    return span.may_be("ask") and not span.may_be("polite", "glue")


def _reports(tokens: Sequence[str], words: Sequence[Span], lexicon: Lexicon) -> bool:
    """ "Heater status", "the status of the fan", "setting on the blower": a report of it."""
    said = [span for span in words if span.may_be("report") or not span.may_be("glue")]
    if not said or any(span.may_be("to", "number", "choice", "weak") for span in said):
        return False
    begins = words[0].start
    if any(tuple(tokens[begins : begins + length]) in lexicon.question_starts for length in (2, 3, 4)):
        return True
    bare = all(span.may_be("thing") or not span.may_be("verb") for span in said)
    if words[-1].end == len(tokens) and words[-1].may_be("verb"):
        return False  # "heater setting on"
    return said[-1].only("report") or (bare and said[-1].may_be("report"))


def _is_manners(span: Span) -> bool:
    """后视镜收起来好吗."""
    return span.end - span.start > 1 and span.may_be("filler")


def _requests(tokens: Sequence[str], words: Sequence[Span]) -> bool:
    """空调可以再冷一点吗: whether it can be a bit more is no question."""
    can = next((span.start for span in words if span.may_be("polite")), len(tokens))
    asked = any(span.only("ask") for span in words if span.start < can)
    return not asked and not _SOME.isdisjoint(tokens[can:])


def question(tokens: Sequence[str], lexicon: Lexicon, effort: Effort) -> tuple[Step, ...] | None:
    """The steps that read what is asked, one for each thing; None when it is no question about the car.

    Raises TooMuch.
    """
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


def wishes(spans: Sequence[Span], language: str) -> bool:
    """Whether a pause parts a request from what is asked: 外面几度，帮我把空调打开; 雾灯打开，车速多少."""
    pauses = [place for place, span in enumerate(spans) if Tag("conjunction", ",") in span.tags]
    parts = [spans[start:end] for start, end in pairwise([0, *(place + 1 for place in pauses), len(spans)])]
    asked = any(span.may_be("ask") for part in parts[1:] for span in part)
    first = language == "zh" and asked and _requested(parts[0], first=True)
    return first or any(_requested(part, first=False) for part in parts[1:])


def _requested(part: Sequence[Span], *, first: bool) -> bool:
    words = [span for span in part if not span.may_be("filler", "conjunction")]
    if not words or any(span.may_be("ask", "negation", "final") for span in words):
        return False
    if first:  # behind the question it would ask as well: 空调开着吗，车窗打开
        return words[0].only("thing") and words[-1].only("verb")
    return words[0].may_be("polite", "begin") and any(span.may_be("verb") for span in words)


def begins_command(spans: Sequence[Span]) -> bool:
    """Whether what follows a question is a command of its own: "is it open, and close the sunroof"."""
    words = [span for span in spans if not span.may_be("filler", "conjunction")]
    return bool(words) and words[0].may_be("verb", "weak", "polite", "begin")


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
        return Step("vehicle.state", slots)
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

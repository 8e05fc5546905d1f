"""What the two sides of a cut in a sentence say of each other."""

from collections.abc import Sequence
from dataclasses import replace

from cockpit.plan import Step
from cockpit.understand.command.frame import Frame
from cockpit.understand.command.places import place_of, without
from cockpit.understand.home.household import Household
from cockpit.understand.questions.asking import begins_command
from cockpit.understand.sentence.clause import Clause
from cockpit.understand.sentence.parts import Parts
from cockpit.understand.words.tag import Span, Tag

_OPENINGS = ("doors.", "windows.")
_OF_SEATS = ("climate.", "seats.")
_OPPOSITE = ({"on", "off"}, {"open", "close"}, {"lock", "unlock"}, {"fold", "unfold"}, {"up", "down"})
_ONLY = {"only", "just"}
_TOO = {"too", "also", "well"}


class Sides:
    """Of one sentence. `last` is what "it" may mean. Every method may raise TooMuch."""

    def __init__(self, lexicon: Household, parts: Parts, last: Step | None) -> None:
        self._lexicon = lexicon
        self._parts = parts
        self._tokens = parts.tokens
        self._last = last

    def breaks_off(self, left: Clause, rest: Sequence[Clause] | None, right_start: int, end: int) -> bool:
        """ "Turn on the heat and open": what, was not said. But "turn the music on and up"; and "on and off"
        is asked about."""
        verb = self._parts.only_verb(right_start, end)
        if verb is None or left.frame is None or not rest or rest[0].frame is None:
            return False
        further = verb in ("up", "down") and not left.frame.has_value
        both_ways = any({verb, said.value} in _OPPOSITE for said in left.frame.verbs)
        return not (further or both_ways) and rest[0].frame.things == left.frame.things

    def named(self, start: int, end: int) -> Frame | None:
        """别把窗户全打开，开一半就够了: what it is that is not to be done so."""
        spans = self._parts.cut(start, end)[0]
        named = [[tag for tag in span.tags if tag.kind == "thing"] for span in spans if span.may_be("thing")]
        if len(named) != 1 or self._lexicon.language != "zh":
            return None
        things = {tag.value: self._lexicon.things[tag.value[0]] for tag in named[0]}
        (_, many), thing = next(
            (each for each in things.items() if not all(each[1].controls.values())),
            next(iter(things.items())),
        )
        every = any(Tag("full", "every") in span.tags for span in spans)
        return Frame(things=(thing,), many=many or every)

    def both(self, left: Clause, rest: Sequence[Clause], start: int, end: int) -> tuple[Clause, ...]:
        """方向盘加热和座椅加热都打开: whether only 都 says that it is all of them."""
        every = [span for span in self._parts.cut(start, end)[0] if Tag("zone", "all") in span.tags]
        both = every and all(self._tokens[start + span.start : start + span.end] == ("都",) for span in every)
        own = any(Tag("zone", "own") in span.tags for span in self._parts.cut(start, end)[0])
        return _both_of(left, rest, self._last, own=own) if both else (left, *rest)

    def goes_on(self, after: Clause, start: int, end: int) -> bool:
        """ "Is the ac on and the window open" asks both; nothing is opened."""
        return after.question or begins_command(self._parts.cut(start, end)[0])

    def spared(self, left: Clause, start: int, end: int) -> Clause | None:
        """The command without what the negated part behind it names: "open the windows, not the rear ones".

        None where that is all it sets ("all lights off, leave the reading light on"), or nothing else.
        """
        spans = self._parts.cut(start, end)[0]
        places = [tag for span in spans for tag in span.tags[-1:] if tag.kind in ("zone", "zone_before")]
        things = [tag for span in spans for tag in span.tags if tag.kind == "thing" and not _is_place(span)]
        named = {tag.value[0] for tag in things}
        keys = {thing.key for thing in left.frame.things} if left.frame is not None else set()
        if places and left.frame is not None and left.steps and (not named or named & keys):
            return _elsewhere(left, left.frame, place_of([replace(tag, kind="zone") for tag in places]))
        spared = {next(iter(self._lexicon.things[key].controls)) for key in named}
        takes_back = not named or bool(named & keys) or any(step.action in spared for step in left.steps)
        return None if takes_back else left

    def narrowed(
        self, left: Clause, rest: tuple[Clause, ...], start: int, end: int
    ) -> tuple[Clause, ...] | None:
        """ "The windows, but only the rear ones" are those; "all the windows but mine" the others; "all the
        windows, but mine only halfway" the others, and mine halfway.
        """
        said = frozenset(self._tokens[start:end])
        if said & _TOO:
            return (left, *rest)
        (mine,), (other, *_) = left.steps, rest[0].steps
        alike = {**mine.slots, "zone": None} == {**other.slots, "zone": None}
        if alike and said & _ONLY:
            return rest
        kept = None if left.frame is None else _elsewhere(left, left.frame, other.slots.get("zone", "own"))
        if kept is None or (kept is left and alike):
            return None
        return (kept, *(rest[1:] if alike else rest))


def _is_place(span: Span) -> bool:
    return span.may_be("zone", "zone_before")


def _elsewhere(clause: Clause, frame: Frame, place: str | tuple[str, ...] | None) -> Clause | None:
    """The command where it is wanted, without a place that it leaves out; None where nothing is left."""
    where = clause.steps[0].slots.get("zone", "own")
    kept = without(where, place)
    return clause if kept == where else None if kept is None else clause.reframed(replace(frame, zone=kept))


def _both_of(left: Clause, rest: Sequence[Clause], last: Step | None, *, own: bool) -> tuple[Clause, ...]:
    """方向盘加热和座椅加热都打开: 都 is the two that were named, not every seat; but every window.

    `own`: the second is one's own (副驾的窗户和我的窗户都打开).
    """
    mine, other = left.frame, rest[0].frame
    if mine is None or other is None or other.zone != "all":
        return (left, *rest)
    if mine.things == other.things:
        second = rest[0].reframed(replace(other, zone="own"), last) if own else rest[0]
        return (left, second, *rest[1:])
    if mine.zone is None and (mine.implied or "").startswith(_OPENINGS):
        left = left.reframed(replace(mine, zone="all"), last)
    if not (other.implied or "").startswith(_OF_SEATS):
        return (left, *rest)
    return (left, rest[0].reframed(replace(other, zone=None), last), *rest[1:])

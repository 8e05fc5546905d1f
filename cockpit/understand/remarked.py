"""A command with remarks around it: "the kids are asleep, turn the music down", "wipers off, it's dry".

Tried only after the whole sentence made no command. The command must be read whole by itself; the
remark only tells what "it" is, or for whom, where it names that.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cockpit.understand.asides import Asides
from cockpit.understand.clause import Clause
from cockpit.understand.frame import Frame
from cockpit.understand.household import Mark
from cockpit.understand.lexicon import PLEASE, Lexicon, Span, Tag, Thing
from cockpit.understand.places import begins, place_of
from cockpit.understand.reader import Reader
from cockpit.understand.resolve import steps_of

_MAX_TRIED = 12
_BEGINS = ("verb", "weak", "polite", "gerund", "begin", "filler")
_ACTS = ("verb", "quality", "done", "gerund", "number", "choice", "fraction", "full", "grade")
_NAMES = ("thing", "choice", "zone", "zone_before", "number", "unit")


@dataclass(frozen=True, slots=True)
class _Said:
    """What remarks say that a command may need. `vague`: things are named, "it" may be any of them.
    `place`: the one that is named where nothing else is ("my son in the back wants it colder")."""

    before: Frame | None = None
    felt: bool = False
    vague: bool = False
    place: str | tuple[str, ...] | None = None
    things: tuple[Thing, ...] = ()

    @property
    def unclear(self) -> bool:
        """Whether an "it" that none of the named things fits means none of them."""
        return self.vague or (self.before is not None and bool(self.before.things))


def read_remarked(
    reader: Reader, lexicon: Lexicon, asides: Asides, *, purposes: bool = True
) -> tuple[Clause, ...] | None:
    """The clauses of a sentence less its remarks, None when that leaves no command.

    `purposes`: also less those that only tell what for.
    """
    tokens = reader.tokens
    if not reader.cuts:
        return None
    for tried, (start, end) in enumerate(_frames(reader, asides)):
        if tried >= _MAX_TRIED:
            return None
        if not purposes and end < len(tokens) and asides.purpose(tokens[end:]):
            continue
        remarks = [part for part in (tokens[:start], tokens[end:]) if part]
        if reader.mark(0, start) is Mark.HOME or reader.mark(end, len(tokens)) is Mark.HOME:
            continue  # whether the lights in the car or those in the kitchen are meant
        for said in _said(remarks, lexicon, asides):
            clauses = reader.part(start, end, said.before)
            if clauses is None or (asides.names(tokens[end:]) and _lacks(clauses[-1])):
                continue
            felt = start == 0 and len(clauses) == 1  # "I'm freezing, it's so cold out"
            if _commands(clauses, said, reader, felt=felt):
                return (*_placed(clauses, said), *_behind(reader, asides, end))
    return None


def _frames(reader: Reader, asides: Asides) -> Iterator[tuple[int, int]]:
    """Where the command may stand, the longest first. All that is unknown lies outside of it."""
    tokens, count = reader.tokens, len(reader.tokens)
    spans = reader.cuts[0]
    unknown = {span.start for span in spans if span.only("unknown") and not reader.knows(tokens[span.start])}
    orders = {span.start: span.may_be(*_BEGINS) for span in spans}
    starts = [0]
    for start in sorted(orders):
        parted = start and (tokens[start - 1] in (",", "so") or not _governs(spans, start))
        begun = orders[start] or reader.template(start, count)
        if parted and asides.before(tokens[:start], tokens[start:], begun):
            starts.append(start)
    ends = [count]
    for end in sorted(orders, reverse=True):
        if (
            end
            and not asides.dangles(tokens[:end], tokens[end:])
            and asides.after(tokens[end:])
            and not _takes_away(spans, end, tokens, asides)
            and not _needs_thing(spans, end, tokens, asides)
        ):
            ends.append(end)
    pairs = [(start, end) for start in starts for end in ends if start < end and (start, end) != (0, count)]
    for start, end in sorted(pairs, key=lambda pair: pair[0] - pair[1]):
        acts = _acts([span for span in spans if start <= span.start < end and span.tags[0].value != ","])
        acts = acts or any(Tag("filler", PLEASE) in span.tags for span in spans if start <= span.start < end)
        if reader.template(start, end) or (acts and not any(start <= place < end for place in unknown)):
            yield start, end


def _needs_thing(spans: Sequence[Span], end: int, tokens: Sequence[str], asides: Asides) -> bool:
    """ "Would you mind locking | my daughter's door": what is to be locked, no remark."""
    last = next((span for span in reversed(spans) if span.end <= end), None)
    if last is None or not asides.names(tokens[end:]):
        return False
    return last.may_be("gerund") or any(begins(tag) for tag in last.tags)


def _acts(spans: Sequence[Span]) -> bool:
    """Whether a command could be in it: one that begins as such, or ends as such ("headlights on")."""
    said = [span for span in spans if span.tags[0].kind != "filler"]
    last = next((span for span in reversed(said) if not span.may_be("filler")), None)
    if last is not None and last.tags[0].kind in ("weak", "verb") and last.may_be("weak"):
        return False  # "… and put | its volume at thirty"
    if said and said[0].tags[0].kind == "glue" and not said[-1].may_be(*_ACTS, "unit", "steps"):
        return False  # "the lock on our front | door is broken"
    return any(span.may_be(*_ACTS) for span in said)


def _governs(spans: Sequence[Span], end: int) -> bool:
    """ "He wants to | honk …", "I can't | defrost …": it may go on where there is no pause."""
    pairs = [(one, other) for one, other in pairwise(spans) if other.end <= end]
    return any(
        (one.may_be("negation") and other.may_be("verb", "quality", "weak"))
        or (one.may_be("to") and other.may_be("verb", "quality"))
        for one, other in pairs
    )


def _takes_away(spans: Sequence[Span], end: int, tokens: Sequence[str], asides: Asides) -> bool:
    """ "Turn up the heat for the lady in the back": what for is also where."""
    named = any(span.may_be(*_NAMES) and not span.may_be("filler") for span in spans if span.start >= end)
    return named and asides.purpose(tokens[end:])


def _said(remarks: Sequence[Sequence[str]], lexicon: Lexicon, asides: Asides) -> tuple[_Said, ...]:
    """What the remarks may say: one way for each thing that what they are about may be."""
    spans = [span for remark in remarks for span in lexicon.cut(remark)[0]]
    zone = place_of([tag for span in spans for tag in span.tags[:1] if tag.kind == "zone"])
    quality = next((tag for span in spans for tag in span.tags if tag.kind == "quality"), None)
    things = tuple(lexicon.things[tag.value[0]] for span in spans for tag in span.tags if tag.kind == "thing")
    topics = next((named for remark in remarks if (named := _topics(remark, lexicon, asides))), ())
    if topics:
        frames = [Frame(things=(lexicon.things[key],), many=many) for key, many in topics]
        return tuple(_Said(frame, things=things) for frame in frames)
    if quality is not None:
        up, down, is_, _ = quality.value
        felt = Tag("verb", down if is_ == "up" else up, quality.controls)
        frame = Frame(verbs=(felt,), complaint=True, zone=None if zone == "nowhere" else zone)
        return (_Said(frame, felt=True, things=things),)
    if any(span.may_be("thing") for span in spans):
        return (_Said(vague=True, things=things),)
    about = next((action for remark in remarks if (action := asides.about(remark))), None)
    place = None if zone in ("nowhere", "own", "me", "i", "all") else zone
    return (_Said(Frame(implied=about) if about else None, place=place),)


def _topics(remark: Sequence[str], lexicon: Lexicon, asides: Asides) -> list[tuple[str, bool]]:
    """The things that a remark may be about ("the music is too loud", "i hate this song"), the likeliest
    first: a screen is rather the display than the glass that is washed."""
    for span in lexicon.cut(remark)[0]:
        named: list[tuple[str, bool]] = [tag.value for tag in span.tags if tag.kind == "thing"]
        if named and asides.leads_to_topic(remark[: span.start]):
            return sorted(named, key=lambda name: all(lexicon.things[name[0]].controls.values()))
    return []


def _commands(clauses: Sequence[Clause], said: _Said, reader: Reader, *, felt: bool = False) -> bool:
    """Whether they are complete commands, and "it" is something that was named.

    `felt`: a complaint counts as one.
    """
    for place, clause in enumerate(clauses):
        if not clause.complete or (clause.complains and not felt) or not clause.steps:
            return False
        frame = clause.frame
        if place > 0 or frame is None or not frame.pronoun or frame.things:
            continue
        if said.before is not None and said.before.things:
            return False  # "the back window is filthy, wash it": not what else may be washed
        loose = not any(tag.controls for tag in (*frame.verbs, *frame.choices))
        if loose and (said.unclear or (said.before is None and not reader.follows)):
            return False
    return True


def _lacks(clause: Clause) -> bool:
    """Whether a command names nothing, so that what follows may be its thing: "lock | my son's door"."""
    frame = clause.frame
    if frame is None or frame.complaint:
        return False
    return not (frame.things or frame.pronoun or frame.has_value or frame.home)


def _placed(clauses: tuple[Clause, ...], said: _Said) -> tuple[Clause, ...]:
    """ "The kids are cold, turn up the heat": theirs. "Her seat is cold, turn on the heat": the seat's."""
    first, *rest = clauses
    if first.frame is not None and first.frame.things:
        for thing in said.things:
            narrowed = replace(first.frame, things=(*first.frame.things, thing))
            steps = steps_of(narrowed) if narrowed.controls() else None
            if steps:
                first = Clause(steps, narrowed)
                clauses = (first, *rest)
                break
    zone = said.before.zone if said.felt and said.before is not None else said.place
    if first.frame is None or zone in (None, "own", "me", "i") or first.frame.zone is not None:
        return clauses
    frame = replace(first.frame, zone=zone)
    steps = steps_of(frame)
    return (Clause(steps, frame), *rest) if steps else clauses


def _behind(reader: Reader, asides: Asides, end: int) -> tuple[Clause, ...]:
    """A command behind the remark behind a command: "open the window, I'm hot, and stop the music"."""
    tokens = reader.tokens
    for span in reader.cuts[0]:
        if span.start <= end or not span.may_be("conjunction"):
            continue
        if asides.after(tokens[end : span.start]):
            clauses = reader.part(span.end, len(tokens), None)
            if clauses is not None and _commands(clauses, _Said(vague=True), reader):
                return clauses
    return ()

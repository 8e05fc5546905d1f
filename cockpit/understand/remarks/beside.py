"""A command with remarks beside it: "the kids are asleep, turn the music down", "宝宝睡着了声音小点".

Tried only after the whole sentence made no command. What is a remark each language tells by its own signs
(statements.py, tellings.py); it is dropped, never read as something to do. The command must be read whole
by itself; a remark only tells what "it" is, or for whom, where it names that.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from cockpit.actions.registry import CONTROLS
from cockpit.plan import Step
from cockpit.understand.command.frame import Frame
from cockpit.understand.command.places import POSSESSED, place_of
from cockpit.understand.home.household import Mark
from cockpit.understand.sentence.clause import Clause
from cockpit.understand.sentence.joining import points_back
from cockpit.understand.sentence.reader import Reader
from cockpit.understand.sentence.templates import only_whole
from cockpit.understand.words.lexicon import Lexicon
from cockpit.understand.words.tag import Span, Tag, Thing

_MAX_READ = 40
_NOWHERE_ELSE = (None, "nowhere", "own", "me", "i", "all", "there", "her")


class Signs(Protocol):
    """What tells the remarks of one sentence from its commands. Places are numbers of tokens."""

    def commands(self, start: int) -> Iterable[int]:
        """Where a command that begins there may end, the likeliest first."""

    def behind(self, end: int) -> Iterable[int]:
        """Where the remark right behind a command that ends there may end; `end` itself for none."""

    def remarks(self, start: int) -> Iterable[int]:
        """Where a remark that begins there may end, with a command or another remark behind it."""

    def topics(self, remark: Sequence[str]) -> Sequence[tuple[str, bool]]:
        """Which thing a remark may be about, the likeliest first: its key, and whether there are many."""

    def about(self, remark: Sequence[str]) -> str | None:
        """The action that a remark makes "it" mean."""

    def complete(self, command: Clause, end: int) -> bool:
        """Whether a command that ends there lacks nothing that what is behind it may be."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What remarks say that a command may need. `vague`: things are named, "it" may be any of them.
    `place`: the one that is named where nothing else is ("my son in the back wants it colder")."""

    before: Frame | None = None
    vague: bool = False
    place: str | tuple[str, ...] | None = None
    things: tuple[Thing, ...] = ()


class Beside:
    """One sentence; every method may raise TooMuch."""

    def __init__(self, reader: Reader, lexicon: Lexicon, signs: Signs) -> None:
        self._reader = reader
        self._lexicon = lexicon
        self._signs = signs
        self._read_count = 0

    def read(self) -> tuple[Clause, ...] | None:
        """The commands of the sentence, None where there is none or what is beside them may be more."""
        clauses, dropped = self._from(0, (), None) or ([], False)
        orders = tuple(clause for clause in clauses if not clause.complains and not clause.question)
        if not dropped:
            return None
        if not orders and len(clauses) == 1 and clauses[0].complains:
            return tuple(clauses)  # "I'm freezing, it's so cold out"; 风太猛了，吹得我头疼
        if clauses and all(clause.question for clause in clauses):
            return tuple(clauses)  # "How warm is it out? I have no coat."
        return orders or None

    def _from(
        self, start: int, told: tuple[tuple[int, int], ...], before: Frame | None
    ) -> tuple[list[Clause], bool] | None:
        """The clauses of the parts from a place on, and whether a remark was dropped; None where one may be
        neither command nor remark.

        `told`: the remarks right before it; `before`: what the last command was about.
        """
        if start == len(self._reader.tokens):
            return [], False
        for end in self._signs.commands(start):
            for stop in self._signs.behind(end):
                found = self._commands(start, end, (*told, (end, stop)), before)
                rest = self._from(stop, (), found[-1].frame or before) if found else None
                if found and rest is not None:
                    return [*found, *rest[0]], rest[1] or stop > end
        for end in self._signs.remarks(start):
            rest = self._from(end, (*told, (start, end)), before)
            if rest is not None:
                return rest[0], True
        return None

    def _commands(
        self, start: int, end: int, told: Sequence[tuple[int, int]], before: Frame | None
    ) -> tuple[Clause, ...] | None:
        """The complete commands of a part, None where "it" is nothing that was named."""
        self._read_count += 1
        if self._read_count > _MAX_READ:
            return None
        of_home = any(self._reader.mark(*remark) is Mark.HOME for remark in told)
        for said in self._said([self._reader.tokens[first:last] for first, last in told if first < last]):
            clauses = self._reader.part(start, end, said.before or before)
            if clauses is None or not any(clause.steps for clause in clauses):
                continue
            if not all(clause.complete for clause in clauses) or not self._signs.complete(clauses[-1], end):
                continue
            if any(only_whole(clause.steps) for clause in clauses):
                continue  # "my phone's music | please"
            if clauses[0].frame is None and any(map(self._places, told)):
                continue  # "and one on | the other side": where, no remark
            if of_home and not _explicit(clauses[0]):
                continue  # "the garage is open, close it"
            if not self._loose(clauses[0], said, before):
                return _placed(clauses, said, unplaced=self._unplaced(start, end, told))
        return None

    def _unplaced(self, start: int, end: int, told: Sequence[tuple[int, int]]) -> tuple[str | None, ...]:
        """What leaves open where: nothing said, and 后面俩人冷，座椅加热都打开 all of those there."""
        tokens, before = self._reader.tokens[start:end], self._reader.tokens[told[0][0] : start]
        telling = self._lexicon.telling
        of_all = "都" in tokens and telling["every"].isdisjoint(tokens)
        of_them = of_all and not telling["people"].isdisjoint(before)
        return (None, "all") if of_them else (None,)

    def _places(self, remark: tuple[int, int]) -> bool:
        """Whether it is a place and little more; "the man in the back is asleep" tells."""
        spans = self._lexicon.cut(self._reader.tokens[slice(*remark)])[0]
        tells = any(span.may_be("state", "person") or span.only("unknown") for span in spans)
        return not tells and any(span.tags[0].kind == "zone" for span in spans)

    def _loose(self, command: Clause, said: _Said, before: Frame | None) -> bool:
        """Whether it is about an "it" that nobody named."""
        frame = command.frame
        if frame is None or not points_back(command):
            return False
        if said.before is not None and said.before.things:
            return True  # "the back window is filthy, wash it": not what else may be washed
        told = said.before or before
        unnamed = (told is None or told == Frame(zone=told.zone)) and not self._reader.follows
        placed = frame.zone is not None and command.steps[0].action == "climate.temperature"
        if placed and frame.number is not None and not said.vague:
            return False  # "make it eighteen in the back for the dog"
        fits_one = any(tag.controls for tag in (*frame.verbs, *frame.choices))
        return (said.vague or unnamed) and not fits_one

    def _is_bare(self, span: Span) -> bool:
        """ "A right draught", "coming the other way": how it is rather than where."""
        value, count = span.tags[0].value, span.end - span.start
        the_other = self._lexicon.language == "en" and (value, count) == ("beside", 2)
        return the_other or (value in ("left", "right") and count == 1)

    def _meant(self, remark: Sequence[str]) -> Sequence[Span]:
        """ "All lights off, but not the reading light": what is named so is not what is meant."""
        spans = self._lexicon.cut(remark)[0]
        first = next((span for span in spans if not span.may_be("filler", "conjunction")), None)
        return () if first is not None and first.may_be("negation", "except") else spans

    def _said(self, remarks: Sequence[Sequence[str]]) -> tuple[_Said, ...]:
        """What the remarks may say: one way for each thing that what they are about may be."""
        spans = [span for remark in remarks for span in self._lexicon.cut(remark)[0]]
        meant = [span for remark in remarks for span in self._meant(remark)]
        named = [tag.value for span in meant for tag in span.tags if tag.kind == "thing"]
        things = tuple(self._lexicon.things[key] for key, _ in named)
        topics = next((found for remark in remarks if (found := self._signs.topics(remark))), ())
        placed = [span for span in spans if span.tags[0].kind == "zone" and not self._is_bare(span)]
        zone = place_of([span.tags[0] for span in placed])
        place = None if zone in _NOWHERE_ELSE else zone
        quality = next((tag for span in spans for tag in span.tags if tag.kind == "quality"), None)
        if topics:
            felt_of = [(_felt(self._lexicon.things[key], quality), many) for key, many in topics]
            frames = [Frame(things=(thing,), many=many, zone=place) for thing, many in felt_of]
            return tuple(_Said(frame, things=things) for frame in frames)
        if quality is not None:
            up, down, is_, _ = quality.value
            felt = Tag("verb", down if is_ == "up" else up, quality.controls)
            return (_Said(Frame(verbs=(felt,), complaint=True, zone=place), place=place, things=things),)
        if things or any(span.tags[0].value in POSSESSED for span in spans):
            return (_Said(vague=True, things=things),)  # "mine's fine, turn it off": which
        about = next((action for remark in remarks if (action := self._signs.about(remark))), None)
        return (_Said(Frame(implied=about, zone=place) if about or place else None, place=place),)


def _is_every_ones(step: Step) -> bool:
    """Whether it is done everywhere unless a place is named: "ambient light blue, my wife loves it"."""
    control = CONTROLS.get(step.action)
    return control is not None and control.default_zone == "all"


def _of_air(command: Clause) -> bool:
    return any(step.action.startswith("climate.") for step in command.steps)


def _explicit(command: Clause) -> bool:
    """Whether it names what it is about: "fold the mirrors, this garage is narrow"."""
    return command.frame is not None and bool(command.frame.things) and not points_back(command)


def _felt(thing: Thing, quality: Tag | None) -> Thing:
    """What of a thing is felt: of a seat that is roasting not where it stands."""
    felt = {name: words for name, words in thing.controls.items() if quality and name in quality.controls}
    return replace(thing, controls=felt) if felt else thing


def _placed(clauses: tuple[Clause, ...], said: _Said, unplaced: tuple[str | None, ...]) -> tuple[Clause, ...]:
    """ "The kids are cold, turn up the heat": theirs. "Her seat is cold, turn on the heat": the seat's."""
    first, *rest = clauses
    frame = first.frame
    if frame is None:
        return clauses
    if frame.things:
        narrowed = (replace(frame, things=(*frame.things, thing)) for thing in said.things)
        each = (first.reframed(narrow) for narrow in narrowed if narrow.controls())
        # "The air is dry, turn off the air conditioning": no fan.
        first = next((one for one in each if one is not first and not _of_air(one)), first)
    if said.place is not None and frame.zone in unplaced and not _is_every_ones(first.steps[0]):
        first = first.reframed(replace(first.frame or frame, zone=said.place))
    return (first, *rest)

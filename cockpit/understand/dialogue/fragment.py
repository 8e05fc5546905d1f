"""A sentence that only means something after another one: less what says that it goes on, and its readings.

They name no thing, or only a thing. Here too every word must have its place.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from cockpit.actions.control import Control
from cockpit.language import load
from cockpit.understand.command.command_words import command_spans
from cockpit.understand.command.frame import Frame
from cockpit.understand.command.gathering import frame_of
from cockpit.understand.command.places import place_told
from cockpit.understand.home.household import Household
from cockpit.understand.words.lexicon import halves_place
from cockpit.understand.words.tag import Span, Tag, readings
from cockpit.understand.words.word_tree import spelled

_MAX_READINGS = 30
MAX_TOKENS = 16
"""What goes on from another sentence is short."""
_MARKS = ("filler", "dressing", "onward", "closing", "enough", "same", "other", "plural", "kept")
_OPENS = ("filler", "dressing", "onward", "enough")
_ENDS = (*_OPENS, "closing")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence less the words that only say that it goes on. `marks`: the kinds of those words."""

    tokens: tuple[str, ...]
    marks: frozenset[str]

    @property
    def goes_on(self) -> bool:
        return bool(self.marks & {"dressing", "onward", "closing", "same", "other"})


class Fragments:
    """Those of one language."""

    def __init__(self, language: str, lexicon: Household) -> None:
        words: Mapping[str, Any] = load(language, "followup")
        self._lexicon = lexicon
        self._english = language == "en"
        self._marks = {tokens: kind for kind in _MARKS for tokens in spelled(words[kind]) if tokens}
        self._barred = spelled(words["barred"])
        self._suggests = spelled(words["suggests"])
        self._owned = spelled(words["owned"])
        self._which = spelled(words["which"])
        self._longest = max(map(len, (*self._marks, *self._which)))
        self._read_already: dict[Said, list[Frame]] = {}

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
        if len(said.tokens) > MAX_TOKENS:
            return []
        if said not in self._read_already:
            self._read_already[said] = self._read(said)
        return self._read_already[said]

    def complains(self, tokens: tuple[str, ...], *, drawn: bool) -> bool:
        """Whether it tells how something feels, and names nothing but, where it is `drawn` in, the air."""
        spans = self._lexicon.cut(tokens)[0]
        others = [span for span in spans if not span.may_be("quality")]  # "cold" may be the air
        named = [tag for span in others for tag in span.tags if tag.kind == "thing"]
        air = drawn and all("climate.fan" in self._lexicon.things[tag.value[0]].controls for tag in named)
        names = (named and not air) or any(span.may_be("number", "choice") for span in spans)
        return not names and any(span.may_be("quality", "state") for span in spans)

    def may_be_of(self, complaint: tuple[str, ...], controls: Sequence[Control]) -> bool:
        """Whether one of the controls may be what is complained of."""
        spans = self._lexicon.cut(complaint)[0]
        felt = [tag for span in spans for tag in span.tags if tag.kind == "quality"]
        return not felt or any(control.action in tag.controls for tag in felt for control in controls)

    def says_nothing(self, tokens: tuple[str, ...]) -> bool:
        """Whether nothing in it can be done or set, nor is to be left: 雨大了."""
        spans = self._lexicon.cut(tokens)[0]
        return not any(span.may_be("number", "choice", "zone", "verb", "weak", "negation") for span in spans)

    def is_barred(self, tokens: tuple[str, ...]) -> bool:
        """Whether a word in it tells that it is about something else."""
        return holds(tokens, self._barred)

    def suggests(self, tokens: tuple[str, ...]) -> bool:
        """Whether it is a question by its form only: "what about the back?"."""
        return holds(tokens, self._suggests)

    def is_within_word(self, tokens: tuple[str, ...], place: int) -> bool:
        """Whether the likeliest cut has a word on both sides of `place`."""
        return any(span.start < place < span.end for span in self._lexicon.cut(tokens)[0])

    def forget(self) -> None:
        """Another sentence begins."""
        self._read_already.clear()

    def _read(self, said: Said) -> list[Frame]:
        found: list[Frame] = []
        cuts = self._lexicon.cut(said.tokens)
        if any(span.only("tale") for span in cuts[0]):
            return []  # "turn up the computer": no "computer, turn up"
        for cut in cuts:
            found += [frame for frame in self._frames(said, cut, cuts[0]) if frame not in found]
        if "onward" in said.marks:
            found = [_further(frame) for frame in found]
        if said.tokens[-2:] == ("on", "one") and any(frame.number is not None for frame in found):
            found = [frame for frame in found if frame.number is not None]  # level one
        return sorted(found, key=lambda frame: bool(frame.things))  # "the back" is a place before a thing

    def _frames(self, said: Said, cut: Sequence[Span], likeliest: Sequence[Span]) -> Iterator[Frame]:
        """The readings of one way to cut it."""
        spans = command_spans(cut)
        if spans is None or _complains(spans) or _dangles(said.tokens, cut):
            return
        places = sum(span.tags[0].kind == "zone" for span in likeliest)
        there = any(tag.value == "there" for span in (*cut, *likeliest) for tag in span.tags)
        names = any(span.may_be("thing") and not span.may_be("zone", "zone_before") for span in cut)
        for tags in readings(spans, _MAX_READINGS):
            if any(tag.kind == "complaint_glue" for tag in tags):
                continue
            if places > 1 and sum(tag.kind == "zone" for tag in tags) < places:
                continue  # "the front ones, close the back ones": both are places
            felt = not self._english and any(tag.kind == "quality" for tag in tags)
            wanted = felt and said.goes_on  # 再热一点; "still cold" complains
            frame = frame_of((Tag("weak"), *tags) if wanted else tags, self._lexicon.things)
            if frame is None or not self._may_be(frame, there):
                continue
            if names and not frame.things and not _points_back(frame, said):
                continue  # what names a thing in another reading may well be about that
            yield replace(frame, zone=place_told("her", None)) if frame.zone == "her" else frame

    def _may_be(self, frame: Frame, there: bool) -> bool:
        """Whether a reading may go on from another sentence. `there`: a word of it may be "there"."""
        if frame.complaint or (self._english and frame.zone == "there"):
            return False
        if frame.things and any(_of_others(verb, frame.controls()) for verb in frame.verbs):
            return False  # "the back seats": only the sunroof goes "back"
        if frame.zone != "there" and there:
            return False  # 那边 is a place, not nothing
        return not (frame.zone == "her" and frame.pronoun and frame.has_verb)  # "open it for him"


def _points_back(frame: Frame, said: Said) -> bool:
    return frame.has_verb and (frame.pronoun or frame.too or said.goes_on)


def _of_others(verb: Tag, controls: Sequence[str]) -> bool:
    return verb.needs_thing and bool(verb.controls) and set(verb.controls).isdisjoint(controls)


def _further(frame: Frame) -> Frame:
    """ "Another ten", 再开三分之一: by so much."""
    if frame.percent is not None and not frame.graded:
        return replace(frame, percent=None, number=frame.percent, unit="percent", by=True)
    return replace(frame, by=frame.by or frame.number is not None)


def holds(tokens: tuple[str, ...], phrases: frozenset[tuple[str, ...]]) -> bool:
    """Whether one of the phrases stands somewhere in the tokens."""
    return any(tokens[at : at + n] in phrases for at in range(len(tokens)) for n in range(1, 6))


def _dangles(tokens: Sequence[str], spans: Sequence[Span]) -> bool:
    """ "Boot up the | computer": an article's noun is no word that may be dropped."""
    return halves_place(tokens, spans) or any(
        tokens[one.end - 1] in ("the", "a", "an") and two.only("filler", "polite")
        for one, two in pairwise(spans)
    )


def _complains(spans: Sequence[Span]) -> bool:
    """ "Still too warm": no more of it is wanted, though "warm" may be a verb."""
    return any(
        one.may_be("complaint") and not one.may_be("steps") and two.may_be("quality")
        for one, two in pairwise(spans)
    )

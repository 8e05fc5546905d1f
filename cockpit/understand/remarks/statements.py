"""What tells an English remark: it is a statement of its own, or behind a command its purpose (asides.py)."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cockpit.understand.command.places import begins
from cockpit.understand.remarks.asides import Asides
from cockpit.understand.sentence.clause import Clause
from cockpit.understand.sentence.reader import Reader
from cockpit.understand.words.lexicon import Lexicon
from cockpit.understand.words.tag import ARTICLE, PLEASE, Span, Tag

_BEGINS = ("verb", "weak", "polite", "gerund", "begin", "filler")
_ACTS = ("verb", "quality", "done", "gerund", "number", "choice", "fraction", "full", "grade")
_ORDERS = ("verb", "weak", "polite", "begin", "ask", "negation", "correction", "thing", "choice", "number")
_OF_ORDERS = ("choice", "number", "fraction", "grade", "full", "thing")
_NAMES = ("thing", "choice", "zone", "zone_before", "number", "unit")


class Statements:
    """The signs of one sentence. `purposes`: also what only tells what for is a remark."""

    def __init__(self, reader: Reader, lexicon: Lexicon, asides: Asides, *, purposes: bool) -> None:
        self._reader = reader
        self._lexicon = lexicon
        self._asides = asides
        self._purposes = purposes
        self._tokens = reader.tokens
        self._spans = reader.cuts[0] if reader.cuts else ()
        ends = reversed([span.end for span in self._spans])
        self._manners = any(span.may_be("polite") for span in self._spans)
        self._stops = {end: stops for end in ends if (stops := self._stops_behind(end))}

    def commands(self, start: int) -> Iterator[int]:
        """All that is unknown lies outside of it."""
        for end in self._stops:
            if end > start and end - start < len(self._tokens) and self._may_command(start, end):
                yield end

    def behind(self, end: int) -> Sequence[int]:
        return self._stops[end]

    def _stops_behind(self, end: int) -> Sequence[int]:
        """Where a remark that begins right behind a command may end."""
        tokens, count = self._tokens, len(self._tokens)
        if end == count:
            return (end,)
        if self._asides.dangles(tokens[:end], tokens[end:]) or self._needs_thing(end):
            return ()
        if any(span.start == end and span.may_be("be") for span in self._spans):
            return ()  # "that high level the air | is pure"
        joints = [span.start for span in self._spans if span.start > end and span.may_be("conjunction")]
        return [
            stop
            for stop in (*joints, count)
            if not (self._orders_within(end, stop) or self._excepts(end, stop))
            and (
                (self._asides.after(self._said(end, stop)) and not self._takes_away(end, stop))
                or (self._paused(end) and self._set_off(end, stop))
            )
        ]

    def remarks(self, start: int) -> Iterator[int]:
        tokens = self._tokens
        parts = sorted(self._spans, key=lambda span: not self._paused(span.start)) if start == 0 else ()
        for span in parts:
            end = span.start
            parted = end > 0 and (tokens[end - 1] in (",", "so") or not self._governs(end))
            if not parted or self._wants(end) or self._orders_within(0, end):
                continue
            told = self._paused(end) and self._set_off(0, end, ahead=True)
            if not told and not self._asides.remark(tokens[:end]):
                continue
            begun = span.may_be(*_BEGINS) or self._reader.template(end, len(tokens), beside=True)
            if (told and begun) or self._asides.before(tokens[:end], tokens[end:], begun):
                yield end

    def _orders_within(self, start: int, end: int) -> bool:
        """ "I'm freezing, | raise the heating where people sit, | …": no remark holds an order that begins
        behind a pause, whether it is understood or not."""
        begun = False
        for one, other in pairwise([span for span in self._spans if start <= span.start < end]):
            if begun and self._orders(one, other):
                return True
            paused = one.tags[0].value == "," or self._tokens[one.start] == "?"
            begun = paused or (begun and one.may_be("conjunction", "polite", "filler"))
        return False

    def _orders(self, verb: Span, behind: Span) -> bool:
        """Whether something is to be done with what is named: "raise the seats", "polish my shoes"."""
        if verb.only("unknown"):
            strange = not self._asides.finite(self._tokens[verb.start : verb.end])
            return strange and self._asides.names(self._tokens[behind.start :])
        article = any(tag.value == ARTICLE for tag in behind.tags)
        return verb.may_be("verb", "weak") and (article or behind.may_be(*_NAMES, "pronoun"))

    def _said(self, start: int, end: int) -> Sequence[str]:
        """What is said there, without the mark that a request may have: "could you … so that I can see?"."""
        asks = self._manners and end == len(self._tokens) > start + 1 and self._tokens[-1] == "?"
        return self._tokens[start : end - asks]

    def _paused(self, end: int) -> bool:
        return any(token in (",", "?") for token in self._tokens[end - 1 : end + 1])

    def _set_off(self, start: int, end: int, *, ahead: bool = False, alone: bool = False) -> bool:
        """ "Fold the mirrors, narrow lane here": between pauses it tells something where it is a sentence,
        or at least no order and no more of one ("the front ones", "fan on two").

        `ahead`: it stands before its command, where a mere name is who is called.
        """
        while start < end and self._tokens[start] in (",", "?"):
            start += 1
        while start < end and self._tokens[end - 1] == ",":
            end -= 1
        if not self._asides.set_off(self._tokens[start:end], ahead=ahead, alone=alone):
            return False
        spans = [span for span in self._spans if start <= span.start < end]
        if spans[0].may_be(*_ORDERS) and not spans[0].may_be("glue"):
            return False
        if len(spans) > 1 and spans[0].only("unknown") and self._orders(*spans[:2]):
            return False
        if self._asides.finite(self._tokens[start:end]):
            return True
        strange = [span for span in spans if span.only("unknown")]
        called = ahead and self._asides.names(self._tokens[start:end])
        return len(strange) > 1 and not called and not any(span.may_be(*_OF_ORDERS) for span in spans)

    def tells(self) -> bool:
        """Whether the whole sentence asks for nothing: "I have some shopping to put in.", "Hi there!"."""
        end = len(self._tokens)
        idle = all(span.may_be("filler", "glue") or self._tokens[span.start] == "," for span in self._spans)
        told = self._set_off(0, end, alone=True) or self._asides.remark(self._tokens)
        told = told or self._asides.aims(self._tokens)
        return idle or (told and not self._orders_within(0, end))

    def topics(self, remark: Sequence[str]) -> list[tuple[str, bool]]:
        """ "The music is too loud", "i hate this song"; a screen is rather the display than the glass that
        is washed."""
        things = self._lexicon.things
        for span in self._lexicon.cut(remark)[0]:
            named: list[tuple[str, bool]] = [tag.value for tag in span.tags if tag.kind == "thing"]
            if named and self._asides.leads_to_topic(remark[: span.start]):
                return sorted(named, key=lambda name: all(things[name[0]].controls.values()))
        return []

    def about(self, remark: Sequence[str]) -> str | None:
        return self._asides.about(remark)

    def complete(self, command: Clause, end: int) -> bool:
        """ "Lock | my son's door" is not."""
        frame = command.frame
        if frame is None or frame.complaint or not self._asides.names(self._tokens[end:]):
            return True
        return bool(frame.things or frame.pronoun or frame.has_value or frame.home)

    def _may_command(self, start: int, end: int) -> bool:
        """Whether a command could be in it: one that begins as such, or ends as such ("headlights on")."""
        if self._reader.template(start, end):
            return True
        spans = [
            span for span in self._spans if start <= span.start < end and self._tokens[span.start] != "?"
        ]
        if any(span.only("unknown") and not self._reader.knows(self._tokens[span.start]) for span in spans):
            return False
        if any(Tag("filler", PLEASE) in span.tags for span in spans):
            return True
        said = [span for span in spans if span.tags[0].kind != "filler" and span.tags[0].value != ","]
        last = next((span for span in reversed(said) if not span.may_be("filler")), None)
        if last is not None and last.tags[0].kind in ("weak", "verb") and last.may_be("weak"):
            return False  # "… and put | its volume at thirty"
        if said and said[0].tags[0].kind == "glue" and not said[-1].may_be(*_ACTS, "unit", "steps"):
            return False  # "the lock on our front | door is broken"
        acts = [span for span in said if span.may_be(*_ACTS, "weak", "ask")]
        if all(span.only("grade", "choice") for span in acts):  # "that high level | the air is pure"
            return bool(acts) and "," in (*self._tokens[end : end + 1], *self._tokens[start - 1 : start])
        return True

    def _needs_thing(self, end: int) -> bool:
        """ "Would you mind locking | my daughter's door": what is to be locked, no remark."""
        last = next((span for span in reversed(self._spans) if span.end <= end), None)
        if last is not None and Tag("verb", "play") in last.tags and not self._paused(end):
            return True  # "play | i want it that way by …"
        if last is None or not self._asides.names(self._tokens[end:]):
            return False
        ends = ("max", "min")  # "turn the music way down | the baby sleeps"
        return last.may_be("gerund") or any(begins(tag) and tag.value not in ends for tag in last.tags)

    def _wants(self, end: int) -> bool:
        """ "She's cold, so eighteen for me | and …": how much for whom is no remark."""
        pairs = [(one, other) for one, other in pairwise(self._spans) if other.end <= end]
        return any(
            one.may_be("number") and not one.may_be("pronoun") and other.may_be("zone")
            for one, other in pairs
        )

    def _governs(self, end: int) -> bool:
        """ "He wants to | honk …", "I can't | defrost …": it may go on where there is no pause."""
        pairs = [(one, other) for one, other in pairwise(self._spans) if other.end <= end]
        return any(
            (one.may_be("negation") and other.may_be("verb", "quality", "weak"))
            or (one.may_be("to") and other.may_be("verb", "quality"))
            for one, other in pairs
        )

    def _excepts(self, start: int, end: int) -> bool:
        """ "…, but not the driver's": no remark holds what is left out."""
        within = [span for span in self._spans if start <= span.start < end]
        return any(
            one.may_be("except", "negation") and other.may_be("zone", "zone_before")
            for one, other in pairwise(within)
        )

    def _takes_away(self, start: int, end: int) -> bool:
        """ "Turn up the heat for the lady in the back": what for is also where. "To protect the battery" is
        what nobody here can do."""
        if not self._asides.purpose(self._tokens[start:end]):
            return False
        within = [span for span in self._spans if start <= span.start < end and not span.may_be("filler")]
        strange = len(within) > 1 and within[0].may_be("to") and within[1].only("unknown")
        names = [kind for kind in _NAMES if kind != "thing" or not strange]
        return not self._purposes or any(span.may_be(*names) for span in within)

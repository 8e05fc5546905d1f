"""A command beside what only says why: "宝宝睡着了声音小点", "把充电口打开，到桩了".

What stands beside may hold words that nobody taught us. It is dropped, never read as something to do, and
only where it is surely no part of the command: behind a pause, a closing particle, a word of state.
"""

from collections.abc import Sequence
from dataclasses import replace

from cockpit.understand.clause import Clause
from cockpit.understand.frame import Frame
from cockpit.understand.lexicon import Span
from cockpit.understand.reader import Reader

_MAX_PARTS = 8
_MAX_READ = 40
_FITTING = {"thing", "choice", "verb", "weak", "number", "fraction", "full", "grade", "steps", "unit"}
_ORDERS = ("begin", "polite", "home", "area", "floor", "device", "own_kind", "own_verb")
_IDLE = ("filler", "glue", "conjunction", "too")


class Beside:
    """One reading of a sentence whose parts are not all commands."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        cuts = reader.cuts or [()]
        # Words of the home (关了) stand for themselves only there.
        self._spans = next((cut for cut in cuts if not any(s.only("home_verb") for s in cut)), cuts[0])
        self._read_count = 0
        self._hard: set[int] = set()
        self._pauses: set[int] = set()

    def read(self) -> tuple[Clause, ...] | None:
        """The commands of the sentence, None where there is none or what is beside them may be more."""
        if any(span.only("tale") for span in self._spans):
            return None
        bounds = self._bounds()
        if not 2 < len(bounds) <= _MAX_PARTS + 1:
            return None
        clauses, dropped = self._from(bounds, None)
        if dropped is None or not dropped:
            return None
        orders = tuple(clause for clause in clauses if not clause.complains and not clause.question)
        if not orders and len(clauses) == 1 and clauses[0].complains and self._plain():
            return tuple(clauses)  # 风太猛了，吹得我头疼
        return orders or None

    def _bounds(self) -> list[int]:
        """Places in the spans where a part may end: 0, behind pauses, particles, words of state; the end."""
        self._hard = {0, len(self._spans)}
        self._pauses = {len(self._spans)}
        bounds = {0, len(self._spans)}
        for place, span in enumerate(self._spans[:-1], start=1):
            ends = (span.may_be("final", "pause") and not span.may_be("verb")) or span.tags[0].value == ","
            if ends:
                self._pauses.add(place)
            if ends or _tells(self._spans[place]) or self._speaks(place):
                self._hard.add(place)
            if place in self._hard or span.may_be("state"):
                bounds.add(place)
        return sorted(bounds)

    def _from(self, bounds: list[int], before: Frame | None) -> tuple[list[Clause], bool | None]:
        """The clauses of the parts, and whether some were dropped; None when one may be neither.

        A command ends only where one hears that it ends; a remark begins only there.
        """
        if len(bounds) == 1:
            return [], False
        for end in range(len(bounds) - 1, 0, -1):
            found = self._part(bounds[0], bounds[end], before) if bounds[end] in self._hard else None
            if found is not None and all(clause.complete for clause in found):
                rest, dropped = self._from(bounds[end:], found[-1].frame or before)
                if dropped is not None:
                    return [*found, *rest], dropped
        for end in range(1, len(bounds) if bounds[0] in self._hard else 0):
            part = self._spans[bounds[0] : bounds[end]]
            if bounds[end] not in self._pauses and any(span.may_be("negation") for span in part):
                continue  # 不用冷|打开…: without a pause all of it may be what is not to be done
            if self._remark(part):
                rest, dropped = self._from(bounds[end:], self._topic(part) or before)
                if dropped is not None:
                    return rest, True
        return [], None

    def _part(self, start: int, end: int, before: Frame | None) -> tuple[Clause, ...] | None:
        self._read_count += 1
        if self._read_count > _MAX_READ:
            return None
        clauses = self._reader.part(self._spans[start].start, self._spans[end - 1].end, before)
        return clauses if any(clause.steps for clause in clauses or ()) else None

    def _remark(self, part: Sequence[Span]) -> bool:
        """Whether a part only tells how things are: not who is called, nor half a command."""
        words = [span for span in part if span.tags[0].kind not in _IDLE]
        if not words:
            return True
        if all(span.only("person") for span in words) or any(
            span.only("you") or span.only("ask") or span.only("correction") for span in words
        ):
            return False
        if any(
            span.may_be(*_ORDERS) and not span.may_be("complaint") and not _wishes(span) for span in words
        ):
            return False
        if len(words) > 1 and words[-2].may_be("verb") and words[-1].may_be("final") and _strange(words):
            return False  # 那玩意关了: a thing that nobody knows
        if words[0].may_be("because") or (
            any(tag.value in ("own", "i") for tag in words[0].tags) and _strange(words)
        ):
            return True
        if any(span.only("supposes") for span in words):
            return False
        if any(span.only("person") or span.may_be("negation", "state", "quality", "final") for span in words):
            return True
        return not any(span.tags[0].kind in _FITTING for span in words)

    def _speaks(self, place: int) -> bool:
        """ "后备箱打开我塞个包": of oneself, with words that are no command's."""
        span, rest = self._spans[place], self._spans[place + 1 : place + 5]
        own = any((tag.kind, tag.value) in (("zone", "own"), ("zone", "i")) for tag in span.tags)
        further = self._spans[place:]
        doubts = any(after.only("supposes") or after.only("negation") for after in further)
        return own and not doubts and any(after.only("unknown") for after in rest)

    def _plain(self) -> bool:
        """Whether nobody is called, talked about or refused anything."""
        return not any(
            span.only("person") or span.only("you") or span.only("negation") for span in self._spans
        )

    def _topic(self, part: Sequence[Span]) -> Frame | None:
        """The one thing that a remark was about: "大灯不用开了，关上"."""
        named = [tag.value for span in part for tag in span.tags[:1] if tag.kind == "thing"]
        areas = {next(iter(self._reader.thing(key).controls)).partition(".")[0] for key, _ in named}
        if len(areas) != 1:
            return None
        key, many = named[0]
        return replace(Frame(), things=(self._reader.thing(key),), many=many)


def _wishes(span: Span) -> bool:
    """ "我要睡了": what one wants, asked of nobody."""
    return any((tag.kind, tag.value) == ("zone", "i") for tag in span.tags)


def _strange(words: Sequence[Span]) -> bool:
    known = {"person", "negation", "state", "quality"}
    return any(span.only("unknown") for span in words) and not any(span.may_be(*known) for span in words)


def _tells(span: Span) -> bool:
    """Whether a remark may begin here without a pause: "大灯打开天黑了"."""
    return span.may_be("because") or (span.may_be("state") and span.end - span.start > 1)

"""Where a sentence may be cut into parts, and what a part is before anybody reads it."""

from collections.abc import Sequence
from itertools import dropwhile

from cockpit.actions.registry import CONTROLS
from cockpit.understand.command.places import begins
from cockpit.understand.effort import Effort
from cockpit.understand.home.household import Household, Mark
from cockpit.understand.home.reader import HomeReader
from cockpit.understand.words.tag import DONE, INSIDE, KEEP, Span, Tag

_CUTTING = 8
"""What is spent on a word that is cut."""
_NEAR = 9
"""So many tokens tell the first word: few are longer, and none of those looks like another."""
_LATE_STARTS = ("zone", "thing", "choice", "area", "floor", "device", "state")
_STARTS = ("verb", "weak", "polite", "ask", "be", "gerund", "complaint", "begin")
_OF_A_NAME = ("verb", "to", "weak", "quality", "number", "fraction", "full", "grade", "steps", "choice")
"""What is said of the Chinese name before it."""
_BEHIND = ("on", "off", "up", "down", "in", "out", "back")
"""Verbs that are only said behind their thing: "turn those blue lights off" is one."""
_DROPPED_AT_ENDS = ("conjunction", "filler", "too")


class Parts:
    """The words of one sentence; keeps how it has already cut them. Every method may raise TooMuch."""

    def __init__(self, lexicon: Household, tokens: tuple[str, ...], home: HomeReader, effort: Effort) -> None:
        self.tokens = tokens
        self._lexicon = lexicon
        self._home = home
        self._effort = effort
        self._cuts: dict[tuple[int, int], list[tuple[Span, ...]]] = {}

    def cut(self, start: int, end: int) -> list[tuple[Span, ...]]:
        """The ways to cut a part into known words, the likeliest first."""
        key = (start, end)
        if key not in self._cuts:
            self._effort.spend(_CUTTING * (end - start))
            at_home = self.mark(start, end) >= Mark.SHARED
            cut = self._home.cut if at_home else self._lexicon.cut
            self._cuts[key] = cut(self.tokens[start:end])
        return self._cuts[key]

    def mark(self, start: int, end: int) -> Mark:
        """Whose the words of a part are, the home's or the car's."""
        return self._home.mark(self.tokens[start:end])

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Without what only joins or fills, and without the mark of a question that is a polite request."""
        spans = self.cut(start, end)[0] if start < end else ()
        said = {tag for span in spans for tag in span.tags}
        # 空调可以再冷一点吗 asks for it, 车窗可以关上了吗 whether it may be.
        whether = self.tokens[end - 2 : end - 1] in self._lexicon.done and not spans[0].may_be(
            "polite", "filler"
        )
        commas = [place for place, span in enumerate(spans, 1) if span.tags[0].value == ","]
        opening = (*spans[:2], *(spans[commas[-1] : commas[-1] + 2] if commas else ()))
        manners = Tag("polite", INSIDE) in said or any(span.may_be("polite") for span in opening)
        polite = manners and not whether and not spans[-1].only("filler")  # 收起来好吗
        while polite and end - start > 1 and self.tokens[end - 1] in self._lexicon.telling["asking"]:
            end -= 1
        spans = self.cut(start, end)[0] if start < end else ()
        while spans and (spans[0].tags[0].kind in _DROPPED_AT_ENDS or Tag("final", DONE) in spans[0].tags):
            start, spans = start + spans[0].end - spans[0].start, spans[1:]
        while spans and spans[-1].may_be("conjunction"):
            end, spans = end - (spans[-1].end - spans[-1].start), spans[:-1]
        return start, end

    def breaks(self, start: int, end: int) -> list[tuple[int, int]]:
        """Where the sentence may be cut: at what joins, and before what begins a command."""
        joins: list[tuple[int, int]] = []
        starts: list[tuple[int, int]] = []
        late: list[tuple[int, int]] = []
        last: list[tuple[int, int]] = []
        for span in self.cut(start, end)[0][1:]:
            at, after = start + span.start, start + span.end
            if span.may_be("conjunction"):
                joins.append((at, after))
            elif span.may_be("final"):
                joins.append((after, after))
            elif span.may_be("steps") and span.may_be("complaint"):
                last.append((at, at))  # "up a bit | it's noisy"
            elif span.may_be(*_STARTS) and not _particle(span):
                starts.append((at, at))
            elif span.may_be(*_LATE_STARTS) or (self._lexicon.language == "zh" and span.may_be("to")):
                late.append((at, at))
            elif span.may_be("to") and any(each.may_be("choice") for each in self.cut(start, at)[0]):
                last.append((at, at))  # "ambient light green | at sixty percent"
            elif span.may_be("verb") and self.tokens[at] not in _BEHIND:
                last.append((at, at))
        return joins + starts + late + last

    def negated(self, start: int, end: int, joint: Sequence[str] | None = None) -> bool:
        """ "Don't open the sunroof", "leave the doors alone": nothing to do, beside what there is to do.

        `joint`: what stands between it and a command behind it, that it might negate as well.
        """
        start, end = self.trimmed(start, end)
        words = [span for span in self.cut(start, end)[0] if not span.may_be("filler")] if start < end else []
        if self._lexicon.language == "zh":
            words = _forbidding(words)  # 窗户别全关
        if not words or not (words[0].only("negation") or words[-1].may_be("nothing")):
            return False
        forbids = words[0].only("negation")
        if forbids and joint is not None and not self._lexicon.apart.intersection(joint):
            return False
        rest = words[1:] if forbids else words[:-1]
        return any(span.may_be("thing", "verb", "zone") for span in rest) and not any(
            span.only("tale") or span.only("ask") or span.only("negation") or span.only("conjunction")
            for span in rest
        )

    def stays(self, start: int, end: int) -> bool:
        """ "Close mine, | leave the rear ones open": how it is already, beside what there is to do."""
        spans = self.cut(start, end)[0] if start < end else ()
        named = any(span.may_be("thing", "zone", "zone_before") for span in spans)
        return named and Tag("polite", KEEP) in spans[0].tags and spans[-1].may_be("done")

    def things(self, start: int, end: int) -> set[str]:
        """The keys of the things that a part names."""
        tags = (tag for span in self.cut(start, end)[0] for tag in span.tags)
        return {tag.value[0] for tag in tags if tag.kind == "thing"}

    def only_places(self, start: int, end: int) -> bool:
        """Whether what a part names may all be places: "not the rear ones"."""
        spans = [span for span in self.cut(start, end)[0] if span.may_be("thing")]
        return all(span.may_be("zone", "zone_before") for span in spans)

    def only_names(self, start: int, end: int) -> bool:
        """Whether a part says what, and perhaps where, and nothing of it: 雨刮 | 打开."""
        kinds = [span.tags[0].kind for span in self.cut(start, end)[0]] if start < end else []
        return "thing" in kinds and all(
            kind in ("thing", "zone", "glue", "filler", "begin", "polite") for kind in kinds
        )

    def only_verb(self, start: int, end: int) -> str | None:
        """The verb that a part is, and that says nothing of what it is done to: "… and open"."""
        start, end = self.trimmed(start, end)
        spans = [span for span in self.cut(start, end)[0] if not span.may_be("filler")] if start < end else []
        if len(spans) != 1 or spans[0].may_be("thing", "choice"):
            return None
        verbs = [tag for tag in spans[0].tags if tag.kind == "verb" and not tag.controls]
        return str(verbs[0].value) if verbs else None

    def turned(self, start: int, end: int) -> int | None:
        """Where the name begins that stands behind a verb saying nothing by itself: "turn | the radio"."""
        spans = self.cut(start, end)[0]
        said = [span for span in spans if not span.may_be("glue", "filler", "polite")]
        if len(said) != 2 or not said[0].may_be("weak") or said[1].tags[0].kind != "thing":
            return None
        return start + said[0].end

    def begins(self, start: int, end: int) -> str:
        """The likeliest kind of a part's first word, "" for none. What is far behind it does not count."""
        spans = self.cut(start, min(end, start + _NEAR))[0] if start < end else ()
        return spans[0].tags[0].kind if spans else ""

    def whole_at(self, start: int, cut: int, end: int) -> bool:
        """Whether what stands before a place belongs to what is right behind it.

        天窗关上雨刮打开: a Chinese name without a pause behind it belongs to the verb that follows.
        天窗打开的声音: what stands before 的 says which one. "Put the air on | recirculation": no "on" of a
        switch.
        """
        last = self.cut(start, cut)[0][-1]
        if self._lexicon.language == "zh":
            begins = self.begins(cut, end)
            if self.only_names(start, cut) and begins in _OF_A_NAME:
                return True
            if "的" in self.tokens[cut - 1 : cut + 1] and begins == "thing":
                return True
        elif self.tokens[cut - 1] in self._lexicon.governing:
            return True  # "reading lights on for | both back seats"
        elif last.start and self.tokens[start + last.start - 1] == ",":
            return True  # "the front ones, close | the back"
        elif last.only("quality") and self.begins(cut, end) == "choice":
            return True  # "a hot | day"
        if not (last.may_be("glue") and last.may_be("verb")):
            return False
        return self.begins(cut, end) == "thing" and self.only_names(cut, end)

    def acts_first(self, start: int, end: int) -> bool:
        """Whether a part begins with what to do, as a command of its own does."""
        spans = self.cut(start, end)[0] if start < end else ()
        first = next((span for span in spans if not span.may_be("filler")), None)
        return first is not None and first.only("verb", "weak", "done", "polite") and not _particle(first)

    def is_beyond(self, start: int, end: int, *, asking: bool = False) -> bool:
        """Whether a part names what cannot be done at all (取消导航), whatever its words may do apart.

        `asking`: nor asked about. How the air blows is told, though it never blows two ways at once.
        """
        named = [self._lexicon.things[key] for key in self.things(start, end)]
        told = CONTROLS.keys() if asking else frozenset()
        return any(thing.is_beyond and not thing.controls.keys() & told for thing in named)

    def is_nominal(self, start: int, end: int) -> bool:
        """前头开个远光灯的: who does it, no wish that it be done."""
        spans = [span for span in self.cut(start, end)[0] if not span.only("filler", "conjunction")]
        of = len(spans) > 2 and self.tokens[start + spans[-1].start] == "的"
        return of and spans[-2].tags[0].kind == "thing" and any(span.may_be("verb") for span in spans[:-2])

    def excepts(self, start: int, end: int) -> bool:
        """Whether a part only takes something away from what is before it."""
        spans = self.cut(start, end)[0] if start < end else ()
        return next(
            (span.may_be("except") for span in spans if not span.may_be("filler", "conjunction")), False
        )

    def joins_names(self, joint: Sequence[str]) -> bool:
        """座椅加热和氛围灯: whether it joins what stands before and behind it, and no two commands."""
        return not self._lexicon.telling["together"].isdisjoint(joint)

    def is_name(self, start: int, end: int) -> bool:
        """Whether a part is one name and no more: 远光 | 近光都打开, 主驾车窗 | 副驾车窗都打开."""
        kinds = self._named(start, end)
        return self._lexicon.language == "zh" and kinds == ["thing"]

    def names_first(self, start: int, end: int) -> bool:
        """Whether a part begins with a name, with or without its place."""
        return self._named(start, end)[:1] == ["thing"]

    def _named(self, start: int, end: int) -> list[str]:
        """The likeliest kinds of a part's words, less the places that it begins with."""
        kinds = [span.tags[0].kind for span in self.cut(start, end)[0]] if start < end else []
        return list(dropwhile(lambda kind: kind in ("zone", "zone_before"), kinds))


def _forbidding(words: list[Span]) -> list[Span]:
    """The words with the negation before what is named ahead of it."""
    ahead = ("thing", "zone", "glue", "begin")
    names = next((at for at, span in enumerate(words) if not span.may_be(*ahead)), 0)
    named = any(span.may_be("thing") for span in words[:names]) and words[names].only("negation")
    return [words[names], *words[:names], *words[names + 1 :]] if named else words


def _particle(span: Span) -> bool:
    """ "Up", "off": they rather end a command than begin the next."""
    return span.tags[0].kind == "verb" and not any(begins(tag) or tag.kind == "weak" for tag in span.tags)

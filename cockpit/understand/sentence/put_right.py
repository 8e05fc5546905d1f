"""What is put right in the same breath: "twenty no twenty two", "lights on, sorry, fog lights on"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from cockpit.understand.command.frame import Frame
from cockpit.understand.home.household import Household
from cockpit.understand.sentence.clause import Clause
from cockpit.understand.sentence.clause_reader import tells
from cockpit.understand.sentence.parts import Parts


class Sentence(Protocol):
    """What reads the sentence. Every method may raise TooMuch."""

    def of(self, tokens: Sequence[str]) -> "Sentence":
        """What reads other tokens in its place."""

    def read(self) -> tuple[Clause, ...] | None:
        """All of its clauses."""

    def single(self, start: int, end: int) -> Clause | None:
        """The one clause of a part."""

    def clauses(self, start: int, end: int, before: Frame | None) -> tuple[Clause, ...] | None:
        """The clauses of a part; `before` is what its first leaves unsaid."""

    def corrects(self, several: bool, before: Frame | None) -> tuple[Clause, ...] | None:
        """Its clauses, one unless `several`."""


class PutRight:
    """The corrections in one sentence. Every method may raise TooMuch."""

    def __init__(self, sentence: Sentence, lexicon: Household, parts: Parts) -> None:
        self._sentence = sentence
        self._lexicon = lexicon
        self._parts = parts
        self._tokens = parts.tokens

    def clauses(self, start: int, end: int, before: Frame | None) -> tuple[Clause, ...] | None:
        """ "twenty no twenty two": the words after the correction take the place of those before it."""
        for span in self._parts.cut(start, end)[0]:
            if not span.may_be("correction") or span.start == 0 or start + span.end >= end:
                continue
            around = (
                self._tokens[start + span.start - 1],
                *self._tokens[start + span.start : start + span.end + 1],
            )
            if around[1:-1] == ("不", "是") and "," not in around:
                continue  # 关窗不是关天窗: the one and not the other
            if around[:2] == (",", "no") and self._is_mere_name(start + span.end, end):
                return self._sentence.clauses(start, start + span.start, before)
            meant = self._instead(start, start + span.start, start + span.end, end)
            if meant is not None:
                return meant
            tail_start = self._parts.trimmed(start + span.end, end)[0]
            head, tail = self._tokens[start : start + span.start], self._tokens[tail_start:end]
            if self._lexicon.language == "zh":
                head, tail = _without_pauses(head), _without_pauses(tail)
                told = tells(self._parts.cut(start, start + span.start)[0])
                placed = self._names_place(head) and self._names_place(tail)  # 右后，不对，左后窗
                if told or self._says_nothing(tail) or not (self._says_what(head) or placed):
                    continue  # 我打开空调的时候说错了, 我不是要开窗: nobody puts a command right
            alone = None if self._stays_there(head, tail) else self._complete_alone(tail)
            if alone is not None:
                return alone
            several = any(span.may_be("conjunction") for span in self._parts.cut(end - len(tail), end)[0])
            placed = self._names_place(tail)
            for kept in range(len(head) - 1, -1, -1):
                if placed and self._names_place(head[:kept]):
                    continue  # another place is instead of the first, not beside it
                tokens = head[:kept] + tail
                found = self._sentence.of(tokens).corrects(several, before)
                if found is not None and all(clause.complete and clause.steps for clause in found):
                    return found
        return None

    def replaces(self, left: Clause, right: Clause, cut: int, start: int, end: int) -> bool:
        """ "The charge limit to eighty, actually ninety": the same once more, and a word that says so. After
        a "no" it may be another: "lights on, no wait, fog lights on"."""
        behind = [span for span in self._parts.cut(start, end)[0] if span.start >= cut]
        first = next((span for span in behind if not span.may_be("conjunction")), None)
        actions = [[step.action for step in clause.steps] for clause in (left, right)]
        if first is None or not first.may_be("correction") or actions[1][0].startswith("dialogue."):
            return False
        taken_back = self._tokens[start + first.start] in self._lexicon.telling["taken_back"]
        return actions[0] == actions[1] or taken_back

    def _instead(self, start: int, head_end: int, tail_start: int, end: int) -> tuple[Clause, ...] | None:
        """ "open the sunroof, wait, close it": the second takes what it leaves unsaid from the first."""
        head = self._sentence.single(*self._parts.trimmed(start, head_end))
        if head is None or head.frame is None:
            return None
        tail = self._sentence.clauses(tail_start, end, head.frame)
        if tail is None or not all(clause.complete and clause.steps for clause in tail):
            return None
        return (_as_much(head.frame, tail[0]), *tail[1:])

    def _complete_alone(self, tokens: tuple[str, ...]) -> tuple[Clause, ...] | None:
        """给我放一首，不对，先把窗户关上: what is right says all of it, nothing of the wrong is kept."""
        if self._lexicon.language != "zh":
            return None
        found = self._sentence.of(tokens).read()
        whole = found and all(clause.complete and clause.steps for clause in found)
        frame = found[0].frame if found else None
        return found if whole and frame is not None and frame.things and frame.verbs else None

    def _says_what(self, tokens: tuple[str, ...]) -> bool:
        """Whether there is a command to put right: 我 | 不是 | 要开窗 has none."""
        spans = self._lexicon.cut(tokens)[0] if tokens else ()
        return any(span.may_be("thing", "choice", "verb", "weak", "number") for span in spans)

    def _says_nothing(self, tokens: tuple[str, ...]) -> bool:
        spans = self._lexicon.cut(tokens)[0] if tokens else ()
        return all(span.may_be("filler", "glue", "final") for span in spans)

    def _is_mere_name(self, start: int, end: int) -> bool:
        """ "Heat my seat, no massage": without it. Who puts right says "no, the massage"."""
        spans = self._lexicon.cut(self._tokens[start:end])[0]
        named = spans[0].may_be("thing")
        return named and all(span.may_be("thing", "filler", "conjunction") for span in spans)

    def _names_place(self, tokens: tuple[str, ...]) -> bool:
        spans = self._lexicon.cut(tokens)[0] if tokens else ()
        places = [tag for span in spans for tag in span.tags if tag.kind in ("zone", "zone_before")]
        return any(tag.value != "all" for tag in places)

    def _stays_there(self, head: tuple[str, ...], tail: tuple[str, ...]) -> bool:
        """后排三个窗，不对，两个窗都打开: the place was right, and is not said again."""
        named = [
            {tag.value for span in self._lexicon.cut(tokens)[0] for tag in span.tags if tag.kind == "thing"}
            for tokens in (head, tail)
        ]
        return bool(named[0] & named[1]) and self._names_place(head) and not self._names_place(tail)


def _as_much(head: Frame, tail: Clause) -> Clause:
    """ "Down three degrees, no, two": by so many, that way, and not to so many."""
    frame = tail.frame
    by = head.number is not None and not head.to and {verb.value for verb in head.verbs} & {"up", "down"}
    if frame is None or frame.number is None or frame.to or frame.verbs or not by:
        return tail
    return tail.reframed(replace(frame, verbs=head.verbs))


def _without_pauses(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Without the commas around it: 左后窗，不是，右后窗."""
    while tokens[:1] == (",",):
        tokens = tokens[1:]
    while tokens[-1:] == (",",):
        tokens = tokens[:-1]
    return tokens

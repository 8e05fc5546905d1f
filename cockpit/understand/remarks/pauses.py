"""What stands beside a whole Chinese command with a pause between: "打开引擎盖，我想加点玻璃水".

Where one hears the pause, and the command names its own thing and what to do with it, all that tells
something is a remark: unless it reports, supposes, asks, puts right, or is half of another wish.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cockpit.actions.action import Dialogue
from cockpit.actions.registry import REGISTRY
from cockpit.understand.remarks.asides import Asides
from cockpit.understand.remarks.tellings import spares
from cockpit.understand.sentence.clause import Clause
from cockpit.understand.sentence.reader import Reader
from cockpit.understand.words.lexicon import Lexicon
from cockpit.understand.words.tag import Span

_MAX_PARTS = 6
_PAUSES = ",?"
_NAMES = ("thing", "choice")
_DOES = ("verb", "weak", "number", "fraction", "grade", "full", "done")
_STANDS = ("state", "negation", "quality")
_BETWEEN = ("glue", "filler", "steps", "zone")


class Pauses:
    """The signs of one sentence: parts end at its commas and full stops only."""

    def __init__(self, reader: Reader, lexicon: Lexicon, asides: Asides) -> None:
        self._reader = reader
        self._lexicon = lexicon
        self._asides = asides
        self._tokens = reader.tokens
        ends = [at for at, token in enumerate(self._tokens, start=1) if token in _PAUSES]
        self._ends = [*ends, *([len(self._tokens)] if ends[-1:] != [len(self._tokens)] else [])]
        if not 1 < len(self._ends) <= _MAX_PARTS:
            self._ends = []

    def commands(self, start: int) -> Iterator[int]:
        return (end for end in reversed(self._ends) if end > start)

    def behind(self, end: int) -> Iterator[int]:
        yield end

    def remarks(self, start: int) -> Iterator[int]:
        end = next((end for end in self._ends if end > start), None)
        if end is not None and self.is_remark(start, end):
            yield end

    def is_remark(self, start: int, end: int) -> bool:
        """Whether a part only tells something, and nothing of what is not to be done."""
        part = self._tokens[start:end]
        before = self._lexicon.cut(self._tokens[:start])[0] if start else ()
        if spares(self._lexicon.cut(part)[0], before):
            return False
        last = end == len(self._tokens)
        told = self._asides.after(part) if last else self._asides.before(part, self._tokens[end:], True)
        return self._asides.purpose(part) or (told and not self._wishes(part))

    def tells(self, start: int, end: int) -> bool:
        """Whether a part, beside orders of their own, says in whatever words how something is."""
        part = self._tokens[start:end]
        return self._asides.told_beside(part) and not self._wishes(part)

    def topics(self, remark: Sequence[str]) -> Sequence[tuple[str, bool]]:
        """后雾灯太晃后车了，关一下: what it begins with, and says something bad of."""
        said = [span for span in self._lexicon.cut(remark)[0] if not span.may_be("filler", "zone")]
        about = len(said) > 1 and said[0].tags[0].kind == "thing" and said[1].may_be("complaint")
        return [said[0].tags[0].value] if about else ()

    def about(self, remark: Sequence[str]) -> str | None:
        return None

    def complete(self, command: Clause, end: int) -> bool:
        """It says by itself what to do, and with what."""
        frame = command.frame
        if command.question:
            return True
        if frame is None:
            return not command.reason and not any(
                isinstance(REGISTRY[step.action], Dialogue) for step in command.steps
            )
        if command.complains or frame.complaint:
            return False
        named = bool(frame.things or frame.choices or frame.home)
        named = named or any(verb.controls and not verb.needs_thing for verb in frame.verbs)
        return named and bool(frame.verbs or frame.weak or frame.has_value or frame.steps)

    def _wishes(self, part: Sequence[str]) -> bool:
        """Whether it may be half of another command: what is known, and right beside it what to do."""
        said = [span for span in self._lexicon.cut(part)[0] if not span.only(*_BETWEEN)]
        if not said:
            return True  # where, and no more
        if any(span.only("tale") for span in said):
            return False  # 孩子老是动门
        kinds = [span.tags[0].kind for span in said]
        things = [span for span in said if span.may_be("thing") and not span.may_be("glue")]
        if (things or "to" in kinds) and not {"number", "fraction"}.isdisjoint(kinds):
            return True  # 把座椅热三档, 速度保持在八十
        if any(
            part[one.start] == "也" and other.tags[0].kind in (*_NAMES, *_DOES)
            for one, other in pairwise(said)
        ):
            return True  # 空气净化也开了
        if _long(said[-1]) and kinds[-1] == "verb":
            return True  # 外循环也打开, of what no word list has
        if not self._asides.characters["feels"].isdisjoint(part):
            return False  # 客人嫌冷气足
        done = said[0].may_be("person") and said[-1].may_be("final", "conjunction") and not things
        strange = any(span.only("unknown") or span.may_be(*_STANDS) for span in said)
        if not (strange or done) and not {*_NAMES, *_DOES}.isdisjoint(kinds):
            return True  # 我高他低
        # 腿, 头, 红: words of their own as often as choices
        named = [span.tags[0].kind in _NAMES and (_long(span) or span in things) for span in said]
        does = [kind in _DOES for kind in kinds]
        beside = zip(pairwise(named), pairwise(does), strict=True)
        return any((one and does_two) or (two and does_one) for (one, two), (does_one, does_two) in beside)


def _long(span: Span) -> bool:
    return span.end - span.start > 1

"""What stands before a cut in a sentence, where what is done to it may be said only behind the cut."""

from cockpit.understand.command.frame import Frame
from cockpit.understand.sentence.clause import Clause
from cockpit.understand.sentence.clause_reader import ClauseReader, tells
from cockpit.understand.sentence.parts import Parts


class Listed:
    """The names in one sentence before what is said of them. Every method may raise TooMuch."""

    def __init__(self, parts: Parts, one: ClauseReader) -> None:
        self._parts = parts
        self._one = one
        self._tokens = parts.tokens

    def before(
        self, start: int, left_end: int, right_start: int, end: int, before: Frame | None
    ) -> Clause | None:
        """What stands before a cut, from `start` to `left_end`; behind it the sentence goes on.

        "Turn the radio and the ac off": what is done to the first is said of the last.
        """
        joint = self._tokens[left_end:right_start]
        name = self._parts.turned(start, left_end) if "and" in joint else None
        if name is not None or (joint and self._lists(start, left_end, joint)):
            listed = self._from_the_right(start if name is None else name, left_end, right_start, end)
            if listed is not None:
                return listed
        found = self._one.single(start, left_end, before)
        if found is None:
            found = self._from_the_right(start, left_end, right_start, end)
        if found is None and self._parts.negated(start, left_end, joint):
            return Clause((), negated=True)
        return found

    def _lists(self, start: int, end: int, joint: tuple[str, ...]) -> bool:
        """座椅加热和氛围灯都关了: a name that is joined to another, though alone it would say what to do."""
        return self._parts.joins_names(joint) and self._parts.only_names(start, end)

    def _from_the_right(self, start: int, left_end: int, right_start: int, end: int) -> Clause | None:
        """ "the windows and the sunroof open": the verb stands only with the last."""
        if left_end == right_start and not (
            self._parts.is_name(start, left_end) and self._parts.names_first(right_start, end)
        ):
            return None
        right_start, end = self._parts.trimmed(right_start, end)
        right = self._one.single(right_start, end, None)
        if right is not None and right.frame is None and "and" in self._tokens[left_end:right_start]:
            right = self._one.command(right_start, end, None)  # a template of its own: "the headlights on"
        if right is None or right.frame is None:
            return None
        start, left_end = self._parts.trimmed(start, left_end)
        spans = self._parts.cut(start, left_end)[0] if start < left_end else ()
        if not spans or tells(spans) or any(span.only("state", "because", "final") for span in spans):
            return None
        left = self._one.command(start, left_end, right.frame)
        if left is None or left.frame is None or left.frame.verbs != right.frame.verbs:
            return left
        # "Lock and unlock the doors": what may be a verb of its own takes no other's. And the verb before a
        # thing is that thing's: "the back and put the fan on max".
        own = all(span.may_be("verb") for span in spans) or self._parts.acts_first(right_start, end)
        return None if own else left

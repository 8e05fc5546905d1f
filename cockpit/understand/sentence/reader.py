"""One sentence, one or several commands: cut it, read each part, carry over what a part leaves unsaid.

A sentence counts only when every part of it was understood: half a sentence may mean its opposite. Remarks
that only say why are taken off elsewhere (beside.py).
"""

from collections.abc import Sequence

from cockpit.plan import Step
from cockpit.understand.command.frame import Frame
from cockpit.understand.effort import Effort
from cockpit.understand.home.household import Household, Mark
from cockpit.understand.home.reader import HomeReader
from cockpit.understand.sentence.clause import Clause
from cockpit.understand.sentence.clause_reader import ANY, ClauseReader, Follow, tells
from cockpit.understand.sentence.grammar import Grammar
from cockpit.understand.sentence.joining import alike, belong, joined, points_back
from cockpit.understand.sentence.listed import Listed
from cockpit.understand.sentence.parts import Parts
from cockpit.understand.sentence.put_right import PutRight
from cockpit.understand.sentence.sides import Sides
from cockpit.understand.sentence.templates import plain
from cockpit.understand.words.tag import Thing

MAX_TOKENS = 60


class Reader:
    """Reads one sentence; keeps what it has already read of it. Every method may raise TooMuch."""

    def __init__(
        self,
        lexicon: Household,
        grammar: Grammar,
        tokens: Sequence[str],
        last: Step | None,
        effort: Effort | None = None,
        follow: Follow | None = None,
    ) -> None:
        self._lexicon = lexicon
        self._grammar = grammar
        self._tokens = tuple(tokens)
        self._last = last
        self._effort = effort or Effort()
        home = HomeReader(lexicon, self._effort)
        self._parts = Parts(lexicon, self._tokens, home, self._effort)
        self._one = ClauseReader(lexicon, grammar, self._parts, home, last, self._effort, follow)
        self._listed = Listed(self._parts, self._one)
        self._sides = Sides(lexicon, self._parts, last)
        self._right = PutRight(self, lexicon, self._parts)
        self.cuts = self._parts.cut(0, len(tokens)) if tokens else []

    def read(self) -> tuple[Clause, ...] | None:
        """The clauses of the whole sentence, None when some part is not understood."""
        if not self._tokens or len(self._tokens) > MAX_TOKENS:
            return None
        fixed = self.whole()
        clauses = (fixed,) if fixed is not None else self.clauses(0, len(self._tokens), None)
        if clauses is not None and not any(clause.steps for clause in clauses):
            return None
        if clauses is None and (named := self._grammar.match(plain(self._tokens), joined=True)) is not None:
            return (Clause(named.steps),)
        return clauses

    def reading(self) -> tuple[Clause, ...] | None:
        """A reading that is only named: "tyre pressure", "the range". Looked for when all else has failed."""
        said = [span for span in self.cuts[0] if not span.may_be("filler")] if self.cuts else []
        if not said or (said[0].may_be("verb", "weak") and not said[0].may_be("ask", "thing", "glue")):
            return None  # "go back one"
        if any(span.may_be("number") for span in said):
            return None  # "only charge it to 80 percent"
        clause = self._one.question(0, len(self._tokens))
        # "My ac is running"
        named = self._lexicon.language == "en" and said[0].may_be("thing", "zone", "zone_before", "glue")
        stands = named and any(span.may_be("be") for span in said[1:]) and not tells(said)
        reads = clause is not None and all(stands or step.action != "vehicle.state" for step in clause.steps)
        return (clause,) if clause is not None and reads else None

    @property
    def is_beyond(self) -> bool:
        """Whether it names what nobody can do here."""
        return self._parts.is_beyond(0, len(self._tokens))

    @property
    def spared(self) -> frozenset[str]:
        """The actions of what it says is to be left as it is; none where it says no such thing."""
        end = len(self._tokens)
        if not end or not self._parts.negated(0, end) or self._parts.only_places(0, end):
            return frozenset()
        return frozenset(next(iter(self.thing(key).controls)) for key in self._parts.things(0, end))

    @property
    def named(self) -> tuple[frozenset[str], ...]:
        """The actions of each thing that it names, the likeliest meaning of every name."""
        spans = self.cuts[0] if self.cuts else ()
        names = [[tag.value[0] for tag in span.tags if tag.kind == "thing"] for span in spans]
        return tuple(
            frozenset(action for key in keys for action in self.thing(key).controls) for keys in names if keys
        )

    def whole(self) -> Clause | None:
        """The template that the whole sentence is an instance of."""
        fixed = self._one.fixed(0, len(self._tokens), self.cuts[0]) if self._tokens else None
        return None if fixed is None else Clause(fixed.steps, reason=fixed.reason)

    @property
    def tokens(self) -> tuple[str, ...]:
        return self._tokens

    @property
    def follows(self) -> bool:
        """Whether something was done before that "it" may mean."""
        return self._last is not None

    def template(self, start: int, end: int, *, beside: bool = False) -> bool:
        """Whether a part is an instance of a template, whose words need not be known otherwise.

        `beside`: of one that may stand right behind something else.
        """
        found = self._one.fixed(start, end, self._parts.cut(start, end)[0])
        return found is not None and not (beside and found.alone)

    def knows(self, token: str) -> bool:
        """Whether a template holds it."""
        return token in self._grammar.words

    def part(self, start: int, end: int, before: Frame | None) -> tuple[Clause, ...] | None:
        """The clauses of a part of the sentence; `before` is what its first leaves unsaid."""
        self._one.extent = self._parts.trimmed(start, end)
        return self.clauses(start, end, before)

    def thing(self, key: str) -> Thing:
        return self._lexicon.things[key]

    def mark(self, start: int, end: int) -> Mark:
        """Whose the words of a part are, the home's or the car's."""
        return self._parts.mark(start, end)

    def clauses(self, start: int, end: int, before: Frame | None) -> tuple[Clause, ...] | None:
        """The clauses of a part, within what is read as a sentence of its own."""
        start, end = self._parts.trimmed(start, end)
        if start >= end:
            return None
        if before is not None and self._parts.stays(start, end):
            return (Clause((), negated=True),)
        whole = self._one.single(start, end, before)
        if whole is not None:
            return (whole,)
        if before is not None and self._parts.negated(start, end):
            return (Clause((), negated=True),)
        for left_end, right_start in self._parts.breaks(start, end):
            sides = self._cut(start, left_end, right_start, end, before)
            if sides is None:
                continue
            left, rest = sides
            if left.negated and points_back(rest[0]):
                return None  # "can't hear you over the fan, turn it down": not what else "it" may be
            spared = self._sides.spared(left, right_start, end) if rest[0].negated else left
            if spared is None:
                return None
            if "but" in self._tokens[left_end : right_start + 1] and left.is_elsewhere(rest[0]):
                return self._sides.narrowed(left, rest, right_start, end)
            if all(clause.complete for clause in rest):
                return self._joined(spared, rest, start, left_end, right_start, end)
        return self._right.clauses(start, end, before)

    def _cut(
        self, start: int, left_end: int, right_start: int, end: int, before: Frame | None
    ) -> tuple[Clause, tuple[Clause, ...]] | None:
        """The clauses on both sides of a cut, None where it may not be cut there."""
        joint = self._tokens[left_end:right_start]
        if not joint and self._parts.whole_at(start, left_end, end):
            return None
        if self._parts.stays(start, left_end):
            left: Clause | None = Clause((), negated=True)
        else:
            left = self._listed.before(start, left_end, right_start, end, before)
        if left is None or not left.complete:
            return None
        if joint == ("but",) and self._parts.only_names(right_start, end):
            return None  # "all the lights but the dome": not those two
        rest = self._behind(left, start, left_end, right_start, end, before)
        if "and" in joint and self._sides.breaks_off(left, rest, right_start, end):
            return None
        if rest is not None and self._parts.joins_names(joint):
            left, *others = self._sides.both(left, rest, right_start, end)
            rest = tuple(others)
        if rest is None or not belong(left, rest[0], joint):
            return None
        asks = left.question and not self._sides.goes_on(rest[0], right_start, end)
        return None if asks else (left, rest)

    def _behind(
        self, left: Clause, start: int, left_end: int, right_start: int, end: int, before: Frame | None
    ) -> tuple[Clause, ...] | None:
        """The clauses behind a cut, where they leave unsaid what stands before it."""
        reason = Frame(implied=left.steps[0].action) if left.reason else None
        names = (left.negated or left.question) and left_end < right_start
        told = self._sides.named(start, left_end) if names else None
        here = left.frame or reason or told
        settled = not here and left.steps and not left.question  # 内循环 is what 打开 means, not the fan
        rest = self.clauses(right_start, end, here or (None if settled else before) or ANY)
        takes = rest[0].frame if left.negated and told and rest else None
        if takes and told and takes.things == told.things and not takes.has_value:
            return self.clauses(right_start, end, before or ANY)
        return rest

    def _joined(
        self, left: Clause, rest: tuple[Clause, ...], start: int, left_end: int, right_start: int, end: int
    ) -> tuple[Clause, ...] | None:
        """Both sides of a cut, by what the right one says of the left."""
        joint = self._tokens[left_end:right_start]
        if self._right.replaces(left, rest[0], left_end - start, start, end):
            return rest
        if self._parts.excepts(right_start, end):
            return rest if alike(left, rest[0]) else None  # 打开所有车窗，除了左后窗
        if self._lexicon.reason_joints.isdisjoint(joint):
            return joined(left, rest, joint, self._last)
        given, *others = rest  # "close the windows because it is starting to rain"
        return (joined(left, (given,), (",",), self._last)[0] if given.complains else left, *others)

    def of(self, tokens: Sequence[str]) -> "Reader":
        return Reader(self._lexicon, self._grammar, tokens, self._last, self._effort)

    def single(self, start: int, end: int) -> Clause | None:
        return self._one.single(start, end, None)

    def corrects(self, several: bool, before: Frame | None) -> tuple[Clause, ...] | None:
        """The clauses of a sentence that was put right, one unless `several`."""
        if several:
            return self.clauses(0, len(self._tokens), before)
        found = self._one.single(0, len(self._tokens), before)
        return None if found is None else (found,)

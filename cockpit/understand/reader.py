"""One sentence, one or several commands: cut it, read each part, carry over what a part leaves unsaid.

A sentence counts only when every part of it was understood: half a sentence may mean its opposite. Remarks
that only say why are taken off elsewhere (beside.py).
"""

from collections.abc import Sequence
from dataclasses import replace

from cockpit.plan import Step
from cockpit.understand.clause import Clause
from cockpit.understand.clause_reader import ANY, ClauseReader, Follow, plain, tells
from cockpit.understand.effort import Effort
from cockpit.understand.frame import Frame
from cockpit.understand.grammar import Grammar
from cockpit.understand.home_reader import HomeReader
from cockpit.understand.household import Household, Mark
from cockpit.understand.joining import belong, joined, points_back
from cockpit.understand.lexicon import Tag, Thing
from cockpit.understand.parts import Parts
from cockpit.understand.questions import begins_command

MAX_TOKENS = 60
_TAKES_BACK = ("no", "wait", "oops", "sorry", "scratch")
"""What a correction begins with that leaves nothing of what was said before."""

_BEFORE_A_NAME = frozenset(
    {"for", "of", "at", "with", "from", "over", "above", "under", "behind", "near", "the", "my", "both"}
)
_OF_A_NAME = ("verb", "to", "weak", "quality", "number", "fraction", "full", "grade", "steps", "choice")
"""What is said of the Chinese name before it."""

_OPENINGS = ("doors.", "windows.")
_OF_SEATS = ("climate.", "seats.")
_AND = frozenset("和跟与")


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
        self.cuts = self._parts.cut(0, len(tokens)) if tokens else []

    def read(self) -> tuple[Clause, ...] | None:
        """The clauses of the whole sentence, None when some part is not understood."""
        if not self._tokens or len(self._tokens) > MAX_TOKENS:
            return None
        fixed = self.whole()
        clauses = (fixed,) if fixed is not None else self._read(0, len(self._tokens), None)
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

    def whole(self) -> Clause | None:
        """The template that the whole sentence is an instance of."""
        fixed = self._one.fixed(0, len(self._tokens), self.cuts[0]) if self._tokens else None
        return None if fixed is None else Clause(fixed.steps)

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
        return self._read(start, end, before)

    def thing(self, key: str) -> Thing:
        return self._lexicon.things[key]

    def mark(self, start: int, end: int) -> Mark:
        """Whose the words of a part are, the home's or the car's."""
        return self._parts.mark(start, end)

    def _read(self, start: int, end: int, before: Frame | None) -> tuple[Clause, ...] | None:
        start, end = self._parts.trimmed(start, end)
        if start >= end:
            return None
        whole = self._one.single(start, end, before)
        if whole is not None:
            return (whole,)
        if before is not None and self._parts.negated(start, end):
            return (Clause((), negated=True),)
        for left_end, right_start in self._parts.breaks(start, end):
            joint = self._tokens[left_end:right_start]
            if not joint and (self._ends_in_its_verb(start, left_end, end) or self._describes(left_end, end)):
                continue
            if not joint and self._goes_onto(start, left_end, end):
                continue
            left = self._left(start, left_end, right_start, end, before)
            if left is None or not left.complete:
                continue
            reason = Frame(implied=left.steps[0].action) if left.reason else None
            told = self._named(start, left_end) if (left.negated or left.question) and joint else None
            here = left.frame or reason or told
            settled = not here and left.steps and not left.question  # 内循环 is what 打开 means, not the fan
            rest = self._read(right_start, end, here or (None if settled else before) or ANY)
            takes = rest[0].frame if left.negated and told and rest else None
            if takes and told and takes.things == told.things and not takes.has_value:
                rest = self._read(right_start, end, before or ANY)
            if rest is not None and not _AND.isdisjoint(joint):
                left, *others = self._both(left, rest, right_start, end)
                rest = tuple(others)
            if rest is None or not belong(left, rest[0], joint):
                continue
            if left.question and not self._goes_on(rest[0], right_start, end):
                continue
            if left.negated and points_back(rest[0]):
                return None  # "can't hear you over the fan, turn it down": not what else "it" may be
            if rest[0].negated and self._takes_back(left, right_start, end):
                return None
            if all(clause.complete for clause in rest):
                if self._sets_right(left, rest[0], left_end - start, start, end):
                    return rest
                return joined(left, rest, joint, self._last)
        return self._corrected(start, end, before)

    def _ends_in_its_verb(self, start: int, cut: int, end: int) -> bool:
        """天窗关上雨刮打开: a Chinese name without a pause behind it belongs to the verb that follows."""
        chinese = self._lexicon.language == "zh"
        return chinese and self._parts.only_names(start, cut) and self._parts.begins(cut, end) in _OF_A_NAME

    def _goes_onto(self, start: int, cut: int, end: int) -> bool:
        """ "Put the air on | recirculation": no "on" of a switch, but onto what follows."""
        if self._tokens[cut - 1] in _BEFORE_A_NAME:
            return True  # "reading lights on for | both back seats"
        on = self._parts.cut(start, cut)[0][-1]
        if self._tokens[start + on.start - 1] == "," and on.start and self._lexicon.language == "en":
            return True  # "the front ones, close | the back"
        named = self._parts.begins(cut, end) == "thing" and self._parts.only_names(cut, end)
        return on.may_be("glue") and on.may_be("verb") and named

    def _describes(self, cut: int, end: int) -> bool:
        """天窗打开的声音: what stands before 的 says which one."""
        return "的" in self._tokens[cut - 1 : cut + 1] and self._parts.begins(cut, end) == "thing"

    def _left(
        self, start: int, left_end: int, right_start: int, end: int, before: Frame | None
    ) -> Clause | None:
        """What stands before a cut, from `start` to `left_end`; behind it the sentence goes on."""
        joint = self._tokens[left_end:right_start]
        if joint and self._lists(start, left_end, joint):
            listed = self._from_the_right(start, left_end, right_start, end)
            if listed is not None:
                return listed
        found = self._one.single(start, left_end, before)
        if found is None:
            found = self._from_the_right(start, left_end, right_start, end)
        if found is None and self._parts.negated(start, left_end, self._tokens[left_end:right_start]):
            return Clause((), negated=True)
        return found

    def _named(self, start: int, end: int) -> Frame | None:
        """别把窗户全打开，开一半就够了: what it is that is not to be done so."""
        spans = self._parts.cut(start, end)[0]
        named = [[tag for tag in span.tags if tag.kind == "thing"] for span in spans if span.may_be("thing")]
        if len(named) != 1 or self._lexicon.language != "zh":
            return None
        things = {tag.value: self._lexicon.things[tag.value[0]] for tag in named[0]}
        (_, many), thing = next(
            (each for each in things.items() if not all(each[1].controls.values())),
            next(iter(things.items())),
        )
        every = any(Tag("full", "every") in span.tags for span in spans)
        return Frame(things=(thing,), many=many or every)

    def _lists(self, start: int, end: int, joint: tuple[str, ...]) -> bool:
        """座椅加热和氛围灯都关了: a name that is joined to another, though alone it would say what to do."""
        return not _AND.isdisjoint(joint) and self._parts.only_names(start, end)

    def _both(self, left: Clause, rest: Sequence[Clause], start: int, end: int) -> tuple[Clause, ...]:
        """方向盘加热和座椅加热都打开: 都 is the two that were named, not every seat; but every window."""
        mine, other = left.frame, rest[0].frame
        every = [span for span in self._parts.cut(start, end)[0] if Tag("zone", "all") in span.tags]
        both = every and all(self._tokens[start + span.start : start + span.end] == ("都",) for span in every)
        if not both or mine is None or other is None or other.zone != "all" or mine.things == other.things:
            return (left, *rest)
        if mine.zone is None and (mine.implied or "").startswith(_OPENINGS):
            left = left.reframed(replace(mine, zone="all"), self._last)
        if not (other.implied or "").startswith(_OF_SEATS):
            return (left, *rest)
        return (left, rest[0].reframed(replace(other, zone=None), self._last), *rest[1:])

    def _goes_on(self, after: Clause, start: int, end: int) -> bool:
        """ "Is the ac on and the window open" asks both; nothing is opened."""
        return after.question or begins_command(self._parts.cut(start, end)[0])

    def _sets_right(self, left: Clause, right: Clause, cut: int, start: int, end: int) -> bool:
        """ "The charge limit to eighty, actually ninety": the same once more, and a word that says so. After
        a "no" it may be another: "lights on, no wait, fog lights on"."""
        behind = [span for span in self._parts.cut(start, end)[0] if span.start >= cut]
        first = next((span for span in behind if not span.may_be("conjunction")), None)
        actions = [[step.action for step in clause.steps] for clause in (left, right)]
        if first is None or not first.may_be("correction") or actions[1][0].startswith("dialogue."):
            return False
        return actions[0] == actions[1] or self._tokens[start + first.start] in _TAKES_BACK

    def _takes_back(self, left: Clause, start: int, end: int) -> bool:
        """Whether the negated part names what the command before it is about, or nothing else."""
        keys = {thing.key for thing in left.frame.things} if left.frame is not None else set()
        named = self._parts.things(start, end)
        return not named or bool(named & keys)

    def _from_the_right(self, start: int, left_end: int, right_start: int, end: int) -> Clause | None:
        """ "the windows and the sunroof open": the verb stands only with the last."""
        if left_end == right_start and not (
            self._parts.is_name(start, left_end) and self._parts.begins(right_start, end) == "thing"
        ):
            return None
        right_start, end = self._parts.trimmed(right_start, end)
        right = self._one.single(right_start, end, None)
        if right is None or right.frame is None:
            return None
        start, left_end = self._parts.trimmed(start, left_end)
        spans = self._parts.cut(start, left_end)[0] if start < left_end else ()
        if not spans or tells(spans) or any(span.only("state") for span in spans):
            return None
        left = self._one.command(start, left_end, right.frame)
        if left is None or left.frame is None or left.frame.verbs != right.frame.verbs:
            return left
        # "Lock and unlock the doors": what may be a verb of its own takes no other's. And the verb before a
        # thing is that thing's: "the back and put the fan on max".
        own = all(span.may_be("verb") for span in spans) or self._parts.acts_first(right_start, end)
        return None if own else left

    def _instead(self, start: int, head_end: int, tail_start: int, end: int) -> tuple[Clause, ...] | None:
        """ "open the sunroof, wait, close it": the second takes what it leaves unsaid from the first."""
        head = self._one.single(*self._parts.trimmed(start, head_end), None)
        if head is None or head.frame is None:
            return None
        tail = self._read(tail_start, end, head.frame)
        if tail is None or not all(clause.complete and clause.steps for clause in tail):
            return None
        return (_as_much(head.frame, tail[0]), *tail[1:])

    def _corrected(self, start: int, end: int, before: Frame | None) -> tuple[Clause, ...] | None:
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
                reader = Reader(self._lexicon, self._grammar, tokens, self._last, self._effort)
                found = reader._corrects(several, before)
                if found is not None and all(clause.complete and clause.steps for clause in found):
                    return found
        return None

    def _complete_alone(self, tokens: tuple[str, ...]) -> tuple[Clause, ...] | None:
        """给我放一首，不对，先把窗户关上: what is right says all of it, nothing of the wrong is kept."""
        if self._lexicon.language != "zh":
            return None
        found = Reader(self._lexicon, self._grammar, tokens, self._last, self._effort).read()
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

    def _corrects(self, several: bool, before: Frame | None) -> tuple[Clause, ...] | None:
        if several:
            return self._read(0, len(self._tokens), before)
        found = self._one.single(0, len(self._tokens), before)
        return None if found is None else (found,)


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

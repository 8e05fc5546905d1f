"""One sentence, one or several commands: cut it, read each part, carry over what a part leaves unsaid.

A sentence counts only when every part of it was understood: half a sentence may mean its opposite. Remarks
that only say why are taken off elsewhere (remarked.py, beside.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cockpit.actions.control import Level
from cockpit.actions.registry import CONTROLS
from cockpit.plan import Step
from cockpit.understand.effort import Effort
from cockpit.understand.fitting import never_one
from cockpit.understand.frame import Frame, build
from cockpit.understand.grammar import Fixed, Grammar
from cockpit.understand.home_reader import HomeReader, leans, undoes
from cockpit.understand.household import Household, Mark
from cockpit.understand.lexicon import Span, Tag, Thing, command_spans, readings
from cockpit.understand.places import begins
from cockpit.understand.questions import asks, begins_command, question
from cockpit.understand.resolve import steps_of
from cockpit.understand.slots import MISSING
from cockpit.understand.unsaid import carried

MAX_TOKENS = 60
_MAX_READINGS = 160
_MAX_WORDS = 30
"""Nobody puts more into one command, politely as it may be."""
_CUTTING, _SORTING, _RESOLVING, _MATCHING = 8, 2, 2, 20
"""What is spent on a word that is cut, sorted, resolved, and on a part that is matched; a word of a reading
costs 1."""
_LATE_STARTS = ("zone", "thing", "choice", "area", "floor", "device", "state")
_STARTS = ("verb", "weak", "polite", "ask", "be", "gerund", "complaint", "begin")
_ANY = Frame()
"""A clause before that leaves nothing to carry over."""
_QUESTION_ENDS = frozenset("?吗么呢")
_DROPPED_AT_ENDS = ("conjunction", "filler", "too")


@dataclass(frozen=True, slots=True)
class Clause:
    """What one part means. `frame` is None for a whole-sentence template, and for what is negated:
    that has no steps, and only stands beside what has.
    """

    steps: tuple[Step, ...]
    frame: Frame | None = None
    question: bool = False
    reason: bool = False
    negated: bool = False

    @property
    def complete(self) -> bool:
        return not any(MISSING in step.slots for step in self.steps)

    @property
    def complains(self) -> bool:
        if self.frame is None:
            return self.reason
        felt = all(verb.controls for verb in self.frame.verbs)  # in "down it's too loud" more is said
        return self.reason or (self.frame.complaint and not self.frame.weak and felt)


class Reader:
    """Reads one sentence; keeps what it has already read of it. Every method may raise TooMuch."""

    def __init__(
        self,
        lexicon: Household,
        grammar: Grammar,
        tokens: Sequence[str],
        last: Step | None,
        effort: Effort | None = None,
    ) -> None:
        self._lexicon = lexicon
        self._grammar = grammar
        self._tokens = tuple(tokens)
        self._last = last
        self._cuts: dict[tuple[int, int], list[tuple[Span, ...]]] = {}
        self._known: dict[tuple[int, int, int, bool], tuple[Frame | None, Clause | None]] = {}
        self._effort = effort or Effort()
        self._extent = (0, len(tokens))  # of what is read as a sentence of its own
        self._home = HomeReader(lexicon, self._effort)
        self.cuts = self._cut(0, len(tokens)) if tokens else []

    def read(self) -> tuple[Clause, ...] | None:
        """The clauses of the whole sentence, None when some part is not understood."""
        if not self._tokens or len(self._tokens) > MAX_TOKENS:
            return None
        fixed = self.whole()
        clauses = (fixed,) if fixed is not None else self._read(0, len(self._tokens), None)
        if clauses is not None and not any(clause.steps for clause in clauses):
            return None
        if clauses is None and (named := self._grammar.match(_plain(self._tokens), joined=True)) is not None:
            return (Clause(named.steps),)
        return clauses

    def reading(self) -> tuple[Clause, ...] | None:
        """A reading that is only named: "tyre pressure", "the range". Looked for when all else has failed."""
        said = [span for span in self.cuts[0] if not span.may_be("filler")] if self.cuts else []
        if not said or (said[0].may_be("verb", "weak") and not said[0].may_be("ask", "thing", "glue")):
            return None  # "go back one"
        clause = self._question(0, len(self._tokens))
        named = clause is not None and all(step.action != "vehicle.state" for step in clause.steps)
        return (clause,) if clause is not None and named else None

    def whole(self) -> Clause | None:
        """The template that the whole sentence is an instance of."""
        fixed = self._fixed(0, len(self._tokens), self.cuts[0]) if self._tokens else None
        return None if fixed is None else Clause(fixed.steps)

    @property
    def tokens(self) -> tuple[str, ...]:
        return self._tokens

    @property
    def follows(self) -> bool:
        """Whether something was done before that "it" may mean."""
        return self._last is not None

    def template(self, start: int, end: int) -> bool:
        """Whether a part is an instance of a template, whose words need not be known otherwise."""
        return self._fixed(start, end, self._cut(start, end)[0]) is not None

    def part(self, start: int, end: int, before: Frame | None) -> tuple[Clause, ...] | None:
        """The clauses of a part of the sentence; `before` is what its first leaves unsaid."""
        self._extent = self._trimmed(start, end)
        return self._read(start, end, before)

    def thing(self, key: str) -> Thing:
        return self._lexicon.things[key]

    def _cut(self, start: int, end: int) -> list[tuple[Span, ...]]:
        key = (start, end)
        if key not in self._cuts:
            self._effort.spend(_CUTTING * (end - start))
            at_home = self.mark(start, end) >= Mark.SHARED
            cut = self._home.cut if at_home else self._lexicon.cut
            self._cuts[key] = cut(self._tokens[start:end])
        return self._cuts[key]

    def mark(self, start: int, end: int) -> Mark:
        """Whose the words of a part are, the home's or the car's."""
        return self._home.mark(self._tokens[start:end])

    def _read(self, start: int, end: int, before: Frame | None) -> tuple[Clause, ...] | None:
        start, end = self._trimmed(start, end)
        if start >= end:
            return None
        whole = self._single(start, end, before)
        if whole is not None:
            return (whole,)
        if before is not None and self._negated(start, end):
            return (Clause((), negated=True),)
        for left_end, right_start in self._breaks(start, end):
            left = self._single(start, left_end, before)
            if left is None:
                left = self._from_the_right(start, left_end, right_start, end)
            if left is None and self._negated(start, left_end, self._tokens[left_end:right_start]):
                left = Clause((), negated=True)
            if left is None or not left.complete:
                continue
            reason = Frame(implied=left.steps[0].action) if left.reason else None
            rest = self._read(right_start, end, left.frame or reason or before or _ANY)
            if left_end == right_start and rest is not None and _unjoined(left, rest[0]):
                continue
            if rest is not None and (_contradicts(left, rest[0]) or undoes(left.steps, rest[0].steps)):
                continue
            if left_end == right_start and rest is not None and leans(rest[0].frame):
                continue
            if left.question and rest is not None and not self._goes_on(rest[0], right_start, end):
                continue
            if left.negated and rest is not None and _points_back(rest[0]):
                return None  # "can't hear you over the fan, turn it down": not what else "it" may be
            if rest is not None and rest[0].negated and self._takes_back(left, right_start, end):
                return None
            if rest is not None and all(clause.complete for clause in rest):
                return self._together(left, rest, self._tokens[left_end:right_start])
        return self._corrected(start, end, before)

    def _together(self, left: Clause, rest: tuple[Clause, ...], joint: tuple[str, ...]) -> tuple[Clause, ...]:
        """Both sides of a cut. A complaint beside a command is its reason, not a command of its own."""
        if left.negated or rest[0].negated:
            return rest if left.negated else (left, *rest[1:])
        if joint in ((), (",",)):
            if left.complains and (not rest[0].complains or left.steps == rest[0].steps):
                return (self._theirs(left, rest[0]), *rest[1:])
            if rest[0].complains and not left.complains and not left.question:
                return (left, *rest[1:])
        if joint in ((), (",",)) and (_says_twice(left, rest[0]) or _says_how(left, rest[0])):
            return rest
        return (self._shared(self._mine(left, rest[0]), rest[0]), *rest)

    def _goes_on(self, after: Clause, start: int, end: int) -> bool:
        """ "Is the ac on and the window open" asks both; nothing is opened."""
        return after.question or begins_command(self._cut(start, end)[0])

    def _negated(self, start: int, end: int, joint: Sequence[str] | None = None) -> bool:
        """ "Don't open the sunroof", "leave the doors alone": nothing to do, beside what there is to do.

        `joint`: what stands between it and a command behind it, that it might negate as well.
        """
        start, end = self._trimmed(start, end)
        words = (
            [span for span in self._cut(start, end)[0] if not span.may_be("filler")] if start < end else []
        )
        if not words or not (words[0].only("negation") or words[-1].may_be("nothing")):
            return False
        forbids = words[0].only("negation")
        if forbids and joint is not None and not self._lexicon.apart.intersection(joint):
            return False
        rest = words[1:] if forbids else words[:-1]
        return any(span.may_be("thing", "verb") for span in rest) and not any(
            span.only("tale") or span.only("ask") or span.only("negation") or span.only("conjunction")
            for span in rest
        )

    def _takes_back(self, left: Clause, start: int, end: int) -> bool:
        """Whether the negated part names what the command before it is about, or nothing else."""
        keys = {thing.key for thing in left.frame.things} if left.frame is not None else set()
        named = {
            tag.value[0] for span in self._cut(start, end)[0] for tag in span.tags if tag.kind == "thing"
        }
        return not named or bool(named & keys)

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Without what only joins or fills, and without the mark of a question that is a polite request."""
        polite = any(span.may_be("polite") for span in (self._cut(start, end)[0] if start < end else ())[:2])
        while polite and end - start > 1 and self._tokens[end - 1] in _QUESTION_ENDS:
            end -= 1
        spans = self._cut(start, end)[0] if start < end else ()
        while spans and spans[0].tags[0].kind in _DROPPED_AT_ENDS:
            start, spans = start + spans[0].end - spans[0].start, spans[1:]
        while spans and spans[-1].may_be("conjunction"):
            end, spans = end - (spans[-1].end - spans[-1].start), spans[:-1]
        return start, end

    def _breaks(self, start: int, end: int) -> list[tuple[int, int]]:
        """Where the sentence may be cut: at what joins, and before what begins a command."""
        joins: list[tuple[int, int]] = []
        begins: list[tuple[int, int]] = []
        late: list[tuple[int, int]] = []
        last: list[tuple[int, int]] = []
        for span in self._cut(start, end)[0][1:]:
            at, after = start + span.start, start + span.end
            if span.may_be("conjunction"):
                joins.append((at, after))
            elif span.may_be("final"):
                joins.append((after, after))
            elif span.may_be(*_STARTS) and not _particle(span):
                begins.append((at, at))
            elif span.may_be(*_LATE_STARTS):
                late.append((at, at))
            elif span.may_be("verb"):
                last.append((at, at))
        return joins + begins + late + last

    def _single(self, start: int, end: int, before: Frame | None) -> Clause | None:
        """The one clause of a part, None where it is no one clause. A part is looked at once."""
        key = (start, end, id(before), (start, end) == self._extent)
        if key not in self._known:
            self._known[key] = (before, self._clause(start, end, before))  # `before` stays, so its id does
        return self._known[key][1]

    def _clause(self, start: int, end: int, before: Frame | None) -> Clause | None:
        if start >= end:
            return None
        spans = self._cut(start, end)[0]
        fixed = self._fixed(start, end, spans)
        if fixed is not None:
            whole = (start, end) == self._extent
            # "Yes", "no" and the like are whole sentences: "don't | open the window" is no two clauses.
            if whole or not (fixed.alone or _only_whole(fixed.steps)):
                return Clause(fixed.steps, reason=fixed.reason)
            if not fixed.alone:
                return None
        if _tells(spans):
            # Before another cut of it finds a command: 要不要 is no 要不 and 要.
            return self._question(start, end) if asks(self._tokens[start:end], spans, self._lexicon) else None
        if asks(self._tokens[start:end], spans, self._lexicon) or self._home.asks(self._tokens[start:end]):
            return self._question(start, end)
        return self._command(start, end, before)

    def _fixed(self, start: int, end: int, spans: Sequence[Span]) -> Fixed | None:
        self._effort.spend(_MATCHING)
        tokens = self._tokens[start:end]
        found = self._grammar.match(_plain(tokens))
        if found is not None and tokens[-1] in _QUESTION_ENDS and _only_names(spans, found.steps):
            return None  # "headlights on?"
        if found is not None and not found.named:
            return found
        kept: list[str] = []
        opening = True
        for span in spans:
            opening = opening and span.may_be("polite", "filler", "conjunction")
            if not span.may_be("filler") and not (opening and span.may_be("polite")):
                kept += [token for token in tokens[span.start : span.end] if token not in ",?"]
        bare = self._grammar.match(tuple(kept)) if kept and len(kept) < len(tokens) else None
        return bare or found  # "navigate to my office please": no place is called so

    def _question(self, start: int, end: int) -> Clause | None:
        if (mark := self.mark(start, end)) >= Mark.SHARED:
            step = self._home.question(self._tokens[start:end])
            if step is not None or mark is Mark.HOME:
                return None if step is None else Clause((step,), question=True)
        steps = question(self._tokens[start:end], self._lexicon, self._effort)
        return Clause(steps, question=True) if steps else None

    def _command(self, start: int, end: int, before: Frame | None) -> Clause | None:
        """At home where the words are the home's, or "it" is something there; else in the car."""
        tokens, mark = self._tokens[start:end], self.mark(start, end)
        if (before is None or before == _ANY) and (found := self._after_last(tokens)) is not None:
            return _at_home(found)
        if mark >= Mark.SHARED:
            clause = _at_home(self._home.clause(tokens, before))
            if clause is not None or mark is Mark.HOME:
                return clause
        else:
            goes_on, found = self._home.goes_on(tokens, before)
            if goes_on:
                return _at_home(found)
        clause = self._in_car(start, end, before)
        if clause is None and mark is Mark.NAMED:
            return _at_home(self._home.clause(tokens, before))
        return clause

    def _after_last(self, tokens: Sequence[str]) -> tuple[tuple[Step, ...], Frame] | None:
        if self._last is None:
            return None
        opening = self._lexicon.cut(self._tokens)[0]
        too = opening[0].may_be("conjunction") or any(span.may_be("too") for span in opening)
        return self._home.goes_on_from(tokens, self._last, too=too)

    def _in_car(self, start: int, end: int, before: Frame | None) -> Clause | None:
        incomplete: Clause | None = None
        shared = self.mark(start, end) is Mark.SHARED
        for cut in self._lexicon.cut(self._tokens[start:end]) if shared else self._cut(start, end):
            self._effort.spend(_SORTING * len(cut))
            spans = command_spans(cut, listed=before is not None, counted=_counts(before))
            if spans is None or len(spans) > _MAX_WORDS or never_one(spans):
                continue
            for tags in readings(spans, _MAX_READINGS):
                self._effort.spend(len(tags))
                if self._lexicon.language == "zh" and _value_first(tags):
                    continue
                frame = build(tags, self._lexicon.things, listed=before is not None)
                if frame is None:
                    continue
                self._effort.spend(_RESOLVING * len(tags))
                clause = self._resolved(frame, before)
                if clause is None:
                    continue
                if clause.complete:
                    return clause
                incomplete = incomplete or clause
        return incomplete

    def _resolved(self, frame: Frame, before: Frame | None) -> Clause | None:
        if frame.says_nothing:
            return None
        if before is not None and before.complaint and frame.pronoun and not frame.things:
            after = _after_complaint(frame, before)
            if after is not None:
                return after
        for each in (carried(frame, before) if before is not None else frame, frame):
            steps = steps_of(each, self._last)
            if steps:
                return Clause(steps, replace(each, implied=steps[0].action))
        return None

    def _names(self, start: int, end: int) -> bool:
        """Whether a part is one name and no more: 远光 | 近光都打开."""
        spans = self._cut(start, end)[0] if start < end else ()
        return len(spans) == 1 and self._lexicon.language == "zh" and spans[0].tags[0].kind == "thing"

    def _from_the_right(self, start: int, left_end: int, right_start: int, end: int) -> Clause | None:
        """ "the windows and the sunroof open": the verb stands only with the last."""
        if left_end == right_start and not self._names(start, left_end):
            return None
        right = self._single(*self._trimmed(right_start, end), None)
        if right is None or right.frame is None:
            return None
        start, left_end = self._trimmed(start, left_end)
        spans = self._cut(start, left_end)[0] if start < left_end else ()
        if not spans or _tells(spans):
            return None
        left = self._command(start, left_end, right.frame)
        if left is None or left.frame is None or left.frame.verbs != right.frame.verbs:
            return left
        # "Lock and unlock the doors": what may be a verb of its own takes no other's.
        return None if all(span.may_be("verb") for span in spans) else left

    def _theirs(self, complaint: Clause, command: Clause) -> Clause:
        """ "The kids are cold, turn up the heat": theirs."""
        felt, frame = complaint.frame, command.frame
        if felt is None or frame is None or frame.zone is not None or felt.zone in (None, "own", "me", "i"):
            return command
        if not command.steps[0].action.startswith(("climate.", "seats.")):
            return command
        theirs = replace(frame, zone=felt.zone)
        steps = steps_of(theirs, self._last)
        return Clause(steps, theirs) if steps else command

    def _mine(self, left: Clause, right: Clause) -> Clause:
        """ "Heated seats high for me, low for the passenger": only mine, though there are several."""
        frame, other = left.frame, right.frame
        if frame is None or other is None or frame.zone != "me" or not frame.many:
            return left
        if other.zone in (None, "me", "i", "all") or frame.things != other.things:
            return left
        own = replace(frame, zone="own")
        steps = steps_of(own, self._last)
        return Clause(steps, own) if steps else left

    def _shared(self, left: Clause, right: Clause) -> Clause:
        """ "open the window and the sunroof halfway": halfway is meant for both."""
        mine, other = left.frame, right.frame
        if mine is None or other is None or mine.has_value or mine.steps is not None or not mine.verbs:
            return left
        if mine.verbs != other.verbs and not (other.bare and _opens(left) and _opens(right)):
            return left
        if other.percent is None or len(left.steps) != 1 or left.steps[0].action not in CONTROLS:
            return left
        frame = replace(mine, percent=other.percent, graded=other.graded, to=other.to)
        steps = steps_of(frame, self._last)
        return Clause(steps, frame) if steps else left

    def _instead(self, start: int, head_end: int, tail_start: int, end: int) -> tuple[Clause, ...] | None:
        """ "open the sunroof, wait, close it": the second takes what it leaves unsaid from the first."""
        head = self._single(*self._trimmed(start, head_end), None)
        if head is None or head.frame is None:
            return None
        tail = self._read(tail_start, end, head.frame)
        return tail if tail is not None and all(clause.complete and clause.steps for clause in tail) else None

    def _corrected(self, start: int, end: int, before: Frame | None) -> tuple[Clause, ...] | None:
        """ "twenty no twenty two": the words after the correction take the place of those before it."""
        for span in self._cut(start, end)[0]:
            if not span.may_be("correction") or span.start == 0 or start + span.end >= end:
                continue
            meant = self._instead(start, start + span.start, start + span.end, end)
            if meant is not None:
                return meant
            head, tail = self._tokens[start : start + span.start], self._tokens[start + span.end : end]
            several = any(span.may_be("conjunction") for span in self._cut(end - len(tail), end)[0])
            for kept in range(len(head) - 1, -1, -1):
                tokens = head[:kept] + tail
                reader = Reader(self._lexicon, self._grammar, tokens, self._last, self._effort)
                found = reader._corrects(several, before)
                if found is not None and all(clause.complete and clause.steps for clause in found):
                    return found
        return None

    def _corrects(self, several: bool, before: Frame | None) -> tuple[Clause, ...] | None:
        if several:
            return self._read(0, len(self._tokens), before)
        found = self._single(0, len(self._tokens), before)
        return None if found is None else (found,)


def _opens(clause: Clause) -> bool:
    """Whether all that it sets is something that opens and closes."""
    levels = [CONTROLS[step.action].value for step in clause.steps if step.action in CONTROLS]
    return bool(levels) and all(isinstance(level, Level) and level.opens is not None for level in levels)


def _says_twice(left: Clause, right: Clause) -> bool:
    """座椅加热 | 打开: what is bare and what is said of it; "turn it up, the music"."""
    absolute = all("value" in step.slots for step in left.steps)
    return left.steps == right.steps and (absolute or (left.frame is not None and left.frame.pronoun))


def _points_back(clause: Clause) -> bool:
    return clause.frame is not None and clause.frame.pronoun and not clause.frame.things


def _says_how(left: Clause, right: Clause) -> bool:
    """ "I need lumbar, max it": first only what, then what with it."""
    bare = left.frame is not None and not (left.frame.verbs or left.frame.has_value)
    same = [step.action for step in left.steps] == [step.action for step in right.steps]
    return bare and same and right.frame is not None and right.frame.pronoun


def _tells(spans: Sequence[Span]) -> bool:
    return any(span.only("tale") or span.only("person") for span in spans)


def _value_first(tags: Sequence[Tag]) -> bool:
    """调成三档副驾的: a Chinese aim belongs to what stands before it, so a place behind it is another's."""
    kinds = [tag.kind for tag in tags]
    aims = next((place for place, kind in enumerate(kinds) if kind in ("to", "weak")), len(kinds))
    rest = kinds[aims:]
    at = next(
        (place for place, kind in enumerate(rest) if kind in ("number", "fraction", "grade")), len(rest)
    )
    return "zone" in rest[at:]


def _at_home(read: tuple[tuple[Step, ...], Frame] | None) -> Clause | None:
    return None if read is None else Clause(*read)


def _after_complaint(frame: Frame, complaint: Frame) -> Clause | None:
    """ "It's warm in here, turn it up": what goes up in the heat is the fan, in the cold the heating."""
    felt = next((verb for verb in complaint.verbs if verb.controls), None)
    wanted = {"warmer": "up", "cooler": "down"}.get(felt.value if felt else "")
    ways = {{"more": "up", "less": "down"}.get(verb.value, verb.value) for verb in frame.verbs}
    if not ways or not ways <= {"up", "down"} or any(verb.controls for verb in frame.verbs):
        return None
    name = "climate.temperature" if wanted in ways else "climate.fan"
    if wanted is None and felt is not None:
        name = felt.controls[0]
    verbs = tuple(Tag("verb", way, (name,)) for way in ways)
    joined = replace(frame, verbs=verbs, zone=frame.zone or complaint.zone, complaint=False)
    steps = steps_of(joined)
    return Clause(steps, joined) if steps else None


def _counts(before: Frame | None) -> bool:
    return before is not None and before.number is not None


def _particle(span: Span) -> bool:
    """ "Up", "off": they rather end a command than begin the next."""
    return span.tags[0].kind == "verb" and not any(begins(tag) or tag.kind == "weak" for tag in span.tags)


def _contradicts(reason: Clause, command: Clause) -> bool:
    """ "It's raining, turn them off": that is not what it is a reason for."""
    frame = command.frame
    loose = reason.reason and frame is not None and frame.pronoun and not frame.things
    return loose and reason.steps[0].action == command.steps[0].action and reason.steps != command.steps


def _unjoined(left: Clause, right: Clause) -> bool:
    """Signs that the sentence was cut in the wrong place: a command right behind a question, or right
    behind the same command the other way round."""
    if left.question and not right.question:
        return True
    if left.complains or right.complains:
        return False
    mine, other = left.frame, right.frame
    if mine and other and not mine.things and other.things and mine.verbs and mine.verbs == other.verbs:
        return True  # "demist | the mirrors"
    return any(
        one.action == other.action and one.slots.get("zone") == other.slots.get("zone") and one != other
        for one in left.steps
        for other in right.steps
        if one.action in CONTROLS
    )


def _plain(tokens: Sequence[str]) -> tuple[str, ...]:
    return tuple(token for token in tokens if token not in ",?")


def _only_names(spans: Sequence[Span], steps: Sequence[Step]) -> bool:
    """Whether what would move something begins with its name: behind that, a "?" asks how it stands."""
    said = next((span for span in spans if not span.may_be("filler")), None)
    named = said is not None and said.may_be("thing", "choice") and not said.may_be("verb", "weak", "polite")
    return named and all(step.action in CONTROLS for step in steps)


def _only_whole(steps: Sequence[Step]) -> bool:
    return any(step.action.startswith("dialogue.") and step.action != "dialogue.undo" for step in steps)

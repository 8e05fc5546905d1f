"""Sentences with a condition: "if the rear window is open, close it", "如果后窗开着就关上".

Only what the car tells of itself now can be a condition, and every part must be understood wholly. What is
for later, whenever something happens or for ten minutes, is told to be none; nothing is done then.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cockpit.actions.action import Destination, Home
from cockpit.actions.control import Control
from cockpit.actions.registry import REGISTRY
from cockpit.language import load
from cockpit.plan import Condition, Plan, Remark, Step
from cockpit.understand.conditions.checks import Checks, about
from cockpit.understand.conditions.later import NOT_LATER, Later, is_ahead
from cockpit.understand.conditions.narrowing import only_names
from cockpit.understand.context import Context
from cockpit.understand.dialogue.followup import FollowUps
from cockpit.understand.words.lexicon import Lexicon
from cockpit.understand.words.phrasing import Tokens, longest, phrases
from cockpit.understand.words.sayings import Sayings
from cockpit.understand.words.tag import Span
from cockpit.understand.words.tokens import join

Read = Callable[[tuple[str, ...], Step | None], tuple[Step, ...]]
"""The steps of tokens that are a command of their own, "it" being the given step; none where they are not."""

_MAX_TOKENS = 40
_ORDERS = (
    *("verb", "weak", "thing", "choice", "number", "gerund", "done", "polite"),
    *("own_verb", "home_verb", "device"),
)
"""Of these a command has one; a complaint has none."""
_WIDER = ("polite", "filler", "ask", "asking", "correction", "conjunction")
_STARTS = ("verb", "weak", "polite", "gerund", "begin", "thing", "choice")
"""What a command may begin with that no "then" stands before."""
_NO_CONDITION = Plan(remark=Remark("no_condition"))
_TOLD = Plan(talk=True)
"""Of what somebody else does: "when I open the window it gets loud"."""
_UNREAD = {"if": _NO_CONDITION, "first": _NO_CONDITION, "unless": _NO_CONDITION}


@dataclass(frozen=True, slots=True)
class _Part:
    """One way to cut a sentence. `kind`: of its mark, as in the data; "bare" where only "then" tells."""

    kind: str
    condition: Tokens
    command: Tokens


class Conditions:
    """The conditions of one language: language/<lang>/conditions.yaml.

    `marks` begin a condition, `closers` end one, each by what it makes of it: "if" and "unless" are checked
    now; so is "when", which says too that it cannot wait; "always" and "never" (until) cannot be checked.
    """

    def __init__(self, language: str, lexicon: Lexicon, followups: FollowUps) -> None:
        data: Mapping[str, Any] = load(language, "conditions")
        self._lexicon = lexicon
        self._followups = followups
        self.later = Later(language, lexicon)
        self._checks = Checks(language, lexicon, data)
        self._marks = {p: kind for kind, texts in data["marks"].items() for p in phrases(texts)}
        self._closers = {p: kind for kind, texts in data["closers"].items() for p in phrases(texts)}
        self._then, self._otherwise = phrases(data["then"]), phrases(data["otherwise"])
        self._leave, self._no_mark = phrases(data["leave"]), phrases(data["no_mark"])
        self._narrows = phrases(data["narrows"])
        self._bare_then = {p: kind for kind, texts in data["bare_then"].items() for p in phrases(texts)}
        self._subject_first: bool = data["subject_first"]
        sayings = Sayings(data["edge"], data["classes"])
        self._events, self._supposed, self._wishes = (
            sayings.placed({"": data[name]}) for name in ("events", "supposed", "wishes")
        )
        self._subjects = frozenset(data["subjects_of_others"])

    def read(self, tokens: Sequence[str], read: Read, last: Step | None) -> Plan | None:
        """The plan of a sentence with a condition, None for any other. `last`: what "it" may be."""
        said = self._behind_question(tuple(tokens), read)
        if len(said) > _MAX_TOKENS:
            return None
        if self.later.notices(said):
            return NOT_LATER
        now = self.later.now(said)
        later = now is not None
        if now is not None:
            said = now
            if steps := self._orders(said, last, read):
                return Plan(steps, "grammar") if is_ahead(steps) else replace(NOT_LATER, about=steps)
        refused: Plan | None = None
        main, otherwise = self._branches(said)
        for part in self._parts(main):
            plan = self._plan(part, otherwise, read, last)
            if plan is not None and (plan.steps or later):
                return NOT_LATER if later else plan
            if refused is None or refused is _TOLD:
                refused = plan or refused
        return refused

    def _behind_question(self, tokens: Tokens, read: Read) -> Tokens:
        """外面下雨了吗？如果下雨，请关窗: the condition answers what is only asked before it."""
        at = tokens.index("?") + 1 if "?" in tokens else 0
        if not longest(self._marks, tokens[at:]) or not at:
            return tokens
        asked = read(tokens[:at], None)
        return tokens[at:] if asked and not _does(asked) else tokens

    def unmet(self, plan: Plan, tokens: Tokens) -> Plan:
        """The plan, or one that says that it cannot tell, where a condition was said that the plan lost: it
        acts in any case, or only reads what was to decide ("if it's cold out turn it off")."""
        if plan.condition is not None or plan.answers or not plan.steps:
            return plan
        acts = _does(plan.steps)
        unread = (part for part in self._parts(tokens) if part.kind in _UNREAD)
        lost = any(acts or (part.command and self.later.orders(part.command)) for part in unread)
        return _NO_CONDITION if lost else plan

    def left(self, tokens: Tokens, cuts: Sequence[Sequence[Span]]) -> Plan:
        """What is told of a sentence that nothing reads: also that it cannot be checked or wait."""
        for part in self._parts(tokens):
            told = part.kind in ("bare", "then") or self._told(part) or self._wishes.search(join(tokens))
            if not told and part.command and self.later.orders(part.command):
                return _UNREAD.get(part.kind, NOT_LATER)
        return self.later.left(tokens, cuts)

    def _branches(self, tokens: Tokens) -> tuple[Tokens, Tokens | None]:
        """What stands before and behind an "otherwise"."""
        for at in range(1, len(tokens)):
            if (length := longest(self._otherwise, tokens[at:])) and self._marked(tokens[:at]):
                return self._bare(tokens[:at]), self._bare(tokens[at + length :])
        return tokens, None

    def _marked(self, tokens: Tokens) -> bool:
        known = self._marks.keys() | self._closers.keys() | self._bare_then.keys()
        return any(longest(known, tokens[at:]) for at in self._places(tokens, 0))

    def _parts(self, tokens: Tokens) -> Iterator[_Part]:
        """The ways to cut the sentence into its condition and its command, the likelier first."""
        for at in self._places(tokens, 0):
            length = longest(self._marks, tokens[at:])
            cuts = self._lexicon.cut(tokens) if length else ()
            spans = cuts[0] if cuts else ()
            if not length or _belongs(at, at + length, spans):
                continue
            starts = {span.start for cut in cuts for span in cut if span.may_be(*_STARTS)}
            kind = self._marks[tokens[at : at + length]]
            before, behind = tokens[:at], tokens[at + length :]
            if tokens[at : at + length] in self._narrows and only_names(behind, self._lexicon, self._then):
                return
            if all(span.may_be("filler", "conjunction", "polite") for span in spans if span.end <= at):
                before = ()
            if self._subject_first or not before:
                yield from self._cut(kind, behind, before, {start - at - length for start in starts})
            if before and kind != "first":
                yield _Part(kind, self._bare(behind), self._bare(before))  # "close it if …"
            return
        for known in (self._closers, self._bare_then):
            for at in self._places(tokens, 1):
                if length := longest(known, tokens[at:]):
                    kind = known[tokens[at : at + length]]
                    if known is self._closers or not self._acts(tokens[:at]):
                        yield _Part(kind, self._bare(tokens[:at]), self._bare(tokens[at + length :]))

    def _acts(self, tokens: Tokens) -> bool:
        """关了天窗就开空调: the first is to be done as well."""
        first = self._lexicon.cut(tokens)[0][0]
        return first.may_be("verb") and tokens[first.end : first.end + 1] != ("着",)

    def _places(self, tokens: Tokens, start: int) -> Iterator[int]:
        """Where a mark may stand: not within words that only sound like one, "as soon as you can"."""
        at = 0
        while at < len(tokens):
            length = longest(self._no_mark, tokens[at:])
            if not length and at >= start:
                yield at
            at += length or 1

    def _cut(self, kind: str, tokens: Tokens, subject: Tokens, starts: set[int]) -> Iterator[_Part]:
        """Behind the mark, first where "then" is said. `subject`: what stood before it (天窗要是…)."""
        places = range(1, len(tokens))
        hard = [at for at in places if longest(self._then, tokens[at:])]
        for at in (*hard, *(at for at in places if at in starts and at not in hard)):
            condition = self._bare(tokens[:at])
            for phrase in sorted(self._closers, key=len, reverse=True):
                if condition[-len(phrase) :] == phrase:
                    condition = condition[: -len(phrase)]
            yield _Part(kind, subject + self._bare(condition), self._bare(tokens[at:]))
        if kind == "never" and tokens:
            yield _Part(kind, subject, self._bare(tokens))  # "before we get there | …"
        yield _Part(kind, subject + self._bare(tokens), ())  # 除非门锁了 | 不然锁上

    def _bare(self, tokens: Tokens) -> Tokens:
        """Without a "then" at either end."""
        while length := longest(self._then, tokens):
            tokens = tokens[length:]
        while tokens[-1:] in self._then:
            tokens = tokens[:-1]
        return tokens

    def _plan(self, part: _Part, otherwise: Tokens | None, read: Read, last: Step | None) -> Plan | None:
        """None where nothing is to be done; without steps where the condition is none that we can check."""
        command = part.command
        if not command and part.kind == "unless" and otherwise is not None:
            command, otherwise = otherwise, None
        if not command:
            return None
        checked = part.kind not in ("always", "never")
        found = self._checks.read(part.condition, None) if checked else None
        steps = self._orders(command, (None if found is None else about(found[0])) or last, read)
        if not steps:
            return None
        if self._told(part):
            return _TOLD
        refused = replace(_UNREAD.get(part.kind, NOT_LATER), about=steps)
        if checked and found is None:
            found = self._checks.read(part.condition, steps[0])  # "if it is open, close the sunroof"
        if part.kind == "then" and (found is None or found[0][0].question.action == "vehicle.state"):
            return None  # 天窗关了再开空调: one after the other
        if found is None:
            tells = part.kind == "bare" and not self._events.search(join(part.condition))
            return None if tells else refused
        checks, every = found
        condition = Condition(checks, every, part.kind == "unless", waits=part.kind == "when")
        if otherwise is None or otherwise in self._leave:
            return Plan(steps, "grammar", condition=condition)
        others = self._orders(otherwise, about(checks) or steps[0], read)
        return Plan(steps, "grammar", condition=replace(condition, otherwise=others)) if others else refused

    def _told(self, part: _Part) -> bool:
        """Whether it is supposed, or what somebody else does."""
        ends = part.condition[-1:]
        return not self._subjects.isdisjoint(ends) or bool(self._supposed.search(join(part.condition)))

    def _orders(self, command: Tokens, it: Step | None, read: Read) -> tuple[Step, ...]:
        """What is to be done; also where the thing is left out: 就关上. Nothing but what does something."""
        spans = self._lexicon.cut(command)[0] if command else ()
        if not any(span.may_be(*_ORDERS) for span in spans):
            return ()  # 每次…都很吵: a complaint
        steps = read(command, it)
        if not steps and it is not None:
            plan = self._followups.read(command, Context(last=(it,)))
            steps = () if plan is None else plan.steps
        return steps if all(_does([step]) for step in steps) else ()


def _does(steps: Sequence[Step]) -> bool:
    return any(isinstance(REGISTRY[step.action], Control | Home | Destination) for step in steps)


def _belongs(start: int, end: int, spans: Sequence[Span]) -> bool:
    """Whether a mark is but a part of other words: "if you can" is only polite, "tell me if" a question."""
    return any(
        span.start < end and span.end > start and (span.start < start or span.end > end)
        for span in spans
        if span.may_be(*_WIDER)
    )

"""The one clause that a part of a sentence is: a template, a question, a command of the car or the home."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from cockpit.plan import Step
from cockpit.understand.command.command_words import command_spans
from cockpit.understand.command.conjunctions import never_one
from cockpit.understand.command.frame import Frame
from cockpit.understand.command.gathering import frame_of
from cockpit.understand.command.leaning import of_no_one, value_first
from cockpit.understand.command.meanings import meanings
from cockpit.understand.command.places import place_told
from cockpit.understand.command.resolve import steps_of
from cockpit.understand.effort import Effort
from cockpit.understand.home.household import Household, Mark
from cockpit.understand.home.reader import HomeReader
from cockpit.understand.questions.asking import asks, wishes
from cockpit.understand.questions.question import question
from cockpit.understand.sentence.clause import Clause
from cockpit.understand.sentence.grammar import Fixed, Grammar
from cockpit.understand.sentence.parts import Parts
from cockpit.understand.sentence.templates import Templates, only_whole
from cockpit.understand.sentence.unsaid import about_there, after_complaint, carried
from cockpit.understand.words.lexicon import halves_place
from cockpit.understand.words.tag import Span, Tag

_MAX_READINGS = 160
_MAX_WORDS = 30
"""Nobody puts more into one command, politely as it may be."""
_SORTING, _RESOLVING, _MATCHING = 2, 2, 20
"""What is spent on a word that is sorted, resolved, and on a part that is matched; a word of a reading
costs 1."""
Follow = Callable[[tuple[str, ...]], tuple[Step, ...]]
"""The steps of tokens that only go on from the last command ("off again"); none where they do not."""
_THERE = Tag("zone", "there")
_ELSEWHERE = (_THERE, Tag("zone", "beside"))
_BEFORE_NAMES = frozenset((word,) for word in ("up", "down", "in", "on", "off", "over", "back", "out"))
_ARTICLES = frozenset(("the", "a", "an", "my", "our", "your", "his", "her", "their", "this", "that"))
ANY = Frame()
"""A clause before that leaves nothing to carry over."""


class ClauseReader:
    """Reads parts of one sentence, each once. Every method may raise TooMuch."""

    def __init__(
        self,
        lexicon: Household,
        grammar: Grammar,
        parts: Parts,
        home: HomeReader,
        last: Step | None,
        effort: Effort,
        follow: Follow | None = None,
    ) -> None:
        self._lexicon = lexicon
        self._templates = Templates(lexicon, grammar)
        self._copying = grammar.copying
        self._parts = parts
        self._tokens = parts.tokens
        self._home = home
        self._last = last
        self._effort = effort
        self._follow = follow
        self._known: dict[tuple[int, int, int, bool], tuple[Frame | None, Clause | None]] = {}
        self.extent = (0, len(parts.tokens))
        """What is read as a sentence of its own."""

    def single(self, start: int, end: int, before: Frame | None) -> Clause | None:
        """The one clause of a part, None where it is no one clause. A part is looked at once."""
        key = (start, end, id(before), (start, end) == self.extent)
        if key not in self._known:
            self._known[key] = (before, self._clause(start, end, before))  # `before` stays, so its id does
        return self._known[key][1]

    def _clause(self, start: int, end: int, before: Frame | None) -> Clause | None:
        if start >= end:
            return None
        spans = self._parts.cut(start, end)[0]
        fixed = self.fixed(start, end, spans)
        if fixed is not None:
            whole = (start, end) == self.extent
            # "Yes", "no" and the like are whole sentences: "don't | open the window" is no two clauses.
            if whole or not (fixed.alone or only_whole(fixed.steps)):
                return Clause(fixed.steps, reason=fixed.reason)
            if not fixed.alone:
                return None
        if steps := self._copying.read(self._tokens[start:end], self._lexicon, self._effort, before):
            return Clause(steps)
        if tells(spans):
            # Before another cut of it finds a command: 要不要 is no 要不 and 要.
            return self.question(start, end) if asks(self._tokens[start:end], spans, self._lexicon) else None
        if asks(self._tokens[start:end], spans, self._lexicon) or self._home.asks(self._tokens[start:end]):
            return None if self._follows(start) and of_no_one(spans) else self.question(start, end)
        return self.command(start, end, before)

    def _follows(self, start: int) -> bool:
        """Whether it stands right behind an English word, with no pause and no "and" between."""
        if start <= self.extent[0] or self._lexicon.language != "en":
            return False
        return not self._lexicon.cut(self._tokens[start - 1 : start])[0][0].may_be("conjunction")

    def fixed(self, start: int, end: int, spans: Sequence[Span]) -> Fixed | None:
        """The template that a part is an instance of."""
        self._effort.spend(_MATCHING)
        return self._templates.match(self._tokens[start:end], spans)

    def question(self, start: int, end: int) -> Clause | None:
        if (mark := self._parts.mark(start, end)) >= Mark.SHARED:
            step = self._home.question(self._tokens[start:end])
            if step is not None or mark is Mark.HOME:
                return None if step is None else Clause((step,), question=True)
        if self._parts.is_beyond(start, end, asking=True) or wishes(
            self._parts.cut(start, end)[0], self._lexicon.language
        ):
            return None
        steps = question(self._tokens[start:end], self._lexicon, self._effort)
        return Clause(steps, question=True) if steps else None

    def command(self, start: int, end: int, before: Frame | None) -> Clause | None:
        """At home where the words are the home's, or "it" is something there; else in the car."""
        tokens, mark = self._tokens[start:end], self._parts.mark(start, end)
        if (before is None or before == ANY) and (found := self._after_last(tokens)) is not None:
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
            clause = _at_home(self._home.clause(tokens, before))
        if clause is None and before in (None, ANY) and mark is Mark.CAR:
            return self._beside_remark(start, end)
        return clause

    def _beside_remark(self, start: int, end: int) -> Clause | None:
        """What only goes on from the last command, where one hears that it begins and ends.

        Not "his lights are | on", nor "crack on | with the volume".
        """
        if self._follow is None:
            return None
        begins = start <= self._parts.trimmed(0, len(self._tokens))[0] or self._tokens[start - 1] == ","
        ends = end == len(self._tokens) or self._tokens[end] == ","
        if self._lexicon.language == "zh":
            if not begins or (end - start == 1 and not ends):
                return None  # 速度 | 保持在八十, 多 | 看书
            if not ends and self._parts.begins(end, len(self._tokens)) == "thing":
                return None  # 打开 | 窗户又关上
        else:
            if not begins or not (ends or all(map(_only_switches, self._parts.cut(start, end)))):
                return None
            if not ends and self._tokens[start:end] in _BEFORE_NAMES and self._tokens[end] in _ARTICLES:
                return None  # "down | the road there is a café"
        steps = self._follow(self._tokens[start:end])
        return Clause(steps) if steps else None

    def _after_last(self, tokens: Sequence[str]) -> tuple[tuple[Step, ...], Frame] | None:
        if self._last is None:
            return None
        opening = self._lexicon.cut(self._tokens)[0]
        too = opening[0].may_be("conjunction") or any(span.may_be("too") for span in opening)
        return self._home.goes_on_from(tokens, self._last, too=too)

    def _in_car(self, start: int, end: int, before: Frame | None) -> Clause | None:
        if self._parts.is_beyond(start, end) or self._parts.is_nominal(start, end):
            return None
        incomplete: Clause | None = None
        shared = self._parts.mark(start, end) is Mark.SHARED
        likeliest = self._parts.cut(start, end)[0]
        theirs = {span for span in likeliest if span.tags[0] in _ELSEWHERE and span.end - span.start > 1}
        for cut in self._lexicon.cut(self._tokens[start:end]) if shared else self._parts.cut(start, end):
            self._effort.spend(_SORTING * len(cut))
            spans = command_spans(cut, listed=before is not None, counted=_counts(before))
            if (
                spans is None
                or len(spans) > _MAX_WORDS
                or never_one(spans)
                or halves_place(self._tokens[start:end], cut)
                or not theirs <= {*cut}
            ):
                continue
            for tags in meanings(spans, self._lexicon.things, self._effort, _MAX_READINGS):
                self._effort.spend(len(tags))
                if self._lexicon.language == "zh" and (value_first(tags) or _leaves_out(_THERE, tags, spans)):
                    continue
                frame = frame_of(tags, self._lexicon.things, listed=before is not None)
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

    def _place_before(self, before: Frame | None) -> str | tuple[str, ...] | None:
        """Where the clause before was about, or what was done last."""
        if before is not None and before != ANY:
            return before.zone
        place = None if self._last is None else self._last.slots.get("zone")
        return place if isinstance(place, str) and place != "own" else None

    def _resolved(self, frame: Frame, before: Frame | None) -> Clause | None:
        if frame.says_nothing:
            return None
        if frame.zone in ("there", "her"):
            frame = replace(frame, zone=place_told(frame.zone, self._place_before(before)))
        if before is not None and before.complaint and frame.pronoun and not frame.things:
            after = after_complaint(frame, before)
            if after is not None:
                return after
        for each in (carried(frame, before) if before is not None else frame, frame):
            steps = steps_of(each, self._last)
            if steps and before is not None and about_there(each, before, steps[0].action):
                each = replace(each, zone=before.zone, topic=True)
                steps = steps_of(each, self._last)
            if steps:
                return Clause(steps, replace(each, implied=steps[0].action))
        return None


def tells(spans: Sequence[Span]) -> bool:
    stands = all(span.only("state") for span in spans)  # 这个风直接吹脸
    return stands or any(span.only("tale") or span.only("person") for span in spans)


def _leaves_out(tag: Tag, tags: Sequence[Tag], spans: Sequence[Span]) -> bool:
    """Whether a word that may be `tag` is read as another: 那边 is a place, not nothing."""
    return tag not in tags and any(tag in span.tags for span in spans)


def _at_home(read: tuple[tuple[Step, ...], Frame] | None) -> Clause | None:
    return None if read is None else Clause(*read)


def _counts(before: Frame | None) -> bool:
    return before is not None and before.number is not None


def _only_switches(spans: Sequence[Span]) -> bool:
    return not any(span.may_be("number", "fraction", "grade", "choice", "full") for span in spans)

"""What reads one language: its words, its whole sentences, and what is made of all else that is said."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from cockpit.actions.action import Question
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.plan import Plan, Remark, Step
from cockpit.understand.command.slots import MISSING
from cockpit.understand.conditions.condition import Conditions
from cockpit.understand.context import Context
from cockpit.understand.dialogue.going_on import GoingOn
from cockpit.understand.dialogue.spoken import is_one_of, says_the_same
from cockpit.understand.effort import Effort, TooMuch
from cockpit.understand.guard import Guard
from cockpit.understand.home.household import Household, Mark
from cockpit.understand.questions.advice import Advice
from cockpit.understand.questions.asking import asks
from cockpit.understand.questions.wonders import Wonders
from cockpit.understand.remarks.asides import Asides
from cockpit.understand.remarks.beside import Beside
from cockpit.understand.remarks.part_by_part import PartByPart
from cockpit.understand.remarks.pauses import Pauses
from cockpit.understand.remarks.statements import Statements
from cockpit.understand.remarks.tellings import Tellings
from cockpit.understand.sentence.clause import Clause
from cockpit.understand.sentence.grammar import Grammar
from cockpit.understand.sentence.reader import MAX_TOKENS, Reader
from cockpit.understand.sentence.rewriting import Rewriting
from cockpit.understand.sentence.several import read_each, sentences_of
from cockpit.understand.unread.nearest import Nearest
from cockpit.understand.unread.scope import left_over
from cockpit.understand.unread.slips import Slips
from cockpit.understand.words.tag import Span
from cockpit.understand.words.tokens import tokenise

Read = Callable[..., tuple[Step, ...]]
"""The complete steps of other words, and of what "it" means in them."""


class InLanguage:
    """Built once; `plan` has no state of its own."""

    def __init__(self, language: str) -> None:
        self.lexicon = Household(language)
        self.grammar = Grammar(language)
        self._language = language
        self._going_on = GoingOn(language, self.lexicon, self.grammar)
        self._conditions = Conditions(language, self.lexicon, self._going_on.followups)
        self._advice = Advice(language)
        self._asides = Asides(language)
        self._slips = Slips(self.lexicon, self.grammar)
        self._nearest = Nearest(self.lexicon, self._asides)
        self._rewriting = Rewriting(language)
        self._guard = Guard(language)
        self._wonders = Wonders(language, self.lexicon)

    def whole(self, tokens: tuple[str, ...]) -> Clause | None:
        """The template that the tokens are, if any."""
        return Reader(self.lexicon, self.grammar, tokens, None).whole()

    def plan(self, text: str, tokens: tuple[str, ...], context: Context) -> Plan:
        """What `text` asks for; `tokens` are its tokens, at least one."""
        if len(tokens) > MAX_TOKENS:  # a long story is talk, a long list of commands is told to be shorter
            talk = left_over(self.lexicon.cut(tokens), self.lexicon).talk
            return Plan(talk=True) if talk else Plan(remark=Remark("too_long"))
        try:
            plan = self._conditions.unmet(self._spoken_of(text, tokens, context), tokens)
        except TooMuch:
            return Plan(remark=Remark("too_long"))
        return self._guard.passed(plan, text, context.seat)

    def _spoken_of(self, text: str, tokens: tuple[str, ...], context: Context) -> Plan:
        """The plan; "open it" may do what was just spoken of ("how do I open the trunk"). Raises TooMuch."""
        apart = self._rewriting.apart(tokens)
        spans = self.lexicon.cut(tokens)[0] if context.spoken else ()
        if any(span.may_be("pronoun", "verb") for span in spans):
            meant = replace(context, last=context.spoken, earlier=(), fresh=True, ways={}, values={})
            plan = self._planned(text, apart, meant)
            points = any(span.may_be("pronoun") for span in spans) or says_the_same(spans, context.spoken)
            if plan.steps and points and all(is_one_of(step, context.spoken) for step in plan.steps):
                return plan
        return self._planned(text, apart, context)

    def _planned(self, text: str, tokens: tuple[str, ...], context: Context) -> Plan:
        """Raises TooMuch."""
        lexicon, grammar, effort = self.lexicon, self.grammar, Effort()
        elsewhere = self._going_on.followups.fragments.is_barred(tokens)
        last = context.last[-1] if context.last and not elsewhere else None

        def follow(part: tuple[str, ...]) -> tuple[Step, ...]:
            goes_on = last is not None and len(part) < len(tokens)
            return self._going_on.part(part, context) if goes_on else ()

        reader = Reader(lexicon, grammar, tokens, last, effort, follow)

        def read(rest: tuple[str, ...], it: Step | None = last) -> tuple[Step, ...]:
            clauses = Reader(lexicon, grammar, rest, it, effort).read() or ()
            return tuple(step for clause in clauses for step in clause.steps if clause.complete)

        def again(mended: Sequence[str]) -> tuple[Step, ...] | None:
            try:
                clauses = Reader(lexicon, grammar, mended, last, effort).read()
            except TooMuch:
                return None
            return None if clauses is None else tuple(step for clause in clauses for step in clause.steps)

        paused = tokenise(text, pauses=True)
        if (gone_on := self._gone_on(reader, paused, context, read)) is not None:
            return gone_on
        wonders = None if reader.whole() is not None else self._wonders.read(tokens)

        def reading(sentence: str) -> Reader:
            return Reader(lexicon, grammar, self._rewriting.apart(tokenise(sentence)), last, effort, follow)

        def clauses_of(sentence: str) -> tuple[Clause, ...] | None:
            alone = reading(sentence)
            if (parts := self._by_parts(alone, context)) is not None:
                return parts
            idle = alone.spared or self._tells(alone)  # then there is no command beside a remark in it
            return alone.read() or (None if idle else self._beside(alone, purposes=not slipped(alone)))

        def slipped(alone: Reader) -> bool:
            mended = self._slips.mended(alone.tokens, alone.cuts[0])
            return self._slips.plan(alone.tokens, alone.cuts[0], mended, again) is not None

        clauses = self._by_parts(reader, context)
        clauses = clauses or read_each(
            sentences_of(text),
            clauses_of,
            lambda each: self._tells(reading(each)),
            lambda each: reading(each).spared,
        )
        clauses = clauses or reader.read()
        if wonders is not None and (clauses is None or len(clauses) == 1):
            return Plan((wonders,), "grammar")
        if clauses is None and (named := reader.reading()) is not None:
            clauses = self._beside(reader) or named
        if clauses is None:
            clauses = self._beside(reader, purposes=False)
        if clauses is not None:
            return _plan(clauses)
        if reader.is_beyond:
            return left_over(reader.cuts, lexicon)  # nothing of the car is near it
        # A slip is no purpose: "the heating on for the passanger".
        spans = reader.cuts[0]
        plain = self._rewriting.plain(tokens) or self._rewriting.plain(_undressed(tokens, spans))
        mended = self._slips.mended(tokens, spans)
        if plain is None and (asked := self._slips.plan(tokens, spans, mended, again)):
            return asked
        clauses = self._beside(reader)
        for other in (paused, plain):
            if clauses is None and other is not None and other != tokens:
                rewritten = Reader(lexicon, grammar, other, last, effort, follow)
                clauses = rewritten.read() or self._beside(rewritten)
        if clauses is not None:
            return _plan(clauses)
        if self._wonders.unseen(tokens):
            return Plan(remark=Remark("no_reading"))
        # Nothing of the car is near what names the home.
        at_home = lexicon.mark(tokens) is Mark.HOME
        near = None if at_home else self._nearest.plan(tokens, spans, mended)
        return near or self._asked(tokens, spans, again) or self._conditions.left(tokens, reader.cuts)

    def _by_parts(self, reader: Reader, context: Context) -> tuple[Clause, ...] | None:
        if self._language != "zh" or reader.whole() is not None:
            return None
        return PartByPart(reader, self.lexicon, self._asides, context.seat).read()

    def _tells(self, reader: Reader) -> bool:
        """Whether a sentence only tells something."""
        if self._language == "zh":
            return PartByPart(reader, self.lexicon, self._asides, "row1.driver").tells()
        return Statements(reader, self.lexicon, self._asides, purposes=False).tells()

    def _asked(
        self,
        tokens: tuple[str, ...],
        spans: Sequence[Span],
        read: Callable[[tuple[str, ...]], tuple[Step, ...] | None],
    ) -> Plan | None:
        """The answer where one part only asks and the other is talk: 外面冷不冷啊，要不要加件衣服."""
        for place in (span.end for span in spans if span.may_be("pause") or tokens[span.start] in ",?"):
            left, right = tokens[:place], tokens[place:]
            for part, rest in ((left, right), (right, left)):
                if not left or not right or not _may_ask(part, self.lexicon.cut(part)[0]):
                    continue
                steps = read(part) or ()
                asked = steps and all(isinstance(REGISTRY[step.action], Question) for step in steps)
                if asked and left_over(self.lexicon.cut(rest), self.lexicon).talk:
                    return Plan(steps, "grammar")
        return None

    def _gone_on(self, reader: Reader, paused: tuple[str, ...], context: Context, read: Read) -> Plan | None:
        """The plan of a sentence that goes on from the talk before it, has a condition or asks how to.

        `paused`: its tokens with its gaps as commas.
        """
        tokens, whole = reader.tokens, reader.whole()
        if whole is not None and "?" in tokens and whole.steps[0].action == "dialogue.yes":
            return Plan(remark=Remark("not_understood"))  # "yes?" asks
        plan = self._going_on.plan(tokens, whole, context, read)
        if plan is None and paused != tokens:
            plan = self._going_on.plan(paused, whole, context, read)
        if plan is None and whole is None:
            plan = self._conditions.read(tokens, read, context.last[-1] if context.last else None)
        if plan is None and (whole is None or any(step.action in CONTROLS for step in whole.steps)):
            plan = self._advice.read(tokens, read)
        return plan

    def _beside(self, reader: Reader, *, purposes: bool = True) -> tuple[Clause, ...] | None:
        """The clauses of the sentence without what only stands beside its commands.

        A question without a pause in it has no command ("the status of | the passenger's cooler"), nor has
        what names what nobody can do here ("the collision warner's | sound off").
        """
        clauses = self._without_remarks(reader, purposes)
        acts = any(step.action in CONTROLS for clause in clauses or () for step in clause.steps)
        parted = "," in reader.tokens
        if acts and not parted and (reader.is_beyond or asks(reader.tokens, reader.cuts[0], self.lexicon)):
            return None
        return clauses

    def _without_remarks(self, reader: Reader, purposes: bool) -> tuple[Clause, ...] | None:
        if self._language == "zh":
            told = Beside(reader, self.lexicon, Tellings(reader, self.lexicon, self._asides)).read()
            return told or Beside(reader, self.lexicon, Pauses(reader, self.lexicon, self._asides)).read()
        signs = Statements(reader, self.lexicon, self._asides, purposes=purposes)
        return Beside(reader, self.lexicon, signs).read()


def _may_ask(tokens: Sequence[str], spans: Sequence[Span]) -> bool:
    """ "How", "?", 冷不冷."""
    whether = any(
        a == b and between == "不" for a, between, b in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )
    return whether or "?" in tokens or any(span.may_be("ask") for span in spans)


def _undressed(tokens: tuple[str, ...], spans: Sequence[Span]) -> tuple[str, ...]:
    """Without what only fills at either end: "if it's not too much trouble could the screen be dimmer"."""
    said = [span for span in spans if not span.may_be("filler", "conjunction")]
    return tokens[said[0].start : said[-1].end] if said else tokens


def _plan(clauses: Iterable[Clause]) -> Plan:
    every = [step for clause in clauses for step in clause.steps]
    # "Open the sunroof, but only halfway" is said once, in two parts.
    steps = tuple(
        step for at, step in enumerate(every) if step not in every[:at] or "value" not in step.slots
    )
    missing = next((step for step in steps if MISSING in step.slots), None)
    if missing is not None:
        slots = {name: value for name, value in missing.slots.items() if name != MISSING}
        ask = Remark("ask_value", {"step": Step(missing.action, slots)})
        return Plan(steps=tuple(s for s in steps if s is not missing), source="grammar", remark=ask)
    return Plan(steps=steps, source="grammar")

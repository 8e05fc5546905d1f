"""What reads one language: its words, its whole sentences, and what is made of all else that is said."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from cockpit.actions.action import Question
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.plan import Plan, Remark, Step
from cockpit.understand.command.slots import MISSING
from cockpit.understand.command.the_rest import but_the_named
from cockpit.understand.conditions.condition import Conditions
from cockpit.understand.context import Context
from cockpit.understand.dialogue.going_on import GoingOn
from cockpit.understand.dialogue.spoken import is_one_of, says_the_same
from cockpit.understand.effort import TooMuch
from cockpit.understand.guard import Guard
from cockpit.understand.home.household import Household, Mark
from cockpit.understand.one_by_one import OneByOne
from cockpit.understand.questions.advice import Advice
from cockpit.understand.questions.wonders import Wonders
from cockpit.understand.remarks.asides import Asides
from cockpit.understand.remarks.remarks import Remarks
from cockpit.understand.remarks.spares import Spares
from cockpit.understand.sentence.clause import Clause
from cockpit.understand.sentence.grammar import Grammar
from cockpit.understand.sentence.reader import MAX_TOKENS, Reader
from cockpit.understand.sentence.rewriting import Rewriting
from cockpit.understand.unread.nearest import Nearest
from cockpit.understand.unread.scope import left_over
from cockpit.understand.unread.slips import Slips
from cockpit.understand.unread.topics import Topics
from cockpit.understand.utterance import Utterance
from cockpit.understand.words.tag import Span
from cockpit.understand.words.tokens import tokenise


class InLanguage:
    """Built once; `plan` has no state of its own."""

    def __init__(self, language: str) -> None:
        self.lexicon = Household(language)
        self.grammar = Grammar(language)
        self._going_on = GoingOn(language, self.lexicon, self.grammar)
        self._conditions = Conditions(language, self.lexicon, self._going_on.followups)
        self._advice = Advice(language)
        asides = Asides(language)
        self._remarks = Remarks(self.lexicon, asides)
        self._spares = Spares(language, self.lexicon)
        self._slips = Slips(self.lexicon, self.grammar)
        self._nearest = Nearest(self.lexicon, asides)
        self._rewriting = Rewriting(language)
        self._guard = Guard(language)
        self._topics = Topics(language)
        self._wonders = Wonders(language, self.lexicon)
        self._one_by_one = OneByOne(
            self.lexicon,
            self._going_on.followups,
            self._advice,
            self._remarks,
            self._spares,
            self._rewriting,
            self._slips,
        )

    def whole(self, tokens: tuple[str, ...]) -> Clause | None:
        """The template that the tokens are, if any."""
        return Reader(self.lexicon, self.grammar, tokens, None).whole()

    def plan(self, text: str, tokens: tuple[str, ...], context: Context) -> Plan:
        """What `text` asks for; `tokens` are its tokens, at least one."""
        kept, spared = self._spares.parted(text)
        if not spared or self.lexicon.mark(tokens) is Mark.HOME:  # "all lights at home, leave the hallway on"
            return self._plan(text, tokens, context)
        plan = self._plan(kept, tokenise(kept), context)
        if plan.steps and not self._spares.touches(spared, _every(plan), kept, context.seat):
            return plan
        plan = self._plan(text, tokens, context)
        if self._spares.points(spared) or not self._spares.touches(spared, _every(plan), kept, context.seat):
            return plan
        return Plan(remark=Remark("left_alone"))

    def _plan(self, text: str, tokens: tuple[str, ...], context: Context) -> Plan:
        if len(tokens) > MAX_TOKENS:  # a long story is talk, a long list of commands is told to be shorter
            talk = left_over(self.lexicon.cut(tokens), self.lexicon).talk
            return Plan(talk=True) if talk else Plan(remark=Remark("too_long"))
        try:
            plan = self._in_one_breath(tokens, context) or self._spoken_of(text, tokens, context)
            plan = self._conditions.unmet(plan, tokens)
        except TooMuch:
            return Plan(remark=Remark("too_long"))
        if plan.talk and plan.remark is None:
            plan = replace(plan, remark=self._topics.remark(tokens))
        plan = replace(plan, steps=but_the_named(plan.steps, context.seat))
        return self._guard.passed(plan, text, context.seat)

    def _in_one_breath(self, tokens: tuple[str, ...], context: Context) -> Plan | None:
        """The plan of a long sentence that was said, or written, without its pauses. Raises TooMuch."""
        paused = self._remarks.paused(tokens)
        if paused is None:
            return None
        text = "".join(paused)
        reader = self._said(text, paused, context).reader
        clauses = self._remarks.by_parts(reader, context.seat, short=True)
        return None if clauses is None else self._guard.passed(_plan(clauses), text, context.seat)

    def _spoken_of(self, text: str, tokens: tuple[str, ...], context: Context) -> Plan:
        """The plan; "open it" may do what was just spoken of ("how do I open the trunk"). Raises TooMuch."""
        spans = self.lexicon.cut(tokens)[0] if context.spoken else ()
        if any(span.may_be("pronoun", "verb") for span in spans):
            meant = replace(context, last=context.spoken, earlier=(), fresh=True, ways={}, values={})
            plan = self._planned(self._said(text, tokens, meant))
            points = any(span.may_be("pronoun") for span in spans) or says_the_same(spans, context.spoken)
            if plan.steps and points and all(is_one_of(step, context.spoken) for step in plan.steps):
                return plan
        return self._planned(self._said(text, tokens, context))

    def _said(self, text: str, tokens: tuple[str, ...], context: Context) -> Utterance:
        apart = self._rewriting.apart(tokens)
        return Utterance(self.lexicon, self.grammar, self._going_on, text, apart, context)

    def _planned(self, said: Utterance) -> Plan:
        """Raises TooMuch, as do all below."""
        return self._gone_on(said) or self._read(said) or self._unread(said)

    def _gone_on(self, said: Utterance) -> Plan | None:
        """The plan of a sentence that goes on from the talk before it, has a condition or asks how to."""
        tokens, whole, context = said.tokens, said.reader.whole(), said.context
        if whole is not None and "?" in tokens and whole.steps[0].action == "dialogue.yes":
            return Plan(remark=Remark("not_understood"))  # "yes?" asks
        plan = self._going_on.plan(tokens, whole, context, said.steps)
        if plan is None and said.paused != tokens:
            plan = self._going_on.plan(said.paused, whole, context, said.steps)
        if plan is None and whole is None:
            plan = self._conditions.read(tokens, said.steps_about, context.last[-1] if context.last else None)
        if plan is None and (whole is None or any(step.action in CONTROLS for step in whole.steps)):
            plan = self._advice.read(tokens, said.steps)
        return plan

    def _read(self, said: Utterance) -> Plan | None:
        """The plan of a sentence that is understood as it stands."""
        reader = said.reader
        wonders = None if reader.whole() is not None else self._wonders.read(said.tokens)
        parts = partial(self._remarks.by_parts, reader, said.context.seat)
        clauses = parts() or self._one_by_one.read(said) or reader.read() or parts(short=True)
        if wonders is not None and (clauses is None or len(clauses) == 1):
            return Plan((wonders,), "grammar")
        if clauses is None and (named := reader.reading()) is not None:
            clauses = self._remarks.without(reader) or named
        if clauses is None:
            clauses = self._remarks.without(reader, purposes=False)
        if clauses and all(clause.question for clause in clauses) and self._wonders.unseen(said.tokens):
            return Plan(remark=Remark("no_reading"))  # the colour of the car is no light's
        return None if clauses is None else _plan(clauses)

    def _unread(self, said: Utterance) -> Plan:
        """What may be meant in other words, or what is told of a sentence that nothing reads."""
        tokens, reader = said.tokens, said.reader
        if reader.is_beyond:
            return left_over(reader.cuts, self.lexicon)  # nothing of the car is near it
        spans = reader.cuts[0]
        plain = self._rewriting.plain(tokens) or self._rewriting.plain(_undressed(tokens, spans))
        # A slip is no purpose: "the heating on for the passanger".
        mended = self._slips.mended(tokens, spans)
        if plain is None and (asked := self._slips.plan(tokens, spans, mended, said.steps_if_read)):
            return asked
        clauses = self._remarks.without(reader)
        for other in (said.paused, plain):
            if clauses is None and other is not None and other != tokens:
                reworded = said.reader_of(other)
                clauses = reworded.read() or self._remarks.without(reworded)
        if clauses is not None:
            return _plan(clauses)
        if self._wonders.unseen(tokens):
            return Plan(remark=Remark("no_reading"))
        # Nothing of the car is near what names the home.
        at_home = self.lexicon.mark(tokens) is Mark.HOME
        near = None if at_home else self._nearest.plan(tokens, spans, mended)
        return near or self._asked(said) or self._conditions.left(tokens, reader.cuts)

    def _asked(self, said: Utterance) -> Plan | None:
        """The answer where one part only asks and the other is talk: 外面冷不冷啊，要不要加件衣服."""
        tokens, spans = said.tokens, said.reader.cuts[0]
        for place in (span.end for span in spans if span.may_be("pause") or tokens[span.start] in ",?"):
            left, right = tokens[:place], tokens[place:]
            for part, rest in ((left, right), (right, left)):
                if not left or not right or not _may_ask(part, self.lexicon.cut(part)[0]):
                    continue
                steps = said.steps_if_read(part) or ()
                asked = steps and all(isinstance(REGISTRY[step.action], Question) for step in steps)
                cuts = self.lexicon.cut(rest)
                sets = all(any(span.may_be(kind) for span in cuts[0]) for kind in ("to", "number"))
                if asked and not sets and left_over(cuts, self.lexicon).talk:
                    return Plan(steps, "grammar")
        return None


def _every(plan: Plan) -> tuple[Step, ...]:
    """Its steps, whether a condition holds or not."""
    return (*plan.steps, *(plan.condition.otherwise if plan.condition is not None else ()))


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
        return Plan(steps=tuple(s for s in steps if MISSING not in s.slots), source="grammar", remark=ask)
    return Plan(steps=steps, source="grammar")

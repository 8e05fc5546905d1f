"""A sentence → a plan. Exact, in milliseconds, and nothing that nobody asked for."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from cockpit.actions.registry import CONTROLS
from cockpit.language import LANGUAGES
from cockpit.plan import Plan, Remark, Step
from cockpit.understand.advice import Advice
from cockpit.understand.asides import Asides
from cockpit.understand.beside import Beside
from cockpit.understand.clause import Clause
from cockpit.understand.condition import Conditions
from cockpit.understand.context import Context
from cockpit.understand.effort import Effort, TooMuch
from cockpit.understand.going_on import GoingOn
from cockpit.understand.grammar import Grammar
from cockpit.understand.guard import Guard
from cockpit.understand.household import HomeNames, Household, Mark
from cockpit.understand.nearest import Nearest
from cockpit.understand.reader import MAX_TOKENS, Reader
from cockpit.understand.remarked import read_remarked
from cockpit.understand.rewriting import Rewriting
from cockpit.understand.scope import left_over
from cockpit.understand.slips import Slips
from cockpit.understand.slots import MISSING
from cockpit.understand.tokens import MAX_CHARACTERS, language_of, tokenise

_MAX_IDIOM_TOKENS = 10


_NO_HOME = HomeNames()


class Understanding:
    """The grammars of all languages. Build it once; `plan` has no state of its own."""

    def __init__(self, home: HomeNames = _NO_HOME) -> None:
        with _nothing_collected():
            self._lexicons = {language: Household(language) for language in LANGUAGES}
            self._grammars = {language: Grammar(language) for language in LANGUAGES}
            self._going_on = {
                name: GoingOn(name, self._lexicons[name], self._grammars[name]) for name in LANGUAGES
            }
            self._conditions = {
                name: Conditions(name, self._lexicons[name], each.followups)
                for name, each in self._going_on.items()
            }
            self._advice = {language: Advice(language) for language in LANGUAGES}
            self._asides = {language: Asides(language) for language in LANGUAGES}
            self._slips = {name: Slips(lex, self._grammars[name]) for name, lex in self._lexicons.items()}
            self._nearest = {name: Nearest(lex, self._asides[name]) for name, lex in self._lexicons.items()}
            self._rewritings = {language: Rewriting(language) for language in LANGUAGES}
            self._guards = {language: Guard(language) for language in LANGUAGES}
        self.set_home(home)

    def set_home(self, home: HomeNames) -> None:
        """Take over the names of the paired home; called again whenever they change."""
        for lexicon in self._lexicons.values():
            lexicon.set_names(home)

    def warm(self) -> None:
        """Compile what is compiled on first use, so that the first sentence is as fast as the rest."""
        for grammar in self._grammars.values():
            grammar.warm()
        # What is loaded stays: a full collection would walk over it (40 ms) in the middle of a sentence.
        # It leaves no garbage behind; to look for some first would take as long as a fifth of the building.
        gc.freeze()

    def idiom(self, text: str) -> str | None:
        """The dialogue's action that the whole sentence is ("stop", "never mind"), in any language.

        Looked at before anything is understood.
        """
        tokens = tokenise(text[:MAX_CHARACTERS])
        if len(tokens) > _MAX_IDIOM_TOKENS:
            return None
        for language in LANGUAGES:
            whole = Reader(self._lexicons[language], self._grammars[language], tokens, None).whole()
            if whole is not None and whole.steps[0].action.startswith("dialogue."):
                return whole.steps[0].action
        return None

    def plan(self, text: str, context: Context) -> Plan:
        """What `text` asks for. Never raises on any text."""
        language = context.language or language_of(text)
        if language_of(text) == "zh":
            language = "zh"  # Chinese characters are Chinese whatever was set
        if not text.strip():
            return Plan(remark=Remark("nothing_heard"))
        if len(text) > MAX_CHARACTERS:
            return Plan(remark=Remark("too_long"))
        tokens = tokenise(text)
        if not tokens:
            return Plan(remark=Remark("nothing_heard"))
        if len(tokens) > MAX_TOKENS:  # a long story is talk, a long list of commands is told to be shorter
            talk = left_over(self._lexicons[language].cut(tokens), self._lexicons[language]).talk
            return Plan(talk=True) if talk else Plan(remark=Remark("too_long"))
        try:
            plan = self._planned(text, tokens, language, context)
        except TooMuch:
            return Plan(remark=Remark("too_long"))
        return self._guards[language].passed(plan, text, context.seat)

    def _planned(self, text: str, tokens: tuple[str, ...], language: str, context: Context) -> Plan:
        """Raises TooMuch."""
        lexicon, grammar, effort = self._lexicons[language], self._grammars[language], Effort()
        elsewhere = self._going_on[language].followups.is_barred(tokens)
        last = context.last[-1] if context.last and not elsewhere else None
        paused = tokenise(text, pauses=True)
        reader = Reader(lexicon, grammar, tokens, last, effort)

        def read(rest: tuple[str, ...], it: Step | None = last) -> tuple[Step, ...]:
            clauses = Reader(lexicon, grammar, rest, it, effort).read() or ()
            return tuple(step for clause in clauses for step in clause.steps if clause.complete)

        whole = reader.whole()
        if whole is not None and "?" in tokens and whole.steps[0].action == "dialogue.yes":
            return Plan(remark=Remark("not_understood"))  # "yes?" asks
        going_on = self._going_on[language].plan(tokens, whole, context, read)
        if going_on is None and whole is None:
            going_on = self._conditions[language].read(tokens, reader.cuts[0], read)
        if going_on is None and (whole is None or any(step.action in CONTROLS for step in whole.steps)):
            going_on = self._advice[language].read(tokens, read)
        if going_on is not None:
            return going_on
        clauses = reader.read()
        if clauses is None and (named := reader.reading()) is not None:
            clauses = self._beside(reader, language) or named
        if clauses is not None:
            return _plan(clauses)

        def again(mended: Sequence[str]) -> tuple[Step, ...] | None:
            try:
                clauses = Reader(lexicon, grammar, mended, last, effort).read()
            except TooMuch:
                return None
            return None if clauses is None else tuple(step for clause in clauses for step in clause.steps)

        slips, spans, plain = self._slips[language], reader.cuts[0], self._rewritings[language].plain(tokens)
        mended = slips.mended(tokens, spans)
        if language != "zh":
            clauses = read_remarked(reader, lexicon, self._asides[language], purposes=False)
            if clauses is not None:
                return _plan(clauses)
        # A slip is no purpose: "the heating on for the passanger".
        if plain is None and (asked := slips.plan(tokens, spans, mended, again)):
            return asked
        clauses = self._beside(reader, language)
        for other in (paused, plain):
            if clauses is None and other is not None and other != tokens:
                rewritten = Reader(lexicon, grammar, other, last, effort)
                clauses = rewritten.read() or self._beside(rewritten, language)
        if clauses is not None:
            return _plan(clauses)
        # Nothing of the car is near what names the home.
        at_home = lexicon.mark(tokens) is Mark.HOME
        near = None if at_home else self._nearest[language].plan(tokens, spans, mended)
        return near or left_over(reader.cuts, lexicon)

    def _beside(self, reader: Reader, language: str) -> tuple[Clause, ...] | None:
        """The clauses of the sentence without what only stands beside its commands."""
        if language == "zh":
            return Beside(reader).read()
        return read_remarked(reader, self._lexicons[language], self._asides[language])


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """What is built stays, all of it: looking through it for garbage takes a third of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _plan(clauses: Iterable[Clause]) -> Plan:
    steps = tuple(step for clause in clauses for step in clause.steps)
    missing = next((step for step in steps if MISSING in step.slots), None)
    if missing is not None:
        slots = {name: value for name, value in missing.slots.items() if name != MISSING}
        ask = Remark("ask_value", {"step": Step(missing.action, slots)})
        return Plan(steps=tuple(s for s in steps if s is not missing), source="grammar", remark=ask)
    return Plan(steps=steps, source="grammar")

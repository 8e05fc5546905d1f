"""One sentence as it is being read: its tokens, what was said before, and how much it may still cost."""

from collections.abc import Sequence

from cockpit.plan import Step
from cockpit.understand.context import Context
from cockpit.understand.dialogue.going_on import GoingOn
from cockpit.understand.effort import Effort, TooMuch
from cockpit.understand.home.household import Household
from cockpit.understand.sentence.grammar import Grammar
from cockpit.understand.sentence.reader import Reader
from cockpit.understand.words.tokens import tokenise


class Utterance:
    """`tokens`: those of the text, roundabout words made plain; `paused`: the text's own, its gaps as commas.

    `reader` reads all of it; what else is read of it costs of the same effort.
    """

    def __init__(
        self,
        lexicon: Household,
        grammar: Grammar,
        going_on: GoingOn,
        text: str,
        tokens: tuple[str, ...],
        context: Context,
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.context = context
        self.paused = tokenise(text, pauses=True)
        self._lexicon = lexicon
        self._grammar = grammar
        self._going_on = going_on
        self._effort = Effort()
        elsewhere = going_on.followups.fragments.is_barred(tokens)
        self._last = context.last[-1] if context.last and not elsewhere else None
        self.reader = self.reader_of(tokens)

    def reader_of(self, tokens: Sequence[str], it: Step | None = None) -> Reader:
        """What reads other tokens in its place; a part of them may go on from the last command. `it`: what
        "it" is instead."""
        return Reader(self._lexicon, self._grammar, tokens, it or self._last, self._effort, self._follow)

    def steps(self, tokens: tuple[str, ...]) -> tuple[Step, ...]:
        """The complete steps of tokens that are a command of their own; none where they are not."""
        return self.steps_about(tokens, self._last)

    def steps_about(self, tokens: tuple[str, ...], it: Step | None) -> tuple[Step, ...]:
        """The same, "it" being the step."""
        clauses = Reader(self._lexicon, self._grammar, tokens, it, self._effort).read() or ()
        return tuple(step for clause in clauses for step in clause.steps if clause.complete)

    def steps_if_read(self, tokens: Sequence[str]) -> tuple[Step, ...] | None:
        """All steps of tokens, None where they are not read, or only at too great a cost."""
        try:
            clauses = Reader(self._lexicon, self._grammar, tokens, self._last, self._effort).read()
        except TooMuch:
            return None
        return None if clauses is None else tuple(step for clause in clauses for step in clause.steps)

    def _follow(self, part: tuple[str, ...]) -> tuple[Step, ...]:
        goes_on = self._last is not None and len(part) < len(self.tokens)
        return self._going_on.part(part, self.context) if goes_on else ()

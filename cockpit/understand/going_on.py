"""Sentences that go on from what was said before: answers, corrections and follow-ups."""

from dataclasses import replace

from cockpit.actions.action import HomeQuestion, Question
from cockpit.actions.registry import REGISTRY
from cockpit.plan import Plan
from cockpit.understand.answer import Answers
from cockpit.understand.clause import Clause
from cockpit.understand.context import Context
from cockpit.understand.correction import Corrections, Read
from cockpit.understand.followup import FollowUps
from cockpit.understand.grammar import Grammar
from cockpit.understand.household import Household


class GoingOn:
    """Those of one language."""

    def __init__(self, language: str, lexicon: Household, grammar: Grammar) -> None:
        self.followups = FollowUps(language, lexicon)
        self._corrections = Corrections(language, self.followups)
        self._answers = Answers(language, grammar, self.followups, self._corrections)

    def plan(
        self, tokens: tuple[str, ...], whole: Clause | None, context: Context, read: Read
    ) -> Plan | None:
        """None for a sentence that stands for itself. `whole`: the template that it is, if any."""
        self.followups.forget()
        plan = self._plan(tokens, whole, context, read)
        if plan is None or "?" not in tokens or self.followups.suggests(tokens):
            return plan
        moves = any(not isinstance(REGISTRY[step.action], Question | HomeQuestion) for step in plan.steps)
        return None if moves else plan  # "close it?" asks

    def _plan(
        self, tokens: tuple[str, ...], whole: Clause | None, context: Context, read: Read
    ) -> Plan | None:
        if context.choices or context.asked or context.missing is not None:
            answer = self._answers.read(tokens, () if whole is None else whole.steps, context, read)
            if answer is not None:
                # What waits for a yes knows who asked for it.
                yes = any(step.action == "dialogue.yes" for step in answer.steps)
                return replace(answer, answers=not yes)
        if whole is not None or not context.last:
            return None
        return (
            self.followups.exactly(tokens, context)
            or self._corrections.read(tokens, context, read)
            or self.followups.read(tokens, context)
        )

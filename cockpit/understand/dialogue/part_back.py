"""Sentences that take back a part of what was just done: "only mine", "except the back", "副驾的不用"."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cockpit.actions.registry import CONTROLS
from cockpit.language import load
from cockpit.plan import Plan, Step
from cockpit.understand.command.frame import Frame
from cockpit.understand.context import Context
from cockpit.understand.dialogue.carry import says_so
from cockpit.understand.dialogue.correction import Corrections
from cockpit.understand.dialogue.elsewhere import elsewhere, names_of
from cockpit.understand.dialogue.followup import FollowUps, changed, plan_of
from cockpit.understand.words.word_tree import spelled

Tokens = tuple[str, ...]


class PartsBack:
    """Those of one language."""

    def __init__(self, language: str, followups: FollowUps, corrections: Corrections) -> None:
        words: Mapping[str, Any] = load(language, "followup")
        self._followups = followups
        self._corrections = corrections
        self._only = spelled(words["only"])
        self._but = spelled(words["but"])
        self._but_end = spelled(words["but_end"])
        self._not = spelled(words["but_behind"])
        self._longest = max(map(len, (*self._only, *self._but, *self._but_end, *self._not)))

    def read(self, tokens: Sequence[str], context: Context) -> Plan | None:
        """The plan that leaves a part of the last steps as it was before; None for any other sentence."""
        if not context.last or self._followups.fragments.is_barred(tuple(tokens)):
            return None
        behind = self._corrections.without_opening(tokens)
        for only, rest in (*self.marked(tuple(tokens)), *self.marked(behind)):
            said = self._followups.fragments.said(rest)
            for frame in self._followups.fragments.frames(said):
                plan = _left(frame, context, only=only)
                if plan is not None:
                    return plan
                if not only and frame.zone is not None and frame.has_value and not frame.things:
                    steps = changed(frame, said, context, bound=True)  # "except the back, make that 20"
                    return None if isinstance(steps, Plan) else plan_of(steps)
        return None

    def marked(self, tokens: Tokens) -> Iterator[tuple[bool, Tokens]]:
        """What is left without an "only" (True) or an "except" (False), where there is one at an end."""
        for n in range(min(self._longest, len(tokens) - 1), 0, -1):
            head, tail = tokens[:n], tokens[-n:]
            behind, before = tokens[n:], tokens[:-n]
            if head in self._but:
                end = next((k for k in range(self._longest, 0, -1) if behind[-k:] in self._but_end), 0)
                yield False, behind[: len(behind) - end]
            if tail in self._not:
                yield False, before
            if head in self._only:
                yield True, behind
            if tail in self._only:
                yield True, before


def _left(frame: Frame, context: Context, *, only: bool) -> Plan | None:
    """`only`: the place that is named keeps what was done, else it loses it."""
    last = context.last[-1]
    if frame.zone is None or frame.has_value or frame.steps is not None or not says_so(frame, last):
        return None
    control = CONTROLS.get(last.action)
    if control is None or "" in control.paths or (frame.things and last.action not in frame.controls()):
        return None
    there = elsewhere(frame, last, context)
    done = control.seats(last.slots, context.seat)
    named = () if there is None else control.seats(there.slots, context.seat)
    if frame.zone == "others":
        named = tuple(seat for seat in done if seat != context.seat)
    if only and there is not None and not set(named) <= set(done):
        return Plan((there,), "grammar", corrects=True)  # "only the passenger's", where mine was opened
    back = [seat for seat in done if (seat in named) is not only]
    if not named or not back or len(back) == len(done):
        return None
    return Plan((Step("dialogue.undo", {"zone": names_of(back)}),), "grammar")

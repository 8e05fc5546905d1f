"""Whole sentences that go on from the one before: "again", "a bit more", "not that much", "the other way"."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from cockpit.actions.control import Level
from cockpit.actions.registry import CONTROLS
from cockpit.language import load
from cockpit.plan import Plan, Step
from cockpit.understand.context import Context
from cockpit.understand.dialogue.carry import nudged
from cockpit.understand.dialogue.elsewhere import place_in
from cockpit.understand.dialogue.followup import aimed, changed, plan_of, says_what, stripped
from cockpit.understand.dialogue.fragment import Fragments
from cockpit.understand.dialogue.likeliest import likeliest
from cockpit.understand.words.word_tree import spelled

_RUNNING = frozenset(
    {"drive.wipers", "drive.rear_wiper", "drive.washer", "drive.rear_washer", "drive.horn", "drive.charging"}
    | {"media.action", "seats.massage"}
)
"""What runs until it is stopped, though nothing moves in the car."""
_NUDGES = ("further", "less", "up", "back")


class Nudges:
    """Those of one language."""

    def __init__(self, language: str, fragments: Fragments) -> None:
        words: Mapping[str, Any] = load(language, "followup")
        self._fragments = fragments
        self._nudges: dict[tuple[str, ...], tuple[str, int]] = {
            tokens: (kind, count)
            for kind in _NUDGES
            for count, templates in words[kind].items()
            for tokens in spelled(templates)
        }
        self._again = spelled(words["again"])
        self._felt = [
            (frozenset(entry["controls"]), entry["way"], spelled(entry["words"])) for entry in words["felt"]
        ]
        self._reverse = spelled(words["reverse"])
        self._half = spelled(words["half"])
        self._resume = spelled(words["resume"])

    def read(self, tokens: Sequence[str], context: Context) -> Plan | None:
        """The plan of "again", "a bit more", "not that much" and the like."""
        tokens = tuple(token for token in stripped(tokens) if token != ",")
        if not context.last:
            return None
        if any(tokens[:n] in self._again and self._idle(tokens[n:]) for n in range(len(tokens), 0, -1)):
            return plan_of(context.last)
        if (plan := self.reversed(tokens, context)) is not None:
            return plan
        if tokens in self._half:
            return plan_of(_halved(context))
        for wording in (tokens, self._fragments.said(tokens).tokens):
            if wording in self._nudges:
                return plan_of(nudged(*self._nudges[wording], context))
            for controls, way, phrases in self._felt:
                if wording in phrases and context.last[-1].action in controls:
                    return plan_of(nudged(way, 1, context))
        tokens = self._fragments.said(tokens).tokens
        rest = tokens[self._nudge_before(tokens) :]
        if len(rest) == len(tokens):
            return None
        if rest in self._half:
            return plan_of(_halved(context))
        if rest in self._nudges:  # "too warm now, go back one"
            return plan_of(nudged(*self._nudges[rest], context))
        said = self._fragments.said(rest)  # "not that far, half"
        for frame in likeliest(self._fragments.frames(said), context):
            frame = aimed(frame)
            steps = changed(frame, said, context, bound=True) if says_what(frame) and not frame.things else []
            if steps and not isinstance(steps, Plan):
                return plan_of(steps)
        return None

    def reversed(self, tokens: tuple[str, ...], context: Context) -> Plan | None:
        """The plan of "the other way"."""
        if tokens not in self._reverse:
            return None
        return plan_of([_reversed(step) for step in context.last if _goes(step)])

    def _idle(self, tokens: tuple[str, ...]) -> bool:
        """Whether nothing stands there that says something."""
        return not self._fragments.said(tokens).tokens

    def resumed(self, tokens: Sequence[str], context: Context) -> Plan | None:
        """The plan of "go on" behind what was paused."""
        return plan_of(_resumed(context.last[-1])) if stripped(tokens) in self._resume else None

    def _nudge_before(self, tokens: tuple[str, ...]) -> int:
        """How many tokens a nudge takes that something else stands behind: "not that far | half"."""
        felt = {phrase for _, _, phrases in self._felt for phrase in phrases}
        ends = (n for n in range(len(tokens) - 1, 0, -1) if tokens[:n] in self._nudges or tokens[:n] in felt)
        return next(ends, 0)


def _goes(step: Step) -> bool:
    """Whether it went a way from where it was."""
    return "steps" in step.slots or "change" in step.slots


def _reversed(step: Step) -> Step:
    by = "steps" if "steps" in step.slots else "change"
    return replace(step, slots={**step.slots, by: -2 * step.slots[by]})


def ended(context: Context) -> list[Step]:
    """ "Stop" behind what was just started and runs on: the wipers, the music, charging."""
    last = context.last[-1]
    control = CONTROLS.get(last.action)
    if control is None or last.action not in _RUNNING or not context.fresh:
        return []
    off = control.verbs["off"]
    return [] if last.slots.get("value") == off else [Step(last.action, place_in(last) | {"value": off})]


def _halved(context: Context) -> list[Step]:
    """Half of what the last step came to."""
    last = context.last[-1]
    control, value = CONTROLS.get(last.action), context.values.get(last.action)
    if value is None or control is None or not isinstance(control.value, Level):
        return []
    if control.value.unit != "percent":
        return []  # nobody wants half of 22 degrees
    stops = [stop for stop in control.value.levels if abs(stop - value / 2) < 1]
    return [Step(last.action, place_in(last) | {"value": stops[0] if stops else value / 2})]


def _resumed(last: Step) -> list[Step]:
    """ "Go on" behind what was paused."""
    control = CONTROLS.get(last.action)
    if control is None or "play" not in control.verbs:
        return []
    paused = last.slots.get("value") in (control.verbs.get("pause"), control.verbs.get("off"))
    return [Step(last.action, {"value": control.verbs["play"]})] if paused else []

"""The last look at a plan: words that are nobody's request here, and steps that undo each other.

Quotations, messages read out, markup, talk of breaking the rules and what is for another time move
nothing now, however well the rest of the sentence reads (language/<lang>/guard.yaml).
"""

import re
from collections.abc import Mapping
from itertools import combinations
from typing import Any

from cockpit.actions.action import Dialogue, HomeQuestion, Question
from cockpit.actions.control import Control, Level
from cockpit.actions.registry import REGISTRY
from cockpit.actions.zones import Seat
from cockpit.language import load
from cockpit.plan import Plan, Remark, Step
from cockpit.understand.words.sayings import Sayings

_IDLE = (Question, HomeQuestion, Dialogue)
_WANTS = ("ask_value", "did_you_mean", "cannot", "not_understood")
"""Remarks on what somebody seems to want."""
_TAKES_BACK = ("dialogue.undo", "dialogue.no", "dialogue.stop")


_MARKS = str.maketrans("，：？！", ",:?!")
_STOPS = " \t\n.!。"
"""What may end a sentence and means nothing; "?" asks."""
_MOST_STEPS = 6
"""Nobody asks for more at once; a row of words that reads as more is none."""


class Guard:
    """Of one language."""

    def __init__(self, language: str) -> None:
        data = load(language, "guard")
        sayings = Sayings(data["edge"], data["classes"])
        self._framed = sayings.placed(data["framed"])
        self._told = sayings.placed(data["told"])
        later = load(language, "later")
        self._later = Sayings(later["edge"], later["classes"]).placed(later["refused"])
        self._in_turn = sayings.within(data["in_turn"])
        self._labelled = re.compile(rf"(?<!\d):\s*({sayings.any_of(data['labelled'])})$")
        self._withdrawn = sayings.placed(data["withdrawn"])
        self._taken_back = _ending(
            **{where: sayings.any_of(said) for where, said in data["taken_back"].items()}
        )

    def passed(self, plan: Plan, text: str, seat: Seat) -> Plan:
        """The plan, or one without steps that says why."""
        wants = plan.remark is not None and plan.remark.key in _WANTS
        otherwise = () if plan.condition is None else plan.condition.otherwise
        if not wants and all(isinstance(REGISTRY[step.action], _IDLE) for step in plan.steps):
            return plan
        if max(len(plan.steps), len(otherwise)) > _MOST_STEPS:
            return Plan(remark=Remark("too_long"))
        text = self._labelled.sub(r" \1", text.lower().translate(_MARKS).rstrip(_STOPS).lstrip())
        if self._framed.search(text):
            return Plan(remark=Remark("framed"))
        if self._told.search(text):
            return Plan(remark=Remark("only_told"))
        if plan.condition is None and self._later.search(text):
            return Plan(remark=Remark("not_later"))
        if self._taken_back.search(text) or self._withdrawn.search(text):
            return Plan(remark=Remark("left_alone"))
        plan = _since_taken_back(plan)
        pairs = (pair for steps in (plan.steps, otherwise) for pair in combinations(steps, 2))
        both = next((one for one, other in pairs if _undo(one, other, seat)), None)
        if both is not None and not self._in_turn.search(text):
            return Plan(remark=Remark("both_ways", {"step": both}))
        return plan


def _ending(pause: str, anywhere: str, opening: str, closing: str) -> re.Pattern[str]:
    """What takes back all before it: behind some words, and `pause` behind a mark that parts the two."""
    opened, closed = rf"(?:{opening}[\s,，]*)*", rf"(?:[\s,，]*{closing})*[\s.。!！?？…~]*$"
    parted = r"[,，、;；.。!！…—]\s*"
    return re.compile(
        rf"\w(?:\s*{parted}{opened}(?:{pause}|{anywhere})|[\s,，.。]*{opened}(?<![a-z']){anywhere}){closed}"
    )


def _since_taken_back(plan: Plan) -> Plan:
    """What is left where a step takes back those before it: what stands behind it."""
    places = [place for place, step in enumerate(plan.steps) if place and step.action in _TAKES_BACK]
    if not places:
        return plan
    kept = plan.steps[places[-1] + 1 :]
    return Plan(kept, plan.source) if kept else Plan(remark=Remark("left_alone"))


def _undo(one: Step, other: Step, seat: Seat) -> bool:
    """Whether two steps want opposite things of the same places."""
    control, second = REGISTRY[one.action], REGISTRY[other.action]
    if not isinstance(control, Control) or not isinstance(second, Control):
        return False
    here = {control.paths[place] for place in control.seats(one.slots, seat)}
    there = {second.paths[place] for place in second.seats(other.slots, seat)}
    if control is not second:  # a seat is heated or ventilated: they share a path
        return bool(here & there) and bool(one.slots.get("value") and other.slots.get("value"))
    return here == there and _opposite(control, one.slots, other.slots)


def _opposite(control: Control, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if "value" in one and "value" in other:
        values = (one["value"], other["value"])
        return bool(values[0] != values[1])
    if not isinstance(control.value, Level):
        return False
    if "value" in other and "value" not in one:  # "drop it, three degrees": both are how far
        return not control.value.low <= other["value"] <= control.value.high
    return _way(one) * _way(other) < 0


def _way(slots: Mapping[str, Any]) -> float:
    return float(slots.get("steps", slots.get("change", 0)))

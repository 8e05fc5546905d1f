"""Answers to what was asked: which of the choices, or the value that was missing."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from cockpit.actions.action import Destination
from cockpit.actions.areas import said as said_in
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.actions.zones import seats_of
from cockpit.language import load
from cockpit.plan import Plan, Remark, Step
from cockpit.understand.command.frame import Frame
from cockpit.understand.context import Context
from cockpit.understand.dialogue.carry import says_so
from cockpit.understand.dialogue.correction import Corrections, Read
from cockpit.understand.dialogue.elsewhere import control_of, elsewhere, names_of
from cockpit.understand.dialogue.followup import FollowUps, changed, says_what
from cockpit.understand.dialogue.part_back import PartsBack
from cockpit.understand.sentence.grammar import Grammar
from cockpit.understand.words.lexicon import expand
from cockpit.understand.words.tokens import tokenise
from cockpit.understand.words.word_tree import spelled


def asks_which(choices: Sequence[Step]) -> Plan:
    """ "Did you mean the rear defroster?"; what is answered then comes through `Context.choices`."""
    return Plan(remark=Remark("did_you_mean", {"choices": tuple(choices)}))


def asks_for(step: Step) -> Plan:
    """ "To what temperature?": the step lacks what it is to be set to."""
    return Plan(remark=Remark("ask_value", {"step": step}))


def confirmed(steps: Sequence[Step], choices: Sequence[Step]) -> Plan | None:
    """A yes to the choices: the only one, or the question once more."""
    if not choices or [step.action for step in steps] != ["dialogue.yes"]:
        return None
    return Plan(tuple(choices), "grammar", answers=True) if len(choices) == 1 else asks_which(choices)


class Answers:
    """The answers of one language."""

    def __init__(
        self,
        language: str,
        grammar: Grammar,
        followups: FollowUps,
        corrections: Corrections,
        parts_back: PartsBack,
    ) -> None:
        words: Mapping[str, Any] = load(language, "followup")
        self._language = language
        self._grammar = grammar
        self._followups = followups
        self._corrections = corrections
        self._parts_back = parts_back
        self._idle = spelled(words["of_choice"])
        self._ordinals = {tokens: n for n, texts in words["ordinals"].items() for tokens in spelled(texts)}
        self._yes = spelled(words["agreed"])
        self._and = spelled(words["agreed_and"])
        self._both = spelled(words["both"])
        self._destinations = [tokenise(text) for text in words["destination"]]

    def read(self, tokens: Sequence[str], whole: Sequence[Step], context: Context, read: Read) -> Plan | None:
        """The plan of an answer, None for what answers nothing. `whole`: the template it is, if any."""
        if context.choices and (plan := confirmed(whole, context.choices)) is not None:
            return plan
        if whole and whole[0].action.startswith("dialogue."):
            return None
        if context.asked and self._agrees(tuple(tokens), context):
            return Plan((Step("dialogue.yes"),), "grammar")
        if context.asked and (steps := self._and_more(tuple(tokens), read) or self._fewer(tokens, context)):
            return Plan(steps, "grammar")
        tokens = self._corrections.without_opening(tokens)
        if context.choices and (steps := self._chosen(tokens, context)):
            return Plan(steps, "grammar")
        if context.missing is not None and not whole:
            return self._filled(tokens, context.missing, context)
        return None

    def _agrees(self, tokens: tuple[str, ...], context: Context) -> bool:
        """ "Yes, open it": a yes, and what was asked about said once more."""
        rest = tokens
        while found := [n for n in range(1, 4) if rest[:n] in self._yes]:
            rest = rest[found[-1] :]
        if rest == tokens:
            return False
        again = self._grammar.match(tuple(token for token in rest if token != ","))
        if again is not None and [step.action for step in again.steps] == ["dialogue.yes"]:
            return True  # "yes please, go on"
        asked = Context(context.seat, context.language, context.asked)
        said = self._followups.fragments.said(rest)
        return any(
            steps in ([step], list(context.asked))
            for frame in self._followups.fragments.frames(said)
            if not frame.things and says_what(frame)
            for steps in [changed(frame, said, asked, bound=True)]
            for step in context.asked
        )

    def _and_more(self, tokens: tuple[str, ...], read: Read) -> tuple[Step, ...]:
        """ "Yes, and open the sunroof": the yes, and the command."""
        for at in range(1, len(tokens)):
            yes = self._grammar.match(tuple(token for token in tokens[:at] if token != ","))
            if yes is None or [step.action for step in yes.steps] != ["dialogue.yes"]:
                continue
            for end in range(at + 1, len(tokens)):
                steps = read(tokens[end:]) if tokens[at:end] in self._and else ()
                if steps and not any(step.action.startswith("dialogue.") for step in steps):
                    return (*yes.steps, *steps)
        return ()

    def _fewer(self, tokens: Sequence[str], context: Context) -> tuple[Step, ...]:
        """ "Only mine", "not the back ones": what was asked about, at those places only; it is judged, and
        asked about, anew."""
        for only, rest in self._parts_back.marked(tuple(tokens)):
            for frame in self._followups.fragments.frames(self._followups.fragments.said(rest)):
                if frame.zone is None or frame.has_value or frame.steps is not None:
                    continue
                steps = [
                    step
                    for last in context.asked
                    if says_so(frame, last) and (not frame.things or control_of(last) in frame.controls())
                    if (step := _at(frame, last, context, only=only)) is not None
                ]
                if steps:
                    return tuple(steps)
        return ()

    def _chosen(self, tokens: tuple[str, ...], context: Context) -> tuple[Step, ...]:
        if tokens in self._both:
            return context.choices
        if tokens in self._ordinals:
            at = self._ordinals[tokens]
            return context.choices[at - 1 : at] if at > 0 else context.choices[at:]
        said = self._followups.fragments.said(tokens)
        words = self._without_idle(said.tokens)
        frames = [frame for frame in self._followups.fragments.frames(said) if not says_what(frame)]
        named = [step for step in context.choices if any(_names(frame, step, context) for frame in frames)]
        if len(named) != 1 and words:
            named = [
                step for step in context.choices if words <= _vocabulary(self._language, control_of(step))
            ]
        return tuple(named) if len(named) == 1 else ()

    def _without_idle(self, tokens: tuple[str, ...]) -> frozenset[str]:
        idle = {token for text in self._idle for token in text}
        return frozenset(token for token in tokens if token not in idle)

    def _filled(self, tokens: tuple[str, ...], missing: Step, context: Context) -> Plan | None:
        if isinstance(REGISTRY[missing.action], Destination):
            return self._destination(tokens)
        asked = Context(context.seat, context.language, (missing,), ways=context.ways)
        said = self._followups.fragments.said(tokens)
        for frame in self._followups.fragments.frames(said):
            if frame.things:
                if not says_what(frame) and (meant := _of_same_kind(frame, missing)) is not None:
                    return asks_for(meant)
            elif says_what(frame):
                steps = changed(frame, said, asked, bound=True)
                if not isinstance(steps, Plan) and steps:
                    return Plan(tuple(steps), "grammar")
            elif frame.zone is not None and (step := elsewhere(frame, missing, asked)) is not None:
                return asks_for(step)
        return None

    def _destination(self, tokens: tuple[str, ...]) -> Plan | None:
        for opening in self._destinations:
            found = self._grammar.match(opening + tokens)
            if found is not None and found.steps[0].slots.get("place") in ("home", "work"):
                return Plan(found.steps, "grammar")
        return None


def _of_same_kind(frame: Frame, missing: Step) -> Step | None:
    """ "The navigation's" behind "set the volume": what of the named thing is to be set."""
    kind = missing.action.replace(".", "_").rpartition("_")[2]
    names = (name for name in frame.controls() if name in CONTROLS and name.endswith(kind))
    name = missing.action if missing.action in frame.controls() else next(names, None)
    return None if name is None else Step(name, missing.slots if name == missing.action else {})


def _at(frame: Frame, last: Step, context: Context, *, only: bool) -> Step | None:
    """What was asked about at the place that is named, or everywhere but there."""
    there = elsewhere(frame, last, Context(context.seat, context.language, context.asked))
    control = CONTROLS.get(last.action)
    if only or there is None or control is None:
        return there
    named = control.seats(there.slots, context.seat)
    left = [seat for seat in control.seats(last.slots, context.seat) if seat not in named]
    return Step(last.action, {**last.slots, "zone": names_of(left)}) if left and named else None


def _names(frame: Frame, step: Step, context: Context) -> bool:
    """Whether what is named, thing and place, is the step's."""
    name = control_of(step)
    if frame.things and name not in frame.controls():
        return False
    if frame.zone is None:
        return bool(frame.things)
    zones = (frame.zone,) if isinstance(frame.zone, str) else frame.zone
    if "_" in name and any(zone in name.partition(".")[2].split("_") for zone in zones):
        return True  # the rear defroster is no place of its own
    control = CONTROLS.get(name)
    if control is None or "" in control.paths:
        return False
    wanted = seats_of(["own" if zone in ("me", "i") else zone for zone in zones], context.seat)
    return set(control.seats(step.slots, context.seat)) == set(wanted)


@cache
def _vocabulary(language: str, action: str) -> frozenset[str]:
    """The words of all names that mean the action before any other."""
    names = [
        text
        for entry in said_in(language, "things")
        if next(iter(entry["controls"])) == action
        for text in expand((*entry.get("names", ()), *entry.get("many", ())))
    ]
    return frozenset(token for name in names for token in tokenise(name))

"""Sentences that go on from the one before: "a bit more", "and the passenger's too", "same for the back".

They name no thing, or only a thing. What they leave out is that of the last steps: the control, the
value, the place; only what is said new changes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from cockpit.actions.control import Level
from cockpit.actions.registry import CONTROLS
from cockpit.language import load
from cockpit.plan import Plan, Remark, Step
from cockpit.understand.command.frame import Frame
from cockpit.understand.context import Context
from cockpit.understand.dialogue.another import also
from cockpit.understand.dialogue.carry import fitted, with_siblings
from cockpit.understand.dialogue.elsewhere import control_of, elsewhere
from cockpit.understand.dialogue.fragment import MAX_TOKENS, Fragments, Said, holds
from cockpit.understand.dialogue.likeliest import WAYS, likeliest
from cockpit.understand.words.word_tree import spelled

_MAX_PART = 8
_BOTH = frozenset({"both", "两", "俩"})
_FEW = 2
""" "One" and "two" rather count things."""
_OF_STATES = ("heat", "cool")
"""Their words may as well tell how it is: "warm"."""


class FollowUps:
    """The follow-ups of one language."""

    def __init__(self, language: str, fragments: Fragments) -> None:
        words: Mapping[str, Any] = load(language, "followup")
        self.fragments = fragments
        self._rest = spelled(words["rest"])

    def read(self, tokens: Sequence[str], context: Context) -> Plan | None:
        """The plan of a sentence that goes on from `context.last`, None for any other sentence."""
        tokens = stripped(tokens)
        if not context.last or not tokens or len(tokens) > MAX_TOKENS or self.fragments.is_barred(tokens):
            return None
        if holds(tokens, self._rest) and len(context.last) > 1:
            return None
        said = self.fragments.said(tokens)
        frames = likeliest(self.fragments.frames(said), context)
        named = only_name(frames)
        for frame in frames:
            steps = _continued(frame, said, context, named=named)
            if isinstance(steps, Plan):
                return steps
            plan = plan_of(steps)
            if plan is not None:
                return replace(plan, corrects="enough" in said.marks and frame.zone is None)
        return None

    def only_place(self, tokens: Sequence[str]) -> bool:
        """Whether it says only where: "and the back?"."""
        frames = self.fragments.frames(self.fragments.said(stripped(tokens)))
        return not any(says_what(frame) or frame.pronoun for frame in frames)

    def pointing_back(self, tokens: Sequence[str], context: Context) -> Plan | None:
        """The plan of a sentence that means something by itself, but "it" or "both" is what was just done."""
        said = self.fragments.said(stripped(tokens))
        points = "plural" in said.marks or any(frame.pronoun for frame in self.fragments.frames(said))
        return self.read(tokens, context) if points and context.fresh else None

    def part(self, tokens: tuple[str, ...], context: Context) -> Plan | None:
        """The plan of a part of a sentence; what else stands in it must be understood as well."""
        tokens = stripped(tokens)
        if not tokens or len(tokens) > _MAX_PART or self.fragments.is_barred(tokens):
            return None
        if holds(tokens, self._rest):
            return None  # 天窗不动 | 其他的关上: the others than what stands before
        said = self.fragments.said(tokens)
        for frame in likeliest(self.fragments.frames(said), context):
            if frame.things or not says_what(frame) or not (context.fresh or frame.pronoun):
                continue
            steps = changed(frame, said, context)
            if steps and not isinstance(steps, Plan):
                return plan_of(steps)
        return None


def _was_number(step: Step) -> bool:
    """Whether it set a level to a number, no end of it: then another number is another level."""
    control, value = CONTROLS.get(step.action), step.slots.get("value")
    if control is None or not isinstance(control.value, Level):
        return False
    return value is not None and value not in control.verbs.values()


def stripped(tokens: Sequence[str]) -> tuple[str, ...]:
    return tuple(token for token in tokens if token != "?")


def plan_of(steps: Sequence[Step] | None) -> Plan | None:
    unique = [step for at, step in enumerate(steps or ()) if step not in (steps or ())[:at]]
    return Plan(tuple(unique), "grammar") if unique else None


# What is meant


def _continued(frame: Frame, said: Said, context: Context, *, named: bool) -> Plan | list[Step] | None:
    """`named`: the words name something in every reading, and say in none what to do with it."""
    if said.goes_on and not says_what(frame) and at_a_seat(frame):
        frame = replace(frame, things=())  # "the passenger seat as well": who sits there
    if frame.things and named and not says_what(frame):
        return also(frame, context) if said.goes_on else _just_that(frame, said, context)
    if frame.things:
        return []
    if "other" in said.marks:
        frame = replace(frame, zone="other")
    if says_what(frame):
        return changed(frame, said, context)
    if frame.zone == "all" and not _BOTH.isdisjoint(said.tokens) and len(context.last) == 1:
        last = context.last[0]
        match _places(last, context):
            case 1:
                return Plan(remark=Remark("not_understood"))  # one was done: which both
            case 2:
                return [last] if "value" in last.slots else []
    which = "which" in said.marks and context.fresh
    if frame.zone is not None and (said.goes_on or frame.too or frame.pronoun or which):
        same = "same" in said.marks
        steps = [elsewhere(frame, last, context, same=same) for last in context.last]
        return [step for step in steps if step is not None]
    return []


def _just_that(frame: Frame, said: Said, context: Context) -> list[Step]:
    """What was done is named once more, as all that is wanted: "only the front window, please"."""
    if "filler" not in said.marks or not context.fresh or len(context.last) != 1 or frame.zone is not None:
        return []
    last = context.last[0]
    return [last] if "value" in last.slots and last.action in frame.controls() else []


def aimed(frame: Frame) -> Frame:
    """A mere number is what it is to be: "one is enough" is no step further."""
    return replace(frame, to=True) if frame.number is not None and not frame.has_verb else frame


def at_a_seat(frame: Frame) -> bool:
    """Whether a seat is named as a place."""
    return frame.zone is not None and frame.controls()[:1] == ("seats.position",)


def says_what(frame: Frame) -> bool:
    """Whether it says what to do, not only with which thing or where."""
    return frame.has_verb or frame.has_value or frame.steps is not None


def only_name(frames: Sequence[Frame]) -> bool:
    """Whether no reading of the words tells what to do: "the fog lights", not "turn on the fog lights"."""
    return not any(frame.has_verb or frame.weak or frame.pronoun for frame in frames)


def changed(frame: Frame, said: Said, context: Context, *, bound: bool = False) -> Plan | list[Step]:
    """What is said, done to what the last steps did: "close it", "make it red", "even warmer".

    `bound`: it is known that the words are about the last steps.
    """
    lasts = context.last
    if "plural" in said.marks and len(lasts) == 1:
        lasts = (*context.earlier, *lasts)  # "shut both"
    meant = _of_which(frame, said, lasts, context)
    if meant is None:
        return Plan(remark=Remark("not_understood"))  # one was done: which both
    frame = aimed(meant) if "enough" in said.marks else meant
    if "plural" in said.marks and frame.number == 2 and not (frame.unit or frame.to):
        return []  # 两个都要: both
    if frame.percent is not None and frame.pronoun and not (frame.weak or frame.has_verb):
        return []  # "half that": of all, or of what it is
    bound = bound or _bound(frame, said)
    fitting = [
        (last, step)
        for last in lasts
        if (bound or (context.fresh and _plain_about(frame, last)))
        and (step := fitted(frame, last, context)) is not None
    ]
    if not fitting:
        return []
    if "plural" in said.marks:
        return [step for _, step in fitting]
    actions = {last.action for last, _ in fitting}
    if frame.pronoun and len(actions) > 1:
        steps = tuple(step for _, step in fitting)
        return Plan(remark=Remark("did_you_mean", {"choices": steps}))
    return [fitting[-1][1]]


def _of_which(frame: Frame, said: Said, lasts: Sequence[Step], context: Context) -> Frame | None:
    """Without the "all" or "both" that are only those that were done; None where no two were."""
    if frame.zone != "all":
        return frame
    if "plural" in said.marks and len(lasts) > 1 and not frame.has_value:
        return replace(frame, zone=None)  # "close them all"
    if not _BOTH.isdisjoint(said.tokens) and len(lasts) == 1:
        match _places(lasts[0], context):
            case 1:
                return None
            case 2:
                return replace(frame, zone=None)
    if frame.full and all(map(_is_single, lasts)):
        return replace(frame, zone=None, many=False)  # 全关上, of the sunroof
    return frame


def _places(step: Step, context: Context) -> int:
    """At how many places it was done, of more than two that there are; 0 for what has fewer."""
    control = CONTROLS.get(step.action)
    few = control is None or len(control.paths) <= 2
    return 0 if control is None or few else len(control.seats(step.slots, context.seat))


def _is_single(step: Step) -> bool:
    control = CONTROLS.get(step.action)
    return control is not None and "" in control.paths


def _bound(frame: Frame, said: Said) -> bool:
    """Whether the words themselves point back."""
    marked = said.goes_on or "enough" in said.marks
    if marked or frame.pronoun or frame.steps is not None or frame.too or frame.zone is not None:
        return True
    return (frame.weak and frame.has_value) or (
        frame.number is not None and (frame.unit is not None or frame.to)
    )


def _plain_about(frame: Frame, last: Step) -> bool:
    """Whether words that do not point back suit the last step: a number its temperature, a verb its thing."""
    name = control_of(last)
    if frame.has_verb:
        known = {word for control in with_siblings(last) for word in (*control.verbs, *WAYS)}
        return all(
            verb.value not in _OF_STATES and (verb.controls or verb.value in known) for verb in frame.verbs
        )
    number = frame.number
    return number is None or name.endswith("temperature") or (number > _FEW and _was_number(last))

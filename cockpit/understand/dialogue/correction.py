"""Sentences that set the last one right: "no, I meant the rear", "not the window, the sunroof"."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from cockpit.actions.action import Destination
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.language import load
from cockpit.plan import Plan, Remark, Step
from cockpit.understand.command.frame import Frame
from cockpit.understand.command.places import in_row
from cockpit.understand.context import Context
from cockpit.understand.dialogue.another import also, switched_on
from cockpit.understand.dialogue.elsewhere import control_of, elsewhere, end_of
from cockpit.understand.dialogue.followup import (
    FollowUps,
    aimed,
    at_a_seat,
    changed,
    only_name,
    plan_of,
    says_what,
    stripped,
)
from cockpit.understand.dialogue.fragment import Said
from cockpit.understand.words.tokens import tokenise
from cockpit.understand.words.word_tree import spelled

Read = Callable[[tuple[str, ...]], tuple[Step, ...]]
"""The steps of tokens that are a command of their own; none where they are not."""


class Corrections:
    """The corrections of one language."""

    def __init__(self, language: str, followups: FollowUps) -> None:
        words: Mapping[str, Any] = load(language, "followup")["correction"]
        self._followups = followups
        self._english = language == "en"
        self._meant = spelled(words["meant"])
        self._wrong = spelled(words["wrong"])
        self._closing = spelled(words["closing"])
        self._wrong |= self._closing
        self._then = spelled(words["then"])
        self._negates = spelled(words["negates"])
        self._articles = spelled(words["articles"])
        self._parts = spelled(words["parts"]) | {(",",)}
        self._not = spelled(words["not"])
        self._destinations = [tokenise(text) for text in load(language, "followup")["destination"]]
        self._longest = max(map(len, self._meant | self._wrong | self._then | self._not | self._closing))

    def read(self, tokens: Sequence[str], context: Context, read: Read) -> Plan | None:
        """What is right instead of `context.last`; None for a sentence that corrects nothing."""
        tokens = self._turned(stripped(tokens))
        opening = self._opened(tokens)
        behind_not = self._behind_not(tokens, context.last)
        if not context.last or not (opening or behind_not) or self._followups.fragments.is_barred(tokens):
            return None
        rest = tokens[opening:]
        if opening and self._insists(rest, context.last):
            return Plan(remark=Remark("left_alone"))
        meant = any(tokens[at:n] in self._meant for at in range(opening) for n in range(at + 1, opening + 1))
        negated = tokens[:opening] in self._negates and rest[:1] not in self._articles
        bare = [rest[1:]] if rest[:1] == ("on",) else []  # "on my wife's seat I meant" switches nothing on
        for right in (*behind_not, *([*bare, rest] if opening else [])):
            plan = self._instead(right, context, things=not negated)
            if plan is not None:
                return plan
        if behind_not and isinstance(REGISTRY[context.last[-1].action], Destination):
            return plan_of(self._whole(behind_not[0], context, read))
        steps = self._whole(rest, context, read) if opening and rest else ()
        if not steps and meant and _names_thing(self._followups.fragments.frames(Said(rest, frozenset()))):
            return Plan(remark=Remark("not_understood"))  # what is done to it does not go with that
        # "No, set the volume to 50" behind something else is only the next command.
        return Plan(steps, "grammar", corrects=meant or _alike(steps, context.last)) if steps else None

    def _whole(self, tokens: tuple[str, ...], context: Context, read: Read) -> tuple[Step, ...]:
        """A command, or another place to go to behind such a one."""
        if isinstance(REGISTRY[context.last[-1].action], Destination):
            said = self._followups.fragments.said(tokens).tokens
            there = next((found for opening in self._destinations if (found := read((*opening, *said)))), ())
            return there or read(tokens)
        return read(tokens)

    def without_opening(self, tokens: Sequence[str]) -> tuple[str, ...]:
        """The tokens behind "no, I meant"."""
        tokens = self._turned(stripped(tokens))
        return tokens[self._opened(tokens) :]

    def _turned(self, tokens: tuple[str, ...]) -> tuple[str, ...]:
        """ "The front one I mean": what closes it stands at its opening."""
        at = next((n for n in range(self._longest, 0, -1) if tokens[-n:] in self._closing), 0)
        return tokens[-at:] + tokens[:-at] if 0 < at < len(tokens) else tokens

    def _opened(self, tokens: tuple[str, ...]) -> int:
        """How many tokens the sentence's opening takes; 0 where that would cut a word: "no need to"."""
        opening = self._opening(tokens)
        return 0 if opening and self._followups.fragments.is_within_word(tokens, opening) else opening

    def _opening(self, tokens: tuple[str, ...], *, begun: bool = False) -> int:
        """How many tokens the opening takes: one or several of "no", "no not that", "I meant".

        `begun`: it is the middle of one already, behind "not the window".
        """
        at = 0
        while at < len(tokens):
            words = self._wrong | self._meant | (self._then if at or begun else set())
            known = [n for n in range(1, self._longest + 1) if tokens[at : at + n] in words]
            if known:
                at += known[-1]
            elif (at or begun) and tokens[at] == ",":
                at += 1
            else:
                break
        return at

    def _behind_not(self, tokens: tuple[str, ...], last: Sequence[Step]) -> list[tuple[str, ...]]:
        """What may be the right one in "not the window, the sunroof": it stands behind what was last done."""
        begins = next((n for n in range(self._longest, 0, -1) if tokens[:n] in self._not), 0)
        if not begins:
            return self._before_not(tokens, last)
        if last and isinstance(REGISTRY[last[-1].action], Destination) and "," in tokens[begins:]:
            return [tokens[tokens.index(",", begins) + 1 :]]  # "not home, the office"
        found: list[tuple[str, ...]] = []
        for at in range(begins + 1, len(tokens)):
            wrong = self._followups.fragments.said(tokens[begins:at])
            if self._followups.fragments.is_within_word(tokens, at):
                continue
            if any(_about(frame, last) for frame in self._followups.fragments.frames(wrong)):
                between = self._opening(tokens[at:], begun=True)
                right = self._followups.fragments.said(tokens[at + between :])
                # "Not turn on my light" is no "turn on my | light": a pause or a word must part them.
                parted = any(tokens[at : at + n] in self._parts for n in range(1, between + 1))
                if parted or any(_only_names(frame) for frame in self._followups.fragments.frames(right)):
                    found.append(tokens[at + between :])
        return found

    def _before_not(self, tokens: tuple[str, ...], last: Sequence[Step]) -> list[tuple[str, ...]]:
        """What may be the right one in "the sunroof, not the window"."""
        found: list[tuple[str, ...]] = []
        for at in range(1, len(tokens) - 1):
            length = next((n for n in range(self._longest, 0, -1) if tokens[at : at + n] in self._not), 0)
            wrong = self._followups.fragments.said(tokens[at + length :])
            if length and any(_about(frame, last) for frame in self._followups.fragments.frames(wrong)):
                right = tokens[self._opening(tokens[:at]) : at]
                found.append(right[:-1] if right[-1:] == (",",) else right)
        return found

    def _insists(self, tokens: tuple[str, ...], last: Sequence[Step]) -> bool:
        """ "I said the low beam, not the high beam", where that is what was done."""
        for at in range(1, len(tokens) - 1):
            if any(tokens[at : at + n] in self._not for n in range(1, self._longest + 1)):
                right = tokens[: at - 1] if tokens[at - 1] == "," else tokens[:at]
                return any(
                    _about(frame, last)
                    for frame in self._followups.fragments.frames(self._followups.fragments.said(right))
                )
        return False

    def _instead(self, tokens: tuple[str, ...], context: Context, *, things: bool) -> Plan | None:
        said = self._followups.fragments.said(tokens)
        frames = self._followups.fragments.frames(said)
        # 我说的是左后: a place first of all, though 后 may also be a way
        named = "which" in said.marks or only_name(frames if self._english else frames[:1])
        # "No, one" after a level is level one, not one step; "cool it" names what was switched off.
        for frame in sorted(frames, key=lambda f: (not (f.things and f.pronoun), f.steps is not None)):
            if frame.things and not things:
                continue
            if at_a_seat(frame) and not says_what(frame):
                frame = replace(frame, things=())
            if "other" in said.marks:
                frame = replace(frame, zone="other")
            frame = aimed(frame)
            if not frame.things and says_what(frame):
                steps = changed(frame, said, context, bound=True)
                found = steps if isinstance(steps, Plan) else plan_of(steps)
            else:
                found = plan_of(_other(frame, context)) if named else None
            if frame.things and frame.pronoun:
                found = plan_of(switched_on(frame, context))
            if found is not None and found.steps and found.steps != tuple(context.last):
                kept = says_what(frame) and (_is_part(found.steps, context) or _beside(found.steps, context))
                return replace(found, corrects=not kept)
        return None


def _beside(steps: Sequence[Step], context: Context) -> bool:
    """ "Not that green, darker": the lamp keeps its colour."""
    names = {last.action for last in context.last}
    return all("steps" in step.slots and step.action not in names for step in steps)


def _is_part(steps: Sequence[Step], context: Context) -> bool:
    """Whether they are about some of the places only: the others stay as they are."""
    last = context.last[-1]
    control = CONTROLS.get(last.action)
    if control is None or any(step.action != last.action for step in steps):
        return False
    places = {seat for step in steps for seat in control.seats(step.slots, context.seat)}
    return places < set(control.seats(last.slots, context.seat))


def _names_thing(frames: Sequence[Frame]) -> bool:
    return any(frame.things for frame in frames) and only_name(frames)


def _other(frame: Frame, context: Context) -> list[Step]:
    """The last steps with another thing, or at another place."""
    if says_what(frame):
        return []
    if frame.things:
        return also(frame, context, there=True)
    if frame.zone in (None, "i"):
        return []
    return [step for last in context.last if (step := elsewhere(frame, last, context)) is not None]


def _about(frame: Frame, last: Sequence[Step]) -> bool:
    """Whether the words name the thing or the place of a step, or the number it set, and no more."""
    if frame.has_verb or frame.weak:
        return False
    for step in last:
        thing = not frame.things or control_of(step) in frame.controls()
        zone = "own" if frame.zone == "me" else frame.zone
        before = step.slots.get("zone", "own")
        place = zone in (None, before, end_of(control_of(step)))
        place = place or (isinstance(zone, str) and in_row(zone, before) == before)
        said = {tag.value[1] for tag in frame.choices} | ({frame.number} - {None})
        value = not said or said == {step.slots.get("value")}
        if thing and place and value and (frame.things or frame.zone or said):
            return True
    return False


def _only_names(frame: Frame) -> bool:
    return bool(frame.things or frame.zone) and not (says_what(frame) or frame.weak)


def _alike(steps: Sequence[Step], last: Sequence[Step]) -> bool:
    """Whether one command takes the place of another: the same action, or the same done to another thing."""
    if len(steps) != 1 or len(last) != 1:
        return False
    one, other = steps[0], last[0]
    return one.action == other.action or (
        one.slots.get("value") == other.slots.get("value") is not None
        and one.action.partition(".")[0] == other.action.partition(".")[0]
    )

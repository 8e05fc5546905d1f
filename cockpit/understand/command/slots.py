"""A frame's verbs and choices → the slots of something that is switched or chosen."""

from typing import Any

from cockpit.actions.control import Choice, Control, Level, Switch
from cockpit.understand.command.frame import Frame

Slots = dict[str, Any]
ALWAYS = {"up": 1, "down": -1, "more": 1, "less": -1}
_WITH_A_CHOICE = {"on", "open", "play", "aim"}
ALONE = {"drive.mode", "media.source", "screen.mode", "drive.charging"}
"""Whose choices need no thing beside them: "switch to sport", but "the air to my feet"."""
MISSING = "missing"


def switch_slots(control: Control, frame: Frame, words: list[str]) -> Slots | None:
    if frame.number is not None or frame.percent is not None or frame.choices:
        return None
    if frame.steps is not None and any(not verb.controls for verb in frame.verbs):
        return None
    if not words:
        return bare(control, frame)
    values = {control.verbs.get(word) for word in words}
    return {"value": values.pop()} if len(values) == 1 and None not in values else None


def bare(control: Control, frame: Frame) -> Slots | None:
    """A thing without a verb: "headlights" switches them on; what opens says nothing."""
    if frame.weak and frame.things and not frame.pronoun and isinstance(control.value, Level | Choice):
        return {MISSING: True}
    if frame.weak or frame.pronoun or "on" not in control.verbs or frame.complaint or frame.be:
        return None
    if not frame.please or (frame.steps is not None and isinstance(control.value, Switch)):
        return None  # "please cool the back a bit" switches nothing on
    return {"value": control.verbs["on"]}


def choice_slots(control: Control, choice: Choice, frame: Frame, words: list[str]) -> Slots | None:
    if frame.unit == "notch" and choice.order and words and set(words) <= set(ALWAYS) and not frame.to:
        return {"steps": ALWAYS[words[0]] * int(frame.number or 1)}
    if frame.number is not None:
        return None if frame.choices else _stage(choice, frame.number, frame.unit, words)
    if frame.percent is not None:
        return None
    said = [tag.value[1] for tag in frame.choices if tag.value[0] == control.action]
    if frame.choices and (not said or frame.steps is not None):
        return None
    # "Wipe slowly": the verb names the thing.
    named = frame.things or any(verb.controls and not verb.needs_thing for verb in frame.verbs)
    if said and not named and (control.action not in ALONE or not (words or frame.weak or frame.please)):
        return None
    if said:
        if set(words) <= _WITH_A_CHOICE:
            return {"value": said[0]}
        ends = {control.verbs.get(word) for word in words}
        return {"value": ends.pop()} if len(ends) == 1 and None not in ends else None
    ends = {control.verbs[word] for word in words if word in control.verbs}
    if ends and (frame.steps is None or choice.order):  # "cut the music a bit" is no end of it
        whole = all(word in control.verbs or word in ("up", "down") for word in words)
        return {"value": ends.pop()} if len(ends) == 1 and whole else None
    if words and choice.order and set(words) <= set(ALWAYS):
        if frame.full:  # "wipers all the way up"
            return {"value": choice.order[-1] if ALWAYS[words[0]] > 0 else control.verbs.get("min")}
        return {"steps": ALWAYS[words[0]] * int(frame.steps or 1)}
    return bare(control, frame) if not words else None


def _stage(choice: Choice, number: float, unit: str | None, words: list[str]) -> Slots | None:
    """ "Wipers to level two": the last three of an order are the stages one to three."""
    stages = choice.order[-3:]
    if unit in (None, "level", "notch") and not set(words) - {"on"} and number in (1, 2, 3) and stages:
        return {"value": stages[int(number) - 1]}
    return None

"""How a thing stands, as words say it: "the rear window is open", "it is on", "座椅加热开着"."""

from dataclasses import replace
from typing import Literal

from cockpit.actions.control import Choice, Control, Level
from cockpit.actions.registry import CONTROLS
from cockpit.plan import Check, Step
from cockpit.understand.command.frame import Frame
from cockpit.understand.words.tag import Thing

_RESTING = {"close", "off", "lock", "fold"}
"""Of several things all must rest to be at rest, one that is open is enough."""


def state(frame: Frame, meant: Step | None) -> Check | None:
    """ "The rear window is open", "it is on"."""
    if not frame.things:
        control = None if meant is None else CONTROLS.get(meant.action)
        if control is None or meant is None or not (frame.pronoun or frame.be or frame.verbs):
            return None
        frame = replace(frame, things=(Thing("", "", {control.action: ()}),))
        question = asked_of(frame)
        if question is not None and "zone" in meant.slots and "zone" not in question.slots:
            question = replace(question, slots={**question.slots, "zone": meant.slots["zone"]})
    else:
        question = asked_of(frame)
    words = {verb.value for verb in frame.verbs}
    if question is None or frame.number is not None or frame.percent is not None or frame.steps is not None:
        return None
    control = CONTROLS[question.slots["control"]]
    if frame.choices:
        chosen = [tag.value[1] for tag in frame.choices if tag.value[0] == control.action]
        return Check(question, "equals", chosen[0]) if chosen and not words else None
    return _as_said(control, question, words.pop()) if len(words) == 1 else None


def _as_said(control: Control, question: Step, word: str) -> Check | None:
    """The readings for which the word is true of the control."""
    value, every = control.value, word in _RESTING
    end = control.verbs.get(word)
    if isinstance(value, Level) and value.opens is not None:
        if end is None:
            return None
        closed = value.low if value.opens == value.high else value.high
        test: Literal["equals", "differs"] = "equals" if end == closed else "differs"
        return Check(question, test, int(closed), every=end == closed)
    if isinstance(value, Level):
        if word not in ("on", "off"):
            return None
        return Check(question, "above", 0, negated=word == "off", sign=value.sign)
    if isinstance(value, Choice) and word == "on" and end is None:
        off = control.verbs.get("off")
        return None if off is None else Check(question, "differs", off)
    return None if end is None else Check(question, "equals", end, every=every)


def asked_of(frame: Frame) -> Step | None:
    """The question of how the one thing stands that is named."""
    if not frame.things:
        return None
    words = {verb.value for verb in frame.verbs}
    controls = [
        name
        for name in frame.controls()
        if name in CONTROLS
        and (frame.allows(name, "state") or any(frame.allows(name, word) for word in words))
    ]
    fitting = [name for name in controls if words & {*CONTROLS[name].verbs, *CONTROLS[name].moves}]
    named = next(iter(fitting or controls), None)
    if named is None:
        return None
    slots: dict[str, object] = {"control": named}
    if frame.zone not in (None, "me", "i"):
        slots["zone"] = frame.zone if isinstance(frame.zone, str) else list(frame.zone)
    elif frame.many:
        slots["zone"] = "all"
    return Step("vehicle.state", slots)

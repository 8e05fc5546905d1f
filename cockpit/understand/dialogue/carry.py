"""What a sentence leaves out, from the step before it: its control, its value, its place.

Each function makes a step out of the words now and the step then, and None (or nothing) where they do
not go together.
"""

from dataclasses import replace
from typing import Any

from cockpit.actions.control import Choice, Control, Level
from cockpit.actions.registry import CONTROLS
from cockpit.plan import Step
from cockpit.understand.command.frame import Frame
from cockpit.understand.command.resolve import steps_of
from cockpit.understand.command.slots import MISSING
from cockpit.understand.context import Context
from cockpit.understand.dialogue.elsewhere import control_of, exists, moved, place_in, twin
from cockpit.understand.words.tag import Tag, Thing

_LEVEL_OF = {
    "media.action": ["media.volume"],
    "media.source": ["media.volume"],
    "screen.mode": ["screen.brightness"],
}
_SEAT_AIR = ("seats.heating", "seats.ventilation")


def nudged(kind: str, count: int, context: Context) -> list[Step]:
    """The latest step that has steps of its own, moved on; a lamp that was switched on gets brighter."""
    for step in reversed(context.last):
        for control in with_siblings(step):
            if isinstance(control.value, Level) or (
                isinstance(control.value, Choice) and control.value.order
            ):
                sign = _sign(kind, control, step, context)
                return [Step(control.action, place_in(step) | {"steps": sign * count})]
    return []


def _sign(kind: str, control: Control, step: Step, context: Context) -> int:
    way = _way(step, control, context)
    if kind == "up":
        return _towards_open(control)
    if kind == "less":
        opens = isinstance(control.value, Level) and control.value.opens is not None
        return -way if opens else -1
    return way if kind == "further" else -way


def _way(step: Step, control: Control, context: Context) -> int:
    """Which way the step went: a relative one as it says, an opening one as it moved, others up."""
    by = step.slots.get("steps", step.slots.get("change", 0))
    if by:
        return 1 if by > 0 else -1
    if not isinstance(control.value, Level) or control.value.opens is None:
        return 1
    return context.ways.get(step.action, _towards_open(control))


def _towards_open(control: Control) -> int:
    """The way up; for what opens and closes the way open."""
    value = control.value
    return -1 if isinstance(value, Level) and value.opens == value.low else 1


def fitted(frame: Frame, last: Step, context: Context) -> Step | None:
    """The words as a command to the control of `last`, or to one beside it (a lamp's colour)."""
    if any(_unclear(verb.value, last) for verb in frame.verbs):
        return None
    for control in (*with_siblings(last), *_else_done(frame, last)):
        other = twin(control, frame.zone)
        if other is not None:
            control, frame = CONTROLS[other], replace(frame, zone=None)
        limited = _limited(frame, control.action)
        if limited is None:
            continue
        limited = replace(_steered(limited, control, last, context), things=(_thing(control),), zone=None)
        steps = steps_of(limited)
        if steps is None or MISSING in steps[0].slots:
            continue
        slots = _by(last, control, {key: value for key, value in steps[0].slots.items() if key != "zone"})
        here = frame.zone is None or (frame.zone == "i" and frame.pronoun)  # "I want them closed"
        place = place_in(last) if here else moved(frame.zone, last, context)
        if place is not None and exists(control, place, context):
            return Step(control.action, slots | place)
    return None


def _else_done(frame: Frame, last: Step) -> list[Control]:
    """What else is done to the same thing: "heat it" behind "cool my seat", "turn it up" behind a song."""
    words = {verb.value for verb in frame.verbs}
    if words and words <= {"heat", "cool"} and last.action in _SEAT_AIR:
        return [CONTROLS[name] for name in _SEAT_AIR if name != last.action]
    if words in ({"up"}, {"down"}):
        return [CONTROLS[name] for name in _LEVEL_OF.get(last.action, ())]
    return []


def _by(last: Step, control: Control, slots: dict[str, Any]) -> dict[str, Any]:
    """ "Two is enough" after "three degrees warmer": by two, not to two."""
    value, level = slots.get("value"), control.value
    change = last.slots.get("change", last.slots.get("steps"))
    if not change or not isinstance(level, Level) or value is None or not 0 <= value < level.low:
        return slots
    return {"change": value if change > 0 else -value}


def _unclear(word: str, last: Step) -> bool:
    """开 of a lock is to open it: what both "on" and "open" say, but not the same, is not to be done."""
    verbs = CONTROLS[last.action].verbs if last.action in CONTROLS else {}
    return word == "on" and "open" in verbs and verbs["open"] != verbs.get("on")


def _limited(frame: Frame, name: str) -> Frame | None:
    """The frame with its verbs meant for the action, None where one belongs to others only."""
    tags = (*frame.verbs, *frame.choices)
    if any(tag.controls and name not in tag.controls for tag in tags):
        return None
    verbs = tuple(replace(tag, controls=()) if tag.controls else tag for tag in frame.verbs)
    return replace(frame, verbs=verbs, pronoun=False, too=False)


def _steered(frame: Frame, control: Control, last: Step, context: Context) -> Frame:
    """ "Two notches", "a bit", "another 10 percent" without a verb: in the direction of the last step."""
    further = [verb.value for verb in frame.verbs] == ["more"] and frame.number is not None  # "two more"
    by = frame.steps is not None or (frame.by and not frame.choices) or frame.unit == "notch" or further
    if (frame.has_verb and not further) or not by or frame.to:
        return frame
    word = "more" if _way(last, control, context) > 0 else "less"
    return replace(frame, verbs=(Tag("verb", word),))


def _thing(control: Control) -> Thing:
    """A name that stands for the control with any word."""
    return Thing(control.action, control.action, {control.action: ()})


def says_so(frame: Frame, step: Step) -> bool:
    """Whether the verbs, if any, do what the step does."""
    control = CONTROLS.get(step.action)
    if control is None:
        return not frame.verbs
    verbs, value = control.verbs, step.slots.get("value")
    off = value in (verbs.get("off"), verbs.get("close"))
    return all(
        verbs.get(verb.value) == value or (verb.value in ("on", "open") and verb.value in verbs and not off)
        for verb in frame.verbs
    )


def with_siblings(step: Step) -> list[Control]:
    """The step's control, then those of the same thing: of a lamp its brightness and its colour."""
    name = control_of(step)
    if name not in CONTROLS:
        return []
    base = name.partition("_")[0]
    beside = [c for other, c in CONTROLS.items() if other.partition("_")[0] == base and other != name]
    if name in ("climate.ac", "climate.power"):
        beside = [CONTROLS["climate.temperature"]]  # "turn on the ac, set it to 20"
    elif name == "media.source":
        beside = [CONTROLS["media.action"]]  # "radio on", "turn it off"
    elif not base.startswith(("lights.", "drive.mirror")):
        beside = []
    return [CONTROLS[name], *beside]

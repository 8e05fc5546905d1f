"""What was done last, done to another thing: "and the sunroof too", "heat it" after it was cooled."""

from collections.abc import Mapping
from typing import Any

from cockpit.actions.control import Control, Level, Switch
from cockpit.actions.registry import CONTROLS
from cockpit.plan import Step
from cockpit.understand.command.frame import Frame
from cockpit.understand.context import Context
from cockpit.understand.dialogue.elsewhere import control_of, exists, moved, place_in

_NEVER_CARRIED_TO = ("parked", "parked-confirm")
"""What opens, locks or honks is never done for a name alone: it has to be said."""
_SAME = (
    {"media.volume", "navigation.volume"},
    {"screen.brightness", "lights.ambient_brightness", "lights.reading_brightness"},
)
"""Levels of different things that are of one kind."""
_ENDS = ("max", "min")
"""The highest of one thing may be a plain number of another."""


def also(frame: Frame, context: Context, *, there: bool = False) -> list[Step]:
    """ "And the sunroof too": the same with another thing, as far as it can be done with that.

    `there`: where the last step was ("I meant the window" behind a door).
    """
    last = context.last[-1]
    name = control_of(last)
    if name not in CONTROLS:
        return []
    place: dict[str, Any] = {}
    if frame.zone is not None or frame.many:
        place = moved(frame.zone or "all", last, context) or {}
    for other in frame.controls():
        control = CONTROLS.get(other)
        if control is None or not exists(control, place, context):
            continue
        if there and not place and exists(control, place_in(last), context):
            place = place_in(last)
        if last.action == "vehicle.state":
            return [Step(last.action, {"control": other} | place)]
        if control.risk in _NEVER_CARRIED_TO and other != name and not _lids(CONTROLS[name], control):
            continue
        slots = _translated(last.slots, CONTROLS[name], control, frame)
        if slots is not None:
            return [Step(other, slots | place)]
    return []


def _lids(one: Control, other: Control) -> bool:
    """The hood, the trunk and the charge port: what was said of the one is as much as the other needs."""
    lids = all(control.verbs.get("open") is True for control in (one, other))  # folded mirrors are none
    return lids and one.risk == other.risk == "parked"


def switched_on(frame: Frame, context: Context) -> list[Step]:
    """ "Heat it", "charge it" after their opposite: the name of the last thing, said as a verb."""
    last = context.last[-1]
    control = CONTROLS.get(last.action)
    if control is None or control.action not in frame.controls() or "on" not in control.verbs:
        return []
    if frame.has_verb or frame.weak or frame.has_value or frame.zone is not None or frame.be:
        return []
    return [Step(control.action, {"value": control.verbs["on"]} | place_in(last))]


def _translated(
    slots: Mapping[str, Any], before: Control, control: Control, frame: Frame
) -> dict[str, Any] | None:
    """The slots of a step of `before` for `control`: by the word that both know, else by the number.

    Between things that are unlike, of two areas, only being on or off goes over: 80 of the volume is no
    80 % of the sunroof.
    """
    if control is before:
        return {key: value for key, value in slots.items() if key != "zone"}
    areas = {each.action.partition(".")[0] for each in (before, control)}
    alike = len(areas) == 1 or _lids(before, control)
    carried = before.action == "doors.open" or before.risk not in _NEVER_CARRIED_TO
    kind = any({before.action, control.action} <= same for same in _SAME)
    if not alike and not kind and not (carried and isinstance(before.value, Switch)):
        return None
    if "steps" in slots:
        return {"steps": slots["steps"]} if isinstance(control.value, Level) else None
    if "value" not in slots:
        return None
    value = slots["value"]
    for word, meant in before.verbs.items():
        if not alike and word not in ("on", "off") and before.action != "doors.open":
            continue  # what lets no air in is no window to close
        known = word not in _ENDS and word in control.verbs and frame.allows(control.action, word)
        if known and meant == value and type(meant) is type(value):
            return {"value": control.verbs[word]}
    one, other = before.value, control.value
    if isinstance(one, Level) and isinstance(other, Level) and one.unit == other.unit:
        return {"value": value}
    free = not any(thing.controls[control.action] for thing in frame.things)  # of a window only to defrost it
    if alike and free and isinstance(one, Switch) and isinstance(other, Switch):
        return {"value": value}
    return None

"""The last step at another place: "the passenger's too", "the rear one"."""

from collections.abc import Mapping, Sequence
from typing import Any

from cockpit.actions.control import Control, Level
from cockpit.actions.registry import CONTROLS
from cockpit.actions.zones import SEATS, ZONES
from cockpit.plan import Step
from cockpit.understand.command.frame import Frame
from cockpit.understand.command.places import in_row
from cockpit.understand.context import Context

_OTHER = {
    "driver": "passenger",
    "passenger": "driver",
    "rear_left": "rear_right",
    "rear_right": "rear_left",
    "front": "rear",
    "rear": "front",
    "left": "right",
    "right": "left",
}
_BEHIND = {
    "lights.fog": "lights.rear_fog",
    "drive.wipers": "drive.rear_wiper",
    "drive.washer": "drive.rear_washer",
    "doors.frunk": "doors.trunk",
}
_PAIRS = {"rear": _BEHIND, "front": {behind: before for before, behind in _BEHIND.items()}}
"""What the same thing is called at the back, and at the front."""
_ZONE_OF = {seats[0]: zone for zone, seats in ZONES.items() if len(seats) == 1}


def control_of(step: Step) -> str:
    return str(step.slots["control"]) if step.action == "vehicle.state" else step.action


def place_in(step: Step) -> dict[str, Any]:
    return {"zone": step.slots["zone"]} if "zone" in step.slots else {}


def elsewhere(frame: Frame, last: Step, context: Context, *, same: bool = False) -> Step | None:
    """The last step (or question) at the place that is said.

    `same`: the same value is meant, also where the last step only went a bit further.
    """
    if same and last.action in context.values and "value" not in last.slots:
        last = Step(last.action, place_in(last) | {"value": context.values[last.action]})
    control = CONTROLS.get(control_of(last))
    if control is not None and (other := twin(control, frame.zone)) is not None:
        named = {"control": other} if last.action == "vehicle.state" else {}
        return Step(last.action if named else other, {**last.slots, **named})
    if frame.zone is not None and frame.zone == end_of(control_of(last)):
        return last
    place = moved(frame.zone, last, context) if control is not None else None
    if control is None or not place or not exists(control, place, context):
        return None
    if "value" not in last.slots:  # "me too" does not make it warmer twice, nor does "everyone's"
        done = control.seats(last.slots, context.seat)
        left = [seat for seat in control.seats(place, context.seat) if seat not in done]
        if not left:
            return None
        place = place if set(left) == set(control.seats(place, context.seat)) else {"zone": names_of(left)}
    return Step(last.action, {**last.slots, **place})


def opens(step: Step) -> bool:
    """Whether it is about what opens: one feels the wind through it."""
    control = CONTROLS.get(step.action)
    return control is not None and isinstance(control.value, Level) and control.value.opens is not None


def closes(step: Step) -> bool:
    """Whether it is about what may be opened and closed, and is not only on or off."""
    control = CONTROLS.get(control_of(step))
    return control is None or ("close" in control.verbs and "off" not in control.verbs)


def names_of(seats: Sequence[str]) -> list[str]:
    """The zone of each seat, in the order of SEATS."""
    return [_ZONE_OF[seat] for seat in SEATS if seat in seats]


def end_of(name: str) -> str | None:
    """At which end of the car a thing is that has its like at the other."""
    return next((end for end, pairs in _PAIRS.items() if name in pairs.values()), None)


def twin(control: Control, zone: Any) -> str | None:
    """The rear defroster for the front one: another control instead of another place."""
    if "" not in control.paths or zone not in ("front", "rear"):
        return None
    if control.action in _PAIRS[zone]:
        return _PAIRS[zone][control.action]
    area, _, name = control.action.partition(".")
    bare = name.removeprefix("rear_").removeprefix("front_")
    return next(
        (name for name in (f"{area}.{zone}_{bare}", f"{area}.{bare}") if _is_twin(control, name)), None
    )


def _is_twin(control: Control, name: str) -> bool:
    return name != control.action and name in CONTROLS and "" in CONTROLS[name].paths


def moved(zone: Any, last: Step, context: Context) -> dict[str, Any] | None:
    """The zone slot for the place that is said; "other" is the opposite of the last step's."""
    if zone == "other":
        before = last.slots.get("zone", "own")
        before = _ZONE_OF[context.seat] if before == "own" else before
        return {"zone": _OTHER[before]} if isinstance(before, str) and before in _OTHER else None
    if zone in ("me", "i"):
        return {"zone": "own"}
    if zone == "there":  # where it was done, or on the other side from here
        return {"zone": "beside" if last.slots.get("zone", "own") == "own" else last.slots["zone"]}
    return {"zone": in_row(zone, last.slots.get("zone")) if isinstance(zone, str) else list(zone)}


def exists(control: Control, place: Mapping[str, Any], context: Context) -> bool:
    return not place or ("" not in control.paths and bool(control.seats(place, context.seat)))

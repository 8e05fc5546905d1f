"""What a sentence leaves out, from the step before it: its control, its value, its place.

Each function makes a step out of the words now and the step then, and None (or nothing) where they do
not go together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from cockpit.actions.control import Choice, Control, Level, Switch
from cockpit.actions.registry import CONTROLS
from cockpit.actions.zones import SEATS, ZONES
from cockpit.plan import Step
from cockpit.understand.context import Context
from cockpit.understand.frame import Frame
from cockpit.understand.lexicon import Tag, Thing
from cockpit.understand.places import in_row
from cockpit.understand.resolve import steps_of
from cockpit.understand.slots import MISSING

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
_NEVER_CARRIED_TO = ("parked", "parked-confirm")
"""What opens, locks or honks is never done for a name alone: it has to be said."""
_ENDS = ("max", "min")
"""The highest of one thing may be a plain number of another."""
_ZONE_OF = {seats[0]: zone for zone, seats in ZONES.items() if len(seats) == 1}

# A nudge: "a bit more", "not that much"


def nudged(kind: str, count: int, context: Context) -> list[Step]:
    """The latest step that has steps of its own, moved on; a lamp that was switched on gets brighter."""
    for step in reversed(context.last):
        for control in with_siblings(step):
            if isinstance(control.value, Level) or (
                isinstance(control.value, Choice) and control.value.order
            ):
                sign = _sign(kind, control, step, context)
                return [Step(control.action, _place(step) | {"steps": sign * count})]
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
    for control in with_siblings(last):
        twin = _twin(control, frame.zone)
        if twin is not None:
            control, frame = CONTROLS[twin], replace(frame, zone=None)
        limited = _limited(frame, control.action)
        if limited is None:
            continue
        limited = replace(_steered(limited, control, last, context), things=(_thing(control),), zone=None)
        steps = steps_of(limited)
        if steps is None or MISSING in steps[0].slots:
            continue
        slots = _by(last, control, {key: value for key, value in steps[0].slots.items() if key != "zone"})
        place = _place(last) if frame.zone is None else _moved(frame.zone, last, context)
        if place is not None and _exists(control, place, context):
            return Step(control.action, slots | place)
    return None


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
    by = frame.steps is not None or (frame.by and not frame.choices) or frame.unit == "notch"
    if frame.has_verb or not by or frame.to:
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
    elif not base.startswith(("lights.", "drive.mirror")):
        beside = []
    return [CONTROLS[name], *beside]


def control_of(step: Step) -> str:
    return str(step.slots["control"]) if step.action == "vehicle.state" else step.action


# Where


def _place(step: Step) -> dict[str, Any]:
    return {"zone": step.slots["zone"]} if "zone" in step.slots else {}


def elsewhere(frame: Frame, last: Step, context: Context, *, same: bool = False) -> Step | None:
    """The last step (or question) at the place that is said.

    `same`: the same value is meant, also where the last step only went a bit further.
    """
    if same and last.action in context.values and "value" not in last.slots:
        last = Step(last.action, _place(last) | {"value": context.values[last.action]})
    control = CONTROLS.get(control_of(last))
    if control is not None and (twin := _twin(control, frame.zone)) is not None:
        named = {"control": twin} if last.action == "vehicle.state" else {}
        return Step(last.action if named else twin, {**last.slots, **named})
    if frame.zone is not None and frame.zone == end_of(control_of(last)):
        return last
    place = _moved(frame.zone, last, context) if control is not None else None
    if control is None or not place or not _exists(control, place, context):
        return None
    if "value" not in last.slots:  # "me too" does not make it warmer twice, nor does "everyone's"
        done = control.seats(last.slots, context.seat)
        left = [seat for seat in control.seats(place, context.seat) if seat not in done]
        if not left:
            return None
        place = place if set(left) == set(control.seats(place, context.seat)) else {"zone": names_of(left)}
    return Step(last.action, {**last.slots, **place})


def names_of(seats: Sequence[str]) -> list[str]:
    """The zone of each seat, in the order of SEATS."""
    return [_ZONE_OF[seat] for seat in SEATS if seat in seats]


def end_of(name: str) -> str | None:
    """At which end of the car a thing is that has its like at the other."""
    return next((end for end, pairs in _PAIRS.items() if name in pairs.values()), None)


def _twin(control: Control, zone: Any) -> str | None:
    """The rear defroster for the front one: another control instead of another place."""
    if "" not in control.paths or zone not in ("front", "rear"):
        return None
    if control.action in _PAIRS[zone]:
        return _PAIRS[zone][control.action]
    area, _, name = control.action.partition(".")
    bare = name.removeprefix("rear_").removeprefix("front_")
    return next(
        (twin for twin in (f"{area}.{zone}_{bare}", f"{area}.{bare}") if _is_twin(control, twin)), None
    )


def _is_twin(control: Control, name: str) -> bool:
    return name != control.action and name in CONTROLS and "" in CONTROLS[name].paths


def _moved(zone: Any, last: Step, context: Context) -> dict[str, Any] | None:
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


def _exists(control: Control, place: Mapping[str, Any], context: Context) -> bool:
    return not place or ("" not in control.paths and bool(control.seats(place, context.seat)))


# Another thing


def also(frame: Frame, context: Context) -> list[Step]:
    """ "And the sunroof too": the same with another thing, as far as it can be done with that."""
    last = context.last[-1]
    name = control_of(last)
    if name not in CONTROLS:
        return []
    place: dict[str, Any] = {}
    if frame.zone is not None or frame.many:
        place = _moved(frame.zone or "all", last, context) or {}
    for other in frame.controls():
        control = CONTROLS.get(other)
        if control is None or not _exists(control, place, context):
            continue
        if last.action == "vehicle.state":
            return [Step(last.action, {"control": other} | place)]
        if control.risk in _NEVER_CARRIED_TO and other != name and not _lids(CONTROLS[name], control):
            continue
        slots = _translated(last.slots, CONTROLS[name], control, frame)
        if slots is not None:
            return [Step(other, slots | place)]
    return []


def _lids(one: Control, other: Control) -> bool:
    """The hood and the trunk: what was said of the one is as much as the other needs."""
    areas = {control.action.partition(".")[0] for control in (one, other)}
    return len(areas) == 1 and one.risk == other.risk == "parked"


def switched_on(frame: Frame, context: Context) -> list[Step]:
    """ "Heat it", "charge it" after their opposite: the name of the last thing, said as a verb."""
    last = context.last[-1]
    control = CONTROLS.get(last.action)
    if control is None or control.action not in frame.controls() or "on" not in control.verbs:
        return []
    if frame.has_verb or frame.weak or frame.has_value or frame.zone is not None or frame.be:
        return []
    return [Step(control.action, {"value": control.verbs["on"]} | _place(last))]


def _translated(
    slots: Mapping[str, Any], before: Control, control: Control, frame: Frame
) -> dict[str, Any] | None:
    """The slots of a step of `before` for `control`: by the word that both know, else by the number.

    Between things that are unlike, of two areas, only being on or off goes over: 80 of the volume is no
    80 % of the sunroof.
    """
    if control is before:
        return {key: value for key, value in slots.items() if key != "zone"}
    alike = before.action.partition(".")[0] == control.action.partition(".")[0]
    if not alike and (before.risk in _NEVER_CARRIED_TO or not isinstance(before.value, Switch)):
        return None
    if "steps" in slots:
        return {"steps": slots["steps"]} if isinstance(control.value, Level) else None
    if "value" not in slots:
        return None
    value = slots["value"]
    for word, meant in before.verbs.items():
        if not alike and word not in ("on", "off"):
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

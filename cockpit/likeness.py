"""Steps whose value or place the car's readings tell: "the same as the passenger's", "the occupied seats"."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from cockpit.actions.control import Choice, Control, Level
from cockpit.actions.registry import CONTROLS
from cockpit.actions.zones import ZONES, Seat, per_seat
from cockpit.plan import Remark, Step
from vehicle.signal import Value

Latest = Callable[[str], Value | None]
"""A path's reading, None where it is unknown or stale."""
OCCUPIED = "occupied"
"""The zone of the seats that somebody sits on."""
_OCCUPANCY = per_seat("Vehicle.Cabin.Seat.{side}.OccupancyStatus")


def settled(steps: Sequence[Step], speaker: Seat, latest: Latest) -> tuple[Step, ...] | Remark:
    """The steps with plain values and places, or why there are none: what cannot be seen is not copied.

    A slot `like` (`control` and perhaps `zone`) names what the value is taken from; what an earlier step
    of the same sentence sets counts as set.
    """
    if not any("like" in step.slots or step.slots.get("zone") == OCCUPIED for step in steps):
        return tuple(steps)
    targets: dict[str, Value] = {}

    def now(path: str) -> Value | None:
        return targets[path] if path in targets else latest(path)

    plain: list[Step] = []
    for step in steps:
        found = _settled(step, speaker, now)
        if isinstance(found, Remark):
            return found
        plain.append(found)
        control = CONTROLS.get(found.action)
        commands = control.commands(found.slots, speaker, now) if control is not None else ()
        targets |= {} if isinstance(commands, Remark) else {each.path: each.target for each in commands}
    return tuple(plain)


def _settled(step: Step, speaker: Seat, now: Latest) -> Step | Remark:
    slots = dict(step.slots)
    if slots.get("zone") == OCCUPIED:
        seats = _occupied(now)
        if not seats:
            return Remark("no_reading")
        slots["zone"] = seats[0] if len(seats) == 1 else seats
    if (like := slots.pop("like", None)) is not None:
        source = CONTROLS[like["control"]]
        readings = {now(source.paths[seat]) for seat in source.seats(like, speaker)}
        if None in readings or not readings:
            return Remark("no_reading")
        if len(readings) > 1:
            return Remark("not_alike")
        value = copied(CONTROLS[step.action], source, next(iter(readings)))
        if value is None:
            return Remark("not_alike")
        slots["value"] = value
    return replace(step, slots=slots)


def copied(control: Control, source: Control, reading: Value | None) -> Value | None:
    """The `value` that makes `control` stand as `source` does, where they are `alike`; None for no such."""
    level, other = control.value, source.value
    if reading is None or not (isinstance(level, Level) and isinstance(other, Level)):
        return reading
    if isinstance(reading, str) or reading in other.extra:
        return None
    number = max(other.low, float(reading) * other.sign)
    if other.opens is not None and (other.opens == other.high) != (level.opens == level.high):
        number = level.high - (number - other.low)  # open is 100 here and 0 there
    return int(number) if number == int(number) else number


def alike(control: Control, source: Control) -> bool:
    """Whether one can stand as the other does: counted in the same unit, or chosen from the same."""
    one, other = control.value, source.value
    if isinstance(one, Level) and isinstance(other, Level):
        return one.unit == other.unit and (one.opens is None) == (other.opens is None)
    return control is source or (one == other and isinstance(one, Choice))


def _occupied(now: Latest) -> list[str]:
    """The names of the places where somebody sits, as far as anybody can tell."""
    taken = [seat for seat, path in _OCCUPANCY.items() if now(path) == "OCCUPIED"]
    return [name for name, seats in ZONES.items() if len(seats) == 1 and seats[0] in taken]

"""A control: one thing in the car that can be set, and how its slots become absolute targets.

A control is declared once, in the module of its area of life. The grammar, the model's schema,
the documentation and the window's touch controls are made from the declaration.

Slots of every control's step (all optional but where noted):
  value   what to set: a number in the control's unit, a bool, or one of the choices
  change  instead of value: signed number in the control's unit ("warmer by two")
  steps   instead of value: signed number of the control's own steps ("a bit" 1, "a lot" 2)
  zone    a name of zones.ZONES or "own", or a list of them; absent: the control's default
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

from cockpit.actions.zones import Seat, seats_of
from cockpit.plan import Remark
from vehicle.signal import Command, Value


class Risk(StrEnum):
    """The class that policy.py judges by."""

    COMFORT = "comfort"  # always, from every seat
    OWN_PLACE = "own-place"  # always; from row 2 only at one's own place
    BODY = "body"  # always; not from row 2
    PARKED = "parked"  # parked only; not from row 2
    PARKED_CONFIRM = "parked-confirm"  # parked only and after a yes; not from row 2
    SLOW = "slow"  # up to 10 km/h; not from row 2


@dataclass(frozen=True, slots=True)
class Level:
    """A number from `low` to `high` in `unit`; said values are rounded to `grain`; "a bit" is `step`."""

    low: float
    high: float
    unit: str
    step: float
    grain: float = 1


@dataclass(frozen=True, slots=True)
class Switch:
    """True or false. `action` may declare another risk for one of them by `Control.risk_of`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of VSS's own names."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """`paths`: VSS path by seat, or one path under "" for a thing of the whole car.
    `also`: paths by seat that a step sets to True as well when they are not (a lamp's switch).
    `default_zone`: "own" or "all", for a step that names no zone.
    """

    action: str
    paths: Mapping[str, str]
    value: Level | Switch | Choice
    risk: Risk
    default_zone: Literal["own", "all"] = "own"
    also: Mapping[str, str] = field(default_factory=dict)
    risk_of: Callable[[Value], Risk] | None = None

    def seats(self, slots: Mapping[str, Any], speaker: Seat) -> tuple[str, ...]:
        """The keys of `paths` that a step means; empty when the control has none there."""
        if "" in self.paths:
            return ("",)
        return tuple(s for s in seats_of(slots.get("zone", self.default_zone), speaker) if s in self.paths)

    def commands(
        self, slots: Mapping[str, Any], speaker: Seat, latest: Callable[[str], Value | None]
    ) -> tuple[Command, ...] | Remark:
        """The absolute commands of a step, or why there are none (a key of reasons.yaml).

        `latest` gives a path's reading, None when unknown: a relative change then has no base.
        """
        seats = self.seats(slots, speaker)
        if not seats:
            return Remark("no_such_place", {"action": self.action})
        commands: list[Command] = []
        for seat in seats:
            path = self.paths[seat]
            target = self._target(slots, path, latest)
            if isinstance(target, Remark):
                return target
            if seat in self.also and latest(self.also[seat]) is not True:
                commands.append(Command(self.also[seat], True, self.action))
            commands.append(Command(path, target, self.action))
        return tuple(commands)

    def _target(
        self, slots: Mapping[str, Any], path: str, latest: Callable[[str], Value | None]
    ) -> Value | Remark:
        if not isinstance(self.value, Level):
            return slots["value"]  # type: ignore[no-any-return]
        level = self.value
        if "value" in slots:
            value = float(slots["value"])
            if not level.low <= value <= level.high:
                return Remark("out_of_range", {"low": level.low, "high": level.high, "unit": level.unit})
        else:
            now = latest(path)
            if now is None:
                return Remark("reading_unknown", {"path": path})
            by = slots["change"] if "change" in slots else slots["steps"] * level.step
            # "Warmer" at 27.5 °C goes to the end of the range: nobody named a value beyond it.
            value = min(level.high, max(level.low, float(now) + float(by)))
        value = round(value / level.grain) * level.grain
        return int(value) if value == int(value) else value

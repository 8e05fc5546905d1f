"""A control: one thing in the car that can be set, and how its slots become absolute targets.

A control is declared once, in the file of its area of life. The grammar, the model's schema,
the documentation and the window's touch controls are made from the declaration.

Slots of every control's step (exactly one of the first three; the zone is optional):
  value   what to set: a number in the control's unit, a bool, or one of the choices
  change  instead of value: signed number in the control's unit ("warmer by two")
  steps   instead of value: signed number of the control's own steps ("a bit" 1, "a lot" 2)
  like    instead of value: whose value it takes, `control` and perhaps `zone` (likeness.py makes it one)
  zone    a name of zones.ZONES, "own", "beside" or "others", or a list of them; absent: the control's default
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
    PLACE_COMFORT = "place-comfort"  # always; from row 2 not at the driver's place
    OWN_PLACE = "own-place"  # always; from row 2 only at one's own place
    BODY = "body"  # always; not from row 2
    PARKED = "parked"  # parked only; not from row 2
    PARKED_IN_DARK = "parked-in-dark"  # in the dark parked only, in daylight always; not from row 2
    PARKED_CONFIRM = "parked-confirm"  # parked only and after a yes; not from row 2
    SLOW = "slow"  # up to 10 km/h; not from row 2
    VIDEO = "video"  # parked only, from every seat
    PLAYING = "playing"  # always, but parked only while what plays has pictures; from every seat


@dataclass(frozen=True, slots=True)
class Level:
    """A number from `low` to `high` in `unit`; said values are rounded to `grain`; "a bit" is `step`.

    `levels`: the stops of a thing that has notches; a step then goes to the next stop.
    `extra`: values outside the range that have a word of their own (a tilted sunroof).
    `sign`: −1 where the path counts the other way (ventilation is negative heating).
    `opens`: the value that people call fully open, for what opens and closes.
    """

    low: float
    high: float
    unit: str
    step: float
    grain: float = 1
    levels: tuple[float, ...] = ()
    extra: tuple[float, ...] = ()
    sign: int = 1
    opens: float | None = None

    def rounded(self, value: float) -> float:
        return round(value / self.grain) * self.grain

    def other_way(self, reading: Value | None) -> Value | None:
        """The reading, where it belongs to the thing that shares the path the other way round (a seat that
        is heated is not ventilated): switching this one off leaves it. None otherwise."""
        if reading is None or isinstance(reading, str) or reading in self.extra:
            return None
        return reading if self.low == 0 and float(reading) * self.sign < 0 else None

    def stepped(self, now: float, steps: float) -> float:
        """`steps` notches from `now`, not beyond the ends: nobody named a value there."""
        if self.levels:
            for _ in range(round(abs(steps))):
                beyond = [v for v in self.levels if (v > now + 0.5 if steps > 0 else v < now - 0.5)]
                now = now if not beyond else min(beyond) if steps > 0 else max(beyond)
            return now
        return min(self.high, max(self.low, now + steps * self.step))


@dataclass(frozen=True, slots=True)
class Switch:
    """True or false."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of VSS's own names. `order`: those that "faster" and "slower" walk along."""

    values: tuple[str, ...]
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Control:
    """`paths`: VSS path by seat, or one path under "" for a thing of the whole car.

    `also`: paths by seat that a step sets to True as well when they are not (a lamp's switch).
    `default_zone`: "own" or "all", for a step that names no zone.
    `verbs`: what the words of language/*/words.yaml do to it: "open" 100, "close" 0, "on" True.
    `moves`: words that go a step, with the step's sign; every Level and ordered Choice has up and down.
    0 is a word that needs another one to say which way ("tilt").
    `risk` is the policy's class; `risk_at` overrides it by seat, `risk_of` for single values.
    """

    action: str
    paths: Mapping[str, str]
    value: Level | Switch | Choice
    risk: Risk
    default_zone: Literal["own", "all"] = "own"
    also: Mapping[str, str] = field(default_factory=dict)
    verbs: Mapping[str, Value] = field(default_factory=dict)
    moves: Mapping[str, int] = field(default_factory=dict)
    risk_at: Mapping[str, Risk] = field(default_factory=dict)
    risk_of: Mapping[Value, Risk] = field(default_factory=dict)

    def risk_for(self, seat: str, value: Value) -> Risk:
        """The policy's class of setting the path of `seat` (a key of `paths`) to `value`."""
        if seat in self.risk_at:
            return self.risk_at[seat]
        return self.risk_of.get(value, self.risk)

    def seat_of(self, path: str) -> str | None:
        """The key of `paths` that `path` stands under, None for another's path."""
        return next((seat for seat, own in self.paths.items() if own == path), None)

    def seats(self, slots: Mapping[str, Any], speaker: Seat) -> tuple[str, ...]:
        """The keys of `paths` that a step means; empty when the control has none there."""
        if "" in self.paths:
            return ("",)
        wanted = seats_of(slots.get("zone", self.default_zone), speaker)
        found = tuple(seat for seat in wanted if seat in self.paths)
        # "the child lock" from the front seat means those there are, not one's own.
        return found if found or "zone" in slots else tuple(self.paths)

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
            target = self.target(slots, path, latest)
            if isinstance(target, Remark):
                return target
            if seat in self.also and latest(self.also[seat]) is not True:
                commands.append(Command(self.also[seat], True, self.action))
            commands.append(Command(path, target, self.action))
        return tuple(commands)

    def target(
        self, slots: Mapping[str, Any], path: str, latest: Callable[[str], Value | None]
    ) -> Value | Remark:
        """What `path` is to become, or why nothing."""
        if isinstance(self.value, Switch):
            return bool(slots["value"])
        if isinstance(self.value, Choice):
            return self._choice(self.value, slots, path, latest)
        return self._level(self.value, slots, path, latest)

    def _choice(
        self,
        choice: Choice,
        slots: Mapping[str, Any],
        path: str,
        latest: Callable[[str], Value | None],
    ) -> Value | Remark:
        if "value" in slots:
            return str(slots["value"])
        now = latest(path)
        if now is None:
            return Remark("reading_unknown", {"path": path})
        # From a mode outside the order ("rain sensor") a step begins at the middle.
        at = choice.order.index(str(now)) if now in choice.order else len(choice.order) // 2
        return choice.order[max(0, min(len(choice.order) - 1, at + int(slots["steps"])))]

    def _level(
        self, level: Level, slots: Mapping[str, Any], path: str, latest: Callable[[str], Value | None]
    ) -> Value | Remark:
        if "value" in slots:
            value = float(slots["value"])
        else:
            reading = latest(path)
            if reading is None:
                return Remark("reading_unknown", {"path": path})
            now = max(level.low, float(reading) * level.sign)
            value = (
                level.stepped(now, float(slots["steps"]))
                if "steps" in slots
                else now + float(slots["change"])
            )
        if not level.low <= value <= level.high and value not in level.extra:
            key = "out_of_levels" if level.levels else "out_of_range"
            ends = {"low": level.low, "high": level.high, "unit": level.unit, "levels": len(level.levels) - 1}
            return Remark(key, ends)
        if value == 0 and (other := level.other_way(latest(path))) is not None:
            return other
        value = level.rounded(value) * level.sign
        return int(value) if value == int(value) else value

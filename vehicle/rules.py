"""What the gate lets through to one path, and when: the `[[allow]]` tables of a car's profile."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from vehicle.errors import ProfileError
from vehicle.motion import Motion
from vehicle.signal import Value

Condition = Literal["always", "slow", "parked"]
ANSWER_S = 2.0
LIMIT_S = 60.0
"""What takes longer than a minute is reported as pending (contract.md)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`condition`: how the car must stand or move; with `target` only for that target, else always;
    with `in_the_dark` only when it is dark outside.
    `low`, `high`: the car's own range, in the signal's unit, within VSS's.
    `answer_s`: how long the gate waits for a reading that comes nearer to the target; `limit_s`: in all.
    `settle_s`: how long the target must stand; a thing that moves may only be passing by.
    `momentary`: the path names an act (skip a track), so it is sent also when it reads so already.
    """

    condition: Condition = "parked"
    target: Value | None = None
    in_the_dark: bool = False
    low: float | None = None
    high: float | None = None
    answer_s: float = ANSWER_S
    limit_s: float = LIMIT_S
    settle_s: float = 0.0
    momentary: bool = False

    def allows(self, motion: Motion, target: Value, dark: bool) -> bool:
        if self.target is not None and target != self.target:
            return True
        if self.in_the_dark and not dark:
            return True
        match self.condition:
            case "always":
                return True
            case "slow":
                return motion is not Motion.MOVING
            case "parked":
                return motion is Motion.PARKED


_TYPES: dict[str, type | tuple[type, ...]] = {
    "condition": str,
    "target": (bool, int, float, str),
    "in_the_dark": bool,
    "low": (int, float),
    "high": (int, float),
    "answer_s": (int, float),
    "limit_s": (int, float),
    "settle_s": (int, float),
    "momentary": bool,
}


def parse_rule(table: Mapping[str, Any], where: str) -> Rule:
    """A rule from its TOML table (less `paths`); ProfileError when a key or a value is wrong."""
    for key, value in table.items():
        if key not in _TYPES:
            raise ProfileError(
                f"{where} has the unknown key {key}.", "Known: paths, " + ", ".join(_TYPES) + "."
            )
        if not isinstance(value, _TYPES[key]):
            raise ProfileError(f"{where}: {key} cannot be {value!r}.", "See vehicle/rules.py for the keys.")
    if "condition" not in table or table["condition"] not in get_args(Condition):
        raise ProfileError(f"{where} needs a condition.", "One of " + ", ".join(get_args(Condition)) + ".")
    return Rule(**table)

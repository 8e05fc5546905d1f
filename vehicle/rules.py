"""What the gate lets through to one path, and when: the `[[allow]]` tables of a car's profile."""

from dataclasses import dataclass
from typing import Literal, get_args

from vehicle.errors import ProfileError
from vehicle.motion import Motion
from vehicle.signal import Value
from vehicle.tables import FLAG, NOT_NEGATIVE, NUMBER, POSITIVE, SCALAR, Form, check, one_of

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
    """

    condition: Condition = "parked"
    target: Value | None = None
    in_the_dark: bool = False
    low: float | None = None
    high: float | None = None
    answer_s: float = ANSWER_S
    limit_s: float = LIMIT_S
    settle_s: float = 0.0

    @property
    def moves(self) -> bool:
        """Whether the thing takes its time to get there, and can be halted on the way."""
        return self.settle_s > 0

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


FORMS: dict[str, Form] = {
    "condition": one_of(get_args(Condition)),
    "target": SCALAR,
    "in_the_dark": FLAG,
    "low": NUMBER,
    "high": NUMBER,
    "answer_s": POSITIVE,
    "limit_s": POSITIVE,
    "settle_s": NOT_NEGATIVE,
}


def parse_rule(table: object, where: str) -> Rule:
    """A rule from its TOML table (less `paths`); ProfileError when a key or a value is wrong."""
    rule = Rule(**check(table, FORMS, where, needs=("condition",)))
    if rule.low is not None and rule.high is not None and rule.low > rule.high:
        raise ProfileError(f"{where}: low is above high.", "Give low first, as in low = 16, high = 28.")
    return rule

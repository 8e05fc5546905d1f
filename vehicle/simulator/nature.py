"""What a simulated car is like when fresh, and how its actuators move: `simulator.toml`."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from vehicle import vss
from vehicle.errors import BadValue, ProfileError
from vehicle.profile import Profile
from vehicle.signal import Signal, Value
from vehicle.tables import (
    NOT_NEGATIVE,
    POSITIVE,
    SCALAR,
    TABLE,
    TABLES,
    TEXT,
    TEXTS,
    Form,
    check,
    read_toml,
)

FILE = "simulator.toml"
MEND = "See vehicle/cars/demo-ev/simulator.toml for what it holds."
_ACTUATOR: Mapping[str, Form] = {
    "paths": TEXTS,
    "delay_s": NOT_NEGATIVE,
    "rate": POSITIVE,
    "locked_by": TEXT,
    "lasts_s": POSITIVE,
}


@dataclass(frozen=True, slots=True)
class Actuator:
    """`delay_s` from the command to its effect; then at once, or at `rate` units of the signal a second.

    `locked_by`: the last name of a neighbouring path; while that reads true, this does not turn true.
    `lasts_s`: after so long what was turned true is false again by itself.
    """

    delay_s: float = 0.1
    rate: float | None = None
    locked_by: str | None = None
    lasts_s: float | None = None


@dataclass(frozen=True, slots=True)
class Nature:
    fresh: Mapping[str, Value]
    """By every path that the car reports."""
    actuators: Mapping[str, Actuator]
    """By every path that the car takes commands for."""


@cache
def nature(profile: Profile) -> Nature:
    """The nature of a profile's car, read once. ProfileError when simulator.toml is missing or wrong."""
    file = profile.folder / FILE
    if not file.is_file():
        raise ProfileError(f"{profile.title} cannot be simulated: it has no {FILE}.", MEND)
    table = check(read_toml(file, MEND), {"fresh": TABLE, "actuators": TABLES}, FILE)
    values, entries = table.get("fresh", {}), table.get("actuators", [])
    check(values, dict.fromkeys(values, SCALAR), "[fresh]")
    _fit(values, {link.path for link in profile.reads}, "[fresh]", "reports")
    for number, entry in enumerate(entries, 1):
        where = f"[[actuators]] number {number}"
        _fit(check(entry, _ACTUATOR, where, needs=("paths",))["paths"], profile.writes, where, "takes")
    return Nature(
        {link.path: _fresh(link.signal, values) for link in profile.reads},
        {path: _actuator(path, entries) for path in profile.writes},
    )


def _fit(patterns: Collection[str], paths: Collection[str], where: str, does: str) -> None:
    for pattern in patterns:
        if not any(fnmatchcase(path, pattern) for path in paths):
            raise ProfileError(f"{FILE}, {where}: no path that the car {does} fits {pattern}.", MEND)


def _fresh(signal: Signal, patterns: Mapping[str, Any]) -> Value:
    given = (value for pattern, value in patterns.items() if fnmatchcase(signal.path, pattern))
    try:
        return vss.parse_value(signal, next(given, _lowest(signal)))
    except BadValue as error:
        raise ProfileError(f"{FILE}, [fresh]: {error}", error.mend) from error


def _lowest(signal: Signal) -> Value:
    """False, the first name, or 0 or what is next above it."""
    if signal.datatype == "boolean":
        return False
    if signal.datatype == "string":
        return signal.allowed[0] if signal.allowed else ""
    lowest = 0.0 if signal.low is None else max(0.0, signal.low)
    return math.ceil(lowest) if signal.datatype in vss.INTEGER_RANGES else lowest


def _actuator(path: str, entries: Collection[Mapping[str, Any]]) -> Actuator:
    for entry in entries:
        if any(fnmatchcase(path, pattern) for pattern in entry["paths"]):
            return Actuator(**{key: value for key, value in entry.items() if key != "paths"})
    return Actuator()

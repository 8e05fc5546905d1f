"""What a simulated car is like when fresh, and how its actuators move: `simulator.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from vehicle import vss
from vehicle.errors import ProfileError
from vehicle.profile import Profile
from vehicle.signal import Signal, Value

MEND = "See vehicle/cars/demo-ev/simulator.toml for what it holds."


@dataclass(frozen=True, slots=True)
class Actuator:
    """`delay_s` from the command to its effect; then at once, or at `rate` units of the signal a second.

    `locked_by`: the last name of a neighbouring path; while that reads true, this does not turn true.
    """

    delay_s: float = 0.1
    rate: float | None = None
    locked_by: str | None = None


@dataclass(frozen=True, slots=True)
class Nature:
    fresh: Mapping[str, Value]
    """By every path that the car reports."""
    actuators: Mapping[str, Actuator]
    """By every path that the car takes commands for."""


@cache
def nature(profile: Profile) -> Nature:
    """The nature of a profile's car, read once. ProfileError when simulator.toml is missing or wrong."""
    table = _read(profile.folder / "simulator.toml")
    fresh = {link.path: _fresh(link.signal, table["fresh"]) for link in profile.reads}
    return Nature(fresh, {path: _actuator(path, table) for path in profile.writes})


def _read(path: Path) -> Mapping[str, Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ProfileError(f"This car cannot be simulated: it has no {path.name}.", MEND) from error
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{path} is not TOML: {error}.", MEND) from error
    return {"fresh": table.get("fresh", {}), "actuators": table.get("actuators", [])}


def _fresh(signal: Signal, patterns: Mapping[str, Any]) -> Value:
    for pattern, value in patterns.items():
        if fnmatchcase(signal.path, pattern):
            return vss.parse_value(signal, value)
    if signal.datatype == "boolean":
        return False
    if signal.datatype == "string":
        return signal.allowed[0] if signal.allowed else ""
    lowest = 0 if signal.low is None else max(0.0, signal.low)
    return vss.parse_value(signal, lowest)


def _actuator(path: str, table: Mapping[str, Any]) -> Actuator:
    for entry in table["actuators"]:
        if any(fnmatchcase(path, pattern) for pattern in entry["paths"]):
            return Actuator(**{key: value for key, value in entry.items() if key != "paths"})
    return Actuator()

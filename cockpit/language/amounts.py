"""Readings with their units as people read them: "231 km", "2.4 bar", "21.5 °C", "144 mi"."""

from collections.abc import Callable, Mapping
from typing import Literal

from cockpit.language import load
from vehicle import vss
from vehicle.motion import GEAR, GEAR_PARK
from vehicle.signal import Value

GEAR_DRIVE = 127
Units = Literal["metric", "imperial"]
_KM_PER_MILE = 1.609344
_KPA_PER_PSI = 6.894757

_METRIC: Mapping[str, Callable[[float], str]] = {
    "m": lambda m: _distance(m / 1000, "km"),
    "km": lambda km: _distance(km, "km"),
    "km/h": lambda speed: f"{speed:.0f} km/h",
    "kPa": lambda kpa: f"{kpa / 100:.1f} bar",
    "celsius": lambda celsius: f"{_short(round(celsius * 2) / 2)} °C",
    "percent": lambda percent: f"{percent:.0f}%",
    "W": lambda watt: f"{watt / 1000:.1f} kW",
    "degrees": lambda degrees: f"{_short(degrees)}°",
}
_IMPERIAL: Mapping[str, Callable[[float], str]] = {
    **_METRIC,
    "m": lambda m: _distance(m / 1000 / _KM_PER_MILE, "mi"),
    "km": lambda km: _distance(km / _KM_PER_MILE, "mi"),
    "km/h": lambda speed: f"{speed / _KM_PER_MILE:.0f} mph",
    "kPa": lambda kpa: f"{kpa / _KPA_PER_PSI:.0f} psi",
    "celsius": lambda celsius: f"{fahrenheit(celsius)} °F",
}


def amount(path: str, value: Value, language: str, units: Units = "metric") -> str:
    """`value`, in the unit that VSS gives `path`, in a unit that people use."""
    if path == GEAR:
        return gear_letter(int(value))
    if isinstance(value, bool | str):
        return str(value)
    unit = vss.signal(path).unit or ""
    if unit == "s":
        return _time(round(value / 60), load(language, "replies")["questions"])
    in_words = (_METRIC if units == "metric" else _IMPERIAL).get(unit.lower() if unit == "Celsius" else unit)
    return f"{_short(value)} {unit}".strip() if in_words is None else in_words(value)


def fahrenheit(celsius: float) -> int:
    return round(celsius * 9 / 5 + 32)


def gear_letter(gear: int) -> str:
    """VSS: 0 neutral, 1… forward, -1… reverse, 126 park, 127 drive."""
    if gear == GEAR_PARK:
        return "P"
    return "N" if gear == 0 else "R" if gear < 0 else "D"


def _distance(distance: float, unit: str) -> str:
    """Whole ones, but tenths of what is short."""
    return f"{distance:.1f} {unit}" if 0 < distance < 10 else f"{distance:.0f} {unit}"


def _time(minutes: int, words: Mapping[str, str]) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [words["hour" if hours == 1 else "hours"].format(n=hours)] if hours else []
    if rest or not hours:
        parts.append(words["minute" if rest == 1 else "minutes"].format(n=rest))
    return words["hours_and"].join(parts)


def _short(value: float) -> str:
    return f"{value:g}"

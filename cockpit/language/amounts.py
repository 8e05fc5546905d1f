"""Readings with their units as people read them: "231 km", "2.4 bar", "21.5 °C"."""

from cockpit.language import load
from vehicle import vss
from vehicle.motion import GEAR, GEAR_PARK
from vehicle.signal import Value

GEAR_DRIVE = 127


def amount(path: str, value: Value, language: str) -> str:
    """`value` in the unit that VSS gives `path`, in a unit that people use."""
    if path == GEAR:
        return gear_letter(int(value))
    if isinstance(value, bool | str):
        return str(value)
    match vss.signal(path).unit:
        case "m":
            return f"{value / 1000:.0f} km"
        case "kPa":
            return f"{value / 100:.1f} bar"
        case "s":
            return str(load(language, "replies")["questions"]["minutes"]).format(n=round(value / 60))
        case "celsius" | "Celsius":
            return f"{_short(round(value * 2) / 2)} °C"
        case "percent":
            return f"{value:.0f}%"
        case "km/h" | "km" as unit:
            return f"{value:.0f} {unit}"
        case unit:
            return f"{_short(value)} {unit or ''}".strip()


def gear_letter(gear: int) -> str:
    """VSS: 0 neutral, 1… forward, -1… reverse, 126 park, 127 drive."""
    if gear == GEAR_PARK:
        return "P"
    return "N" if gear == 0 else "R" if gear < 0 else "D"


def _short(value: float) -> str:
    return f"{value:g}"

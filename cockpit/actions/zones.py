"""Where in the car: seats, the zones that people name, and which seats those are.

Left and right are seen facing forward; the demo EV is left-hand drive, so the left is the
driver's side, and row2.left is VSS's DriverSide.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

Seat = Literal["row1.driver", "row1.passenger", "row2.left", "row2.right"]
SEATS: tuple[Seat, ...] = ("row1.driver", "row1.passenger", "row2.left", "row2.right")

ZONES: dict[str, tuple[Seat, ...]] = {
    "driver": ("row1.driver",),
    "passenger": ("row1.passenger",),
    "rear_left": ("row2.left",),
    "rear_right": ("row2.right",),
    "front": ("row1.driver", "row1.passenger"),
    "rear": ("row2.left", "row2.right"),
    "left": ("row1.driver", "row2.left"),
    "right": ("row1.passenger", "row2.right"),
    "all": SEATS,
}
"""Zone names as they stand in a step's slot `zone`; "own" is the speaker's seat, "beside" the one
next to it, "others" are the rest."""

_BESIDE: dict[Seat, Seat] = {
    "row1.driver": "row1.passenger",
    "row1.passenger": "row1.driver",
    "row2.left": "row2.right",
    "row2.right": "row2.left",
}


def seats_of(zone: str | Sequence[str], speaker: Seat) -> tuple[Seat, ...]:
    """The seats of a zone (or of several), in the order of SEATS, each once."""
    names = (zone,) if isinstance(zone, str) else zone
    around = {**ZONES, "own": (speaker,), "beside": (_BESIDE[speaker],)}
    around["occupied"] = SEATS  # which of them the car's readings tell: likeness.py
    around["others"] = tuple(seat for seat in SEATS if seat != speaker)
    wanted = {seat for name in names for seat in around[name]}
    return tuple(seat for seat in SEATS if seat in wanted)


def per_seat(template: str, seats: Iterable[Seat] = SEATS) -> dict[str, str]:
    """VSS paths by seat: `{side}` becomes Row1.DriverSide and so on, `{seat}` Row1.Driver (HVAC's own
    wording), `{mirror}` DriverSide."""
    return {
        seat: template.format(side=f"{place}Side", seat=place, mirror=f"{place.partition('.')[2]}Side")
        for seat, place in _PLACES.items()
        if seat in set(seats)
    }


_PLACES: dict[Seat, str] = {
    "row1.driver": "Row1.Driver",
    "row1.passenger": "Row1.Passenger",
    "row2.left": "Row2.Driver",
    "row2.right": "Row2.Passenger",
}

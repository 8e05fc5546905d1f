"""The contract's "Policy of the demo car" as data by VSS path, written from its text and from nothing else.

A path may stand here for all its values or for some; what is not listed is a mistake of the sweep's.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

from vehicle.signal import Value

When = Literal["always", "slow", "parked", "asked"]
"""Up to slow; parked only; parked only and after a yes."""
Row2 = Literal["yes", "not the driver's", "own", "no"]
Status = Literal["done", "denied", "asked"]


@dataclass(frozen=True, slots=True)
class Class:
    """`values`: those that the class is about, all others fall through to the next line.
    `in_the_dark`, `with_pictures`: `when` counts only then, or when nobody knows; else always."""

    path: str
    when: When
    row2: Row2
    values: tuple[Value, ...] = ()
    in_the_dark: bool = False
    with_pictures: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """`motion` as the contract counts it: a silent speed is moving, and without gear or brake nothing is
    parked."""

    motion: Literal["parked", "slow", "moving"]
    dark: bool
    video: bool = False
    """What plays has pictures, or nobody knows."""


CLASSES = (
    # Parked only, some of it asked first. The way back is free.
    Class("Vehicle.Cabin.Door.*.IsOpen", "asked", "no", (True,)),
    Class("Vehicle.Cabin.Door.*.IsLocked", "asked", "no", (False,)),
    Class("Vehicle.Cabin.Door.*.IsChildLockActive", "asked", "no", (False,)),
    Class("Vehicle.Body.Trunk.*.IsOpen", "parked", "no", (True,)),
    Class("Vehicle.Body.Hood.IsOpen", "parked", "no", (True,)),
    Class("Vehicle.Powertrain.TractionBattery.Charging.ChargingPort.*.IsFlapOpen", "parked", "no", (True,)),
    Class("Vehicle.Body.Mirrors.*.IsFolded", "parked", "no", (True,)),
    Class("Vehicle.Body.Horn.IsActive", "parked", "no", (True,)),
    Class("Vehicle.Body.Lights.Beam.Low.IsOn", "parked", "no", (False,), in_the_dark=True),
    Class("Vehicle.Cabin.Seat.Row1.DriverSide.Position", "parked", "no"),
    Class("Vehicle.Cabin.Seat.Row1.DriverSide.Height", "parked", "no"),
    Class("Vehicle.Cabin.Seat.Row1.DriverSide.Backrest.Recline", "parked", "no"),
    Class("Vehicle.Body.Mirrors.*.Tilt", "slow", "no"),
    Class("Vehicle.Cabin.Infotainment.Media.Played.Source", "parked", "yes", ("TV", "DVD")),
    Class("Vehicle.Cabin.Infotainment.Media.Action", "always", "yes", ("STOP",)),
    Class("Vehicle.Cabin.Infotainment.Media.Action", "parked", "yes", with_pictures=True),
    Class("Vehicle.Powertrain.Transmission.PerformanceMode", "slow", "no"),
    # Always. From the back: comfort, media, and what belongs to one's own place.
    Class("Vehicle.Cabin.HVAC.Is*Defroster*", "always", "no"),
    Class("Vehicle.Cabin.HVAC.Is*", "always", "yes"),
    Class("Vehicle.Cabin.HVAC.Station.*", "always", "not the driver's"),
    Class("Vehicle.Cabin.Seat.*.HeatingCooling", "always", "not the driver's"),
    Class("Vehicle.Cabin.Seat.*.Massage.Level", "always", "not the driver's"),
    Class("Vehicle.Cabin.Light.AmbientLight.*", "always", "yes"),
    Class("Vehicle.Cabin.Light.IsDomeOn", "always", "yes"),
    Class("Vehicle.Cabin.Infotainment.Media.*", "always", "yes"),
    Class("Vehicle.Cabin.RearShade.Position", "always", "yes"),
    Class("Vehicle.Cabin.Sunroof.Shade.Position", "always", "yes"),
    Class("Vehicle.Cabin.Light.Spotlight.*", "always", "own"),
    Class("Vehicle.Cabin.Door.*.Window.Position", "always", "own"),
    Class("Vehicle.Cabin.Door.*.Shade.Position", "always", "own"),
    Class("Vehicle.Cabin.Seat.*.Position", "always", "own"),
    Class("Vehicle.Cabin.Seat.*.Height", "always", "own"),
    Class("Vehicle.Cabin.Seat.*.Backrest.*", "always", "own"),
    # The car's body, and what the driver drives and looks at: not from the back.
    Class("Vehicle.Body.*", "always", "no"),
    Class("Vehicle.Cabin.Door.*.Is*", "always", "no"),
    Class("Vehicle.Cabin.Sunroof.Position", "always", "no"),
    Class("Vehicle.Chassis.SteeringWheel.HeatingCooling", "always", "no"),
    Class("Vehicle.Powertrain.TractionBattery.Charging.*", "always", "no"),
    Class("Vehicle.Cabin.Infotainment.Navigation.*", "always", "no"),
    Class("Vehicle.Cabin.Infotainment.HMI.*", "always", "no"),
)

_PLACES = {
    ".Row1.Driver": "row1.driver",
    ".Row1.Passenger": "row1.passenger",
    ".Row2.Driver": "row2.left",
    ".Row2.Passenger": "row2.right",
}


def class_of(path: str, value: Value) -> Class:
    for one in CLASSES:
        if fnmatchcase(path, one.path) and (not one.values or value in one.values):
            return one
    raise AssertionError(f"the contract's table says nothing of {path} = {value}")


def expected(path: str, value: Value, seat: str, situation: Situation) -> Status:
    """What becomes of asking for `value` at `path` from `seat`."""
    rule = class_of(path, value)
    place = next((place for part, place in _PLACES.items() if part in path), "")
    if seat.startswith("row2"):
        mine = {"yes": True, "no": False, "own": place == seat, "not the driver's": place != "row1.driver"}
        if not mine[rule.row2]:
            return "denied"
    if (rule.in_the_dark and not situation.dark) or (rule.with_pictures and not situation.video):
        return "done"
    if rule.when in ("parked", "asked") and situation.motion != "parked":
        return "denied"
    if rule.when == "slow" and situation.motion == "moving":
        return "denied"
    return "asked" if rule.when == "asked" else "done"

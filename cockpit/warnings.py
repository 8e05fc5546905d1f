"""What the driver should see at once, from the car's readings."""

from collections.abc import Callable, Iterator

from cockpit.actions.zones import per_seat
from vehicle.motion import SPEED
from vehicle.signal import Value

DOORS = tuple(per_seat("Vehicle.Cabin.Door.{side}.IsOpen").values())
TYRES = tuple(
    f"Vehicle.Chassis.Axle.{row}.Wheel.{side}.Tire.Pressure"
    for row in ("Row1", "Row2")
    for side in ("Left", "Right")
)
LIDS = ("Vehicle.Body.Trunk.Rear.IsOpen", "Vehicle.Body.Trunk.Front.IsOpen")
CHARGE = "Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed"
WASHER = "Vehicle.Body.Windshield.Front.WasherFluid.IsLevelLow"

LOW_TYRE_KPA = 200.0
"""A quarter below the 250–290 kPa of common cars: where tyre pressure monitors warn (UN R141: 20 %)."""
LOW_CHARGE_PERCENT = 10.0


def warnings_of(value: Callable[[str], Value | None]) -> Iterator[str]:
    """Keys of remarks.yaml's `warnings`, the gravest first. `value` is None for what is unknown."""
    if value(SPEED) is None:
        yield "speed_unknown"
    if any(value(path) is True for path in DOORS):
        yield "door_open"
    if any(value(path) is True for path in LIDS):
        yield "trunk_open"
    if any(_below(value(path), LOW_TYRE_KPA) for path in TYRES):
        yield "tyre_low"
    if _below(value(CHARGE), LOW_CHARGE_PERCENT):
        yield "charge_low"
    if value(WASHER) is True:
        yield "washer_low"


def _below(value: Value | None, limit: float) -> bool:
    return value is not None and not isinstance(value, str) and float(value) < limit

"""What follows from what in the simulated car: gear and brake, charge and range, levels and warnings."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from vehicle.motion import GEAR, GEAR_PARK, PARKING_BRAKE, SPEED
from vehicle.signal import Value

TRANSMISSION = "Vehicle.Powertrain.Transmission."
BATTERY = "Vehicle.Powertrain.TractionBattery."
CHARGING = BATTERY + "Charging."
CURRENT_GEAR = TRANSMISSION + "CurrentGear"
CHARGE = BATTERY + "StateOfCharge.Current"
CABLE = CHARGING + "ChargingPort.AnyPosition.IsChargingCableConnected"
IS_CHARGING = CHARGING + "IsCharging"
START_STOP = CHARGING + "StartStopCharging"
RANGE = "Vehicle.Powertrain.Range"
POWER = BATTERY + "CurrentPower"
WASHER = "Vehicle.Body.Windshield.Front.WasherFluid."
WHEELS = tuple(
    f"Vehicle.Chassis.Axle.Row{row}.Wheel.{side}.Tire." for row in (1, 2) for side in ("Left", "Right")
)

GEAR_DRIVE = 127
CAPACITY_KWH = 77.0
CONSUMPTION_KWH_PER_KM = 0.17
CHARGER_KW = 11.0
STANDBY_W = -400.0
LOW_TYRE_KPA = 200
LOW_WASHER_PERCENT = 15


ALIASES = {BATTERY + "Range": RANGE, BATTERY + "StateOfCharge.Current": CHARGE}
"""VSS has two paths for some things; this car reports the second. In an electric car they are the same."""


def with_aliases(given: Mapping[str, Value]) -> dict[str, Value]:
    """Given values, also under the path that this car reports them by."""
    return {**{ALIASES[path]: value for path, value in given.items() if path in ALIASES}, **given}


def gear_of(given: Mapping[str, Value]) -> dict[str, Value]:
    """The selected gear that given values ask for without naming it: a speed above 0 means D."""
    if GEAR in given:
        return {}
    if CURRENT_GEAR in given and given[CURRENT_GEAR] != 0:
        current = int(given[CURRENT_GEAR])
        return {GEAR: -1 if current < 0 else GEAR_PARK if current == GEAR_PARK else GEAR_DRIVE}
    if float(given.get(SPEED, 0)) > 0:
        return {GEAR: GEAR_DRIVE}
    return {}


@dataclass(frozen=True, slots=True)
class Consequence:
    """`path` is what `rule` makes of the values of `causes`."""

    path: str
    causes: tuple[str, ...]
    rule: Callable[..., Value | None]
    """None: nothing follows just now."""


def range_m(charge_percent: float) -> int:
    """How far a charge goes, in m, to the full kilometre."""
    return int(charge_percent / 100 * CAPACITY_KWH / CONSUMPTION_KWH_PER_KM) * 1000


def _charge_time_s(charging: bool, limit_percent: float, charge_percent: float) -> int:
    missing_kwh = max(0.0, limit_percent - charge_percent) / 100 * CAPACITY_KWH
    return round(missing_kwh / CHARGER_KW * 3600) if charging else 0


def _power_w(speed_kmh: float, charging: bool) -> float | None:
    if speed_kmh:
        return None  # the drive says it
    return CHARGER_KW * 1000 if charging else STANDBY_W


CONSEQUENCES = (
    Consequence(CURRENT_GEAR, (GEAR,), lambda gear: {GEAR_PARK: 0, GEAR_DRIVE: 1}.get(gear, gear)),
    Consequence(TRANSMISSION + "IsParkLockEngaged", (GEAR,), lambda gear: gear == GEAR_PARK),
    Consequence(PARKING_BRAKE, (GEAR,), lambda gear: gear == GEAR_PARK),
    Consequence("Vehicle.IsMoving", (SPEED,), lambda speed: speed != 0),
    Consequence(RANGE, (CHARGE,), range_m),
    Consequence(IS_CHARGING, (CABLE, START_STOP), lambda cable, wish: cable and wish == "START"),
    Consequence(CHARGING + "AveragePower", (IS_CHARGING,), lambda charging: CHARGER_KW if charging else 0.0),
    Consequence(CHARGING + "TimeToComplete", (IS_CHARGING, CHARGING + "ChargeLimit", CHARGE), _charge_time_s),
    Consequence(POWER, (SPEED, IS_CHARGING), _power_w),
    *(
        Consequence(wheel + "IsPressureLow", (wheel + "Pressure",), lambda kpa: kpa < LOW_TYRE_KPA)
        for wheel in WHEELS
    ),
    Consequence(WASHER + "IsLevelLow", (WASHER + "Level",), lambda percent: percent < LOW_WASHER_PERCENT),
)
"""Causes before what they cause."""


def consequences(values: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    """(path, value) of what the others entail; `values` may be brought up to date between two of them."""
    for one in CONSEQUENCES:
        if one.path in values and all(cause in values for cause in one.causes):
            value = one.rule(*(values[cause] for cause in one.causes))
            if value is not None:
                yield one.path, value

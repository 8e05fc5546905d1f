"""A simple drive: through the town, along a faster road, and back to the parking place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vehicle.motion import GEAR, GEAR_PARK, PEDAL, SPEED
from vehicle.signal import Value
from vehicle.simulator.consequences import CAPACITY_KWH, CHARGE, GEAR_DRIVE, POWER

TICK_S = 0.1
ODOMETER = "Vehicle.TraveledDistance"
TRIP = "Vehicle.TraveledDistanceSinceStart"
THROTTLE = "Vehicle.Chassis.Accelerator.PedalPosition"

MASS_KG = 2000.0
ROLLING = 0.010
"""Coefficient of rolling resistance."""
DRAG_AREA_M2 = 0.65
"""Drag coefficient times frontal area."""
AIR_KG_PER_M3 = 1.2
GRAVITY = 9.81
RECOVERED = 0.7
"""The part of the braking power that comes back into the battery."""
AUXILIARY_W = 400.0
BRAKE_MS2 = -1.2
"""Slower than this by the motor alone; beyond it the brake pedal is pressed."""


@dataclass(frozen=True, slots=True)
class Phase:
    """From the speed before to `to_kmh`, evenly, within `seconds`."""

    seconds: float
    to_kmh: float


LAP = (
    Phase(8, 50),
    Phase(20, 50),
    Phase(7, 0),
    Phase(4, 0),
    Phase(12, 90),
    Phase(40, 90),
    Phase(8, 50),
    Phase(15, 50),
    Phase(10, 0),
    Phase(2, 0),
)


class DriveCycle:
    def __init__(self, value: Callable[[str], Value]) -> None:
        """`value` gives the car's own values by path; charge and distance go on from them."""
        self._charge_percent = float(value(CHARGE))
        self._odometer_m = float(value(ODOMETER))
        self._trip_m = float(value(TRIP))

    def lap(self) -> Iterator[dict[str, Value]]:
        """The values of one lap, one set for each tick; it begins and ends parked."""
        speed_kmh = 0.0
        yield {GEAR: GEAR_DRIVE, PEDAL: 0}
        for phase in LAP:
            ticks = round(phase.seconds / TICK_S)
            gain_kmh = (phase.to_kmh - speed_kmh) / ticks
            start_kmh = speed_kmh
            for tick in range(1, ticks + 1):
                speed_kmh = start_kmh + gain_kmh * tick
                yield self._tick(speed_kmh, gain_kmh / 3.6 / TICK_S)
        yield {SPEED: 0, GEAR: GEAR_PARK, PEDAL: 0, THROTTLE: 0, POWER: -AUXILIARY_W}

    def _tick(self, speed_kmh: float, acceleration_ms2: float) -> dict[str, Value]:
        power_w = self._battery_w(speed_kmh / 3.6, acceleration_ms2)
        self._charge_percent += power_w * TICK_S / 3.6e6 / CAPACITY_KWH * 100
        self._charge_percent = max(0.0, self._charge_percent)
        way_m = speed_kmh / 3.6 * TICK_S
        self._odometer_m += way_m
        self._trip_m += way_m
        brakes = acceleration_ms2 < BRAKE_MS2 or speed_kmh == 0
        pulls = acceleration_ms2 >= 0 and speed_kmh > 0
        return {
            SPEED: round(speed_kmh, 2),
            PEDAL: min(100, round(abs(acceleration_ms2) * 10) or 20) if brakes else 0,
            THROTTLE: min(100, round(10 + acceleration_ms2 * 25)) if pulls else 0,
            POWER: round(power_w, -1),
            CHARGE: round(self._charge_percent, 1),
            ODOMETER: int(self._odometer_m),
            TRIP: int(self._trip_m),
        }

    def _battery_w(self, speed_ms: float, acceleration_ms2: float) -> float:
        """Power into the battery: below 0 while driving, above 0 while braking.

        The driving resistances are acceleration, rolling and air: (m a + c_r m g + ρ c_d A v² / 2) v.
        """
        force_n = (
            MASS_KG * acceleration_ms2
            + (ROLLING * MASS_KG * GRAVITY if speed_ms > 0 else 0.0)
            + AIR_KG_PER_M3 * DRAG_AREA_M2 * speed_ms**2 / 2
        )
        power_w = force_n * speed_ms
        return -AUXILIARY_W - (power_w if power_w > 0 else power_w * RECOVERED)

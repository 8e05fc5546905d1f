"""Whether the car is parked, slow or moving: what the gate and the policy ask before they let a body move.

Unknown means restricted: without a fresh speed the car counts as moving, and a gear P that the
speed contradicts is not believed.
"""

from enum import StrEnum
from typing import Protocol

from vehicle.signal import Value

SPEED = "Vehicle.Speed"
GEAR = "Vehicle.Powertrain.Transmission.SelectedGear"
PEDAL = "Vehicle.Chassis.Brake.PedalPosition"
PARKING_BRAKE = "Vehicle.Chassis.ParkingBrake.IsEngaged"
LIGHT = "Vehicle.Exterior.LightIntensity"

GEAR_PARK = 126
"""VSS: 0 neutral, 1… forward, -1… reverse, 126 park, 127 drive."""
STANDING_KMH = 0.5
SLOW_KMH = 10.0


class Motion(StrEnum):
    PARKED = "parked"
    SLOW = "slow"
    MOVING = "moving"


class Readings(Protocol):
    def value(self, path: str, now: float) -> Value | None:
        """The path's reading, None when there is none or it is stale."""
        ...


def motion(readings: Readings, now: float) -> Motion:
    speed = readings.value(SPEED, now)
    if speed is None:
        return Motion.MOVING
    speed_kmh = abs(float(speed))
    if speed_kmh < STANDING_KMH:
        pedal = readings.value(PEDAL, now)
        braked = (pedal is not None and float(pedal) > 0) or readings.value(PARKING_BRAKE, now) is True
        if braked or readings.value(GEAR, now) == GEAR_PARK:
            return Motion.PARKED
    return Motion.SLOW if speed_kmh <= SLOW_KMH else Motion.MOVING

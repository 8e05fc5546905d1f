"""Questions about the car. They read and never set."""

from cockpit.actions.action import Question

BATTERY = "Vehicle.Powertrain.TractionBattery."
WHEEL = "Vehicle.Chassis.Axle.{}.Wheel.{}.Tire.Pressure"
TYRES = tuple(WHEEL.format(row, side) for row in ("Row1", "Row2") for side in ("Left", "Right"))

STATE = Question("vehicle.state", of_control=True)
ACTIONS = (
    STATE,
    Question("vehicle.range", ("Vehicle.Powertrain.Range", BATTERY + "Range")),
    Question("vehicle.charge", (BATTERY + "StateOfCharge.Displayed", BATTERY + "StateOfCharge.Current")),
    Question("vehicle.speed", ("Vehicle.Speed",)),
    Question("vehicle.gear", ("Vehicle.Powertrain.Transmission.SelectedGear",)),
    Question(
        "vehicle.tyre_pressure",
        tuple(WHEEL.format(r, s) for r in ("Row1", "Row2") for s in ("Left", "Right")),
    ),
    Question("vehicle.temperature_inside", ("Vehicle.Cabin.HVAC.AmbientAirTemperature",)),
    Question("vehicle.temperature_outside", ("Vehicle.Exterior.AirTemperature",)),
    Question("vehicle.odometer", ("Vehicle.TraveledDistance",)),
    Question("vehicle.charging", (BATTERY + "Charging.IsCharging",)),
    Question("vehicle.charge_time", (BATTERY + "Charging.TimeToComplete",)),
    Question("vehicle.service", ("Vehicle.Service.DistanceToService",)),
)

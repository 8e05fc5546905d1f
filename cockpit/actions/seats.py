"""Seats, and the steering wheel's heating."""

from cockpit.actions.control import Control, Level, Risk
from cockpit.actions.zones import per_seat

SEAT = "Vehicle.Cabin.Seat.{seat}."
NOTCHES = (0.0, 33.0, 67.0, 100.0)  # off, low, medium, high
# "On" without a level is the middle one.
HEAT_VERBS = {"on": 67, "off": 0, "open": 67, "close": 0, "min": 33}
WARMER = {"warmer": 1, "cooler": -1}
DRIVER_PARKED = {"row1.driver": Risk.PARKED}

HEATING = Control(
    action="seats.heating",
    paths=per_seat(SEAT + "HeatingCooling"),
    value=Level(0, 100, "percent", step=33, levels=NOTCHES),
    risk=Risk.PLACE_COMFORT,
    verbs=HEAT_VERBS | {"heat": 67},
    moves=WARMER,
)
VENTILATION = Control(
    action="seats.ventilation",
    paths=per_seat(SEAT + "HeatingCooling"),
    value=Level(0, 100, "percent", step=33, levels=NOTCHES, sign=-1),
    risk=Risk.PLACE_COMFORT,
    verbs=HEAT_VERBS | {"cool": 67},
)
MASSAGE = Control(
    action="seats.massage",
    paths=per_seat(SEAT + "Massage.Level"),
    value=Level(0, 100, "percent", step=33, levels=NOTCHES),
    risk=Risk.PLACE_COMFORT,
    verbs=HEAT_VERBS,
)
LUMBAR = Control(
    action="seats.lumbar",
    paths=per_seat(SEAT + "Backrest.LumbarSupport"),
    value=Level(0, 100, "percent", step=10),
    risk=Risk.OWN_PLACE,
    verbs={"on": 50, "off": 0},
)
RECLINE = Control(
    action="seats.recline",
    paths=per_seat(SEAT + "Backrest.Recline"),
    value=Level(0, 60, "degrees", step=5),
    risk=Risk.OWN_PLACE,
    risk_at=DRIVER_PARKED,
    verbs={"upright": 0},
    moves={"recline": 1, "backward": 1, "down": 1, "forward": -1, "up": -1},
)
POSITION = Control(
    action="seats.position",
    paths=per_seat(SEAT + "Position"),
    value=Level(0, 300, "mm", step=30),
    risk=Risk.OWN_PLACE,
    risk_at=DRIVER_PARKED,
    moves={"forward": -1, "backward": 1},
)
WHEEL_HEATING = Control(
    action="seats.wheel_heating",
    paths={"": "Vehicle.Chassis.SteeringWheel.HeatingCooling"},
    value=Level(0, 100, "percent", step=33, levels=NOTCHES),
    risk=Risk.BODY,
    verbs=HEAT_VERBS | {"heat": 67},
    moves=WARMER,
)

ACTIONS = (HEATING, VENTILATION, MASSAGE, LUMBAR, RECLINE, POSITION, WHEEL_HEATING)

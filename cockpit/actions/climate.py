"""Air: temperature, fan, direction, cooling, recirculation, defrosters."""

from cockpit.actions.control import Choice, Control, Level, Risk, Switch
from cockpit.actions.zones import per_seat

HVAC = "Vehicle.Cabin.HVAC"
ON_OFF = {"on": True, "off": False, "open": True, "close": False}

POWER = Control(
    action="climate.power",
    paths={"": HVAC + ".IsOn"},
    value=Switch(),
    risk=Risk.COMFORT,
    verbs=ON_OFF,
)
TEMPERATURE = Control(
    action="climate.temperature",
    paths=per_seat(HVAC + ".Station.{seat}.Temperature", station=True),
    value=Level(16, 28, "celsius", step=1, grain=0.5),
    risk=Risk.PLACE_COMFORT,
    # Nobody switches a temperature on; "turn on the heating" asks for clearly more of it.
    moves={"heat": 1, "cool": -1, "warmer": 1, "cooler": -1, "on": 2, "open": 2},
    verbs={"max": 28, "min": 16},
)
FAN = Control(
    action="climate.fan",
    paths=per_seat(HVAC + ".Station.{seat}.FanSpeed", station=True),
    value=Level(0, 100, "percent", step=20, levels=(0, 20, 40, 60, 80, 100)),
    risk=Risk.PLACE_COMFORT,
    verbs={"on": 40, "off": 0, "open": 40, "close": 0, "max": 100, "min": 20},
)
AIRFLOW = Control(
    action="climate.airflow",
    paths=per_seat(HVAC + ".Station.{seat}.AirDistribution", station=True),
    value=Choice(("UP", "MIDDLE", "DOWN")),
    risk=Risk.PLACE_COMFORT,
)
AIR_CONDITIONING = Control(
    action="climate.ac",
    paths={"": HVAC + ".IsAirConditioningActive"},
    value=Switch(),
    risk=Risk.COMFORT,
    verbs=ON_OFF,
)
RECIRCULATION = Control(
    action="climate.recirculation",
    paths={"": HVAC + ".IsRecirculationActive"},
    value=Switch(),
    risk=Risk.COMFORT,
    verbs=ON_OFF,
)
FRONT_DEFROST = Control(
    action="climate.front_defrost",
    paths={"": HVAC + ".IsFrontDefrosterActive"},
    value=Switch(),
    risk=Risk.BODY,
    verbs=ON_OFF | {"defrost": True},
)
REAR_DEFROST = Control(
    action="climate.rear_defrost",
    paths={"": HVAC + ".IsRearDefrosterActive"},
    value=Switch(),
    risk=Risk.BODY,
    verbs=ON_OFF | {"defrost": True},
)

ACTIONS = (
    POWER,
    TEMPERATURE,
    FAN,
    AIRFLOW,
    AIR_CONDITIONING,
    RECIRCULATION,
    FRONT_DEFROST,
    REAR_DEFROST,
)

"""Driving and charging: mode, charge port, wipers, horn, mirrors — and what the cockpit never touches."""

from cockpit.actions.action import Never
from cockpit.actions.climate import ON_OFF
from cockpit.actions.control import Choice, Control, Level, Risk, Switch
from vehicle.signal import Value

CHARGING = "Vehicle.Powertrain.TractionBattery.Charging."
WIPING = Choice(
    ("OFF", "SLOW", "MEDIUM", "FAST", "INTERVAL", "RAIN_SENSOR"),
    order=("OFF", "INTERVAL", "SLOW", "MEDIUM", "FAST"),
)
WIPER_VERBS = {"on": "MEDIUM", "off": "OFF", "open": "MEDIUM", "close": "OFF", "max": "FAST", "min": "SLOW"}


def _mirrors(leaf: str) -> dict[str, str]:
    sides = {"row1.driver": "DriverSide", "row1.passenger": "PassengerSide"}
    return {seat: f"Vehicle.Body.Mirrors.{side}.{leaf}" for seat, side in sides.items()}


def _parked_for_true(value: Value) -> Risk:
    """Opening, folding, sounding need a parked car; the way back does not."""
    return Risk.PARKED if value else Risk.BODY


MODE = Control(
    action="drive.mode",
    paths={"": "Vehicle.Powertrain.Transmission.PerformanceMode"},
    value=Choice(("NORMAL", "SPORT", "ECONOMY", "SNOW", "RAIN")),
    risk=Risk.SLOW,
)
CHARGE_FLAP = Control(
    action="drive.charge_flap",
    paths={"": CHARGING + "ChargingPort.AnyPosition.IsFlapOpen"},
    value=Switch(),
    risk=Risk.PARKED,
    risk_of=_parked_for_true,
    verbs={"open": True, "close": False},
)
CHARGE_LIMIT = Control(
    action="drive.charge_limit",
    paths={"": CHARGING + "ChargeLimit"},
    value=Level(0, 100, "percent", step=10),
    risk=Risk.BODY,
    verbs={"max": 100},
)
CHARGE = Control(
    action="drive.charging",
    paths={"": CHARGING + "StartStopCharging"},
    value=Choice(("START", "STOP")),
    risk=Risk.BODY,
    verbs={"on": "START", "off": "STOP", "open": "START", "close": "STOP"},
)
WIPERS = Control(
    action="drive.wipers",
    paths={"": "Vehicle.Body.Windshield.Front.Wiping.Mode"},
    value=WIPING,
    risk=Risk.BODY,
    verbs=WIPER_VERBS,
)
REAR_WIPER = Control(
    action="drive.rear_wiper",
    paths={"": "Vehicle.Body.Windshield.Rear.Wiping.Mode"},
    value=WIPING,
    risk=Risk.BODY,
    verbs=WIPER_VERBS,
)
HORN = Control(
    action="drive.horn",
    paths={"": "Vehicle.Body.Horn.IsActive"},
    value=Switch(),
    risk=Risk.PARKED,
    risk_of=_parked_for_true,
    verbs={"on": True, "off": False, "honk": True},
)
MIRROR_FOLD = Control(
    action="drive.mirror_fold",
    paths=_mirrors("IsFolded"),
    value=Switch(),
    risk=Risk.PARKED,
    risk_of=_parked_for_true,
    default_zone="all",
    verbs={"fold": True, "unfold": False, "close": True, "open": False},
)
MIRROR_HEATING = Control(
    action="drive.mirror_heating",
    paths=_mirrors("IsHeatingOn"),
    value=Switch(),
    risk=Risk.BODY,
    default_zone="all",
    verbs=ON_OFF | {"defrost": True, "heat": True},
)

NEVER = (
    Never("drive.brake"),
    Never("drive.steering"),
    Never("drive.gear"),
    Never("drive.throttle"),
    Never("drive.cruise"),
    Never("drive.stability"),
)

ACTIONS = (
    MODE,
    CHARGE_FLAP,
    CHARGE_LIMIT,
    CHARGE,
    WIPERS,
    REAR_WIPER,
    HORN,
    MIRROR_FOLD,
    MIRROR_HEATING,
    *NEVER,
)

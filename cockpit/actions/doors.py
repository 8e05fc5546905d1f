"""Doors, locks and lids. Opening and unlocking need a parked car; closing and locking do not."""

from cockpit.actions.control import Control, Risk, Switch
from cockpit.actions.zones import per_seat
from vehicle.signal import Value

OPEN_CLOSE = {"open": True, "close": False, "up": True, "down": False}


def _open_risk(opens: Value) -> Risk:
    return Risk.PARKED if opens else Risk.BODY


def _door_risk(opens: Value) -> Risk:
    return Risk.PARKED_CONFIRM if opens else Risk.BODY


def _lock_risk(locks: Value) -> Risk:
    return Risk.BODY if locks else Risk.PARKED_CONFIRM


DOOR = Control(
    action="doors.open",
    paths=per_seat("Vehicle.Cabin.Door.{seat}.IsOpen"),
    value=Switch(),
    risk=Risk.PARKED_CONFIRM,
    risk_of=_door_risk,
    verbs={"open": True, "close": False},
)
LOCK = Control(
    action="doors.lock",
    paths=per_seat("Vehicle.Cabin.Door.{seat}.IsLocked"),
    value=Switch(),
    risk=Risk.PARKED_CONFIRM,
    risk_of=_lock_risk,
    default_zone="all",
    verbs={"lock": True, "unlock": False, "on": True, "off": False},
)
CHILD_LOCK = Control(
    action="doors.child_lock",
    paths=per_seat("Vehicle.Cabin.Door.{seat}.IsChildLockActive", ("row2.left", "row2.right")),
    value=Switch(),
    risk=Risk.PARKED_CONFIRM,
    risk_of=_lock_risk,
    default_zone="all",
    verbs={"lock": True, "unlock": False, "on": True, "off": False, "open": True, "close": False},
)
TRUNK = Control(
    action="doors.trunk",
    paths={"": "Vehicle.Body.Trunk.Rear.IsOpen"},
    value=Switch(),
    risk=Risk.PARKED,
    risk_of=_open_risk,
    verbs=OPEN_CLOSE,
)
FRUNK = Control(
    action="doors.frunk",
    paths={"": "Vehicle.Body.Trunk.Front.IsOpen"},
    value=Switch(),
    risk=Risk.PARKED,
    risk_of=_open_risk,
    verbs=OPEN_CLOSE,
)
HOOD = Control(
    action="doors.hood",
    paths={"": "Vehicle.Body.Hood.IsOpen"},
    value=Switch(),
    risk=Risk.PARKED,
    risk_of=_open_risk,
    verbs=OPEN_CLOSE,
)

ACTIONS = (DOOR, LOCK, CHILD_LOCK, TRUNK, FRUNK, HOOD)

"""Windows, sunroof and shades. Windows: 0 closed, 100 open. Shades as in VSS: 0 open, 100 closed."""

from cockpit.actions.control import Control, Level, Risk
from cockpit.actions.zones import per_seat

OPENING = Level(0, 100, "percent", step=10, opens=100)
SHADE = Level(0, 100, "percent", step=10, opens=0)
SHADE_VERBS = {"open": 0, "close": 100, "up": 0, "down": 100}

WINDOW = Control(
    action="windows.position",
    paths=per_seat("Vehicle.Cabin.Door.{seat}.Window.Position"),
    value=OPENING,
    risk=Risk.OWN_PLACE,
    verbs={"open": 100, "close": 0, "down": 100, "up": 0},
)
SUNROOF = Control(
    action="windows.sunroof",
    paths={"": "Vehicle.Cabin.Sunroof.Position"},
    value=Level(0, 100, "percent", step=10, extra=(-100,), opens=100),
    risk=Risk.BODY,
    verbs={"open": 100, "close": 0, "tilt": -100},
)
SHADE_OF_DOOR = Control(
    action="windows.shade",
    paths=per_seat("Vehicle.Cabin.Door.{seat}.Shade.Position"),
    value=SHADE,
    risk=Risk.OWN_PLACE,
    verbs=SHADE_VERBS,
)
SHADE_OF_REAR = Control(
    action="windows.rear_shade",
    paths={"": "Vehicle.Cabin.RearShade.Position"},
    value=SHADE,
    risk=Risk.COMFORT,
    verbs=SHADE_VERBS,
)
SHADE_OF_ROOF = Control(
    action="windows.roof_shade",
    paths={"": "Vehicle.Cabin.Sunroof.Shade.Position"},
    value=SHADE,
    risk=Risk.COMFORT,
    verbs=SHADE_VERBS,
)

ACTIONS = (WINDOW, SUNROOF, SHADE_OF_DOOR, SHADE_OF_REAR, SHADE_OF_ROOF)

"""Light inside and outside. The cabin's is comfort, the outside's is the car's body."""

from cockpit.actions.climate import ON_OFF
from cockpit.actions.control import Choice, Control, Level, Risk, Switch
from cockpit.actions.zones import per_seat
from vehicle.signal import Value

AMBIENT = "Vehicle.Cabin.Light.AmbientLight.{seat}."
READING = "Vehicle.Cabin.Light.Spotlight.{seat}."
BODY = "Vehicle.Body.Lights."
# VSS gives colours as #RRGGBB; these are the ones with a word of their own.
COLORS = Choice(
    (
        "#FF0000",  # red
        "#00FF00",  # green
        "#0000FF",  # blue
        "#FFFF00",  # yellow
        "#FF8000",  # orange
        "#8000FF",  # purple
        "#FF60B0",  # pink
        "#00FFFF",  # cyan
        "#FFFFFF",  # white
        "#FFC080",  # warm white
    )
)
LAMP = Level(1, 100, "percent", step=10)


def _low_beam_risk(on: Value) -> Risk:
    return Risk.BODY if on else Risk.PARKED_IN_DARK


AMBIENT_LIGHT = Control(
    action="lights.ambient",
    paths=per_seat(AMBIENT + "IsLightOn"),
    value=Switch(),
    risk=Risk.COMFORT,
    default_zone="all",
    verbs=ON_OFF,
)
AMBIENT_BRIGHTNESS = Control(
    action="lights.ambient_brightness",
    paths=per_seat(AMBIENT + "Intensity"),
    also=per_seat(AMBIENT + "IsLightOn"),
    value=LAMP,
    risk=Risk.COMFORT,
    default_zone="all",
)
AMBIENT_COLOR = Control(
    action="lights.ambient_color",
    paths=per_seat(AMBIENT + "Color"),
    also=per_seat(AMBIENT + "IsLightOn"),
    value=COLORS,
    risk=Risk.COMFORT,
    default_zone="all",
)
READING_LIGHT = Control(
    action="lights.reading",
    paths=per_seat(READING + "IsLightOn"),
    value=Switch(),
    risk=Risk.OWN_PLACE,
    verbs=ON_OFF,
)
READING_BRIGHTNESS = Control(
    action="lights.reading_brightness",
    paths=per_seat(READING + "Intensity"),
    also=per_seat(READING + "IsLightOn"),
    value=LAMP,
    risk=Risk.OWN_PLACE,
)
READING_COLOR = Control(
    action="lights.reading_color",
    paths=per_seat(READING + "Color"),
    also=per_seat(READING + "IsLightOn"),
    value=COLORS,
    risk=Risk.OWN_PLACE,
)
DOME = Control(
    action="lights.dome",
    paths={"": "Vehicle.Cabin.Light.IsDomeOn"},
    value=Switch(),
    risk=Risk.COMFORT,
    verbs=ON_OFF,
)
LOW_BEAM = Control(
    action="lights.low_beam",
    paths={"": BODY + "Beam.Low.IsOn"},
    value=Switch(),
    risk=Risk.BODY,
    risk_of=_low_beam_risk,
    verbs=ON_OFF,
)
HIGH_BEAM = Control(
    action="lights.high_beam",
    paths={"": BODY + "Beam.High.IsOn"},
    value=Switch(),
    risk=Risk.BODY,
    verbs=ON_OFF,
)
FOG = Control(
    action="lights.fog",
    paths={"": BODY + "Fog.Front.IsOn"},
    value=Switch(),
    risk=Risk.BODY,
    verbs=ON_OFF,
)
REAR_FOG = Control(
    action="lights.rear_fog",
    paths={"": BODY + "Fog.Rear.IsOn"},
    value=Switch(),
    risk=Risk.BODY,
    verbs=ON_OFF,
)
HAZARD = Control(
    action="lights.hazard",
    paths={"": BODY + "Hazard.IsSignaling"},
    value=Switch(),
    risk=Risk.BODY,
    verbs=ON_OFF,
)

ACTIONS = (
    AMBIENT_LIGHT,
    AMBIENT_BRIGHTNESS,
    AMBIENT_COLOR,
    READING_LIGHT,
    READING_BRIGHTNESS,
    READING_COLOR,
    DOME,
    LOW_BEAM,
    HIGH_BEAM,
    FOG,
    REAR_FOG,
    HAZARD,
)

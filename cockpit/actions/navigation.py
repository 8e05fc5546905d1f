"""Where to, and how loud the way is told."""

from cockpit.actions.action import Destination
from cockpit.actions.control import Choice, Control, Level, Risk

NAVIGATION = "Vehicle.Cabin.Infotainment.Navigation."

VOLUME = Control(
    action="navigation.volume",
    paths={"": NAVIGATION + "Volume"},
    value=Level(0, 100, "percent", step=10),
    risk=Risk.COMFORT,
    verbs={"max": 100, "min": 0},
)
VOICE = Control(
    action="navigation.voice",
    paths={"": NAVIGATION + "Mute"},
    value=Choice(("MUTED", "ALERT_ONLY", "UNMUTED")),
    risk=Risk.COMFORT,
    verbs={"mute": "MUTED", "unmute": "UNMUTED", "off": "MUTED", "on": "UNMUTED"}
    | {"close": "MUTED", "open": "UNMUTED"},
)
DESTINATION = Destination(
    action="navigation.destination",
    paths={
        "latitude": NAVIGATION + "DestinationSet.Latitude",
        "longitude": NAVIGATION + "DestinationSet.Longitude",
    },
)

ACTIONS = (VOLUME, VOICE, DESTINATION)

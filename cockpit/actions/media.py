"""What plays, from where, how loud. Media is the head unit's by VSS."""

from cockpit.actions.control import Choice, Control, Level, Risk

MEDIA = "Vehicle.Cabin.Infotainment.Media."

VOLUME = Control(
    action="media.volume",
    paths={"": MEDIA + "Volume"},
    value=Level(0, 100, "percent", step=10),
    risk=Risk.COMFORT,
    verbs={"off": 0, "mute": 0, "unmute": 30, "max": 100, "min": 0},
)
PLAYBACK = Control(
    action="media.action",
    paths={"": MEDIA + "Action"},
    value=Choice(("PLAY", "STOP", "FAST_FORWARD", "FAST_BACKWARD", "SKIP_FORWARD", "SKIP_BACKWARD")),
    risk=Risk.COMFORT,
    verbs={
        "play": "PLAY",
        "on": "PLAY",
        "open": "PLAY",
        "off": "STOP",
        "close": "STOP",
        "pause": "STOP",
        "next": "SKIP_FORWARD",
        "previous": "SKIP_BACKWARD",
        "rewind": "FAST_BACKWARD",
        "fast_forward": "FAST_FORWARD",
    },
)
SOURCE = Control(
    action="media.source",
    paths={"": MEDIA + "Played.Source"},
    value=Choice(("FM", "AM", "DAB", "SIRIUS_XM", "TV", "CD", "DVD", "AUX", "USB", "BLUETOOTH", "INTERNET")),
    risk=Risk.COMFORT,
)

ACTIONS = (VOLUME, PLAYBACK, SOURCE)

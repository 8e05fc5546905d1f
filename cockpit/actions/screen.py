"""The screen itself."""

from cockpit.actions.control import Choice, Control, Level, Risk

HMI = "Vehicle.Cabin.Infotainment.HMI."

BRIGHTNESS = Control(
    action="screen.brightness",
    paths={"": HMI + "Brightness"},
    value=Level(0, 100, "percent", step=10),
    risk=Risk.COMFORT,
    verbs={"max": 100, "min": 10},
)
MODE = Control(
    action="screen.mode",
    paths={"": HMI + "DayNightMode"},
    value=Choice(("DAY", "NIGHT")),
    risk=Risk.COMFORT,
)

ACTIONS = (BRIGHTNESS, MODE)

"""The home, through a paired hub. With nothing paired every one of these is unavailable."""

from cockpit.actions.action import Home

ALARM = ("lock", "alarm_control_panel")

TURN_ON = Home("home.turn_on", "turn_on", ("light", "switch", "fan", "media_player", "climate"))
TURN_OFF = Home("home.turn_off", "turn_off", ("light", "switch", "fan", "media_player", "climate"))
BRIGHTNESS = Home("home.set_brightness", "turn_on", ("light",), needs_value=True)
TEMPERATURE = Home("home.set_temperature", "set_temperature", ("climate",), needs_value=True)
SCENE = Home("home.activate_scene", "turn_on", ("scene",))
# Blinds may move unasked; a garage or a door of the house is asked first (policy: kind "garage").
OPEN = Home("home.open", "open_cover", ("cover", "garage"), confirm=("garage",))
CLOSE = Home("home.close", "close_cover", ("cover", "garage"), confirm=("garage",))
LOCK = Home("home.lock", "lock", ("lock",), confirm=("*",))
UNLOCK = Home("home.unlock", "unlock", ("lock",), confirm=("*",))

ACTIONS = (TURN_ON, TURN_OFF, BRIGHTNESS, TEMPERATURE, SCENE, OPEN, CLOSE, LOCK, UNLOCK)

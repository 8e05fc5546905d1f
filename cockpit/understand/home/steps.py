"""What is said of the home → the steps of a paired hub."""

from typing import Any

from cockpit.plan import Step
from cockpit.understand.home.frame import HomeFrame
from cockpit.understand.home.targets import KELVIN_LOW, is_kelvin, targets_of
from cockpit.understand.home.verbs import MEANT, meant_by

_ATTRIBUTES = {
    "light": ("brightness", "color", "white", "temperature"),
    "fan": ("speed",),
    "media_player": ("volume", "media"),
    "climate": ("temperature",),
    "cover": ("position",),
    "garage": ("position",),
    "valve": ("position",),
}
_SIMPLE = {
    "on": "home.turn_on",
    "off": "home.turn_off",
    "toggle": "home.toggle",
    "stop": "home.stop",
    "open": "home.open",
    "close": "home.close",
    "lock": "home.lock",
    "unlock": "home.unlock",
    "start": "home.start",
    "dock": "home.dock",
    "disarm": "home.disarm",
}
_SET = {
    "light": ("home.set_brightness", 1),
    "fan": ("home.set_speed", 1),
    "media_player": ("home.set_volume", 0),
    "cover": ("home.set_position", 0),
    "garage": ("home.set_position", 0),
    "valve": ("home.set_position", 0),
}
"""What is set in percent, and the least that is not off."""
Action = tuple[str, dict[str, Any]]


def home_steps(frame: HomeFrame) -> tuple[Step, ...] | None:
    """The hub's steps, None when the words make none."""
    targets = targets_of(frame)
    steps: list[Step] = []
    for kind, target in targets:
        action = _action(frame, kind)
        if action is None:
            return None
        name, slots = action
        steps.append(Step(name, _slots(name, target, slots)))
    return tuple(steps) or None


def _slots(action: str, target: dict[str, Any], slots: dict[str, Any]) -> dict[str, Any]:
    if action == "home.activate_scene" and "name" in target:
        return {"device": target["device"], "scene": target["name"]}
    return target | slots


def _action(frame: HomeFrame, kind: str) -> Action | None:
    """What is to become of a thing of that kind, None when the words make no sense for it."""
    table = MEANT.get(kind, {})
    meant = meant_by(frame.verbs, table)
    if meant is None or not _is_of(frame, kind) or (frame.here and kind == "vacuum"):
        return None
    if kind == "vacuum" and meant == {"start"} and frame.areas:
        return None
    if kind in ("scene", "script"):
        if frame.has_value or not (meant == {"run"} or (not meant and frame.weak)):
            return None
        return ("home.activate_scene" if kind == "scene" else "home.run_script"), {}
    if kind == "alarm_control_panel" and meant == {"arm"}:
        return None if frame.has_value else ("home.arm", {"value": frame.armed or "away"})
    if frame.armed is not None:
        return None
    if kind == "light" and (action := _colored(frame, meant)) is not None:
        return action
    if kind == "climate":
        return _heated(frame, meant)
    if kind == "media_player" and (action := _played(frame, meant)) is not None:
        return action
    if frame.color is not None or frame.kelvin is not None or frame.mode is not None:
        return None
    if kind in _SET and (action := _levelled(frame, kind, meant)) is not None:
        return action
    if frame.has_value and not (frame.full and meant in ({"open"}, {"close"}, {"on"}, {"off"})):
        return None
    if len(meant) != 1 or frame.attribute is not None:
        return None
    name = _SIMPLE.get(next(iter(meant)))
    return None if name is None else (name, {})


def _is_of(frame: HomeFrame, kind: str) -> bool:
    """Whether what is said of the thing is something that it has."""
    of = _ATTRIBUTES.get(kind, ())
    if frame.attribute is not None and frame.attribute not in of:
        return False
    if frame.attribute == "temperature" and kind == "light" and not is_kelvin(frame):
        return False
    ways = of[:1] if kind == "light" else of  # "warmer" is no light's
    return all(verb.of is None or verb.of in ways for verb in frame.verbs)


def _colored(frame: HomeFrame, meant: set[str]) -> Action | None:
    if frame.kelvin is not None or frame.unit == "kelvin" or frame.attribute in ("white", "temperature"):
        kelvin = frame.kelvin if frame.kelvin is not None else frame.number
        if kelvin is None or kelvin < KELVIN_LOW or not meant <= {"on"}:
            return None
        return "home.set_color_temperature", {"value": int(kelvin)}
    if frame.color is not None and meant <= {"on"} and frame.number is None and frame.share is None:
        return "home.set_color", {"value": frame.color}
    return None


def _heated(frame: HomeFrame, meant: set[str]) -> Action | None:
    if frame.color is not None or frame.kelvin is not None or frame.share is not None or frame.full:
        return None
    if frame.mode is not None:
        fits = frame.number is None and meant <= {"on"} and frame.attribute is None
        return ("home.set_mode", {"value": frame.mode}) if fits else None
    way = 1 if meant == {"up"} else -1 if meant == {"down"} else 0
    if frame.number is not None:
        if frame.unit not in (None, "degree", "celsius", "fahrenheit") or not meant <= {"on", "up", "down"}:
            return None
        if frame.by or (way and not frame.to and frame.number <= 10):
            return ("home.set_temperature", {"change": way * frame.number}) if way else None
        fahrenheit = frame.unit == "fahrenheit" or (frame.unit != "celsius" and 60 <= frame.number <= 85)
        value = round((frame.number - 32) * 5 / 9 * 2) / 2 if fahrenheit else frame.number
        return "home.set_temperature", {"value": value}
    if way:
        return "home.set_temperature", {"steps": way * (frame.steps or 1)}
    if frame.attribute is None and len(meant) == 1 and frame.steps is None:
        name = _SIMPLE.get(next(iter(meant)))
        return None if name is None else (name, {})
    return None


def _played(frame: HomeFrame, meant: set[str]) -> Action | None:
    if frame.has_value:
        return None
    word = next(iter(meant)) if len(meant) == 1 else None
    if frame.attribute == "media":  # "turn off the music": what plays is paused, the set stays on
        word = {"on": "play", "off": "pause"}.get(word or "", word)
    if word in ("mute", "unmute"):
        return "home.mute", {"value": word == "mute"}
    if word in ("play", "pause", "next", "previous"):
        return "home.play", {"value": word}
    return None


def _levelled(frame: HomeFrame, kind: str, meant: set[str]) -> Action | None:
    """Something set in percent, or moved by steps; None where no level is said."""
    name, least = _SET[kind]
    of_volume = kind == "media_player" and frame.attribute is None
    if frame.unit not in (None, "percent", "notch", "level"):
        return None
    way = {"up": 1, "open": 1, "down": -1, "close": -1}.get(next(iter(meant - {"max", "min"}), ""), 0)
    value = frame.number if frame.number is not None else frame.share
    ends = meant & {"max", "min"}
    if not meant <= {"on", "up", "down", "open", "close", "max", "min"}:
        return None
    in_full = frame.full and kind not in ("cover", "garage", "valve")
    if in_full and frame.attribute is None and meant == {"on"}:
        return None  # 灯全部打开: all of them
    if ends or in_full:
        if value is not None or frame.steps is not None or (ends and frame.full):
            return None
        return name, {"value": least if "min" in ends else 100}
    if value is not None:
        if frame.by or (way and not frame.to and kind in ("light", "fan", "media_player")):
            return (name, {"change": way * _whole(value)}) if way else None
        if of_volume and not way and frame.unit is None:
            return None  # "the tv to 5" is a channel as well
        if way < 0 and not frame.to and kind in ("cover", "garage", "valve"):
            value = 100 - value  # "close the blinds a third"
        return name, {"value": _whole(value)}
    if frame.steps is not None or (way and kind in ("light", "fan", "media_player")):
        return (name, {"steps": way * (frame.steps or 1)}) if way else None
    return None


def _whole(value: float) -> float | int:
    return int(value) if value == int(value) else value

"""What is said of the home → the steps of a paired hub."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from cockpit.plan import Step
from cockpit.understand.at_home import HomeFrame, Kind, Verb
from cockpit.understand.household import Named

_SWITCHED = {
    **dict.fromkeys(("on", "activate", "start"), "on"),
    **dict.fromkeys(("off", "stop"), "off"),
    "toggle": "toggle",
}
_LEVEL = {"up": "up", "down": "down", "max": "max", "min": "min"}
_OPENED = {
    **dict.fromkeys(("stop", "pause"), "stop"),
    **dict.fromkeys(("close", "down"), "close"),
    **dict.fromkeys(("open", "up"), "open"),
    "max": "max",
    "min": "min",
}
_DRIVEN = {
    **dict.fromkeys(("stop", "pause"), "stop"),
    **dict.fromkeys(("dock", "off"), "dock"),
    **dict.fromkeys(("start", "clean", "on", "play", "activate"), "start"),
}
_RUN = dict.fromkeys(("activate", "choose", "on", "start"), "run")
MEANT: Mapping[str, Mapping[str, str]] = {
    "light": {**_SWITCHED, "light": "on", **_LEVEL},
    "switch": _SWITCHED,
    "fan": {**_SWITCHED, **_LEVEL},
    "media_player": {
        **{word: word for word in ("next", "previous", "mute", "unmute")},
        **dict.fromkeys(("stop", "pause"), "pause"),
        "play": "play",
        **_SWITCHED,
        "stop": "pause",
        "open": "on",
        "close": "off",
        **_LEVEL,
    },
    "climate": {**_SWITCHED, **_LEVEL},
    "cover": _OPENED,
    "garage": _OPENED,
    "valve": {**_OPENED, "on": "open", "off": "close", "stop": "close"},
    "lock": {"unlock": "unlock", "lock": "lock", "open": "unlock", "close": "lock"},
    "scene": _RUN,
    "script": _RUN,
    "vacuum": _DRIVEN,
    "lawn_mower": {**_DRIVEN, "mow": "start", "stop": "dock", "off": "dock"},
    "alarm_control_panel": {
        "disarm": "disarm",
        "off": "disarm",
        "arm": "arm",
        "on": "arm",
        "activate": "arm",
    },
    "all": {"off": "off", "on": "on"},
}
"""What a word does to a kind of thing; where a word may be several, the first of the table."""
_KIND_OF = {
    "brightness": "light",
    "color": "light",
    "white": "light",
    "volume": "media_player",
    "media": "media_player",
    "temperature": "climate",
    "speed": "fan",
}
"""What has what is said of a room: "the bedroom brightness"."""
_KIND_OF_VERB = {
    "light": "light",
    "lock": "lock",
    "unlock": "lock",
    "arm": "alarm_control_panel",
    "disarm": "alarm_control_panel",
    "pause": "media_player",
    "next": "media_player",
    "previous": "media_player",
    "mute": "media_player",
    "unmute": "media_player",
    "clean": "vacuum",
    "mow": "lawn_mower",
}
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
_TRUSTED = ("light", "switch", "fan", "media_player", "climate", "cover")
"""Kinds of which a name may mean several devices at once."""
_KELVIN_LOW = 1000

Action = tuple[str, dict[str, Any]]


def home_steps(frame: HomeFrame) -> tuple[Step, ...] | None:
    """The hub's steps, None when the words make none."""
    targets = _targets(frame)
    steps: list[Step] = []
    for kind, target in targets:
        action = _action(frame, kind)
        if action is None:
            return None
        name, slots = action
        steps.append(Step(name, _slots(name, kind, target, slots)))
    return tuple(steps) or None


def _slots(action: str, kind: str, target: dict[str, Any], slots: dict[str, Any]) -> dict[str, Any]:
    if action == "home.activate_scene" and "name" in target:
        return {"device": target["device"], "scene": target["name"]}
    return target | slots


def _targets(frame: HomeFrame) -> list[tuple[str, dict[str, Any]]]:
    """Each target's kind and slots; none where they do not fit together."""
    if frame.devices:
        return _named(frame)
    kinds = frame.kinds or tuple(Kind(name) for name in _implied(frame))
    if not _is_placed(frame):
        return []
    if len(kinds) > 1 and (len(frame.areas) + len(frame.floors) > 1 or not frame.kinds_first):
        return []
    if len(kinds) == 1 and kinds[0].name.startswith("garage") and frame.verbs and _means_lock(frame.verbs):
        return []
    excepted = _excepted(frame)
    if excepted is None:
        return []
    found: list[tuple[str, dict[str, Any]]] = []
    for place in _places(frame):
        for kind in kinds:
            found.append((str(kind.slots["kind"]), place | kind.slots | excepted))
    return found


def _is_placed(frame: HomeFrame) -> bool:
    """ "Turn off the vacuum and the lights": what a car has too is the car's, unless a place is named."""
    if frame.areas or frame.floors or frame.home or any(verb.own for verb in frame.verbs):
        return True
    if any(part in ("area", "floor") for part, _ in frame.but):
        return True
    return bool(frame.kinds) and all(kind.own for kind in frame.kinds)


def _means_lock(verbs: Sequence[Verb]) -> bool:
    return any(verb.words & {"lock", "unlock"} for verb in verbs)


def _implied(frame: HomeFrame) -> tuple[str, ...]:
    """The kind of thing that is meant though none is named."""
    if frame.attribute == "temperature" and _is_kelvin(frame):
        return ("light",)
    if frame.attribute in _KIND_OF:
        return (_KIND_OF[frame.attribute],)
    about = next((verb.of for verb in frame.verbs if verb.of in _KIND_OF), None)
    if about is not None:
        return (_KIND_OF[about],)
    for verb in frame.verbs:
        for word in verb.words:
            if word in _KIND_OF_VERB:
                return (_KIND_OF_VERB[word],)
    if (
        frame.color is not None
        or frame.kelvin is not None
        or frame.unit == "percent"
        or frame.share is not None
    ):
        return ("light",)
    if frame.unit in ("celsius", "fahrenheit", "degree") or frame.mode is not None:
        return ("climate",)
    return ()


def _is_kelvin(frame: HomeFrame) -> bool:
    return frame.kelvin is not None or (frame.number is not None and frame.number >= _KELVIN_LOW)


def _places(frame: HomeFrame) -> list[dict[str, Any]]:
    """The rooms and floors of the slots; "at home" and a thing that no car has are everywhere."""
    floor = {"floor": frame.floors[0]} if len(frame.floors) == 1 else {}
    if len(frame.floors) > 1:
        return [] if frame.areas else [{"floor": each} for each in frame.floors]
    if frame.areas:
        return [{"area": area} | floor for area in frame.areas]
    return [floor]


def _named(frame: HomeFrame) -> list[tuple[str, dict[str, Any]]]:
    """The devices that are called so, in the room that is named. A kind beside must be the device's own."""
    if frame.but or len(frame.areas) > 1 or len(frame.floors) > 1:
        return []
    found: list[tuple[str, dict[str, Any]]] = []
    for candidates in frame.devices:
        fitting = [device for device in candidates if _fits(device, frame)]
        kinds = {device.kind for device in fitting}
        if not fitting or len(kinds) > 1 or (len(fitting) > 1 and not kinds <= set(_TRUSTED)):
            return []
        found += [(device.kind, {"device": device.id, "name": device.name}) for device in fitting]
    return found


def _fits(device: Named, frame: HomeFrame) -> bool:
    kinds = {kind.name.partition(".")[0] for kind in frame.kinds}
    if kinds and not (kinds <= {device.kind} or (device.kind == "garage" and kinds <= {"garage", "cover"})):
        return False
    if device.kind == "vacuum" and (frame.areas or frame.here):
        return False  # where it is to clean, which is another order
    room = (device.area or "").casefold()
    return not frame.areas or frame.areas[0].casefold() == room


def _excepted(frame: HomeFrame) -> dict[str, Any] | None:
    """The slot of what is left out: rooms and kinds by name, devices by id."""
    if not frame.but:
        return {}
    names: list[str] = []
    placed = any(part in ("area", "floor") for part, _ in frame.but)
    for part, value in frame.but:
        if part == "device":
            names += [device.id for device in value]
        elif part != "kind":
            names.append(str(value))
        elif not placed:  # "but the kitchen lights" leaves out the kitchen, not all lights
            if value.name in {kind.name for kind in frame.kinds} or value.called:
                return None
            names.append(str(value.slots["kind"]))
    return {"except": names}


def _action(frame: HomeFrame, kind: str) -> Action | None:
    """What is to become of a thing of that kind, None when the words make no sense for it."""
    table = MEANT.get(kind, {})
    meant = _meant(frame.verbs, table)
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


def _meant(verbs: Sequence[Verb], table: Mapping[str, str]) -> set[str] | None:
    """What the verbs do together: at most one thing beside a "max" or "min". None where one has no sense."""
    order = list(dict.fromkeys(table.values()))
    common: set[str] | None = None
    ends: set[str] = set()
    for verb in verbs:
        may = {table[word] for word in verb.words if word in table}
        if not may:
            return None
        if may <= {"max", "min"}:
            ends |= may
        else:
            common = may if common is None else common & may
    if common is not None and not common:
        return None
    chosen = {min(common, key=order.index)} if common else set()
    return chosen | ends if len(ends) < 2 else None


def _is_of(frame: HomeFrame, kind: str) -> bool:
    """Whether what is said of the thing is something that it has."""
    of = _ATTRIBUTES.get(kind, ())
    if frame.attribute is not None and frame.attribute not in of:
        return False
    if frame.attribute == "temperature" and kind == "light" and not _is_kelvin(frame):
        return False
    ways = of[:1] if kind == "light" else of  # "warmer" is no light's
    return all(verb.of is None or verb.of in ways for verb in frame.verbs)


def _colored(frame: HomeFrame, meant: set[str]) -> Action | None:
    if frame.kelvin is not None or frame.unit == "kelvin" or frame.attribute in ("white", "temperature"):
        kelvin = frame.kelvin if frame.kelvin is not None else frame.number
        if kelvin is None or kelvin < _KELVIN_LOW or not meant <= {"on"}:
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


_STATES = {
    "on": "on",
    "up": "on",  # 灯亮着吗
    "off": "off",
    "open": "open",
    "close": "closed",
    "lock": "locked",
    "unlock": "unlocked",
}
_STATED = {
    **dict.fromkeys(("light", "switch", "fan", "media_player", "climate", "all"), ("on", "off")),
    **dict.fromkeys(("cover", "garage", "valve"), ("open", "closed")),
    "lock": ("locked", "unlocked", "open", "closed"),
}


def home_question(frame: HomeFrame) -> Step | None:
    """The question about what is named: how it stands, None where the words ask for something else."""
    if frame.has_value or frame.armed is not None or frame.here or frame.but:
        return None
    about = "temperature" if frame.attribute == "temperature" else frame.asks or ""
    if about == "temperature" and not frame.kinds and not frame.devices:
        frame = replace(frame, kinds=(Kind("climate"),))
    elif frame.attribute not in (None, "temperature"):
        return None
    targets = _targets(frame)
    if len(targets) != 1:
        return None
    kind, target = targets[0]
    if kind in ("scene", "script"):
        return None
    slots = target | ({"about": about} if about else {})
    if not frame.verbs:
        return Step("home.state", slots) if about != "which" else None
    states = {_STATES[word] for verb in frame.verbs for word in verb.words if word in _STATES}
    asked = [state for state in _STATED.get(kind, ()) if state in states]
    return Step("home.state", slots | {"state": asked[0]}) if asked and about != "temperature" else None

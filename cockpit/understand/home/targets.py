"""Which devices, or rooms and kinds of things, the words about the home mean."""

from collections.abc import Sequence
from typing import Any

from cockpit.understand.home.frame import HomeFrame, Kind, Verb
from cockpit.understand.home.household import Named

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
_TRUSTED = ("light", "switch", "fan", "media_player", "climate", "cover")
"""Kinds of which a name may mean several devices at once."""
KELVIN_LOW = 1000


def targets_of(frame: HomeFrame) -> list[tuple[str, dict[str, Any]]]:
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
    if frame.attribute == "temperature" and is_kelvin(frame):
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


def is_kelvin(frame: HomeFrame) -> bool:
    return frame.kelvin is not None or (frame.number is not None and frame.number >= KELVIN_LOW)


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

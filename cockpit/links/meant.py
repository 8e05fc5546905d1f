"""Which devices the slots of a step mean."""

from collections.abc import Mapping, Sequence

from cockpit.actions.action import Home
from cockpit.language.at_home import wordings
from cockpit.links.hub import Area, Device
from cockpit.links.registry import DOMAINS

ANYTHING = Home("home.state", (*DOMAINS, "garage"))
"""What a question may be about."""
_SCREENS = ("blind", "curtain", "shade", "shutter", "awning", None)
"""Device classes of covers that keep the sun out; people call one by the other's name."""
_LEVELS = {"upstairs": lambda level: level > 0, "downstairs": lambda level: level <= 0}


def meant(
    devices: Sequence[Device], areas: Sequence[Area], action: Home, slots: Mapping[str, object]
) -> tuple[Device, ...]:
    """The devices that the slots of a step mean (which they are: actions.action.Home)."""
    if "device" in slots:
        return tuple(d for d in devices if d.id == slots["device"])
    if "scene" in slots:
        scene = str(slots["scene"]).casefold()
        return tuple(d for d in devices if d.kind == "scene" and scene in _folded(d.id, d.name, *d.aliases))
    if not slots.keys() & {"kind", "area", "floor"}:
        return ()
    kinds = action.kinds if slots.get("kind", "all") == "all" else (slots["kind"],)
    found = tuple(d for d in devices if d.kind in kinds)
    for slot in ("area", "floor"):
        if slot in slots:
            names = _rooms(areas, slot, str(slots[slot]).casefold())
            found = tuple(d for d in found if d.area in names)
    found = _called(_of_class(found, slots.get("class")), str(slots.get("called", "")))
    return _without(found, areas, slots.get("except", ()))


def _rooms(areas: Sequence[Area], slot: str, name: str) -> set[str]:
    """The names of the areas that are called `name`, or are on a floor that is."""
    if slot == "area":
        return {a.name for a in areas if name in _folded(a.id, a.name, *a.aliases)}
    floors = [(a.name, a.floor) for a in areas if a.floor is not None]
    called = {area for area, floor in floors if name in _folded(floor.name, *floor.aliases)}
    is_there = _LEVELS.get(name)
    if called or is_there is None:
        return called
    return {area for area, floor in floors if floor.level is not None and is_there(floor.level)}


def _of_class(devices: tuple[Device, ...], of_class: object) -> tuple[Device, ...]:
    """Those of a device class; where there is none of a screen's class, the other screens."""
    if of_class is None:
        return devices
    found = tuple(d for d in devices if d.attributes.get("device_class") == of_class)
    if found or of_class not in _SCREENS:
        return found
    return tuple(d for d in devices if d.attributes.get("device_class") in _SCREENS)


def _called(devices: tuple[Device, ...], name: str) -> tuple[Device, ...]:
    """Those in whose name there is this one, in any language; an only lock is every door's."""
    if not name:
        return devices
    words = wordings(name)
    found = tuple(
        d for d in devices if any(word in each for each in _folded(d.name, *d.aliases) for word in words)
    )
    return found or (devices if len(devices) == 1 and devices[0].kind == "lock" else ())


def _without(devices: tuple[Device, ...], areas: Sequence[Area], names: object) -> tuple[Device, ...]:
    """Less those that are named by id, room, floor or kind."""
    out = {str(name) for name in names} if isinstance(names, Sequence) else set()
    for name in tuple(out):
        out |= _rooms(areas, "area", name.casefold()) | _rooms(areas, "floor", name.casefold())
    return tuple(d for d in devices if not out & {d.id, d.kind, str(d.area)})


def _folded(*names: str) -> set[str]:
    return {name.casefold() for name in names}

"""Devices and areas, from what a Home Assistant answers about its states and registries."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cockpit.actions.action import Home
from cockpit.language.at_home import wordings
from cockpit.links.hub import Area, Device, Floor, shown

DOMAINS = (
    "light",
    "switch",
    "fan",
    "media_player",
    "climate",
    "cover",
    "lock",
    "valve",
    "scene",
    "script",
    "vacuum",
    "lawn_mower",
    "alarm_control_panel",
)
"""The domains whose entities are devices to us."""

ANYTHING = Home("home.state", (*DOMAINS, "garage"))
"""What a question may be about."""
_WAYS_IN = ("garage", "gate", "door")
"""Device classes of covers through which one comes into the house."""

_KIND_UNKNOWN = {"cover": "garage"}
"""What an entity counts as that is no device to us."""

State = Mapping[str, Any]
"""As the hub sends it: `entity_id`, `state`, `attributes`, `last_changed` …"""


def domain(entity: str) -> str:
    return entity.partition(".")[0]


def kind_of(state: State) -> str:
    kind = domain(str(state["entity_id"]))
    if kind == "cover" and state["attributes"].get("device_class") in _WAYS_IN:
        return "garage"
    return kind


def kinds_moved(device: Device, known: Mapping[str, Device]) -> tuple[str, ...]:
    """The kinds of what a step on the device moves: of a scene its members', where the hub tells them."""
    members = device.attributes.get("entity_id") if device.kind == "scene" else None
    if not isinstance(members, list | tuple) or not members:
        return (device.kind,)
    names = [str(member) for member in members]
    return tuple(
        known[name].kind if name in known else _KIND_UNKNOWN.get(domain(name), domain(name)) for name in names
    )


def areas_of(
    entries: Iterable[Mapping[str, Any]], floors: Iterable[Mapping[str, Any]] = ()
) -> tuple[Area, ...]:
    """From `config/area_registry/list` and `config/floor_registry/list`, in the order of their names."""
    by_id = {str(f["floor_id"]): Floor(shown(f["name"]), f.get("level"), _aliases(f)) for f in floors}
    areas = [
        Area(str(e["area_id"]), shown(e["name"]), _aliases(e), by_id.get(str(e.get("floor_id"))))
        for e in entries
    ]
    return tuple(sorted(areas, key=lambda area: area.name.casefold()))


def devices_of(
    states: Iterable[State],
    areas: Sequence[Area],
    entities: Mapping[str, Mapping[str, Any]],
    device_areas: Mapping[str, str | None],
) -> dict[str, Device]:
    """Devices by entity id, in the order of their ids.

    `entities`: the entity registry's extended entries by entity id (an entity may have none);
    `device_areas`: the device registry's area ids by device id. An entity without an area of its own
    is in its device's. Those that the user hid, and knobs for set-up, are left out.
    """
    names = {area.id: area.name for area in areas}
    devices = {}
    for state in sorted(states, key=lambda s: str(s["entity_id"])):
        entity = str(state["entity_id"])
        entry = entities.get(entity, {})
        if domain(entity) not in DOMAINS or entry.get("hidden_by") or entry.get("entity_category"):
            continue
        area = entry.get("area_id") or device_areas.get(str(entry.get("device_id")))
        devices[entity] = Device(
            id=entity,
            name=shown(state["attributes"].get("friendly_name") or entity),
            kind=kind_of(state),
            area=names.get(str(area)),
            aliases=_aliases(entry),
            state=str(state["state"]),
            attributes=state["attributes"],
        )
    return devices


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


def _aliases(entry: Mapping[str, Any]) -> tuple[str, ...]:
    # Newer hubs put a null among them for the entity's own name.
    return tuple(shown(alias) for alias in entry.get("aliases") or () if isinstance(alias, str))

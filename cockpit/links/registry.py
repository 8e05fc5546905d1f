"""Devices and areas, from what a Home Assistant answers about its states and registries."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cockpit.actions.action import Home
from cockpit.links.hub import Area, Device, shown

DOMAINS = (
    "light",
    "switch",
    "fan",
    "media_player",
    "climate",
    "cover",
    "lock",
    "scene",
    "alarm_control_panel",
)
"""The domains whose entities are devices to us."""

_WAYS_IN = ("garage", "gate", "door")
"""Device classes of covers through which one comes into the house."""

State = Mapping[str, Any]
"""As the hub sends it: `entity_id`, `state`, `attributes`, `last_changed` …"""


def domain(entity: str) -> str:
    return entity.partition(".")[0]


def kind_of(state: State) -> str:
    kind = domain(str(state["entity_id"]))
    if kind == "cover" and state["attributes"].get("device_class") in _WAYS_IN:
        return "garage"
    return kind


def areas_of(entries: Iterable[Mapping[str, Any]]) -> tuple[Area, ...]:
    """From `config/area_registry/list`, in the order of their names."""
    areas = [Area(str(e["area_id"]), shown(e["name"]), _aliases(e)) for e in entries]
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


def meant(
    devices: Sequence[Device], areas: Sequence[Area], action: Home, slots: Mapping[str, object]
) -> tuple[Device, ...]:
    """The devices that the slots of a step mean (which they are: actions.action.Home)."""
    if "device" in slots:
        return tuple(d for d in devices if d.id == slots["device"])
    if "scene" in slots:
        scene = str(slots["scene"]).casefold()
        return tuple(d for d in devices if d.kind == "scene" and scene in _folded(d.id, d.name, *d.aliases))
    kinds = (slots["kind"],) if "kind" in slots else action.kinds
    found = tuple(d for d in devices if d.kind in kinds)
    if "area" not in slots:
        return found if "kind" in slots else ()
    area = str(slots["area"]).casefold()
    names = {a.name for a in areas if area in _folded(a.id, a.name, *a.aliases)}
    return tuple(d for d in found if d.area in names)


def _folded(*names: str) -> set[str]:
    return {name.casefold() for name in names}


def _aliases(entry: Mapping[str, Any]) -> tuple[str, ...]:
    # Newer hubs put a null among them for the entity's own name.
    return tuple(shown(alias) for alias in entry.get("aliases") or () if isinstance(alias, str))

"""Devices and areas, from what a Home Assistant answers about its states and registries."""

from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from typing import Any

from cockpit.links.hub import Area, Device, Floor, shown
from cockpit.links.websocket import CommandRefused, Socket

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


async def read_home(
    socket: Socket, states: MutableMapping[str, State]
) -> tuple[tuple[Area, ...], dict[str, Device]]:
    """The hub's areas, and its devices by entity id. `states`, what events have told, gets those that they
    have not told. Raises HubError, or KeyError or TypeError for an unknown kind of answer."""
    try:
        floors = await socket.command("config/floor_registry/list")
    except CommandRefused:  # a hub of before March 2024
        floors = []
    areas = areas_of(await socket.command("config/area_registry/list"), floors)
    rooms = {d["id"]: d["area_id"] for d in await socket.command("config/device_registry/list")}
    for state in await socket.command("get_states"):
        # What an event has told since is newer.
        if domain(state["entity_id"]) in DOMAINS:
            states.setdefault(state["entity_id"], state)
    registered = {e["entity_id"] for e in await socket.command("config/entity_registry/list")}
    wanted = sorted(registered & states.keys())
    entries = await socket.command("config/entity_registry/get_entries", entity_ids=wanted) if wanted else {}
    return areas, devices_of(states.values(), areas, {k: v for k, v in entries.items() if v}, rooms)


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


def _aliases(entry: Mapping[str, Any]) -> tuple[str, ...]:
    # Newer hubs put a null among them for the entity's own name.
    return tuple(shown(alias) for alias in entry.get("aliases") or () if isinstance(alias, str))

"""Home Assistant's own English test sentences, by their labels.

github.com/OHF-Voice/intents, tests/en, collected into `ha-intents/tests_en.jsonl` (text, intent, slots)
with the home that they are about in `ha-intents/fixtures/en.yaml`. Their label is an intent and its
slots; ours is what a paired home's devices are told:

- The home has the fixtures' rooms and devices. Where a label names a device in another room than the
  fixtures, the label's room is its room; devices that only labels know are added (`_ADDED`).
- A label whose intent is an action of ours expects that action on exactly the devices that its name,
  area, floor, domain and device class select, with its value: a level as it is, a change of the volume
  with its sign or its way, a colour as #RRGGBB. A lock, a valve, a script, a scene whose
  members are not told or a way into the house is asked first: the line then goes on with "yes", and the
  turn that answers is judged. These are the set
  "home-assistant".
- What no action of ours does (timers, lists, titles to play, a robot for one room, questions …) expects
  that nothing is changed, in the home or the car: the set "home-assistant-beyond".
- Left out are orders that name neither device nor place ("open the windows", "volume up"): they are
  about the room of the loudspeaker that hears them; in a car they are about the car. So are those that
  name a device only by words that the car has for a thing of its own (`_OF_THE_CAR`).
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cockpit.batch import Conversation
from cockpit.car import Given
from cockpit.errors import BadInput
from cockpit.evaluate.home import LabelledHome
from cockpit.evaluate.sets import Expected, Line, SentenceSet
from cockpit.language import load
from cockpit.links.hub import Area, Device
from cockpit.links.registry import areas_of, devices_of
from cockpit.understand.words.lexicon import expand
from vehicle.signal import Value

_ADDED = (
    ("light.overhead", "Overhead Light", "Kitchen", ""),
    ("cover.sliding_door", "Sliding Door", "Kitchen", "door"),
    ("cover.kitchen_window", "Kitchen Window", "Kitchen", "window"),
    ("cover.kitchen_blind", "Kitchen Blind", "Kitchen", "blind"),
    ("cover.bedroom_blind", "Bedroom Blind", "Bedroom", "blind"),
    ("cover.garage_door", "Garage Door", "Garage", "garage"),
    ("fan.kitchen", "Kitchen Fan", "Kitchen", ""),
    ("climate.bedroom", "Bedroom Thermostat", "Bedroom", ""),
)
"""Entity id, name, area, device class of what labels select and the fixtures lack."""
_OF_THE_CAR = ("Overhead Light", "Curtain Left")
"""The dome light and a shade, to who sits in a car."""
_PLACED = ("name", "area", "floor")
_ASKED_FIRST = ("lock", "garage", "valve", "script", "scene")
_HOME = re.compile(r"\b(home|house)\b")
_OF_THE_ROOM = re.compile(r"Hass(TurnO|LightSet|SetPosition|ClimateSet|FanSet|SetVolume|Media)")
"""Intents that a car has things of its own for."""


@dataclass(frozen=True, slots=True)
class _House:
    areas: tuple[Area, ...]
    devices: tuple[Device, ...]


def sets(texts: Path) -> tuple[SentenceSet, ...]:
    """Both sets. `texts`: the folder that has `ha-intents`. Raises BadInput where it has not."""
    folder = texts / "ha-intents"
    try:
        raw = (folder / "tests_en.jsonl").read_text(encoding="utf-8").splitlines()
        fixtures = yaml.safe_load((folder / "fixtures" / "en.yaml").read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise BadInput(
            f"Home Assistant's sentences cannot be read in {folder}",
            "name the folder around it with --texts DIR",
        ) from error
    labels = [json.loads(line) for line in raw]
    house = _house(fixtures, labels)
    ours: list[Line] = []
    beyond: list[Line] = []
    for number, label in enumerate(labels, 1):
        if _is_of_the_room(label):
            continue
        expected = _expected(label, house)
        (ours if expected.devices else beyond).append(_line(number, label, expected, house))
    home = LabelledHome(house.areas, house.devices)
    return (
        SentenceSet("home-assistant", tuple(ours), home),
        SentenceSet("home-assistant-beyond", tuple(beyond), home),
    )


def _house(fixtures: Mapping[str, Any], labels: Sequence[Mapping[str, Any]]) -> _House:
    areas = areas_of(
        (
            {"area_id": area["id"], "name": area["name"], "floor_id": area.get("floor")}
            for area in fixtures["areas"]
        ),
        ({"floor_id": floor["id"], "name": floor["name"]} for floor in fixtures["floors"]),
    )
    ids = {area.name: area.id for area in areas}
    placed = {
        label["slots"]["name"].casefold(): ids[label["slots"]["area"]]
        for label in labels
        if "name" in label["slots"] and label["slots"].get("area") in ids
    }
    states, entries = [], {}
    for entity in (*fixtures["entities"], *(_entity(*added, ids) for added in _ADDED)):
        attributes = {"friendly_name": entity["name"], **entity.get("attributes", {})}
        states.append({"entity_id": entity["id"], "state": "", "attributes": attributes})
        entries[entity["id"]] = {"area_id": placed.get(entity["name"].casefold(), entity.get("area"))}
    return _House(areas, tuple(devices_of(states, areas, entries, {}).values()))


def _entity(entity: str, name: str, area: str, device_class: str, ids: Mapping[str, str]) -> dict[str, Any]:
    attributes = {"device_class": device_class} if device_class else {}
    return {"id": entity, "name": name, "area": ids[area], "attributes": attributes}


def _is_of_the_room(label: Mapping[str, Any]) -> bool:
    slots = label["slots"]
    if slots.get("name") in _OF_THE_CAR and not slots.keys() & {"area", "floor"}:
        return True
    if any(slot in slots for slot in _PLACED) or slots.get("device_class") == "garage":
        return False
    return bool(_OF_THE_ROOM.match(label["intent"])) and not _HOME.search(label["text"])


def _expected(label: Mapping[str, Any], house: _House) -> Expected:
    """The devices that are to be told something; nothing at all where no action of ours does it."""
    told: dict[str, tuple[str, Value | None]] = {}
    for device in _selected(label["slots"], house):
        order = _order(label["intent"], label["slots"], device.kind)
        if order is not None:
            told[device.id] = order
    return Expected("devices", devices=told) if told else Expected("nothing")


def _selected(slots: Mapping[str, Any], house: _House) -> list[Device]:
    def fits(slot: str, of: Callable[[Device], object]) -> Callable[[Device], bool]:
        return lambda device: slot not in slots or str(of(device)).casefold() == slots[slot].casefold()

    floors = {area.name: area.floor.name for area in house.areas if area.floor is not None}
    tests = (
        fits("name", lambda d: d.name),
        fits("area", lambda d: d.area),
        fits("floor", lambda d: floors.get(str(d.area))),
        fits("domain", lambda d: d.id.partition(".")[0]),
        fits("device_class", lambda d: d.attributes.get("device_class")),
    )
    return [device for device in house.devices if all(test(device) for test in tests)]


def _order(intent: str, slots: Mapping[str, Any], kind: str) -> tuple[str, Value | None] | None:
    """The action of ours that the intent means for a device of a kind, and its value."""
    match intent, kind:
        case "HassTurnOn", "scene":
            return "home.activate_scene", None
        case "HassTurnOn", "script":
            return "home.run_script", None
        case "HassTurnOn" | "HassTurnOff", "cover" | "garage" | "valve":
            return ("home.open" if intent == "HassTurnOn" else "home.close"), None
        case "HassTurnOn" | "HassTurnOff", "lock":
            return ("home.lock" if intent == "HassTurnOn" else "home.unlock"), None
        case "HassTurnOn" | "HassTurnOff", "light" | "switch" | "fan" | "media_player" | "climate":
            return ("home.turn_on" if intent == "HassTurnOn" else "home.turn_off"), None
        case "HassLightSet", "light":
            return _lit(slots)
        case "HassSetPosition", "cover" | "garage" | "valve":
            return "home.set_position", slots["position"]
        case "HassFanSetSpeed", "fan":
            return "home.set_speed", slots["percentage"]
        case "HassClimateSetTemperature", "climate":
            return "home.set_temperature", slots["temperature"]
        case "HassSetVolume", "media_player":
            return "home.set_volume", slots["volume_level"]
        case "HassSetVolumeRelative", "media_player":
            step = slots["volume_step"]
            return "home.set_volume", step if isinstance(step, str) else f"{step:+g}"
    return _of_one(intent, kind)


_ORDERS: Mapping[tuple[str, str], tuple[str, Value | None]] = {
    ("HassMediaNext", "media_player"): ("home.play", "next"),
    ("HassMediaPrevious", "media_player"): ("home.play", "previous"),
    ("HassMediaPause", "media_player"): ("home.play", "pause"),
    ("HassMediaUnpause", "media_player"): ("home.play", "play"),
    ("HassMediaPlayerMute", "media_player"): ("home.mute", True),
    ("HassMediaPlayerUnmute", "media_player"): ("home.mute", False),
    ("HassVacuumStart", "vacuum"): ("home.start", None),
    ("HassVacuumReturnToBase", "vacuum"): ("home.dock", None),
    ("HassLawnMowerStartMowing", "lawn_mower"): ("home.start", None),
    ("HassLawnMowerDock", "lawn_mower"): ("home.dock", None),
}


def _of_one(intent: str, kind: str) -> tuple[str, Value | None] | None:
    """Orders without a value of their own, for one kind of thing."""
    return _ORDERS.get((intent, kind))


def _lit(slots: Mapping[str, Any]) -> tuple[str, Value] | None:
    """Of a lamp: its brightness, its white in kelvin, or its colour, by our name for it."""
    if isinstance(slots.get("brightness"), int):
        return "home.set_brightness", slots["brightness"]
    if "temperature" in slots:
        return "home.set_color_temperature", slots["temperature"]
    for color, templates in load("en", "words")["colors"].items():
        if slots.get("color") in expand(templates):
            return "home.set_color", color
    return None


def _line(number: int, label: Mapping[str, Any], expected: Expected, house: _House) -> Line:
    kinds = {device.kind for device in house.devices if device.id in expected.devices}
    turns = (label["text"], "yes") if kinds & set(_ASKED_FIRST) else (label["text"],)
    said = Conversation(turns, Given(), language="en")
    return Line(number, f"ha-{number}", "", said, (expected,))

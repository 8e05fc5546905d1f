"""The JSON schema of a plan's steps, made from the registry: what a model is bound to when it plans."""

from collections.abc import Mapping
from typing import Any

from cockpit.actions.action import Destination, Home, HomeQuestion, Never, Phone, Question
from cockpit.actions.control import Choice, Control, Level
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.actions.zones import ZONES

_TEXT: Mapping[str, Any] = {"type": "string", "maxLength": 60}
_AT_HOME = (
    {"device": _TEXT, "name": _TEXT},
    {
        "kind": _TEXT,
        "area": _TEXT,
        "floor": _TEXT,
        "class": _TEXT,
        "called": _TEXT,
        "except": {"type": "array", "items": _TEXT},
    },
)
_OPTIONAL = {"zone", "name", "area", "floor", "class", "called", "except", "about", "state"}
_ZONE = {"enum": ["own", "beside", "others", *ZONES]}


def schema() -> dict[str, Any]:
    """A list of one to five steps, each {"action", "slots"}, with only the slots that its action takes."""
    steps = [_step(name, slots) for name in REGISTRY for slots in _slots(name)]
    return {"type": "array", "items": {"oneOf": steps}, "minItems": 1, "maxItems": 5}


def _step(action: str, slots: Mapping[str, Any]) -> dict[str, Any]:
    return _object({"action": {"const": action}, "slots": _object(slots, set(slots) - _OPTIONAL)})


def _object(properties: Mapping[str, Any], required: set[str] | None = None) -> dict[str, Any]:
    needed = [name for name in properties if required is None or name in required]
    closed = {"required": needed, "additionalProperties": False}
    return {"type": "object", "properties": dict(properties), **closed}


def _slots(name: str) -> list[dict[str, Any]]:
    """The sets of slots that a step of this action may hold."""
    match REGISTRY[name]:
        case Control() as control:
            zone = {} if "" in control.paths else {"zone": _ZONE}
            return [{**way, **zone} for way in _ways(control)]
        case Question(of_control=True):
            return [{"control": {"enum": list(CONTROLS)}, "zone": _ZONE}]
        case Home() as home:
            named = (*_AT_HOME, {"scene": _TEXT}) if "scene" in home.kinds else _AT_HOME
            return [{**each, **way} for each in named for way in _home_ways(home)]
        case HomeQuestion():
            asked = {"about": {"enum": ["which", "how_many", "temperature"]}, "state": _TEXT}
            return [{**each, **asked} for each in _AT_HOME]
        case Phone():
            return [{}, {"contact": _TEXT}, {"contact": _TEXT, "message": _TEXT}]
        case Destination():
            return [{"place": _TEXT}]
        case Never():
            return []  # there is nothing to plan
        case _:
            return [{}]


def _home_ways(home: Home) -> list[dict[str, Any]]:
    number = {"type": "number"}
    match home.sets:
        case "number":
            return [{"value": number}, {"change": number}, {"steps": number}]
        case "text":
            return [{"value": {"enum": list(home.values)} if home.values else _TEXT}]
        case "switch":
            return [{"value": {"type": "boolean"}}]
        case _:
            return [{}]


def _ways(control: Control) -> list[dict[str, Any]]:
    """What to set: a value, a change or steps."""
    steps = {"steps": {"type": "integer", "minimum": -5, "maximum": 5}}
    match control.value:
        case Level(low=low, high=high, extra=extra):
            value: dict[str, Any] = {"type": "number", "minimum": low, "maximum": high}
            change = {"type": "number", "minimum": low - high, "maximum": high - low}
            return [
                {"value": value},
                *({"value": {"enum": list(extra)}} for _ in extra[:1]),
                {"change": change},
                steps,
            ]
        case Choice(values=values, order=order):
            return [{"value": {"enum": list(values)}}, *([steps] if order else [])]
        case _:
            return [{"value": {"type": "boolean"}}]

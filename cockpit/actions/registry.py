"""Every action, by its name. The one list that grammar, policy, schema and documentation are made from.

An action is declared in its area's file (areas.py) by exactly one of `level`, `choice`, `switch`
(a Control: control.py says what its other keys mean), `question`, `home`, `home_question`, `phone`,
`destination`, `dialogue` and `never` (action.py).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from cockpit.actions.action import Action, Destination, Dialogue, Home, HomeQuestion, Never, Phone, Question
from cockpit.actions.areas import areas
from cockpit.actions.control import Choice, Control, Level, Risk, Switch
from cockpit.actions.zones import SEATS, per_seat

_OF_CONTROL = {"path", "seats", "also", "risk", "risk_at", "risk_of", "default_zone", "verbs", "moves"}


def declared(name: str, entry: Mapping[str, Any]) -> Action:
    """The action of one entry. Raises ValueError with the action's name for what is no declaration."""
    (kind, *more) = [key for key in entry if key not in _OF_CONTROL] or [""]
    data: Any = entry.get(kind)
    try:
        match kind, more:
            case (("level" | "choice" | "switch"), []):
                return _control(name, entry, _value(kind, data))
            case "question", []:
                return _question(name, data)
            case "home", []:
                return Home(name, **_fields(data))
            case "home_question", []:
                return HomeQuestion(name)
            case "destination", []:
                return Destination(name, data)
            case "phone", []:
                return Phone(name)
            case "dialogue", []:
                return Dialogue(name)
            case "never", []:
                return Never(name)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{name} is not declared well: {error}") from error
    raise ValueError(f"{name} is declared by none or by several of level, choice, switch, question, home …")


def _question(name: str, data: Any) -> Question:
    """`data`: the paths, "control", or {controls: […]}."""
    if data == "control":
        return Question(name, of_control=True)
    if isinstance(data, Mapping):
        return Question(name, **_fields(data))
    return Question(name, tuple(data))


def _fields(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}


def _value(kind: str, data: Mapping[str, Any]) -> Level | Choice | Switch:
    match kind:
        case "level":
            return Level(**_fields(data))
        case "choice":
            return Choice(**_fields(data))
        case _:
            return Switch(**_fields(data))


def _control(name: str, entry: Mapping[str, Any], value: Level | Choice | Switch) -> Control:
    seats = entry.get("seats", SEATS)
    path = entry["path"]
    return Control(
        action=name,
        paths=per_seat(path, seats) if "{" in path else {"": path},
        value=value,
        risk=Risk(entry["risk"]),
        default_zone=entry.get("default_zone", "own"),
        also=per_seat(entry["also"], seats) if "also" in entry else {},
        verbs=entry.get("verbs", {}),
        moves=entry.get("moves", {}),
        risk_at={seat: Risk(risk) for seat, risk in entry.get("risk_at", {}).items()},
        risk_of={value: Risk(risk) for value, risk in entry.get("risk_of", {}).items()},
    )


REGISTRY: Mapping[str, Action] = MappingProxyType(
    {name: declared(name, entry) for area in areas().values() for name, entry in area["actions"].items()}
)
CONTROLS: Mapping[str, Control] = MappingProxyType(
    {name: action for name, action in REGISTRY.items() if isinstance(action, Control)}
)

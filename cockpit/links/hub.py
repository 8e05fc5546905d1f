"""A hub found on the network, and the devices it answers for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Hub:
    """`id` is the hub's own lasting id (Home Assistant: its uuid); `address` is host:port or a URL."""

    id: str
    kind: Literal["home-assistant"]
    name: str
    address: str
    paired: bool = False
    reachable: bool = False


@dataclass(frozen=True, slots=True)
class Floor:
    """`level`: 0 on the ground, None where the hub does not know it."""

    name: str
    level: int | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A room of the home, as the hub names it."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    floor: Floor | None = None


@dataclass(frozen=True, slots=True)
class Device:
    """`id` is the hub's own (entity id); `kind` its domain: light, switch, scene, cover …

    A cover that is a way into the house (garage, gate, door) has the kind "garage". `area` is the
    area's name. `state` is the hub's own word, None when it has none.
    """

    id: str
    name: str
    kind: str
    area: str | None = None
    aliases: tuple[str, ...] = ()
    state: str | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)


def shown(text: object, limit: int = 100) -> str:
    """A name from outside made fit to show: one line, no control characters, at most `limit` long.

    Announced names reach terminals, where an escape sequence would be obeyed.
    """
    printable = "".join(c if c.isprintable() else " " for c in str(text))
    return " ".join(printable.split())[:limit]

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
class Device:
    """`id` is the hub's own (entity id); `kind` its domain: light, switch, scene, cover …"""

    id: str
    name: str
    kind: str
    area: str | None = None
    aliases: tuple[str, ...] = ()
    state: str | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)

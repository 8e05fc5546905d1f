"""Mappings in the KUKSA CAN provider's own format: which VSS path goes with which database signal.

The file is a VSS tree as JSON, whose leaves may have `dbc2vss` (or `dbc`, its old name) and
`vss2dbc`: {"signal": name, "interval_ms": ms, "transform": {"mapping": [{"from", "to"}]} or
{"math": formula}, "multiplexer": [{"signal", "value"}]}. A path that VSS 6.0 does not know takes
its type from its leaf.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cantools.database import Database
from cantools.database.can import Message
from cantools.database.can import Signal as DbcSignal

from vehicle import vss
from vehicle.codec import Codec
from vehicle.dbc import Field, conditions, field_of
from vehicle.errors import ProfileError, UnknownPath
from vehicle.signal import Kind, Signal

MEND = "See the mapping format of the KUKSA CAN provider (dbc2vss, vss2dbc)."
DEFAULT_INTERVAL_MS = 1000

MessageKey = tuple[str, int, bool]
"""(channel, arbitration id, extended)"""


@dataclass(frozen=True, slots=True)
class Link:
    """One VSS path in one message: where its bits are and what they mean.

    `interval_s` is how often a reading may be awaited: the message's cycle, else the mapping's.
    """

    signal: Signal
    key: MessageKey
    message: Message
    dbc: DbcSignal
    field: Field
    present: tuple[tuple[Field, frozenset[int]], ...]
    codec: Codec
    interval_s: float

    @property
    def path(self) -> str:
        return self.signal.path

    @property
    def channel(self) -> str:
        return self.key[0]


@dataclass(frozen=True, slots=True)
class Links:
    reads: tuple[Link, ...]
    writes: Mapping[str, Link]
    """By VSS path."""


def read_mapping(path: Path) -> Mapping[str, Any]:
    """The JSON tree in the file; ProfileError when there is none."""
    try:
        tree = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ProfileError(f"{path} cannot be read: {error.strerror}.", MEND) from error
    except ValueError as error:
        raise ProfileError(f"{path} is not JSON: {error}.", MEND) from error
    if not isinstance(tree, dict):
        raise ProfileError(f"{path} holds no VSS tree.", MEND)
    return tree


def link(databases: Mapping[str, Database], tree: Mapping[str, Any]) -> Links:
    """The mapping's links into the databases (by channel); ProfileError when one does not fit."""
    where: dict[str, list[tuple[str, Message, DbcSignal]]] = {}
    for channel, database in databases.items():
        for message in database.messages:
            for dbc in message.signals:
                where.setdefault(dbc.name, []).append((channel, message, dbc))
    reads: list[Link] = []
    writes: dict[str, Link] = {}
    for path, leaf in _leaves(tree):
        signal = _signal(path, leaf)
        rule = leaf.get("dbc2vss", leaf.get("dbc"))
        if rule is not None:
            reads += [_link(signal, rule, *place) for place in _places(where, path, rule)]
        if "vss2dbc" in leaf:
            places = _places(where, path, leaf["vss2dbc"])
            if len(places) > 1:
                names = ", ".join(message.name for _, message, _ in places)
                raise ProfileError(
                    f"{path} is written by a signal that several messages have: {names}.", MEND
                )
            writes[path] = _link(signal, leaf["vss2dbc"], *places[0], writes=True)
    return Links(tuple(reads), writes)


def every_signal(channel: str, database: Database) -> tuple[Link, ...]:
    """Without a mapping: every signal of a database, its path being Message.Signal."""
    found = []
    for message in database.messages:
        for dbc in message.signals:
            datatype = "string" if dbc.choices and len(dbc.choices) > 1 else "double"
            signal = Signal(f"{message.name}.{dbc.name}", Kind.SENSOR, datatype, dbc.unit)
            found.append(_link(signal, {}, channel, message, dbc))
    return tuple(found)


def _leaves(tree: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, node in tree.items():
        if not isinstance(node, dict):
            continue
        path = f"{above}.{name}" if above else name
        if "children" in node:
            yield from _leaves(node["children"], path)
        elif node.keys() & {"dbc2vss", "dbc", "vss2dbc"}:
            yield path, node


def _signal(path: str, leaf: Mapping[str, Any]) -> Signal:
    try:
        return vss.signal(path)
    except UnknownPath as error:
        if "datatype" not in leaf or leaf.get("type") not in set(Kind):
            raise ProfileError(
                f"{path} is neither in VSS 6.0 nor described in the mapping.", error.mend
            ) from error
    low, high = leaf.get("min"), leaf.get("max")
    allowed = tuple(str(name) for name in leaf.get("allowed", ()))
    return Signal(path, Kind(leaf["type"]), leaf["datatype"], leaf.get("unit"), low, high, allowed)


def _places(
    where: Mapping[str, list[tuple[str, Message, DbcSignal]]], path: str, rule: object
) -> list[tuple[str, Message, DbcSignal]]:
    name = rule.get("signal") if isinstance(rule, dict) else None
    if not isinstance(name, str):
        raise ProfileError(f"The mapping of {path} names no signal.", MEND)
    if name not in where:
        raise ProfileError(f"{path} is mapped to {name}, which no database of the car has.", MEND)
    return where[name]


def _link(
    signal: Signal,
    rule: Mapping[str, Any],
    channel: str,
    message: Message,
    dbc: DbcSignal,
    *,
    writes: bool = False,
) -> Link:
    transform = rule.get("transform")
    _check_transform(signal.path, transform)
    present = conditions(message, dbc)
    for item in rule.get("multiplexer", ()):
        selector = message.get_signal_by_name(item["signal"])
        present += ((field_of(selector, message.length), frozenset((item["value"],))),)
    interval_ms = message.cycle_time or rule.get("interval_ms") or DEFAULT_INTERVAL_MS
    return Link(
        signal,
        (channel, message.frame_id, message.is_extended_frame),
        message,
        dbc,
        field_of(dbc, message.length),
        present,
        Codec(signal, dbc, transform, writes=writes),
        interval_ms / 1000,
    )


def _check_transform(path: str, transform: object) -> None:
    if transform is None:
        return
    checks: dict[str, Callable[[Any], bool]] = {
        "math": lambda value: isinstance(value, str),
        "mapping": lambda value: (
            isinstance(value, list) and all(isinstance(p, dict) and {"from", "to"} <= p.keys() for p in value)
        ),
    }
    if not isinstance(transform, dict) or len(transform.keys() & checks.keys()) != 1:
        raise ProfileError(f"The transform of {path} must be either a mapping or math.", MEND)
    for kind, check in checks.items():
        if kind in transform and not check(transform[kind]):
            raise ProfileError(f"The {kind} transform of {path} is not well formed.", MEND)

"""Mappings in the KUKSA CAN provider's own format: which VSS path goes with which database signal.

The file is a VSS tree as JSON, whose leaves may have `dbc2vss` (or `dbc`, its old name) and
`vss2dbc`: {"signal": name, "interval_ms": ms, "transform": {"mapping": [{"from", "to"}]} or
{"math": formula}, "multiplexer": [{"signal", "value"}]}. A path that VSS 6.0 does not know takes
its type from its leaf.
"""

import json
from collections.abc import Iterator, Mapping
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
from vehicle.tables import NUMBER, POSITIVE, SCALAR, SCALARS, TABLE, TABLES, TEXT, WHOLE, Form, check, one_of

MEND = "See the mapping format of the KUKSA CAN provider (dbc2vss, vss2dbc)."
DEFAULT_INTERVAL_MS = 1000
_DEEPEST = 30
"""No path of VSS has as many names."""
_DATATYPES = (*sorted(vss.NUMERIC), "boolean", "string")
_LEAF: Mapping[str, Form] = {
    "datatype": one_of(_DATATYPES),
    "type": one_of(tuple(Kind)),
    "unit": TEXT,
    "min": NUMBER,
    "max": NUMBER,
    "allowed": SCALARS,
}
_RULE: Mapping[str, Form] = {
    "signal": TEXT,
    "interval_ms": POSITIVE,
    "transform": TABLE,
    "multiplexer": TABLES,
}

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
    except RecursionError as error:
        raise ProfileError(f"{path} is nested too deep.", MEND) from error
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
        reading = "dbc2vss" if "dbc2vss" in leaf else "dbc"
        if reading in leaf:
            rule = _rule(path, leaf, reading)
            reads += [_link(signal, rule, *place) for place in _places(where, path, rule)]
        if "vss2dbc" in leaf:
            rule = _rule(path, leaf, "vss2dbc")
            places = _places(where, path, rule)
            if len(places) > 1:
                names = ", ".join(message.name for _, message, _ in places)
                raise ProfileError(
                    f"{path} is written by a signal that several messages have: {names}.", MEND
                )
            writes[path] = _link(signal, rule, *places[0], writes=True)
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
        path = f"{above}.{name}" if above else name
        if not isinstance(node, dict) or path.count(".") > _DEEPEST:
            raise ProfileError(f"{path[:200]} is no branch and no leaf of a VSS tree.", MEND)
        if "children" in node:
            if not isinstance(node["children"], dict):
                raise ProfileError(f"The children of {path} are not a table.", MEND)
            yield from _leaves(node["children"], path)
        elif node.keys() & {"dbc2vss", "dbc", "vss2dbc"}:
            yield path, node


def _signal(path: str, leaf: Mapping[str, Any]) -> Signal:
    try:
        return vss.signal(path)
    except UnknownPath as error:
        if not {"datatype", "type"} <= leaf.keys():
            raise ProfileError(
                f"{path} is neither in VSS 6.0 nor described in the mapping.", error.mend
            ) from error
    check(leaf, _LEAF, path, others=True)
    low, high = leaf.get("min"), leaf.get("max")
    allowed = tuple(str(name) for name in leaf.get("allowed", ()))
    return Signal(path, Kind(leaf["type"]), leaf["datatype"], leaf.get("unit"), low, high, allowed)


def _rule(path: str, leaf: Mapping[str, Any], key: str) -> dict[str, Any]:
    where = f"{key} of {path}"
    rule = check(leaf[key], _RULE, where, needs=("signal",), others=True)
    for item in rule.get("multiplexer", ()):
        check(
            item, {"signal": TEXT, "value": WHOLE}, f"The multiplexer in {where}", needs=("signal", "value")
        )
    if "transform" in rule:
        _check_transform(f"The transform in {where}", rule["transform"])
    return rule


def _places(
    where: Mapping[str, list[tuple[str, Message, DbcSignal]]], path: str, rule: Mapping[str, Any]
) -> list[tuple[str, Message, DbcSignal]]:
    name = rule["signal"]
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
    present = conditions(message, dbc)
    for item in rule.get("multiplexer", ()):
        selector = next((one for one in message.signals if one.name == item["signal"]), None)
        if selector is None:
            raise ProfileError(
                f"The multiplexer of {signal.path} is {item['signal']}, which {message.name} does not have.",
                MEND,
            )
        present += ((field_of(selector, message.length), frozenset((item["value"],))),)
    interval_ms = message.cycle_time or rule.get("interval_ms") or DEFAULT_INTERVAL_MS
    return Link(
        signal,
        (channel, message.frame_id, message.is_extended_frame),
        message,
        dbc,
        field_of(dbc, message.length),
        present,
        Codec(signal, dbc, rule.get("transform"), writes=writes),
        interval_ms / 1000,
    )


def _check_transform(where: str, transform: Mapping[str, Any]) -> None:
    if len(transform.keys() & {"math", "mapping"}) != 1:
        raise ProfileError(f"{where} must be either a mapping or math.", MEND)
    check(transform, {"math": TEXT, "mapping": TABLES}, where, others=True)
    for pair in transform.get("mapping", ()):
        check(pair, {"from": SCALAR, "to": SCALAR}, where, needs=("from", "to"), others=True)

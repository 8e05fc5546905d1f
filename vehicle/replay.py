"""A CAN log turned into what changed, and when, with a summary of what was read and what was not."""

import math
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import can
from cantools.database import Database
from cantools.database.can import Message
from cantools.database.can import Signal as DbcSignal
from cantools.database.namedsignalvalue import NamedSignalValue

from vehicle.clock import Clock
from vehicle.codec import Codec
from vehicle.dbc import conditions, field_of, load_database
from vehicle.decoder import Decoder
from vehicle.e2e import Protection
from vehicle.faults import Fault
from vehicle.logs import CanLog, LogError
from vehicle.mapping import Link, MessageKey, every_signal, link, read_mapping
from vehicle.profile import load_profile
from vehicle.signal import Signal, Value
from vehicle.store import Stamp

_REMEMBERED = 4096  # raw values per signal whose meaning is kept; 12 bits' worth


@dataclass(frozen=True, slots=True)
class Change:
    """`t_s` is seconds since the first frame; `signals` those whose value is another than before.

    None is the value of a path whose reading has ended: the car now says that it has none.
    """

    t_s: float
    signals: Mapping[str, Value | None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What `cockpit replay` says at the end; `first_s` and `last_s` are absolute, None without frames."""

    frames: int
    decoded: int
    unknown_ids: Mapping[str, int]
    faults: tuple[Fault, ...]
    first_s: float | None
    last_s: float | None
    frames_per_s: float
    min_max: Mapping[str, tuple[float, float]]

    def as_json(self) -> dict[str, Any]:
        return {
            "frames": self.frames,
            "decoded": self.decoded,
            "unknown_ids": dict(self.unknown_ids),
            "errors": [{"line": f.line, "kind": f.kind, "count": f.count} for f in self.faults],
            "first": self.first_s,
            "last": self.last_s,
            "frames_per_s": round(self.frames_per_s, 1),
            "min_max": {path: list(ends) for path, ends in self.min_max.items()},
        }


class Replay:
    """Iterate it once for the changes, in the log's order; `summary()` tells of what was read so far.

    LogError at the end of a log in which there was nothing to read.

    `databases` are by channel. With a single one it serves every channel of the log, else a frame
    belongs to the database of its channel's name. `links` say which signals are read and under
    which paths; without them it is every signal of the databases under Message.Signal.

    To the log's faults it adds "length" (a frame too short for its message), "multiplexer" (one
    that selects what the database does not have), "checksum" and "counter" (of a profile that has
    protections): such frames are known but not decoded; and "time" (earlier than the frame before).
    """

    def __init__(
        self,
        log: CanLog,
        databases: Mapping[str, Database],
        links: Iterable[Link] | None = None,
        protections: Mapping[MessageKey, Protection] | None = None,
    ) -> None:
        self.log = log
        self._shapes = {
            (channel, message.frame_id, message.is_extended_frame): _Shape(message)
            for channel, database in databases.items()
            for message in database.messages
        }
        self._only_channel = next(iter(databases)) if len(databases) == 1 else None
        if links is None:
            links = (link for channel, database in databases.items() for link in as_named(channel, database))
        self._decoder = Decoder(links, self._receive, protections)
        self._dropped: Counter[str] = Counter()
        self._frames = 0
        self._decoded = 0
        self._unknown: Counter[tuple[int, bool]] = Counter()
        self._first_s: float | None = None
        self._last_s = -math.inf
        self._values: dict[str, Value] = {}
        self._changed: dict[str, Value | None] = {}
        self._min_max: dict[str, tuple[float, float]] = {}
        self._started_s = time.perf_counter()
        self._ended_s: float | None = None

    def __iter__(self) -> Iterator[Change]:
        self._started_s = time.perf_counter()
        for message in self.log:
            at_s = message.timestamp
            if self._first_s is None:
                self._first_s = at_s
            if at_s < self._last_s:
                self.log.faults.add("time", self.log.line)
            self._last_s = at_s
            self._feed(message)
            if self._changed:
                yield Change(at_s - self._first_s, self._changed)
                self._changed = {}
        self._ended_s = time.perf_counter()
        if not self._frames and not {f.kind for f in self.log.faults.listed()} & {
            "error-frame",
            "remote-frame",
        }:
            raise LogError(f"{self.log.path} has no CAN frames", "Record it again, as with: candump -L any")

    def summary(self) -> Summary:
        seconds = (self._ended_s or time.perf_counter()) - self._started_s
        return Summary(
            frames=self._frames,
            decoded=self._decoded,
            unknown_ids={_hex(*key): count for key, count in sorted(self._unknown.items())},
            faults=self.log.faults.listed(),
            first_s=self._first_s,
            last_s=None if self._first_s is None else self._last_s,
            frames_per_s=self._frames / seconds if seconds > 0 else 0.0,
            min_max=dict(sorted(self._min_max.items())),
        )

    def _feed(self, message: can.Message) -> None:
        self._frames += 1
        arbitration_id, extended = message.arbitration_id, message.is_extended_id
        channel = str(message.channel) if self._only_channel is None else self._only_channel
        shape = self._shapes.get((channel, arbitration_id, extended))
        if shape is None:
            self._unknown[arbitration_id, extended] += 1
            return
        data = bytes(message.data)
        if len(data) < shape.length:
            self.log.faults.add("length", self.log.line)
            return
        if shape.selectors and not shape.selects(data):
            self.log.faults.add("multiplexer", self.log.line)
            return
        if not self._decoder.feed(channel, arbitration_id, extended, data, message.timestamp):
            dropped = self._decoder.faults - self._dropped
            if dropped:
                self._dropped += dropped
                self.log.faults.add(next(iter(dropped)), self.log.line)
                return
        self._decoded += 1

    def _receive(self, path: str, value: Value | None, _stamp: Stamp) -> None:
        if value is None:
            if self._values.pop(path, None) is not None:
                self._changed[path] = None
            return
        if path in self._values and self._values[path] == value:
            return
        self._values[path] = self._changed[path] = value
        if not isinstance(value, str | bool):
            low, high = self._min_max.get(path, (value, value))
            self._min_max[path] = (min(low, value), max(high, value))


class _Shape:
    """What a frame must be like to be wholly decodable: long enough, its multiplexers known."""

    def __init__(self, message: Message) -> None:
        self.length = message.length
        self.selectors = [
            (field_of(dbc, message.length), conditions(message, dbc), _selected(message, dbc))
            for dbc in message.signals
            if dbc.is_multiplexer
        ]

    def selects(self, data: bytes) -> bool:
        data = data[: self.length]
        little, big = int.from_bytes(data, "little"), int.from_bytes(data, "big")
        return all(
            field.raw(little, big) in known
            for field, present, known in self.selectors
            if all(above.raw(little, big) in values for above, values in present)
        )


def _selected(message: Message, multiplexer: DbcSignal) -> frozenset[int]:
    below = [dbc for dbc in message.signals if dbc.multiplexer_signal == multiplexer.name]
    named = {int(value) for value in multiplexer.choices or ()}  # a page with a name may be empty
    return frozenset(value for dbc in below for value in dbc.multiplexer_ids or ()) | named


class _Named(Codec):
    """A value as the database has it: its name, else the number with scale and offset, unrounded."""

    def __init__(self, signal: Signal, dbc: DbcSignal) -> None:
        super().__init__(signal, dbc, None)
        self._dbc = dbc
        self._known: dict[int | float, Value | None] = {}

    def value(self, raw: int | float) -> Value | None:
        if raw in self._known:
            return self._known[raw]
        scaled = self._dbc.conversion.raw_to_scaled(raw, decode_choices=True)
        meaning: Value | None
        if isinstance(scaled, NamedSignalValue):
            meaning = str(scaled.name)
        else:
            meaning = scaled if isinstance(scaled, str) or math.isfinite(scaled) else None
        if len(self._known) < _REMEMBERED:
            self._known[raw] = meaning
        return meaning


def as_named(channel: str, database: Database) -> Iterator[Link]:
    """Every signal of a database under Message.Signal, with the database's own names and numbers."""
    for one in every_signal(channel, database):
        yield replace(one, codec=_Named(one.signal, one.dbc))


def open_replay(
    path: Path, *, car: str | None = None, dbc: Path | None = None, mapping: Path | None = None
) -> Replay:
    """A log by its file, decoded by a car profile, or by a database with or without a mapping to VSS."""
    log = CanLog(path)
    if car:
        profile = load_profile(car)
        return Replay(log, profile.databases, profile.reads, profile.protections)
    assert dbc is not None, "a log needs a car or a database"
    databases = {"": load_database(dbc)}
    links = link(databases, read_mapping(mapping)).reads if mapping else None
    return Replay(log, databases, links)


async def paced(changes: Iterable[Change], speed: float, clock: Clock) -> AsyncIterator[Change]:
    """The changes at `speed` times the log's own pace, on the handed-in clock."""
    start_s = clock.now()
    for change in changes:
        wait_s = start_s + change.t_s / speed - clock.now()
        if wait_s > 0:
            await clock.sleep(wait_s)
        yield change


def _hex(arbitration_id: int, extended: bool) -> str:
    return f"0x{arbitration_id:08x}" if extended else f"0x{arbitration_id:x}"

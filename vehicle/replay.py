"""A CAN log turned into what changed, and when, with a summary of what was read and what was not."""

import math
import struct
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast

import can
from cantools.database import Database, DecodeError
from cantools.database.can import Message
from cantools.database.namedsignalvalue import NamedSignalValue

from vehicle.clock import Clock
from vehicle.errors import VehicleError
from vehicle.logs import CanLog, Fault
from vehicle.signal import Value


class FrameFault(VehicleError):
    """A frame with a known id that could not be decoded as a whole; nothing of it is taken.

    `kind` is what is counted: "length" (too short for its message) or "value" (for example a
    multiplexer that selects nothing, or a number that is none).
    """

    def __init__(self, kind: str, message: str = "") -> None:
        super().__init__(message or kind)
        self.kind = kind


class Decoder(Protocol):
    def decode(self, message: can.Message) -> Mapping[str, Value] | None:
        """Every present signal by its path; None for an id that is in no database. Raises FrameFault."""
        ...


class DatabaseDecoder:
    """Signals as the database names them: a path is Message.Signal, a named value is its name."""

    def __init__(self, database: Database) -> None:
        self._messages = {(m.frame_id, m.is_extended_frame): m for m in database.messages}
        self._last: dict[tuple[int, bool], tuple[bytes, dict[str, Value]]] = {}

    def decode(self, message: can.Message) -> Mapping[str, Value] | None:
        key = (message.arbitration_id, message.is_extended_id)
        kind = self._messages.get(key)
        if kind is None:
            return None
        data = bytes(message.data)
        last = self._last.get(key)
        if last is not None and last[0] == data:
            return last[1]
        values = {f"{kind.name}.{name}": value for name, value in decode_all(kind, data).items()}
        self._last[key] = (data, values)
        return values


def decode_all(kind: Message, data: bytes) -> dict[str, Value]:
    """Every signal present in a frame of this message, named values by name. Raises FrameFault."""
    if len(data) < kind.length:
        raise FrameFault("length", f"{kind.name} has {kind.length} bytes, the frame {len(data)}")
    try:
        values = cast(dict[str, Any], kind.decode(data, decode_choices=True))
    except (DecodeError, ValueError, OverflowError, struct.error) as error:
        raise FrameFault("value", f"{kind.name}: {error}") from error
    for name, value in values.items():
        if isinstance(value, NamedSignalValue):
            values[name] = value.name
        elif not math.isfinite(value):
            raise FrameFault("value", f"{kind.name}.{name} is no number")
    return values


@dataclass(frozen=True, slots=True)
class Change:
    """`t_s` is seconds since the first frame; `signals` those whose value is another than before."""

    t_s: float
    signals: Mapping[str, Value]


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
    """Iterate it once for the changes, in the log's order; `summary()` tells of what was read so far."""

    def __init__(self, log: CanLog, decoder: Decoder) -> None:
        self._log = log
        self._decoder = decoder
        self._frames = 0
        self._decoded = 0
        self._unknown: dict[tuple[int, bool], int] = {}
        self._first_s: float | None = None
        self._last_s: float | None = None
        self._values: dict[str, Value] = {}
        self._min_max: dict[str, tuple[float, float]] = {}
        self._started_s = time.perf_counter()
        self._ended_s: float | None = None

    def __iter__(self) -> Iterator[Change]:
        self._started_s = time.perf_counter()
        for message in self._log:
            at_s = message.timestamp
            if self._first_s is None:
                self._first_s = at_s
            elif self._last_s is not None and at_s < self._last_s:
                self._log.faults.add("time", self._log.line)
            self._last_s = at_s
            changed = self._changed(message)
            if changed:
                yield Change(at_s - self._first_s, changed)
        self._ended_s = time.perf_counter()

    def summary(self) -> Summary:
        seconds = (self._ended_s or time.perf_counter()) - self._started_s
        return Summary(
            frames=self._frames,
            decoded=self._decoded,
            unknown_ids={_hex(*key): count for key, count in sorted(self._unknown.items())},
            faults=self._log.faults.listed(),
            first_s=self._first_s,
            last_s=self._last_s,
            frames_per_s=self._frames / seconds if seconds > 0 else 0.0,
            min_max=dict(sorted(self._min_max.items())),
        )

    def _changed(self, message: can.Message) -> dict[str, Value]:
        self._frames += 1
        try:
            values = self._decoder.decode(message)
        except FrameFault as fault:
            self._log.faults.add(fault.kind, self._log.line)
            return {}
        if values is None:
            key = (message.arbitration_id, message.is_extended_id)
            self._unknown[key] = self._unknown.get(key, 0) + 1
            return {}
        self._decoded += 1
        known = self._values
        changed = {path: value for path, value in values.items() if path not in known or known[path] != value}
        if changed:
            known.update(changed)
            self._widen(changed)
        return changed

    def _widen(self, changed: Mapping[str, Value]) -> None:
        for path, value in changed.items():
            if isinstance(value, str | bool):
                continue
            low, high = self._min_max.get(path, (value, value))
            self._min_max[path] = (min(low, value), max(high, value))


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

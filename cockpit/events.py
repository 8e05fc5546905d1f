"""Everything that happens in a turn, as typed events; the trace; what the window and the tests read."""

import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, TextIO

from cockpit.actions.zones import Seat
from cockpit.errors import BadInput
from cockpit.plan import Outcome, Plan, Status, Step
from vehicle.signal import Frame


@dataclass(frozen=True, slots=True)
class Event:
    """`turn` counts from 0; `at_s` is the handed-in clock's time."""

    turn: int
    at_s: float


@dataclass(frozen=True, slots=True)
class Listening(Event):
    """The microphone is open."""


@dataclass(frozen=True, slots=True)
class Heard(Event):
    """`final` is False for a partial."""

    text: str
    language: str
    seat: Seat
    final: bool = True


@dataclass(frozen=True, slots=True)
class Planned(Event):
    plan: Plan


@dataclass(frozen=True, slots=True)
class StepBegan(Event):
    index: int
    step: Step


@dataclass(frozen=True, slots=True)
class StepEnded(Event):
    index: int
    status: Status
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Replied(Event):
    """`choices`: as in replies.Told."""

    text: str
    asks: str | None
    choices: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Speaking(Event):
    """The first sound of the reply has been handed to the loudspeaker."""


@dataclass(frozen=True, slots=True)
class TurnEnded(Event):
    ms: Mapping[str, float | None]


Observer = Callable[[Event], None]


def plain(value: Any) -> Any:
    """Dataclasses, tuples and frames as JSON can hold them."""
    if isinstance(value, Frame):
        return frame_json(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    return value


def frame_json(frame: Frame) -> dict[str, Any]:
    return {
        "channel": frame.channel,
        "id": frame.arbitration_id,
        "extended": frame.extended,
        "data": frame.data.hex(),
    }


class Trace:
    """An observer that writes one JSON line an event. It holds what people said: only when asked for.

    The file is written in a thread of its own, so that no disk makes the loop wait.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._writer = ThreadPoolExecutor(1, "trace")
        self._failure: OSError | None = None
        """The first: what was to be written after it is dropped."""

    def __call__(self, event: Event) -> None:
        name = type(event).__name__
        line = {"event": name[0].lower() + name[1:]} | plain(event)
        self._writer.submit(self._write, json.dumps(line, ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Wait until all is written, and close the file. Raises BadInput where something was not."""
        self._writer.shutdown(wait=True)
        with suppress(OSError):  # it tries once more what could not be written
            self._stream.close()
        if self._failure is not None:
            raise BadInput(
                f"the trace is not whole: {self._failure.strerror}", "make room, or name another file"
            ) from self._failure

    def _write(self, line: str) -> None:
        if self._failure is not None:
            return
        try:
            self._stream.write(line)
            self._stream.flush()
        except OSError as error:
            self._failure = error


def open_trace(file: Path) -> Trace:
    """Raises BadInput where the file cannot be written."""
    try:
        stream = file.open("w", encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise BadInput(
            f"cannot write the trace to {file}: {error.strerror}", "name a file in a folder that exists"
        ) from error
    return Trace(stream)

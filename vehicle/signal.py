"""The words of the vehicle: a signal, a reading of it, a command to change it, a receipt for that."""

from dataclasses import dataclass
from enum import StrEnum

Value = bool | int | float | str


class Kind(StrEnum):
    SENSOR = "sensor"
    ACTUATOR = "actuator"
    ATTRIBUTE = "attribute"


@dataclass(frozen=True, slots=True)
class Signal:
    """One leaf of the Vehicle Signal Specification (COVESA VSS 6.0) or of a profile's overlay.

    `datatype` and `unit` are VSS's own names; `low`, `high` are in that unit, None where open.
    """

    path: str
    kind: Kind
    datatype: str
    unit: str | None = None
    low: float | None = None
    high: float | None = None
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What the car last said of a signal. `at` is seconds of the handed-in clock."""

    path: str
    value: Value
    at: float


@dataclass(frozen=True, slots=True)
class Command:
    """Bring `path` to `target` (in the signal's VSS unit, enumerations by VSS name)."""

    path: str
    target: Value
    why: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """One CAN frame as sent or received. `arbitration_id` has 11 bits, or 29 when `extended`."""

    channel: str
    arbitration_id: int
    extended: bool
    data: bytes


class Refusal(StrEnum):
    """Why the gate let nothing out, or why what it sent did not count as done."""

    NOT_ALLOWED = "not-allowed"
    OUT_OF_RANGE = "out-of-range"
    MOVING = "moving"
    SPEED_UNKNOWN = "speed-unknown"
    NOT_ARMED = "not-armed"
    TOO_FAST = "too-fast"  # rate limit
    BUS_FAULT = "bus-fault"
    NO_ANSWER = "no-answer"
    OTHER_VALUE = "other-value"
    OVERTAKEN = "overtaken"  # a later command for the same path


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one command.

    status: "done" (the answering reading arrived), "pending" (on its way to the target, longer
    than the gate waits or is let wait), "denied" (nothing was sent) or "failed" (sent, not confirmed).
    `reading` is the signal's last reading when the gate stopped waiting, `before` the fresh one that
    was there when the command came (for undo).
    """

    command: Command
    status: str
    refusal: Refusal | None = None
    detail: str = ""
    frames: tuple[Frame, ...] = ()
    reading: Reading | None = None
    before: Reading | None = None

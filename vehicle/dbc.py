"""CAN databases: loaded by cantools, and where in a frame a signal's bits are.

cantools decodes whole messages; a store wants the few mapped signals of a frame, and only those
that changed. So the bits are taken here, and cantools keeps the meaning of a raw value.
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cantools
from cantools.database import Database
from cantools.database.can import Message
from cantools.database.can import Signal as DbcSignal
from cantools.database.errors import UnsupportedDatabaseFormatError

from vehicle.errors import ProfileError

DATABASE_MEND = "Give a DBC, KCD, ARXML, SYM or CDD file that cantools can read."


def load_database(path: Path) -> Database:
    """The database in the file. ProfileError when there is none or cantools cannot read it."""
    try:
        # Not strict: half of the databases in the wild have overlapping or too long signals.
        database: Any = cantools.database.load_file(path, strict=False, prune_choices=False)
    except OSError as error:
        raise ProfileError(f"{path} cannot be read: {error.strerror}.", DATABASE_MEND) from error
    except (UnsupportedDatabaseFormatError, cantools.Error, UnicodeDecodeError, ValueError) as error:
        cause = " ".join(str(error).split())
        raise ProfileError(f"{path} is not a CAN database: {cause[:200]}", DATABASE_MEND) from error
    if not isinstance(database, Database):
        raise ProfileError(f"{path} is a diagnostics database, without CAN messages.", DATABASE_MEND)
    return database


@dataclass(frozen=True, slots=True)
class Field:
    """A signal's bits in a frame taken as one whole number, in the signal's own byte order."""

    shift: int
    bits: int
    big_endian: bool = False
    signed: bool = False
    floating: bool = False

    @property
    def mask(self) -> int:
        return (1 << self.bits) - 1

    def raw(self, little: int, big: int) -> int | float:
        """The raw value; `little` and `big` are the frame's bytes read as a number in each order."""
        bits = ((big if self.big_endian else little) >> self.shift) & self.mask
        if self.floating:
            size = self.bits // 8
            code = {2: ">e", 4: ">f", 8: ">d"}[size]
            return float(struct.unpack(code, bits.to_bytes(size, "big"))[0])
        if self.signed and bits >> (self.bits - 1):
            return bits - (1 << self.bits)
        return bits

    def place(self, length: int) -> int:
        """A mask of the field's bits in a frame of `length` bytes read little-endian."""
        mask = self.mask << self.shift
        if self.big_endian:
            return int.from_bytes(mask.to_bytes(length, "big"), "little")
        return mask

    def put(self, raw: int, little: int) -> int:
        """`little` (bytes read little-endian) with the bits set to `raw`; little-endian fields only."""
        return (little & ~(self.mask << self.shift)) | ((raw & self.mask) << self.shift)


def field_of(signal: DbcSignal, length: int) -> Field:
    """Where `signal` is in a message of `length` bytes."""
    floating = bool(signal.conversion.is_float)
    if signal.byte_order == "little_endian":
        return Field(signal.start, signal.length, False, signal.is_signed, floating)
    # A big-endian signal's start is its highest bit, counted within its byte from the right.
    from_left = 8 * (signal.start // 8) + 7 - signal.start % 8
    return Field(8 * length - from_left - signal.length, signal.length, True, signal.is_signed, floating)


def conditions(message: Message, signal: DbcSignal) -> tuple[tuple[Field, frozenset[int]], ...]:
    """What the multiplexers above a signal must say for the signal to be in the frame."""
    found: list[tuple[Field, frozenset[int]]] = []
    while signal.multiplexer_signal is not None:
        parent = message.get_signal_by_name(signal.multiplexer_signal)
        found.append((field_of(parent, message.length), frozenset(signal.multiplexer_ids or ())))
        signal = parent
    return tuple(found)

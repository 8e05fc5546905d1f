"""python-can's log readers, made to go on after a bad line and to hide nothing they leave out."""

import io
import re
import struct
from collections.abc import Iterator
from typing import cast

import can
from can.io.blf import BLFParseError, BLFReader
from can.io.trc import TRCReader

from vehicle.faults import Faults

_ASC_KNOWN = re.compile(
    r"\s*(\d+\.\d|//|$|date\b|base\b|(no\s+)?internal events|begin trigger|end trigger)", re.IGNORECASE
)
_ASC_STAMP = re.compile(r"\s*(\d+\.\d+)(.*)", re.DOTALL)
_TRC_ERROR = re.compile(r"\s*\d+\)?\s+[\d.]+\s+(\d+\s+)?(ER|Error)\s")
_CAN_ERR_FLAG = 0x20000000  # linux/can.h; in a candump line it is part of the written id


class Lines:
    """A text file for python-can's readers that counts its lines and can be told to give one again."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self._stream = stream
        self.number = 0
        self.last = ""
        self.extra: list[str] = []

    def __iter__(self) -> Iterator[str]:
        while self.extra:
            yield self.extra.pop()
        for line in self._stream:
            self.number += 1
            self.last = line
            yield line

    def read(self) -> str:  # python-can asks whether it is there; the line readers never call it
        return self._stream.read()

    def write(self, text: str) -> int:
        return self._stream.write(text)

    def close(self) -> None:
        """The log closes its file itself, after the last fault was counted."""


class _AscLines(Lines):
    """Counts lines that belong to no .asc, and turns times relative to the line before into absolute."""

    def __init__(self, lines: Lines, faults: Faults) -> None:
        super().__init__(lines._stream)  # noqa: SLF001 - the same file, read on
        self._faults = faults
        self._relative = False
        self._at_s = 0.0

    def __iter__(self) -> Iterator[str]:
        for line in super().__iter__():
            if not _ASC_KNOWN.match(line):
                self._faults.add("syntax", self.number)
            elif line.lstrip()[:4].lower() == "base":
                self._relative = "relative" in line.lower()
            yield self._absolute(line) if self._relative else line

    def _absolute(self, line: str) -> str:
        stamped = _ASC_STAMP.match(line)
        if stamped is None:
            return line
        self._at_s += float(stamped[1])
        return f"{self._at_s:.6f}{stamped[2]}"


class _Trc(TRCReader):
    """Says what python-can's reader leaves out: error frames, and lines with too few columns."""

    def _parse_line(self, line: str) -> can.Message | None:
        if not line or line.startswith(";"):
            return None
        if _TRC_ERROR.match(line):
            return can.Message(is_error_frame=True)
        return self._parse_cols(tuple(line.split(maxsplit=self._num_columns)))


class BlfReader(BLFReader):
    """Refuses objects of no size, on which python-can's reader would turn forever."""

    def _parse_data(self, data: bytes) -> Iterator[can.Message]:
        place = data.find(b"LOBJ")
        while 0 <= place <= len(data) - 16:
            header_size, _, size = struct.unpack_from("<HHL", data, place + 4)
            if size < max(header_size, 16):
                raise BLFParseError("an object of no size")
            place = data.find(b"LOBJ", place + size, place + size + 8)
        yield from super()._parse_data(data)


def candump(lines: Lines, faults: Faults) -> Iterator[can.Message]:
    for message in _read_on(can.CanutilsLogReader(cast(io.TextIOWrapper, lines)), lines, faults):
        if (
            message.is_extended_id or message.is_error_frame
        ):  # python-can keeps 29 bits of any id, and so loses two things:
            written = int(lines.last.partition("#")[0].split()[-1], 16)
            if written > 0xFFFFFFFF:
                message.arbitration_id = written  # no id at all: found unsound later
                message.is_error_frame = False
            elif written & _CAN_ERR_FLAG:
                message.is_error_frame = True
        yield message


def asc(lines: Lines, faults: Faults) -> Iterator[can.Message]:
    counted = _AscLines(lines, faults)
    reader = can.ASCReader(cast(io.TextIOWrapper, counted), relative_timestamp=False)
    for message in _read_on(reader, counted, faults):
        lines.number = counted.number
        yield message


def trc(lines: Lines, faults: Faults) -> Iterator[can.Message]:
    yield from _read_on(_Trc(cast(io.TextIOWrapper, lines)), lines, faults)


def _read_on(
    reader: can.CanutilsLogReader | can.ASCReader | TRCReader, lines: Lines, faults: Faults
) -> Iterator[can.Message]:
    """Every frame of a reader that stops at the first bad line: count the line and start it again."""
    while True:
        try:
            yield from reader
        except (ValueError, IndexError, KeyError, OverflowError, NotImplementedError):
            faults.add("syntax", lines.number)
            if isinstance(reader, can.ASCReader) and lines.last.lstrip()[:4].lower() not in ("date", "base"):
                lines.extra.append("internal events logged\n")  # it drops the line that ends its header
        else:
            return

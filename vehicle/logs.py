"""CAN logs: candump (-L), Vector .asc and .blf, PEAK .trc, each also gzipped, read by python-can.

What a file is, is seen from its content and not from its name. A line that is no frame, an error
frame, a remote frame or a cut end is counted and the reading goes on; it is never taken for data.
"""

import gzip
import io
import math
import os
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import can
from can.io.blf import BLFParseError, BLFReader
from can.io.trc import TRCReader
from can.util import dlc2len

from vehicle.errors import VehicleError

_HEAD_BYTES = 65536  # a header and enough lines to know a format by
_CANDUMP = re.compile(r"^\s*\(\d+(\.\d+)?\)\s+\S+\s+[0-9A-Fa-f]{1,8}#", re.MULTILINE)
_CANDUMP_SCREEN = re.compile(r"^\s*(\([^)]*\)\s+)?\S+\s+[0-9A-F]{3,8}\s+\[\d+\](\s|$)", re.MULTILINE)
_ASC = re.compile(r"^\s*(base\s+(hex|dec)\b|date\s+\w+\s+\w+)", re.MULTILINE | re.IGNORECASE)
_ASC_KNOWN = re.compile(
    r"\s*(\d+\.\d|//|$|date\b|base\b|(no\s+)?internal events|begin trigger|end trigger)", re.IGNORECASE
)
_ASC_STAMP = re.compile(r"\s*(\d+\.\d+)(.*)", re.DOTALL)
_TRC_ERROR = re.compile(r"\s*\d+\)?\s+[\d.]+\s+(\d+\s+)?(ER|Error)\s")
_REFUSED = (
    (b"MDF     ", "an MDF (.mf4) file"),
    (b"UnFinMF ", "an unfinished MDF (.mf4) file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"BZh", "a bzip2 archive"),
)
_FORMATS = "candump -L, .asc, .blf or .trc, plain or .gz"
_CAN_ERR_FLAG = 0x20000000  # linux/can.h; in a candump line it is part of the written id


class LogError(VehicleError):
    kind = "log"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a log that was not taken for data.

    `line` is where it was first: the physical line from 1, or in a .blf the frame's number from 1.
    """

    line: int
    kind: str
    count: int


class Faults:
    """Counts faults by kind and remembers where each kind came first."""

    def __init__(self) -> None:
        self._first: dict[str, int] = {}
        self._count: dict[str, int] = {}

    def add(self, kind: str, line: int) -> None:
        self._first.setdefault(kind, line)
        self._count[kind] = self._count.get(kind, 0) + 1

    def listed(self) -> tuple[Fault, ...]:
        return tuple(Fault(line, kind, self._count[kind]) for kind, line in self._first.items())


class CanLog:
    """The data frames of a log file in their written order, read once, with absolute timestamps in s.

    `faults` grows while reading, with the kinds "syntax" (a line or frame that makes no sense),
    "error-frame", "remote-frame", "truncated" and "damaged" (nothing after it could be read).
    Raises LogError at once for a file that is missing, empty or no log that can be read here.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults = Faults()
        self.line = 0  # of the frame that was read last
        self._progress: Callable[[], float] = lambda: 0.0
        try:
            with path.open("rb") as raw:
                self._size = os.fstat(raw.fileno()).st_size
                self._packed = raw.read(2) == b"\x1f\x8b"
                raw.seek(0)
                head = self._unpacked_head(raw) if self._packed else raw.read(_HEAD_BYTES)
        except OSError as error:
            why = error.strerror or str(error)
            raise LogError(f"{path} cannot be opened: {why}", "Give the path of a CAN log") from error
        self.format, self._encoding = self._recognise(head)

    def __iter__(self) -> Iterator[can.Message]:
        """Data frames only. A .blf frame's `line` is its number."""
        with self.path.open("rb") as raw:
            self._progress = lambda: raw.tell() / self._size
            stream = cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if self._packed else raw
            try:
                yield from self._blf(stream) if self.format == "blf" else self._text(stream)
            except EOFError:
                self.faults.add("truncated", self.line)
            except (zlib.error, gzip.BadGzipFile):
                self.faults.add("damaged", self.line)

    def progress(self) -> float:
        """How much of the file has been read, 0 to 1. May be asked from another thread."""
        try:
            return self._progress()
        except ValueError:  # closed, as it is after its end
            return 1.0

    def _unpacked_head(self, raw: BinaryIO) -> bytes:
        # Not by GzipFile: it gives nothing at all of a file that is cut within the head.
        unpack = zlib.decompressobj(wbits=31)
        try:
            return unpack.decompress(raw.read(_HEAD_BYTES), _HEAD_BYTES)
        except zlib.error as error:
            raise LogError(f"{self.path} is a damaged gzip file", "Copy the file again") from error

    def _recognise(self, head: bytes) -> tuple[str, str]:
        if not head.strip(b"\0\r\n\t "):
            raise LogError(f"{self.path} is empty", "Record it again, for example with: candump -L any")
        if head.startswith(b"LOGG"):
            return "blf", ""
        encoding = _encoding_of(head)
        text = head.decode(encoding, errors="replace")
        if _CANDUMP.search(text):
            return "candump", encoding
        if text.lstrip().startswith(";"):
            return "trc", encoding
        if _ASC.search(text):
            return "asc", encoding
        raise self._refusal(head, text)

    def _refusal(self, head: bytes, text: str) -> LogError:
        what = next((name for magic, name in _REFUSED if head.startswith(magic)), None)
        if what:
            return LogError(f"{self.path} is {what}, which is not read here", f"Convert it to {_FORMATS}")
        if _CANDUMP_SCREEN.search(text):
            return LogError(
                f"{self.path} is candump's screen output, not its log", "Record it with: candump -L any"
            )
        what = "a binary file" if b"\0" in head else "a text"
        return LogError(f"{self.path} is {what} without CAN frames", f"Give a log in one of: {_FORMATS}")

    def _text(self, stream: BinaryIO) -> Iterator[can.Message]:
        source = {"candump": _candump, "asc": _asc, "trc": _trc}[self.format]
        with io.TextIOWrapper(stream, encoding=self._encoding, errors="replace") as text:
            lines = _Lines(text)
            for message in source(lines, self.faults):
                self.line = lines.number
                if self._is_data(message):
                    yield message

    def _blf(self, stream: BinaryIO) -> Iterator[can.Message]:
        try:
            reader = _Blf(stream)
            for message in reader:
                self.line += 1
                if self._is_data(message):
                    yield message
        except (BLFParseError, struct.error, ValueError, OverflowError):
            self.faults.add("damaged", self.line + 1)
            return
        if not self._packed and reader.file_size > self._size:
            self.faults.add("truncated", self.line)

    def _is_data(self, message: can.Message) -> bool:
        if message.is_error_frame:
            self.faults.add("error-frame", self.line)
        elif message.is_remote_frame:
            self.faults.add("remote-frame", self.line)
        elif not _is_sound(message):
            self.faults.add("syntax", self.line)
        else:
            if message.arbitration_id > 0x7FF:  # some .blf writers leave the flag out
                message.is_extended_id = True
            return True
        return False


class _Lines:
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


class _AscLines(_Lines):
    """Counts lines that belong to no .asc, and turns times relative to the line before into absolute."""

    def __init__(self, lines: _Lines, faults: Faults) -> None:
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


class _Blf(BLFReader):
    """Refuses objects of no size, on which python-can's reader would turn forever."""

    def _parse_data(self, data: bytes) -> Iterator[can.Message]:
        place = data.find(b"LOBJ")
        while 0 <= place <= len(data) - 16:
            header_size, _, size = struct.unpack_from("<HHL", data, place + 4)
            if size < max(header_size, 16):
                raise BLFParseError("an object of no size")
            place = data.find(b"LOBJ", place + size, place + size + 8)
        yield from super()._parse_data(data)


def _candump(lines: _Lines, faults: Faults) -> Iterator[can.Message]:
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


def _asc(lines: _Lines, faults: Faults) -> Iterator[can.Message]:
    counted = _AscLines(lines, faults)
    reader = can.ASCReader(cast(io.TextIOWrapper, counted), relative_timestamp=False)
    for message in _read_on(reader, counted, faults):
        lines.number = counted.number
        yield message


def _trc(lines: _Lines, faults: Faults) -> Iterator[can.Message]:
    yield from _read_on(_Trc(cast(io.TextIOWrapper, lines)), lines, faults)


def _read_on(
    reader: can.CanutilsLogReader | can.ASCReader | TRCReader, lines: _Lines, faults: Faults
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


def _is_sound(message: can.Message) -> bool:
    """Whether id, length and time of a data frame agree with each other (ISO 11898-1 lengths)."""
    size, dlc = len(message.data), message.dlc
    if not math.isfinite(message.timestamp):
        return False
    if not 0 <= message.arbitration_id <= 0x1FFFFFFF:
        return False
    if not message.is_fd:  # a classic frame may say 9 to 15 and then carries 8
        return size == dlc if dlc <= 8 else size == 8
    if size > 64 or (size > 8 and size not in (12, 16, 20, 24, 32, 48, 64)):
        return False
    return size == dlc or (dlc <= 15 and dlc2len(dlc) == size)


def _encoding_of(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        head[:-4].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"  # what Vector's and PEAK's tools write on Windows
    return "utf-8-sig"

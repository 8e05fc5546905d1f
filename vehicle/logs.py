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
from pathlib import Path
from typing import BinaryIO, cast

import can
from can.io.blf import BLFParseError
from can.util import dlc2len

from vehicle.errors import VehicleError
from vehicle.faults import Faults
from vehicle.log_readers import BlfReader, Lines, asc, candump, trc

_HEAD_BYTES = 65536  # a header and enough lines to know a format by
_CANDUMP = re.compile(r"^\s*\(\d+(\.\d+)?\)\s+\S+\s+[0-9A-Fa-f]{1,8}#", re.MULTILINE)
_CANDUMP_SCREEN = re.compile(r"^\s*(\([^)]*\)\s+)?\S+\s+[0-9A-F]{3,8}\s+\[\d+\](\s|$)", re.MULTILINE)
_ASC = re.compile(r"^\s*(base\s+(hex|dec)\b|date\s+\w+\s+\w+)", re.MULTILINE | re.IGNORECASE)
_REFUSED = (
    (b"MDF     ", "an MDF (.mf4) file"),
    (b"UnFinMF ", "an unfinished MDF (.mf4) file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"BZh", "a bzip2 archive"),
)
_FORMATS = "candump -L, .asc, .blf or .trc, plain or .gz"


class LogError(VehicleError):
    kind = "log"


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
            raise _unreadable(path, error) from error
        self.format, self._encoding = self._recognise(head)

    def __iter__(self) -> Iterator[can.Message]:
        """Data frames only. A .blf frame's `line` is its number. LogError when the disk fails."""
        try:
            with self.path.open("rb") as raw:
                self._progress = lambda: raw.tell() / self._size
                stream = cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if self._packed else raw
                yield from self._blf(stream) if self.format == "blf" else self._text(stream)
        except EOFError:
            self.faults.add("truncated", self.line)
        except (zlib.error, gzip.BadGzipFile):
            self.faults.add("damaged", self.line)
        except OSError as error:
            raise _unreadable(self.path, error) from error

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
        source = {"candump": candump, "asc": asc, "trc": trc}[self.format]
        with io.TextIOWrapper(stream, encoding=self._encoding, errors="replace") as text:
            lines = Lines(text)
            for message in source(lines, self.faults):
                self.line = lines.number
                if self._is_data(message):
                    yield message

    def _blf(self, stream: BinaryIO) -> Iterator[can.Message]:
        try:
            reader = BlfReader(stream)
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


def _unreadable(path: Path, error: OSError) -> LogError:
    return LogError(f"{path} cannot be read: {error.strerror or error}", "Give the path of a CAN log")


def _encoding_of(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        head[:-4].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"  # what Vector's and PEAK's tools write on Windows
    return "utf-8-sig"

"""Logs are written here by python-can's own writers and read back; the broken ones are broken by hand."""

import gzip
from pathlib import Path

import can
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vehicle.faults import Fault
from vehicle.logs import CanLog, LogError

SHARED = Path(__file__).parents[2].parent / "shared/data"
FORMATS = sorted((SHARED / "formats").glob("*.*")) if SHARED.is_dir() else []

MESSAGES = [
    can.Message(timestamp=1700000000.0, arbitration_id=0x123, is_extended_id=False, data=[1, 2, 3]),
    can.Message(timestamp=1700000000.5, arbitration_id=0x18EBFF00, is_extended_id=True, data=range(8)),
    can.Message(timestamp=1700000001.25, arbitration_id=0x7FF, is_extended_id=False, data=[]),
]
FD = can.Message(
    timestamp=1700000002.0, arbitration_id=0x321, is_extended_id=False, is_fd=True, data=bytes(range(64))
)
CANDUMP = "(1.000000) can0 123#0102\n(2.000000) can0 124#0304\n"


def written(path: Path, *messages: can.Message) -> Path:
    with can.Logger(path) as writer:
        for message in messages:
            writer.on_message_received(message)
    return path


def text(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def facts(message: can.Message) -> tuple[int, bool, bytes]:
    return message.arbitration_id, message.is_extended_id, bytes(message.data)


@pytest.mark.parametrize("name", ["a.log", "a.asc", "a.blf", "a.trc", "a.log.gz", "a.asc.gz"])
def test_reads_what_python_can_wrote(tmp_path: Path, name: str) -> None:
    messages = [*MESSAGES, FD] if "trc" not in name else MESSAGES
    log = CanLog(written(tmp_path / name, *messages))
    read = list(log)
    assert [facts(message) for message in read] == [facts(message) for message in messages]
    assert [m.timestamp - read[0].timestamp for m in read] == pytest.approx(
        [m.timestamp - messages[0].timestamp for m in messages], abs=1e-3
    )
    assert log.faults.listed() == ()
    assert log.progress() == 1.0


@pytest.mark.parametrize("name", ["a.log", "a.blf"])
def test_times_are_absolute(tmp_path: Path, name: str) -> None:
    assert next(iter(CanLog(written(tmp_path / name, *MESSAGES)))).timestamp == pytest.approx(1700000000.0)


@pytest.mark.parametrize("wrong", ["a.blf", "a.asc", "a.trc", "a.candump.log", "a", "a.mp3"])
def test_the_content_says_the_format_not_the_name(tmp_path: Path, wrong: str) -> None:
    log = CanLog(text(tmp_path / wrong, CANDUMP))
    assert log.format == "candump"
    assert len(list(log)) == 2


def test_reads_what_notepad_saved(tmp_path: Path) -> None:
    path = tmp_path / "drive.log"
    for encoding in ("utf-16", "utf-8-sig"):
        path.write_text(CANDUMP.replace("\n", "\r\n"), encoding=encoding)
        log = CanLog(path)
        assert len(list(log)) == 2
        assert log.faults.listed() == ()


def test_reads_a_gzipped_candump_with_two_suffixes(tmp_path: Path) -> None:
    path = tmp_path / "drive.candump.log.gz"
    path.write_bytes(gzip.compress(CANDUMP.encode()))
    assert len(list(CanLog(path))) == 2


@pytest.mark.parametrize(
    "bad",
    [
        "Found movement at timestamp: 1.0",
        "(3.0) can0",
        "(3.0) can0 123#010",  # half a byte
        "(3.0) can0 123#0102030405060708FF",  # nine bytes in a classic frame
        "(3.0) can0 123##1010203040506070809",  # nine bytes fit no CAN FD length
        "(nan) can0 123#01",
        "(3.0) can0 12G#01",
        "(3.0) can0 123#0x",
        "\0\0\0\0",
        "(3.0) can0 123456789#01",
    ],
)
def test_a_bad_line_is_counted_and_the_rest_is_read(tmp_path: Path, bad: str) -> None:
    log = CanLog(text(tmp_path / "a.log", f"(1.0) can0 123#01\n{bad}\n(4.0) can0 124#02\n{bad}\n"))
    assert [message.arbitration_id for message in log] == [0x123, 0x124]
    assert log.faults.listed() == (Fault(2, "syntax", 2),)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("(1.0) can0 20000080#0000000000000000", "error-frame"),  # bus error
        ("(1.0) can0 20000004#0004000000000000", "error-frame"),  # controller: python-can takes it for data
        ("(1.0) can0 123#R8", "remote-frame"),
    ],
)
def test_what_carries_no_data_is_counted(tmp_path: Path, line: str, kind: str) -> None:
    log = CanLog(text(tmp_path / "a.log", f"{line}\n(2.0) can0 123#01\n"))
    assert [message.arbitration_id for message in log] == [0x123]
    assert log.faults.listed() == (Fault(1, kind, 1),)


def test_asc_garbage_and_a_bad_date_cost_only_themselves(tmp_path: Path) -> None:
    content = (
        "date Foo 99 nonsense\nbase dec timestamps absolute\nno internal events logged\n"
        "   1.000000 1  100  Rx   d 2 16 17\nwhat is this\n   2.000000 1  1xx  Rx   d 2 16 17\n"
        "   3.000000 1  101  Rx   d 2 16\n   4.000000 1  102  Rx   d 1 16\n"
    )
    log = CanLog(text(tmp_path / "a.asc", content))
    assert [facts(m) for m in log] == [(100, False, b"\x10\x11"), (102, False, b"\x10")]
    assert log.faults.listed() == (Fault(1, "syntax", 4),)


def test_asc_times_relative_to_the_line_before(tmp_path: Path) -> None:
    content = (
        "date Sat Sep 30 15:06:13.191 2017\nbase hex timestamps relative\ninternal events logged\n"
        "   1.000000 1  100  Rx   d 1 16\n   0.250000 1  100  Rx   d 1 17\n   0.500000 1  100  Rx   d 1 18\n"
    )
    times = [message.timestamp for message in CanLog(text(tmp_path / "a.asc", content))]
    assert [at - times[0] for at in times] == pytest.approx([0, 0.25, 0.75])


def test_trc_counts_error_frames_and_cut_lines(tmp_path: Path) -> None:
    content = (
        ";$FILEVERSION=2.1\n;$STARTTIME=43008.920986006946\n;$COLUMNS=N,O,T,B,I,d,R,L,D\n;\n"
        "      1      10.000 DT  1     0100 Rx -  2    01 02\n"
        "      2      11.000 ER  1          Rx -  5    04 00 02 00 00\n"
        "      3      12.000 DT  1     01\n"
        "      4      13.000 DT  1     0101 Rx -  2    01\n"
        "      5      14.000 DT  1     0102 Rx -  1    FF\n"
    )
    log = CanLog(text(tmp_path / "a.trc", content))
    assert [facts(m) for m in log] == [(0x100, False, b"\x01\x02"), (0x102, False, b"\xff")]
    assert log.faults.listed() == (Fault(6, "error-frame", 1), Fault(7, "syntax", 2))


def test_a_cut_gzip_is_read_to_the_cut(tmp_path: Path) -> None:
    whole = gzip.compress("".join(f"({n}.0) can0 123#{n:08X}\n" for n in range(50000)).encode())
    path = tmp_path / "a.log.gz"
    path.write_bytes(whole[: len(whole) // 2])
    log = CanLog(path)
    assert 10000 < len(list(log)) < 50000
    assert [fault.kind for fault in log.faults.listed()][-1] == "truncated"


def test_a_cut_blf_is_read_to_the_cut(tmp_path: Path) -> None:
    whole = written(tmp_path / "a.blf", *(MESSAGES * 20000)).read_bytes()
    path = tmp_path / "cut.blf"
    path.write_bytes(whole[: len(whole) // 2])
    log = CanLog(path)
    frames = sum(1 for _ in log)
    assert 0 < frames < 60000
    assert [fault.kind for fault in log.faults.listed()] in (["truncated"], ["damaged"])


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"\n\n  \n", "empty"),
        (b"\x7fELF\x02\x01\x01\0\0\0" * 50, "binary"),
        (b"Dear diary, today I drove.\n", "text"),
        (b"MDF     4.10    ", ".mf4"),
        (b"  can0  123   [2]  01 02\n", "candump's screen output"),
        (b"\x1f\x8bnot really gzip", "gzip"),
        (gzip.compress(b"", mtime=0), "empty"),
    ],
)
def test_what_is_no_log_is_refused_in_one_line(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(content)
    with pytest.raises(LogError) as caught:
        CanLog(path)
    assert word in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.mend


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.log", tmp_path):
        with pytest.raises(LogError, match="cannot be read"):
            CanLog(path)


@given(st.binary(max_size=400), st.sampled_from(["candump", "asc", "trc", "blf", "gz"]))
@settings(max_examples=300, deadline=None)
def test_no_bytes_make_a_log_crash(tmp_path_factory: pytest.TempPathFactory, noise: bytes, kind: str) -> None:
    start = {
        "candump": CANDUMP.encode(),
        "asc": b"date Sat Sep 30 15:06:13.191 2017\nbase hex timestamps absolute\n",
        "trc": b";$FILEVERSION=2.1\n;$STARTTIME=43008.9\n;$COLUMNS=N,O,T,B,I,d,R,L,D\n",
        "blf": b"LOGG",
        "gz": b"\x1f\x8b\x08\x00",
    }[kind]
    path = tmp_path_factory.getbasetemp() / "noise"
    path.write_bytes(start + noise)
    try:
        for message in CanLog(path):
            assert len(message.data) <= 64
    except LogError as error:
        assert error.mend


@given(st.integers(min_value=0), st.binary(min_size=1, max_size=8))
@settings(max_examples=200, deadline=None)
def test_no_flipped_bytes_make_a_blf_crash(
    tmp_path_factory: pytest.TempPathFactory, place: int, noise: bytes
) -> None:
    folder = tmp_path_factory.getbasetemp()
    path = folder / "plain.blf"
    with can.BLFWriter(path, compression_level=0) as writer:
        for message in MESSAGES:
            writer.on_message_received(message)
    data = bytearray(path.read_bytes())
    place %= len(data)
    data[place : place + len(noise)] = noise
    path.write_bytes(data)
    try:
        assert sum(1 for _ in CanLog(path)) <= 1000
    except LogError as error:
        assert error.mend


@pytest.mark.skipif(not FORMATS, reason="the shared data is not here")
@pytest.mark.parametrize("path", FORMATS, ids=lambda path: path.name)
def test_every_shared_file_is_read_or_refused(path: Path) -> None:
    if path.suffix == ".txt":
        with pytest.raises(LogError):
            CanLog(path)
        return
    log = CanLog(path)
    frames = sum(1 for _ in log)
    with can.LogReader(path) as reader:
        expected = sum(not (m.is_error_frame or m.is_remote_frame) for m in reader)
    assert frames == expected
    assert frames or log.faults.listed()

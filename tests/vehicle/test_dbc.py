"""Bits of signals, against cantools' own decoding."""

from pathlib import Path

import pytest
from cantools.database import Message
from cantools.database.can import Signal
from cantools.database.conversion import BaseConversion
from hypothesis import given
from hypothesis import strategies as st

from vehicle.dbc import field_of, load_database
from vehicle.errors import ProfileError


def _message(start: int, length: int, order: str, signed: bool) -> Message:
    signal = Signal(
        "S", start, length, byte_order=order, is_signed=signed, conversion=BaseConversion.factory()
    )
    return Message(1, "M", 8, [signal], strict=False)


@st.composite
def messages(draw: st.DrawFn) -> Message:
    length = draw(st.integers(1, 40))
    order = draw(st.sampled_from(["little_endian", "big_endian"]))
    start = draw(st.integers(0, 63))
    message = _message(start, length, order, draw(st.booleans()))
    try:
        Message(1, "M", 8, message.signals, strict=True)
    except Exception:  # noqa: BLE001  cantools says in several ways that a signal is not inside
        return _message(7, 8, order, False) if order == "big_endian" else _message(0, 8, order, False)
    return message


@given(messages(), st.binary(min_size=8, max_size=8))
def test_a_field_has_the_bits_that_cantools_reads(message: Message, data: bytes) -> None:
    field = field_of(message.signals[0], 8)
    raw = field.raw(int.from_bytes(data, "little"), int.from_bytes(data, "big"))
    assert raw == message.decode(data)["S"]


@given(messages(), st.binary(min_size=8, max_size=8))
def test_other_bits_do_not_matter_to_a_field(message: Message, data: bytes) -> None:
    field = field_of(message.signals[0], 8)
    kept = int.from_bytes(data, "little") & field.place(8)
    frame = kept.to_bytes(8, "little")
    assert message.decode(frame)["S"] == message.decode(data)["S"]


@given(st.integers(0, 55), st.integers(1, 9), st.integers(0), st.binary(min_size=8, max_size=8))
def test_what_is_put_is_read_and_nothing_else_changes(shift: int, bits: int, raw: int, data: bytes) -> None:
    field = field_of(_message(shift, bits, "little_endian", False).signals[0], 8)
    before = int.from_bytes(data, "little")
    after = field.put(raw % (1 << bits), before)
    assert field.raw(after, 0) == raw % (1 << bits)
    assert after & ~field.place(8) == before & ~field.place(8)


def test_a_float_signal_is_read_as_one() -> None:
    signal = Signal("S", 0, 32, byte_order="little_endian", conversion=BaseConversion.factory(is_float=True))
    message = Message(1, "M", 8, [signal])
    data = message.encode({"S": 1.5})
    assert field_of(signal, 8).raw(int.from_bytes(data, "little"), int.from_bytes(data, "big")) == 1.5


@pytest.mark.parametrize("content", ["", "hello", "\x00\x01", '{"a": 1}'])
def test_what_is_no_database_is_said_in_one_line(tmp_path: Path, content: str) -> None:
    file = tmp_path / "car.dbc"
    file.write_text(content)
    with pytest.raises(ProfileError) as caught:
        load_database(file)
    assert "car.dbc" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_database_is_said(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="cannot be read"):
        load_database(tmp_path / "none.dbc")

"""Counter and checksum."""

import pytest
from crccheck.crc import Crc8SaeJ1850
from hypothesis import given
from hypothesis import strategies as st

from vehicle.dbc import Field
from vehicle.e2e import COUNTER_VALUES, MAX_STEP, Protection, crc8_j1850, follows

PROTECTION = Protection(Field(8, 4), 0)


def test_the_checksum_is_sae_j1850() -> None:
    assert crc8_j1850(b"123456789") == 0x4B


@given(st.binary(max_size=64))
def test_the_checksum_is_that_of_a_library(data: bytes) -> None:
    assert crc8_j1850(data) == Crc8SaeJ1850.calc(data)


@given(st.integers(0, 0x7FF), st.integers(0, 2**64 - 1), st.integers(0, 1000))
def test_a_sealed_frame_is_known_as_ours(ident: int, payload: int, counter: int) -> None:
    frame = PROTECTION.seal(ident, payload, 8, counter)
    assert PROTECTION.is_sealed(ident, frame)
    assert PROTECTION.counter.raw(int.from_bytes(frame, "little"), 0) == counter % COUNTER_VALUES


@given(st.integers(0, 0x7FF), st.integers(0, 2**64 - 1), st.integers(0, 63))
def test_one_wrong_bit_is_seen(ident: int, payload: int, bit: int) -> None:
    frame = bytearray(PROTECTION.seal(ident, payload, 8, 3))
    frame[bit // 8] ^= 1 << bit % 8
    assert not PROTECTION.is_sealed(ident, bytes(frame))


@given(st.integers(0, 0x7FF), st.integers(0, 2**64 - 1), st.integers(1, 0x7F))
def test_a_frame_on_another_id_is_seen(ident: int, payload: int, other: int) -> None:
    assert not PROTECTION.is_sealed(ident ^ other, PROTECTION.seal(ident, payload, 8, 3))


@pytest.mark.parametrize("last", range(COUNTER_VALUES))
def test_the_counter_goes_on_and_may_skip_a_little(last: int) -> None:
    good = [counter for counter in range(16) if follows(counter, last)]
    assert sorted(good) == sorted((last + step) % COUNTER_VALUES for step in range(1, MAX_STEP + 1))

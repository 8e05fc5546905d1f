"""Frames in, values out: what is taken, what is dropped, what costs nothing."""

import cantools
from hypothesis import given
from hypothesis import strategies as st

from vehicle.decoder import Decoder
from vehicle.mapping import every_signal, link
from vehicle.profile import Profile, load_profile
from vehicle.signal import Value
from vehicle.store import Stamp, Store

DEMO_EV = load_profile("demo-ev")
SPEED = "Vehicle.Speed"
MOTION = 0x110
MUX = """VERSION ""
BU_: A
BO_ 16 Muxed: 8 A
 SG_ Which M : 0|4@1+ (1,0) [0|15] "" A
 SG_ First m0 : 8|8@1+ (1,0) [0|255] "" A
 SG_ Second m1 : 8|8@1+ (1,0) [0|255] "" A
 SG_ Always : 16|8@1+ (1,0) [0|255] "" A
BO_ 17 Big: 4 A
 SG_ Wide : 7|16@0- (0.5,0) [0|0] "" A
 SG_ Named : 23|2@0+ (1,0) [0|0] "" A
VAL_ 17 Named 0 "OFF" 1 "ON" 3 "SNA" ;
"""


class Heard:
    """A sink that remembers everything."""

    def __init__(self) -> None:
        self.values: list[tuple[str, Value | None]] = []
        self.stamps: dict[str, Stamp] = {}

    def __call__(self, path: str, value: Value | None, stamp: Stamp) -> None:
        self.values.append((path, value))
        self.stamps[path] = stamp


def _motion(speed_kmh: float | None, counter: int) -> bytes:
    payload = 0
    for reading in DEMO_EV.reads:
        if reading.message.frame_id == MOTION:
            known = speed_kmh is not None and reading.path == SPEED
            raw = reading.codec.raw(speed_kmh) if known and speed_kmh is not None else reading.field.mask
            payload = reading.field.put(raw, payload)
    return DEMO_EV.protections["main", MOTION, False].seal(MOTION, payload, 8, counter)


def _decoder(heard: Heard) -> Decoder:
    return Decoder(DEMO_EV.reads, heard, DEMO_EV.protections)


def test_a_good_frame_is_read_and_the_next_one_only_where_it_differs() -> None:
    heard = Heard()
    decoder = _decoder(heard)
    assert decoder.feed("main", MOTION, False, _motion(50, 0), 1.0)
    assert (SPEED, 50.0) in heard.values
    first = len(heard.values)
    assert decoder.feed("main", MOTION, False, _motion(50, 1), 1.1)
    assert len(heard.values) == first
    assert heard.stamps[SPEED].at == 1.1
    assert decoder.feed("main", MOTION, False, _motion(51, 2), 1.2)
    assert heard.values[first:] == [(SPEED, 51.0)]


def test_not_available_is_told_as_none() -> None:
    heard = Heard()
    decoder = _decoder(heard)
    decoder.feed("main", MOTION, False, _motion(50, 0), 1.0)
    decoder.feed("main", MOTION, False, _motion(None, 1), 1.1)
    assert heard.values[-1] == (SPEED, None)


def test_foreign_frames_change_nothing() -> None:
    heard = Heard()
    decoder = _decoder(heard)
    assert decoder.feed("main", MOTION, False, _motion(50, 0), 1.0)
    before = list(heard.values)
    good = _motion(90, 1)
    assert not decoder.feed("main", 0x7FF, False, good, 1.1)  # an id that nobody knows
    assert not decoder.feed("main", MOTION, True, good, 1.1)  # an extended one
    assert not decoder.feed("other", MOTION, False, good, 1.1)  # on another bus
    assert not decoder.feed("main", MOTION, False, good[:7], 1.1)
    assert not decoder.feed("main", MOTION, False, bytes([good[0] ^ 1]) + good[1:], 1.1)
    assert not decoder.feed("main", MOTION, False, _motion(90, 0), 1.1)  # the counter stands still
    assert not decoder.feed("main", MOTION, False, _motion(90, 9), 1.1)  # the counter jumps
    assert heard.values == before
    assert heard.stamps[SPEED].at == 1.0
    assert decoder.faults == {"length": 1, "checksum": 1, "counter": 2}


def test_after_a_silence_any_counter_is_taken() -> None:
    heard = Heard()
    decoder = _decoder(heard)
    decoder.feed("main", MOTION, False, _motion(50, 3), 1.0)
    assert not decoder.feed("main", MOTION, False, _motion(51, 3), 1.3)
    assert decoder.feed("main", MOTION, False, _motion(51, 3), 1.4)  # 4 cycles of 100 ms


@given(st.lists(st.tuples(st.integers(0, 2047), st.booleans(), st.binary(max_size=64)), max_size=30))
def test_no_foreign_frame_breaks_the_decoder_or_is_believed(frames: list[tuple[int, bool, bytes]]) -> None:
    heard = Heard()
    decoder = _decoder(heard)
    for ident, extended, data in frames:
        taken = decoder.feed("main", ident, extended, data, 0.0)
        protection = DEMO_EV.protections.get(("main", ident, extended))
        assert not taken or (protection is not None and protection.is_sealed(ident, data[:8]))


def test_multiplexed_signals_are_as_old_as_their_own_frames() -> None:
    database = cantools.database.load_string(MUX, "dbc")
    store = Store()
    decoder = Decoder(every_signal("main", database), store.receive)
    decoder.feed("main", 16, False, bytes([0, 5, 9, 0, 0, 0, 0, 0]), 1.0)
    decoder.feed("main", 16, False, bytes([1, 6, 9, 0, 0, 0, 0, 0]), 2.0)
    decoder.feed("main", 16, False, bytes([1, 6, 9, 0, 0, 0, 0, 0]), 3.0)
    readings = {path: store.latest(path) for path in store.paths()}
    assert {path: (r.value, r.at) for path, r in readings.items() if r} == {
        "Muxed.Which": (1.0, 3.0),
        "Muxed.First": (5.0, 1.0),
        "Muxed.Second": (6.0, 3.0),
        "Muxed.Always": (9.0, 3.0),
    }


@given(st.binary(min_size=4, max_size=4))
def test_without_a_mapping_values_are_those_of_cantools(data: bytes) -> None:
    database = cantools.database.load_string(MUX, "dbc")
    heard = Heard()
    Decoder(every_signal("main", database), heard).feed("main", 17, False, data, 0.0)
    expected = database.decode_message(17, data)
    values = dict(heard.values)
    assert values["Big.Wide"] == expected["Wide"]
    named = str(expected["Named"])
    assert values["Big.Named"] == (None if named == "SNA" else named)


def test_a_mapped_signal_of_a_multiplexed_message_can_be_chosen_by_the_mapping() -> None:
    database = cantools.database.load_string(MUX, "dbc")
    leaf = {
        "datatype": "float",
        "type": "sensor",
        "dbc2vss": {"signal": "Always", "multiplexer": [{"signal": "Which", "value": 1}]},
    }
    links = link({"main": database}, {"Vehicle": {"type": "branch", "children": {"Speed": leaf}}})
    heard = Heard()
    decoder = Decoder(links.reads, heard)
    decoder.feed("main", 16, False, bytes([0, 0, 9, 0, 0, 0, 0, 0]), 1.0)
    assert heard.values == []
    decoder.feed("main", 16, False, bytes([1, 0, 9, 0, 0, 0, 0, 0]), 1.0)
    assert heard.values == [(SPEED, 9.0)]


def test_the_profile_fixture_is_the_one_used_here(demo_ev: Profile) -> None:
    assert demo_ev is DEMO_EV  # loaded once, shared

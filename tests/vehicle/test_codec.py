"""Raw values on the bus and values of VSS paths, for every signal of the demo EV and by hand."""

import cantools
import pytest
from cantools.database.can import Signal as DbcSignal
from cantools.database.conversion import BaseConversion
from hypothesis import given
from hypothesis import strategies as st

from vehicle.codec import NO_REQUEST, Codec
from vehicle.errors import BadValue
from vehicle.mapping import Link
from vehicle.profile import Profile, load_profile
from vehicle.signal import Kind, Signal, Value

DEMO_EV = load_profile("demo-ev")
READS = {link.path: link for link in DEMO_EV.reads}


def _codec(
    datatype: str = "float",
    *,
    bits: int = 8,
    scale: float = 1,
    offset: float = 0,
    names: dict[int, str] | None = None,
    transform: dict[str, object] | None = None,
    writes: bool = False,
) -> Codec:
    conversion = BaseConversion.factory(scale=scale, offset=offset, choices=names)
    dbc = DbcSignal("S", 0, bits, conversion=conversion)
    return Codec(Signal("Vehicle.X", Kind.ACTUATOR, datatype), dbc, transform, writes=writes)


def _raws(link: Link) -> st.SearchStrategy[int]:
    return st.integers(0, link.field.mask)


@st.composite
def links_and_raws(draw: st.DrawFn) -> tuple[Link, int]:
    link = draw(st.sampled_from([*DEMO_EV.reads, *DEMO_EV.writes.values()]))
    return link, draw(_raws(link))


@given(links_and_raws())
def test_what_a_raw_value_means_is_said_by_the_same_raw_value(case: tuple[Link, int]) -> None:
    link, raw = case
    value = link.codec.value(raw)
    if value is None:
        return
    try:
        again = link.codec.raw(value)
    except BadValue:
        return  # more bits than the signal's range needs
    assert link.codec.value(again) == value
    if link.path not in ("Vehicle.Powertrain.Transmission.CurrentGear",):
        assert again == raw


@pytest.mark.parametrize("path", sorted(DEMO_EV.writes))
def test_all_ones_is_no_request_in_commands_and_no_reading_in_status(path: str, demo_ev: Profile) -> None:
    command, status = demo_ev.writes[path], READS[path]
    assert command.codec.value(command.field.mask) is None
    assert status.codec.value(status.field.mask) is None
    assert str(command.dbc.choices[command.field.mask]) == NO_REQUEST
    assert str(status.dbc.choices[status.field.mask]) == "SNA"


def _targets(link: Link) -> list[Value]:
    signal = link.signal
    if signal.datatype == "boolean":
        return [True, False]
    if signal.allowed:
        return list(signal.allowed)
    if signal.datatype == "string":
        return ["#000000", "#FFD700", "#FFFFFF"]
    low, high = float(link.dbc.minimum), float(link.dbc.maximum)
    ends = [low, (low + high) // 2, high]
    return [value if signal.datatype in ("float", "double") else int(value) for value in ends]


@pytest.mark.parametrize("path", sorted(DEMO_EV.writes))
def test_what_is_asked_for_is_what_can_be_reported(path: str, demo_ev: Profile) -> None:
    command, status = demo_ev.writes[path], READS[path]
    for target in _targets(command):
        asked = command.codec.value(command.codec.raw(target))
        reported = status.codec.value(status.codec.raw(target))
        assert asked == reported == target


@pytest.mark.parametrize("path", sorted(DEMO_EV.writes))
def test_the_codec_agrees_with_cantools(path: str, demo_ev: Profile) -> None:
    link = demo_ev.writes[path]
    database: cantools.database.Database = demo_ev.databases["main"]
    for target in _targets(link):
        payload = link.field.put(link.codec.raw(target), 0)
        frame = payload.to_bytes(link.message.length, "little")
        raw = database.decode_message(link.message.frame_id, frame, scaling=False, decode_choices=False)
        assert raw[link.dbc.name] == link.codec.raw(target)


def test_a_number_beyond_the_databases_range_is_refused() -> None:
    temperature = DEMO_EV.writes["Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature"].codec
    for target in (9.5, 35.5, 127.5, -1, 1e9):
        with pytest.raises(BadValue):
            temperature.raw(target)


@pytest.mark.parametrize("color", ["red", "#FF00", "#GG0000", "", "FF0000", "#FF00000"])
def test_what_is_no_colour_is_refused(color: str) -> None:
    codec = DEMO_EV.writes["Vehicle.Cabin.Light.AmbientLight.Row1.DriverSide.Color"].codec
    with pytest.raises(BadValue, match="cannot be"):
        codec.raw(color)


def test_a_scaled_number_carries_no_rounding_noise() -> None:
    codec = _codec(scale=0.1)
    assert [codec.value(raw) for raw in (3, 6, 7)] == [0.3, 0.6, 0.7]


def test_a_mapping_goes_by_name_or_number_and_leaves_out_the_rest() -> None:
    names = {0: "OFF", 1: "ON", 2: "FAULT", 3: "SNA"}
    transform = {"mapping": [{"from": "OFF", "to": False}, {"from": "ON", "to": True}]}
    codec = _codec("boolean", names=names, transform=transform)
    assert [codec.value(raw) for raw in range(4)] == [False, True, None, None]
    assert codec.raw(True) == 1
    numbers = _codec("string", transform={"mapping": [{"from": 7, "to": "SEVEN"}]})
    assert [numbers.value(7), numbers.value(8)] == ["SEVEN", None]
    assert numbers.raw("SEVEN") == 7
    with pytest.raises(BadValue):
        numbers.raw("EIGHT")


def test_a_mapping_may_name_what_is_not_available() -> None:
    codec = _codec(
        "boolean", names={3: "LIGHT_SNA"}, transform={"mapping": [{"from": "LIGHT_SNA", "to": False}]}
    )
    assert codec.value(3) is False
    assert _codec("boolean", names={3: "LIGHT_SNA"}).value(3) is None


def test_without_a_transform_a_name_is_a_text_or_else_its_number() -> None:
    names = {0: "MPH", 1: "KPH"}
    assert _codec("string", names=names).value(1) == "KPH"
    assert _codec("uint8", names=names).value(1) == 1
    assert _codec("boolean", names=names).value(1) is True


def test_a_formula_has_one_direction() -> None:
    reads = _codec("int8", scale=0.02, transform={"math": "floor((x*40)-100)"})
    assert reads.value(100) == -20
    with pytest.raises(BadValue):
        reads.raw(-20)
    writes = _codec("int8", scale=0.02, transform={"math": "(x+100)/40"}, writes=True)
    assert writes.raw(-20) == 100
    assert writes.value(100) is None


def test_a_transform_that_gives_no_number_gives_no_reading() -> None:
    assert _codec("uint8", transform={"math": "1/x"}).value(0) is None
    assert _codec("boolean").value(2) is None


def test_what_does_not_fit_into_the_bits_is_refused() -> None:
    codec = _codec("float", bits=4)  # no range in the database
    assert codec.raw(15) == 15
    for value in (16, -1):
        with pytest.raises(BadValue):
            codec.raw(value)

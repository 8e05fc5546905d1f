"""Paths of VSS 6.0 and values for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vehicle import vss
from vehicle.errors import BadValue, UnknownPath
from vehicle.signal import Kind

WINDOW = "Vehicle.Cabin.Door.Row1.DriverSide.Window.Position"
GEAR = "Vehicle.Powertrain.Transmission.SelectedGear"


def test_every_leaf_of_vss_and_our_overlay_is_known() -> None:
    assert len(vss.paths()) == 1263 + 3
    for path in vss.paths():
        assert vss.signal(path).path == path


def test_a_signal_has_its_facts() -> None:
    signal = vss.signal(WINDOW)
    assert (signal.kind, signal.datatype, signal.unit) == (Kind.ACTUATOR, "uint8", "percent")
    assert (signal.low, signal.high) == (0, 100)
    assert "RAIN_SENSOR" in vss.signal("Vehicle.Body.Windshield.Front.Wiping.Mode").allowed


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("Vehicle.Sped", "Vehicle.Speed"),
        ("vehicle.speed", "Vehicle.Speed"),
        ("Vehicle.Cabin.Door.Row1.Driver.Window.Position", WINDOW),
    ],
)
def test_an_unknown_path_is_an_error_that_suggests_the_nearest(wrong: str, meant: str) -> None:
    with pytest.raises(UnknownPath) as caught:
        vss.signal(wrong)
    assert wrong in str(caught.value)
    assert meant in caught.value.mend


def test_a_path_like_nothing_gets_a_mend_all_the_same() -> None:
    with pytest.raises(UnknownPath) as caught:
        vss.signal("zzzzzzzz")
    assert caught.value.mend


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (WINDOW, 50, 50),
        (WINDOW, 50.0, 50),
        ("Vehicle.Speed", 120, 120.0),
        ("Vehicle.Cabin.Light.IsDomeOn", True, True),
        ("Vehicle.Body.Windshield.Front.Wiping.Mode", "FAST", "FAST"),
        ("Vehicle.Cabin.Seat.Row1.DriverSide.HeatingCooling", -67, -67),
        ("Vehicle.VehicleIdentification.VIN", "WVW1", "WVW1"),
        ("Vehicle.VehicleIdentification.LicensePlate", 4711, "4711"),
        ("Vehicle.Diagnostics.DTCList", ["P0420"], '["P0420"]'),
    ],
)
def test_a_fitting_value_becomes_the_signals_type(path: str, value: object, expected: object) -> None:
    parsed = vss.parse_value(vss.signal(path), value)
    assert parsed == expected
    assert type(parsed) is type(expected)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (WINDOW, 101),
        (WINDOW, -1),
        (WINDOW, 50.5),
        (WINDOW, True),
        (WINDOW, "50"),
        (WINDOW, None),
        (GEAR, 128),
        ("Vehicle.Speed", float("nan")),
        ("Vehicle.Speed", "fast"),
        ("Vehicle.Cabin.Light.IsDomeOn", 1),
        ("Vehicle.Cabin.Light.IsDomeOn", "true"),
        ("Vehicle.Body.Windshield.Front.Wiping.Mode", "fast"),
        ("Vehicle.Body.Windshield.Front.Wiping.Mode", 1),
        ("Vehicle.VehicleIdentification.VIN", True),
        ("Vehicle.Diagnostics.DTCList", "P0420"),
    ],
)
def test_a_value_that_does_not_fit_is_an_error_that_says_what_does(path: str, value: object) -> None:
    with pytest.raises(BadValue) as caught:
        vss.parse_value(vss.signal(path), value)
    assert path in str(caught.value)
    assert caught.value.mend.startswith("It takes ")


@given(
    st.sampled_from(vss.paths()), st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text())
)
def test_any_value_for_any_path_fits_or_is_a_bad_value(path: str, value: object) -> None:
    signal = vss.signal(path)
    try:
        parsed = vss.parse_value(signal, value)
    except BadValue:
        return
    assert vss.parse_value(signal, parsed) == parsed

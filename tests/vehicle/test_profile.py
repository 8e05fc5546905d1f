"""Cars as folders: the demo EV's is right, and wrong ones are said to be wrong."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from vehicle.errors import ProfileError
from vehicle.profile import Profile, car_names, load_profile
from vehicle.signal import Kind

DEMO_EV = Path(__file__).parents[2] / "vehicle/cars/demo-ev"

SIDES = ("Row1.DriverSide", "Row1.PassengerSide", "Row2.DriverSide", "Row2.PassengerSide")
STATIONS = ("Row1.Driver", "Row1.Passenger", "Row2.Driver", "Row2.Passenger")
NAMED_BY_THE_CONTRACT = {
    *(f"Cabin.Door.{side}.{leaf}" for side in SIDES for leaf in ("Window.Position", "Shade.Position")),
    *(f"Cabin.Door.{side}.{leaf}" for side in SIDES for leaf in ("IsOpen", "IsLocked")),
    *(f"Cabin.Door.{side}.IsChildLockActive" for side in SIDES[2:]),
    *(
        f"Cabin.Seat.{side}.{leaf}"
        for side in SIDES
        for leaf in ("HeatingCooling", "Massage.Level", "Position")
    ),
    *(f"Cabin.Seat.{side}.Backrest.{leaf}" for side in SIDES for leaf in ("LumbarSupport", "Recline")),
    *(
        f"Cabin.HVAC.Station.{station}.{leaf}"
        for station in STATIONS
        for leaf in ("Temperature", "FanSpeed", "AirDistribution")
    ),
    *(
        f"Cabin.Light.{kind}.{side}.{leaf}"
        for kind in ("AmbientLight", "Spotlight")
        for side in SIDES
        for leaf in ("IsLightOn", "Intensity", "Color")
    ),
    *(
        f"Cabin.HVAC.Is{name}Active"
        for name in ("AirConditioning", "FrontDefroster", "RearDefroster", "Recirculation")
    ),
    *(
        "Cabin.Sunroof.Position",
        "Cabin.Sunroof.Shade.Position",
        "Cabin.RearShade.Position",
        "Cabin.Light.IsDomeOn",
    ),
    *("Body.Hood.IsOpen", "Body.Trunk.Rear.IsOpen", "Body.Trunk.Front.IsOpen", "Body.Horn.IsActive"),
    *(f"Body.Lights.{name}.IsOn" for name in ("Beam.Low", "Beam.High", "Fog.Front", "Fog.Rear")),
    "Body.Lights.Hazard.IsSignaling",
    *(f"Body.Windshield.{side}.Wiping.Mode" for side in ("Front", "Rear")),
    *(
        f"Body.Mirrors.{side}.{leaf}"
        for side in ("DriverSide", "PassengerSide")
        for leaf in ("IsFolded", "IsHeatingOn")
    ),
    "Chassis.SteeringWheel.HeatingCooling",
    "Powertrain.Transmission.PerformanceMode",
    *(f"Powertrain.TractionBattery.Charging.{leaf}" for leaf in ("ChargeLimit", "StartStopCharging")),
    "Powertrain.TractionBattery.Charging.ChargingPort.AnyPosition.IsFlapOpen",
}
NEVER = re.compile(
    r"\.(ADAS|Brake|Accelerator|Transmission\.(Sel|Cur)|ParkingBrake|SteeringWheel\.(Angle|Ex|Tilt))"
)


def test_the_demo_ev_takes_commands_for_all_that_the_contract_names(demo_ev: Profile) -> None:
    assert {f"Vehicle.{path}" for path in NAMED_BY_THE_CONTRACT} <= demo_ev.writes.keys()
    assert demo_ev.writes.keys() == demo_ev.rules.keys()


def test_the_demo_ev_takes_no_command_that_drives_it(demo_ev: Profile) -> None:
    assert [path for path in demo_ev.writes if NEVER.search(path)] == []


def test_commands_and_status_have_ids_of_their_own_and_all_are_protected(demo_ev: Profile) -> None:
    asked = {link.message.frame_id for link in demo_ev.writes.values()}
    reported = {link.message.frame_id for link in demo_ev.reads}
    assert not asked & reported
    assert {("main", ident, False) for ident in asked | reported} == demo_ev.protections.keys()


def test_every_reported_signal_has_a_cycle_and_every_number_a_unit_where_vss_has_one(
    demo_ev: Profile,
) -> None:
    for link in demo_ev.reads:
        assert link.message.cycle_time, link.path
        assert demo_ev.stale_after_s[link.path] == pytest.approx(3.5 * link.message.cycle_time / 1000)
        if link.signal.unit is not None and link.signal.datatype != "boolean":
            assert link.dbc.unit, link.path


def test_the_demo_ev_reports_in_vss_units(demo_ev: Profile) -> None:
    units = {"percent": "%", "Celsius": "degC", "degrees": "deg"}
    for link in demo_ev.reads:
        if link.signal.unit is not None:
            assert link.dbc.unit == units.get(link.signal.unit, link.signal.unit), link.path


def test_vss_calls_some_sensors_what_this_car_takes_commands_for(demo_ev: Profile) -> None:
    sensors = {path for path, link in demo_ev.writes.items() if link.signal.kind is Kind.SENSOR}
    assert sensors == {
        "Vehicle.Cabin.Sunroof.Position",
        *(f"Vehicle.Cabin.Door.{s}.IsChildLockActive" for s in SIDES),
    }


def test_a_profile_is_found_by_name_and_by_folder(demo_ev: Profile) -> None:
    assert "demo-ev" in car_names()
    assert load_profile(DEMO_EV) is demo_ev


def test_an_unknown_car_is_said_with_the_known_ones() -> None:
    with pytest.raises(ProfileError) as caught:
        load_profile("no-such-car")
    assert "no-such-car" in str(caught.value)
    assert "demo-ev" in caught.value.mend


def _copy(tmp_path: Path, change: Callable[[str], str]) -> Path:
    folder = tmp_path / "car"
    shutil.copytree(DEMO_EV, folder)
    file = folder / "profile.toml"
    file.write_text(change(file.read_text()))
    return folder


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda text: text.replace('name = "demo-ev"', "name ="), "not TOML"),
        (lambda text: text.replace('name = "demo-ev"', ""), "needs name"),
        (lambda text: "nmae = 1\n" + text, "unknown key nmae"),
        (lambda text: text.replace("demo_ev.dbc", "none.dbc"), "cannot be read"),
        (lambda text: text.replace("demo_ev.dbc", "vss_dbc.json"), "not a CAN database"),
        (lambda text: text.replace("vss_dbc.json", "none.json"), "cannot be read"),
        (lambda text: text.replace("vss_dbc.json", "demo_ev.dbc"), "not JSON"),
        (lambda text: text.replace("[channels.main]", "[channels.main]\nbaud = 3"), "unknown key baud"),
        (lambda text: text.replace("[channels.main]", "[channel]"), "unknown key channel"),
        (lambda text: text.replace('checksum = "Checksum"', ""), "needs checksum"),
        (
            lambda text: text.replace('"Counter"', '"Checksum"').replace('m = "Checksum"', 'm = "Counter"'),
            "whole",
        ),
        (lambda text: text.replace("Cabin.RearShade.Position", "Cabin.RearShade.Psition"), "fits"),
        (lambda text: text.replace('condition = "slow"', 'condition = "fast"'), "condition cannot be 'fast'"),
        (lambda text: text.replace('condition = "slow"', ""), "needs condition"),
        (lambda text: text.replace('condition = "slow"', 'condition = "slow"\nwhy = 1'), "unknown key why"),
        (lambda text: text.replace("low = 16", 'low = "16"'), "low cannot be"),
        (lambda text: text.replace("low = 16", "low = 16\npaths = 1"), "not TOML"),
    ],
)
def test_a_wrong_profile_is_said_in_one_line(tmp_path: Path, wrong: Callable[[str], str], said: str) -> None:
    with pytest.raises(ProfileError, match=said) as caught:
        load_profile(_copy(tmp_path, wrong))
    assert "\n" not in str(caught.value)
    assert caught.value.mend


@pytest.mark.parametrize(
    ("remove", "said"),
    [
        (r'BA_ "GenSigStartValue" SG_ \d+ HornReq 3;', "no start value"),
        (r"SG_ Horn :", "which no database of the car has"),
    ],
)
def test_a_database_that_does_not_serve_the_profile_is_said(tmp_path: Path, remove: str, said: str) -> None:
    folder = _copy(tmp_path, lambda text: text)
    file = folder / "demo_ev.dbc"
    text, count = re.subn(remove, "SG_ Trumpet :" if remove.startswith("SG_") else "", file.read_text())
    assert count == 1
    if remove.startswith("SG_"):
        text = re.sub(r"VAL_ \d+ Horn .*\n", "", text)
    file.write_text(text)
    with pytest.raises(ProfileError, match=said):
        load_profile(folder)


def test_what_is_written_must_be_read(tmp_path: Path) -> None:
    folder = _copy(tmp_path, lambda text: text)
    file = folder / "vss_dbc.json"
    text, count = re.subn(r'"dbc2vss": \{"signal": "Horn",', '"was": {"signal": "Horn",', file.read_text())
    assert count == 1
    file.write_text(text)
    with pytest.raises(ProfileError, match="written but never read"):
        load_profile(folder)

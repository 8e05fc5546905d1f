"""The registry: real paths, and from a step's slots to absolute commands."""

from collections.abc import Mapping
from typing import Any

import pytest

from cockpit.actions.action import Destination, Never, Question
from cockpit.actions.control import Control, Level, Risk
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.actions.zones import SEATS, Seat
from cockpit.plan import Remark
from vehicle import vss
from vehicle.signal import Value

WINDOW = "Vehicle.Cabin.Door.Row1.DriverSide.Window.Position"


def commands(
    action: str,
    slots: Mapping[str, Any],
    readings: Mapping[str, Value] | None = None,
    seat: Seat = "row1.driver",
) -> dict[str, Value] | str:
    made = CONTROLS[action].commands(slots, seat, (readings or {}).get)
    return made.key if isinstance(made, Remark) else {c.path: c.target for c in made}


@pytest.mark.parametrize("control", CONTROLS.values(), ids=CONTROLS)
def test_every_path_is_a_vss_signal_of_a_fitting_kind(control: Control) -> None:
    for path in control.paths.values():
        number = vss.signal(path).datatype not in ("boolean", "string")
        assert number == isinstance(control.value, Level)
    for path in control.also.values():
        assert vss.signal(path).datatype == "boolean"
    assert set(control.paths) <= {"", *SEATS}
    assert set(control.also) <= set(control.paths)


def test_every_path_that_is_read_is_a_vss_signal() -> None:
    for action in REGISTRY.values():
        if isinstance(action, Question):
            for path in action.paths:
                vss.signal(path)
        if isinstance(action, Destination):
            for path in action.paths.values():
                vss.signal(path)


def test_names_are_the_keys_and_no_path_is_never_s() -> None:
    assert all(name == action.action for name, action in REGISTRY.items())
    assert sum(isinstance(action, Never) for action in REGISTRY.values()) == 6


@pytest.mark.parametrize("control", CONTROLS.values(), ids=CONTROLS)
def test_verbs_lead_to_values_the_control_has(control: Control) -> None:
    for value in control.verbs.values():
        if isinstance(control.value, Level):
            assert control.value.low <= float(value) <= control.value.high or value in control.value.extra


@pytest.mark.parametrize(
    ("action", "slots", "readings", "expected"),
    [
        ("windows.position", {"value": 50}, {}, {WINDOW: 50}),
        ("windows.position", {"steps": 1}, {WINDOW: 30}, {WINDOW: 40}),
        ("windows.position", {"steps": 1}, {WINDOW: 97}, {WINDOW: 100}),
        ("windows.position", {"steps": 1}, {}, "reading_unknown"),
        ("windows.position", {"change": 30}, {WINDOW: 90}, "out_of_range"),
        ("windows.position", {"value": 101}, {}, "out_of_range"),
        ("climate.temperature", {"value": 21.3}, {}, 21.5),
        ("climate.temperature", {"value": 28}, {}, 28),
        ("climate.temperature", {"value": 28.5}, {}, "out_of_range"),
        ("climate.temperature", {"value": 15.5}, {}, "out_of_range"),
        ("drive.wipers", {"steps": 1}, {"Vehicle.Body.Windshield.Front.Wiping.Mode": "SLOW"}, "MEDIUM"),
        ("drive.wipers", {"steps": 5}, {"Vehicle.Body.Windshield.Front.Wiping.Mode": "SLOW"}, "FAST"),
        ("windows.sunroof", {"value": -100}, {}, -100),
        ("windows.sunroof", {"value": -50}, {}, "out_of_range"),
    ],
)
def test_commands(
    action: str, slots: Mapping[str, Any], readings: Mapping[str, Value], expected: Any
) -> None:
    made = commands(action, slots, readings)
    if isinstance(made, str) or isinstance(expected, dict):
        assert made == expected
    else:
        assert list(made.values()) == [expected]


def test_notches_go_to_the_next_stop() -> None:
    path = CONTROLS["seats.heating"].paths["row1.driver"]
    assert commands("seats.heating", {"steps": 1}, {path: 0}) == {path: 33}
    assert commands("seats.heating", {"steps": 2}, {path: 33}) == {path: 100}
    assert commands("seats.heating", {"steps": -1}, {path: 50}) == {path: 33}
    assert commands("seats.heating", {"steps": 1}, {path: 100}) == {path: 100}
    fan = CONTROLS["climate.fan"].paths["row1.driver"]
    assert commands("climate.fan", {"steps": 1}, {fan: 40}) == {fan: 60}


def test_ventilation_is_negative_heating() -> None:
    path = CONTROLS["seats.ventilation"].paths["row1.driver"]
    assert commands("seats.ventilation", {"value": 67}) == {path: -67}
    assert commands("seats.ventilation", {"value": 0}) == {path: 0}
    assert commands("seats.ventilation", {"steps": 1}, {path: -33}) == {path: -67}
    assert commands("seats.ventilation", {"steps": 1}, {path: 50}) == {path: -33}


@pytest.mark.parametrize(
    ("seat", "slots", "count"),
    [
        ("row1.driver", {}, 1),
        ("row2.right", {}, 1),
        ("row1.driver", {"zone": "all"}, 4),
        ("row1.driver", {"zone": "rear"}, 2),
        ("row1.driver", {"zone": ["own", "passenger"]}, 2),
        ("row1.driver", {"zone": ["own", "driver"]}, 1),
    ],
)
def test_places(seat: Seat, slots: Mapping[str, Any], count: int) -> None:
    made = commands("windows.position", {"value": 0, **slots}, seat=seat)
    assert isinstance(made, dict)
    assert len(made) == count


def test_own_is_the_speakers() -> None:
    made = commands("windows.position", {"value": 0}, seat="row2.left")
    assert made == {"Vehicle.Cabin.Door.Row2.DriverSide.Window.Position": 0}


def test_a_place_that_is_not_there_is_said() -> None:
    assert commands("drive.mirror_fold", {"value": True, "zone": "rear"}) == "no_such_place"
    everyone = commands("doors.child_lock", {"value": True})
    assert isinstance(everyone, dict)
    assert len(everyone) == 2


def test_a_lamp_that_is_off_is_switched_on_with_its_level() -> None:
    control = CONTROLS["lights.reading_brightness"]
    lamp, level = control.also["row1.driver"], control.paths["row1.driver"]
    assert commands("lights.reading_brightness", {"value": 30}, {lamp: False}) == {lamp: True, level: 30}
    assert commands("lights.reading_brightness", {"value": 30}, {lamp: True}) == {level: 30}


@pytest.mark.parametrize(
    ("action", "seat", "value", "risk"),
    [
        ("doors.open", "row1.driver", True, Risk.PARKED_CONFIRM),
        ("doors.open", "row1.driver", False, Risk.BODY),
        ("doors.lock", "row1.driver", True, Risk.BODY),
        ("doors.lock", "row1.driver", False, Risk.PARKED_CONFIRM),
        ("doors.child_lock", "row2.left", False, Risk.PARKED_CONFIRM),
        ("doors.trunk", "", True, Risk.PARKED),
        ("doors.trunk", "", False, Risk.BODY),
        ("lights.low_beam", "", False, Risk.PARKED_IN_DARK),
        ("lights.low_beam", "", True, Risk.BODY),
        ("seats.position", "row1.driver", 100, Risk.PARKED),
        ("seats.position", "row1.passenger", 100, Risk.OWN_PLACE),
        ("seats.heating", "row1.driver", 100, Risk.PLACE_COMFORT),
        ("drive.mode", "", "SPORT", Risk.SLOW),
        ("drive.horn", "", True, Risk.PARKED),
        ("media.volume", "", 30, Risk.COMFORT),
    ],
)
def test_risk(action: str, seat: str, value: Value, risk: Risk) -> None:
    assert CONTROLS[action].risk_for(seat, value) is risk

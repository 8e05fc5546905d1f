"""The policy: every control × value × place × motion × light × seat, against the contract's own table.

That the whole car keeps to it, frames and all, is the sweep's to show (test_sweep.py).
"""

import itertools
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from contract_policy import Situation, expected

from cockpit import policy
from cockpit.actions.control import Choice, Control, Level, Risk
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.actions.zones import SEATS, Seat
from cockpit.policy import Moment, judge
from vehicle.motion import Motion
from vehicle.signal import Command, Value

DRIVER: Seat = "row1.driver"
BACK: Seat = "row2.left"
PARKED_BY_DAY = Moment(Motion.PARKED, dark=False, video=False)
WORDS = {"allow": "done", "confirm": "asked", "deny": "denied"}


def targets_of(control: Control) -> tuple[Value, ...]:
    match control.value:
        case Choice(values=values):
            return values
        case Level(low=low, high=high, extra=extra, sign=sign):
            return (sign * low, sign * high, *extra)
        case _:
            return (True, False)


@pytest.mark.parametrize("name", CONTROLS)
def test_every_control_is_judged_as_the_contract_says(name: str) -> None:
    control = CONTROLS[name]
    cases = itertools.product(
        targets_of(control), control.paths.values(), SEATS, Motion, (True, False), (True, False)
    )
    for target, path, seat, motion, dark, video in cases:
        verdict = judge(control, (Command(path, target),), seat, Moment(motion, dark, video))
        wanted = expected(path, target, seat, Situation(motion.value, dark, video))
        assert WORDS[verdict.kind] == wanted, (path, target, seat, motion, dark, video)
        assert (verdict.reason is not None) == (verdict.kind == "deny")


@pytest.mark.parametrize(
    ("path", "target", "seat", "motion", "reason"),
    [
        ("Vehicle.Body.Horn.IsActive", True, DRIVER, Motion.SLOW, "moving"),
        ("Vehicle.Body.Horn.IsActive", True, BACK, Motion.MOVING, "not_your_place"),
        ("Vehicle.Body.Lights.Beam.Low.IsOn", False, DRIVER, Motion.SLOW, "dark"),
        ("Vehicle.Powertrain.Transmission.PerformanceMode", "SPORT", DRIVER, Motion.MOVING, "too_fast_for"),
        ("Vehicle.Cabin.Infotainment.Media.Played.Source", "DVD", BACK, Motion.SLOW, "moving"),
        ("Vehicle.Cabin.Infotainment.Media.Action", "PLAY", DRIVER, Motion.MOVING, "moving"),
    ],
)
def test_the_reason_is_the_one_that_can_be_mended(
    path: str, target: Value, seat: Seat, motion: Motion, reason: str
) -> None:
    verdict = judge(control_of(path), (Command(path, target),), seat, Moment(motion, dark=True, video=True))
    assert verdict.reason is not None
    assert verdict.reason.key == reason


def control_of(path: str) -> Control:
    return next(control for control in CONTROLS.values() if control.seat_of(path) is not None)


def test_every_class_is_some_actions() -> None:
    """A class that no action has would be judged by rules that nothing shows to be right."""
    used = {
        control.risk_for(seat, target)
        for control in CONTROLS.values()
        for seat in control.paths
        for target in targets_of(control)
    }
    assert used == set(Risk)


def test_several_commands_get_the_strictest_verdict() -> None:
    door = CONTROLS["doors.open"]
    paths = tuple(door.paths.values())
    close, unlike = (
        (Command(paths[0], False), Command(paths[1], False)),
        (Command(paths[0], False), Command(paths[1], True)),
    )
    assert judge(door, close, DRIVER, PARKED_BY_DAY).kind == "allow"
    assert judge(door, unlike, DRIVER, PARKED_BY_DAY).kind == "confirm"
    window = CONTROLS["windows.position"]
    everywhere = tuple(Command(path, 50) for path in window.paths.values())
    assert judge(window, everywhere, BACK, PARKED_BY_DAY).kind == "deny"


def test_a_lamps_switch_is_judged_with_its_level() -> None:
    lamp = CONTROLS["lights.reading_brightness"]
    own = (Command(lamp.also[BACK], True), Command(lamp.paths[BACK], 40))
    others = (Command(lamp.also[DRIVER], True), Command(lamp.paths[DRIVER], 40))
    assert judge(lamp, own, BACK, PARKED_BY_DAY).kind == "allow"
    assert judge(lamp, others, BACK, PARKED_BY_DAY).kind == "deny"


@pytest.mark.parametrize("seat", SEATS)
@pytest.mark.parametrize(
    "name",
    ["drive.brake", "drive.steering", "drive.gear", "drive.throttle", "drive.cruise", "drive.stability"],
)
def test_what_drives_the_car_is_never_touched(name: str, seat: Seat) -> None:
    assert judge(REGISTRY[name], (), seat, PARKED_BY_DAY).kind == "deny"


@pytest.mark.parametrize(
    ("name", "kinds", "kind"),
    [
        ("home.turn_on", ("light",), "allow"),
        ("home.turn_off", ("alarm_control_panel",), "confirm"),
        ("home.turn_off", ("light", "lock"), "confirm"),
        ("home.unlock", ("lock",), "confirm"),
        ("home.lock", ("lock",), "confirm"),
        ("home.lock", (), "confirm"),
        ("home.open", ("cover",), "allow"),
        ("home.open", ("garage",), "confirm"),
        ("home.close", ("garage",), "confirm"),
        ("home.open", ("cover", "garage"), "confirm"),
        ("home.open", (), "confirm"),
        ("home.activate_scene", ("light",), "allow"),
        ("home.activate_scene", ("scene",), "confirm"),
        ("home.activate_scene", ("light", "lock"), "confirm"),
        ("home.activate_scene", ("light", "garage"), "confirm"),
        ("home.activate_scene", (), "confirm"),
    ],
)
def test_the_home(name: str, kinds: tuple[str, ...], kind: str) -> None:
    moment = Moment(Motion.MOVING, dark=True, video=False)
    assert judge(REGISTRY[name], (), DRIVER, moment, kinds).kind == kind
    from_the_back = {"allow": "allow", "confirm": "deny"}
    assert judge(REGISTRY[name], (), BACK, moment, kinds).kind == from_the_back[kind]


def test_the_route_is_set_in_front() -> None:
    assert judge(REGISTRY["navigation.destination"], (), "row1.passenger", PARKED_BY_DAY).kind == "allow"
    assert judge(REGISTRY["navigation.destination"], (), "row2.right", PARKED_BY_DAY).kind == "deny"


@pytest.mark.parametrize("name", ["vehicle.speed", "vehicle.state", "dialogue.help"])
def test_questions_and_talk_are_allowed(name: str) -> None:
    assert judge(REGISTRY[name], (), BACK, Moment(Motion.MOVING, dark=True, video=True)).kind == "allow"


def test_every_line_and_branch_of_the_policy_is_reached(tmp_path: Path, request: Any) -> None:
    """By the tests of this file alone, in a process of their own: coverage must see the import."""
    file = str(policy.__file__)
    coverage = [sys.executable, "-m", "coverage"]
    data = f"--data-file={tmp_path / 'coverage'}"
    tests = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--deselect", request.node.nodeid, __file__]
    run = [*coverage, "run", "--branch", f"--include={file}", data, *tests]
    ran = subprocess.run(
        run, check=False, capture_output=True, text=True, timeout=50, cwd=Path(file).parents[1]
    )
    assert ran.returncode == 0, ran.stdout
    report = [*coverage, "report", "--show-missing", "--fail-under=100", data]
    reached = subprocess.run(report, check=False, capture_output=True, text=True, timeout=20)
    assert reached.returncode == 0, reached.stdout

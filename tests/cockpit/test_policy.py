"""The policy: every control × motion × seat × light, against the contract's classes written out here."""

import itertools

import pytest

from cockpit.actions.action import Home
from cockpit.actions.control import Control, Risk, Switch
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.actions.zones import SEATS, Seat
from cockpit.policy import judge
from vehicle.motion import Motion
from vehicle.signal import Command, Value

# The contract's lists, by path, kept apart from the declarations that they check.
PARKED_ONLY: tuple[tuple[str, Value], ...] = (
    ("Vehicle.Cabin.Door.Row1.DriverSide.IsOpen", True),
    ("Vehicle.Cabin.Door.Row2.PassengerSide.IsOpen", True),
    ("Vehicle.Body.Trunk.Rear.IsOpen", True),
    ("Vehicle.Body.Trunk.Front.IsOpen", True),
    ("Vehicle.Body.Hood.IsOpen", True),
    ("Vehicle.Powertrain.TractionBattery.Charging.ChargingPort.AnyPosition.IsFlapOpen", True),
    ("Vehicle.Cabin.Door.Row1.DriverSide.IsLocked", False),
    ("Vehicle.Cabin.Door.Row2.DriverSide.IsChildLockActive", False),
    ("Vehicle.Cabin.Seat.Row1.DriverSide.Position", 500),
    ("Vehicle.Cabin.Seat.Row1.DriverSide.Backrest.Recline", 10),
    ("Vehicle.Body.Mirrors.DriverSide.IsFolded", True),
    ("Vehicle.Body.Horn.IsActive", True),
)
ASKED_FIRST: tuple[tuple[str, Value], ...] = (
    ("Vehicle.Cabin.Door.Row1.DriverSide.IsOpen", True),
    ("Vehicle.Cabin.Door.Row1.PassengerSide.IsLocked", False),
    ("Vehicle.Cabin.Door.Row2.PassengerSide.IsChildLockActive", False),
)
ALWAYS: tuple[tuple[str, Value], ...] = (
    ("Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature", 22),
    ("Vehicle.Cabin.Seat.Row1.DriverSide.HeatingCooling", 50),
    ("Vehicle.Cabin.Seat.Row1.DriverSide.Massage.Level", 50),
    ("Vehicle.Cabin.Light.AmbientLight.Row1.DriverSide.IsLightOn", True),
    ("Vehicle.Cabin.Light.Spotlight.Row1.DriverSide.IsLightOn", True),
    ("Vehicle.Cabin.Door.Row2.DriverSide.Shade.Position", 100),
    ("Vehicle.Cabin.Infotainment.Media.Volume", 50),
    ("Vehicle.Cabin.Door.Row1.DriverSide.Window.Position", 50),
    ("Vehicle.Cabin.Sunroof.Position", 50),
    ("Vehicle.Body.Windshield.Front.Wiping.Mode", "FAST"),
    ("Vehicle.Body.Lights.Beam.Low.IsOn", True),
    ("Vehicle.Body.Lights.Hazard.IsSignaling", True),
    ("Vehicle.Cabin.HVAC.IsFrontDefrosterActive", True),
    ("Vehicle.Cabin.Door.Row1.DriverSide.IsLocked", True),
    ("Vehicle.Cabin.Door.Row2.DriverSide.IsChildLockActive", True),
    ("Vehicle.Cabin.Door.Row1.DriverSide.IsOpen", False),
    ("Vehicle.Body.Trunk.Rear.IsOpen", False),
    ("Vehicle.Body.Mirrors.DriverSide.IsFolded", False),
    ("Vehicle.Body.Horn.IsActive", False),
)


def control_of(path: str) -> Control:
    return next(control for control in CONTROLS.values() if control.seat_of(path) is not None)


def verdict(
    path: str, target: Value, motion: Motion, speaker: Seat = "row1.driver", dark: bool = False
) -> str:
    return judge(control_of(path), (Command(path, target),), speaker, motion, dark).kind


@pytest.mark.parametrize(("path", "target"), PARKED_ONLY)
def test_parked_only(path: str, target: Value) -> None:
    assert verdict(path, target, Motion.SLOW) == "deny"
    assert verdict(path, target, Motion.MOVING) == "deny"
    assert verdict(path, target, Motion.PARKED) != "deny"


@pytest.mark.parametrize(("path", "target"), ASKED_FIRST)
def test_asked_first_even_when_parked(path: str, target: Value) -> None:
    assert verdict(path, target, Motion.PARKED) == "confirm"


@pytest.mark.parametrize(("path", "target"), ALWAYS)
@pytest.mark.parametrize("motion", Motion)
def test_always(path: str, target: Value, motion: Motion) -> None:
    assert verdict(path, target, motion) == "allow"


@pytest.mark.parametrize(
    ("motion", "dark", "kind"),
    [
        (Motion.MOVING, False, "allow"),
        (Motion.MOVING, True, "deny"),
        (Motion.SLOW, True, "deny"),
        (Motion.PARKED, True, "allow"),
    ],
)
def test_low_beam_off_in_the_dark(motion: Motion, dark: bool, kind: str) -> None:
    assert verdict("Vehicle.Body.Lights.Beam.Low.IsOn", False, motion, dark=dark) == kind


@pytest.mark.parametrize(
    ("motion", "kind"), [(Motion.PARKED, "allow"), (Motion.SLOW, "allow"), (Motion.MOVING, "deny")]
)
def test_drive_mode_up_to_slow(motion: Motion, kind: str) -> None:
    assert verdict("Vehicle.Powertrain.Transmission.PerformanceMode", "SPORT", motion) == kind


ROW2_MAY = (
    ("Vehicle.Cabin.HVAC.Station.Row2.Driver.Temperature", 22),
    ("Vehicle.Cabin.Door.Row2.DriverSide.Window.Position", 50),
    ("Vehicle.Cabin.Seat.Row2.DriverSide.HeatingCooling", 50),
    ("Vehicle.Cabin.Light.Spotlight.Row2.DriverSide.IsLightOn", True),
    ("Vehicle.Cabin.Infotainment.Media.Volume", 50),
    ("Vehicle.Cabin.HVAC.Station.Row1.Passenger.Temperature", 22),
)
ROW2_MAY_NOT = (
    ("Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature", 22),
    ("Vehicle.Cabin.Door.Row1.DriverSide.Window.Position", 50),
    ("Vehicle.Cabin.Seat.Row1.DriverSide.HeatingCooling", 50),
    ("Vehicle.Body.Trunk.Rear.IsOpen", True),
    ("Vehicle.Body.Lights.Beam.Low.IsOn", True),
    ("Vehicle.Cabin.Sunroof.Position", 50),
    ("Vehicle.Cabin.Door.Row1.DriverSide.IsLocked", True),
)


@pytest.mark.parametrize(("path", "target"), ROW2_MAY)
def test_row_2_may(path: str, target: Value) -> None:
    assert verdict(path, target, Motion.MOVING, speaker="row2.left") == "allow"


@pytest.mark.parametrize(("path", "target"), ROW2_MAY_NOT)
def test_row_2_may_not(path: str, target: Value) -> None:
    assert verdict(path, target, Motion.PARKED, speaker="row2.left") == "deny"


def targets_of(control: Control) -> tuple[Value, ...]:
    if isinstance(control.value, Switch):
        return (True, False)
    values = getattr(control.value, "values", None)
    return values or (control.value.low, control.value.high)  # type: ignore[union-attr]


def test_the_sweep_is_never_looser_when_it_moves() -> None:
    """Every control × value × place × seat × light: more motion never turns a deny into an allow."""
    order = {"allow": 0, "confirm": 1, "deny": 2}
    for control in CONTROLS.values():
        for target, path, speaker, dark in itertools.product(
            targets_of(control), control.paths.values(), SEATS, (True, False)
        ):
            command = (Command(path, target),)
            parked, slow, moving = (
                order[judge(control, command, speaker, motion, dark).kind]
                for motion in (Motion.PARKED, Motion.SLOW, Motion.MOVING)
            )
            assert parked <= slow <= moving or (parked, slow, moving) == (1, 2, 2)


def test_what_is_never_done_is_denied_parked_too() -> None:
    verdict = judge(REGISTRY["drive.brake"], (), "row1.driver", Motion.PARKED, False)
    assert verdict.kind == "deny"


@pytest.mark.parametrize(
    ("name", "kinds", "kind"),
    [
        ("home.turn_on", ("light",), "allow"),
        ("home.unlock", ("lock",), "confirm"),
        ("home.lock", ("lock",), "confirm"),
        ("home.open", ("cover",), "allow"),
        ("home.open", ("garage",), "confirm"),
        ("home.open", ("cover", "garage"), "confirm"),
        ("home.open", (), "confirm"),
    ],
)
def test_the_home(name: str, kinds: tuple[str, ...], kind: str) -> None:
    action = REGISTRY[name]
    assert isinstance(action, Home)
    assert judge(action, (), "row1.driver", Motion.MOVING, True, kinds).kind == kind


def test_several_commands_get_the_strictest_verdict() -> None:
    control = control_of("Vehicle.Cabin.Door.Row1.DriverSide.Window.Position")
    commands = tuple(Command(path, 50) for path in control.paths.values())
    assert judge(control, commands, "row2.left", Motion.PARKED, True).kind == "deny"
    assert control.risk is Risk.OWN_PLACE


def test_questions_and_talk_are_allowed() -> None:
    assert judge(REGISTRY["vehicle.speed"], (), "row2.left", Motion.MOVING, True).kind == "allow"


@pytest.mark.parametrize("name", ["home.unlock", "home.open", "navigation.destination"])
def test_the_back_seat_opens_no_house_and_sets_no_route(name: str) -> None:
    assert judge(REGISTRY[name], (), "row2.left", Motion.PARKED, False).kind == "deny"


def test_the_back_seat_may_switch_a_lamp_at_home() -> None:
    assert judge(REGISTRY["home.turn_on"], (), "row2.left", Motion.MOVING, False, ("light",)).kind == "allow"

"""What is said with "if", "when", "until" and the like, in both languages: conditions_<lang>.yaml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from conversing import LOCKS, WINDOWS, signals, turns

from cockpit.app import Engines
from cockpit.car import Given
from cockpit.turn import Turn
from vehicle.signal import Value

_CABIN, _BATTERY = "Vehicle.Cabin", "Vehicle.Powertrain.TractionBattery"
PATHS: Mapping[str, tuple[str, ...]] = {
    "driver_window": WINDOWS[:1],
    "passenger_window": WINDOWS[1:2],
    "rear_left_window": WINDOWS[2:3],
    "rear_right_window": WINDOWS[3:],
    "locks": LOCKS,
    "mirrors": ("Vehicle.Body.Mirrors.DriverSide.IsFolded", "Vehicle.Body.Mirrors.PassengerSide.IsFolded"),
    "temperature": (f"{_CABIN}.HVAC.Station.Row1.Driver.Temperature",),
    "sunroof": (f"{_CABIN}.Sunroof.Position",),
    "trunk": ("Vehicle.Body.Trunk.Rear.IsOpen",),
    "ac": (f"{_CABIN}.HVAC.IsAirConditioningActive",),
    "fan": (f"{_CABIN}.HVAC.Station.Row1.Driver.FanSpeed",),
    "seat_heating": (f"{_CABIN}.Seat.Row1.DriverSide.HeatingCooling",),
    "wheel_heating": ("Vehicle.Chassis.SteeringWheel.HeatingCooling",),
    "rear_defrost": (f"{_CABIN}.HVAC.IsRearDefrosterActive",),
    "volume": (f"{_CABIN}.Infotainment.Media.Volume",),
    "dome": (f"{_CABIN}.Light.IsDomeOn",),
    "low_beam": ("Vehicle.Body.Lights.Beam.Low.IsOn",),
    "hazard": ("Vehicle.Body.Lights.Hazard.IsSignaling",),
    "drive_mode": ("Vehicle.Powertrain.Transmission.PerformanceMode",),
    "charge_limit": (f"{_BATTERY}.Charging.ChargeLimit",),
    "charging": (f"{_BATTERY}.Charging.IsCharging",),
    "charge": (f"{_BATTERY}.StateOfCharge.Displayed", f"{_BATTERY}.StateOfCharge.Current"),
    "range": ("Vehicle.Powertrain.Range", f"{_BATTERY}.Range"),
    "speed": ("Vehicle.Speed",),
    "rain": ("Vehicle.Body.Raindetection.Intensity",),
    "daylight": ("Vehicle.Exterior.LightIntensity",),
    "outside": ("Vehicle.Exterior.AirTemperature",),
    "inside": (f"{_CABIN}.HVAC.AmbientAirTemperature",),
}
_REFUSALS = ("not_later", "no_condition", "condition_not_yet")


@dataclass(frozen=True, slots=True)
class Said:
    """`given`: what differs in the car, None for what has fallen silent. `does`: what is to change."""

    text: str
    given: Mapping[str, Value | None]
    does: Mapping[str, Value]

    def turn(self, engines: Engines) -> Turn:
        known = {path: value for path, value in _spread(self.given).items() if value is not None}
        silent = tuple(path for path, value in _spread(self.given).items() if value is None)
        (turn,) = turns(engines, self.text, given=Given(set=known, unset=silent))
        return turn


def _spread(named: Mapping[str, Any]) -> dict[str, Any]:
    return {path: value for name, value in named.items() for path in PATHS[name]}


def _said(kind: str) -> Iterator[Any]:
    for language in ("en", "zh"):
        path = Path(__file__).parent / f"conditions_{language}.yaml"
        for each in yaml.safe_load(path.read_text(encoding="utf-8"))[kind]:
            said = Said(each["say"], each.get("in", {}), each.get("does", {}))
            yield pytest.param(said, id=f"{said.text} {dict(said.given)}")


@pytest.mark.parametrize("said", tuple(_said("holds")))
def test_it_is_checked_and_then_done(engines: Engines, said: Said) -> None:
    turn = said.turn(engines)
    assert signals(turn) == _spread(said.does)
    assert turn.read


@pytest.mark.parametrize("said", tuple(_said("does_not_hold")))
def test_where_it_is_not_so_nothing_is_done_and_why_is_told(engines: Engines, said: Said) -> None:
    turn = said.turn(engines)
    assert turn.outcomes == ()
    assert turn.plan.remark is not None
    assert turn.plan.remark.key in ("condition_false", "condition_unknown", "condition_not_yet")
    assert turn.went_well


@pytest.mark.parametrize("said", tuple(_said("later")))
def test_what_is_for_later_is_not_done_now_and_that_is_told(engines: Engines, said: Said) -> None:
    turn = said.turn(engines)
    assert turn.outcomes == ()
    assert turn.plan.remark is not None
    assert turn.plan.remark.key in _REFUSALS
    assert turn.reply.endswith(("Say it again when it is so.", "到时候请再说一遍。"))


@pytest.mark.parametrize("said", tuple(_said("now")))
def test_what_is_no_condition_is_done_now(engines: Engines, said: Said) -> None:
    assert signals(said.turn(engines)) == _spread(said.does)


@pytest.mark.parametrize("said", tuple(_said("question")))
def test_a_question_stays_one(engines: Engines, said: Said) -> None:
    turn = said.turn(engines)
    assert turn.outcomes == ()
    assert turn.plan.steps[0].action.startswith("vehicle.")


@pytest.mark.parametrize("said", tuple(_said("told")))
def test_what_is_only_told_moves_nothing(engines: Engines, said: Said) -> None:
    assert said.turn(engines).outcomes == ()

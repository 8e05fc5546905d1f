"""What is set as something else stands: the value is the reading's, and what nobody can see is not copied."""

import pytest
from conversing import TEMPERATURE, WINDOWS, signals, turns

from cockpit.app import Engines
from cockpit.car import Given
from vehicle.signal import Value

PASSENGER = "Vehicle.Cabin.HVAC.Station.Row1.Passenger.Temperature"
SUNROOF, SHADE = "Vehicle.Cabin.Sunroof.Position", "Vehicle.Cabin.Sunroof.Shade.Position"
SEAT, WHEEL = (
    "Vehicle.Cabin.Seat.Row1.DriverSide.HeatingCooling",
    "Vehicle.Chassis.SteeringWheel.HeatingCooling",
)
BESIDE = "Vehicle.Cabin.Seat.Row1.PassengerSide.HeatingCooling"
TAKEN = "Vehicle.Cabin.Seat.Row1.PassengerSide.OccupancyStatus"


@pytest.mark.parametrize(
    ("said", "given", "changed"),
    [
        ("Set my temperature to match the passenger's", {PASSENGER: 24}, {TEMPERATURE: 24}),
        ("Make the passenger's side as warm as mine", {TEMPERATURE: 25}, {PASSENGER: 25}),
        ("I'd like the same temperature as the passenger", {PASSENGER: 19}, {TEMPERATURE: 19}),
        ("Adjust the sunshade to match the sunroof position", {SUNROOF: 60}, {SHADE: 40}),
        ("Set the steering wheel heating to match my seat heating level", {SEAT: 33}, {WHEEL: 33}),
        ("Heat my seat on high and the steering wheel to the same level", {}, {SEAT: 100, WHEEL: 100}),
        (
            "Could you sync my climate and heating settings with the passenger's?",
            {PASSENGER: 18, BESIDE: 67},
            {TEMPERATURE: 18, SEAT: 67},
        ),
        (
            "Set the rear windows to the same position as the front ones",
            {WINDOWS[0]: 30, WINDOWS[1]: 30},
            {WINDOWS[2]: 30, WINDOWS[3]: 30},
        ),
        (
            "Turn the seat heating to level 2 for the occupied seats",
            {TAKEN: "OCCUPIED"},
            {SEAT: 67, BESIDE: 67},
        ),
        ("把副驾的温度调成和我一样", {TEMPERATURE: 25}, {PASSENGER: 25}),
        ("把我的温度同步到副驾", {TEMPERATURE: 25}, {PASSENGER: 25}),
        ("遮阳帘和天窗保持一致", {SUNROOF: 60}, {SHADE: 40}),
        ("让遮阳帘打开的程度跟天窗保持一致。", {SUNROOF: 60}, {SHADE: 40}),
        ("方向盘加热跟我的座椅加热一样", {SEAT: 33}, {WHEEL: 33}),
    ],
)
def test_it_stands_as_the_other_does(
    engines: Engines, said: str, given: dict[str, Value], changed: dict[str, Value]
) -> None:
    (turn,) = turns(engines, said, given=Given(set=given))
    assert signals(turn) == changed


@pytest.mark.parametrize("said", ["Set my temperature to match the passenger's", "把我的温度调成和副驾一样"])
def test_what_nobody_can_see_is_not_copied(engines: Engines, said: str) -> None:
    (turn,) = turns(engines, said, given=Given(unset=(PASSENGER,)))
    assert (turn.outcomes, turn.plan.steps) == ((), ())


def test_what_does_not_stand_alike_is_not_copied(engines: Engines) -> None:
    said = "Set the rear windows to the same position as the front windows"
    (turn,) = turns(engines, said, given=Given(set={WINDOWS[0]: 30}))
    assert turn.outcomes == ()
    assert "alike" in turn.reply


@pytest.mark.parametrize(
    "said",
    [
        "Is the driver's temperature the same as the passenger's?",
        "Don't set the temperature to the same as the passenger's",
        "Set the volume to match the temperature",
        "副驾的温度和我的一样吗",
        "别把副驾的温度调成和我一样",
    ],
)
def test_nothing_else_is_copied(engines: Engines, said: str) -> None:
    (turn,) = turns(engines, said, given=Given(set={PASSENGER: 24}))
    assert turn.outcomes == ()

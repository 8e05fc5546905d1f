"""What a scenario sets: checked before anything is driven, and set as --set does it."""

import asyncio
from pathlib import Path

import pytest
from conversing import TEMPERATURE, Talking, talk

from cockpit.app import Engines
from cockpit.cli import main
from cockpit.drive import Drive, check, happen, run
from cockpit.interrupt import Interrupt
from cockpit.scenario import Scenario, Scene, load
from vehicle.errors import BadValue

VOLUME = "Vehicle.Cabin.Infotainment.Media.Volume"
UNCARRIED = "Vehicle.Cabin.Convertible.Status"


def test_a_value_that_the_car_cannot_report_is_found_before_the_drive(engines: Engines) -> None:
    good = Scene(set={"Vehicle.Speed": 50.0, VOLUME: 40, UNCARRIED: "OPENING"})
    check(Scenario("good", (good,)), engines.profile)
    with pytest.raises(BadValue, match="Speed"):
        check(Scenario("bad", (good, Scene(set={"Vehicle.Speed": 1e6}))), engines.profile)


def test_as_a_command_it_is_one_line_and_nothing_is_driven(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "fast.toml").write_text('[[scene]]\nset = {"Vehicle.Speed" = 1e6}\n')
    assert main(["drive", str(tmp_path / "fast.toml"), "--out", str(tmp_path / "out")]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "Vehicle.Speed" in line
    assert not (tmp_path / "out").exists()


def test_what_no_frame_carries_is_set_too(engines: Engines, tmp_path: Path) -> None:
    (tmp_path / "set.toml").write_text(
        f'[[scene]]\nset = {{ "{VOLUME}" = 64, "{UNCARRIED}" = "OPENING" }}\n[[scene]]\ntype = "louder"\n'
    )
    told: list[str] = []
    (louder,) = run(
        Drive(engines, load(str(tmp_path / "set.toml")), tmp_path / "out", (1024, 600), told.append),
        Interrupt(),
    )
    assert louder.outcomes[0].signals == {VOLUME: 74}


def test_of_a_log_the_car_takes_what_it_can_report(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        happen(talking.simulator, {"Vehicle.Speed": 1e6, TEMPERATURE: 25, "Message.Signal": 4, VOLUME: None})
        await asyncio.sleep(0)
        await talking.clock.sleep(1)
        assert talking.car.value(TEMPERATURE) == 25
        assert talking.car.value("Vehicle.Speed") == 0

    talk(engines, work)


def recorded(engines: Engines, path: Path) -> None:
    """A second of a car whose driver wants 25 °C, as candump writes it."""
    lines: list[str] = []

    async def work(talking: Talking) -> None:
        talking.simulator.set({TEMPERATURE: 25})
        await talking.clock.sleep(1)
        while (message := talking.bus.recv(0)) is not None:
            lines.append(f"({len(lines) / 1000:.6f}) can0 {message.arbitration_id:03X}#{message.data.hex()}")

    talk(engines, work)
    path.write_text("\n".join(lines) + "\n")


def test_a_recorded_drive_happens_to_the_car(engines: Engines, tmp_path: Path) -> None:
    recorded(engines, tmp_path / "drive.log")
    (tmp_path / "log.toml").write_text(
        'log = "drive.log"\ncar = "demo-ev"\n[[scene]]\nwait_s = 2\n'
        '[[scene]]\ntype = "set the temperature to 25 degrees"\n'
    )
    told: list[str] = []
    scenario = load(str(tmp_path / "log.toml"))
    (turn,) = run(Drive(engines, scenario, tmp_path / "out", (1024, 600), told.append), Interrupt())
    (outcome,) = turn.outcomes
    assert (outcome.signals, outcome.frames) == ({TEMPERATURE: 25}, ())  # it was there already


@pytest.mark.parametrize("content", [None, "nothing of a log\n"])
def test_a_log_that_is_none_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None
) -> None:
    if content is not None:
        (tmp_path / "drive.log").write_text(content)
    (tmp_path / "gone.toml").write_text('log = "drive.log"\ncar = "demo-ev"\n[[scene]]\ntype = "warmer"\n')
    assert main(["drive", str(tmp_path / "gone.toml"), "--out", str(tmp_path / "out")]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "drive.log" in line

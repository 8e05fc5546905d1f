"""Scripted drives on real parts: Piper speaks, Vosk hears, the simulated car answers, Qt draws."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from cockpit.app import Engines
from cockpit.cli import main
from cockpit.drive import Drive, run
from cockpit.interrupt import Interrupt
from cockpit.scenario import load
from cockpit.turn import Turn
from ui.errors import UiError

SCENARIO = """
title = "Two scenes"

[[scene]]
say = "set the temperature to twenty {degrees} degrees"
picture = "temperature"

[[scene]]
set = {{ "Vehicle.Speed" = 64 }}
wait_s = 0.2

[[scene]]
type = "open the driver door"
picture = "denied"
"""
TEMPERATURE = "Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature"


@dataclass(frozen=True, slots=True)
class Driven:
    out: Path
    turns: tuple[Turn, ...]
    told: list[str]

    def trace(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.out / "trace.jsonl").read_text().splitlines()]

    def picture(self, name: str) -> QImage:
        image = QImage(str(self.out / name))
        assert (image.width(), image.height()) == (1024, 600)
        return image


@pytest.fixture(scope="module")
def drives(engines: Engines, tmp_path_factory: pytest.TempPathFactory) -> list[Driven]:
    """The same scenario twice, with one word of one sentence changed."""
    driven = []
    for degrees in ("two", "four"):
        folder = tmp_path_factory.mktemp(degrees)
        (folder / "scenario.toml").write_text(SCENARIO.format(degrees=degrees))
        told: list[str] = []
        scenario = load(str(folder / "scenario.toml"))
        turns = run(Drive(engines, scenario, folder / "out", (1024, 600), told.append), Interrupt())
        driven.append(Driven(folder / "out", turns, told))
    return driven


pytestmark = pytest.mark.timeout(120)


def test_the_car_did_what_was_said(drives: list[Driven]) -> None:
    for driven, degrees in zip(drives, (22, 24), strict=True):
        warm, denied = driven.turns
        assert warm.outcomes[0].signals == {TEMPERATURE: degrees}
        assert f"{degrees} °C" in warm.reply
        assert (denied.outcomes[0].status, denied.outcomes[0].frames) == ("denied", ())


def test_one_changed_word_changes_frame_reply_and_picture(drives: list[Driven]) -> None:
    one, other = drives
    assert one.turns[0].outcomes[0].frames != other.turns[0].outcomes[0].frames
    assert one.turns[0].reply != other.turns[0].reply
    assert one.picture("01-temperature.png") != other.picture("01-temperature.png")
    assert one.picture("01-temperature.png") != one.picture("03-denied.png")


def test_what_is_left_in_the_folder(drives: list[Driven]) -> None:
    for driven in drives:
        assert sorted(path.name for path in driven.out.glob("[!.]*")) == [
            "01-temperature.png",
            "03-denied.png",
            "driver-01.wav",
            "reply-01.wav",
            "reply-02.wav",
            "trace.jsonl",
        ]
        assert all(path.stat().st_size > 1000 for path in driven.out.glob("[!.]*"))


def test_the_trace_holds_every_stage_of_every_turn(drives: list[Driven]) -> None:
    for driven in drives:
        trace = driven.trace()
        kinds = [[line["event"] for line in trace if line["turn"] == turn] for turn in (0, 1)]
        acted = ["planned", "stepBegan", "stepEnded", "replied", "speaking", "turnEnded"]
        assert kinds[0][0] == "listening"
        assert kinds[0][-len(acted) :] == acted
        assert set(kinds[0][1 : -len(acted)]) == {"heard"}
        assert kinds[1] == ["heard", *acted]
        assert [line["at_s"] for line in trace] == sorted(line["at_s"] for line in trace)
        partials = [line for line in trace if line["event"] == "heard" and not line["final"]]
        assert partials
        (done,) = (line["outcome"] for line in trace if line["event"] == "stepEnded" and line["turn"] == 0)
        assert done["frames"][0]["id"] == driven.turns[0].outcomes[0].frames[0].arbitration_id


def test_a_person_is_told_what_happens(drives: list[Driven]) -> None:
    told = "\n".join(drives[0].told)
    for words in ("heard       set the temperature", "understood  climate.temperature", "done ", "denied"):
        assert words in told


def test_as_a_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "typed.toml").write_text('[[scene]]\ntype = "warmer"\n')
    out = tmp_path / "out"
    assert main(["drive", str(tmp_path / "typed.toml"), "--out", str(out), "--json"]) == 0
    shown = capsys.readouterr()
    (turn,) = (json.loads(line) for line in shown.out.splitlines())
    assert (turn["heard"], turn["outcomes"][0]["signals"]) == ("warmer", {TEMPERATURE: 22})
    assert str(out) in shown.err


def test_a_scene_that_cannot_be_played_ends_it(tmp_path: Path, engines: Engines) -> None:
    (tmp_path / "touched.toml").write_text('[[scene]]\nclick = "no such button"\n')
    scenario = load(str(tmp_path / "touched.toml"))
    with pytest.raises(UiError, match="no such button"):
        run(Drive(engines, scenario, tmp_path / "out", (1024, 600), lambda _: None), Interrupt())
    assert (tmp_path / "out/trace.jsonl").exists()

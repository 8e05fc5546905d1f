"""`cockpit say --json` against the contract: one sentence, its outcomes and the exit code."""

import json
from typing import Any

import pytest

from cockpit.cli import main

TEMPERATURE = "Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature"
WINDOW = "Vehicle.Cabin.Door.Row1.DriverSide.Window.Position"
TURN_KEYS = {"heard", "language", "seat", "plan", "outcomes", "read", "asks", "reply", "ms"}
OUTCOME_KEYS = {"action", "status", "reason", "signals", "frames", "entity", "value"}


def say(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[dict[str, Any], int]:
    code = main(["say", "--json", "--model", "off", *arguments])
    (line,) = capsys.readouterr().out.splitlines()
    return json.loads(line), code


def signals(turn: dict[str, Any]) -> dict[str, Any]:
    return {path: value for outcome in turn["outcomes"] for path, value in outcome["signals"].items()}


def test_two_commands_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    turn, code = say(capsys, "set the temperature to 22 degrees and open my window halfway")
    assert code == 0
    assert set(turn) >= TURN_KEYS
    assert all(set(outcome) >= OUTCOME_KEYS for outcome in turn["outcomes"])
    assert [outcome["status"] for outcome in turn["outcomes"]] == ["done", "done"]
    assert signals(turn) == {TEMPERATURE: 22, WINDOW: 50}
    assert turn["plan"]["source"] == "grammar"
    assert len(turn["plan"]["steps"]) == 2
    for outcome in turn["outcomes"]:
        (frame,) = outcome["frames"]
        assert set(frame) == {"channel", "id", "extended", "data"}
        assert bytes.fromhex(frame["data"]).hex() == frame["data"]


def test_a_door_at_speed_is_denied_without_a_frame(capsys: pytest.CaptureFixture[str]) -> None:
    turn, code = say(capsys, "--set", "Vehicle.Speed=120", "open the driver door")
    (outcome,) = turn["outcomes"]
    assert (outcome["status"], outcome["signals"], outcome["frames"], code) == ("denied", {}, [], 1)
    assert outcome["reason"]


def test_a_value_out_of_range_is_denied_with_the_range(capsys: pytest.CaptureFixture[str]) -> None:
    turn, code = say(capsys, "set the temperature to 40 degrees")
    (outcome,) = turn["outcomes"]
    assert (outcome["status"], outcome["frames"], code) == ("denied", [], 1)
    assert "28" in outcome["reason"]


def test_a_question_is_read_and_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    turn, code = say(
        capsys, "--set", "Vehicle.Powertrain.TractionBattery.Range=231000", "how far can I drive"
    )
    assert code == 0
    assert turn["outcomes"] == []
    assert 231000 in turn["read"].values()
    assert "231" in turn["reply"]


def test_a_hub_that_is_not_paired_is_unavailable(capsys: pytest.CaptureFixture[str]) -> None:
    turn, code = say(capsys, "turn on the kitchen lights")
    (outcome,) = turn["outcomes"]
    assert (outcome["status"], outcome["frames"], code) == ("unavailable", [], 1)
    assert "pair" in turn["reply"]


@pytest.mark.parametrize("text", ["gibberish flurb snorkel wug", "   "])
def test_a_sentence_nobody_understands(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    turn, code = say(capsys, text)
    assert code == 1
    assert (turn["outcomes"], turn["plan"]["source"]) == ([], None)
    assert turn["reply"]


def test_an_unknown_path_is_an_error_with_a_suggestion(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["say", "--json", "--set", "Vehicle.Sped=1", "warmer"]) == 1
    error = json.loads(capsys.readouterr().out)["error"]
    assert set(error) == {"kind", "message", "mend"}
    assert "Vehicle.Speed" in error["mend"]


def test_wrong_use_exits_with_2() -> None:
    with pytest.raises(SystemExit) as stop:
        main(["say"])
    assert stop.value.code == 2

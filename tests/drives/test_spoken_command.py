"""A spoken sentence, all the way: sound → words → plan → frame → reading → reply → sound."""

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import cantools
import pytest
import soundfile
from speaking import Record

from cockpit.app import Engines
from cockpit.cli import main
from voice.source import WavSource
from voice.utterance import Utterance

TEMPERATURE = "Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature"
DBC = Path(__file__).parents[2] / "vehicle/cars/demo-ev/demo_ev.dbc"
RECORDINGS = Path(__file__).parents[2].parent / "shared/data/speech/home-commands-en"


def hear(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[list[dict[str, Any]], int]:
    code = main(["hear", "--json", "--model", "off", *arguments])
    shown = capsys.readouterr()
    assert shown.err == ""
    return [json.loads(line) for line in shown.out.splitlines()], code


def recognised(engines: Engines, path: Path) -> str:
    """What our own ears make of a reply: they expect commands, and hear all else as it is."""

    async def listened() -> str:
        listener = engines.listener("en")
        try:
            heard = [event async for event in listener.listen(WavSource(path))]
        finally:
            listener.close()
        return " ".join(event.text for event in heard if isinstance(event, Utterance))

    return asyncio.run(listened())


@pytest.mark.timeout(120)
def test_set_the_temperature(
    tmp_path: Path, record: Record, engines: Engines, capsys: pytest.CaptureFixture[str]
) -> None:
    spoken = tmp_path / "command.wav"
    record("set the temperature to twenty two degrees", spoken)
    (turn,), code = hear(capsys, "--out", str(tmp_path / "replies"), str(spoken))
    assert code == 0
    assert turn["file"] == str(spoken)
    assert turn["plan"]["source"] == "grammar"
    assert "temperature" in turn["heard"]
    assert [set(partial) for partial in turn["partials"]] == [{"at_s", "text"}] * len(turn["partials"])
    assert turn["partials"]
    (outcome,) = turn["outcomes"]
    assert (outcome["status"], outcome["signals"]) == ("done", {TEMPERATURE: 22})
    (frame,) = outcome["frames"]
    asked = cantools.database.load_file(DBC).decode_message(frame["id"], bytes.fromhex(frame["data"]))
    assert 22 in asked.values()
    assert turn["reply"] == "The driver's temperature is 22 °C."
    assert all(turn["ms"][part] > 0 for part in ("recognise", "understand", "act", "speak"))

    (reply,) = sorted((tmp_path / "replies").iterdir())
    samples, _ = soundfile.read(reply, dtype="int16")
    assert abs(samples).max() > 1000
    words = recognised(engines, reply)
    assert re.search("temperature", words)
    assert re.search("twenty two|22", words)


@pytest.mark.timeout(120)
def test_several_files_are_one_conversation(
    tmp_path: Path, record: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in (("a", "open the driver door"), ("b", "yes"), ("c", "undo that")):
        record(text, tmp_path / f"{name}.wav")
    (tmp_path / "silence.wav").write_bytes(b"")
    files = [str(tmp_path / f"{name}.wav") for name in ("a", "gone", "silence", "b", "c")]
    turns, code = hear(capsys, *files)
    assert code == 1  # two of the files are none
    assert [turn["file"] for turn in turns] == files
    asked, gone, silence, opened, closed = turns
    assert asked["asks"]
    for wrong in (gone, silence):
        assert set(wrong) == {"file", "error", "outcomes", "reply"}
        assert wrong["error"]["mend"]
    door = "Vehicle.Cabin.Door.Row1.DriverSide.IsOpen"
    assert opened["outcomes"][0]["signals"] == {door: True}
    assert closed["outcomes"][0]["signals"] == {door: False}


def test_denied_at_speed(tmp_path: Path, record: Record, capsys: pytest.CaptureFixture[str]) -> None:
    record("open the driver door", tmp_path / "door.wav")
    (turn,), code = hear(capsys, "--set", "Vehicle.Speed=120", str(tmp_path / "door.wav"))
    assert code == 1
    assert [(o["status"], o["frames"]) for o in turn["outcomes"]] == [("denied", [])]


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recorded data is not here")
def test_people_ask_for_lights_at_home_and_for_what_a_car_cannot_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    names = ("turn_off_lights_in_the_Office", "whats_the_weather_like_in_New_York", "rhasspy3_porcupine")
    (lights, *others), code = hear(capsys, *(str(RECORDINGS / f"{name}.wav") for name in names))
    assert code == 1
    assert [step["action"] for step in lights["plan"]["steps"]] == ["home.turn_off"]
    (outcome,) = lights["outcomes"]
    assert (outcome["status"], outcome["frames"], outcome["signals"]) == ("unavailable", [], {})
    assert "paired" in lights["reply"]  # nothing is
    for turn in others:
        assert turn["outcomes"] == []
        assert turn["reply"]


def test_a_missing_voice_is_told_before_anything_is_done(
    tmp_path: Path, record: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    record("set the temperature to twenty two degrees", tmp_path / "command.wav")
    settings = tmp_path / "cockpit.toml"
    settings.write_text(f"[speech]\nvoice = '{tmp_path / 'no-voice.onnx'}'\n")
    trace = tmp_path / "trace.jsonl"
    given = ["--config", str(settings), "--trace", str(trace), "--out", str(tmp_path / "replies")]
    code = main(["hear", "--json", *given, str(tmp_path / "command.wav")])
    (line,) = capsys.readouterr().out.splitlines()
    assert code == 1
    assert json.loads(line)["error"]["kind"] == "model"
    assert not trace.exists()

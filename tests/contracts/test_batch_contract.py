"""One batch in a process of its own, every line against the contract; and its neighbours chat and stdin."""

import json
from pathlib import Path
from typing import Any

import pytest
from processes import Ran, cockpit

from cockpit.cli import main

TEMPERATURE = "Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature"
REAR_LEFT = "Vehicle.Cabin.HVAC.Station.Row2.Driver.Temperature"
TURN = {"heard", "language", "seat", "plan", "outcomes", "read", "asks", "reply", "ms", "n", "turn"}
OUTCOME = {"action", "status", "reason", "signals", "frames", "entity", "value"}
LINES: dict[str, Any] = {
    "plain": "set the temperature to 24 degrees",
    "fresh": "how warm is it set",
    "denied": {"text": "open the driver door", "set": {"Vehicle.Speed": 120}},
    "unset": {"text": "open the driver door", "unset": ["Vehicle.Speed"]},
    "asked": {"turns": ["open the driver door", "yes"]},
    "out of range": "set the temperature to 40 degrees",
    "nonsense": "gibberish flurb snorkel wug",
    "pictures": "🚗🚗🚗",
    "empty": {"text": ""},
    "talk": "tell me a joke about penguins",
    "chinese": "把温度调到23度",
    "chinese under en": {"text": "把温度调到23度", "language": "en"},
    "rear own": {"text": "set the temperature to 24 degrees", "seat": "row2.left"},
    "rear of the driver": {"text": "set the driver's temperature to 24 degrees", "seat": "row2.left"},
    "rear and body": {"text": "open the trunk", "seat": "row2.left"},
    "rear media": {"text": "set the volume to 55", "seat": "row2.left"},
    "media": "set the volume to 55",
    "two": "set the temperature to 22 degrees and open my window halfway",
    "question": {"text": "how far can I drive", "set": {"Vehicle.Powertrain.TractionBattery.Range": 231000}},
    "home": "turn on the kitchen lights",
    "undo": {"turns": ["set the temperature to 24 degrees", "undo that"]},
    "set target": {"text": "warmer", "set": {TEMPERATURE: 25}},
    "already": "set the temperature to 21 degrees",
    "brake": "hit the brakes",
    "no object": {"text": 3},
    "no turns": {"turns": []},
    "both": {"text": "warmer", "turns": ["cooler"]},
    "unknown key": {"text": "warmer", "seats": "row1.driver"},
    "unknown seat": {"text": "warmer", "seat": "roof"},
    "unknown language": {"text": "warmer", "language": "fr"},
    "unknown path": {"text": "warmer", "set": {"Vehicle.Sped": 1}},
    "bad value": {"text": "warmer", "set": {"Vehicle.Speed": "fast"}},
    "null value": {"text": "warmer", "set": {"Vehicle.Speed": None}},
    "bad unset": {"text": "warmer", "unset": [3]},
    "broken JSON": '{"text": "warmer"',
    "bad value, three turns": {"turns": ["warmer", "cooler", "warmer"], "set": {"Vehicle.Speed": "fast"}},
    "half a character": '{"text": "\\ud800"}',
    "long": "warmer and " * 300,
    "last": "cooler",
}
BAD = {
    "no object": "input",
    "no turns": "input",
    "both": "input",
    "unknown key": "input",
    "unknown seat": "input",
    "unknown language": "input",
    "unknown path": "unknown-path",
    "bad value": "bad-value",
    "null value": "bad-value",
    "bad value, three turns": "bad-value",
    "bad unset": "input",
    "broken JSON": "input",
}
NUMBER = {name: 2 * n for n, name in enumerate(LINES)}  # a blank line after each


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """With a byte order mark, Windows' line ends and blank lines."""
    texts = [line if isinstance(line, str) else json.dumps(line) for line in LINES.values()]
    file = tmp_path_factory.mktemp("batch") / "lines"
    file.write_bytes(b"\xef\xbb\xbf" + "\r\n \r\n".join(texts).encode() + b"\r\n")
    return cockpit("say", "--json", "--batch", str(file))


@pytest.fixture(scope="module")
def said(ran: Ran) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in LINES}
    by_number = {n: name for name, n in NUMBER.items()}
    for line in ran.lines():
        found[by_number[line["n"]]].append(line)
    return found


Said = dict[str, list[dict[str, Any]]]


def signals(turn: dict[str, Any]) -> dict[str, Any]:
    return {path: value for outcome in turn["outcomes"] for path, value in outcome["signals"].items()}


def statuses(turn: dict[str, Any]) -> list[str]:
    return [outcome["status"] for outcome in turn["outcomes"]]


def test_it_ends_well_and_quietly(ran: Ran) -> None:
    assert (ran.code, ran.err) == (0, "")


def test_every_line_gives_its_turns_in_order(ran: Ran) -> None:
    wanted = [
        (NUMBER[name], turn)
        for name, line in LINES.items()
        for turn in range(len(line.get("turns") or [0]) if isinstance(line, dict) and name != "both" else 1)
    ]
    assert [(line["n"], line["turn"]) for line in ran.lines()] == wanted


def test_every_turn_has_its_fields(ran: Ran) -> None:
    for line in ran.lines():
        assert isinstance(line["reply"], str)
        assert line["reply"]
        if "error" in line:
            assert set(line) == {"n", "turn", "error", "outcomes", "reply"}
            assert set(line["error"]) == {"kind", "message", "mend"}
            assert line["outcomes"] == []
            continue
        assert set(line) == TURN
        assert set(line["plan"]) == {"source", "steps"}
        assert line["plan"]["source"] in ("grammar", "example", "model", "routine", "rule", None)
        assert all(set(step) == {"action", "slots"} for step in line["plan"]["steps"])
        assert set(line["ms"]) == {"recognise", "understand", "act", "speak"}
        assert line["ms"]["recognise"] is line["ms"]["speak"] is None
        assert line["ms"]["understand"] >= 0
        for outcome in line["outcomes"]:
            assert set(outcome) == OUTCOME


def test_every_outcome_keeps_its_promises(ran: Ran) -> None:
    for line in ran.lines():
        for outcome in line["outcomes"]:
            status = outcome["status"]
            assert (outcome["reason"] is None) == (status == "done")
            assert bool(outcome["signals"]) == (status in ("done", "pending"))
            if status in ("asked", "denied", "unavailable"):
                assert outcome["frames"] == []
            for frame in outcome["frames"]:
                assert set(frame) == {"channel", "id", "extended", "data"}
                assert bytes.fromhex(frame["data"]).hex() == frame["data"]
                assert isinstance(frame["id"], int)
                assert isinstance(frame["extended"], bool)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_line_says_what_is_wrong(said: Said, name: str) -> None:
    assert said[name]
    for line in said[name]:
        assert line["error"]["kind"] == BAD[name]
        assert line["error"]["mend"]


def test_the_batch_goes_on_to_the_end(said: Said) -> None:
    assert statuses(said["last"][0]) == ["done"]
    assert signals(said["last"][0]) == {TEMPERATURE: 20}


def test_every_line_has_a_fresh_car(said: Said) -> None:
    assert signals(said["plain"][0]) == {TEMPERATURE: 24}
    assert signals(said["already"][0]) == {TEMPERATURE: 21}
    assert said["already"][0]["outcomes"][0]["frames"] == []
    assert said["fresh"][0]["read"].get(TEMPERATURE, 21) == 21


def test_what_the_car_forbids(said: Said) -> None:
    for name in ("denied", "unset", "rear of the driver", "rear and body", "brake"):
        assert statuses(said[name][0]) == ["denied"], name
        assert said[name][0]["outcomes"][0]["frames"] == []


def test_a_value_out_of_range_is_denied_with_the_range(said: Said) -> None:
    (turn,) = said["out of range"]
    assert statuses(turn) == ["denied"]
    assert "16" in turn["outcomes"][0]["reason"]
    assert "28" in turn["outcomes"][0]["reason"]


def test_what_the_back_seat_may(said: Said) -> None:
    assert signals(said["rear own"][0]) == {REAR_LEFT: 24}
    assert said["rear own"][0]["seat"] == "row2.left"
    assert statuses(said["rear media"][0]) == ["done"]


def test_media_has_signals_and_no_frames(said: Said) -> None:
    (outcome,) = said["media"][0]["outcomes"]
    assert (outcome["signals"], outcome["frames"]) == ({"Vehicle.Cabin.Infotainment.Media.Volume": 55}, [])


def test_a_question_asks_and_the_yes_acts(said: Said) -> None:
    asked, yes = said["asked"]
    assert asked["asks"]
    assert statuses(asked) == ["asked"]
    assert yes["asks"] is None
    assert signals(yes) == {"Vehicle.Cabin.Door.Row1.DriverSide.IsOpen": True}


def test_what_nobody_understands(said: Said) -> None:
    for name in ("nonsense", "pictures", "empty", "talk", "long", "half a character"):
        (turn,) = said[name]
        assert turn["plan"] == {"source": None, "steps": []}, name
        assert turn["outcomes"] == []


def test_chinese_is_answered_in_chinese(said: Said) -> None:
    for name in ("chinese", "chinese under en"):
        (turn,) = said[name]
        assert turn["language"] == "zh"
        assert signals(turn) == {TEMPERATURE: 23}
        assert "温度" in turn["reply"]
        assert not any("a" <= letter <= "z" for letter in turn["reply"])


def test_two_commands_and_an_undo(said: Said) -> None:
    assert statuses(said["two"][0]) == ["done", "done"]
    done, undone = said["undo"]
    assert signals(done) == {TEMPERATURE: 24}
    assert signals(undone) == {TEMPERATURE: 21}


def test_a_set_value_is_the_actuators_target_too(said: Said) -> None:
    assert signals(said["set target"][0]) == {TEMPERATURE: 26}


def test_a_question_reads(said: Said) -> None:
    (turn,) = said["question"]
    assert turn["outcomes"] == []
    assert 231000 in turn["read"].values()
    assert "231 km" in turn["reply"]


def test_nothing_paired_is_unavailable(said: Said) -> None:
    (turn,) = said["home"]
    assert statuses(turn) == ["unavailable"]
    assert "pair" in turn["reply"]


def test_understand_plans_the_same_and_does_nothing(tmp_path: Path) -> None:
    texts = [line if isinstance(line, str) else json.dumps(line) for line in LINES.values()]
    done = cockpit("understand", "--json", "--batch", "-", typed="\n\n".join(texts).encode())
    assert (done.code, done.err) == (0, "")
    lines = {(line["n"], line["turn"]): line for line in done.lines()}
    for name in ("plain", "chinese", "chinese under en", "two", "asked"):
        line = lines[NUMBER[name], 0]
        assert set(line) == {"n", "turn", "heard", "language", "seat", "plan", "ms"}
        assert line["plan"]["source"] == "grammar"
    assert lines[NUMBER["chinese under en"], 0]["language"] == "zh"
    assert (NUMBER["asked"], 1) in lines
    assert (NUMBER["bad value, three turns"], 2) in lines
    for name, kind in BAD.items():
        assert lines[NUMBER[name], 0]["error"]["kind"] == kind


@pytest.mark.parametrize("content", [b"", b"\n \r\n\n", b"\xef\xbb\xbf"])
def test_an_empty_batch_says_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    (tmp_path / "lines").write_bytes(content)
    assert main(["say", "--json", "--batch", str(tmp_path / "lines")]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_batch_from_stdin_and_a_line_that_is_no_text() -> None:
    typed = b"\xef\xbb\xbfwarmer\r\n\xff\xfe warmer\ncooler\n"
    done = cockpit("say", "--json", "--batch", "-", typed=typed)
    first, bad, good = done.lines()
    assert (done.code, statuses(first), statuses(good)) == (0, ["done"], ["done"])
    assert (bad["error"]["kind"], bad["outcomes"]) == ("input", [])


def test_chat_is_one_conversation_from_a_pipe() -> None:
    typed = "open the driver door\n\nyes\nundo that\n把温度调到23度\n".encode()
    done = cockpit("chat", "--json", "--model", "off", typed=typed)
    assert (done.code, done.err) == (0, "")
    asked, opened, closed, chinese = done.lines()
    assert set(asked) == TURN - {"n", "turn"}
    assert asked["asks"]
    assert signals(opened) == {"Vehicle.Cabin.Door.Row1.DriverSide.IsOpen": True}
    assert signals(closed) == {"Vehicle.Cabin.Door.Row1.DriverSide.IsOpen": False}
    assert chinese["language"] == "zh"


def test_chat_ends_with_1_when_something_was_not_done() -> None:
    done = cockpit("chat", "--model", "off", typed=b"warmer\nflurb \xff wug\n")
    assert done.code == 1
    assert len(done.out.splitlines()) == 2

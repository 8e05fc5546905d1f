"""`cockpit eval`: tiny sets of our own, lines for every verdict."""

import json
from pathlib import Path
from typing import Any

import pytest

from cockpit.app import Engines
from cockpit.cli import main
from cockpit.errors import BadInput
from cockpit.evaluate.run import Scored, run
from cockpit.evaluate.score import confusions, overall, scores
from cockpit.evaluate.sets import Expected, read_set
from cockpit.evaluate.verdict import verdict
from cockpit.plan import Outcome, Plan
from cockpit.turn import Turn
from vehicle.signal import Frame

SETS = Path(__file__).parents[1] / "eval"
DRIVER = "Vehicle.Cabin.Door.Row1.DriverSide.Window.Position"
PASSENGER = "Vehicle.Cabin.Door.Row1.PassengerSide.Window.Position"
TEMPERATURE = "Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature"


def scored(engines: Engines, folder: Path, *lines: dict[str, Any]) -> list[Scored]:
    file = folder / "tiny.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    told: list[str] = []
    found = run(engines, read_set(file, folder, told.append), lambda line: None)
    assert not told
    return found


@pytest.mark.parametrize(
    ("text", "expect", "wanted"),
    [
        ("open my window", {"signals": {DRIVER: 100}}, "right"),
        ("open my window", {"signals": {DRIVER: "*"}}, "right"),
        ("open my window", {"any": [{"asked": True}, {"signals": {DRIVER: 100}}]}, "right"),
        ("open my window", {"signals": {DRIVER: 100, PASSENGER: 100}}, "partly"),
        ("open my window", {"signals": {PASSENGER: 100}}, "wrong"),
        ("open my window", {"signals": {DRIVER: 50}}, "wrong"),
        ("open both front windows", {"signals": {DRIVER: 100}}, "wrong"),
        ("open my window", {"nothing": True}, "wrong"),
        ("open my window", {"asked": True}, "wrong"),
        ("open my window", {"denied": True}, "wrong"),
        ("open my window", {"read": [DRIVER]}, "wrong"),
        ("tell me about bridges", {"signals": {DRIVER: 100}}, "missed"),
        ("tell me about bridges", {"nothing": True}, "right"),
        ("tell me about bridges", {"read": [DRIVER]}, "missed"),
        ("unlock the doors", {"asked": True}, "right"),
        ("unlock the doors", {"signals": {DRIVER: 100}}, "asked"),
        ("unlock the doors", {"nothing": True}, "right"),
        ("set the temperature to 90 celsius", {"denied": True}, "right"),
        ("set the temperature to 90 celsius", {"signals": {TEMPERATURE: 28}}, "missed"),
        ("turn on the kitchen lights", {"unavailable": True}, "right"),
        ("is my window open", {"read": [DRIVER]}, "right"),
        ("is my window open", {"signals": {DRIVER: 100}}, "missed"),
    ],
)
def test_a_line_gets_its_verdict(
    engines: Engines, tmp_path: Path, text: str, expect: dict[str, Any], wanted: str
) -> None:
    (line,) = scored(engines, tmp_path, {"text": text, "expect": expect})
    assert line.verdict == wanted, line.turn


def test_numbers_are_right_when_near_and_names_when_equal() -> None:
    def of(value: Any, got: Any) -> str:
        turn = Turn("", "en", "", Plan(), "", (Outcome("x", "done", signals={"p": got}),))
        return verdict((Expected("signals", {"p": value}),), turn)

    assert of(22, 22.5) == "right"
    assert of(22, 22.7) == "wrong"
    assert of("SPORT", "SPORT") == "right"
    assert of("SPORT", "ECO") == "wrong"
    assert of(True, False) == "wrong"


def test_what_was_sent_without_success_is_not_right() -> None:
    frames = (Frame("can0", 1, False, b"\x00"),)
    failed = Outcome("x", "failed", frames=frames, targets={"p": 1})
    turn = Turn("", "en", "", Plan(), "", (failed,))
    assert verdict((Expected("nothing"),), turn) == "wrong"
    assert verdict((Expected("signals", {"q": 1}),), turn) == "wrong"
    assert verdict((Expected("signals", {"p": 1}),), turn) == "partly"


def test_the_last_turn_is_judged_in_the_car_of_the_line(engines: Engines, tmp_path: Path) -> None:
    found = scored(
        engines,
        tmp_path,
        {"turns": ["open my window", "is my window open"], "expect": {"read": [DRIVER]}},
        {"text": "open the trunk", "set": {"Vehicle.Speed": 80}, "expect": {"denied": True}},
        {"text": "open my window", "seat": "row1.passenger", "expect": {"signals": {PASSENGER: 100}}},
        {"text": "打开我的车窗", "language": "zh", "expect": {"signals": {DRIVER: 100}}},
    )
    assert [each.verdict for each in found] == ["right"] * 4
    assert [each.language for each in found] == ["en", "en", "en", "zh"]


def test_halves_and_confusions_are_counted(engines: Engines, tmp_path: Path) -> None:
    wrong = {"text": "open my window", "expect": {"signals": {TEMPERATURE: 22}}}
    found = scored(
        engines,
        tmp_path,
        {"half": "seen", "text": "open my window", "expect": {"signals": {DRIVER: 100}}},
        {"half": "seen"} | wrong,
        {"half": "seen"} | wrong,
        {"half": "unseen"} | wrong,
    )
    seen, unseen = scores(found)
    assert (seen.half, seen.n, dict(seen.counts)) == ("seen", 3, {"right": 1, "wrong": 2})
    assert round(seen.percent("wrong"), 1) == 66.7
    assert (unseen.half, dict(unseen.counts)) == ("unseen", {"wrong": 1})
    together, _ = overall(found)
    assert (together.half, together.n, together.right, together.wrong, together.idle) == ("seen", 3, 1, 2, 0)
    first, second = confusions(found)
    assert (first.got, first.half, first.times) == ("windows.position", "seen", 2)
    assert first.expected == "climate.temperature"
    assert (second.half, second.times) == ("unseen", 1)


def test_what_asks_for_nothing_is_counted_by_itself(engines: Engines, tmp_path: Path) -> None:
    found = scored(
        engines,
        tmp_path,
        {"text": "open my window", "expect": {"nothing": True}},
        {"text": "is my window open", "expect": {"any": [{"read": [DRIVER]}, {"nothing": True}]}},
        {"text": "open my window", "expect": {"any": [{"asked": True}, {"nothing": True}]}},
    )
    (together,) = overall(found)
    assert together.as_json() == {
        "half": None,
        "n": 3,
        "right_percent": 33.33,
        "wrong_percent": 66.67,
        "idle_n": 2,
        "idle_wrong_percent": 50.0,
    }


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "tiny.jsonl:2: not valid JSON"),
        ('{"text": "hello"}', 'tiny.jsonl:2: a line is an object with "expect"'),
        ('{"text": "hello", "expect": {"nothing": false}}', "tiny.jsonl:2: \"expect\" has 'nothing': False"),
        ('{"text": "hello", "expect": {"nothing": true, "asked": true}}', "exactly one key"),
        ('{"text": "hello", "half": "both", "expect": {"nothing": true}}', "unknown half 'both'"),
        ('{"expect": {"nothing": true}}', 'needs "text"'),
        ('[{"expect": {"nothing": true}}]', "a line is an object"),
        ('{"text": "hello", "half": ["seen"], "expect": {"nothing": true}}', "unknown half ['seen']"),
        ('{"text": "hello", "expect": {"any": []}}', "'any': []"),
        ('{"text": "hello", "expect": {"read": [5]}}', "There is no signal 5"),
        ('{"text": "hello", "seat": "roof", "expect": {"nothing": true}}', "unknown seat 'roof'"),
        ('{"text": "hello", "set": {"Vehicle.Wing": 1}, "expect": {"nothing": true}}', "Vehicle.Wing"),
        ('{"text": "hello", "expect": {"signals": {"Vehicle.Wing": 1}}}', "There is no signal Vehicle.Wing"),
        ('{"text": "hello", "expect": {"signals": {"Vehicle.Speed": "fast"}}}', "Vehicle.Speed"),
    ],
)
def test_a_bad_line_is_told_and_the_others_are_read(tmp_path: Path, line: str, told: str) -> None:
    file = tmp_path / "tiny.jsonl"
    good = '{"text": "hello", "expect": {"nothing": true}}'
    file.write_text(f"{good}\n{line}\n{good}\n", encoding="utf-8")
    said: list[str] = []
    assert [each.number for each in read_set(file, tmp_path, said.append).lines] == [1, 3]
    assert len(said) == 1
    assert told in said[0]


def test_texts_may_lie_in_another_file(engines: Engines, tmp_path: Path) -> None:
    (tmp_path / "said.jsonl").write_text(
        '{"text": "a story"}\n{"text": "open my window"}\n', encoding="utf-8"
    )
    (line,) = scored(
        engines, tmp_path, {"from": "said.jsonl", "line": 1, "expect": {"signals": {DRIVER: 100}}}
    )
    assert line.verdict == "right"


@pytest.mark.parametrize("texts", ["no json", '{"words": "hello"}', "[1]", "5"])
def test_texts_that_are_none_are_one_error(tmp_path: Path, texts: str) -> None:
    (tmp_path / "said.jsonl").write_text(texts, encoding="utf-8")
    file = tmp_path / "labels.jsonl"
    file.write_text('{"from": "said.jsonl", "line": 0, "expect": {"nothing": true}}', encoding="utf-8")
    with pytest.raises(BadInput, match="does not hold objects"):
        read_set(file, tmp_path, pytest.fail)


def test_labels_without_their_texts_are_one_error(tmp_path: Path) -> None:
    file = tmp_path / "labels.jsonl"
    file.write_text('{"from": "gone.jsonl", "line": 1, "expect": {"nothing": true}}\n' * 3, encoding="utf-8")
    with pytest.raises(BadInput, match=r"labels.jsonl has labels only") as raised:
        read_set(file, tmp_path, pytest.fail)
    assert "--texts" in raised.value.mend


def test_the_command_prints_scores_and_keeps_the_unseen_half_to_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        {"id": f"{half}-1", "half": half, "text": f"a tale of the {half} sea", "expect": {"asked": True}}
        for half in ("seen", "unseen")
    ]
    (tmp_path / "tiny.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert main(["eval", "--json", "--show", str(tmp_path)]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert [(s["set"], s["half"], s["missed"]) for s in printed["scores"]] == [
        ("tiny", "seen", {"n": 1, "percent": 100.0}),
        ("tiny", "unseen", {"n": 1, "percent": 100.0}),
    ]
    assert [c["half"] for c in printed["confusions"]] == ["seen"]
    assert [line["id"] for line in printed["lines"]] == ["seen-1"]
    assert main(["eval", "--show", "--unseen", str(tmp_path)]) == 0
    table = capsys.readouterr().out
    assert "a tale of the unseen sea" in table
    assert "1 of 1, 100.0 %" in table


def test_a_set_that_is_not_there_is_told_and_the_rest_is_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = tmp_path / "good.jsonl"
    good.write_text('{"text": "hello", "expect": {"nothing": true}}\n', encoding="utf-8")
    assert main(["eval", "--json", str(tmp_path / "gone.jsonl"), str(good)]) == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["scores"][0]["right"]["n"] == 1
    assert "Cannot read" in err
    assert "Traceback" not in err


def test_an_empty_folder_has_no_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", str(tmp_path)]) == 1
    assert "There is no set in" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"\n\n", b"no json\n", b'{"text": "hello"}\n', b"\xff\xfe\x00\n"])
def test_a_set_without_a_line_to_run_is_bad_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    file = tmp_path / "broken.jsonl"
    file.write_bytes(content)
    assert main(["eval", "--json", str(file)]) == 1
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["kind"] == "input"
    assert "no labelled sentence" in error["message"]
    assert "cockpit eval --help" in error["mend"]


def test_a_line_left_out_is_told_and_the_rest_is_scored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "half.jsonl"
    file.write_text('{"text": "hello", "expect": {"nothing": true}}\nno json\n', encoding="utf-8")
    assert main(["eval", "--json", str(file)]) == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["scores"][0]["right"]["n"] == 1
    assert "half.jsonl:2: not valid JSON" in err


@pytest.mark.parametrize("name", ["own_en", "own_zh", "nothing_en", "nothing_zh"])
def test_our_sets_can_be_read_whole(name: str) -> None:
    """Every label is in the contract's terms: a known path, and a value that fits it."""
    chosen = read_set(SETS / f"{name}.jsonl", SETS, pytest.fail)
    assert len({line.id for line in chosen.lines}) == len(chosen.lines) >= 150
    of_half = [sum(line.half == half for line in chosen.lines) for half in ("seen", "unseen")]
    assert of_half[0] == of_half[1]


def test_a_limit_takes_the_same_lines_each_time() -> None:
    chosen = read_set(SETS / "own_en.jsonl", SETS, pytest.fail)
    some = chosen.limited(20)
    assert len(some.lines) == 20
    assert some == chosen.limited(20)
    numbers = [line.number for line in some.lines]
    assert numbers == sorted(numbers)
    assert chosen.limited(10_000) is chosen


def test_a_set_of_a_folder_that_lacks_its_texts_leaves_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = '{"from": "gone.jsonl", "line": 1, "expect": {"nothing": true}}\n'
    (tmp_path / "a.jsonl").write_text(labels, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": "hello", "expect": {"nothing": true}}\n', encoding="utf-8")
    assert main(["eval", "--json", "--texts", str(tmp_path), str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert [score["set"] for score in json.loads(out)["scores"]] == ["b"]
    assert "--texts" in err

"""`cockpit replay` and `cockpit car` as another program sees them: arguments in, lines and exit code out."""

import argparse
import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from cockpit.commands import car, replay
from cockpit.errors import TELLABLE
from vehicle.logs import LogError
from vehicle.profile import load_profile

MODEL3 = Path(__file__).parents[2].parent / "shared/data/can/tesla-model3"
needs_model3 = pytest.mark.skipif(not MODEL3.is_dir(), reason="the shared data is not here")

DBC = """VERSION ""
NS_ :
BS_:
BU_: ECU
BO_ 256 Motion: 3 ECU
 SG_ Speed : 0|16@1+ (0.25,0) [0|300] "km/h" ECU
 SG_ Gear : 16|4@1+ (1,0) [0|15] "" ECU
VAL_ 256 Gear 0 "PARK" 1 "DRIVE" ;
"""
MAP = {
    "Vehicle": {
        "type": "branch",
        "children": {
            "Speed": {
                "type": "sensor",
                "datatype": "float",
                "dbc2vss": {"signal": "Speed", "transform": {"math": "x*2"}},
            }
        },
    }
}
LOG = (
    "a remark\n(100.0) can0 100#040001\n(100.02) can0 7E8#01\n(100.04) can0 100#0800\n"
    "(100.06) can0 100#080001\n(100.06) can0 123#R\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "car.dbc").write_text(DBC, encoding="utf-8")
    (tmp_path / "map.json").write_text(json.dumps(MAP), encoding="utf-8")
    (tmp_path / "drive.log").write_text(LOG, encoding="utf-8")
    return tmp_path


def run(*arguments: object) -> int:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    replay.add(commands)
    car.add(commands)
    args = parser.parse_args([str(argument) for argument in arguments])
    code = args.run(args)
    assert isinstance(code, int)
    return code


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_changes_then_the_summary(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("replay", folder / "drive.log", "--dbc", folder / "car.dbc", "--json") == 0
    *changes, last = lines(capsys)
    assert changes == [
        {"t": 0.0, "signals": {"Motion.Speed": 1.0, "Motion.Gear": "DRIVE"}},
        {"t": 0.06, "signals": {"Motion.Speed": 2.0}},
    ]
    summary = last["summary"]
    assert summary.pop("frames_per_s") > 0
    assert summary == {
        "frames": 4,
        "decoded": 2,
        "unknown_ids": {"0x7e8": 1},
        "errors": [
            {"line": 1, "kind": "syntax", "count": 1},
            {"line": 4, "kind": "length", "count": 1},
            {"line": 6, "kind": "remote-frame", "count": 1},
        ],
        "first": 100.0,
        "last": 100.06,
        "min_max": {"Motion.Speed": [1.0, 2.0]},
    }


def test_a_mapping_gives_vss_paths_and_nothing_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(
        *("replay", folder / "drive.log", "--dbc", folder / "car.dbc"),
        *("--map", folder / "map.json", "--json", "--speed", "max"),
    )
    assert code == 0
    *changes, last = lines(capsys)
    assert [change["signals"] for change in changes] == [{"Vehicle.Speed": 2.0}, {"Vehicle.Speed": 4.0}]
    assert last["summary"]["decoded"] == 2
    assert last["summary"]["min_max"] == {"Vehicle.Speed": [2.0, 4.0]}


def test_a_person_gets_a_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("replay", folder / "drive.log", "--dbc", folder / "car.dbc", "--speed", "max") == 0
    out = capsys.readouterr().out
    assert "4 frames in 0.1 s, 2 decoded" in out
    assert "0x7e8 (1)" in out
    assert "length: 1, first at drive.log:4" in out
    assert "Motion.Speed" in out


def test_a_log_of_the_demo_car(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile = load_profile("demo-ev")
    speed = profile.reads_of("Vehicle.Speed")
    assert speed is not None
    key = (speed.channel, speed.message.frame_id, speed.message.is_extended_frame)
    raw = speed.field.put(speed.codec.raw(50.0), 0)
    data = raw.to_bytes(speed.message.length, "little")
    if key in profile.protections:
        data = profile.protections[key].seal(speed.message.frame_id, raw, speed.message.length, 3)
    frame = f"can0 {speed.message.frame_id:03X}#"
    damaged = bytes([data[0] ^ 1, *data[1:]])
    (tmp_path / "demo.log").write_text(f"(1.0) {frame}{data.hex()}\n(1.1) {frame}{damaged.hex()}\n")
    assert run("replay", tmp_path / "demo.log", "--car", "demo-ev", "--json", "--speed", "max") == 0
    *changes, last = lines(capsys)
    assert changes[0]["signals"]["Vehicle.Speed"] == 50.0
    if key in profile.protections:
        assert last["summary"]["decoded"] == 1
        assert last["summary"]["errors"] == [{"line": 2, "kind": "checksum", "count": 1}]


@pytest.mark.parametrize(
    "arguments",
    [
        ["replay", "a.log"],
        ["replay", "a.log", "--dbc", "a.dbc", "--car", "demo-ev"],
        ["replay", "a.log", "--car", "demo-ev", "--map", "m.json"],
        ["replay", "a.log", "--dbc", "a.dbc", "--speed", "fast"],
        ["replay", "a.log", "--dbc", "a.dbc", "--speed", "0"],
        ["replay", "a.log", "--dbc", "a.dbc", "--speed", "-1"],
        ["replay", "a.log", "--dbc", "a.dbc", "--speed", "nan"],
        ["car"],
        ["car", "sell"],
    ],
)
def test_wrong_use_exits_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(*arguments)
    assert caught.value.code == 2


@pytest.mark.parametrize(
    ("broken", "content"),
    [
        ("drive.log", b""),
        ("drive.log", b"\x7fELF\0\0\0\0"),
        ("drive.log", b"(1.0)"),
        ("drive.log", b"(1.0) can0 123#zz"),
        ("drive.log", b"date Sat Sep 30 15:06:13.191 2017\nbase hex timestamps absolute\n"),
        ("car.dbc", b""),
        ("car.dbc", b"\0\1\2\3"),
        ("car.dbc", b"BO_ what is this"),
        ("map.json", b"{"),
        ("map.json", b'{"Vehicle": {"children": {"Speed": {"dbc2vss": {"signal": "Absent"}}}}}'),
    ],
)
def test_broken_files_are_told_in_one_line(folder: Path, broken: str, content: bytes) -> None:
    (folder / broken).write_bytes(content)
    arguments = ("replay", folder / "drive.log", "--dbc", folder / "car.dbc", "--map", folder / "map.json")
    with pytest.raises(TELLABLE) as caught:
        run(*arguments, "--speed", "max")
    assert "\n" not in str(caught.value)
    assert str(caught.value)


def test_absent_files_are_told(folder: Path) -> None:
    with pytest.raises(LogError, match="cannot be read"):
        run("replay", folder / "absent.log", "--dbc", folder / "car.dbc")
    for option, name in (("--dbc", "absent.dbc"), ("--car", "no-such-car"), ("--dbc", "")):
        with pytest.raises(TELLABLE):
            run("replay", folder / "drive.log", option, folder / name if name else folder)


@needs_model3
def test_the_model_3_drive_by_its_mapping(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packed = tmp_path / "drive.candump.log.gz"
    packed.write_bytes(gzip.compress((MODEL3 / "it-candump0.log").read_bytes()))
    dbc, mapping = MODEL3 / "it-can.dbc", MODEL3 / "mapping/vss_4.2/vss_dbc.json"
    assert run("replay", packed, "--dbc", dbc, "--map", mapping, "--speed", "max", "--json") == 0
    *changes, last = lines(capsys)
    summary = last["summary"]
    assert (summary["frames"], summary["decoded"], summary["errors"]) == (10000, 10000, [])
    assert summary["min_max"]["Vehicle.Speed"] == [72.0, 104.0]  # DI_uiSpeed, as this mapping wants it
    assert {path for change in changes for path in change["signals"]} >= {"Vehicle.Speed"}
    assert [change["t"] for change in changes] == sorted(change["t"] for change in changes)


def test_car_list_and_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("car", "list", "--json") == 0
    cars = lines(capsys)[0]["cars"]
    assert "demo-ev" in [entry["name"] for entry in cars]
    assert run("car", "check", "demo-ev", "--json") == 0
    assert lines(capsys) == [entry for entry in cars if entry["name"] == "demo-ev"]
    assert run("car", "list") == 0
    assert "demo-ev" in capsys.readouterr().out


def test_car_check_says_what_is_wrong_with_a_folder(tmp_path: Path) -> None:
    copy = tmp_path / "mine"
    shutil.copytree(load_profile("demo-ev").folder, copy)
    assert run("car", "check", copy) == 0
    worse = tmp_path / "worse"
    shutil.copytree(copy, worse)
    profile = worse / "profile.toml"
    profile.write_text("wheels = 4\n" + profile.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(TELLABLE, match="wheels"):
        run("car", "check", worse)
    shutil.copy(copy / "profile.toml", profile)
    (worse / "simulator.toml").write_text("actuators = 3\n", encoding="utf-8")
    with pytest.raises(TELLABLE, match="actuators"):
        run("car", "check", worse)
    (worse / "profile.toml").unlink()
    with pytest.raises(TELLABLE):
        run("car", "check", worse)

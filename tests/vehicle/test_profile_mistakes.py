"""Mistakes in a car's folder: whatever stands where, it is a profile or a ProfileError, never a traceback."""

import copy
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from vehicle.errors import ProfileError
from vehicle.profile import load_profile
from vehicle.simulator.nature import nature
from vehicle.simulator.state import fresh_state

DBC = """VERSION ""
BU_: A
BO_ 16 Command: 4 A
 SG_ Checksum : 0|8@1+ (1,0) [0|255] "" A
 SG_ Counter : 8|4@1+ (1,0) [0|14] "" A
 SG_ WindowReq : 12|7@1+ (1,0) [0|100] "%" A
 SG_ HornReq : 19|2@1+ (1,0) [0|1] "" A
BO_ 17 Status: 4 A
 SG_ Checksum : 0|8@1+ (1,0) [0|255] "" A
 SG_ Counter : 8|4@1+ (1,0) [0|14] "" A
 SG_ Window : 12|7@1+ (1,0) [0|100] "%" A
 SG_ Horn : 19|2@1+ (1,0) [0|1] "" A
 SG_ Page : 21|2@1+ (1,0) [0|3] "" A
BA_DEF_ SG_ "GenSigStartValue" INT 0 255;
BA_DEF_DEF_ "GenSigStartValue" 0;
BA_ "GenSigStartValue" SG_ 16 WindowReq 127;
BA_ "GenSigStartValue" SG_ 16 HornReq 3;
"""
WINDOW = "Vehicle.Cabin.Door.Row1.DriverSide.Window.Position"
PROFILE: dict[str, Any] = {
    "name": "tiny",
    "title": "Tiny",
    "mapping": "map.json",
    "dark_below_percent": 20,
    "channels": {"main": {"database": "car.dbc"}},
    "protection": {"counter": "Counter", "checksum": "Checksum"},
    "writing": {"frames_per_s": 100},
    "allow": [
        {"paths": [WINDOW], "condition": "always", "low": 0, "high": 90, "settle_s": 0.25, "limit_s": 50},
        {"paths": ["Vehicle.Body.*"], "condition": "parked", "target": True, "in_the_dark": False},
    ],
}
MAPPING: dict[str, Any] = {
    WINDOW: {
        "dbc2vss": {
            "signal": "Window",
            "interval_ms": 100,
            "multiplexer": [{"signal": "Page", "value": 0}],
        },
        "vss2dbc": {"signal": "WindowReq"},
    },
    "Vehicle": {
        "children": {
            "Body.Horn.IsActive": {
                "dbc": {
                    "signal": "Horn",
                    "transform": {"mapping": [{"from": 0, "to": False}, {"from": 1, "to": True}]},
                },
                "vss2dbc": {
                    "signal": "HornReq",
                    "transform": {"mapping": [{"from": False, "to": 0}, {"from": True, "to": 1}]},
                },
            },
            "Ours": {
                "type": "sensor",
                "datatype": "uint8",
                "unit": "percent",
                "min": 0,
                "max": 9,
                "allowed": ["A"],
                "dbc": {"signal": "Page"},
            },
        }
    },
}
SIMULATOR: dict[str, Any] = {
    "fresh": {WINDOW: 10, "Vehicle.Body.*": True},
    "actuators": [
        {"paths": [WINDOW], "delay_s": 0.1, "rate": 25},
        {"paths": ["Vehicle.*"], "locked_by": "IsLocked"},
    ],
}
JUNK: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    1,
    0.5,
    10**400,
    math.nan,
    math.inf,
    "",
    "x",
    "a\nb",
    [],
    [1],
    ["a"],
    {},
    {"a": 1},
)
FILES: dict[str, dict[str, Any]] = {"profile": PROFILE, "mapping": MAPPING, "simulator": SIMULATOR}


def _toml(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case float() | int():
            return str(value)
        case str():
            return json.dumps(value)
        case list():
            return "[" + ", ".join(map(_toml, value)) + "]"
        case _:
            return "{" + ", ".join(f"{json.dumps(key)} = {_toml(one)}" for key, one in value.items()) + "}"


def _write(folder: Path, files: dict[str, dict[str, Any]]) -> Path:
    folder.mkdir(parents=True)
    (folder / "car.dbc").write_text(DBC)
    (folder / "map.json").write_text(json.dumps(files["mapping"]))
    for name in ("profile", "simulator"):
        text = "".join(f"{json.dumps(key)} = {_toml(value)}\n" for key, value in files[name].items())
        (folder / f"{name}.toml").write_text(text)
    return folder


def _places(node: Any) -> Iterator[tuple[Any, ...]]:
    """The way to each value in a tree of tables and lists."""
    for key, below in node.items() if isinstance(node, dict) else enumerate(node):
        yield (key,)
        if isinstance(below, dict | list):
            yield from ((key, *way) for way in _places(below))


def _changed(tree: dict[str, Any], way: tuple[Any, ...], *junk: Any) -> dict[str, Any]:
    """With `junk` at the end of `way`, or without what is there."""
    tree = copy.deepcopy(tree)
    node: Any = tree
    for key in way[:-1]:
        node = node[key]
    if junk:
        node[way[-1]] = junk[0]
    else:
        del node[way[-1]]
    return tree


def _try(folder: Path) -> ProfileError | None:
    try:
        profile = load_profile(folder)
        fresh_state(profile)
    except ProfileError as error:
        return error
    return None


def test_the_tiny_car_is_a_car(tmp_path: Path) -> None:
    profile = load_profile(_write(tmp_path / "car", FILES))
    assert len(profile.writes) == 2
    assert len(profile.protections) == 2
    assert nature(profile).fresh == {WINDOW: 10, "Vehicle.Body.Horn.IsActive": True, "Vehicle.Ours": 0}
    assert nature(profile).actuators[WINDOW].rate == 25
    fresh_state(profile)


@pytest.mark.parametrize("file", FILES)
def test_junk_in_any_place_is_said_in_one_line(tmp_path: Path, file: str) -> None:
    said = 0
    for number, way in enumerate(_places(FILES[file])):
        for kind, junk in enumerate(((), *((one,) for one in JUNK))):
            if junk == (None,) and file != "mapping":
                continue  # TOML has no null
            if junk and isinstance(junk[0], int) and junk[0] > 10**18 and file != "mapping":
                junk = (10**18,)  # TOML's own limit is lower
            changed = {**FILES, file: _changed(FILES[file], way, *junk)}
            error = _try(_write(tmp_path / f"{number}-{kind}", changed))
            if error is not None:
                said += 1
                assert "\n" not in str(error), (way, junk)
                assert error.mend, (way, junk, error)
    assert said > 100


@pytest.mark.parametrize(
    ("file", "way", "junk", "said"),
    [
        ("profile", ("writing", "frames_per_s"), "x", "frames_per_s cannot be 'x'"),
        ("profile", ("writing", "frames_per_s"), 0, "frames_per_s cannot be 0"),
        ("profile", ("writing",), 3, "writing cannot be 3"),
        ("profile", ("writing", "frames"), 3, "unknown key frames"),
        ("profile", ("dark_below_percent",), "x", "dark_below_percent cannot be 'x'"),
        ("profile", ("dark_below_percent",), True, "dark_below_percent cannot be True"),
        ("profile", ("protection", "counter"), ["a"], "counter cannot be"),
        ("profile", ("allow",), [1], "allow cannot be"),
        ("profile", ("allow", 0, "low"), True, "low cannot be True"),
        ("profile", ("allow", 0, "low"), 95, "low is above high"),
        ("profile", ("allow", 0, "answer_s"), 0, "answer_s cannot be 0"),
        ("profile", ("allow", 1, "target"), "yes", "target does not fit"),
        ("profile", ("allow", 1, "low"), 1, "is no number"),
        ("simulator", ("actuators",), 3, "actuators cannot be 3"),
        ("simulator", ("wheels",), 4, "unknown key wheels"),
        ("simulator", ("actuators", 0, "rate"), 0, "rate cannot be 0"),
        ("simulator", ("actuators", 0, "rate"), "x", "rate cannot be 'x'"),
        ("simulator", ("actuators", 0, "delay_s"), -1, "delay_s cannot be -1"),
        ("simulator", ("actuators", 0, "paths"), ["Vehicle.Cabin.Door.*.Windw.Position"], "fits"),
        ("simulator", ("fresh", "Vehicle.Speed"), 3, "fits"),
        ("simulator", ("fresh", WINDOW), "open", "cannot be"),
        ("simulator", ("fresh", WINDOW), 101, "cannot be"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, file: str, way: tuple[Any, ...], junk: Any, said: str) -> None:
    changed = {**FILES, file: _changed(FILES[file], way, junk)}
    error = _try(_write(tmp_path / "car", changed))
    assert error is not None
    assert re.search(said, str(error)), error
    assert error.mend


@pytest.mark.parametrize("file", ["profile.toml", "simulator.toml"])
@pytest.mark.parametrize(
    ("text", "said"),
    [(b"a = " + b"[" * 100_000, "nested too deep|not TOML"), (b"\xff", "not TOML"), (b"a =", "not TOML")],
)
def test_what_is_no_toml_is_said(tmp_path: Path, file: str, text: bytes, said: str) -> None:
    folder = _write(tmp_path / "car", FILES)
    (folder / file).write_bytes(text)
    error = _try(folder)
    assert error is not None
    assert re.search(said, str(error)), error


@pytest.mark.parametrize("name", ["car.dbc", "car.kcd", "car.arxml", "car.sym", "car.cdd"])
@pytest.mark.parametrize("text", [b"", b"nonsense", b"<a>", b"<a/>", b"\xff\0", b"BO_ 1 A: 8 B\n SG_"])
def test_a_database_that_is_none_is_said(tmp_path: Path, name: str, text: bytes) -> None:
    changed = _changed(PROFILE, ("channels", "main", "database"), name)
    folder = _write(tmp_path / "car", {**FILES, "profile": changed})
    (folder / name).write_bytes(text)
    error = _try(folder)
    assert error is not None
    assert "\n" not in str(error)
    assert error.mend


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("Counter : 8|4@1+", "Counter : 8|3@1+", "counter of Command"),
        ("Checksum : 0|8@1+", "Checksum : 0|7@1+", "checksum of Command"),
        ("WindowReq : 12|7@1+ (1,0)", "WindowReq : 12|7@1+ (0,0)", "scale 0"),
    ],
)
def test_a_database_that_cannot_be_written_by_is_said(tmp_path: Path, was: str, now: str, said: str) -> None:
    folder = _write(tmp_path / "car", FILES)
    (folder / "car.dbc").write_text(DBC.replace(was, now))
    error = _try(folder)
    assert error is not None
    assert re.search(said, str(error)), error

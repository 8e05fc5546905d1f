"""Mappings in KUKSA's format."""

import json
from pathlib import Path
from typing import Any

import cantools
import pytest

from vehicle.dbc import load_database
from vehicle.decoder import Decoder
from vehicle.errors import ProfileError
from vehicle.mapping import link, read_mapping
from vehicle.store import Store

DBC = """VERSION ""
BU_: A
BO_ 16 One: 8 A
 SG_ Speed : 0|16@1+ (0.01,0) [0|300] "km/h" A
 SG_ Twice : 16|8@1+ (1,0) [0|255] "" A
BO_ 17 Two: 8 A
 SG_ Twice : 16|8@1+ (1,0) [0|255] "" A
"""


def _tree(**leaf: Any) -> dict[str, Any]:
    node = {"datatype": "float", "type": "sensor", "description": "", **leaf}
    return {"Vehicle": {"type": "branch", "children": {"Speed": node}}}


def _databases() -> dict[str, Any]:
    return {"main": cantools.database.load_string(DBC, "dbc")}


def test_both_names_of_a_reading_rule_are_known() -> None:
    for name in ("dbc", "dbc2vss"):
        links = link(_databases(), _tree(**{name: {"signal": "Speed"}}))
        assert [(one.path, one.message.name) for one in links.reads] == [("Vehicle.Speed", "One")]
        assert links.writes == {}


def test_a_signal_that_several_messages_have_is_read_from_each() -> None:
    links = link(_databases(), _tree(dbc2vss={"signal": "Twice"}))
    assert [one.message.name for one in links.reads] == ["One", "Two"]


def test_an_interval_is_the_messages_cycle_or_the_mappings() -> None:
    assert link(_databases(), _tree(dbc2vss={"signal": "Speed"})).reads[0].interval_s == 1.0
    assert (
        link(_databases(), _tree(dbc2vss={"signal": "Speed", "interval_ms": 100})).reads[0].interval_s == 0.1
    )


def test_a_path_that_vss_does_not_know_is_taken_as_the_mapping_describes_it() -> None:
    leaf = {
        "datatype": "uint8",
        "type": "sensor",
        "unit": "percent",
        "max": 100,
        "dbc2vss": {"signal": "Twice"},
    }
    links = link(_databases(), {"Vehicle": {"type": "branch", "children": {"OurOwn": leaf}}})
    assert links.reads[0].signal.path == "Vehicle.OurOwn"
    assert links.reads[0].signal.high == 100


@pytest.mark.parametrize(
    ("leaf", "said"),
    [
        ({"dbc2vss": {"signal": "Nothing"}}, "no database of the car has"),
        ({"dbc2vss": {}}, "needs signal"),
        ({"dbc2vss": "Speed"}, "cannot be 'Speed'"),
        ({"dbc2vss": {"signal": "Speed", "transform": {}}}, "transform cannot be"),
        ({"dbc2vss": {"signal": "Speed", "transform": {"maths": "x"}}}, "either a mapping or math"),
        ({"dbc2vss": {"signal": "Speed", "transform": {"math": 3}}}, "math cannot be 3"),
        ({"dbc2vss": {"signal": "Speed", "transform": {"math": "x+"}}}, "not a formula"),
        ({"dbc2vss": {"signal": "Speed", "transform": {"mapping": [{"from": 1}]}}}, "needs to"),
        ({"dbc2vss": {"signal": "Speed", "transform": {"math": "-" * 100_000 + "x"}}}, "not a formula"),
        ({"dbc2vss": {"signal": "Speed", "transform": {"math": "x\0"}}}, "math cannot be"),
        ({"dbc2vss": {"signal": "Speed", "multiplexer": [{"signal": "Pge", "value": 1}]}}, "Pge, which One"),
        ({"dbc2vss": {"signal": "Speed", "multiplexer": [{"signal": "Twice"}]}}, "needs value"),
        ({"dbc2vss": {"signal": "Speed", "multiplexer": "Twice"}}, "multiplexer cannot be"),
        ({"dbc2vss": {"signal": "Speed", "interval_ms": "often"}}, "interval_ms cannot be"),
        ({"dbc2vss": None}, "cannot be None"),
        ({"vss2dbc": {"signal": "Twice"}}, "several messages have"),
    ],
)
def test_what_does_not_fit_is_said(leaf: dict[str, Any], said: str) -> None:
    with pytest.raises(ProfileError, match=said):
        link(_databases(), _tree(**leaf))


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        ({"Vehicle": {"children": [1]}}, "children of Vehicle"),
        ({"Vehicle": {"children": {"Speed": 3}}}, "no branch and no leaf"),
        ({"Vehicle": 3}, "no branch and no leaf"),
        ({"Ours": {"dbc": {"signal": "Speed"}}}, "neither in VSS"),
        ({"Ours": {"type": ["sensor"], "datatype": "float", "dbc": {"signal": "Speed"}}}, "type cannot be"),
        ({"Ours": {"type": "sensor", "datatype": "text", "dbc": {"signal": "Speed"}}}, "datatype cannot be"),
        (
            {"Ours": {"type": "sensor", "datatype": "float", "min": "0", "dbc": {"signal": "Speed"}}},
            "min cannot be",
        ),
    ],
)
def test_a_tree_that_is_none_is_said(tree: dict[str, Any], said: str) -> None:
    with pytest.raises(ProfileError, match=said) as caught:
        link(_databases(), tree)
    assert caught.value.mend


def test_a_tree_without_end_is_said(tmp_path: Path) -> None:
    tree: dict[str, Any] = {}
    for _ in range(300):
        tree = {"children": {"Vehicle": tree}}
    with pytest.raises(ProfileError, match="no branch and no leaf"):
        link(_databases(), {"Vehicle": tree})
    file = tmp_path / "map.json"
    file.write_text('{"Vehicle":' * 100_000)
    with pytest.raises(ProfileError, match="nested too deep"):
        read_mapping(file)


@pytest.mark.parametrize("text", ["", "{", "[]", "nonsense"])
def test_a_file_that_is_no_tree_is_said(tmp_path: Path, text: str) -> None:
    file = tmp_path / "map.json"
    file.write_text(text)
    with pytest.raises(ProfileError, match=r"map\.json"):
        read_mapping(file)
    with pytest.raises(ProfileError, match="cannot be read"):
        read_mapping(tmp_path / "none.json")


def test_a_mapping_of_kuksa_is_used_as_it_is(model3: Path) -> None:
    database = load_database(model3 / "Model3CAN.dbc")
    tree = json.loads((model3 / "mapping/vss_4.2/vss_dbc.json").read_text())
    links = link({"can0": database}, tree)
    assert "Vehicle.Body.Mirrors.DriverSide.Pan" in links.writes
    store = Store()
    decoder = Decoder(links.reads, store.receive)
    frame = database.encode_message(
        "ID257DIspeed",
        {s.name: 0 for s in database.get_message_by_name("ID257DIspeed").signals} | {"DI_uiSpeed": 88},
        strict=False,
    )
    assert decoder.feed("can0", 0x257, False, frame, 1.0)
    assert store.value("Vehicle.Speed", 1.0) == 88.0

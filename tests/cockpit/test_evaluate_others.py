"""The labels of others' sentences, in the contract's terms. The sentences here are ours."""

import json
from pathlib import Path

import pytest
import yaml
from conversing import AtHomeIn, engines_with

from cockpit.cli import main
from cockpit.config import Settings, Talk
from cockpit.evaluate import agl, home_assistant
from cockpit.evaluate.run import run
from cockpit.evaluate.sets import Expected, SentenceSet
from cockpit.understand.home.household import HomeNames

SHARED = Path(__file__).parents[2].parent / "shared/data/utterances"
FAN = "Vehicle.Cabin.HVAC.Station.Row1.Driver.FanSpeed"
TEMPERATURE = "Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature"
VOLUME = "Vehicle.Cabin.Infotainment.Media.Volume"


FIXTURES = {
    "floors": [{"name": "Upper Floor", "id": "upper"}],
    "areas": [
        {"name": "Kitchen", "id": "kitchen", "floor": "upper"},
        {"name": "Bedroom", "id": "bedroom", "floor": "upper"},
        {"name": "Garage", "id": "garage"},
    ],
    "entities": [
        {"id": "light.stove", "name": "Stove Lamp", "area": "kitchen", "state": "on"},
        {"id": "light.bed", "name": "Bed Lamp", "area": "bedroom", "state": "on"},
        {"id": "lock.back", "name": "Back Door", "state": {"in": "locked", "out": "off"}},
        {"id": "scene.cinema", "name": "Cinema"},
        {"id": "sensor.damp", "name": "Damp", "area": "kitchen", "state": "3"},
    ],
}
LABELS = (
    ("turn on the stove lamp", "HassTurnOn", {"name": "Stove Lamp"}),
    ("turn off the bedroom lights", "HassTurnOff", {"area": "Bedroom", "domain": "light"}),
    ("put every lamp upstairs out", "HassTurnOff", {"floor": "Upper Floor", "domain": "light"}),
    ("set the bed lamp to 40%", "HassLightSet", {"name": "Bed Lamp", "brightness": 40}),
    ("make the bed lamp red", "HassLightSet", {"name": "Bed Lamp", "color": "red"}),
    ("unlock the back door", "HassTurnOff", {"name": "Back Door"}),
    ("activate cinema", "HassTurnOn", {"name": "Cinema"}),
    ("turn all lights off in the house", "HassTurnOff", {"domain": "light"}),
    ("turn the lights off", "HassTurnOff", {"domain": "light"}),
    ("volume up", "HassSetVolumeRelative", {"volume_step": "up"}),
    ("start a timer for ten minutes", "HassStartTimer", {"minutes": 10}),
    ("is the back door locked", "HassGetState", {"name": "Back Door", "state": "locked"}),
)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder as others' data lies, with sentences of ours."""
    home = tmp_path / "ha-intents"
    (home / "fixtures").mkdir(parents=True)
    (home / "fixtures" / "en.yaml").write_text(yaml.safe_dump(FIXTURES), encoding="utf-8")
    labels = [{"text": text, "intent": intent, "slots": slots} for text, intent, slots in LABELS]
    (home / "tests_en.jsonl").write_text("".join(json.dumps(e) + "\n" for e in labels), encoding="utf-8")
    return tmp_path


def by_text(chosen: SentenceSet) -> dict[str, dict[str, object]]:
    return {line.said.turns[0]: dict(line.expected[0].devices) for line in chosen.lines}


def test_home_labels_select_devices_and_actions_of_ours(texts: Path) -> None:
    ours, beyond = home_assistant.sets(texts)
    told = by_text(ours)
    assert told["turn on the stove lamp"] == {"light.stove": ("home.turn_on", None)}
    assert told["turn off the bedroom lights"] == {"light.bed": ("home.turn_off", None)}
    every = {"light.stove", "light.bed", "light.overhead"}
    assert told["put every lamp upstairs out"].keys() == every
    assert told["turn all lights off in the house"].keys() == every
    assert told["set the bed lamp to 40%"] == {"light.bed": ("home.set_brightness", 40)}
    assert told["activate cinema"] == {"scene.cinema": ("home.activate_scene", None)}
    assert told["make the bed lamp red"] == {"light.bed": ("home.set_color", "#FF0000")}
    assert by_text(beyond) == {
        "start a timer for ten minutes": {},
        "is the back door locked": {},
    }


def test_a_lock_of_the_home_is_judged_by_the_turn_that_says_yes(texts: Path) -> None:
    ours, _ = home_assistant.sets(texts)
    line = next(line for line in ours.lines if "unlock" in line.said.turns[0])
    assert line.said.turns == ("unlock the back door", "yes")
    assert line.expected == (Expected("devices", devices={"lock.back": ("home.unlock", None)}),)


def test_the_home_is_there_while_its_set_is_run(at_home_in: AtHomeIn, texts: Path) -> None:
    engines = engines_with(at_home_in(HomeNames()), Settings(talk=Talk(enabled=False)))
    ours, beyond = home_assistant.sets(texts)
    verdicts = {s.line.said.turns[0]: s.verdict for s in run(engines, ours, lambda line: None)}
    assert verdicts["turn on the stove lamp"] == "right"
    assert verdicts["turn off the bedroom lights"] == "right"
    assert verdicts["unlock the back door"] == "right"
    assert {s.verdict for s in run(engines, beyond, lambda line: None)} == {"right"}


def agl_text(intent: str, action: str, rest: str) -> str:
    thing = {"HVACFanSpeed": "hvac_fan_speed", "HVACTemperature": "hvac_temperature"}.get(
        intent, "volume_control"
    )
    return f"[{action}]({thing}_action) {rest}"


@pytest.mark.parametrize(
    ("intent", "action", "rest", "values", "others"),
    [
        ("VolumeControl", "increase", "it [to](to_or_by) [sixty](numeric_value)", {60}, set()),
        ("VolumeControl", "increase", "it [by](to_or_by) [twenty](numeric_value)", {50}, set()),
        ("VolumeControl", "lower", "it [ten](numeric_value)", {10, 20}, set()),
        ("VolumeControl", "lower", "it [by](to_or_by) [fifty](numeric_value)", {0}, {"denied"}),
        ("VolumeControl", "quieter", "please", {20, 10}, set()),
        ("VolumeControl", "set", "it please", {10, 20, 40, 50}, {"asked"}),
        ("HVACFanSpeed", "adjust", "it [to](to_or_by) [two](numeric_value)", {2, 40}, set()),
        ("HVACFanSpeed", "up", "it [to](to_or_by) [maximum](numeric_value)", {100}, set()),
        ("HVACTemperature", "set", "it [to](to_or_by) [seventy](numeric_value)", {21}, set()),
        ("HVACTemperature", "set", "it [to](to_or_by) [ninety](numeric_value)", set(), {"denied"}),
        ("HVACTemperature", "set", "it [to](to_or_by) [sixty eight](numeric_value) fahrenheit", {20}, set()),
    ],
)
def test_agl_labels_are_paths_and_values(
    tmp_path: Path, intent: str, action: str, rest: str, values: set[float], others: set[str]
) -> None:
    example = json.dumps(agl_text(intent, action, rest))
    rasa = {"nlu": [{"intent": intent, "examples": f"- {example}\n"}, {"regex": "x", "examples": "- up\n"}]}
    (tmp_path / "agl").mkdir()
    (tmp_path / "agl" / "rasa_dataset.yml").write_text(yaml.safe_dump(rasa), encoding="utf-8")
    snips = {"intents": {}}
    (tmp_path / "agl" / "snips_dataset.json").write_text(json.dumps(snips), encoding="utf-8")
    (line,) = agl.sets(tmp_path)[0].lines
    path = {"VolumeControl": VOLUME, "HVACFanSpeed": FAN}.get(intent, TEMPERATURE)
    found = {e.signals[path] for e in line.expected if e.kind == "signals"}
    assert found == values
    assert {e.kind for e in line.expected if e.kind != "signals"} == others
    assert "[" not in line.said.turns[0]


def test_an_agl_label_without_an_action_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "agl").mkdir()
    (tmp_path / "agl" / "rasa_dataset.yml").write_text("nlu: []", encoding="utf-8")
    pieces = [{"text": "the sound "}, {"entity": "numeric_value", "text": "ten"}]
    snips = {"intents": {"VolumeControl": {"utterances": [{"data": pieces}]}}}
    (tmp_path / "agl" / "snips_dataset.json").write_text(json.dumps(snips), encoding="utf-8")
    assert [chosen.lines for chosen in agl.sets(tmp_path)] == [(), ()]


@pytest.mark.parametrize("name", ["home-assistant", "agl"])
def test_sentences_that_are_not_here_are_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert main(["eval", "--texts", str(tmp_path), name]) == 1
    err = capsys.readouterr().err
    assert "--texts" in err
    assert len(err.splitlines()) == 1


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here")
def test_all_labels_of_others_can_be_read() -> None:
    ours, beyond = home_assistant.sets(SHARED)
    assert len(ours.lines) > 300
    assert len(beyond.lines) > 500
    assert [len(chosen.lines) for chosen in agl.sets(SHARED)] == [104, 104]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here")
@pytest.mark.timeout(120)
def test_others_sentences_to_the_home_are_understood(at_home_in: AtHomeIn) -> None:
    """The goals: 95 % right, at most 0.5 % wrong; what no action of ours does is never done."""
    engines = engines_with(at_home_in(HomeNames()), Settings(talk=Talk(enabled=False)))
    ours, beyond = (run(engines, chosen, lambda line: None) for chosen in home_assistant.sets(SHARED))
    verdicts = [scored.verdict for scored in ours]
    assert verdicts.count("right") >= 0.95 * len(verdicts)
    assert verdicts.count("wrong") <= 0.005 * len(verdicts)
    assert not [scored.line.said.turns[0] for scored in beyond if scored.verdict == "wrong"]

"""Reports that people ask for in many words, and what the car keeps to itself: none of it moves anything."""

import json
from pathlib import Path

import pytest

from cockpit.actions.action import Dialogue, Question
from cockpit.actions.registry import REGISTRY
from cockpit.understand.context import Context
from cockpit.understand.understanding import Understanding

HERE = Path(__file__).parent
LABELS = HERE.parent / "eval/ms_settings.jsonl"
SETTINGS = HERE.parents[1].parent / "shared/data/utterances/ms-automotive-settings"
SETTINGS /= "automotiveskill_en-us_Settings.jsonl"

REPORTED = (
    ("defogger stat", "climate.front_defrost"),
    ("the status of the passenger's vents", "climate.fan"),
    ("setting on the rear fan", "climate.fan"),
    ("give me the recirculation setting", "climate.recirculation"),
    ("status update for the rear demister", "climate.rear_defrost"),
    ("go ahead and inform me how the steering wheel heating is set", "seats.wheel_heating"),
    ("give me a rundown on the mirror heating", "drive.mirror_heating"),
    ("do you happen to know whether the air conditioning is operating", "climate.ac"),
    ("could I just check if the sunroof is shut", "windows.sunroof"),
    ("I'd love to know the fan speed", "climate.fan"),
    ("hazard lights status update", "lights.hazard"),
    ("can you make sure to verify that the trunk is closed", "doors.trunk"),
)


@pytest.mark.parametrize(("text", "control"), REPORTED)
def test_a_report_is_asked_for_in_many_words(understanding: Understanding, text: str, control: str) -> None:
    steps = understanding.plan(text, Context()).steps
    assert [step.slots.get("control") for step in steps] == [control]


@pytest.mark.parametrize(
    "text",
    [
        "is the blind spot warning on",
        "turn the lane departure alerts off",
        "how sensitive is the collision warner set",
        "set the pedestrian detection to loud",
        "does the drowsiness alert work",
        "turn on the parking sensors",
        "more bass please",
        "are the zones linked",
        "open the settings menu",
        "I want the parking sensor's sound off",
        "盲区监测开着吗",
        "关掉车道偏离预警",
        "低音再重一点",
    ],
)
def test_what_the_car_keeps_to_itself_is_named_and_nothing_else(
    understanding: Understanding, text: str
) -> None:
    plan = understanding.plan(text, Context())
    assert not plan.steps
    assert plan.remark is not None
    assert plan.remark.key == "beyond"


@pytest.mark.skipif(not SETTINGS.is_file(), reason="the shared data is not here")
@pytest.mark.timeout(120)
def test_no_question_of_others_moves_anything(understanding: Understanding) -> None:
    """All but those that are labelled and kept unseen."""
    lines = [json.loads(line) for line in SETTINGS.read_text(encoding="utf-8").splitlines()]
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    unseen = {lines[label["line"]]["text"] for label in labels if label["half"] == "unseen"}
    asked = {line["text"] for line in lines if line["intent"] == "VEHICLE_SETTINGS_CHECK"}
    texts = asked - unseen
    steps = {text: understanding.plan(text, Context()).steps for text in texts}
    idle = (Question, Dialogue)
    moved = sorted(t for t, s in steps.items() if not all(isinstance(REGISTRY[x.action], idle) for x in s))
    assert len(texts) > 3000
    assert moved == []

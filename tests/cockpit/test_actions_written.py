"""What is made from the declarations besides the understanding: the table, the schema, the help."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import llama_cpp
import pytest

from cockpit.actions.action import Never
from cockpit.actions.areas import said
from cockpit.actions.registry import REGISTRY
from cockpit.actions.schema import schema
from cockpit.actions.table import table
from cockpit.help import help_sentence
from cockpit.language import LANGUAGES
from cockpit.understand.context import Context
from cockpit.understand.understanding import Understanding

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_has_examples_that_are_understood(understanding: Understanding, language: str) -> None:
    examples = said(language, "examples")
    assert set(examples) == {name for name, action in REGISTRY.items() if not isinstance(action, Never)}
    for name, texts in examples.items():
        for text in texts:
            plan = understanding.plan(text, Context(language=language))
            assert [step.action for step in plan.steps] == [name], text


def test_the_table_of_all_actions_is_up_to_date() -> None:
    """After a change: python -m cockpit.actions.table > cockpit/actions/README.md"""
    assert (ROOT / "cockpit/actions/README.md").read_text(encoding="utf-8") == table()


def test_the_schema_binds_a_model() -> None:
    """llama.cpp makes a grammar of it, which is what a model is bound by."""
    assert llama_cpp.LlamaGrammar.from_json_schema(json.dumps(schema()), verbose=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_steps_of_the_examples_fit_the_schema(understanding: Understanding, language: str) -> None:
    allowed = schema()["items"]["oneOf"]
    for texts in said(language, "examples").values():
        for text in texts:
            (step,) = understanding.plan(text, Context(language=language)).steps
            fitting = [each["properties"] for each in allowed if _fits(each, step.action, dict(step.slots))]
            assert fitting, (text, step)


def _fits(each: dict[str, object], action: str, slots: dict[str, object]) -> bool:
    properties = each["properties"]
    assert isinstance(properties, dict)
    wanted = properties["slots"]
    return bool(
        properties["action"]["const"] == action
        and set(wanted["required"]) <= set(slots) <= set(wanted["properties"])
        and all(_is(wanted["properties"][name], value) for name, value in slots.items())
    )


def _is(kind: dict[str, object], value: object) -> bool:
    choices = kind.get("enum")
    if isinstance(choices, list):
        return value in choices
    low, high = kind.get("minimum"), kind.get("maximum")
    types = {"string": str, "number": int | float, "integer": int, "boolean": bool}
    if not isinstance(value, types[str(kind["type"])]):
        return False
    return not (
        isinstance(value, int | float) and isinstance(low, int | float) and isinstance(high, int | float)
    ) or (low <= value <= high)


@pytest.mark.parametrize(
    ("language", "topic", "example"),
    [
        ("en", "seats", "move my seat back a little"),
        ("en", "", "take me home"),
        ("zh", "座椅", "打开座椅通风"),
    ],
)
def test_the_help_is_made_of_the_examples(language: str, topic: str, example: str) -> None:
    assert example in help_sentence(topic, language)


def test_an_action_is_one_file(tmp_path: Path) -> None:
    """The README's own example, in a copy of the code: one file more, and it can be said."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"`cockpit/actions/fragrance\.yaml`, say:\n\n((?: {4}.*\n)+)", text)
    assert block is not None
    for room in ("cockpit", "voice", "vehicle", "ui"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    file = tmp_path / "cockpit/actions/fragrance.yaml"
    file.write_text(re.sub(r"^ {4}", "", block[1], flags=re.MULTILINE), encoding="utf-8")
    for text in ("turn on the cabin scent", "打开香氛"):
        done = subprocess.run(
            [sys.executable, "-m", "cockpit", "understand", "--json", text],
            cwd=tmp_path,
            env={"PYTHONPATH": str(tmp_path), "PATH": ""},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        (step,) = json.loads(done.stdout)["plan"]["steps"]
        assert step == {"action": "fragrance.scent", "slots": {"value": True}}

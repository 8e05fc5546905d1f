"""`cockpit models` as a program, on models of the user's own: no network is needed."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cockpit.models.store import MANIFEST, find, models_dir

GGUF = b"GGUF" + bytes(5000)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "models"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    file = tmp_path / "own.gguf"
    file.write_bytes(GGUF)
    return file


def models(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    program = "import sys; from cockpit.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", program, "models", *arguments],
        env={**os.environ, "COCKPIT_MODELS": str(folder)},
        capture_output=True, text=True, timeout=50, check=False,
    )  # fmt: skip


def answer(folder: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    """Exit code and the JSON that is all there is on stdout."""
    done = models(folder, *arguments, "--json")
    return done.returncode, json.loads(done.stdout)


def test_list_has_the_contracts_fields_for_every_model(folder: Path) -> None:
    code, said = answer(folder, "list")
    assert code == 0
    for entry in said["models"]:
        assert entry.keys() >= {"name", "language", "purpose", "bytes", "licence", "installed", "verified"}
        assert entry["purpose"] in ("speech", "voice", "language")
        assert entry["installed"] is False
        assert entry["verified"] is None
    assert [entry["name"] for entry in said["models"] if entry["default"]] == [
        "vosk-model-en", "en_US-joe-medium", "smollm2-135m",
    ]  # fmt: skip


def test_the_set_up_has_installed_the_defaults_and_they_are_verified() -> None:
    _, said = answer(models_dir(), "list")
    defaults = [entry for entry in said["models"] if entry["default"]]
    assert [entry["verified"] for entry in defaults] == [True, True, True]


def test_install_verify_break_verify_remove(folder: Path, own: Path) -> None:
    code, said = answer(folder, "install", "--from", str(own), "--name", "mine", "--purpose", "language")
    assert code == 0
    assert said["installed"][0]["path"] == str(folder / "mine" / "own.gguf")
    assert answer(folder, "verify") == (0, {"models": [said["installed"][0] | {"broken": []}]})
    (folder / "mine" / "own.gguf").write_bytes(GGUF[:-1] + b"!")
    code, said = answer(folder, "verify", "mine")
    assert (code, said["models"][0]["broken"], said["models"][0]["verified"]) == (1, ["own.gguf"], False)
    code, said = answer(folder, "remove", "mine")
    assert (code, said["removed"][0]["name"], said["removed"][0]["installed"]) == (0, "mine", False)
    assert not (folder / "mine").exists()


def test_for_people_a_table_and_a_line(folder: Path, own: Path) -> None:
    done = models(folder, "install", "--from", str(own), "--name", "mine", "--purpose", "language")
    assert done.stdout == f"mine is installed in {folder / 'mine'}\n"
    shown = models(folder, "list").stdout
    assert "mine" in shown
    assert "vosk-model-small-cn" in shown


@pytest.mark.parametrize(
    ("arguments", "mend"),
    [
        (("install", "vosk-model-eng"), "did you mean vosk-model-en?"),
        (
            ("install", "--from", "/nowhere", "--name", "x", "--purpose", "voice"),
            "name a folder or file that exists",
        ),
        (("remove", "vosk-model-en"), "run `cockpit models install vosk-model-en`"),
        (("verify", "vosk-model-en"), "run `cockpit models install vosk-model-en`"),
        (("list", "--config", "/nowhere.toml"), "name a file that exists"),
    ],
)
def test_what_cannot_be_done_is_one_error_with_its_mend(
    arguments: tuple[str, ...], mend: str, folder: Path
) -> None:
    code, said = answer(folder, *arguments)
    assert code == 1
    assert said["error"].keys() == {"kind", "message", "mend"}
    assert said["error"]["mend"] == mend


@pytest.mark.parametrize(
    "arguments", [(), ("install",), ("remove",), ("install", "--from", "x"), ("nonsense",)]
)
def test_wrong_use_is_exit_2_and_says_how(arguments: tuple[str, ...], folder: Path) -> None:
    done = models(folder, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "usage: cockpit models" in done.stderr


def test_a_damaged_manifest_is_no_model_and_no_traceback(folder: Path, own: Path) -> None:
    answer(folder, "install", "--from", str(own), "--name", "mine", "--purpose", "language")
    (folder / "mine" / MANIFEST).write_text('{"name": "mi')
    code, said = answer(folder, "list")
    assert code == 0
    assert "mine" not in [entry["name"] for entry in said["models"]]


def test_the_settings_can_name_the_folder(tmp_path: Path, folder: Path, own: Path) -> None:
    answer(folder, "install", "--from", str(own), "--name", "mine", "--purpose", "language")
    settings = tmp_path / "cockpit.toml"
    settings.write_text(f'models_dir = "{folder}"\n')
    environment = {name: value for name, value in os.environ.items() if name != "COCKPIT_MODELS"}
    program = "import sys; from cockpit.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", program, "models", "verify", "mine", "--config", str(settings)],
        env=environment, capture_output=True, text=True, timeout=50, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert find("language", "en", folder).name == "mine"

"""`cockpit doctor` as a program: what it finds, what it calls needed, and its exit code."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cockpit.commands.doctor import display
from cockpit.config import Settings
from cockpit.models.store import models_dir


def doctor(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    program = "import sys; from cockpit.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", program, "doctor", *arguments],
        env={**os.environ, **environment}, capture_output=True, text=True, timeout=50, check=False,
    )  # fmt: skip


def checks(*arguments: str, **environment: str) -> tuple[int, dict[str, dict[str, Any]]]:
    done = doctor("--json", *arguments, **environment)
    answer = json.loads(done.stdout)
    assert answer["ok"] is (done.returncode == 0)
    return done.returncode, {check["name"]: check for check in answer["checks"]}


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    file = tmp_path / "cockpit.toml"
    file.write_text("")
    return file


def test_this_machine_has_all_that_is_needed(settings: Path) -> None:
    code, found = checks("--config", str(settings), DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert code == 0
    assert {name for name, check in found.items() if check["needed"]} == {
        "python", "libraries", "memory", "speech", "voice",
    }  # fmt: skip
    assert found["speech"]["state"] == found["voice"]["state"] == found["talk"]["state"] == "ok"
    assert found["display"]["state"] == "warn"
    assert found["can"]["found"].startswith("virtual")
    assert all(check["mend"] for check in found.values() if check["state"] != "ok")


def test_without_models_it_fails_and_says_the_mend(settings: Path, tmp_path: Path) -> None:
    code, found = checks("--config", str(settings), COCKPIT_MODELS=str(tmp_path))
    assert code == 1
    assert found["speech"]["state"] == found["voice"]["state"] == "fail"
    assert found["speech"]["mend"] == "run `cockpit models install vosk-model-en`"
    assert found["talk"]["state"] == "warn"
    assert not found["talk"]["needed"]


def test_for_people_every_mend_follows_its_check(settings: Path, tmp_path: Path) -> None:
    done = doctor("--config", str(settings), COCKPIT_MODELS=str(tmp_path))
    lines = done.stdout.splitlines()
    speech = next(at for at, line in enumerate(lines) if line.startswith("fail  speech"))
    assert "cockpit models install vosk-model-en" in lines[speech + 1]
    assert done.returncode == 1


def test_the_settings_are_what_is_checked(settings: Path) -> None:
    settings.write_text('language = "zh"\ndata_dir = "/dev/null/cockpit"\n[talk]\nenabled = false\n')
    code, found = checks("--config", str(settings))
    assert code == 1
    assert found["speech"]["mend"] == "run `cockpit models install vosk-model-small-cn`"
    assert "talk" not in found
    assert found["memory"]["state"] == "fail"


def test_bad_settings_are_one_error(settings: Path) -> None:
    settings.write_text('colour = "red"\n')
    done = doctor("--json", "--config", str(settings))
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]["kind"] == "config"


def test_a_display_that_is_not_there_is_found_out(tmp_path: Path) -> None:
    """Qt itself is asked: a name in DISPLAY is not yet a display."""
    [check] = _display(DISPLAY=":4711", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert check["state"] == "warn"
    assert ":4711" in check["found"]


def _display(**environment: str) -> list[dict[str, Any]]:
    _, found = checks(**environment, COCKPIT_MODELS=str(models_dir()))
    return [found["display"]]


def test_multicast_dns_is_really_tried(settings: Path) -> None:
    """The check agrees with what a socket on the mDNS group may do here."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, 1)
        try:
            sender.sendto(b"", ("224.0.0.251", 5353))
            possible = True
        except OSError:
            possible = False
    _, found = checks("--config", str(settings))
    assert possible or found["network"]["state"] == "warn"
    assert found["network"]["state"] in ("ok", "warn")


def test_each_check_yields_something() -> None:
    assert [check.name for check in display(Settings())] == ["display"]

"""`cockpit hubs`, `pair` and `home` as processes of their own, against a real Home Assistant."""

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cockpit.links import pairings
from cockpit.links.pairings import Pairing
from tests.homeassistant.server import HomeAssistantServer, free_port

pytestmark = pytest.mark.timeout(240)  # the first test starts Home Assistant

ROOT = Path(__file__).parents[2]


def cockpit(*arguments: str, said: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cockpit", *arguments],
        input=said or "",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=ROOT,
    )


def answer(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """The one line of JSON."""
    (line,) = done.stdout.splitlines()
    told: dict[str, Any] = json.loads(line)
    return told


def test_find_pair_list_and_forget(home_assistant: HomeAssistantServer, tmp_path: Path) -> None:
    data = ("--data", str(tmp_path))
    hub = {
        "id": home_assistant.uuid,
        "kind": "home-assistant",
        "name": home_assistant.name,
        "address": home_assistant.address,
        "paired": False,
        "reachable": True,
    }
    done = cockpit("hubs", "--json", *data)
    assert done.returncode == 0, done.stderr
    assert hub in answer(done)["hubs"]

    done = cockpit("pair", home_assistant.uuid, "--token", home_assistant.token, "--json", *data)
    assert done.returncode == 0, done.stderr
    assert answer(done)["hub"] == {**hub, "paired": True}
    assert answer(done)["devices"] > 20
    (stored,) = pairings.load(tmp_path)
    assert (stored.id, stored.token) == (home_assistant.uuid, home_assistant.token)

    done = cockpit("hubs", "--seconds", "1", "--json", *data)
    assert {**hub, "paired": True} in answer(done)["hubs"]

    done = cockpit("home", "--json", *data)
    assert done.returncode == 0, done.stderr
    (home,) = answer(done)["hubs"]
    assert home["areas"] == ["Bedroom", "Kitchen", "Living Room"]
    assert {"light.kitchen_lights", "scene.movie_night"} <= {device["id"] for device in home["devices"]}
    assert home_assistant.token not in done.stdout + done.stderr

    done = cockpit("home", "list", *data)
    assert "Kitchen Lights" in done.stdout
    assert "\x1b" not in done.stdout

    done = cockpit("home", "forget", home_assistant.name.lower(), *data)
    assert (done.returncode, pairings.load(tmp_path)) == (0, ())


@pytest.mark.parametrize("by", ["name", "address", "host and port"])
def test_pair_with_a_token_from_stdin(home_assistant: HomeAssistantServer, tmp_path: Path, by: str) -> None:
    wanted = {
        "name": home_assistant.name.lower(),
        "address": home_assistant.address,
        "host and port": f"127.0.0.1:{home_assistant.port}",
    }
    done = cockpit("pair", wanted[by], "--data", str(tmp_path), said=f"{home_assistant.token}\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"Paired with {home_assistant.name} at {home_assistant.address}:")
    (stored,) = pairings.load(tmp_path)
    assert (stored.id, stored.address) == (home_assistant.uuid, home_assistant.address)
    assert home_assistant.token not in done.stdout + done.stderr


def test_the_token_is_asked_for_on_a_terminal(home_assistant: HomeAssistantServer, tmp_path: Path) -> None:
    """Said where it comes from, and not shown while it is typed."""
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "cockpit", "pair", home_assistant.address]
    with subprocess.Popen(
        [*command, "--data", str(tmp_path)], stdin=follower, stdout=follower, stderr=follower, cwd=ROOT,
        start_new_session=True,  # without a terminal of its own, getpass takes stdin
    ) as process:  # fmt: skip
        os.close(follower)
        seen = b""
        while b"Token for" not in seen:
            seen += os.read(leader, 4096)
        assert b"Long-lived access tokens" in seen
        os.write(leader, home_assistant.token.encode() + b"\n")
        while b"Paired with" not in seen:
            seen += os.read(leader, 4096)
        assert process.wait(60) == 0
    os.close(leader)
    assert home_assistant.token.encode() not in seen
    assert len(pairings.load(tmp_path)) == 1


def test_a_wrong_token_stores_nothing(home_assistant: HomeAssistantServer, tmp_path: Path) -> None:
    old = Pairing(home_assistant.uuid, "home-assistant", "Old", home_assistant.address, "old-secret")
    pairings.store(tmp_path, old)
    done = cockpit(
        "pair", home_assistant.address, "--token", "not-the-token", "--data", str(tmp_path), "--json"
    )
    assert done.returncode == 1
    error = answer(done)["error"]
    assert error["kind"] == "hub-refused"
    assert "token" in error["mend"]
    assert "not-the-token" not in done.stdout + done.stderr
    assert pairings.load(tmp_path) == (old,)


@pytest.mark.parametrize("token", ["", "   ", "two words", "键"])
def test_what_is_no_token(home_assistant: HomeAssistantServer, tmp_path: Path, token: str) -> None:
    done = cockpit("pair", home_assistant.address, "--token", token, "--data", str(tmp_path), "--json")
    assert (done.returncode, answer(done)["error"]["kind"]) == (1, "input")
    assert pairings.load(tmp_path) == ()


def test_a_hub_that_is_not_there(tmp_path: Path) -> None:
    data = ("--data", str(tmp_path), "--seconds", "0.5")
    done = cockpit("pair", f"127.0.0.1:{free_port()}", "--token", "t", "--json", *data)
    assert (done.returncode, answer(done)["error"]["kind"]) == (1, "hub-unreachable")
    done = cockpit("pair", "Nobody's Home", "--token", "t", *data)
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert "Nobody's Home" in line
    assert not (tmp_path / pairings.FILE).exists()


def test_a_paired_hub_that_is_not_there_is_told(tmp_path: Path) -> None:
    address = f"http://127.0.0.1:{free_port()}"
    pairings.store(tmp_path, Pairing("f" * 32, "home-assistant", "Cabin", address, "secret-1"))
    done = cockpit("hubs", "--seconds", "0.5", "--json", "--data", str(tmp_path))
    (hub,) = (hub for hub in answer(done)["hubs"] if hub["paired"])
    assert (done.returncode, hub["name"], hub["reachable"]) == (0, "Cabin", False)
    done = cockpit("home", "--json", "--data", str(tmp_path))
    (home,) = answer(done)["hubs"]
    assert (done.returncode, home["reachable"], home["error"]["kind"]) == (1, False, "hub-unreachable")
    assert "secret-1" not in done.stdout + done.stderr


def test_nothing_paired(tmp_path: Path) -> None:
    done = cockpit("home", "--json", "--data", str(tmp_path))
    assert (done.returncode, answer(done)["error"]["kind"]) == (1, "hub")


@pytest.mark.parametrize(
    "command", [("hubs", "--seconds", "0.5"), ("home",), ("pair", "127.0.0.1", "--token", "t")]
)
def test_a_broken_file_of_pairings(tmp_path: Path, command: tuple[str, ...]) -> None:
    file = tmp_path / pairings.FILE
    file.write_text('{"version": 1, "hubs": [{"token": "secret-1"')
    done = cockpit(*command, "--json", "--data", str(tmp_path))
    assert (done.returncode, answer(done)["error"]["kind"]) == (1, "pairings")
    assert "secret-1" not in done.stdout + done.stderr
    assert file.read_text().endswith('"secret-1"')


def test_the_data_folder_of_the_settings(tmp_path: Path) -> None:
    config = tmp_path / "cockpit.toml"
    config.write_text(f'data_dir = "{tmp_path / "there"}"\n')
    pairings.store(
        tmp_path / "there", Pairing("f" * 32, "home-assistant", "Cabin", "http://10.0.0.2:8123", "s")
    )
    done = cockpit("home", "forget", "Cabin", "--config", str(config), "--json")
    assert (done.returncode, answer(done)) == (0, {"forgotten": {"id": "f" * 32, "name": "Cabin"}})


@pytest.mark.parametrize(
    "arguments",
    [
        ("pair",),
        ("hubs", "--seconds", "0"),
        ("hubs", "--seconds", "x"),
        ("home", "forget"),
        ("home", "list", "x"),
    ],
)
def test_wrong_use(arguments: tuple[str, ...]) -> None:
    assert cockpit(*arguments).returncode == 2


def test_no_network_at_all(tmp_path: Path) -> None:
    """In a network namespace of its own, where there is not even a loopback."""
    alone = ["unshare", "--user", "--map-root-user", "--net"]
    if shutil.which("unshare") is None or subprocess.run([*alone, "true"], check=False).returncode != 0:
        pytest.skip("this system does not let a test leave the network")
    command = [sys.executable, "-m", "cockpit", "hubs", "--json", "--seconds", "0.5", "--data", str(tmp_path)]
    done = subprocess.run(
        [*alone, *command], capture_output=True, text=True, timeout=60, check=False, cwd=ROOT
    )
    assert (done.returncode, answer(done)["error"]["kind"]) == (1, "hub"), done.stderr
    pairings.store(tmp_path, Pairing("f" * 32, "home-assistant", "Cabin", "http://10.0.0.2:8123", "secret-1"))
    done = subprocess.run(
        [*alone, *command], capture_output=True, text=True, timeout=60, check=False, cwd=ROOT
    )
    (hub,) = answer(done)["hubs"]
    assert (done.returncode, hub["name"], hub["reachable"]) == (0, "Cabin", False)
    assert "Traceback" not in done.stderr

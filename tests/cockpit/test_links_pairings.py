"""The stored pairings: whole, private, and never lost."""

import json
import stat
from pathlib import Path

import pytest

from cockpit.errors import BadInput, HubError, PairingsBroken
from cockpit.links import pairings
from cockpit.links.pairings import Pairing

HOME = Pairing(
    "0123456789abcdef0123456789abcdef", "home-assistant", "Home", "http://10.0.0.2:8123", "secret-1"
)
CABIN = Pairing("http://10.0.0.3:8123", "home-assistant", "小屋", "http://10.0.0.3:8123", "secret-2")


def test_stored_pairings_come_back(tmp_path: Path) -> None:
    data = tmp_path / "not there yet"
    assert pairings.load(data) == ()
    pairings.store(data, HOME)
    pairings.store(data, CABIN)
    assert pairings.load(data) == (HOME, CABIN)


def test_only_the_user_can_read_them(tmp_path: Path) -> None:
    data = tmp_path / "data"
    pairings.store(data, HOME)
    assert stat.S_IMODE((data / pairings.FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert [file.name for file in data.iterdir()] == [pairings.FILE]


def test_pairing_again_replaces(tmp_path: Path) -> None:
    pairings.store(tmp_path, CABIN)
    known_by_uuid = Pairing("f" * 32, "home-assistant", "Cabin", CABIN.address, "secret-3")
    pairings.store(tmp_path, known_by_uuid)
    assert pairings.load(tmp_path) == (known_by_uuid,)


@pytest.mark.parametrize("hub", [HOME.id, "Home", "home", HOME.address])
def test_forgetting_one(tmp_path: Path, hub: str) -> None:
    pairings.store(tmp_path, HOME)
    pairings.store(tmp_path, CABIN)
    assert pairings.forget(tmp_path, hub) == HOME
    assert pairings.load(tmp_path) == (CABIN,)


def test_forgetting_what_is_not_there(tmp_path: Path) -> None:
    pairings.store(tmp_path, HOME)
    with pytest.raises(BadInput, match="no paired hub is called 'Office'") as error:
        pairings.forget(tmp_path, "Office")
    assert error.value.mend == "paired: Home"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"\xff\xfe\x00",
        b'{"version": 1, "hubs": [{"id": "x", "token": "secret-1"}]}',
        b'{"version": 1, "hubs": [{"id": 1, "kind": "", "name": "", "address": "", "token": "secret-1"}]}',
        b'{"version": 2, "hubs": []}',
    ],
)
def test_a_broken_file_is_told_and_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / pairings.FILE
    file.write_bytes(content)
    for use in (lambda: pairings.load(tmp_path), lambda: pairings.store(tmp_path, HOME)):
        with pytest.raises(PairingsBroken) as error:
            use()
        assert error.value.mend
        assert "secret" not in str(error.value)
    assert file.read_bytes() == content


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HubError) as error:
        pairings.store(tmp_path / "file", HOME)
    assert error.value.mend


def test_a_token_is_not_shown() -> None:
    assert "secret" not in repr(HOME)


def test_the_file_is_plain_json(tmp_path: Path) -> None:
    pairings.store(tmp_path, HOME)
    assert json.loads((tmp_path / pairings.FILE).read_text())["version"] == 1

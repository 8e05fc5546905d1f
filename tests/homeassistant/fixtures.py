"""Fixtures for every test that needs a home."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.homeassistant.install import installed
from tests.homeassistant.server import HomeAssistantServer, copy_of, prepare


@dataclass(frozen=True, slots=True)
class Prepared:
    folder: Path
    token: str


@pytest.fixture(scope="session")
def prepared_home(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """A user, areas and a token, in a folder that no server runs in."""
    if not installed():
        pytest.fail(
            "no Home Assistant for the tests: run `python tests/homeassistant/install.py`", pytrace=False
        )
    folder = tmp_path_factory.mktemp("homeassistant") / "prepared"
    return Prepared(folder, prepare(folder))


@pytest.fixture(scope="session")
def home_assistant(prepared_home: Prepared) -> Iterator[HomeAssistantServer]:
    """The home that tests share. They may switch everything in it; nobody may stop it."""
    folder = prepared_home.folder.parent / "shared"
    server = copy_of(prepared_home.folder, prepared_home.token, folder, "Test Home").start()
    yield server
    server.kill()


@pytest.fixture
def own_home_assistant(prepared_home: Prepared, tmp_path: Path) -> Iterator[HomeAssistantServer]:
    """A home for one test, which may stop it."""
    server = copy_of(prepared_home.folder, prepared_home.token, tmp_path / "own", "Other Home").start()
    yield server
    server.kill()

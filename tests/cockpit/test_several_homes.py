"""Two homes are paired: sentences are about the last one, and that is said."""

from pathlib import Path

import pytest

from cockpit.app import Engines, paired_home
from cockpit.cli import main
from cockpit.config import Settings, Talk
from cockpit.links import pairings
from cockpit.links.pairings import Pairing
from vehicle.clock import VirtualClock, run_virtual


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two hubs that do not answer."""
    for name in ("Cabin", "Villa"):
        pairings.store(tmp_path, Pairing(name, "home-assistant", name, f"http://127.0.0.1:1/{name}", "token"))
    return tmp_path


def test_sentences_are_about_the_last_one_paired(data: Path) -> None:
    engines = Engines(Settings(talk=Talk(enabled=False)), data_dir=data)

    async def name(clock: VirtualClock) -> str | None:
        async with paired_home(engines, clock) as home:
            return home.name if home else None

    assert run_virtual(name) == "Villa"
    cabin = pairings.load(data)[0]
    pairings.store(data, cabin)  # paired once more
    assert run_virtual(name) == "Cabin"


def test_the_list_says_which_one(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["home", "--data", str(data)])
    assert "Sentences are about Villa" in capsys.readouterr().out
    main(["home", "--data", str(data), "--json"])
    shown = capsys.readouterr().out
    assert shown.index("Cabin") < shown.index('"spoken_of": false') < shown.index('"spoken_of": true')

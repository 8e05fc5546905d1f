"""What the assistant's tests share: engines built once, and conversations in virtual time."""

from collections.abc import Iterator

import pytest
from conversing import AtHomeIn

from cockpit.app import Engines
from cockpit.config import Settings, Talk
from cockpit.understand.home.household import HomeNames
from cockpit.understand.understanding import Understanding


@pytest.fixture(scope="session")
def engines() -> Iterator[Engines]:
    """Without the language model: what plain talk is answered with has tests of its own."""
    engines = Engines(Settings(talk=Talk(enabled=False)))
    engines.open()
    yield engines
    engines.close()


@pytest.fixture(scope="session")
def understanding(engines: Engines) -> Understanding:
    """With nothing paired. To build one takes seconds; planning leaves nothing behind in it."""
    return engines.understanding


@pytest.fixture(scope="session")
def _other_understanding() -> Understanding:
    return Understanding()


@pytest.fixture
def at_home_in(_other_understanding: Understanding) -> AtHomeIn:
    """`at_home_in(names)`: a paired home. There is one at a time."""

    def moved_in(home: HomeNames) -> Understanding:
        _other_understanding.set_home(home)
        return _other_understanding

    return moved_in

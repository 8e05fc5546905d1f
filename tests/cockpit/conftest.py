"""What the assistant's tests share: engines built once, and conversations in virtual time."""

from collections.abc import Iterator

import pytest

from cockpit.app import Engines
from cockpit.config import Settings, Talk


@pytest.fixture(scope="session")
def engines() -> Iterator[Engines]:
    """Without the language model: what plain talk is answered with has tests of its own."""
    engines = Engines(Settings(talk=Talk(enabled=False)))
    engines.open()
    yield engines
    engines.close()

"""A driver's voice: Piper without variation, so that a sentence sounds the same in every run."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from speaking import Record

from cockpit.app import Engines
from cockpit.config import Settings, Talk
from cockpit.errors import ModelError
from cockpit.models.store import find, models_dir
from voice.sink import WavSink
from voice.speaker import Speaker


@pytest.fixture(scope="session")
def driver() -> Iterator[Speaker]:
    try:
        voice = find("voice", "en", models_dir())
    except ModelError as error:
        pytest.fail(f"{error}: {error.mend}", pytrace=False)
    speaker = Speaker(voice.path, variation=0.0)
    yield speaker
    speaker.close()


@pytest.fixture(scope="session")
def engines() -> Iterator[Engines]:
    """Loaded once, without the language model."""
    engines = Engines(Settings(talk=Talk(enabled=False)))
    yield engines
    engines.close()


@pytest.fixture
def record(driver: Speaker) -> Record:
    """Speak a sentence into a WAV file."""

    def recorded(text: str, path: Path) -> None:
        sink = WavSink(path)
        asyncio.run(driver.say(text, sink))
        sink.close()

    return recorded

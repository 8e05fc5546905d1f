"""The demo that is brought along: every one of its sentences is heard and understood as it was meant."""

import asyncio
from pathlib import Path

import pytest
from speaking import Record

from cockpit.app import Engines
from cockpit.scenario import load
from cockpit.understand.context import Context
from voice.source import WavSource
from voice.utterance import Utterance

SAID = [scene.say for scene in load("demo").scenes if scene.say]


@pytest.mark.timeout(120)
def test_every_sentence_of_the_demo(tmp_path: Path, record: Record, engines: Engines) -> None:
    files = [tmp_path / f"{n}.wav" for n in range(len(SAID))]
    for text, file in zip(SAID, files, strict=True):
        record(text, file)

    async def listened() -> list[str]:
        listener = engines.listener("en")
        heard = [
            " ".join([e.text async for e in listener.listen(WavSource(file)) if isinstance(e, Utterance)])
            for file in files
        ]
        listener.close()
        return heard

    for text, heard in zip(SAID, asyncio.run(listened()), strict=True):
        wanted = engines.understanding.plan(text, Context())
        assert wanted.steps, text
        assert engines.understanding.plan(heard, Context()).steps == wanted.steps, heard


def test_its_typed_sentences_are_understood(engines: Engines) -> None:
    for scene in load("demo").scenes:
        if scene.type:
            assert engines.understanding.plan(scene.type, Context()).steps, scene.type

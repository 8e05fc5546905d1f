"""The real models, found where the installer puts them, and sounds made with them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs
import pytest
import soundfile
import soxr
from voice_phrases import PHRASES, covered

from voice.listener import Listener
from voice.source import WavSource
from voice.speaker import Speaker
from voice.utterance import Utterance
from voice.vad import SpeechDetector
from voice.vosk import VoskModel, VoskRecogniser


def model_folder(name: str) -> Path:
    folder = platformdirs.user_data_path("cockpit") / "models" / name
    if not folder.is_dir():
        pytest.fail(f"The model {name} is not installed: run `make models`.")
    return folder


@pytest.fixture(scope="session")
def vosk_folder() -> Path:
    return model_folder("vosk-model-en")


@pytest.fixture(scope="session")
def voice_folder() -> Path:
    return model_folder("en_US-joe-medium")


@pytest.fixture(scope="session")
def vosk_model(vosk_folder: Path) -> VoskModel:
    return VoskModel(vosk_folder)


@pytest.fixture(scope="session")
def recogniser(vosk_model: VoskModel) -> VoskRecogniser:
    """It understands phrases, also several with "and" between and with other numbers."""
    return VoskRecogniser(vosk_model, PHRASES, meaning=covered)


@pytest.fixture(scope="session")
def speaker(voice_folder: Path) -> Iterator[Speaker]:
    """Without variation, so a sentence sounds the same in every run."""
    speaker = Speaker(voice_folder, variation=0.0)
    yield speaker
    speaker.close()


@pytest.fixture
def listener(recogniser: VoskRecogniser) -> Iterator[Listener]:
    listener = Listener(SpeechDetector(), recogniser)
    yield listener
    listener.close()


@pytest.fixture
def pronounce(speaker: Speaker) -> Callable[..., Any]:
    """`await pronounce(text, length_scale)`: floats at 16 kHz, with half a second of silence around."""

    async def made(text: str, length_scale: float = 1.0) -> Any:
        speaker.length_scale = length_scale
        try:
            pieces = [piece async for piece in speaker.speech(text)]
        finally:
            speaker.length_scale = 1.0
        sound = np.concatenate([piece.samples for piece in pieces]).astype(np.float32) / 32768
        return np.pad(soxr.resample(sound, pieces[0].rate_hz, 16_000), 8_000)

    return made


@pytest.fixture
def hear(listener: Listener, tmp_path: Path) -> Callable[..., Any]:
    """`await hear(sound)`: the utterances in floats at 16 kHz, or in a sound file."""

    async def heard(sound: Any) -> list[Utterance]:
        path = sound
        if not isinstance(sound, Path):
            path = tmp_path / "heard.wav"
            soundfile.write(path, sound, 16_000, subtype="PCM_16")
        events = [event async for event in listener.listen(WavSource(path))]
        return [event for event in events if isinstance(event, Utterance)]

    return heard

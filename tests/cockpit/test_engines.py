"""The engines, and what is told where one is missing."""

import threading
from pathlib import Path

from cockpit.app import Engines
from cockpit.errors import ModelError
from cockpit.mouth import WavMouth
from voice.speaker import Speaker


def test_the_voice_is_loaded_while_the_ears_still_are(engines: Engines) -> None:
    loaded: list[Speaker] = []
    loading = threading.Thread(target=lambda: loaded.append(engines.speaker("en")), daemon=True)
    with engines._ears_loading:
        loading.start()
        loading.join(30)
        assert loaded


async def test_a_language_without_a_voice_costs_the_sound_only(tmp_path: Path) -> None:
    told: list[str] = []

    def speakers(language: str) -> Speaker:
        raise ModelError(f"no voice for {language}", "install one")

    mouth = WavMouth(speakers, tmp_path)
    mouth.on_problem = told.append
    assert await mouth.say("温度是24度", "zh") is None
    assert told == ["No voice for zh. Install one."]
    assert not (tmp_path / WavMouth.file(1)).exists()

"""Virtual time stands still while a voice or a language model is at work."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conversing import engines_with

from cockpit.app import Engines, conversation
from cockpit.car import Given
from cockpit.config import Settings, Talk
from cockpit.errors import ModelError
from cockpit.mouth import WavMouth
from cockpit.turn import Turn
from cockpit.understand.claims import claims_action
from cockpit.understand.understanding import Understanding
from vehicle.clock import VirtualClock, run_virtual


@pytest.fixture(scope="module")
def talking(understanding: Understanding) -> Iterator[Engines]:
    talking = engines_with(understanding, Settings())
    yield talking
    talking.close()


def timed(engines: Engines, text: str, mouth: WavMouth | None = None) -> tuple[Turn, float]:
    """The turn, and how many seconds of the car's time it took."""

    async def main(clock: VirtualClock) -> tuple[Turn, float]:
        async with conversation(engines, clock, Given(), voice=mouth) as assistant:
            began = clock.now()
            turn = await assistant.turn(text)
            return turn, clock.now() - began

    return run_virtual(main)


def test_plain_talk_is_the_models_and_claims_nothing(talking: Engines) -> None:
    turn, seconds = timed(talking, "who was the first person on the moon")
    assert (turn.plan.source, turn.plan.steps, turn.outcomes) == ("model", (), ())
    assert turn.reply
    assert not claims_action(turn.reply)
    assert seconds == 0


def test_a_spoken_reply(talking: Engines, tmp_path: Path) -> None:
    mouth = WavMouth(talking.speaker, tmp_path)
    turn, seconds = timed(talking, "how far can i drive", mouth)
    assert turn.ms["speak"] is not None
    assert (tmp_path / "reply-01.wav").stat().st_size > 1000
    assert seconds == 0


def test_a_broken_language_model_is_told_and_commands_go_on(
    understanding: Understanding, tmp_path: Path
) -> None:
    (tmp_path / "broken.gguf").write_bytes(b"GGUF and nothing more")
    broken = engines_with(understanding, Settings(talk=Talk(model=str(tmp_path / "broken.gguf"))))
    with pytest.raises(ModelError) as raised:
        timed(broken, "who was the first person on the moon")
    assert raised.value.mend
    assert timed(broken, "warmer")[0].went_well
    broken.close()

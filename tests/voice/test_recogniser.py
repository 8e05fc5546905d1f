"""Real Vosk on real and on Piper's speech."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import fuzz
from voice_phrases import PHRASES
from voice_sounds import add_noise, recordings

from voice.errors import SpeechModelError
from voice.recogniser import Recogniser
from voice.vosk import VoskModel, VoskRecogniser, _in_vocabulary, _split

TWENTY_TWO = "set the temperature to twenty two degrees"
COMMANDS = [
    "open my window halfway",
    "turn on the kitchen lights",
    "close all windows",
    "set the volume to fifty percent",
    "i am cold",
    "turn off the seat heating",
    "undo that",
    "close the sunroof",
    "turn on the rear defrost",
    "set the temperature to nineteen degrees and open the driver window",
]
PLAIN_TALK = [
    "tell me a story about a dragon",
    "what is the capital of france",
    "the window of the old house was broken",
    "he told me to open the window",
    "i said do not lock the doors",
    "my window is dirty",
    "how far is the moon",
    "what is the meaning of life",
    "don't open the trunk",
]


@pytest.mark.parametrize("length_scale", [0.8, 1.0, 1.25])
@pytest.mark.parametrize("noise", [None, (15, "road"), (5, "road"), (15, "white")])
async def test_a_spoken_temperature_at_several_speeds_and_in_noise(
    pronounce: Callable[..., Any],
    hear: Callable[..., Any],
    length_scale: float,
    noise: tuple[int, str] | None,
) -> None:
    sound = await pronounce(TWENTY_TWO, length_scale)
    if noise is not None:
        sound = add_noise(sound, *noise)
    (utterance,) = await hear(sound)
    assert utterance.text == TWENTY_TWO
    assert utterance.bound
    assert utterance.language == "en"


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_command_is_heard_as_the_phrase_it_is(
    pronounce: Callable[..., Any], hear: Callable[..., Any], command: str
) -> None:
    (utterance,) = await hear(add_noise(await pronounce(command), 15, "road"))
    assert (utterance.text, utterance.bound) == (command, True)


@pytest.mark.parametrize("talk", PLAIN_TALK)
async def test_what_is_no_command_is_not_forced_to_be_one(
    pronounce: Callable[..., Any], hear: Callable[..., Any], talk: str
) -> None:
    (utterance,) = await hear(await pronounce(talk))
    assert not utterance.bound
    assert utterance.text not in PHRASES
    assert len(set(utterance.text.split()) & set(talk.split())) >= len(talk.split()) - 2


@pytest.mark.parametrize(
    ("path", "command"), [pair for pair in recordings("home-commands-en") if pair[1] != "porcupine"]
)
async def test_people_giving_commands(hear: Callable[..., Any], path: Path, command: str) -> None:
    (utterance,) = await hear(path)
    assert (utterance.text, utterance.bound) == (command, True)


@pytest.mark.parametrize(
    ("path", "text"),
    [pair for pair in recordings("") if pair[1] == "porcupine" or not pair[0].match("home-commands-en/*")],
)
async def test_people_reading_aloud_give_no_command(hear: Callable[..., Any], path: Path, text: str) -> None:
    utterances = await hear(path)
    assert not any(utterance.bound for utterance in utterances)
    heard = " ".join(utterance.text for utterance in utterances)
    assert fuzz.ratio(heard, text) > 60, heard


async def test_other_phrases_on_the_same_model(vosk_model: VoskModel, pronounce: Callable[..., Any]) -> None:
    sound = (await pronounce("close the sunroof", 0.8) * 32767).astype("<i2").tobytes()
    assert _decode(VoskRecogniser(vosk_model, ["close the sunroof"]), sound) == ("close the sunroof", True)
    assert _decode(VoskRecogniser(vosk_model, ["good morning"]), sound)[1] is False
    assert _decode(VoskRecogniser(vosk_model), sound)[1] is False


async def test_a_word_that_the_model_does_not_know_is_spelt_with_others(
    vosk_model: VoskModel, pronounce: Callable[..., Any]
) -> None:
    sound = (await pronounce("turn on the rear defroster") * 32767).astype("<i2").tobytes()
    phrases = ["turn on the rear defroster", "turn off the front defroster", "open the roof"]
    spelt = VoskRecogniser(vosk_model, phrases, {"defroster": "dee frost her"})
    assert spelt.unknown_words == ()
    assert _decode(spelt, sound) == ("turn on the rear defroster", True)
    plain = VoskRecogniser(vosk_model, phrases)
    assert plain.unknown_words == ("defroster",)
    assert "defroster" not in _decode(plain, sound)[0]


async def test_words_take_the_place_of_a_phrase_s_own(
    vosk_model: VoskModel, pronounce: Callable[..., Any]
) -> None:
    """The open recogniser hears beans."""
    sound = (await pronounce("switch off the low beams") * 32767).astype("<i2").tobytes()
    said, phrases = "switch off the low beams", ["switch off the radio"]
    plain = VoskRecogniser(vosk_model, phrases, meaning={said: 1}.get)
    assert _decode(plain, sound) == ("switch off the low beans", False)
    more = VoskRecogniser(vosk_model, phrases, meaning={said: 1}.get, words=["low beams", "the low"])
    assert _decode(more, sound) == (said, True)


async def test_one_turn_leaves_nothing_for_the_next(
    recogniser: VoskRecogniser, pronounce: Callable[..., Any]
) -> None:
    first = (await pronounce("turn on the lamp") * 32767).astype("<i2").tobytes()
    second = (await pronounce("undo that") * 32767).astype("<i2").tobytes()
    assert _decode(recogniser, first)[0] == "turn on the lamp"
    assert _decode(recogniser, second)[0] == "undo that"
    recogniser.accept(first)
    recogniser.reset()
    assert _decode(recogniser, second)[0] == "undo that"
    assert recogniser.finish().text == ""


def test_unknown_words_are_reported_and_their_phrases_left_out(vosk_model: VoskModel) -> None:
    recogniser = VoskRecogniser(vosk_model, ["turn on the xqzvv lamp", "turn on the lamp", "ask blorfnax"])
    assert recogniser.unknown_words == ("xqzvv", "blorfnax")
    assert _in_vocabulary(["ask blorfnax", "Ask me"], vosk_model.knows, "en") == (["ask me"], ("blorfnax",))
    assert VoskRecogniser(vosk_model, ["xqzvv"]).finish().text == ""


def test_chinese_phrases_are_cut_into_the_words_of_the_model() -> None:
    words = {"打开", "空调", "车窗", "打", "开"}
    assert _split("打开空调", words.__contains__) == ["打开", "空调"]
    assert _in_vocabulary(["打开空调", "打开天窗"], words.__contains__, "zh") == (["打开 空调"], ("天", "窗"))


def test_no_model(tmp_path: Path) -> None:
    with pytest.raises(SpeechModelError, match="no speech model") as caught:
        VoskModel(tmp_path / "nothing")
    assert "cockpit models install" in caught.value.mend
    with pytest.raises(SpeechModelError, match="no Vosk model"):
        VoskModel(tmp_path)


@pytest.mark.parametrize("part", ["am/final.mdl", "graph/HCLr.fst", "graph/Gr.fst", "ivector/final.ie"])
def test_a_broken_model(vosk_folder: Path, tmp_path: Path, part: str) -> None:
    broken = shutil.copytree(vosk_folder, tmp_path / "model")
    data = (broken / part).read_bytes()
    (broken / part).write_bytes(data[: len(data) // 2])
    with pytest.raises(SpeechModelError, match="broken"):
        VoskModel(broken)


def _decode(recogniser: Recogniser, sound: bytes) -> tuple[str, bool]:
    for at in range(0, len(sound), 4_096):
        recogniser.accept(sound[at : at + 4_096])
    heard = recogniser.finish()
    return heard.text, heard.bound

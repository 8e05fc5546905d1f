"""Which of two results wins."""

import pytest

from voice.choose import Phrases, choose
from voice.recogniser import Recognised

PHRASES = Phrases(
    [
        "set the temperature to twenty two degrees",
        "open the window",
        "open the trunk",
        "set the volume to ten percent",
        "turn off the seat heating",
        "louder",
        "goodnight",
        "resume",
    ]
)


@pytest.mark.parametrize(
    "text",
    [
        "open the window",
        "set the temperature to nineteen degrees",
        "set the volume to forty three percent and open the window",
        "open the window then set the volume to ten percent and open the trunk",
        "please open the window",
        "open the window please",
        "goodnight",
    ],
)
def test_covered(text: str) -> None:
    assert PHRASES.cover(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "and",
        "open",
        "open the",
        "open the window the trunk",
        "open the window open the trunk",
        "goodnight open the window",
        "the open window",
        "set the temperature to degrees",
        "please and then",
        "open the window and",
        "resume then",
    ],
)
def test_not_covered(text: str) -> None:
    assert not PHRASES.cover(text)


@pytest.mark.parametrize(
    ("open_text", "open_sure", "bound_text", "bound_sure", "bound_wins"),
    [
        ("open the window", 1.0, "open the window", 1.0, True),
        ("turn off the cpd", 1.0, "turn off the seat heating", 1.0, True),
        (
            "that the temperature one fifty degrees",
            0.4,
            "set the temperature to twenty two degrees",
            0.5,
            True,
        ),
        ("i don't", 0.4, "resume", 1.0, True),
        ("resume", 1.0, "resume", 0.6, True),
        ("later", 1.0, "louder", 1.0, False),
        ("water please", 1.0, "louder please", 1.0, False),
        ("resume please", 1.0, "resume please", 1.0, True),
        ("what is the capital of france", 1.0, "open the window", 0.9, False),
        ("open the door", 0.8, "open the trunk", 0.49, False),
        ("he told me to open the window", 1.0, "[unk] open the window", 1.0, False),
        ("my window is open", 1.0, "open window", 1.0, False),
        ("don't open the trunk", 0.9, "open the trunk", 1.0, False),
        ("do not open the window", 0.9, "open the window", 1.0, False),
        ("anything", 1.0, "", 0.0, False),
        ("", 0.0, "open the window", 1.0, True),
        ("", 0.0, "open the window", 0.8, False),
    ],
)
def test_choose(
    open_text: str, open_sure: float, bound_text: str, bound_sure: float, bound_wins: bool
) -> None:
    open_ = Recognised(open_text, open_sure)
    bound = Recognised(bound_text, bound_sure, bound=True)
    assert choose(open_, bound, PHRASES) is (bound if bound_wins else open_)


COMMANDS = {"kill the ac", "low beams off", "up the hood", "open both front windows two thirds"}
"""Understood, and no phrases that were learnt."""


@pytest.mark.parametrize(
    ("open_text", "open_sure", "bound_text", "bound_sure", "bound_wins"),
    [
        ("kill the they see", 0.8, "kill the ac", 1.0, True),
        ("low beans off", 1.0, "low beams off", 0.9, True),
        ("low beans off", 1.0, "low beams off", 0.7, False),  # unsure
        ("what a lovely evening", 1.0, "low beams off", 1.0, False),  # sounds otherwise
        ("don't kill the they see", 1.0, "kill the ac", 1.0, False),
        ("kill the they see", 0.8, "kill the a", 1.0, False),  # no command
        ("open both front windows two thirds", 1.0, "kill the ac", 1.0, False),
    ],
)
def test_a_command_in_other_words_wins_over_none(
    open_text: str, open_sure: float, bound_text: str, bound_sure: float, bound_wins: bool
) -> None:
    open_ = Recognised(open_text, open_sure)
    bound = Recognised(bound_text, bound_sure, bound=True)
    assert choose(open_, bound, PHRASES, COMMANDS.__contains__) is (bound if bound_wins else open_)
    assert choose(open_, bound, PHRASES) is open_

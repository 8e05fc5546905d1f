"""The words that the recogniser listens for beside phrases."""

import pytest

from cockpit.understand.understanding import Understanding
from cockpit.understand.word_pairs import word_pairs
from cockpit.understand.words.word_tree import ways


@pytest.mark.parametrize(
    ("template", "pairs"),
    [
        ("window", ["window"]),
        ("sunroof blind", ["blind", "sunroof", "sunroof blind"]),
        (
            "[the] (sun|moon) roof",
            ["moon", "moon roof", "roof", "sun", "sun roof", "the", "the moon", "the sun"],
        ),
        (
            "turn [it] [all] off",
            ["all off", "it all", "it off", "off", "turn", "turn all", "turn it", "turn off"],
        ),
        ("who's there", ["there", "who", "who's", "who's there"]),
        ("50 %", []),
        ("手机", []),
    ],
)
def test_each_word_and_each_two_side_by_side(template: str, pairs: list[str]) -> None:
    assert sorted(word_pairs(ways([template]))) == pairs


def test_names_and_verbs_that_no_phrase_has_are_among_them(understanding: Understanding) -> None:
    found = word_pairs(understanding.load("en").lexicon.ways)
    assert 5_000 < len(found) < 20_000
    assert len(set(found)) == len(found)
    assert {"honk", "sunroof blind", "don't", "please"} <= set(found)

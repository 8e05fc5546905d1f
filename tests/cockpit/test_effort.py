"""A sentence costs little, whatever it is: work is counted, not timed."""

import random
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.app import Engines
from cockpit.understand.context import Context
from cockpit.understand.effort import Effort, TooMuch
from cockpit.understand.home.household import Household
from cockpit.understand.sentence.grammar import Grammar
from cockpit.understand.sentence.reader import MAX_TOKENS, Reader
from cockpit.understand.words.tokens import tokenise
from cockpit.understand.words.word_tree import wordings

LAST = 8 * MAX_TOKENS
"""What a single piece of work may cost: the one that goes beyond the limit."""


@pytest.fixture(params=["en", "zh"])
def reading(engines: Engines, request: pytest.FixtureRequest) -> tuple[Household, Grammar]:
    return reading_of(engines, request.param)


def reading_of(engines: Engines, language: str) -> tuple[Household, Grammar]:
    each = engines.understanding.load(language)
    return each.lexicon, each.grammar


def spent(reading: tuple[Household, Grammar], text: str) -> int:
    effort = Effort()
    with suppress(TooMuch):
        Reader(*reading, tokenise(text)[:MAX_TOKENS], None, effort).read()
    return effort.spent


def vocabulary(lexicon: Household) -> list[str]:
    """Every word and name of the language, as the lexicon holds it."""
    found = (" ".join(tokens) for way, _ in lexicon._root._ways for tokens in wordings(way))
    return list(dict.fromkeys(found))


def test_no_salad_of_words_costs_more_than_the_limit(reading: tuple[Household, Grammar]) -> None:
    words = vocabulary(reading[0])
    some = st.lists(st.sampled_from(words), min_size=1, max_size=5, unique=True)

    @settings(max_examples=60, deadline=None)
    @given(some, st.integers(0, 1000))
    def one(few: list[str], seed: int) -> None:
        """Few words many times over are worse than many different ones."""
        text = " ".join(random.Random(seed).choices(few, k=MAX_TOKENS))
        assert spent(reading, text) <= Effort.LIMIT + LAST

    one()


@pytest.mark.parametrize(
    "text",
    [
        "no wait i mean no " * 12,
        "mute turn back on the sound " * 10,
        "低档轻轻在家里" * 8,
        "更暖和点最凉多些通风" * 6,
        "风扇灯风扇着" * 10,
    ],
)
def test_what_can_be_read_in_too_many_ways_is_told_to_be_shorter(engines: Engines, text: str) -> None:
    plan = engines.understanding.plan(text, Context())
    assert plan.steps == ()
    assert plan.remark is not None
    assert plan.remark.key in ("too_long", "not_understood", "cannot")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "heat the passenger seat to level two and open the passenger window a third"),
        ("en", "lock all doors, close all windows and turn off the low beam"),
        ("zh", "打开前面的车窗，关上后面的车窗"),
        ("zh", "锁上所有车门，关上所有车窗，关掉近光灯"),
    ],
)
def test_several_commands_are_not_first_tried_as_one(engines: Engines, language: str, text: str) -> None:
    assert spent(reading_of(engines, language), text) < 1300

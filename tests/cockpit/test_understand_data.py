"""The language data is whole: every action can be said and answered, in both languages."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from cockpit.actions.action import Home, HomeQuestion, Question
from cockpit.actions.areas import PARTS, areas, said
from cockpit.actions.control import Choice, Control, Switch
from cockpit.actions.registry import REGISTRY
from cockpit.language import load
from cockpit.understand.context import Context
from cockpit.understand.home.household import HomeNames
from cockpit.understand.phrases import phrases
from cockpit.understand.sentence.grammar import Grammar
from cockpit.understand.understanding import Understanding
from cockpit.understand.words.lexicon import expand

LANGUAGES = ("en", "zh")


@pytest.fixture(scope="module")
def known(understanding: Understanding) -> dict[str, list[str]]:
    """The recogniser's phrases of each language."""
    return {language: phrases(language, HomeNames(), understanding) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_can_be_said(understanding: Understanding, language: str) -> None:
    """By a name that things.yaml gives it, or by a whole sentence; the home's by its rooms and devices."""
    named = named_in(understanding, language)
    fixed = {entry["action"] for entry in said(language, "sentences")}
    free = {
        name
        for name, a in REGISTRY.items()
        if isinstance(a, Home | HomeQuestion) or (isinstance(a, Question) and a.of_control)
    }
    assert set(REGISTRY) <= named | fixed | free


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "control", [a for a in REGISTRY.values() if isinstance(a, Control)], ids=lambda control: control.action
)
def test_every_control_can_be_told(language: str, control: Control) -> None:
    entry = said(language, "replies")[control.action]
    assert entry["noun"]
    values = set(entry.get("values", {}))
    match control.value:
        case Switch():
            assert values >= {True, False}
        case Choice(values=choices):
            assert values >= set(choices)
        case _:
            assert "{value}" in entry["level"] or values


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_has_an_answer(language: str) -> None:
    answers = said(language, "answers")
    asked = {name for name, a in REGISTRY.items() if isinstance(a, Question) and not a.of_control}
    assert asked <= set(answers)


@pytest.mark.parametrize(
    "name", ["words", "questions", "sentences", "replies", "phrases", "remarks", "reasons"]
)
def test_both_languages_hold_the_same_keys(name: str) -> None:
    english, chinese = load("en", name), load("zh", name)
    if isinstance(english, dict):
        assert set(english) == set(chinese)


@pytest.mark.parametrize("part", [part for part in PARTS if part not in ("about", "things", "sentences")])
def test_both_languages_speak_of_the_same_actions(part: str) -> None:
    assert set(said("en", part)) == set(said("zh", part)) <= set(REGISTRY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_area_speaks_of_its_own_actions(language: str) -> None:
    """What belongs to an action is found in one file: its area's."""
    for area, data in areas().items():
        assert all(name.startswith(area + ".") for name in data["actions"])
        for part in ("choices", "replies", "answers", "lines"):
            assert set(data.get(language, {}).get(part, {})) <= set(data["actions"]), (area, part)
        for entry in data.get(language, {}).get("sentences", ()):
            assert entry["action"] in data["actions"], area


def test_both_languages_name_the_same_controls(understanding: Understanding) -> None:
    assert named_in(understanding, "en") == named_in(understanding, "zh")


def named_in(understanding: Understanding, language: str) -> set[str]:
    """The controls that some thing's name stands for."""
    things = understanding.load(language).lexicon.things.values()
    return {name for thing in things for name in thing.controls}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_is_understood(
    understanding: Understanding, known: dict[str, list[str]], language: str
) -> None:
    assert 2000 < len(known[language]) < 20000
    for phrase in known[language]:
        plan = understanding.plan(phrase, Context(language=language))
        if plan.remark and plan.remark.key == "ask_value":
            continue  # "navigate": asked where to
        assert plan.steps, phrase
        assert not plan.remark, phrase


@pytest.mark.parametrize(
    ("language", "words"), [("en", r"[a-z']+( [a-z']+)*"), ("zh", r"[\u3400-\u9fff]( [\u3400-\u9fff])*")]
)
def test_phrases_are_words_alone(known: dict[str, list[str]], language: str, words: str) -> None:
    assert all(re.fullmatch(words, phrase) for phrase in known[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_is_an_expression(language: str) -> None:
    Grammar(language).warm()


def test_expand_gives_every_wording() -> None:
    assert expand(["[the] (big|small) lamp"]) == ["the big lamp", "the small lamp", "big lamp", "small lamp"]


def _heads(words: Any) -> Iterator[list[str]]:
    """Each list of templates, wherever it stands."""
    if isinstance(words, dict):
        for each in words.values():
            yield from _heads(each)
    elif isinstance(words, list) and all(isinstance(each, str) for each in words):
        yield words
    elif isinstance(words, list):
        for each in words:
            yield from _heads(each)


def _alternatives(template: str) -> list[str]:
    """Those of a template that is a mere list of words, else the template itself."""
    plain = re.fullmatch(r"\(([^()\[\]]*)\)", template)
    return plain[1].split("|") if plain else [template]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_stands_twice_under_one_head(language: str) -> None:
    heads = _heads(load(language, "words"))
    counts = (Counter(word for template in head for word in _alternatives(template)) for head in heads)
    assert [word for count in counts for word, times in count.items() if times > 1] == []

"""The language data is whole: every action can be said and answered, in both languages."""

import re

import pytest

from cockpit.actions.action import Home, HomeQuestion, Question
from cockpit.actions.areas import PARTS, areas, said
from cockpit.actions.control import Choice, Control, Switch
from cockpit.actions.registry import REGISTRY
from cockpit.language import load
from cockpit.understand.context import Context
from cockpit.understand.grammar import Grammar
from cockpit.understand.lexicon import Lexicon, expand
from cockpit.understand.phrases import phrases
from cockpit.understand.understanding import Understanding

LANGUAGES = ("en", "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_can_be_said(language: str) -> None:
    """By a name that things.yaml gives it, or by a whole sentence; the home's by its rooms and devices."""
    named = {name for thing in Lexicon(language).things.values() for name in thing.controls}
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


def test_both_languages_name_the_same_controls() -> None:
    english, chinese = (
        {name for thing in Lexicon(language).things.values() for name in thing.controls}
        for language in LANGUAGES
    )
    assert english == chinese


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_is_understood(understanding: Understanding, language: str) -> None:
    found = phrases(language)
    assert 2000 < len(found) < 20000
    for phrase in found:
        plan = understanding.plan(phrase, Context(language=language))
        if plan.remark and plan.remark.key == "ask_value":
            continue  # "navigate": asked where to
        assert plan.steps, phrase
        assert not plan.remark, phrase


@pytest.mark.parametrize(
    ("language", "words"), [("en", r"[a-z']+( [a-z']+)*"), ("zh", r"[\u3400-\u9fff]( [\u3400-\u9fff])*")]
)
def test_phrases_are_words_alone(language: str, words: str) -> None:
    assert all(re.fullmatch(words, phrase) for phrase in phrases(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_is_an_expression(language: str) -> None:
    Grammar(language).warm()


def test_expand_gives_every_wording() -> None:
    assert expand(["[the] (big|small) lamp"]) == ["the big lamp", "the small lamp", "big lamp", "small lamp"]

"""The words and short phrases of the language files, and that a reader can read them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import cockpit.language
from cockpit.understand.words.sayings import Sayings

_FORM = ("asides", "conditions", "followup", "guard", "later", "questions", "rewrites")
_CLASSES = ("asides", "conditions", "guard", "later", "rewrites")
_WIDEST = 110
SAYINGS = Sayings(
    r"\b", {"act": ["open", "close (the|a) door"], "number": [r"/\d+/", "one"], "twice": ["/<act> <act>/"]}
)


@pytest.mark.parametrize(
    ("saying", "texts"),
    [
        ("[a] [b] c", ["c", "a c", "b c", "a b c"]),
        ("c [a] [b]", ["c", "c a", "c b", "c a b"]),
        ("x [a|b] c", ["x c", "x a c", "x b c"]),
        ("kid[s][,] <act>", ["kid open", "kids, open", "kids close the door"]),
        ("[excuse me[,]] driver", ["driver", "excuse me driver", "excuse me, driver"]),
        ("to <number>%", ["to 20%", "to one%"]),
        ("<twice>", ["open open", "open close a door"]),
        ("把[车]窗(开|关)", ["把窗开", "把车窗关"]),
        (r"/\d+ <act>/", ["12 open"]),
    ],
)
def test_a_saying_is_all_that_its_template_may_be_and_no_more(saying: str, texts: list[str]) -> None:
    pattern = re.compile(SAYINGS.any_of([saying]))
    assert all(pattern.fullmatch(text) for text in texts)
    assert not any(pattern.fullmatch(f"{text} ") or pattern.fullmatch(f" {text}") for text in texts)


@pytest.mark.parametrize(
    ("place", "said", "missed"),
    [
        ("is", ["open"], ["open it", "reopen", "please open"]),
        ("begins", ["open", "open it"], ["opened", "please open"]),
        ("ends", ["open", "please open"], ["reopen", "open it"]),
        ("holds", ["open", "please open it"], ["reopen", "opened"]),
    ],
)
def test_a_saying_counts_where_it_stands_and_as_whole_words(
    place: str, said: list[str], missed: list[str]
) -> None:
    pattern = SAYINGS.placed({"what is done": {place: ["open"]}})
    assert all(map(pattern.search, said))
    assert not any(map(pattern.search, missed))


def test_no_sayings_are_nowhere() -> None:
    assert not SAYINGS.placed({"what is done": {}}).search("open")


def test_a_class_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ValueError, match="nobody"):
        SAYINGS.any_of(["<nobody> opens"])


@pytest.mark.parametrize("language", cockpit.language.LANGUAGES)
@pytest.mark.parametrize("name", _FORM)
def test_a_file_of_sayings_has_no_line_that_is_too_long_to_read(language: str, name: str) -> None:
    assert [line for line in _text(language, name).splitlines() if len(line) > _WIDEST] == []


@pytest.mark.parametrize("language", cockpit.language.LANGUAGES)
@pytest.mark.parametrize("name", _CLASSES)
def test_every_class_is_used(language: str, name: str) -> None:
    text = _text(language, name)
    classes = cockpit.language.load(language, name)["classes"].keys() - {"opening"}
    assert [named for named in classes if f"<{named}>" not in text and f"{{{named}}}" not in text] == []


@pytest.mark.parametrize("language", cockpit.language.LANGUAGES)
def test_nothing_is_said_twice_in_a_language_file(language: str) -> None:
    """YAML would keep the last of two entries of one name and say nothing."""
    for file in (Path(cockpit.language.__file__).parent / language).glob("*.yaml"):
        for node in _mappings(yaml.compose(file.read_text(encoding="utf-8"))):
            names = [key.value for key, _ in node.value]
            assert (file.name, sorted(names)) == (file.name, sorted(set(names)))


def _text(language: str, name: str) -> str:
    return (Path(cockpit.language.__file__).parent / language / f"{name}.yaml").read_text(encoding="utf-8")


def _mappings(node: Any) -> Iterator[Any]:
    children = node.value if isinstance(node, yaml.SequenceNode) else ()
    if isinstance(node, yaml.MappingNode):
        yield node
        children = [child for _, child in node.value]
    for child in children:
        yield from _mappings(child)

"""Tokens, numbers and the lexicon."""

import pytest
from conversing import AtHomeIn

from cockpit.links.hub import Device
from cockpit.understand.home.household import HomeNames, Household, Mark
from cockpit.understand.words.lexicon import expand
from cockpit.understand.words.numbers import parse, spell
from cockpit.understand.words.tokens import join, language_of, tokenise
from cockpit.understand.words.word_tree import Node, ways, wordings


@pytest.fixture
def household(at_home_in: AtHomeIn) -> Household:
    """The English words, without names."""
    return at_home_in(HomeNames()).load("en").lexicon


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Set it to 22.5°C, please!", ("set", "it", "to", "22.5", "°", "c", ",", "please", ",")),
        ("It's the driver’s", ("it", "'s", "the", "driver", "'s")),
        ("its what's lets", ("it", "'s", "what", "'s", "let", "'s")),
        ("don't half-open", ("don't", "half", "open")),
        ("调到２２度。", ("调", "到", "22", "度", ",")),
        ("二十二度半", ("二", "十", "二", "点", "五", "度")),
        ("百分之五十", ("五", "十", "%")),
        ("22 度", ("22", "度")),
        ("1,500 km", ("1500", "km")),
        ("it is -5°", ("it", "is", "minus", "5", "°")),
        ("调到－5度", ("调", "到", "minus", "5", "度")),
        ("20-22 or mid-50s", ("20", "22", "or", "mid", "50", "s")),
        ("", ()),
    ],
)
def test_tokens(text: str, tokens: tuple[str, ...]) -> None:
    assert tokenise(text) == tokens


def test_join_undoes_tokens() -> None:
    assert join(tokenise("it's the driver's side")) == "it's the driver's side"
    assert join(tokenise("打开车窗")) == "打开车窗"


def test_language() -> None:
    assert language_of("open 车窗") == "zh"
    assert language_of("open") == "en"


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("twenty two", "en", 22),
        ("twenty two and a half", "en", 22.5),
        ("twenty one point five", "en", 21.5),
        ("a hundred", "en", 100),
        ("one hundred and twenty", "en", 120),
        ("seventy", "en", 70),
        ("zero", "en", 0),
        ("nineteen", "en", 19),
        ("22.5", "en", 22.5),
        ("22 and a half", "en", 22.5),
        ("two hundred", "en", 200),
        ("two hundred and fifty", "en", 250),
        ("a thousand", "en", 1000),
        ("one million", "en", 1e6),
        ("million", "en", 1e6),
        ("minus five", "en", -5),
        ("negative twenty two", "en", -22),
        ("-5", "en", -5),
        ("9" * 380, "en", 1e9),
        ("二十二", "zh", 22),
        ("一百五", "zh", 150),
        ("一百零五", "zh", 105),
        ("一千", "zh", 1000),
        ("两千三百五十", "zh", 2350),
        ("一万", "zh", 10_000),
        ("零下五", "zh", -5),
        ("负二十", "zh", -20),
        ("-5", "zh", -5),
        ("十六", "zh", 16),
        ("二十", "zh", 20),
        ("一百", "zh", 100),
        ("一百二十", "zh", 120),
        ("两", "zh", 2),
        ("二十二点五", "zh", 22.5),
    ],
)
def test_number(text: str, language: str, value: float) -> None:
    tokens = tokenise(text)
    assert parse(tokens, 0, language) == (value, len(tokens))


@pytest.mark.parametrize("text", ["፩", "②③", "½", "minus", "零下", "a", "千万别开窗", "٣"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_strange_digits_are_no_mistake(text: str, language: str) -> None:
    tokens = tokenise(text)
    found = parse(tokens, 0, language)
    assert found is None or found[1] <= len(tokens)


def test_two_numbers_in_a_row_stay_two() -> None:
    assert parse(tokenise("twenty twenty two"), 0, "en") == (20, 1)
    assert parse(tokenise("二十二十二"), 0, "zh") == (22, 3)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("number", range(101))
def test_spelled_numbers_are_read_back(language: str, number: int) -> None:
    tokens = tokenise(spell(number, language))
    assert parse(tokens, 0, language) == (number, len(tokens))


def test_lexicon_prefers_long_words_and_marks_unknown_ones(household: Household) -> None:
    spans = household.cut(tokenise("flibber the rear defroster"))[0]
    assert [span.may_be("unknown") for span in spans] == [True, False, False]
    assert spans[-1].may_be("thing")


def test_names_of_the_home_are_found(household: Household) -> None:
    tokens = tokenise("turn on aunt polly's lamp")
    assert household.mark(tokens) is Mark.CAR
    household.set_names(HomeNames((Device("light.p", "Aunt Polly's Lamp", "light"),)))
    assert household.mark(tokens) is Mark.HOME
    assert household.cut_at_home(tokens)[0][-1].tags[0].value.id == "light.p"
    household.set_names(HomeNames())
    assert household.mark(tokens) is Mark.CAR


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("Window", Mark.NAMED),
        ("Left Window", Mark.NAMED),
        ("Seat Heater", Mark.NAMED),
        ("TV", Mark.SHARED),
        ("Bookcase Lamp", Mark.HOME),
        ("and", Mark.CAR),
        ("on", Mark.CAR),
    ],
)
def test_a_name_that_is_also_the_cars_is_the_cars_first(household: Household, name: str, mark: Mark) -> None:
    household.set_names(HomeNames((Device("fan.x", name, "fan"),)))
    assert household.mark(tokenise(f"please turn the {name} now")) is mark


def test_a_lock_of_that_name_is_the_homes(household: Household) -> None:
    assert household.mark(tokenise("lock the front door")) is Mark.CAR
    household.set_names(HomeNames((Device("lock.x", "Front Door", "lock"),)))
    assert household.mark(tokenise("lock the front door")) is Mark.HOME


def test_a_template_of_a_million_wordings_is_read_at_once() -> None:
    tree: Node[str] = Node(str)
    (way,) = ways(["(a|b|c|d) [(e|f|g|h)]" + 9 * " (i|j|k|l)" + " [m]"])
    tree.add(way, "told")
    tree.add(("a", "e"), "ae")
    tree.add(("a", "e"), "AE")
    assert _meanings(tree, "a e") == ["AE", "ae"]
    assert _meanings(tree, "c i j k l i j k l i") == ["told"]
    assert _meanings(tree, "c h i j k l i j k l i m") == ["told"]
    assert _meanings(tree, "c i j k l i j k l") == []
    assert _meanings(tree, "c m") == []


def test_a_tree_that_was_looked_at_grows_on() -> None:
    tree: Node[str] = Node(str)
    tree.add(("a",), "one")
    assert _meanings(tree, "a b") == []
    tree.add(("a", "b"), "two")
    assert _meanings(tree, "a") == ["one"]
    assert _meanings(tree, "a b") == ["two"]


@pytest.mark.parametrize(
    "template",
    [
        "[the] (roof|(front|rear) window's) [open|shut] 天窗[打]开",
        "on|off",
        "[a|b|] c ((d|e) f|[g])",
        "(no, wait|uh) it's",
    ],
)
def test_ways_are_what_hassil_expands(template: str) -> None:
    (way,) = ways([template])
    expanded = [tokenise(text) for text in expand([template])]
    assert list(dict.fromkeys(wordings(way))) == list(dict.fromkeys(expanded))


@pytest.mark.parametrize(
    "template", ["light[s]", "(un)lock", "the {thing}", "(a;b)", "a <rule>", "(a]", "a)", "[a", "a (b"]
)
def test_templates_that_are_no_words_are_refused(template: str) -> None:
    with pytest.raises(ValueError, match=r"word"):
        ways([template])


def _meanings(tree: Node[str], text: str) -> list[str]:
    node: Node[str] | None = tree
    for token in text.split():
        node = node and node.to(token)
    return list(node.meanings) if node else []

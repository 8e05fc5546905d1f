"""Sentences for the speech recogniser to listen for: made from the registry, the names and the templates.

The recogniser learns pairs of words from them, and what it hears must be one of them whole, with any
number for any other. So they are many and plain: more is understood than is listened for.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from hassil.parse_expression import parse_sentence
from hassil.sample import sample_sentence

from cockpit.actions.areas import said
from cockpit.actions.control import Choice, Control, Level
from cockpit.actions.registry import CONTROLS
from cockpit.language import load
from cockpit.understand.context import Context
from cockpit.understand.home.household import HomeNames
from cockpit.understand.sentence.grammar import Grammar
from cockpit.understand.understanding import Understanding
from cockpit.understand.words.lexicon import expand
from cockpit.understand.words.numbers import spell

STEPS = ("up", "down", "more", "less")
"""What every level answers to."""
_NAMES = 2
"""Names of a thing that are listened for."""
_WORDINGS = 6
"""Wordings of one template that are listened for."""
_PERCENT = (0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 100)
_DEGREES = (*range(16, 29), *range(60, 86))
_WORD = {"en": re.compile(r"[a-z' ]+"), "zh": re.compile(r"[\u3400-\u9fff]+")}


def phrases(language: str, home: HomeNames, understanding: Understanding) -> list[str]:
    """Lower-case words with spaces between (Chinese: characters), no digits, each one understood.

    Names of the home that are not written in the language's letters are left out.
    """
    data = load(language, "phrases")
    found: dict[str, None] = {}
    spoken = (
        *_commands(language, data),
        *_understood(_alone(language, data), language, understanding),
        *_whole(language),
        *_at_home(home, data),
    )
    for text in spoken:
        if _WORD[language].fullmatch(text):
            found[" ".join(text.split()) if language == "en" else " ".join(text)] = None
    return list(found)


def _alone(language: str, data: Mapping[str, Any]) -> Iterator[str]:
    """What names no thing: "a bit warmer", "it's too loud", "sport mode"; and every action's examples."""
    for texts in said(language, "examples").values():
        yield from (_spelled(text.lower(), language) for text in texts)
    words = load(language, "words")
    for entry in words["verbs_of"]:
        if entry["verb"] in (*STEPS, "warmer", "cooler"):
            yield from _each(data["stepped"], expand(entry["words"])[:_NAMES])
    for entry in words["qualities"]:
        yield from _each(data["felt"], expand(entry["words"])[:1])
    for choices in said(language, "choices").values():
        if isinstance(choices, Mapping):
            for templates in choices.values():
                yield from _each(data["chosen"], expand(templates)[:1])


def _understood(texts: Iterable[str], language: str, understanding: Understanding) -> Iterator[str]:
    """Those that are a whole command: "sport mode" is one, "fast mode" is not."""
    context = Context(language=language)
    for text in dict.fromkeys(texts):
        plan = understanding.plan(text, context)
        if plan.steps and not plan.remark:
            yield text


def _each(patterns: list[str], words: list[str]) -> Iterator[str]:
    yield from (pattern.format(word=word) for word in words for pattern in patterns)


def _spelled(text: str, language: str) -> str:
    return re.sub(r"\d+", lambda digits: spell(int(digits[0]), language), text)


def _at_home(home: HomeNames, data: Mapping[str, Any]) -> Iterator[str]:
    names: dict[str, list[str]] = {"room": [*data["rooms"], *home.areas], "device": [], "scene": []}
    for device in home.devices:
        names["scene" if device.kind == "scene" else "device"] += (device.name, *device.aliases)
    for kind, called in names.items():
        yield from (text for name in called for text in _worded(data["home"][kind], name.lower()))


def _whole(language: str) -> Iterator[str]:
    """Some wordings of every whole-sentence template, spread evenly over all that it has."""
    grammar = Grammar(language)
    for sentence in map(parse_sentence, grammar.sentences()):
        texts = list(islice(sample_sentence(sentence, {}, {}, skip_optionals=True), 2000))
        yield from texts[:: max(1, len(texts) // _WORDINGS)]


def _commands(language: str, data: Mapping[str, Any]) -> Iterator[str]:
    for entry in said(language, "things"):
        for action, only in entry["controls"].items():
            if action not in CONTROLS or "names" not in entry:
                continue
            control = CONTROLS[action]
            names = [data["thing"].format(name=name) for name in expand(entry["names"])[:_NAMES]]
            for thing in names:
                yield from _said(control, thing, tuple(only or ()), language, data)
            if "" not in control.paths:
                plainly = list(_plainly(control, names[0], tuple(only or ()), language, data))
                yield from (f"{text} {place}" for text in plainly for place in data["after"])
            for thing in _placed(entry, control, data):
                yield from _plainly(control, thing, tuple(only or ()), language, data)
                if not only:
                    yield from _ways(control, thing, language, data)
                    yield from _asked(control, thing, data)
            if not only:
                yield from _asked(control, names[0], data)


def _placed(entry: Mapping[str, Any], control: Control, data: Mapping[str, Any]) -> Iterator[str]:
    """The thing's first name with each place, and all of them."""
    if "" in control.paths:
        return
    name = expand(entry["names"])[0]
    yield data["own"].format(name=name)
    yield from (data["placed"].format(place=place, name=name) for place in data["places"])
    for many in sorted(expand(entry.get("many", ())), key=len)[:1]:
        yield from (data[pattern].format(name=many) for pattern in ("all", "thing"))
        for row, place in data["rows"].items():
            if sum(seat.startswith(row) for seat in control.paths) > 1:
                yield data["placed"].format(place=place, name=many)


def _plainly(
    control: Control, thing: str, only: tuple[str, ...], language: str, data: Mapping[str, Any]
) -> Iterator[str]:
    """Each verb in its first wording, and one value."""
    for verb in _verbs(control, only, data):
        yield data["verbs"][verb][0].format(thing=thing)
    if not only or "value" in only:
        yield from islice(_values(control, thing, language, data), 1)
        yield from islice(_grades(control, thing, language, data), 3)


def _ways(control: Control, thing: str, language: str, data: Mapping[str, Any]) -> Iterator[str]:
    """How far, for what opens."""
    if isinstance(control.value, Level) and control.value.opens is not None:
        for verb in ("open", "close"):
            yield from _filled(language, data["way"], verb=data["verbs"][verb][0].format(thing=thing))


def _asked(control: Control, thing: str, data: Mapping[str, Any]) -> Iterator[str]:
    for verb in ("lock", "on", "open"):
        if verb in control.verbs:
            yield from _worded(data["questions"][verb], thing)
            return


def _worded(patterns: list[str], name: str) -> list[str]:
    """Every wording of templates whose one brace is a name; a name is no template itself."""
    return [text.replace("@", name) for text in expand(re.sub(r"{\w+}", "@", p) for p in patterns)]


def _verbs(control: Control, only: tuple[str, ...], data: Mapping[str, Any]) -> list[str]:
    level = isinstance(control.value, Level)
    verbs = {*control.verbs, *control.moves, *((*STEPS, "max", "min") if level else ())}
    return sorted(verb for verb in verbs if verb in data["verbs"] and (not only or verb in only))


def _said(
    control: Control, thing: str, only: tuple[str, ...], language: str, data: Mapping[str, Any]
) -> Iterator[str]:
    level = control.value if isinstance(control.value, Level) else None
    steps = {*control.moves, *(STEPS if level else ())} - set(control.verbs)
    for verb in _verbs(control, only, data):
        for pattern in data["verbs"][verb]:
            text = pattern.format(thing=thing)
            yield text
            if verb in steps and verb not in ("on", "open"):
                yield from (moved.format(verb=text) for moved in data["moved"])
            if level and level.opens is not None and verb in ("open", "close"):
                yield from _filled(language, data["way"], verb=text)
    if not only or "value" in only:
        yield from _values(control, thing, language, data)
        yield from _grades(control, thing, language, data)
    if isinstance(control.value, Choice) and (not only or "choice" in only):
        yield from _choices(control, thing, language, data)


def _values(control: Control, thing: str, language: str, data: Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(control.value, Level):
        return
    yield from _filled(language, data["values"].get(control.value.unit, ()), thing=thing)


def _grades(control: Control, thing: str, language: str, data: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(control.value, Level) and control.value.levels:
        yield from _filled(language, data["grades"], thing=thing)


def _choices(control: Control, thing: str, language: str, data: Mapping[str, Any]) -> Iterator[str]:
    choices = said(language, "choices").get(control.action, {})
    if choices == "colors":
        choices = load(language, "words")["colors"]
    for templates in choices.values():
        for name in expand(templates)[:2]:
            yield from (pattern.format(thing=thing, choice=name) for pattern in data["choice"])


def _filled(language: str, patterns: list[str], **parts: str) -> Iterator[str]:
    """Patterns with their numbers spelled. Any number stands for any other, so few are enough."""
    for pattern in patterns:
        numbers = _DEGREES if "{degrees}" in pattern else _PERCENT if "{n}" in pattern else (1, 2, 3)
        if "{" not in pattern.format_map(_Keep(parts)):
            yield pattern.format(**parts)
            continue
        whole = parts.get("thing", "") in ("the temperature", "the volume", "温度", "音量")
        for number in numbers if whole else numbers[:3]:
            word = spell(number, language)
            yield pattern.format_map({**parts, "n": word, "degrees": word, "digit": word})


class _Keep(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"

"""Whole sentences that are matched word by word: questions, idioms, the dialogue.

The templates are the `sentences` of the actions' files and the rules of
language/<lang>/sentences.yaml, in hassil's language. They are matched as regular expressions over tokens:
hassil's own matcher took 60 % of a sentence's time, its parser a sixth of the building. Which templates
can match at all is found first, by an index from tokens to templates, so that a sentence is tried on one
or two of them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from cockpit.actions.areas import said
from cockpit.actions.registry import REGISTRY
from cockpit.language import load
from cockpit.plan import Step
from cockpit.understand.command.copying import Copying
from cockpit.understand.words.numbers import spell
from cockpit.understand.words.tokens import full_forms, join, tokenise
from cockpit.understand.words.word_tree import Way, parsed, words

_NUMBERS = range(251)
_RULE = re.compile(r"<(\w+)>")


@lru_cache(maxsize=20_000)
def _literal(token: str) -> str:
    """An expression for a token of a template, with one space behind it."""
    return "".join(f"{re.escape(full)} " for full in full_forms([token]))


def _either(texts: Iterable[str]) -> str:
    """An expression for any of them, over tokens with one space behind each."""
    return "|".join("".join(map(_literal, tokenise(text))) for text in texts)


@dataclass(frozen=True, slots=True)
class _Template:
    steps: tuple[Step, ...]
    text: str
    way: Way
    reason: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class Fixed:
    """`named`: it holds an open name, which may have taken in any word.

    `reason`: said beside another command it only tells why ("I can't see a thing").
    `alone`: only by itself, never as a part of more ("hazards", but "hazards and fogs off")."""

    steps: tuple[Step, ...]
    reason: bool
    named: bool
    alone: bool


class Grammar:
    """The sentence templates of one language."""

    def __init__(self, language: str) -> None:
        data = load(language, "sentences")
        self.language = language
        self.copying = Copying(language)
        self._rules: dict[str, str] = {}
        for name, text in data.get("rules", {}).items():
            self._rules[name] = self._ruled(text)
        self._wildcards = frozenset(data["wildcards"])
        joints, nameless = (_either(data[words]) for words in ("joints", "nameless"))
        self._joint = re.compile(rf"(?:^| )(?:{joints})")
        self._nameless = re.compile(rf"(?:{nameless})+")
        self._templates: list[_Template] = []
        self._patterns: dict[int, re.Pattern[str]] = {}
        self._index: dict[str, int] = {}
        self._wild = 0
        for entry in said(language, "sentences"):
            for text in entry["sentences"]:
                self._add(
                    _steps(entry), text, reason=entry.get("reason", False), alone=entry.get("alone", False)
                )

    def _add(self, steps: tuple[Step, ...], text: str, *, reason: bool, alone: bool) -> None:
        bit = 1 << len(self._templates)
        text = self._ruled(text)
        if any("{" + name in text for name in self._wildcards):
            self._wild |= bit
        way = parsed(text, {"num", *self._wildcards})
        self._templates.append(_Template(steps, text, way, reason, alone))
        for token in full_forms(self._tokens(way)):
            self._index[token] = self._index.get(token, 0) | bit

    def _ruled(self, text: str) -> str:
        """With the words of the rules that it names; one names only those above it."""
        return _RULE.sub(lambda named: f"({self._rules[named[1]]})", text)

    def match(self, tokens: Sequence[str], *, joined: bool = False) -> Fixed | None:
        """What the first template means that the tokens are an instance of.

        `joined`: also with a name that holds an "and" ("take me to the fox and hounds").
        """
        tokens = list(full_forms(tokens))
        candidates = (1 << len(self._templates)) - 1
        for token in tokens:
            candidates &= self._index.get(token, 0) | self._wild
        text = "".join(f"{token} " for token in tokens)
        for number in (*_bits(candidates & ~self._wild), *_bits(candidates & self._wild)):
            found = self._pattern(number).fullmatch(text)
            # A name may stand in an optional part that was not said.
            names = {slot: name for slot, name in found.groupdict().items() if name} if found else {}
            if any(map(self._nameless.fullmatch, names.values())):
                continue  # "turn on the scene": which one?
            if found and (joined or not any(map(self._joint.search, names.values()))):
                template = self._templates[number]
                return Fixed(_filled(template.steps, names), template.reason, bool(names), template.alone)
        return None

    def warm(self) -> None:
        """Compile every template; each costs about a millisecond."""
        for number in range(len(self._templates)):
            self._pattern(number)

    def sentences(self) -> Iterator[str]:
        """The templates that hold no open name and no number."""
        return (template.text for template in self._templates if "{" not in template.text)

    @property
    def words(self) -> Set[str]:
        """Every token of the templates, numbers among them."""
        return self._index.keys()

    def _pattern(self, number: int) -> re.Pattern[str]:
        if number not in self._patterns:
            self._patterns[number] = re.compile(self._regex(self._templates[number].way))
        return self._patterns[number]

    def _regex(self, way: Way) -> str:
        """Each token is followed by one space, so a template's words match whole tokens only."""
        return "".join(
            self._spoken(item) if isinstance(item, str) else f"(?:{'|'.join(map(self._regex, item))})"
            for item in way
        )

    def _spoken(self, token: str) -> str:
        name = token.strip("{}")
        if name == token:
            return _literal(token)
        return f"(?P<{name}>(?:\\S+ )+?)" if name in self._wildcards else r"(?:\d+ |(?:\w+ ){1,4}?)"

    def _tokens(self, way: Way) -> Set[str]:
        """Those that may be said, numbers among them."""
        tokens = set(words(way))
        named = {token for token in tokens if token[0] == "{"}
        return tokens - named | (_numbers(self.language) if "{num}" in named else frozenset())


@cache
def _numbers(language: str) -> Set[str]:
    spoken = (token for number in _NUMBERS[:101] for token in tokenise(spell(number, language)))
    return frozenset((*map(str, _NUMBERS), *spoken))


def _steps(entry: Mapping[str, Any]) -> tuple[Step, ...]:
    """An entry's action, and those that it names with `also`."""
    steps = tuple(Step(each["action"], each.get("slots", {})) for each in (entry, *entry.get("also", ())))
    for step in steps:
        if step.action not in REGISTRY:
            raise ValueError(f"a sentence names no action: {step.action}")
    return steps


def _filled(steps: tuple[Step, ...], names: Mapping[str, str]) -> tuple[Step, ...]:
    if not names:
        return steps
    slots = {name: join(text.split()) for name, text in names.items()}
    return tuple(Step(step.action, {**step.slots, **slots}) for step in steps)


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low

"""Whole sentences that are matched word by word: questions, idioms, the dialogue.

The templates are the `sentences` of the actions' files and the rules of
language/<lang>/sentences.yaml, in hassil's language and parsed by hassil. They are
matched as regular expressions over tokens: hassil's own matcher took 60 % of a sentence's time. Which
templates can match at all is found first, by an index from tokens to templates, so that a sentence is
tried on one or two of them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hassil.expression import Alternative, Expression, ListReference, RuleReference, Sentence, TextChunk
from hassil.expression import Sequence as Row
from hassil.parse_expression import parse_sentence

from cockpit.actions.areas import said
from cockpit.actions.registry import REGISTRY
from cockpit.language import load
from cockpit.plan import Step
from cockpit.understand.command.copying import Copying
from cockpit.understand.words.numbers import spell
from cockpit.understand.words.tokens import full_forms, join, tokenise

_NUMBERS = range(251)


@lru_cache(maxsize=20_000)
def _full(text: str) -> tuple[str, ...]:
    """Of a piece of a template: most are short and come again and again."""
    return tuple(full_forms(tokenise(text)))


def _either(words: Iterable[str]) -> str:
    """An expression for any of them, over tokens with one space behind each."""
    return "|".join("".join(f"{re.escape(token)} " for token in _full(word)) for word in words)


@dataclass(frozen=True, slots=True)
class _Template:
    steps: tuple[Step, ...]
    sentence: Sentence
    open: bool
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
        self._rules: dict[str, Sentence] = {
            name: parse_sentence(text) for name, text in data.get("rules", {}).items()
        }
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
        wild = any("{" + name in text for name in self._wildcards)
        sentence = parse_sentence(text)
        self._templates.append(_Template(steps, sentence, "{" in text, reason, alone))
        if wild:
            self._wild |= bit
        for token in set(self._tokens(sentence.expression)):
            self._index[token] = self._index.get(token, 0) | bit

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

    def sentences(self) -> Iterator[Sentence]:
        """The templates that hold no open name and no number."""
        return (template.sentence for template in self._templates if not template.open)

    @property
    def words(self) -> Set[str]:
        """Every token of the templates, numbers among them."""
        return self._index.keys()

    @property
    def rules(self) -> dict[str, Sentence]:
        return self._rules

    def _pattern(self, number: int) -> re.Pattern[str]:
        if number not in self._patterns:
            self._patterns[number] = re.compile(self._regex(self._templates[number].sentence.expression))
        return self._patterns[number]

    def _regex(self, expression: Expression) -> str:
        """Each token is followed by one space, so a template's words match whole tokens only."""
        match expression:
            case TextChunk():
                return "".join(f"{re.escape(token)} " for token in _full(expression.text))
            case Alternative():
                return "(?:" + "|".join(self._regex(item) for item in expression.items) + ")"
            case Row():
                return "".join(self._regex(item) for item in expression.items)
            case RuleReference():
                return self._regex(self._rules[expression.rule_name].expression)
            case ListReference() if expression.list_name in self._wildcards:
                return f"(?P<{expression.slot_name}>(?:\\S+ )+?)"
            case ListReference():
                return r"(?:\d+ |(?:\w+ ){1,4}?)"
        raise ValueError(f"a sentence ({self.language}) holds what is not matched: {expression}")

    def _tokens(self, expression: Expression) -> Iterator[str]:
        match expression:
            case TextChunk():
                yield from _full(expression.text)
            case Alternative() | Row():
                for item in expression.items:
                    yield from self._tokens(item)
            case RuleReference():
                yield from self._tokens(self._rules[expression.rule_name].expression)
            case ListReference() if expression.list_name not in self._wildcards:
                for number in _NUMBERS:
                    yield str(number)
                    if number <= 100:
                        yield from tokenise(spell(number, self.language))


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

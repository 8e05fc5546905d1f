"""Whole sentences that are matched word by word, with hassil: questions, idioms, the dialogue.

The templates are language/<lang>/sentences.yaml. Which of them can match at all is found first, by
an index from words (Chinese: characters) to templates, so a sentence is tried on one or two of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hassil.expression import (
    Alternative,
    Expression,
    Group,
    ListReference,
    RuleReference,
    Sentence,
    TextChunk,
)
from hassil.intents import RangeSlotList, SlotList, WildcardSlotList
from hassil.parse_expression import parse_sentence
from hassil.string_matcher import MatchContext, MatchSettings, match_expression

from cockpit.actions.registry import REGISTRY
from cockpit.language import load
from cockpit.plan import Step
from cockpit.understand.numbers import spell
from cockpit.understand.tokens import join, tokenise


@dataclass(frozen=True, slots=True)
class _Template:
    steps: tuple[Step, ...]
    sentence: Sentence
    wild: bool
    open: bool


class Grammar:
    """The sentence templates of one language."""

    def __init__(self, language: str) -> None:
        data = load(language, "sentences")
        self.language = language
        self._rules = {name: parse_sentence(text) for name, text in data.get("rules", {}).items()}
        self._lists: dict[str, SlotList] = {name: WildcardSlotList(name=name) for name in data["wildcards"]}
        for name, (low, high) in data["ranges"].items():
            self._lists[name] = RangeSlotList(name=name, start=low, stop=high, words=language == "en")
        self._settings = MatchSettings(
            slot_lists=self._lists,
            expansion_rules=self._rules,
            ignore_whitespace=language == "zh",
            language=language,
        )
        self._templates: list[_Template] = []
        self._index: dict[str, int] = {}
        self._wild = 0
        for entry in data["intents"]:
            for text in entry["sentences"]:
                self._add(_steps(entry), text)

    def _add(self, steps: tuple[Step, ...], text: str) -> None:
        bit = 1 << len(self._templates)
        sentence = parse_sentence(text)
        wild = any(name in str(text) for name in self._wild_names())
        self._templates.append(_Template(steps, sentence, wild, "{" in text))
        if wild:
            self._wild |= bit
        for word in _words(sentence.expression, self._rules, self._lists):
            for token in tokenise(word):
                self._index[token] = self._index.get(token, 0) | bit

    def _wild_names(self) -> Iterator[str]:
        return ("{" + name for name, of in self._lists.items() if isinstance(of, WildcardSlotList))

    def match(self, tokens: tuple[str, ...]) -> tuple[Step, ...] | None:
        """The steps of the first template that the tokens are an instance of."""
        candidates = -1
        wild = self._wild
        for token in tokens:
            candidates &= self._index.get(token, 0) | wild
            if not candidates:
                return None
        text = join(tokens) + ("" if self.language == "zh" else " ")
        fixed = candidates & ~wild
        for group in (fixed, candidates & wild):
            for number in _bits(group & ((1 << len(self._templates)) - 1)):
                template = self._templates[number]
                context = MatchContext(text=text, original_text=text)
                for found in match_expression(self._settings, context, template.sentence.expression):
                    if found.is_match:
                        return _filled(template.steps, {e.name: e for e in found.entities if e.name != "num"})
        return None

    def sentences(self) -> Iterator[Sentence]:
        """The templates that hold no open name and no number."""
        return (template.sentence for template in self._templates if not template.open)

    @property
    def rules(self) -> dict[str, Sentence]:
        return self._rules


def _steps(entry: Mapping[str, Any]) -> tuple[Step, ...]:
    unknown = entry["action"] not in REGISTRY
    if unknown:
        raise ValueError(f"sentences.yaml names no action: {entry['action']}")
    return (Step(entry["action"], entry.get("slots", {})),)


def _filled(steps: tuple[Step, ...], entities: Mapping[str, Any]) -> tuple[Step, ...]:
    if not entities:
        return steps
    slots = {name: e.value.strip() if isinstance(e.value, str) else e.value for name, e in entities.items()}
    return tuple(Step(step.action, {**step.slots, **slots}) for step in steps)


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _words(
    expression: Expression, rules: Mapping[str, Sentence], lists: Mapping[str, SlotList]
) -> Iterator[str]:
    if isinstance(expression, TextChunk):
        yield expression.text
    elif isinstance(expression, Group | Alternative):
        for item in expression.items:
            yield from _words(item, rules, lists)
    elif isinstance(expression, RuleReference):
        yield from _words(rules[expression.rule_name].expression, rules, lists)
    elif isinstance(expression, ListReference):
        values = lists[expression.list_name]
        if isinstance(values, RangeSlotList):
            yield from (str(number) for number in values.get_numbers())
            yield from (spell(number, "en") for number in range(101))

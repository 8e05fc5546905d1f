"""The words of a language and what each may mean, and a sentence cut into such words.

The data is language/<lang>/words.yaml and questions.yaml, and what the actions' files say of things and
choices. The words of the home, which count in some sentences only, are added by household.py.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from hassil.parse_expression import parse_sentence
from hassil.sample import sample_expression

from cockpit.actions.areas import said
from cockpit.actions.registry import REGISTRY
from cockpit.language import load
from cockpit.understand.words import numbers
from cockpit.understand.words.tag import (
    ARTICLE,
    BEHIND,
    DONE,
    EASE,
    INSIDE,
    IS,
    KEEP,
    MISHEARD,
    NOUN,
    PLEASE,
    PREPOSITION,
    TELL,
    VAGUE,
    Span,
    Tag,
    Thing,
    likeliness,
)
from cockpit.understand.words.tokens import join
from cockpit.understand.words.word_tree import Node, Way, count, spelled, ways, wordings
from cockpit.understand.words.word_tree import words as words_of

# Words without a value, one head each in words.yaml.
PLAIN = (
    *("filler", "glue", "polite", "weak", "complaint", "complaint_glue", "full", "to", "by", "pronoun"),
    *("conjunction", "too", "correction", "negation", "nothing", "tale", "person", "you", "state"),
    *("pause", "because", "supposes", "be", "final", "begin", "except"),
)
_MOST_WORDINGS = 400
"""A template of more is a manner of speaking, and nothing that a thing or a verb is called by."""
_UNKNOWN_COST = 20.0
_PATHS = 6
_OF_CAR, _OF_CAR_COST = ("thing", "choice"), 1.2
"""Among the home's words a long name of the car's is less likely: the | tv, not "the tv" as a source."""


def expand(templates: Iterable[str]) -> list[str]:
    """Every wording of hassil templates without lists."""
    texts: dict[str, None] = {}
    for template in templates:
        for text in sample_expression(parse_sentence(template).expression):
            texts[" ".join(text.split())] = None
    return list(texts)


class Lexicon:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.things: dict[str, Thing] = {}
        words = load(language, "words")
        self.apart = frozenset(words["apart"])
        self.reason_joints = frozenset(words["reason_joints"])
        self.governing = frozenset(words["governing"])
        self._counted = frozenset(words["counted"])
        self.done = spelled(words["final_done"])
        self.telling = {told: frozenset(tokens) for told, tokens in words["telling"].items()}
        self.wordings: dict[Tag, list[str]] = {}
        """Of things, verbs and choices: what they are called, tokens with spaces between (not in Chinese)."""
        self.words: set[str] = set()
        self.question_starts: frozenset[tuple[str, ...]] = frozenset()
        self.question_ends: frozenset[tuple[str, ...]] = frozenset()
        self._root = Node(likeliness)
        self._asked = Node(likeliness)
        """Words that only a question may hold."""
        self._words(load(language, "words"))
        self._questions(load(language, "questions"))
        self._things(said(language, "things"))
        self._choices(said(language, "choices"), load(language, "words")["colors"])

    def _add(self, templates: Iterable[str], tag: Tag, root: Node[Tag] | None = None) -> None:
        found = ways(templates)
        for way in found:
            (root or self._root).add(way, tag)
        if root is None:
            self.words.update(word for way in found for word in words_of(way))
            if found and tag.kind in ("thing", "verb", "choice"):
                names = (way for way in found if count(way) <= _MOST_WORDINGS)
                texts = dict.fromkeys(join(tokens) for way in names for tokens in wordings(way) if tokens)
                self.wordings.setdefault(tag, []).extend(texts)

    def _words(self, words: Mapping[str, Any]) -> None:
        self._add(words["easing"], Tag("weak", EASE))  # before those that mean nothing
        for kind in PLAIN:
            self._add(words[kind], Tag(kind))
        self._add(words["final_done"], Tag("final", DONE))
        self._add(words["polite_inside"], Tag("polite", INSIDE))
        self._add(words["please"], Tag("filler", PLEASE))
        self._add(words["keeping"], Tag("polite", KEEP))
        self._add(words["weak_vague"], Tag("weak", VAGUE))
        self._add(words["to_misheard"], Tag("to", MISHEARD))
        self._add(words["too_behind"], Tag("too", BEHIND))
        for value, head in ((ARTICLE, "articles"), (PREPOSITION, "prepositions"), (NOUN, "nouns")):
            self._add(words[head], Tag("glue", value))
        self._add(words["complaint_is"], Tag("complaint", IS))
        self._add(words["full_every"], Tag("full", "every"))
        self._add(words["complaint_places"], Tag("complaint", "place"))
        self._add(words["complaint_mild"], Tag("complaint", "mild"))
        self._root.add((",",), Tag("conjunction", ","))
        for kind, head in (("verb", "verbs"), ("done", "done"), ("gerund", "gerunds"), ("unit", "units")):
            for value, templates in words[head].items():
                self._add(templates, Tag(kind, value))
        for kind, head in (("fraction", "fractions"), ("grade", "grades"), ("steps", "steps")):
            for value, templates in words[head].items():
                self._add(templates, Tag(kind, float(value)))
        for entry in words["verbs_of"]:
            only = entry.get("needs_thing", False)
            self._add(entry["words"], Tag("verb", entry["verb"], tuple(entry["controls"]), only))
        for entry in words["qualities"]:
            meaning = (entry["up"], entry["down"], entry["is"], entry["steps"])
            told = entry.get("told", False)
            self._add(entry["words"], Tag("quality", meaning, tuple(entry["controls"]), told))
        for zone, templates in words["zones"].items():
            self._add(templates, Tag("zone", zone))
        for zone, templates in words["zones_before"].items():
            self._add(templates, Tag("zone_before", zone))

    def _questions(self, words: Mapping[str, Any]) -> None:
        self.question_starts = spelled(words["starts"])
        self.question_ends = spelled(words["ends"])
        self._add(words["ask"], Tag("ask"))
        self._add(words["tell"], Tag("ask", TELL))
        self._add(words["report"], Tag("report"))
        self._add(words["asking"], Tag("asking"), self._asked)
        self._add(words["not_ours"], Tag("not_ours"), self._asked)
        self._add(words["asked_all"], Tag("zone", "all"), self._asked)
        for value, templates in words["asked_states"].items():
            self._add(templates, Tag("asked_state", value), self._asked)

    def _things(self, things: Iterable[Mapping[str, Any]]) -> None:
        for number, entry in enumerate(things):
            controls = {name: tuple(only or ()) for name, only in entry["controls"].items()}
            unknown = controls.keys() - REGISTRY.keys()
            if unknown:
                raise ValueError(f"{entry['label']} ({self.language}) names no action: {', '.join(unknown)}")
            thing = Thing(f"{number}:{entry['label']}", entry["label"], controls)
            self.things[thing.key] = thing
            self._add(entry.get("names", ()), Tag("thing", (thing.key, False)))
            self._add(entry.get("many", ()), Tag("thing", (thing.key, True)))
            self._add(entry.get("asked", ()), Tag("thing", (thing.key, False)), self._asked)

    def _choices(self, choices: Mapping[str, Any], colors: Mapping[str, Sequence[str]]) -> None:
        for action, values in choices.items():
            for value, templates in (colors if values == "colors" else values).items():
                self._add(templates, Tag("choice", (action, value), (action,)))

    @property
    def ways(self) -> Iterator[Way]:
        """Everything that a word or a row of words may be, as it is written."""
        return self._root.ways

    def cut(
        self, tokens: Sequence[str], *, asking: bool = False, more: Sequence[Node[Tag]] = ()
    ) -> list[tuple[Span, ...]]:
        """The likeliest ways to cut the tokens into known words, best first: few words, none unknown.

        `asking`: also into the words that only a question may hold. `more`: trees of words that are known in
        this sentence beside the language's own.
        """
        roots = (self._root, *((self._asked,) if asking else ()), *more)
        # best[i]: up to _PATHS (cost, spans) that end before token i.
        best: list[list[tuple[float, tuple[Span, ...]]]] = [[] for _ in range(len(tokens) + 1)]
        best[0] = [(0.0, ())]
        for start in range(len(tokens)):
            best[start] = sorted(best[start], key=lambda path: path[0])[:_PATHS]
            for span, cost in self._from(tokens, start, roots):
                if more and span.start + 1 < span.end and all(tag.kind in _OF_CAR for tag in span.tags):
                    cost += _OF_CAR_COST
                best[span.end] += [(before + cost, (*spans, span)) for before, spans in best[start]]
        return [spans for _, spans in sorted(best[-1], key=lambda path: path[0])[:_PATHS]]

    def _from(
        self, tokens: Sequence[str], start: int, roots: Sequence[Node[Tag]]
    ) -> list[tuple[Span, float]]:
        found: dict[int, Sequence[Tag]] = {}
        for root in roots:
            node, end = root.to(tokens[start]), start + 1
            while node is not None:
                if node.meanings:
                    found[end] = _merged(node.meanings, found[end]) if end in found else node.meanings
                node, end = node.to(tokens[end]) if end < len(tokens) else None, end + 1
        number = numbers.parse(tokens, start, self.language)
        if number and self._counted.isdisjoint(tokens[number[1] : number[1] + 1]):
            found[number[1]] = _merged(found.get(number[1], ()), (Tag("number", number[0]),))
        if start + 1 not in found:
            unknown = Span(start, start + 1, (Tag("unknown"),))
            return [(unknown, _UNKNOWN_COST), *self._spans(start, found)]
        return self._spans(start, found)

    def _spans(self, start: int, found: Mapping[int, Sequence[Tag]]) -> list[tuple[Span, float]]:
        return [(Span(start, end, tuple(tags)), self._cost(tags, end - start)) for end, tags in found.items()]

    def _cost(self, tags: Sequence[Tag], length: int) -> float:
        """Few words are best; among as many, few and long names: my | side mirror, not my side | mirror.
        First long places: 前后 | 雨刮, not 前 | 后雨刮; on the right back | off, not on the right | back off.
        """
        if self.language == "zh" and length > 1 and all(tag.kind == "zone" for tag in tags):
            return 0.995
        if length > 3 and all(tag.kind == "zone" for tag in tags):
            return 0.999
        return 1.0 + (0.0015 - 0.001 * length if any(tag.kind == "thing" for tag in tags) else 0.0)


def _merged(one: Sequence[Tag], other: Sequence[Tag]) -> list[Tag]:
    return sorted((*one, *other), key=likeliness)


def halves_place(tokens: Sequence[str], spans: Sequence[Span]) -> bool:
    """Whether "the back" at the end is cut in two: it is where, no article and a way to go."""
    return tuple(tokens[-2:]) == ("the", "back") and spans[-1].start == len(tokens) - 1

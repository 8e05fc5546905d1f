"""A tree of words, and the ways to go in it: words as they are written in the data (hassil templates).

A template may stand for thousands of wordings, and a sentence comes by few of them. So none is spelled out
before: a node knows what may follow it, and grows when a sentence has come to it.
"""

import math
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar

from cockpit.understand.words.tokens import tokenise

Way = tuple["str | tuple[Way, ...]", ...]
"""What is said one after the other: a token, or any one of several ways."""
T = TypeVar("T")

_PIECE = re.compile(r"[()\[\]|]|\{\w*\}|[{}]|[^()\[\]|{}]+")
_CLOSED_BY = {"(": ")", "[": "]"}
_NO_WORDS = re.compile(r"[<>;\\]|[a-z'][\[\]()]+[a-z']", re.IGNORECASE)
"""What else hassil has (rules, permutations), and brackets within a word: a piece of a template is
taken for words of its own."""


def ways(templates: Iterable[str]) -> tuple[Way, ...]:
    """The templates, parsed. Raises ValueError for one that holds more than whole words."""
    return tuple(parsed(template) for template in templates)


def parsed(template: str, lists: Container[str] = ()) -> Way:
    """As hassil would, whose parser takes six times as long: that was a third of the building.

    `lists`: what may stand in braces; "{name}" is a token then. Raises ValueError for a template that holds
    more than these and whole words.
    """
    wrong = ValueError(f"these words hold more than whole words in fitting brackets: {template}")
    if _NO_WORDS.search(template):
        raise wrong
    opened: list[tuple[str, list[list[Any]]]] = [("", [[]])]  # what closes each bracket, and its ways so far
    for piece in _PIECE.findall(template):
        closed_by, so_far = opened[-1]
        if piece in _CLOSED_BY:
            opened.append((_CLOSED_BY[piece], [[]]))
        elif piece == "|":
            so_far.append([])
        elif piece == closed_by:
            opened.pop()
            either = tuple(map(tuple, so_far))
            opened[-1][1][-1].append((*either, ()) if piece == "]" else either)
        elif piece[1:-1] in lists and piece[0] == "{":
            so_far[-1].append(piece)
        elif piece in _CLOSED_BY.values() or piece[0] in "{}":
            raise wrong
        else:
            so_far[-1].extend(_tokens(piece))
    if len(opened) > 1:
        raise wrong
    return (tuple(map(tuple, opened[0][1])),)


def wordings(way: Way) -> Iterator[tuple[str, ...]]:
    """Everything that may be said, as tokens."""
    if not way:
        yield ()
        return
    head = way[0]
    begun = [(head,)] if isinstance(head, str) else [tokens for each in head for tokens in wordings(each)]
    ended = list(wordings(way[1:]))
    yield from (before + after for before in begun for after in ended)


def spelled(templates: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """Everything that may be said by the templates, as tokens."""
    return frozenset(tokens for way in ways(templates) for tokens in wordings(way))


def count(way: Way) -> int:
    """How many wordings it has; the same one twice counts twice."""
    return math.prod(1 if isinstance(item, str) else sum(map(count, item)) for item in way)


def words(way: Way) -> Iterator[str]:
    """Every token in it."""
    for item in way:
        if isinstance(item, str):
            yield item
        else:
            for each in item:
                yield from words(each)


@lru_cache(maxsize=20_000)
def _tokens(text: str) -> tuple[str, ...]:
    """Of a piece of a template: most are short and come again and again."""
    return tokenise(text)


class Node(Generic[T]):
    """A place in the tree. `meanings`: what the words from the root to here mean, sorted by `rank`."""

    __slots__ = ("_grown", "_rank", "_ways")

    def __init__(self, rank: Callable[[T], Any]) -> None:
        self._rank = rank
        self._ways: list[tuple[Way, T]] = []
        self._grown: tuple[Mapping[str, Node[T]], Sequence[T]] | None = None

    def add(self, way: Way, meaning: T) -> None:
        """From here a way goes on that means this at its end."""
        self._ways.append((way, meaning))
        self._grown = None

    def to(self, token: str) -> "Node[T] | None":
        """Where a token leads, None where no way goes."""
        return (self._grown or self._grow())[0].get(token)

    @property
    def ways(self) -> Iterator[Way]:
        """All that go on from here."""
        return (way for way, _ in self._ways)

    @property
    def meanings(self) -> Sequence[T]:
        return (self._grown or self._grow())[1]

    def _grow(self) -> tuple[Mapping[str, "Node[T]"], Sequence[T]]:
        """By one word. In two threads at once it grows twice, and alike."""
        follows: dict[str, Node[T]] = {}
        ends: dict[T, None] = {}
        for way, meaning in self._ways:
            for step in _steps(way):
                if not step:
                    ends[meaning] = None
                    continue
                token = step[0]
                if token not in follows:
                    follows[token] = Node(self._rank)
                follows[token].add(step[1:], meaning)
        self._grown = follows, sorted(ends, key=self._rank)
        return self._grown


def _steps(way: Way) -> Iterator[Any]:
    """The way, once for each token that it may begin with; an empty one where it may end."""
    if not way or isinstance(way[0], str):
        yield way
        return
    for each in way[0]:
        yield from _steps(each + way[1:])

"""Words that stand side by side in what is understood: what the speech recogniser listens for beside phrases.

Phrases are the plain commands in a name or two; these are all other names, verbs, places and polite words.
"""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from itertools import product

from cockpit.understand.words.word_tree import Way

_WORD = re.compile(r"[a-z]+('[a-z]+)?")


@dataclass(frozen=True, slots=True)
class _Ends:
    """Of all that may be said: the words it begins and ends with, and the pairs in it."""

    first: Set[str] = frozenset()
    last: Set[str] = frozenset()
    pairs: Set[tuple[str, str]] = frozenset()
    may_be_empty: bool = False

    def then(self, other: "_Ends") -> "_Ends":
        return _Ends(
            self.first | other.first if self.may_be_empty else self.first,
            self.last | other.last if other.may_be_empty else other.last,
            self.pairs | other.pairs | set(product(self.last, other.first)),
            self.may_be_empty and other.may_be_empty,
        )

    def either(self, other: "_Ends") -> "_Ends":
        return _Ends(
            self.first | other.first,
            self.last | other.last,
            self.pairs | other.pairs,
            self.may_be_empty or other.may_be_empty,
        )


def word_pairs(ways: Iterable[Way]) -> list[str]:
    """Each word alone, and each two that may follow each other ("sunroof blind"), in English letters."""
    found: dict[str, None] = {}
    for way in ways:
        ends = _ends(way)
        alone = {(word,) for word in ends.first | ends.last}
        for words in sorted(alone | ends.pairs | _contracted(ends.pairs)):
            if all(_WORD.fullmatch(word) for word in words):
                found[" ".join(words)] = None
    return list(found)


def _contracted(pairs: Set[tuple[str, str]]) -> Set[tuple[str, ...]]:
    """The tokens of "who's" are one word to the recogniser."""
    after: dict[str, list[str]] = {}
    for one, other in pairs:
        after.setdefault(one, []).append(other)
    return {
        (one + end, *rest)
        for one, end in pairs
        if end.startswith("'")
        for rest in ((), *((word,) for word in after.get(end, ())))
    }


def _ends(way: Way) -> _Ends:
    whole = _Ends(may_be_empty=True)
    for item in way:
        if isinstance(item, str):
            whole = whole.then(_Ends(frozenset((item,)), frozenset((item,))))
            continue
        one = _Ends()
        for each in item:
            one = one.either(_ends(each))
        whole = whole.then(one)
    return whole

"""How things, verbs and choices are put, and how like two texts are by the runs of letters they share.

TF-IDF over runs of 2 to 4 letters, 1 to 3 Chinese characters: a run that few wordings have says more
than one that many have.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from cockpit.understand.words.tag import Tag
from cockpit.understand.words.tokens import language_of

_LETTERS = range(2, 5)
_CHARACTERS = range(1, 4)
_LOOKED_AT = 200

Runs = frozenset[str]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Wording:
    """`weight`: the worth of all its runs, which are made again where they are needed: they are many."""

    tag: Tag
    text: str
    weight: float

    @property
    def runs(self) -> Runs:
        return runs_of(self.text)


class Wordings:
    """Immutable."""

    def __init__(self, texts_by_tag: Mapping[Tag, Sequence[str]]) -> None:
        said = [(tag, text) for tag, texts in texts_by_tag.items() for text in texts]
        flat: list[str] = []
        lengths: list[int] = []
        for _, text in said:
            runs = runs_of(text)
            flat += runs
            lengths.append(len(runs))
        self._numbers = {run: number for number, run in enumerate(dict.fromkeys(flat))}
        numbers = np.fromiter(map(self._numbers.__getitem__, flat), np.intp, len(flat))
        places = np.repeat(np.arange(len(said)), lengths)
        counts = np.bincount(numbers)
        worths = _worth(len(said), counts)
        weights = np.bincount(places, worths[numbers])
        self._rarest = float(_worth(len(said), np.zeros(1))[0])
        self._worth: dict[str, float] = dict(zip(self._numbers, worths.tolist(), strict=True))
        self._all = [
            Wording(tag, text, weight) for (tag, text), weight in zip(said, weights.tolist(), strict=True)
        ]
        self._roots = np.sqrt(weights)
        # The wordings that have the run of a number stand in a row, from `_ends` of the one before.
        self._places = places[np.argsort(numbers, kind="stable")]
        self._ends = np.cumsum(counts)

    def weight(self, runs: Runs) -> float:
        return sum(self._worth.get(run, self._rarest) for run in runs)

    def likeness(self, said: Runs, runs: Runs) -> float:
        """The cosine between two texts, 0 to 1."""
        return self.weight(said & runs) / math.sqrt(self.weight(said) * self.weight(runs))

    def near(self, said: Runs) -> list[tuple[float, Wording]]:
        """The wordings that are most like a text, the likest first, each with the share of it that is in
        the text."""
        shared = self._shared(said)
        places = np.argsort(-shared / self._roots)[:_LOOKED_AT]
        shares = (shared[places] / self._roots[places] ** 2).tolist()
        return [(share, self._all[at]) for share, at in zip(shares, places, strict=True) if share > 0]

    def _shared(self, said: Runs) -> Numbers:
        shared = np.zeros(len(self._all))
        for run in said & self._numbers.keys():
            number = self._numbers[run]
            begin = self._ends[number - 1] if number else 0
            shared[self._places[begin : self._ends[number]]] += self._worth[run]
        return shared


def runs_of(text: str) -> Runs:
    """The runs of letters of each word, its beginning and its end among them (in Chinese there are none)."""
    return frozenset().union(*map(_runs, text.split()))


@lru_cache(maxsize=20_000)
def _runs(word: str) -> Runs:
    chinese = language_of(word) == "zh"
    lengths, padded = (_CHARACTERS, word) if chinese else (_LETTERS, f" {word} ")
    return frozenset(padded[at : at + n] for n in lengths for at in range(len(padded) - n + 1))


def _worth(total: int, having: npt.NDArray[Any]) -> Numbers:
    worths: Numbers = np.square(np.log((1 + total) / (1 + having)) + 1)
    return worths

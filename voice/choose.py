"""Which words were said, of all that two recognisers make of one sound.

The open recogniser knows what people say in general, the bound one what is said to this program. Each gives
its likeliest texts with the likelihood of the sound under them, its own expectation of such words included;
so of two texts the one with the higher score explains the sound better, whichever recogniser it is from. A
command that the bound one hears is as good as plain talk is from the open one, and mostly better; plain
talk is far worse in the words of commands (10 to 100 below). So a text that means something wins where none
is much better.

The numbers are chosen on 150 sentences made by Piper, clean and with a car's noise at 15 and 5 dB. Of the 36
commands among 50 others, heard with the same plan as typed: 25, 27 and 14 (open alone 16, 12 and 3); another
one that changes something, of all 50: 2, 0 and 3 (open alone 1, 0 and 3). With the phrases of
tests/voice, 13 recordings of people giving commands are all right, and none of people reading becomes one.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from voice.recogniser import Recognised

UNKNOWN: Final = "[unk]"
"""What is written for a word that the recogniser does not know."""

NEAR: Final = 6.0
"""How far below the best score a command may lie when the sound is clear."""
UNCLEAR, CLEAR = 40.0, 80.0
"""Scores for each second: with noise at 5 dB about 45, clean about 90. The less clear, the more words
score alike, so the nearer a command must be; from UNCLEAR down it must be the best."""

_ASKED: Final = 10
"""Texts whose meaning is looked for, at some 3 ms each. Of 150 sentences in three conditions two commands
lay beyond the sixth."""
CLOSE: Final = 1.0
"""Of two texts nearer than this either may have been said: what is far apart in meaning is asked about."""

_NEGATIONS: Final = frozenset({"not", "don't", "never", "不", "别", "没"})


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """`score`: the logarithm of a likelihood; of the same sound, the higher the likelier."""

    text: str
    score: float


def choose(
    open_: Sequence[Hypothesis],
    bound: Sequence[Hypothesis],
    seconds: float,
    meaning: Callable[[str], object],
) -> Recognised:
    """One of the texts, the likeliest that means something and is near the best, else the open one's best.

    Both in order, the likeliest first. `seconds`: how long the sound is. `meaning` of a text that means
    nothing is false.
    """
    first = open_[0].text if open_ else ""
    every = sorted((*open_, *bound), key=lambda each: -each.score)
    near = NEAR * _clearness(every[0].score, seconds) if every else 0.0
    # The costliest mistake is to do what someone said not to do.
    texts: dict[str, float] = {}
    for each in every:
        if each.text and UNKNOWN not in each.text and _negated(each.text) >= _negated(first):
            texts.setdefault(each.text, each.score)
    means = cache(meaning)  # it takes some milliseconds
    likely = [text for text, score in texts.items() if score >= every[0].score - near]
    text = next(filter(means, likely[:_ASKED]), "")
    if not text:
        return Recognised(_known(first), _share(first, every), False, _known(first))
    is_bound = any(each.text == text for each in bound)
    close = (other for other, score in texts.items() if abs(score - texts[text]) <= CLOSE)
    return Recognised(text, _share(text, every), is_bound, _known(first), _other(text, close, means))


def _other(text: str, close: Iterable[str], means: Callable[[str], object]) -> str:
    """The likeliest of the others that means something else, or the opposite."""

    def differs(other: str) -> bool:
        return _negated(other) != _negated(text) or (bool(means(other)) and means(other) != means(text))

    return next(filter(differs, close), "")


def _known(text: str) -> str:
    return " ".join(word for word in text.split() if word != UNKNOWN)


def _clearness(score: float, seconds: float) -> float:
    """0 to 1."""
    return min(1.0, max(0.0, (score / seconds - UNCLEAR) / (CLEAR - UNCLEAR))) if seconds > 0 else 0.0


def _share(text: str, every: Sequence[Hypothesis]) -> float:
    """How likely a text is among all of them, 0 to 1; each text counts once."""
    best: dict[str, float] = {}
    for each in every:
        best.setdefault(each.text, each.score)
    if not text or text not in best:
        return 0.0
    return 1 / sum(math.exp(min(score - best[text], 700)) for score in best.values())


def _negated(text: str) -> bool:
    return not _NEGATIONS.isdisjoint(text.split()) or not _NEGATIONS.isdisjoint(text)

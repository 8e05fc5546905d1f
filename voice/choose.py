"""Which words were said, of all that two recognisers make of one sound.

The open recogniser knows what people say in general, the bound one what is said to this program. Each gives
its likeliest texts with the likelihood of the sound under them, its own expectation of such words included;
so of two texts the one with the higher score explains the sound better, whichever recogniser it is from. A
command that the bound one hears is as good as plain talk is from the open one, and mostly better; plain
talk is far worse in the words of commands (10 to 100 below). So a text that means something wins where none
is much better. The numbers are chosen on one half of 100 sentences, each clean and with noise.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from voice.recogniser import Recognised

UNKNOWN: Final = "[unk]"
"""What is written for a word that the recogniser does not know."""

NEAR: Final = 6.0
"""How far below the best score a command may lie when the sound is clear."""
UNCLEAR, CLEAR = 40.0, 80.0
"""Scores for each second: with noise at 5 dB about 45, clean about 90. The less clear, the more words
score alike, so the nearer a command must be; from UNCLEAR down it must be the best."""

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
    understood: Callable[[str], bool],
) -> Recognised:
    """One of the texts, the likeliest that is `understood` and near the best, else the open one's best.

    Both in order, the likeliest first. `seconds`: how long the sound is.
    """
    first = open_[0].text if open_ else ""
    every = sorted((*open_, *bound), key=lambda each: -each.score)
    near = NEAR * _clearness(every[0].score, seconds) if every else 0.0
    texts = dict.fromkeys(each.text for each in every if each.score >= every[0].score - near)
    # The costliest mistake is to do what someone said not to do.
    meant = (text for text in texts if text and UNKNOWN not in text and _negated(text) >= _negated(first))
    command = next(filter(understood, meant), None)
    text = first if command is None else command
    known = command is not None and any(each.text == command for each in bound)
    return Recognised(_known(text), _share(text, every), known, _known(first))


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

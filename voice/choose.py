"""Which of two results wins: the open recogniser's, or the one bound to known phrases.

The bound recogniser knows pairs of words, so from plain talk it makes rows of known words that
nobody would say ("my window is thirty"). What tells a command from that is that its words are whole
phrases, one or several joined by "and". Measured with 358 and with 2,785 phrases:

- commands, 13 by human speakers: 13 of 13 exactly right, open alone 12; with noise at 10 dB 12, open
  alone 7; 51 by Piper at three speeds, clean and with noise at 15 and 5 dB: 47 to 49, open alone 29;
- no command: of 33 human recordings of read speech and 80 made by Piper none came out as a phrase
  that was not said; of 116 made to mislead, one or two words long ("later", "I am gold"), 3.
"""

import re
from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz

from voice.recogniser import Recognised

UNKNOWN: Final = "[unk]"

SURE: Final = 0.95
"""A bound result from here on needs no agreement: real commands nearly always have 1.0."""
LEAST: Final = 0.5
"""The lowest confidence of a command that was right, with noise at 5 dB, was 0.55."""
AGREEMENT: Final = 0.45
"""Share of letters in common. Unsure commands that were right had 0.54 and more."""
ONE_WORD_AGREEMENT: Final = 0.7
"""A single word ("later", "louder") is soon mistaken, so a sure open result must be close to it."""
OPEN_SURE: Final = 0.9

_JOINERS: Final = frozenset(
    {"and", "then", "also", "please", "hey", "ok", "okay", "和", "并", "并且", "然后", "再", "还有", "请"}
)
_NUMBER_WORDS: Final = frozenset(
    {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
    | {"eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"}
    | {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand"}
    | {"point", *"零一二两三四五六七八九十百千点"}
)
_NUMBER: Final = "#"


class Phrases:
    """The known phrases, as whole sentences in lower-case words. Any number stands for any other."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._known = {_shape(phrase.split()) for phrase in phrases}
        self._longest = max((len(shape) for shape in self._known), default=0)

    def cover(self, text: str) -> bool:
        """Whether `text` is one of the phrases, or several with words like "and" between."""
        words = _shape(text.split())
        reached = [True] + [False] * len(words)
        for start in range(len(words)):
            if not reached[start]:
                continue
            if words[start] in _JOINERS:
                reached[start + 1] = True
            for end in range(start + 1, min(len(words), start + self._longest) + 1):
                reached[end] = reached[end] or words[start:end] in self._known
        return reached[-1]


def choose(open_: Recognised, bound: Recognised, phrases: Phrases) -> Recognised:
    """One of the two, as it is."""
    if not bound.text or UNKNOWN in bound.text or not phrases.cover(bound.text):
        return open_
    agreement = fuzz.ratio(_letters(open_.text), _letters(bound.text)) / 100
    if bound.confidence < LEAST or (bound.confidence < SURE and agreement < AGREEMENT):
        return open_
    one_word = len(bound.text.split()) == 1
    if one_word and open_.confidence >= OPEN_SURE and agreement < ONE_WORD_AGREEMENT:
        return open_
    return bound


def _shape(words: list[str]) -> tuple[str, ...]:
    """The words with every number made the same, so "fifty" covers "forty three"."""
    shape: list[str] = []
    for word in words:
        word = _NUMBER if word in _NUMBER_WORDS else word
        if word != _NUMBER or shape[-1:] != [_NUMBER]:
            shape.append(word)
    return tuple(shape)


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text)

"""Which of two results wins: the open recogniser's, or the one bound to known phrases.

The bound recogniser knows pairs of words, so from plain talk it makes rows of known words that
nobody would say ("my window is thirty"). What tells a command from that is that its words are whole
phrases, one or several joined by "and". Measured through speech detection and both recognisers,
with 358 and with 2,785 phrases:

- commands exactly right: 13 of 13 recordings (open alone 12), with white noise at 10 dB 12 and 11
  (open alone 6); of 51 made by Piper, clean, fast in noise at 15 dB, and at 5 dB, 49 and 48 (open alone 24);
- no command: of 30 recordings of people reading and 78 plain sentences made by Piper, half of them in
  noise, none became a command; of 124 with one to three words, made to mislead, 4, all of them rhymes
  ("I am gold" for "I am cold").
"""

import re
from collections.abc import Callable, Iterable
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
FREE_LEAST: Final = 0.8
FREE_AGREEMENT: Final = 0.6
"""For a command in words of its own: it is no phrase that was learnt."""

JOINERS: Final = {"en": ("and", "then", "please"), "zh": ("和", "并", "然后", "再", "请")}
"""What may stand before and between phrases."""

_JOINERS: Final = frozenset(word for words in JOINERS.values() for word in words)
_AFTER: Final = frozenset({"please"})  # what may stand at the end
_NEGATIONS: Final = frozenset({"not", "don't", "never", "不", "别", "没"})
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
        """Whether `text` is one of the phrases, or several with a word like "and" between."""
        words = _shape(text.split())
        open_at = [True] + [False] * len(words)  # a phrase may begin here
        done_at = [False] * (len(words) + 1)  # a phrase ends here
        for start in range(len(words)):
            if words[start] in _JOINERS and (open_at[start] or done_at[start]):
                open_at[start + 1] = True
            if words[start] in _AFTER and done_at[start]:
                done_at[start + 1] = True
            if not open_at[start]:
                continue
            for end in range(start + 1, min(len(words), start + self._longest) + 1):
                done_at[end] = done_at[end] or words[start:end] in self._known
        return done_at[-1]


def choose(
    open_: Recognised, bound: Recognised, phrases: Phrases, understood: Callable[[str], bool] | None = None
) -> Recognised:
    """One of the two, as it is.

    `understood` tells whether a text is a command in other words than the phrases'. The bound result may
    then be one, where the open one is none and sounds like it.
    """
    if not bound.text or UNKNOWN in bound.text:
        return open_
    agreement = fuzz.ratio(_letters(open_.text), _letters(bound.text)) / 100
    if not phrases.cover(bound.text):
        alike = bound.confidence >= FREE_LEAST and agreement >= FREE_AGREEMENT
        if not alike or understood is None or understood(open_.text) or not understood(bound.text):
            return open_
    one_word = len([word for word in bound.text.split() if word not in _JOINERS]) == 1
    if not one_word and _negated(open_.text) and not _negated(bound.text):
        return open_
    if bound.confidence < LEAST or (bound.confidence < SURE and agreement < AGREEMENT):
        return open_
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


def _negated(text: str) -> bool:
    """The costliest mistake is to do what someone said not to do."""
    return not _NEGATIONS.isdisjoint(text.split()) or not _NEGATIONS.isdisjoint(text)


def _letters(text: str) -> str:
    return re.sub(r"\W", "", "".join(word for word in text.split() if word not in _JOINERS))

"""Words that are off by a letter, as typing and recognisers leave them: what may have been meant."""

from collections.abc import Iterator, Sequence, Set
from itertools import islice, product

from rapidfuzz import process
from rapidfuzz.distance import OSA, Hamming

from cockpit.understand.words.lexicon import Lexicon
from cockpit.understand.words.tag import Span
from cockpit.understand.words.tokens import tokenise

_SHORTEST = {"en": 4, "zh": 3}
"""Letters (characters) of a word that may be off by one of them."""
_LONG = 9
"""Letters of a word that may be off by two."""
_TWO_IN_ONE = 7
"""Letters of a word that may be two: "foglamp", but not "anyone"."""
_LONGEST_NAME = 6
_MEANT = 5
"""Words that are tried for one."""
_TRIED = 6
"""Sentences that are tried for one."""

Part = tuple[int, int, tuple[str, ...]]
"""The tokens `start` to `end` (exclusive) and the tokens that may have been meant."""


class Spelling:
    """The words of one language. Immutable."""

    def __init__(self, lexicon: Lexicon, more: Set[str]) -> None:
        """`more`: the words of whole sentences. In Chinese, names are what has letters."""
        self._language = lexicon.language
        if self._language == "zh":
            names = (texts for tag, texts in lexicon.wordings.items() if tag.kind != "verb")
            words = {text for texts in names for text in texts}
        else:
            words = {word for word in lexicon.words | more if word.isalpha()}
        self._commands = lexicon.words
        self._known = frozenset(words)
        self._words = sorted(word for word in words if len(word) >= 3)
        # No other is off by one character only.
        self._about_as_long = {
            length: [word for word in self._words if abs(len(word) - length) <= 1]
            for length in range(_SHORTEST["zh"], _LONGEST_NAME + 1)
        }

    def mended(self, tokens: Sequence[str], spans: Sequence[Span]) -> Iterator[tuple[str, ...]]:
        """The sentence with known words for the unknown ones that have one close by, the likelier first;
        nothing where none has."""
        unknown = [span.start for span in spans if span.only("unknown")]
        if not unknown or len(unknown) > 4:
            return
        found = self._chinese if self._language == "zh" else self._english
        parts = [close for at in unknown if (close := list(islice(found(tokens, at), _MEANT)))]
        if not parts:
            return
        meant = (_replaced(tokens, chosen) for chosen in product(*parts))
        yield from islice((words for words in meant if words != tuple(tokens)), _TRIED)

    def _english(self, tokens: Sequence[str], at: int) -> Iterator[Part]:
        """Two words in one ("foglamp"), one in two ("wind shield"), or a word off by a letter."""
        word = tokens[at]
        if not word.isalpha():
            return
        # A short word, or one of another sentence, may have been meant.
        if word in self._known or len(word) < _SHORTEST["en"]:
            yield at, at + 1, (word,)
        for cut in range(3, len(word) - 2 if len(word) >= _TWO_IN_ONE else 0):
            if {word[:cut], word[cut:]} <= self._known:
                yield at, at + 1, (word[:cut], word[cut:])
        for start in (at - 1, at):
            two = tokens[start : start + 2] if start >= 0 else ()
            if len(two) == 2 and "".join(two) in self._known:
                yield start, start + 2, ("".join(two),)
        off = 2 if len(word) >= _LONG else 1
        close = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=off, limit=2 * _MEANT)
        close.sort(key=lambda found: (found[1], found[0] not in self._commands))
        # Who slips seldom does so at the beginning; of a short word only a letter may be missing.
        yield from (
            (at, at + 1, (text,))
            for text, _, _ in close
            if (text[0] == word[0] or text[1::-1] == word[:2])
            and len(word) + len(text) >= 2 * _SHORTEST["en"] - 1
        )

    def _chinese(self, tokens: Sequence[str], at: int) -> Iterator[Part]:
        """A name around the character with one other character in its place, or one at its end."""
        for length in range(_LONGEST_NAME, _SHORTEST["zh"] - 1, -1):
            for start in range(max(0, at - length + 1), min(at, len(tokens) - length) + 1):
                text = "".join(tokens[start : start + length])
                names = self._about_as_long[length]
                close = process.extract(text, names, scorer=Hamming.distance, score_cutoff=1, limit=2)
                yield from ((start, start + length, tokenise(name)) for name, _, _ in close)


def _replaced(tokens: Sequence[str], parts: Sequence[Part]) -> tuple[str, ...]:
    result: list[str] = []
    done = 0
    for start, end, meant in sorted(parts):
        if start < done:
            continue  # both belong to the word before
        result += [*tokens[done:start], *meant]
        done = end
    return (*result, *tokens[done:])

"""Readings that are asked for in free words: "have we the juice to get back", "is the back left tyre flat".

The data is what the areas' files say under `wonders` (and questions.yaml under `unseen`): by question, rows
of words that stand together in any order. A sentence asks for a row's question when it holds all of the row,
and else only small words: then it is about nothing else. Asking moves nothing, so this may be freer than a
command.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from cockpit.actions.areas import said
from cockpit.language import load
from cockpit.plan import Step
from cockpit.understand.questions.question import SILENT
from cockpit.understand.words.lexicon import Lexicon
from cockpit.understand.words.tag import Span
from cockpit.understand.words.tokens import full_forms

_SMALL = frozenset((*SILENT, "conjunction", "zone", "zone_before", "asked_state", "done", "gerund", "verb"))
_IN_NAMES = ("glue", "filler", "ask", "asking", "be")
_UNSEEN = "unseen"
"""What stands for the readings that no car tells us."""


class Wonders:
    """The rows of one language."""

    def __init__(self, language: str, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._gap = "" if language == "zh" else " "
        data = load(language, "questions")
        parts: dict[str, str] = data["parts"]
        self._opening = re.compile(parts["opening"])
        wonders: dict[str, list[str]] = {**said(language, "wonders"), _UNSEEN: data["unseen"]}
        self._rows = [
            (action, [re.compile(_edged(words, self._gap).format_map(parts)) for words in row.split(" & ")])
            for action, rows in wonders.items()
            for row in rows
        ]

    def read(self, tokens: Sequence[str]) -> Step | None:
        """What reads the answer to a question, None for what is none about a reading."""
        action = self._asked(tokens)
        return None if action in (None, _UNSEEN) else Step(str(action), {})

    def unseen(self, tokens: Sequence[str]) -> bool:
        """Whether something is asked that cars have, but none tells us."""
        return self._asked(tokens) == _UNSEEN

    def _asked(self, tokens: Sequence[str]) -> str | None:
        tokens = tuple(token for token in full_forms(tokens) if token not in "?,")
        text = self._gap.join(tokens)
        if not self._opening.match(text):
            return None
        for action, row in self._rows:
            found = [list(words.finditer(text)) for words in row]
            held = {at for each in found for at in self._places(tokens, each)}
            if all(found) and self._says_no_more(tokens, held):
                return action
        return None

    def _says_no_more(self, tokens: tuple[str, ...], held: set[int]) -> bool:
        """Whether all but the tokens at `held` are small words."""
        cut = self._lexicon.cut(tokens, asking=True)[0]
        return not any(span.may_be("not_ours") for span in cut) and all(
            _is_small(span)
            or all(at in held or self._is_small(tokens[at]) for at in range(span.start, span.end))
            for span in cut
        )

    def _places(self, tokens: Sequence[str], found: Iterable[re.Match[str]]) -> Iterator[int]:
        """The tokens that stretches of the text cover."""
        ends = list(accumulate(len(token) + len(self._gap) for token in tokens))
        for match in found:
            yield from range(bisect_right(ends, match.start()), bisect_left(ends, match.end()) + 1)

    def _is_small(self, token: str) -> bool:
        """Whether it says nothing in a name: of "charge limit" neither word does."""
        return self._lexicon.cut((token,), asking=True)[0][0].may_be(*_IN_NAMES)


def _edged(words: str, gap: str) -> str:
    return rf"\b(?:{words})\b" if gap else f"(?:{words})"


def _is_small(span: Span) -> bool:
    return any(tag.kind in _SMALL for tag in span.tags)

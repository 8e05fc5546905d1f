r"""Words and short phrases as regular expressions: what a language's files tell of what may be said.

A saying is a hassil template: "(a|b)", "[optional]", "<class>" for any saying of a class of the same file.
"{class}" is one too, and what was said of it is told by that name. What has no words is a regular expression
between slashes, '/\d+/', in which a class stands for its words too.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

from hassil.expression import Alternative, Expression, ListReference, RuleReference, TextChunk
from hassil.expression import Sequence as Row
from hassil.parse_expression import parse_sentence

_TEMPLATE = frozenset("([<{")
_PLACES = {"is": "^{}$", "begins": "^{}{edge}", "ends": "{edge}{}$", "holds": "{edge}{}{edge}"}
"""Where of a text sayings may stand. A regular expression tells for itself where its words end."""


class Sayings:
    """Those of one file. `edge`: the expression for where a word begins or ends, "" where that is not told.

    `classes`: the sayings of each; one names only those above it. Raises ValueError for another.
    """

    def __init__(self, edge: str, classes: Mapping[str, Sequence[str]]) -> None:
        self._edge = edge
        self._classes: dict[str, str] = {}
        for name, sayings in classes.items():
            self._classes[name] = self.any_of(sayings)

    def any_of(self, sayings: Iterable[str]) -> str:
        """An expression for any of them, also as a part of words."""
        return "(?:" + ("|".join(map(self._expression, sayings)) or "(?!)") + ")"

    def placed(self, kinds: Mapping[str, Mapping[str, Sequence[str]]]) -> re.Pattern[str]:
        """What searches a text for any of the sayings, each kind's by where they stand: `is`, `begins`,
        `ends`, `holds`."""
        said: dict[tuple[str, str], list[str]] = {}
        for places in kinds.values():
            for place, sayings in places.items():
                for saying in sayings:
                    said.setdefault((place, "" if _is_regex(saying) else self._edge), []).append(saying)
        return re.compile(
            "|".join(
                _PLACES[place].format(self.any_of(sayings), edge=edge)
                for (place, edge), sayings in said.items()
            )
            or "(?!)"
        )

    def within(self, sayings: Sequence[str]) -> re.Pattern[str]:
        """What searches a text for any of them, wherever it stands."""
        return self.placed({"": {"holds": sayings}})

    def _expression(self, saying: str) -> str:
        if _is_regex(saying):
            pattern = saying[1:-1]
            for name, words in self._classes.items():
                pattern = pattern.replace(f"<{name}>", words).replace(f"{{{name}}}", f"(?P<{name}>{words})")
            return pattern
        if _TEMPLATE.isdisjoint(saying):
            return _escaped(saying)
        return self._of(parse_sentence(saying).expression)

    def _of(self, expression: Expression) -> str:
        match expression:
            case TextChunk():
                return _escaped(expression.text)
            case RuleReference() if expression.rule_name in self._classes:
                return self._classes[expression.rule_name]
            case ListReference() if expression.list_name in self._classes:
                return f"(?P<{expression.slot_name}>{self._classes[expression.list_name]})"
            case Alternative():
                return "(?:" + "|".join(filter(None, map(self._of, expression.items))) + ")"
            case Row():
                return self._row(expression.items)
        raise ValueError(f"a saying holds what is not matched: {expression}")

    def _row(self, items: Sequence[Expression]) -> str:
        """One after the other; what is optional takes with it the space that parts it from the rest."""
        row, begun, taken = "", False, False
        for item, following in zip_longest(items, items[1:]):
            text = self._of(item)
            if isinstance(item, Alternative) and item.is_optional:
                if row.endswith(" "):
                    row, text = row[:-1], f"(?: {text})?"
                elif not begun and isinstance(following, TextChunk) and following.text.startswith(" "):
                    text, taken = f"(?:{text} )?", True
                else:
                    text += "?"
            elif taken:
                text, taken = text[1:], False
            begun = begun or (bool(text) and not taken)
            row += text
        return row


def _is_regex(saying: str) -> bool:
    return saying[:1] == saying[-1:] == "/"


def _escaped(text: str) -> str:
    return re.escape(text).replace("\\ ", " ")

"""Short fixed phrases in a row of tokens."""

from collections.abc import Container, Iterable, Sequence

from cockpit.understand.words.tokens import full_forms
from cockpit.understand.words.word_tree import spelled

Tokens = tuple[str, ...]
_LONGEST = 8


def phrases(templates: Iterable[str]) -> frozenset[Tokens]:
    """Everything that hassil templates without lists may say, as tokens in their full forms."""
    return frozenset(tuple(full_forms(tokens)) for tokens in spelled(templates) if tokens)


def longest(known: Container[Tokens], tokens: Sequence[str]) -> int:
    """How many tokens the longest of the phrases takes that stands at the start; 0 for none."""
    said = tuple(tokens[:_LONGEST])
    return next((n for n in range(len(said), 0, -1) if said[:n] in known), 0)

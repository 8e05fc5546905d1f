"""Roundabout forms as the plain ones that they mean: "the music could be louder", "make the music louder"."""

import re
from collections.abc import Iterable, Mapping, Sequence

from cockpit.language import load
from cockpit.understand.words.tokens import join, tokenise

_MOST_PAUSES = 3


class Rewriting:
    """Those of one language: language/<lang>/rewrites.yaml."""

    def __init__(self, language: str) -> None:
        data = load(language, "rewrites")
        self._rewrites = _patterns(data["rewrites"], data["parts"])
        self._apart = _patterns(data["apart"], data["parts"])

    def apart(self, tokens: tuple[str, ...]) -> tuple[str, ...]:
        """Each of two things with what is said of both: "the fan and the volume both to max"."""
        text = join(tokens)
        for pattern, means in self._apart:
            text = pattern.sub(means, text)
        return tokens if text == join(tokens) else tokenise(text)

    def plain(self, tokens: Sequence[str]) -> tuple[str, ...] | None:
        """The tokens of the plain form, None for what is plain already. Also what stands behind a pause."""
        pauses = [place for place, token in enumerate(tokens) if token == ","][:_MOST_PAUSES]
        for start in (0, *(place + 1 for place in pauses)):
            text = join([token for token in tokens[start:] if token not in ",?"])
            for pattern, means in self._rewrites:
                if found := pattern.fullmatch(text):
                    return (*tokens[:start], *tokenise(found.expand(means)))
        return None


def _patterns(
    entries: Iterable[Mapping[str, str]], parts: Mapping[str, str]
) -> list[tuple[re.Pattern[str], str]]:
    patterns = []
    for entry in entries:
        pattern = entry["said"]
        for name, part in parts.items():
            pattern = pattern.replace("{" + name + "}", part)
        patterns.append((re.compile(pattern), entry["means"]))
    return patterns

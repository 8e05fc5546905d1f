"""Roundabout forms as the plain ones that they mean: "the music could be louder", "make the music louder"."""

import re
from collections.abc import Sequence

from cockpit.language import load
from cockpit.understand.tokens import join, tokenise

_MOST_PAUSES = 3


class Rewriting:
    """Those of one language: language/<lang>/rewrites.yaml."""

    def __init__(self, language: str) -> None:
        data = load(language, "rewrites")
        self._rewrites: list[tuple[re.Pattern[str], str]] = []
        for entry in data["rewrites"]:
            pattern = entry["said"]
            for name, part in data["parts"].items():
                pattern = pattern.replace("{" + name + "}", part)
            self._rewrites.append((re.compile(pattern), entry["means"]))

    def plain(self, tokens: Sequence[str]) -> tuple[str, ...] | None:
        """The tokens of the plain form, None for what is plain already. Also what stands behind a pause."""
        pauses = [place for place, token in enumerate(tokens) if token == ","][:_MOST_PAUSES]
        for start in (0, *(place + 1 for place in pauses)):
            text = join([token for token in tokens[start:] if token not in ",?"])
            for pattern, means in self._rewrites:
                if found := pattern.fullmatch(text):
                    return (*tokens[:start], *tokenise(found.expand(means)))
        return None

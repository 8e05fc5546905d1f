"""Roundabout forms as the plain ones that they mean: "the music could be louder", "make the music louder"."""

import re
from collections.abc import Sequence
from functools import partial

from cockpit.language import load
from cockpit.understand.words.sayings import Sayings
from cockpit.understand.words.tokens import join, tokenise

_MOST_PAUSES = 3


class Rewriting:
    """Those of one language: language/<lang>/rewrites.yaml."""

    def __init__(self, language: str) -> None:
        data = load(language, "rewrites")
        sayings = Sayings(data["edge"], data["classes"])
        self._apart = [(sayings.within([entry["said"]]), entry["means"]) for entry in data["apart"]]
        self._rewrites = [
            (re.compile(sayings.any_of([entry["said"]])), entry["means"]) for entry in data["rewrites"]
        ]

    def apart(self, tokens: tuple[str, ...]) -> tuple[str, ...]:
        """Each of two things with what is said of both: "the fan and the volume both to max"."""
        text = join(tokens)
        for pattern, means in self._apart:
            text = pattern.sub(partial(_meant, means), text)
        return tokens if text == join(tokens) else tokenise(text)

    def plain(self, tokens: Sequence[str]) -> tuple[str, ...] | None:
        """The tokens of the plain form, None for what is plain already. Also what stands behind a pause."""
        pauses = [place for place, token in enumerate(tokens) if token == ","][:_MOST_PAUSES]
        for start in (0, *(place + 1 for place in pauses)):
            text = join([token for token in tokens[start:] if token not in ",?"])
            for pattern, means in self._rewrites:
                if found := pattern.fullmatch(text):
                    return (*tokens[:start], *tokenise(_meant(means, found)))
        return None


def _meant(means: str, found: re.Match[str]) -> str:
    return means.format(**found.groupdict(default=""))

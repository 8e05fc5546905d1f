"""A thing said by "one" only, spelled out from what was done last: "the sunroof one" of the shades."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cockpit.language import load
from cockpit.plan import Step
from cockpit.understand.dialogue.elsewhere import control_of
from cockpit.understand.questions.asking import asks
from cockpit.understand.words.lexicon import Lexicon
from cockpit.understand.words.tag import Span
from cockpit.understand.words.tokens import tokenise
from cockpit.understand.words.word_tree import spelled

_MOST_NAMES = 3
_MAX_TOKENS = 12
Tokens = tuple[str, ...]


class FullNames:
    """Of one language."""

    def __init__(self, language: str, lexicon: Lexicon) -> None:
        words: Mapping[str, Any] = load(language, "followup")
        self._lexicon = lexicon
        self._one = spelled(words["one"])
        self._it = spelled(words["it"])
        self._nouns: dict[str, list[Tokens]] = {}

    def of(self, tokens: Tokens, last: Step) -> Iterator[tuple[Tokens, bool]]:
        """The sentence with the name of the last step's thing for each "one".

        True: both make one name; else it asks.
        """
        if len(tokens) > _MAX_TOKENS:
            return
        spans = self._lexicon.cut(tokens)[0]
        named = max((span.end for span in spans if span.tags[0].kind == "thing"), default=0)
        for at in range(max(1, named), len(tokens)):
            length = next((n for n in (2, 1) if tokens[at : at + n] in self._one), 0)
            for noun in self._names(control_of(last)) if length else ():
                full = (*tokens[:at], *noun, *tokens[at + length :])
                words = self._lexicon.cut(full)[0]
                named = any(self._is_other(span, at, at + len(noun), last) for span in words)
                if named or asks(full, words, self._lexicon):
                    yield full, named

    def asked(self, tokens: Tokens, last: Step) -> Iterator[Tokens]:
        """The question with the name of the last step's thing for "it", or for nothing: 开了吗."""
        spans = self._lexicon.cut(tokens)[0]
        if len(tokens) > _MAX_TOKENS or any(span.tags[0].kind == "thing" for span in spans):
            return
        at = next((at for at, token in enumerate(tokens) if (token,) in self._it), -1)
        end = at + 1
        if at < 0 and self._lexicon.language == "en":
            zones = [span.end for span in spans if span.may_be("zone") and tokens[span.end - 1] == "'s"]
            if len(zones) != 1 or "or" in tokens:
                return
            at = end = zones[0]  # "what is my wife's at"
        for noun in self._names(control_of(last)):
            full = (*tokens[: max(at, 0)], *noun, *tokens[end:])
            if asks(full, self._lexicon.cut(full)[0], self._lexicon):
                yield full

    def _is_other(self, span: Span, start: int, end: int, last: Step) -> bool:
        """Whether a word that ends with the name is one of another thing of the same area."""
        if not span.start < start < span.end == end:
            return False
        meant = [
            next(iter(self._lexicon.things[tag.value[0]].controls))
            for tag in span.tags
            if tag.kind == "thing"
        ]
        name = control_of(last)
        return any(other != name and other.partition(".")[0] == name.partition(".")[0] for other in meant)

    def _names(self, control: str) -> Sequence[Tokens]:
        if control not in self._nouns:
            texts = [
                text
                for tag, wordings in self._lexicon.wordings.items()
                if tag.kind == "thing" and next(iter(self._lexicon.things[tag.value[0]].controls)) == control
                for text in wordings
            ]
            names = {tokenise(text) for text in texts}
            self._nouns[control] = sorted(names, key=lambda name: (len(name), name))[:_MOST_NAMES]
        return self._nouns[control]

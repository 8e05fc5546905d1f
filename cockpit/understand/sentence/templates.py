"""The whole-sentence template that a part of a sentence is an instance of, its manners taken off."""

from collections.abc import Sequence

from cockpit.actions.registry import CONTROLS
from cockpit.plan import Step
from cockpit.understand.sentence.grammar import Fixed, Grammar
from cockpit.understand.words.lexicon import Lexicon
from cockpit.understand.words.tag import Span
from cockpit.understand.words.tokens import tokenise


class Templates:
    """Those of one language. Immutable."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._lexicon = lexicon
        self._grammar = grammar

    def match(self, tokens: Sequence[str], spans: Sequence[Span]) -> Fixed | None:
        """What the tokens, at least one and cut into `spans`, are an instance of; None for nothing."""
        found = self._grammar.match(plain(tokens))
        asked = tokens[-1] in self._lexicon.telling["asking"]
        if found is not None and asked and _only_names(spans, found.steps):
            return None  # "headlights on?"
        if found is not None and not found.named:
            return found
        for manners in ((), ("polite",)):  # "get me to work please" begins with no manners
            kept = plain(_undressed(tokens, spans, manners))
            bare = self._grammar.match(kept) if kept and len(kept) < len(tokens) else None
            if bare is not None and self._is_name(bare):
                return bare
        return found if found is None or self._is_name(found) else None

    def _is_name(self, found: Fixed) -> bool:
        """Whether what a template took for a place may be one: 公司打开收音机 is none, 哪儿呢 asks."""
        place = next((str(step.slots["place"]) for step in found.steps if "place" in step.slots), "")
        spans = self._lexicon.cut(tokenise(place))[0] if place and self._lexicon.language == "zh" else ()
        acts = any(span.only("verb", "weak", "too", "to") and span.end - span.start > 1 for span in spans)
        return not (
            (acts and any(span.may_be("thing", "choice") for span in spans))
            or any(span.only("ask", "correction") for span in spans)
        )


def _undressed(tokens: Sequence[str], spans: Sequence[Span], manners: Sequence[str]) -> list[str]:
    """The tokens without what only fills, and without `manners` at their beginning."""
    kept: list[str] = []
    opening = True
    for span in spans:
        opening = opening and span.may_be("polite", "filler", "conjunction")
        if not span.may_be("filler") and not (opening and span.may_be(*manners)):
            kept += tokens[span.start : span.end]
    return kept


def plain(tokens: Sequence[str]) -> tuple[str, ...]:
    return tuple(token for token in tokens if token not in ",?")


def _only_names(spans: Sequence[Span], steps: Sequence[Step]) -> bool:
    """Whether what would move something begins with its name: behind that, a "?" asks how it stands."""
    said = next((span for span in spans if not span.may_be("filler")), None)
    named = said is not None and said.may_be("thing", "choice") and not said.may_be("verb", "weak", "polite")
    return named and all(step.action in CONTROLS for step in steps)


def only_whole(steps: Sequence[Step]) -> bool:
    """Whether it is talk that stands for itself, beside nothing; taking back may have a reason."""
    return any(step.action.startswith("dialogue.") and step.action != "dialogue.undo" for step in steps)

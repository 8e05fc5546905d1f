"""What looks like a condition and only says where: 打开阅读灯，只要我自己的."""

from cockpit.understand.words.lexicon import Lexicon
from cockpit.understand.words.phrasing import Tokens, longest

_NAMES = ("zone", "zone_before", "thing", "glue", "filler", "number", "final")


def only_names(behind: Tokens, lexicon: Lexicon, then: frozenset[Tokens]) -> bool:
    """Whether what stands `behind` the mark, up to a pause, names places or things, and nothing that could be
    so or not; with a `then` behind the pause it is a condition all the same."""
    end = behind.index(",") if "," in behind else len(behind)
    spans = lexicon.cut(behind[:end])[0] if end else ()
    named = any(span.may_be("zone", "thing") for span in spans)
    return named and not longest(then, behind[end + 1 :]) and all(span.may_be(*_NAMES) for span in spans)

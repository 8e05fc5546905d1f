"""What kind of part of a long Chinese sentence it is: how one feels, what may be an order, what stays."""

from collections.abc import Sequence

from cockpit.understand.command.places import place_of
from cockpit.understand.words.tag import Span

IDLE = ("filler", "glue", "conjunction", "too", "pause", "polite")
_AHEAD = ("前面", "前边", "前头", "前方")
_OF_STATES = ("state", "person", "zone", "zone_before", "complaint", "complaint_glue", "because", *IDLE)
_OF_STAYING = (
    "negation",
    "nothing",
    "thing",
    "zone",
    "zone_before",
    "verb",
    "weak",
    "done",
    "final",
    "begin",
    "to",
)


def without_ahead(spans: Sequence[Span], tokens: Sequence[str]) -> Sequence[Span]:
    """前面路有点窄: the road ahead, no place in the car."""
    ahead = "".join(tokens[:2]) in _AHEAD and not any(span.may_be("person") for span in spans)
    return spans[1:] if ahead else spans


def place_told(spans: Sequence[Span]) -> str | tuple[str, ...] | None:
    return place_of([span.tags[0] for span in spans if span.tags[0].kind in ("zone", "zone_before")])


def names_thing(spans: Sequence[Span]) -> bool:
    return any(span.may_be("thing", "choice") and not span.may_be("glue") for span in spans)


def is_state(spans: Sequence[Span]) -> bool:
    """后排的小朋友说有点热: somebody, and how they are."""
    return any(span.only("state") for span in spans) and all(span.may_be(*_OF_STATES) for span in spans)


def may_order(spans: Sequence[Span]) -> bool:
    """Whether it names something of the car and what may be done with it."""
    acts = any(
        span.may_be("verb", "weak", "number", "fraction")
        for span in spans
        if not span.may_be("glue", "quality")
    )
    return acts and names_thing(spans)


def is_manners(span: Span) -> bool:
    """好吗, 可以吗: what makes a request of what stands before it."""
    return span.end - span.start > 1 and span.may_be("filler")


def is_staying(spans: Sequence[Span], *, unnamed: bool = False) -> bool:
    """副驾那边不用动, 别开天窗: something is named, or not, and that it is not to be touched."""
    words = [span for span in spans if not span.may_be(*IDLE)]
    stays = any(span.only("negation") or span.may_be("nothing") for span in words)
    named = any(span.may_be("thing", "zone") for span in words)
    return stays and named != unnamed and all(span.may_be(*_OF_STAYING) for span in words)

"""The meanings that the words of a command can have: which of all that a word may be are no command's."""

from collections.abc import Sequence

from cockpit.understand.words.tag import KINDS, PLEASE, Span, Tag

FOREIGN = (
    *("unknown", "negation", "nothing", "tale", "person", "you", "state", "pause"),
    *("because", "supposes", "ask", "report", "correction"),
)
"""What a command never holds."""
_IDLE = ("filler", "glue", "too", "begin")


def command_spans(
    spans: Sequence[Span], *, listed: bool = False, counted: bool = False
) -> tuple[Span, ...] | None:
    """The spans with only those meanings that a command can use; None when a word has none.

    `listed`: they go on from another command. `counted`: from one with a number, so that "one" is one too.
    """
    barred = _barred(spans, listed)
    numbers_said = sum(span.may_be("number") for span in spans)
    kept: list[Span] = []
    said: list[Tag] = []
    for at, span in enumerate(spans):
        tags = [tag for tag in span.tags if tag.kind in KINDS and tag.kind not in barred]
        after = kept[-1].tags[0].kind if kept and not kept[-1].may_be("zone", "zone_before") else ""
        listed_one = numbers_said > 1  # "one for me, three for her"
        on_one = Tag("verb", "on") in said[-3:] and any(
            tag.kind == "thing" for tag in said
        )  # "my seat on one"
        if span.may_be("number") and (counted or listed_one or on_one or after in ("thing", "to", "by")):
            tags = [tag for tag in tags if tag.kind != "pronoun"]
        if kept and kept[-1].only("conjunction") and Tag("verb", "on") in tags and Tag("verb", "off") in said:
            tags = [tag for tag in tags if tag.kind != "glue"]  # "off in the front, on in the back"
        if Tag("verb", "on") in tags and _between_names(spans, at, said):
            return None
        said += tags
        tags = _unlike(tags)
        if not tags:
            return None
        kept.append(Span(span.start, span.end, tuple(tags)))
    done_to_it = kept[1:2] and kept[1].only("pronoun", "complaint_glue")  # "wind it back"
    return _verb_first(kept) if listed or done_to_it else tuple(kept)


def _barred(spans: Sequence[Span], listed: bool) -> set[str]:
    """The meanings that need others beside them, where these are not."""
    feels = any(
        tag.kind == "quality" or (tag.controls and not tag.needs_thing) for span in spans for tag in span.tags
    )
    polite = any(span.may_be("polite") for span in spans)
    first = next((span for span in spans if not span.may_be("filler")), None)
    please = any(tag.value == PLEASE for span in spans for tag in span.tags if tag.kind == "filler")
    made = polite or please or listed or (first is not None and first.may_be("weak"))
    counts = any(span.may_be("number", "fraction", "grade") for span in spans)
    return {
        *(() if feels else ("complaint", "complaint_glue")),
        *(() if made else ("done",)),
        *(() if polite else ("gerund", "be")),
        *(() if counts else ("unit",)),
        *FOREIGN,
    }


def _unlike(tags: Sequence[Tag]) -> list[Tag]:
    """The meanings of a word without those that come to the same."""
    idle = sorted((tag for tag in tags if tag.kind in _IDLE), key=lambda tag: _IDLE.index(tag.kind))
    verbs = {tag.value for tag in tags if tag.kind == "verb"}
    return [tag for tag in tags if tag not in idle[1:] and not (tag.kind == "done" and tag.value in verbs)]


def _between_names(spans: Sequence[Span], at: int, said: Sequence[Tag]) -> bool:
    """ "Ac on fan to three": two commands, where no article or verb says that one is on the other."""
    beside = (*spans[max(at - 1, 0) : at], *spans[at + 1 : at + 2])
    acts = any(tag.kind in ("verb", "weak", "polite") for tag in said)
    more = len(spans) > at + 2 and spans[at].may_be("glue")
    return len(beside) == 2 and all(span.may_be("thing") for span in beside) and more and not acts


def _verb_first(spans: list[Span]) -> tuple[Span, ...]:
    """ "Defog the front and rear", "heat mine": what begins with a verb that is a name too, before what it
    is done to, is rather done than named."""
    first = next((place for place, span in enumerate(spans) if not span.may_be("filler", "conjunction")), 0)
    head, rest = spans[first : first + 1], spans[first + 1 :]
    if (
        head
        and head[0].may_be("verb", "weak")
        and head[0].may_be("thing")
        and any(span.may_be("thing", "zone", "pronoun") for span in rest)
    ):
        tags = sorted(head[0].tags, key=lambda tag: tag.kind not in ("verb", "weak"))
        spans[first] = Span(head[0].start, head[0].end, tuple(tags))
    return tuple(spans)

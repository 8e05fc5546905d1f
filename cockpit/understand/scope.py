"""What to say to a sentence that is no command: it names something we know, or it is just talk."""

from collections.abc import Sequence

from cockpit.plan import Plan, Remark
from cockpit.understand.lexicon import Lexicon, Span, Tag


def left_over(cuts: Sequence[Sequence[Span]], lexicon: Lexicon) -> Plan:
    """The plan without steps for a sentence that the grammar did not take."""
    spans = cuts[0] if cuts else ()
    thing = next((label for cut in cuts if (label := _thing(cut, lexicon)) is not None), None)
    if any(_only(span, "negation") for span in spans) and thing is not None:
        return Plan(remark=Remark("left_alone"))
    if any(_only(span, "tale") for span in spans):
        return Plan(talk=True)
    asks = any(span.may_be("ask") for span in spans)
    acts = any(span.may_be("verb", "weak", "polite", "gerund", "done") for span in spans)
    if thing is not None and (acts or asks):
        return Plan(remark=Remark("cannot", {"thing": thing}))
    home = next((tag for span in spans for tag in span.tags if tag.kind in ("device", "area")), None)
    if home is not None and acts:
        return Plan(remark=Remark("cannot", {"thing": _home_name(home)}))
    words = [span for span in spans if not span.may_be("filler")]
    if words and all(not span.may_be("unknown") for span in words) and acts:
        return Plan(remark=Remark("not_understood"))
    return Plan(talk=True)


def _only(span: Span, kind: str) -> bool:
    return all(tag.kind == kind for tag in span.tags)


def _home_name(tag: Tag) -> str:
    return str(tag.value[2] if tag.kind == "device" else tag.value)


def _thing(spans: Sequence[Span], lexicon: Lexicon) -> str | None:
    for span in spans:
        for tag in span.tags:
            if tag.kind == "thing":
                return lexicon.things[tag.value[0]].label
    return None

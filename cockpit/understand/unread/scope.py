"""What to say to a sentence that is no command: it names something we know, or it is just talk."""

from collections.abc import Sequence

from cockpit.actions.areas import said
from cockpit.plan import Plan, Remark, Step
from cockpit.understand.words.lexicon import Lexicon
from cockpit.understand.words.tag import Span, Tag, Thing

_OFF = (
    Step("climate.ac", {"value": False}),
    Step("media.action", {"value": "STOP"}),
    Step("windows.position", {"value": 0, "zone": "all"}),
)
"""What may be meant by all of it."""
_WHERE = ("zone", "zone_before", "glue")
"""What may stand beside a mere name: "the passenger's window"."""
_APART = ("negation", "tale", "ask", "device", "area", "floor", "home", "own_kind", "own_verb", "person")


def left_over(cuts: Sequence[Sequence[Span]], lexicon: Lexicon) -> Plan:
    """The plan without steps for a sentence that the grammar did not take."""
    spans = cuts[0] if cuts else ()
    thing = next((named for cut in cuts if (named := _thing(cut, lexicon)) is not None), None)
    if any(span.only("negation") for span in spans) and thing is not None:
        return Plan(remark=Remark("left_alone"))
    words = [span for span in spans if not span.may_be("filler")]
    if any(span.only("tale") or span.only("person") for span in spans) or _told(words):
        return Plan(talk=True)
    if thing is not None and thing.is_beyond:
        return Plan(remark=Remark("beyond", {"thing": thing.label}))
    asks = any(span.may_be("ask") for span in spans)
    acts = any(span.may_be("verb", "weak", "polite", "gerund", "done") for span in spans)
    known = not any(span.may_be("unknown") for span in spans)
    if thing is not None and (acts or (asks and known)):
        return Plan(remark=Remark("cannot", {"thing": thing.label, **_instead(thing, lexicon.language)}))
    if thing is not None and all(span.may_be("thing", *_WHERE) for span in words):
        return Plan(remark=Remark("named_only", {"thing": thing.label, **_instead(thing, lexicon.language)}))
    home = next((tag for span in spans for tag in span.tags if tag.kind in ("device", "area", "floor")), None)
    if home is not None and acts:
        return Plan(remark=Remark("cannot", {"thing": _home_name(home)}))
    if _everything_off(words):
        return Plan(remark=Remark("did_you_mean", {"choices": _OFF}))
    if words and known and acts:
        return Plan(remark=Remark("not_understood"))
    return Plan(talk=True)


def _everything_off(words: Sequence[Span]) -> bool:
    """ "Turn everything off", 全部关掉."""
    said = [span for span in words if not span.may_be("glue", "final")]
    off = any(Tag("verb", "off") in span.tags for span in said)
    every = any(Tag("zone", "all") in span.tags or Tag("full", "every") in span.tags for span in said)
    return off and every and len(said) == 2


def _told(words: Sequence[Span]) -> bool:
    """ "I opened the window": what somebody has done."""
    return len(words) > 1 and words[0].may_be("complaint_glue") and words[1].only("done")


def _instead(thing: Thing, language: str) -> dict[str, str]:
    """A sentence that does something with it."""
    examples = said(language, "examples")
    found = next((text for control in thing.controls for text in examples.get(control, ())), None)
    return {} if found is None else {"example": found}


def _home_name(tag: Tag) -> str:
    return str(tag.value.name if tag.kind == "device" else tag.value)


def _thing(spans: Sequence[Span], lexicon: Lexicon) -> Thing | None:
    """What is named; of a word's meanings one that stands for it with any verb. First what is beyond us."""
    named = [lexicon.things[tag.value[0]] for span in spans for tag in span.tags if tag.kind == "thing"]
    if (beyond := next((thing for thing in named if thing.is_beyond), None)) is not None:
        return beyond
    for span in spans:
        things = [lexicon.things[tag.value[0]] for tag in span.tags if tag.kind == "thing"]
        free = next((thing for thing in things if not all(thing.controls.values())), None)
        if free is not None or (things and not span.may_be("zone_before", "zone")):
            return free or things[0]
    return None


def asks(spans: Sequence[Span]) -> bool:
    """Whether it is put as a question."""
    words = [span for span in spans if not span.may_be("filler")]
    return any(span.may_be("ask") for span in words) or (bool(words) and words[0].may_be("be"))


def is_command(spans: Sequence[Span]) -> bool:
    """Whether it may be one command, and nothing else, that was meant."""
    return not _is_apart(spans) and not _joins(spans)


def _is_apart(spans: Sequence[Span]) -> bool:
    """A negation, a question, the home's, a statement: never asked about."""
    if any(span.may_be(*_APART) and not span.may_be("thing") for span in spans):
        return True
    words = [span for span in spans if not span.may_be("filler")]
    if not words or any(span.may_be("be") for span in words):
        return True
    told = any(span.only("done") for span in words[1:2]) or any(span.only("polite") for span in words[1:])
    return told or _has_subject([span for span in words if not span.may_be("glue", "polite", "weak")])


def _has_subject(words: Sequence[Span]) -> bool:
    """ "I'm about to open it", "our neighbours open the windows"."""
    named = next((at for at, word in enumerate(words) if word.may_be("verb", "thing")), 0)
    begins = words[0] if words else None
    said = begins is not None and all(tag.kind in ("complaint", "complaint_glue") for tag in begins.tags)
    return said or (named > 0 and words[named].may_be("verb") and words[named - 1].only("unknown"))


def _joins(spans: Sequence[Span]) -> bool:
    """Two commands in one: to ask about one of them would drop the other. Places may be joined."""
    for place, span in enumerate(spans):
        if not span.may_be("conjunction"):
            continue
        before, after = spans[:place], spans[place + 1 :]
        if Tag("conjunction", ",") in span.tags:
            if names(before) and names(after):
                return True
        elif before and after and not (before[-1].may_be("zone") and after[0].may_be("zone")):
            return True
    return False


def names(spans: Sequence[Span]) -> bool:
    return any(span.may_be("thing", "choice") for span in spans)

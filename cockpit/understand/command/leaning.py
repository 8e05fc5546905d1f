"""Small words that lean on others: what they need beside them, so that a command may hold them."""

from collections.abc import Sequence

from cockpit.understand.words.tag import ARTICLE, BEHIND, NOUN, PREPOSITION, Span, Tag

_DONE = ("verb", "quality", "grade", "steps", "choice", "full")
_NOTHING = Tag("conjunction")
_SUBJECTS = ("thing", "pronoun", "glue", "zone", "zone_before", "you", "report", "person")


def leans_well(tags: Sequence[Tag]) -> bool:
    """Whether each small word of one reading has what it needs."""
    return not _of_what(tags) and all(_leans(tag, tags[at:]) for at, tag in enumerate(tags, start=1))


def _leans(tag: Tag, behind: Sequence[Tag]) -> bool:
    """Whether a small word has behind it what it is about: "the shade over the", "cut the lights on" and "too
    warm" are nothing to do."""
    after = next((each for each in behind if each.kind != "filler" and not _idle(each)), _NOTHING)
    if tag.value == PREPOSITION:
        return after.kind not in ("conjunction", "final", "steps")
    if tag.value == ARTICLE:
        noun = behind[0] if behind else _NOTHING
        return noun.kind != "conjunction" and not (noun.needs_thing and noun.value in ("min", "max"))
    if tag.value == BEHIND:
        return not behind or behind[0].kind not in _DONE
    return True


def _idle(tag: Tag) -> bool:
    return tag.kind == "glue" and tag.value not in (ARTICLE, PREPOSITION)


def _of_what(tags: Sequence[Tag]) -> bool:
    """ "The button on the wheel", "setting on the ac": which one, and nothing to do. "It the trunk shut" was
    an "is"."""
    said = [tag for tag in tags if tag.kind != "filler"]
    if [tag.kind for tag in said[:3]] == ["pronoun", "glue", "thing"]:
        return True
    said = [tag for tag in said if tag.value != ARTICLE]
    switches = len(said) > 1 and said[1].kind == "verb" and said[1].value in ("on", "off")
    return switches and said[0].value == NOUN and any(tag.kind == "thing" for tag in said)


def value_first(tags: Sequence[Tag]) -> bool:
    """调成三档副驾的: a Chinese aim belongs to what stands before it, so a place behind it is another's."""
    kinds = [tag.kind for tag in tags]
    aims = next((place for place, kind in enumerate(kinds) if kind in ("to", "weak")), len(kinds))
    rest = kinds[aims:]
    at = next(
        (place for place, kind in enumerate(rest) if kind in ("number", "fraction", "grade")), len(rest)
    )
    return "zone" in rest[at:]


def of_no_one(spans: Sequence[Span]) -> bool:
    """ "The trunk | is full", "the kids | are cold": a verb whose subject stands before it asks nothing."""
    subject = any(span.may_be(*_SUBJECTS) and not span.may_be("quality") for span in spans[1:2])
    return spans[0].may_be("be") and not subject

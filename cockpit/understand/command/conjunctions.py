"""What "and" and a comma may join in one command; what else they join is two commands."""

from collections.abc import Sequence

from cockpit.understand.command.places import begins
from cockpit.understand.command.verbs import relative
from cockpit.understand.words.tag import Span, Tag

_BETWEEN = ("glue", "filler", "too", "complaint_glue")
_NAMING = ("thing", "zone", "conjunction")
_ACTING = ("verb", "weak", "quality", "thing", "done", "gerund")


def joined_well(tags: Sequence[Tag]) -> bool:
    """ "And" may join two places of one command; what else it joins is two commands.

    Likewise no new verb between two names of a thing: "the ac set the temperature".
    """
    said = [tag for tag in tags if tag.kind not in _BETWEEN]
    for place, tag in enumerate(said):
        if tag.kind != "conjunction":
            continue
        before, after = said[:place], said[place + 1 :]
        if before and after and before[-1].kind == after[0].kind == "zone":
            continue
        if tag.value != "," or _settled(before, after):
            return False
        if _acts(before) and _acts(after) and not _named_apart(before, after):
            return False
        said_how = any(relative(each) or each.kind == "quality" for each in before)
        counted = {"number", "unit"} & {tag.kind for tag in after} == {"number"}
        if said_how and (counted or any(tag.value in ("level", "notch") for tag in after)):
            return False  # 风小点，二档就够: to which, not by how many
    named = [place for place, tag in enumerate(said) if tag.kind == "thing"]
    between = said[named[0] : named[-1]] if named else []
    if any(tag.kind in ("weak", "polite") or begins(tag) for tag in between):
        return False
    return not _once_more(said)


def _once_more(said: Sequence[Tag]) -> bool:
    """ "Turn on the ac, set it to 20": behind a verb and its thing "set it" begins another command."""
    named = next((place for place, tag in enumerate(said) if tag.kind == "thing"), len(said))
    acted = any(tag.kind in ("verb", "weak") for tag in said[:named])
    for place in range(named, len(said) - 2):
        again = said[place].kind == "weak" or said[place] == Tag("done", "set")
        if acted and again and said[place + 1].kind == "pronoun":
            return any(tag.kind in ("number", "fraction", "grade", "choice") for tag in said[place + 2 :])
    return False


def never_one(spans: Sequence[Span]) -> bool:
    """Whether something joins two commands whatever the words mean: no reading of them is `joined_well`."""
    for place, span in enumerate(spans):
        if any(tag.kind != "conjunction" for tag in span.tags):
            continue
        before = [each for each in spans[:place] if not each.only(*_BETWEEN)]
        after = [each for each in spans[place + 1 :] if not each.only(*_BETWEEN)]
        if before and after and before[-1].may_be("zone", *_BETWEEN) and after[0].may_be("zone", *_BETWEEN):
            continue
        comma = any(tag.value == "," for tag in span.tags)
        if not comma or (_surely_acts(before) and _surely_acts(after) and not _names(before, after)):
            return True
    return False


def _names(*sides: Sequence[Span]) -> bool:
    return any(all(span.may_be(*_NAMING) for span in side) for side in sides)


def _surely_acts(spans: Sequence[Span]) -> bool:
    return any(all(tag.kind in _ACTING for tag in span.tags) for span in spans)


def _settled(before: Sequence[Tag], after: Sequence[Tag]) -> bool:
    """ "Mine to three, the passenger's to one": another place and its value begin anew."""
    values = {"number", "fraction", "full", "grade", "steps", "choice"}
    first, then = {tag.kind for tag in before}, {tag.kind for tag in after}
    return bool(first & values) and "zone" in then and bool(then & values)


def _named_apart(before: Sequence[Tag], after: Sequence[Tag]) -> bool:
    """ "The ceiling light, off with it", "turn it down, the music": named on one side of a comma."""
    for names, rest in ((before, after), (after, before)):
        named = all(tag.kind in _NAMING for tag in names) and any(tag.kind == "thing" for tag in names)
        if named and not any(tag.kind in ("thing", "complaint") for tag in rest):
            return names is before or any(tag.kind == "pronoun" for tag in rest)
    return False


def _acts(tags: Sequence[Tag]) -> bool:
    return any(tag.kind in _ACTING for tag in tags)

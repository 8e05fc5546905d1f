"""Which words may stand together in one command, and in which order; every other reading is none."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from cockpit.understand.command.leaning import leans_well
from cockpit.understand.command.places import begins
from cockpit.understand.words.tag import DONE, INSIDE, IS, MISHEARD, PLEASE, Span, Tag

Gathered = Mapping[str, Sequence[Tag]]
"""The tags of a command by their kind."""
_BETWEEN = ("glue", "filler", "too", "complaint_glue")
_NAMING = ("thing", "zone", "conjunction")
_RELATIVE = ("warmer", "cooler", "up", "down", "more", "less")
_ACTING = ("verb", "weak", "quality", "thing", "done", "gerund")


def fit_together(
    tags: Sequence[Tag], gathered: Gathered, *, polite: bool, question: bool, listed: bool
) -> bool:
    """Whether the words of one reading make one command (or question); `gathered` has them by kind."""
    if not question:
        made = _made(tags) or _ended(tags, listed)
        if not (_in_place(tags) and _fits(gathered, polite, made=made) and _aimed(tags) and _counts(tags)):
            return False
        if not leans_well(tags):
            return False
        if Tag("final", DONE) in tags and _come_to(gathered) and not (polite or "begin" in gathered):
            return False  # 空调开到最大了: so it is
    if _of_the_day(tags):
        return False
    return not _which_one(tags) and "zone_before" not in gathered and _joined_well(tags) and _once(gathered)


def _once(gathered: Gathered) -> bool:
    """One value, and one choice."""
    values = sum(len(gathered.get(kind, ())) for kind in ("number", "fraction", "grade"))
    share_of_what = "fraction" in gathered and ("full" in gathered or "steps" in gathered)
    amounts = (
        "steps" in gathered and "number" in gathered and not {"to", "by"} & gathered.keys()
    )  # 小一点，二档
    return values < 2 and not share_of_what and not amounts and len({*gathered.get("choice", ())}) < 2


def _come_to(gathered: Gathered) -> bool:
    """Whether it says how far a named thing is to go."""
    ends = any(tag.value in ("max", "min") for tag in gathered.get("verb", ()))
    reached = "full" in gathered and not {"verb", "weak"} & gathered.keys()
    return "thing" in gathered and ("to" in gathered or ends or reached) and "complaint" not in gathered


def _in_place(tags: Sequence[Tag]) -> bool:
    """Polite openings stand before everything else, but for "a bit more": 空调可以再冷一点吗. What closes a
    sentence (了) stands behind."""
    opening, closed, before = True, False, ""
    # 空调可以再冷一点; 阅读灯可以关掉了
    anywhere = any(relative(tag) or tag == Tag("final", "done") for tag in tags)
    for tag in tags:
        if (tag.kind == "polite" and not (opening or (anywhere and tag.value == INSIDE))) or (
            closed and tag.kind not in ("filler", "final")
        ):
            return False
        if tag.kind == "final" and before in ("to", "weak"):
            return False  # 改成通风: to what, no more what for
        before = tag.kind
        opening = opening and tag.kind in ("polite", "filler", "conjunction")
        closed = closed or tag.kind == "final"
    return True


def relative(tag: Tag) -> bool:
    """Whether it says only which way, or how much further."""
    return tag.kind == "steps" or (tag.kind == "verb" and tag.value in _RELATIVE)


def _which_one(tags: Sequence[Tag]) -> bool:
    """ "The back seats" are some seats, only "move the seats back" goes back; "in the mirrors" is where."""
    said = [tag for tag in tags if tag.kind not in ("glue", "filler", "conjunction", "too")]
    if len(said) < 2 or said[0].kind != "verb":
        return False
    end = said[0].value in ("max", "min") and "seats.position" in said[0].controls  # 最后面的座位
    how_far = all(tag.kind in ("steps", "fraction") for tag in said[1:])  # 往后一点
    return end or (said[0].value in ("backward", "in", "out") and not how_far)


def _of_the_day(tags: Sequence[Tag]) -> bool:
    """ "A hot day" chooses no day; "a cool blue" is a colour."""
    return any(
        one.kind == "quality" and other.kind == "choice" and not other.controls[0].endswith("_color")
        for one, other in pairwise(tags)
        if other.controls
    )


def _aimed(tags: Sequence[Tag]) -> bool:
    """Behind "to" stands what for: no end, and no "it". "Down to one" is no "one".

    Nor does it begin what is to be done: "for him to open the window", "say open the window".
    """
    said = [tag for tag in tags if tag.kind not in ("glue", "filler", "conjunction")]
    named = next((place for place, tag in enumerate(said) if tag.kind in ("thing", "pronoun")), len(said))
    for place, tag in enumerate(said):
        if tag.kind != "to":
            continue
        after = said[place + 1] if place + 1 < len(said) else None
        if after is None or after.kind == "pronoun":
            return False
        if after.kind == "zone" and any(tag.value in ("forward", "backward") for tag in said):
            return False  # "forward all the way to the front": which way, not where
        if after in (Tag("verb", "up"), Tag("verb", "down")) and not any(map(_further, said)):
            return False  # 调到高: how high
        aim = after.kind in ("number", "unit") or after.value in ("max", "min")
        if tag.value == MISHEARD and not (aim or (said[0].kind == "weak" and after.value == "mute")):
            return False
        if place < named and begins(after) and after.value not in ("max", "min"):
            return False
    return True


def _further(tag: Tag) -> bool:
    return tag.kind == "steps"


def _counts(tags: Sequence[Tag]) -> bool:
    """A unit stands beside what it counts: in 开低档 it is no unit of another number."""
    kinds = ["", *(tag.kind for tag in tags if tag.kind not in ("glue", "filler", "to")), ""]
    beside = {"number", "fraction", "grade", "unit"}
    return all(
        kind != "unit" or {before, after} & beside
        for before, kind, after in zip(kinds, kinds[1:], kinds[2:], strict=False)
    )


def _joined_well(tags: Sequence[Tag]) -> bool:
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
    """Whether something joins two commands whatever the words mean: no reading of them is `_joined_well`."""
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


def _made(tags: Sequence[Tag]) -> bool:
    """ "Put the shade closed", "get the doors locked": made so, as after "I want …"."""
    if Tag("done", "set") in tags:
        return False  # "turn on the ac, set …"
    kinds = [tag.kind for tag in tags if tag.kind not in ("glue", "filler", "conjunction")]
    return kinds[:1] == ["weak"] and "thing" in kinds and "done" in kinds[kinds.index("thing") :]


def _ended(tags: Sequence[Tag], listed: bool) -> bool:
    """ "Windows closed please", and in a list: said so alone it might be a report."""
    kinds = [tag.kind for tag in tags if tag.kind not in ("glue", "filler", "conjunction")]
    asked = listed or Tag("filler", PLEASE) in tags
    return asked and kinds[-1:] == ["done"] and "thing" in kinds and not {"weak", "verb", "be"} & set(kinds)


def _fits(gathered: Gathered, polite: bool, *, made: bool) -> bool:
    """Forms that only stand with others: "opened" after "I want", "is" and "too" with a quality."""
    own = any(tag.controls for tag in gathered.get("verb", []))
    if "quality" not in gathered and ("complaint" in gathered or ("complaint_glue" in gathered and not own)):
        return False
    asked = polite or "weak" in gathered
    plain = any(not tag.controls for tag in gathered.get("verb", []))
    if ("weak" in gathered or plain) and Tag("complaint", IS) in gathered.get("complaint", ()):
        return False  # what is so is no wish: "it's roasting | drop the windows"
    told = any(tag.needs_thing for tag in gathered.get("quality", []))
    if told and (asked or "thing" not in gathered):
        return False
    complains = told or "complaint" in gathered
    if "quality" in gathered and not asked and (not complains or "grade" in gathered):
        return False
    felt = gathered.get("complaint", [])
    if "thing" in gathered and felt and not asked and all(tag.value == "place" for tag in felt):
        return False  # 车内灯亮: where, not how
    bright = [tag for tag in gathered.get("quality", []) if "screen.brightness" in tag.controls]
    lit = any(tag.value[2] == "up" for tag in bright)
    if "thing" in gathered and lit and felt and all(tag.value is not None for tag in felt):
        return False  # 大灯真亮: praise
    if "done" in gathered and not (polite or made):
        return False
    if "be" in gathered and not polite:
        return False
    if "gerund" in gathered and not polite:
        return False
    return "unit" not in gathered or "number" in gathered or "fraction" in gathered or "grade" in gathered

"""Which words may stand together in one command, and in which order; every other reading is none."""

from collections.abc import Sequence
from itertools import pairwise

from cockpit.understand.command.conjunctions import joined_well
from cockpit.understand.command.leaning import leans_well
from cockpit.understand.command.places import begins
from cockpit.understand.command.verbs import relative
from cockpit.understand.words.tag import DONE, INSIDE, IS, MISHEARD, PLEASE, Gathered, Tag


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
    return not _which_one(tags) and "zone_before" not in gathered and joined_well(tags) and _once(gathered)


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

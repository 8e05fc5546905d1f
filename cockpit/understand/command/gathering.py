"""The words of one command put together, in whatever order they came.

Nothing may be left over. A word that has no place in a command ("he", "opened", "yesterday") makes
the sentence something else, and something else is never acted upon.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from cockpit.understand.command.command_words import FOREIGN
from cockpit.understand.command.fitting import fit_together
from cockpit.understand.command.frame import Frame
from cockpit.understand.command.places import ONE_SEAT, POSSESSED, place_of
from cockpit.understand.command.verbs import verbs_of
from cockpit.understand.words.tag import KEEP, PLEASE, VAGUE, Gathered, Tag, Thing

_OF_QUESTIONS = {"ask", "negation", "person", "you"}
_AHEAD = ("filler", "glue", "conjunction", "begin", "polite", "too")
_MISHEARD_BEFORE = ("max", "min", "off", "mute")


def frame_of(
    tags: Sequence[Tag], things: Mapping[str, Thing], *, question: bool = False, listed: bool = False
) -> Frame | None:
    """The frame of one reading, None when something in it has no place there.

    `listed`: it goes on from another command ("… and navigation muted").
    """
    if any(tag.kind in FOREIGN for tag in tags if not (question and tag.kind in _OF_QUESTIONS)):
        return None
    if any(
        one.kind == "verb" and one.value == "backward" and two.kind == "thing" for one, two in pairwise(tags)
    ):
        return None  # "back seats": which, not where to
    tags = placed(_said_once(tags))
    gathered: dict[str, list[Tag]] = {}
    for tag in tags:
        gathered.setdefault(tag.kind, []).append(tag)
    polite = _first(tags, ("filler", "conjunction")) == "polite"
    if not fit_together(tags, gathered, polite=polite, question=question, listed=listed):
        return None
    zone = _zone(tags)
    if zone == "nowhere" or (zone == "others" and Tag("polite", KEEP) in tags):
        return None  # "close mine and leave the rest open": the rest as it is
    return _frame(tags, gathered, things, zone, polite)


def _frame(
    tags: Sequence[Tag],
    gathered: Gathered,
    things: Mapping[str, Thing],
    zone: str | tuple[str, ...] | None,
    polite: bool,
) -> Frame:
    said: defaultdict[str, list[Any]] = defaultdict(list)
    for tag in tags:
        said[tag.kind].append(tag.value)
    every = "every" in said["full"]
    owned = not POSSESSED.keys().isdisjoint(said["zone"])
    return Frame(
        things=tuple(things[key] for key, _ in said["thing"]),
        many=(every and zone not in ONE_SEAT) or any(many for _, many in said["thing"]),
        verbs=verbs_of(tags, gathered, things, polite=polite),
        zone=zone,
        choices=tuple(dict.fromkeys(gathered.get("choice", ()))),
        number=next(iter(said["number"]), None),
        percent=next(iter(said["fraction"] or said["grade"]), None),
        graded="grade" in gathered,
        unit=_unit(said["unit"]),
        steps=max(said["steps"] or (steps for *_, steps in said["quality"]), default=None),
        full=_wholly(gathered),
        to="to" in gathered,
        by="by" in gathered and "to" not in gathered,
        vague=VAGUE in said["weak"],
        weak="weak" in gathered or "set" in said["done"],
        polite=polite,
        please=KEEP not in said["polite"] and (polite or PLEASE in said["filler"]),
        pronoun="pronoun" in gathered or owned,
        owned=owned,
        too="too" in gathered,
        complaint="complaint" in gathered or any(tag.needs_thing for tag in gathered.get("quality", ())),
        be="be" in gathered,
        first=_acts_first(tags),
        topic=_first(tags, _AHEAD) == "zone",
    )


def _first(tags: Sequence[Tag], idle: Sequence[str]) -> str:
    """The kind of the first word that is not idle."""
    return next((tag.kind for tag in tags if tag.kind not in idle), "")


def _zone(tags: Sequence[Tag]) -> str | tuple[str, ...] | None:
    zone = place_of(tags) or ("all" if Tag("full", "every") in tags else None)
    if isinstance(zone, tuple):
        return tuple("beside" if name == "her" else name for name in zone)
    return zone


def _unit(said: Sequence[str]) -> str | None:
    units = {*said}
    units = units - {"degree", "level"} if len(units) > 1 else units  # 华氏六十八度, "the level to 3 %"
    return units.pop() if len(units) == 1 else None


def _acts_first(tags: Sequence[Tag]) -> bool:
    kinds = [tag.kind for tag in tags]
    if "verb" not in kinds or "number" not in kinds:
        return False
    return any(
        kind in ("thing", "conjunction") for kind in kinds[kinds.index("verb") : kinds.index("number")]
    )


def _said_once(tags: Sequence[Tag]) -> Sequence[Tag]:
    """ "All windows except the driver's window": what is left out is called what the rest is."""
    but = next((place for place, tag in enumerate(tags) if tag.kind == "except"), len(tags))
    named = {tag.value[0] for tag in tags[:but] if tag.kind == "thing"}
    return [
        tag
        for place, tag in enumerate(tags)
        if place < but or tag.kind != "thing" or tag.value[0] not in named
    ]


def placed(tags: Sequence[Tag]) -> Sequence[Tag]:
    """ "Back" before a thing is a place like any other; elsewhere it stays what it is, which fits nothing.

    A 2 before an end ("2 the maximum") is a "to" that was misheard.
    """
    if not any(tag.kind == "zone_before" or (tag.kind, tag.value) == ("number", 2.0) for tag in tags):
        return tags
    placed: list[Tag] = []
    for place, tag in enumerate(tags):
        after = next((each for each in tags[place + 1 :] if each.kind not in ("glue", "filler")), None)
        follows = after.kind if after is not None else ""
        if tag.kind == "zone_before" and tags[place + 1 : place + 2]:
            felt = tag.value == "rear_right" and follows in ("complaint", "be")  # "right back is cold"
            if felt or tags[place + 1].kind in ("thing", "zone", "pronoun"):
                tag = Tag("zone", tag.value)
        elif (
            tag == Tag("number", 2.0)
            and after is not None
            and (follows in ("quality", "grade", "full", "number") or after.value in _MISHEARD_BEFORE)
        ):
            tag = Tag("to")
        placed.append(tag)
    return placed


def _wholly(gathered: Gathered) -> bool:
    """Whether all the way is meant; "every" alone, with nothing to do, is no way to go."""
    acts = any(kind in gathered for kind in ("verb", "weak", "done", "gerund"))
    return any(tag.value != "every" or acts for tag in gathered.get("full", ()))

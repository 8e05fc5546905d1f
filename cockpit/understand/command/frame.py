"""The words of one command put together, in whatever order they came: what, where, how much, which way.

Nothing may be left over. A word that has no place in a command ("he", "opened", "yesterday") makes
the sentence something else, and something else is never acted upon.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cockpit.understand.command.command_words import FOREIGN
from cockpit.understand.command.fitting import fit_together
from cockpit.understand.command.places import ONE_SEAT, POSSESSED, place_of
from cockpit.understand.command.verbs import verbs_of
from cockpit.understand.home.frame import HomeFrame
from cockpit.understand.words.lexicon import KEEP, PLEASE, VAGUE, Tag, Thing

_OF_QUESTIONS = {"ask", "negation", "person", "you"}
_AHEAD = ("filler", "glue", "conjunction", "begin", "polite", "too")
_MISHEARD_BEFORE = ("max", "min", "off", "mute")
BESIDE = "beside"
"""Among a name's words: only next to another name ("a massage for my seat")."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What was said, by kind. `zone` is None, a name or several; `many`: the thing's name was a plural.

    The zones "me" ("for me") and "i" ("I want") are one's own place only where no other is named.
    """

    things: tuple[Thing, ...] = ()
    many: bool = False
    verbs: tuple[Tag, ...] = ()
    zone: str | tuple[str, ...] | None = None
    choices: tuple[Tag, ...] = ()
    number: float | None = None
    percent: float | None = None
    graded: bool = False
    unit: str | None = None
    steps: float | None = None
    full: bool = False
    to: bool = False
    by: bool = False
    weak: bool = False
    vague: bool = False
    polite: bool = False
    please: bool = False
    pronoun: bool = False
    owned: bool = False
    """It was said whose the thing is, and not which: "mine"."""
    too: bool = False
    complaint: bool = False
    be: bool = False
    topic: bool = field(default=False, compare=False)
    """Whether the place was said first: what follows is about it as well."""
    first: bool = field(default=False, compare=False)
    """Whether something else was said between what to do and how much: 开空调，二十二度 is both."""
    home: HomeFrame | None = None
    """What was said where the clause was about the home."""
    implied: str | None = None
    """The action that was meant though no thing was named ("make it 21")."""

    @property
    def has_value(self) -> bool:
        return self.number is not None or self.percent is not None or self.full or bool(self.choices)

    @property
    def bare(self) -> bool:
        """Things without anything to do with them."""
        return bool(self.things) and not (self.verbs or self.weak or self.pronoun)

    @property
    def says_nothing(self) -> bool:
        """Nothing that a command could be made of: "and in the"."""
        return self == Frame(please=self.please, polite=self.polite, to=self.to, too=self.too)

    @property
    def has_verb(self) -> bool:
        return bool(self.verbs)

    def controls(self) -> tuple[str, ...]:
        """The actions that the named things have in common, the likeliest first."""
        if not self.things:
            return ()
        first, *rest = self.things
        return tuple(name for name in first.controls if all(name in thing.controls for thing in rest))

    def allows(self, control: str, word: str) -> bool:
        """Whether this name of the thing stands for `control` together with `word`."""
        several = len(self.things) > 1
        return all(
            not only or word in only or (several and BESIDE in only)
            for only in (thing.controls[control] for thing in self.things)
        )


def build(
    tags: Sequence[Tag], things: dict[str, Thing], *, question: bool = False, listed: bool = False
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
    tags = placed(tags)
    gathered: dict[str, list[Tag]] = {}
    for tag in tags:
        gathered.setdefault(tag.kind, []).append(tag)
    first = next((tag.kind for tag in tags if tag.kind not in ("filler", "conjunction")), "")
    polite = first == "polite"
    if not fit_together(tags, gathered, polite=polite, question=question, listed=listed):
        return None
    numbers = gathered.get("number", [])
    percents = gathered.get("fraction", []) + gathered.get("grade", [])
    every = any(tag.value == "every" for tag in gathered.get("full", []))
    zone = place_of(tags) or ("all" if every else None)
    if isinstance(zone, tuple):
        zone = tuple("beside" if name == "her" else name for name in zone)
    if zone == "nowhere" or (zone == "others" and Tag("polite", KEEP) in tags):
        return None  # "close mine and leave the rest open": the rest as it is
    units = {tag.value for tag in gathered.get("unit", [])}
    units = units - {"degree", "level"} if len(units) > 1 else units  # 华氏六十八度, "the level to 3 %"
    steps = [tag.value for tag in gathered.get("steps", [])]
    owned = any(tag.value in POSSESSED for tag in gathered.get("zone", ()))
    return Frame(
        things=tuple(things[tag.value[0]] for tag in gathered.get("thing", [])),
        many=(every and zone not in ONE_SEAT) or any(tag.value[1] for tag in gathered.get("thing", [])),
        verbs=verbs_of(tags, gathered, things, polite=polite),
        zone=zone,
        choices=tuple(dict.fromkeys(gathered.get("choice", ()))),
        number=numbers[0].value if numbers else None,
        percent=percents[0].value if percents else None,
        graded="grade" in gathered,
        unit=next(iter(units)) if len(units) == 1 else None,
        steps=max(steps) if steps else _steps_of(gathered.get("quality", [])),
        full=_wholly(gathered),
        to="to" in gathered,
        by="by" in gathered and "to" not in gathered,
        vague=any(tag.value == VAGUE for tag in gathered.get("weak", [])),
        weak="weak" in gathered or any(tag == Tag("done", "set") for tag in tags),
        polite=polite,
        please=Tag("polite", KEEP) not in tags
        and (polite or Tag("filler", PLEASE) in gathered.get("filler", ())),
        pronoun="pronoun" in gathered or owned,
        owned=owned,
        too="too" in gathered,
        complaint="complaint" in gathered,
        be="be" in gathered,
        first=_acts_first(tags),
        topic=next((tag.kind for tag in tags if tag.kind not in _AHEAD), "") == "zone",
    )


def _acts_first(tags: Sequence[Tag]) -> bool:
    kinds = [tag.kind for tag in tags]
    if "verb" not in kinds or "number" not in kinds:
        return False
    return any(
        kind in ("thing", "conjunction") for kind in kinds[kinds.index("verb") : kinds.index("number")]
    )


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


def _wholly(gathered: dict[str, list[Tag]]) -> bool:
    """Whether all the way is meant; "every" alone, with nothing to do, is no way to go."""
    acts = any(kind in gathered for kind in ("verb", "weak", "done", "gerund"))
    return any(tag.value != "every" or acts for tag in gathered.get("full", []))


def _steps_of(qualities: Sequence[Tag]) -> float | None:
    return max((tag.value[3] for tag in qualities), default=None)

"""What was said of the home in one clause: which things, and what is to become of them."""

from dataclasses import dataclass, replace
from typing import Any

from cockpit.understand.home.household import Named


@dataclass(frozen=True, slots=True)
class Verb:
    """What a word may do, by kinds of thing; `of`: what it is about by itself; `own`: of no car's things."""

    words: frozenset[str]
    of: str | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing, by "kind" or "kind.class" ("cover.blind"); `own`: no car has one; `called`: one
    that has this name."""

    name: str
    own: bool = False
    called: str = ""

    @property
    def slots(self) -> dict[str, Any]:
        kind, _, of_class = self.name.partition(".")
        more = {"class": of_class} if of_class else {}
        return {"kind": kind} | more | ({"called": self.called} if self.called else {})


@dataclass(frozen=True, slots=True)
class HomeFrame:
    """What was said. `but`: devices, rooms and kinds that are left out, by the part they play.

    `asks` is what a question is about: "", or a key of `asks` in home.yaml. None: no question.
    """

    devices: tuple[tuple[Named, ...], ...] = ()
    areas: tuple[str, ...] = ()
    floors: tuple[str, ...] = ()
    home: bool = False
    kinds: tuple[Kind, ...] = ()
    but: tuple[tuple[str, Any], ...] = ()
    attribute: str | None = None
    verbs: tuple[Verb, ...] = ()
    weak: bool = False
    number: float | None = None
    share: float | None = None
    unit: str | None = None
    full: bool = False
    steps: float | None = None
    to: bool = False
    by: bool = False
    color: str | None = None
    kelvin: int | None = None
    mode: str | None = None
    armed: str | None = None
    here: bool = False
    kinds_first: bool = False
    """Several kinds of one room: "the lights and the fan in the kitchen", "the kitchen light and fan"."""
    pronoun: bool = False
    leans: bool = False
    """Whether it took something over from the clause before."""
    asks: str | None = None

    @property
    def has_value(self) -> bool:
        values = (self.number, self.share, self.steps, self.color, self.kelvin, self.mode)
        return self.full or any(value is not None for value in values)

    @property
    def is_placed(self) -> bool:
        return bool(self.devices or self.areas or self.floors or self.home or self.kinds)

    def carried(self, before: "HomeFrame") -> "HomeFrame":
        """What it leaves unsaid, from the clause before: the kind, the verb with its value, or both; what is
        meant itself where it only says "it"."""
        frame = replace(self, leans=True)
        if not frame.is_placed:
            return _meaning(frame, before)
        if not (frame.kinds or frame.devices or frame.attribute):
            frame = replace(frame, kinds=before.kinds, attribute=before.attribute)
        if frame.kinds and not (frame.areas or frame.floors or frame.home):
            frame = replace(frame, areas=before.areas, floors=before.floors, home=before.home)
        return frame if frame.verbs or frame.has_value else _doing(frame, before)


def _meaning(frame: HomeFrame, before: HomeFrame) -> HomeFrame:
    """With all that was meant before."""
    return replace(
        frame,
        devices=before.devices,
        areas=before.areas,
        floors=before.floors,
        home=before.home,
        kinds=before.kinds,
        attribute=frame.attribute or (None if before.kinds or before.devices else before.attribute),
        but=before.but,
        kinds_first=before.kinds_first,
    )


def _doing(frame: HomeFrame, before: HomeFrame) -> HomeFrame:
    """With all that was to be done, and how far."""
    return replace(
        frame,
        verbs=before.verbs,
        weak=before.weak,
        number=before.number,
        share=before.share,
        unit=before.unit,
        full=before.full,
        steps=before.steps,
        to=before.to,
        by=before.by,
        color=before.color,
        kelvin=before.kelvin,
        mode=before.mode,
        attribute=frame.attribute or before.attribute,
    )

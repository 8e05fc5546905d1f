"""The words of the home, and the names that a paired hub gives its rooms and devices.

They count only in a sentence with a word that is the home's alone (a mark): a room, a floor, "at home", a
paired device, a thing that no car has. Everywhere else the lights, the windows and the doors are the car's.
The data is language/<lang>/home.yaml; names come and go at run time and cost nothing per sentence.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Any

from cockpit.language import load
from cockpit.links.hub import Device
from cockpit.understand.words.lexicon import Lexicon, expand
from cockpit.understand.words.tag import Span, Tag, likeliness
from cockpit.understand.words.tokens import tokenise
from cockpit.understand.words.word_tree import Node, spelled, ways, wordings

_HEADS = {
    "home": "home",
    "kelvin": "kelvin",
    "except": "except",
    "except_end": "except_end",
    "small": "small",
    "here": "here",
    "elsewhere": "elsewhere",
}
_VALUED = {
    "rooms": "area",
    "floors": "floor",
    "kinds": "home_kind",
    "own": "own_kind",
    "attributes": "attribute",
    "verbs": "home_verb",
    "own_verbs": "own_verb",
    "modes": "mode",
    "armed": "armed",
    "whites": "white",
    "asks": "home_ask",
}
_MARKS = ("home", "area", "floor", "own_kind", "own_verb", "elsewhere")
# A word that is one of these in the language is no name, whatever a home calls its things.
_FUNCTION = ("conjunction", "correction", "pronoun", "to", "by", "full", "glue", "filler", "begin", "be")
_ORDINARY = (*_FUNCTION, "verb", "weak", "quality", "polite", "ask", "negation", "too")
# What no command of the car holds: "Movie Night" is no film that is told of.
_STRANGE = ("unknown", "tale", "person", "nothing", "negation")
# What only counts, or goes on from what was said: "a bit", "don't", "everything".
_COUNTING = ("steps", "full", "negation", "pronoun", "too", "nothing")
_UNPLACED = ("lock", "garage")


class Mark(IntEnum):
    """Whose the words are."""

    CAR = 0  # nothing of the home in them
    NAMED = 1  # a device has a name that is also the car's: the car's first
    SHARED = 2  # a device has a name that is the car's too, but a home's before all: the home's first
    HOME = 3  # the home's alone


@dataclass(frozen=True, slots=True)
class HomeNames:
    """What the paired hub answers for. `areas` and `floors` are the hub's own names."""

    devices: tuple[Device, ...] = ()
    areas: tuple[str, ...] = ()
    floors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A device that a name means."""

    id: str
    kind: str
    name: str
    area: str | None = None


class Household(Lexicon):
    """The words of one language, with those of the home and the names that it has now."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        words: Mapping[str, Any] = load(language, "home")
        self._at_home = Node(likeliness)
        self._names = Node(likeliness)
        self._marks: tuple[dict[tuple[str, ...], Mark], int] = ({}, 0)
        self._rooms: dict[str, list[str]] = {}
        self._own: dict[tuple[str, ...], Mark] = {}
        self._paired = spelled(words["paired"])
        for head, kind in _HEADS.items():
            self._add_at_home(words[head], Tag(kind))
        for head, kind in _VALUED.items():
            for value, templates in words[head].items():
                self._add_at_home(templates, Tag(kind, value))
                if head in ("rooms", "floors"):
                    texts = [str(value).casefold(), *expand(templates)]
                    self._rooms |= dict.fromkeys(texts, texts)
        for head, kind in (("called", "own_kind"), ("called_too", "home_kind")):
            for of, names in words[head].items():
                for name, templates in names.items():
                    self._add_at_home(templates, Tag(kind, f"{of}#{name}"))
        for color, templates in load(language, "words")["colors"].items():
            self._add_at_home(templates, Tag("color", color))
        self.set_names(HomeNames())

    def _add_at_home(self, templates: Iterable[str], tag: Tag) -> None:
        for way in ways(templates):
            self._at_home.add(way, tag)
            if tag.kind in _MARKS:
                self._own |= dict.fromkeys(filter(None, wordings(way)), Mark.HOME)

    def set_names(self, home: HomeNames) -> None:
        """Take over the names of the paired home; called again whenever they change."""
        self._names = Node(likeliness)
        marks = dict(self._own)
        for text, tag in _names(home, self._rooms):
            tokens = _tokens(text)
            mark = self._mark_of(tokens, tag) if tokens else None
            if mark is not None:
                self._names.add(tokens, tag)
                marks[tokens] = max(mark, marks.get(tokens, Mark.CAR))
        self._marks = marks, max(map(len, marks), default=0)

    def _mark_of(self, tokens: tuple[str, ...], tag: Tag) -> Mark | None:
        """What a name is beside the language's own words; None for one that is no name ("and", "on")."""
        spans = self.cut(tokens)[0]
        if tokens in self._paired:
            return Mark.SHARED
        if all(span.may_be(*_COUNTING) or Tag("zone", "all") in span.tags for span in spans):
            return None
        if any(all(tag.kind in _STRANGE for tag in span.tags) for span in spans):
            return Mark.HOME
        if len(spans) == 1 and not spans[0].may_be("thing", "choice") and spans[0].may_be(*_ORDINARY):
            return None
        is_lock = tag.kind == "device" and tag.value.kind in _UNPLACED
        return Mark.HOME if is_lock and len(spans) > 1 else Mark.NAMED

    def mark(self, tokens: Sequence[str]) -> Mark:
        """The strongest mark in these words."""
        marks, longest = self._marks
        found = Mark.CAR
        for start in range(len(tokens)):
            if self._at_home.to(tokens[start]) is None and self._names.to(tokens[start]) is None:
                continue
            for end in range(start + 1, min(start + longest, len(tokens)) + 1):
                found = max(found, marks.get(tuple(tokens[start:end]), Mark.CAR))
        return found

    def cut_at_home(self, tokens: Sequence[str]) -> list[tuple[Span, ...]]:
        """The tokens cut into words of the language and of the home."""
        return self.cut(tokens, more=(self._at_home, self._names))


@lru_cache(maxsize=10_000)
def _tokens(name: str) -> tuple[str, ...]:
    """Each language asks for them, and again whenever a name has changed."""
    return tokenise(name)


def _names(home: HomeNames, rooms: Mapping[str, Sequence[str]]) -> Iterable[tuple[str, Tag]]:
    """Every name with what it means; a room that has a common name has all of its words."""
    for kind, places in (("area", home.areas), ("floor", home.floors)):
        for place in places:
            yield place, Tag(kind, place)
            yield from ((text, Tag(kind, place)) for text in rooms.get(place.casefold(), ()))
    taken = {area.casefold() for area in home.areas}
    for device in home.devices:
        kind = device.kind
        if kind == "cover" and device.attributes.get("device_class") in ("garage", "gate"):
            kind = "garage"
        for name in (device.name, *device.aliases):
            if (
                name.casefold() not in taken
            ):  # "the bedroom lights" are the room's, not a player's called Bedroom
                yield name, Tag("device", Named(device.id, kind, device.name, device.area))

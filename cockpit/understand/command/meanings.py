"""The readings of a part's words that may be one command: one meaning a word, the likelier first.

Most combinations fail at their first words. Whatever follows those, they fail, so none of it is tried.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cockpit.understand.command.places import begins
from cockpit.understand.effort import Effort
from cockpit.understand.words.tag import INSIDE, Span, Tag, Thing

_OPENING = ("polite", "filler", "conjunction")
_ENDING = ("final", "filler")
_VALUES = ("number", "fraction", "grade")


@dataclass(frozen=True, slots=True)
class _Begun:
    """What the words so far leave open. `controls`: the actions that they can mean, None for any."""

    controls: frozenset[str] | None = None
    opening: bool = True
    ended: bool = False
    valued: bool = False
    chosen: Tag | None = None
    named: tuple[str, ...] = ()
    places: int = 0
    excepting: bool = False
    anew: bool = False
    """Behind a name something began that is done to no further name."""

    def then(self, tag: Tag, things: Mapping[str, Thing]) -> "_Begun | None":
        """With one word more; None where that cannot be one command (see fitting.py and resolve.py)."""
        kind = tag.kind
        value = kind in _VALUES and (kind, tag.value) != ("number", 2.0)  # which may be a "to", misheard
        thing = kind == "thing"
        twice = thing and tag.value[0] in self.named and not self.excepting
        if (
            (kind == "polite" and not self.opening and tag.value != INSIDE)
            or (self.ended and kind not in _ENDING)
            or (value and self.valued)
            or (kind == "choice" and self.chosen not in (None, tag))
            or (thing and self.anew)
            or (twice and self.places > 1)
        ):
            return None
        limit = things[tag.value[0]].controls if thing else tag.controls
        controls = self.controls
        if limit:
            controls = frozenset(limit) if controls is None else controls.intersection(limit)
            if not controls:
                return None
        return _Begun(
            controls,
            self.opening and kind in _OPENING,
            self.ended or kind == "final",
            self.valued or value,
            tag if kind == "choice" else self.chosen,
            (*self.named, tag.value[0]) if thing else self.named,
            self.places + (kind in ("zone", "zone_before")),
            self.excepting or kind == "except",
            self.anew or (bool(self.named) and (kind in ("weak", "polite") or begins(tag))),
        )


def meanings(
    spans: Sequence[Span], things: Mapping[str, Thing], effort: Effort, limit: int
) -> Iterator[tuple[Tag, ...]]:
    """At most `limit` readings. Raises TooMuch."""
    found = 0
    waiting: list[tuple[tuple[Tag, ...], _Begun]] = [((), _Begun())]
    while waiting and found < limit:
        tags, begun = waiting.pop()
        effort.spend(1)
        if len(tags) == len(spans):
            found += 1
            yield tags
            continue
        for tag in reversed(spans[len(tags)].tags):
            after = begun.then(tag, things)
            if after is not None:
                waiting.append(((*tags, tag), after))

"""What a word may mean: its tags, the values that some of them have, and the words of a cut sentence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

# The order in which the meanings of a word are tried.
KINDS = (
    *("thing", "choice", "zone", "zone_before", "except", "verb", "quality", "done", "gerund"),
    *("pronoun", "number", "fraction", "full", "grade", "steps", "unit", "to", "by", "weak"),
    *("complaint", "complaint_glue", "too", "conjunction", "correction", "be", "polite"),
    *("negation", "nothing", "ask", "report", "tale", "person", "you", "final", "begin", "glue", "filler"),
    *("state", "pause", "because", "supposes", "unknown", "asked_state", "asking", "not_ours"),
)
_RANK = {kind: rank for rank, kind in enumerate(KINDS, 1)}
TELL = "tell"
"""The value of what asks behind manners too: "could you please tell me"."""
IS = "is"
"""The value of those words of complaints that say how something is, and so never how to make it."""
EASE = "ease"
"""The value of those weak verbs that make "off" and "back" mean less: "ease it off"."""
ARTICLE, PREPOSITION, NOUN = "article", "preposition", "noun"
"""The values of those small words that lean on others; see fitting.py."""
MISHEARD, BEHIND = "misheard", "behind"
"""The values of "too", as a "to" before a number and as an "also" behind what is done."""
VAGUE = "vague"
"""The value of those verbs without a meaning that rather name no thing either."""
BEYOND = "beyond"
"""The only word that goes with a name of what cannot be done: nobody says it."""
DONE = "done"
"""The value of what closes a report as well as a request: 空调开到最大了."""
INSIDE = "inside"
"""The value of those manners that may also stand inside a request for some more: 空调可以再冷一点吗."""
PLEASE = "please"
"""The value of those fillers that make a request of a mere name ("headlights please")."""
KEEP = "keep"
"""The value of those polite openings that make none of it ("leave the lights")."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One meaning of a word. `controls` limits a verb or a quality to those actions, and names them where
    nothing else does; with `needs_thing` it only limits ("收起来" of a shade that is named). Such a quality
    is a complaint by itself, never a wish: "fan too high"."""

    kind: str
    value: Any = None
    controls: tuple[str, ...] = ()
    needs_thing: bool = False


Gathered = Mapping[str, Sequence[Tag]]
"""The tags of a command by their kind."""


@dataclass(frozen=True, slots=True)
class Span:
    """The tokens `start` to `end` (exclusive) and what they may mean."""

    start: int
    end: int
    tags: tuple[Tag, ...]

    def may_be(self, *kinds: str) -> bool:
        return any(tag.kind in kinds for tag in self.tags)

    def only(self, *kinds: str) -> bool:
        return all(tag.kind in kinds for tag in self.tags)


@dataclass(frozen=True, slots=True)
class Thing:
    """A name of something that can be set: which actions it may mean, and with which words only."""

    key: str
    label: str
    controls: Mapping[str, tuple[str, ...]]

    @property
    def is_beyond(self) -> bool:
        """Whether nobody can do anything with it here, whatever is said of it."""
        return (BEYOND,) in self.controls.values()


def likeliness(tag: Tag) -> tuple[int, bool]:
    """A verb of certain things comes before the same word of any thing."""
    return _RANK.get(tag.kind, 0), tag.kind == "verb" and not tag.controls


def readings(spans: Sequence[Span], limit: int) -> Iterable[tuple[Tag, ...]]:
    """One meaning for each span, the likelier first, at most `limit` combinations."""
    for number, tags in enumerate(product(*(span.tags for span in spans))):
        if number >= limit:
            return
        yield tags

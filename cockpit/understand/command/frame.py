"""What was said in one command: what, where, how much, which way."""

from dataclasses import dataclass, field

from cockpit.understand.home.frame import HomeFrame
from cockpit.understand.words.tag import Tag, Thing

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

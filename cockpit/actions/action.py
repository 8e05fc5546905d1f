"""The kinds of action that are no control of the car's: questions, the home, the dialogue, the forbidden."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from cockpit.actions.control import Control


@dataclass(frozen=True, slots=True)
class Question:
    """Reads and never sets. `paths` are all that it may read.

    A Question with `of_control` is about a control: its slots are `control` (an action) and
    optionally `zone`, and it reads what that control sets. One with `controls` reads all of these
    controls everywhere, and tells those that are not at rest ("is anything open").
    """

    action: str
    paths: tuple[str, ...] = ()
    of_control: bool = False
    controls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Home:
    """Something a paired hub does (links/services.py says how).

    Slots: `device` (a hub's device id) with its `name`; or `scene` (its name); or any of `area`, `floor`
    and `kind` (a device kind such as "light", "all": every kind of the action; no place: the whole home),
    with `class` (a device class such as "blind"), `called` (what the name holds) and `except` (a list of
    ids, rooms, floors and kinds).
    `sets`: what the step holds beside. "number": one of `value`, `change` and `steps`; "text": `value`, one
    of `values` where these are given; "switch": `value`, true or false.
    `confirm`: asked first, for these kinds of device ("*": always).
    """

    action: str
    kinds: tuple[str, ...]
    sets: Literal["", "number", "text", "switch"] = ""
    values: tuple[str, ...] = ()
    confirm: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HomeQuestion:
    """What the devices of a paired hub tell. Slots as for `Home`, and what is asked: `about`."""

    action: str


@dataclass(frozen=True, slots=True)
class Phone:
    """Something a paired phone does. Slots: `contact` (a name or number as said), `message`."""

    action: str


@dataclass(frozen=True, slots=True)
class Destination:
    """Sets the route's end to a place of the memory. Slots: `place` (a name: "home", "work", …)."""

    action: str
    paths: Mapping[Literal["latitude", "longitude"], str]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """About the talk itself; touches neither car nor home, save undo, which puts values back."""

    action: str


@dataclass(frozen=True, slots=True)
class Never:
    """What the cockpit never does, whoever asks: the policy denies it, no path is declared."""

    action: str
    slots: Mapping[str, str] = field(default_factory=dict)


Action = Control | Question | Home | HomeQuestion | Phone | Destination | Dialogue | Never

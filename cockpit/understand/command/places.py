"""Which places a command names: "the left rear", "mine and the passenger's", "for me"."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cockpit.actions.zones import SEATS, ZONES, Seat
from cockpit.understand.words.tag import Tag

# What says how much: after it another place begins another command.
_VALUES = {"number", "fraction", "grade", "full", "steps", "choice"}
_SOFT = {"me", "i", "there"}
_SPEAKER = {"own", *_SOFT}
_WHOSE = {"theirs"}
_GUEST = {"guest"}
ONE_SEAT = tuple(name for name, seats in ZONES.items() if len(seats) == 1)
"""Places of which "all" is all the way: 副驾车窗全打开."""
POSSESSED = {"mine": "own", "hers": "her"}
"""Whose the thing is that was named before: "cool her seat, heat mine"."""


def place_of(tags: Sequence[Tag]) -> str | tuple[str, ...] | None:
    """The place meant: zones joined by "and" add up, zones in a row narrow each other.

    "nowhere" when they exclude each other. A place behind "except" is taken away from the rest.
    """
    tags = [replace(tag, value=POSSESSED[tag.value]) if _possessed(tag) else tag for tag in tags]
    but = next((place for place, tag in enumerate(tags) if tag.kind == "except"), None)
    if but is not None:
        tags = [tag for tag in tags if (tag.kind, tag.value) != ("zone", "others")]  # 除了副驾其他的
        return _but(tags, but)
    groups: list[set[str]] = []
    after_zone, joined = False, False
    between: list[Tag] = []
    for tag in tags:
        if tag.kind == "zone":
            if joined or (after_zone and _apart(groups[-1], tag.value)):
                groups[-1] = {"own" if zone in _SOFT else zone for zone in (*groups[-1], tag.value)}
            elif groups and _two_places(groups, between, tag.value):
                return "nowhere"
            else:
                groups.append({tag.value})
            after_zone, joined = True, False
        elif tag.kind == "conjunction":
            joined = after_zone
        elif tag.kind not in ("glue", "filler"):
            after_zone, joined = False, False
            between += [tag] if groups else []
    return _narrowed(groups)


def _possessed(tag: Tag) -> bool:
    return tag.kind == "zone" and tag.value in POSSESSED


def _apart(group: set[str], zone: str) -> bool:
    """主驾副驾: two places side by side that share no seat are both meant."""
    seats = {seat for name in group for seat in ZONES.get(name, ())}
    return bool(seats) and zone in ZONES and seats.isdisjoint(ZONES[zone])


def _but(tags: Sequence[Tag], but: int) -> str | tuple[str, ...]:
    zone = next((tag.value for tag in tags[but:] if tag.kind == "zone"), None)
    place = next((at for at in range(but, len(tags)) if tags[at].kind == "zone"), 0)
    rest = place_of([tag for at, tag in enumerate(tags) if at not in (but, place)]) or "all"
    is_named = any(tag.kind == "thing" for tag in tags) or any(tag.kind == "zone" for tag in tags[:but])
    if not is_named or zone is None or rest == "nowhere" or not isinstance(rest, str):
        return "nowhere"
    if zone in _SPEAKER:
        return "others" if rest == "all" else "nowhere"
    if rest in _SPEAKER:
        return rest  # "for me, but not for my wife"
    zone = "passenger" if zone in _GUEST else zone
    if zone not in ZONES:
        return "nowhere"  # "all but hers": whose that is nobody knows
    return named(seat for seat in ZONES.get(rest, ()) if seat not in ZONES[zone]) or "nowhere"


def without(
    where: str | tuple[str, ...], left_out: str | tuple[str, ...] | None
) -> str | tuple[str, ...] | None:
    """All but the rear is the front; `where` itself when it holds nothing of the rest, None when no more."""
    if where == left_out or left_out is None:
        return None
    if left_out in _SPEAKER:
        return "others" if where == "all" else None
    if where == "own":
        return where  # whose that is nobody knows yet
    names, others = ([name] if isinstance(name, str) else name for name in (where, left_out))
    if not {*names, *others} <= ZONES.keys():
        return None
    gone = {seat for name in others for seat in ZONES[name]}
    seats = tuple(seat for seat in SEATS for name in names if seat in ZONES[name] and seat not in gone)
    if gone.isdisjoint(seat for name in names for seat in ZONES[name]):
        return where
    return named(seats) or None


def named(seats: Iterable[Seat]) -> str | tuple[str, ...]:
    """What some seats are called in the order of SEATS: one name, else each seat's."""
    seats = tuple(seats)
    each = tuple(name for seat in seats for name, of in ZONES.items() if of == (seat,))
    return next((name for name, of in ZONES.items() if of == seats), each)


def rest_of(zone: str | tuple[str, ...] | None) -> tuple[str, ...] | None:
    """ "The driver's window up and the others down": every seat but those of `zone`; None for no such."""
    if not isinstance(zone, str) or zone not in ZONES:
        return None
    seats = [seat for seat in SEATS if seat not in ZONES[zone]]
    return tuple(name for seat in seats for name, of in ZONES.items() if of == (seat,)) or None


def _two_places(groups: Sequence[set[str]], between: Sequence[Tag], zone: str) -> bool:
    """ "The passenger's halfway, mine all the way": behind what settles the one place is another."""
    if zone in _SOFT:
        return False  # "open the passenger window for me"
    before = set().union(*groups)
    if before == {"all"} and zone != "own":
        return any(begins(tag) for tag in between)
    settled = any(tag.kind in _VALUES or begins(tag) for tag in between)
    if zone == "own":
        return not before <= _SPEAKER and (settled or any(tag.kind == "thing" for tag in between))
    return before <= {"own"} and settled


def _narrowed(groups: Sequence[set[str]]) -> str | tuple[str, ...] | None:
    if groups and (placed := [group for group in groups if group != _WHOSE]) != list(groups):
        return _narrowed(placed) if placed else "there"  # "my son's door": where he sits was not said
    if any(group & _GUEST for group in groups):  # "for my mum" is in front, "for my mum in the back" is not
        placed = [group for group in groups if group != _GUEST]
        if not any(group - {"all", *_SPEAKER} for group in placed):
            placed = [{"passenger" if zone == "guest" else zone for zone in group} for group in groups]
        return _narrowed(placed)
    # "all" and "my" give way to a place that is named: "all the windows in the back", "my rear window".
    named = [group for group in groups if not group <= {"all", *_SPEAKER}]
    rest = named or [group for group in groups if group == {"all"}] or list(groups)
    if {"her"} in rest and {"front"} in rest:
        return "passenger"  # "her seat at the front"
    rest = rest if len(rest) == 1 else [group for group in rest if not group <= _SOFT] or rest[:1]
    if not rest:
        return None
    if len(rest) == 1 or all(group == rest[0] for group in rest):
        zones = tuple(sorted(rest[0], key=_order))
        return zones[0] if len(zones) == 1 else zones
    seats = set.intersection(*({seat for zone in group for seat in ZONES.get(zone, ())} for group in rest))
    return next((zone for zone, of in ZONES.items() if set(of) == seats), "nowhere")


def in_row(zone: str, before: object) -> str:
    """The place `zone` behind the place `before`: "the back left on low, the right on high"."""
    if zone not in ("left", "right"):
        return zone
    if before in ("front", "driver", "passenger"):
        return "driver" if zone == "left" else "passenger"
    return f"rear_{zone}" if before in ("rear", "rear_left", "rear_right") else zone


def _order(zone: str) -> int:
    return list(ZONES).index(zone) if zone in ZONES else -1


def begins(tag: Tag) -> bool:
    """A verb that begins a command, not one that follows its thing like "up" in "turn the heat up"."""
    return tag.kind == "verb" and tag.value not in ("on", "off", "up", "down", "more", "less", "heat", "cool")


def place_told(zone: str, before: str | tuple[str, ...] | None) -> str | tuple[str, ...]:
    """Where "there" and "her" are, `before` having been said: who was named, else who sits beside."""
    if zone == "there":
        return before or "there"
    return "beside" if before is None or before in ("all", *_SPEAKER) else before

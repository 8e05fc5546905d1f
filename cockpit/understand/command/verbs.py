"""What is to be done in a command: "cool my seat down" is one thing, "mute off" another."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cockpit.understand.words.tag import EASE, Gathered, Tag, Thing

_PARTICLES = (("on", "up"), ("close", "down"), ("close", "up"), ("open", "up"), ("lock", "up"))
"""Behind a verb of its own what only goes with it: "start the fan up", "shut the heating down"."""
_EASED = {"off": "down", "backward": "down", "far_back": "min"}
_MOVING = ("seats.position", "seats.recline", "windows.")
"""What "back" is a way for."""
_RELATIVE = ("warmer", "cooler", "up", "down", "more", "less")


def verbs_of(
    tags: Sequence[Tag], gathered: Gathered, things: Mapping[str, Thing], *, polite: bool
) -> tuple[Tag, ...]:
    """The verbs meant, in the order they were said. `things`: by key; `polite`: it begins as a request."""
    return _eased(_unmuted(_apart(_said(tags, gathered, polite))), gathered, things)


def _said(tags: Sequence[Tag], gathered: Gathered, polite: bool) -> list[Tag]:
    verbs: list[Tag] = []
    for place, tag in enumerate(tags):
        wanted = polite or any(before.kind == "weak" for before in tags[:place])
        if tag.kind == "verb":
            verbs.append(tag)
        elif tag.kind in ("done", "gerund") and tag.value != "set":
            verbs.append(Tag("verb", tag.value))
        elif tag.kind == "quality":
            up, down, is_, _ = tag.value
            complains = (
                place > 0
                and tags[place - 1].kind in ("complaint", "steps")
                and "complaint" in gathered
                and ("weak" not in gathered or "verb" in gathered)  # 打|开|空调|太热了
            )
            aim = is_ if wanted and not complains else {"up": "down", "down": "up"}[is_]
            verbs.append(Tag("verb", up if aim == "up" else down, tag.controls))
    return verbs


def _apart(verbs: list[Tag]) -> list[Tag]:
    """Without what only goes with a verb of its own."""
    said = {verb.value for verb in verbs}
    for felt, particle in (("heat", "up"), ("cool", "down")):
        if {felt, particle} <= said:  # "cool my seat down": no seat goes down
            verbs = [verb for verb in verbs if verb.value != particle or verb.controls]
    if said == {"fold", "out"}:  # "fold the mirrors back out"
        verbs = [replace(verb, value="unfold") for verb in verbs if verb.value == "fold"]
    for way, particle in _PARTICLES:
        if [verb.value for verb in verbs] == [way, particle] and not verbs[1].controls:
            verbs = verbs[:1]
    return verbs


def _eased(verbs: tuple[Tag, ...], gathered: Gathered, things: Mapping[str, Thing]) -> tuple[Tag, ...]:
    """ "Ease it off", "shave a degree off the heat", "cut the fan back", but "ease my seat back" moves it."""
    named = [control for tag in gathered.get("thing", ()) for control in things[tag.value[0]].controls]
    moves = any(control.startswith(_MOVING) for control in named)
    by_steps = "steps" in gathered or "number" in gathered
    if Tag("weak", EASE) not in gathered.get("weak", ()) or moves:
        return verbs
    return tuple(
        replace(verb, value=_EASED.get(verb.value, verb.value))
        if verb.value != "off" or by_steps or not named
        else verb
        for verb in verbs
    )


def _unmuted(verbs: Sequence[Tag]) -> tuple[Tag, ...]:
    """ "Turn mute off", "静音关掉": what is switched off is the silence."""
    mute = next((verb for verb in verbs if verb.value == "mute"), None)
    others = {verb.value for verb in verbs} - {"mute"}
    if mute is None or not others or not others <= {"off", "close", "on", "open"}:
        return tuple(verbs)
    if others & {"off", "close"}:
        return (replace(mute, value="unmute"),)
    return (mute,)


def relative(tag: Tag) -> bool:
    """Whether it says only which way, or how much further."""
    return tag.kind == "steps" or (tag.kind == "verb" and tag.value in _RELATIVE)

"""Which actions a frame may mean, the likeliest first."""

from collections.abc import Sequence

from cockpit.actions.registry import CONTROLS
from cockpit.plan import Step
from cockpit.understand.command.frame import Frame
from cockpit.understand.command.levels import CELSIUS, FAHRENHEIT
from cockpit.understand.words.tag import Tag

_UNLIKE = ({"climate.fan", "drive.wipers"}, {"lights.ambient_brightness", "screen.brightness"})
"""What "faster" and "dimmer" may mean, out of the blue."""
_AIR = ("climate.temperature",)
_BEHIND_OR_BEFORE = ("front", "rear")
EVERYWHERE = (None, "all", "me", "i")
"""Places that leave none out."""


def candidates(frame: Frame, last: Step | None) -> tuple[str, ...]:
    """Actions of the registry, none where too little is said. `last`: what "it" may mean."""
    limits = [tag.controls for tag in (*frame.verbs, *frame.choices) if tag.controls]
    naming = [tag.controls for tag in (*frame.verbs, *frame.choices) if tag.controls and not tag.needs_thing]
    if _says_too_little(frame, last, naming):
        return ()
    named = frame.controls()
    names = (*_of_last(frame, named, last), *named) if frame.things else _unnamed(frame, last, naming)
    names = tuple(name for name in names if all(name in limit for limit in limits))
    off = any(verb.value in ("off", "close") for verb in frame.verbs)
    if not off or frame.zone is None or frame.zone in ("all", "own", "me", "i"):
        return names
    return tuple(sorted(names, key=_whole_car))  # "the heat off in the back" is not all of it


def _unnamed(frame: Frame, last: Step | None, naming: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """What is meant where no thing is named. `naming`: what each of its words stands for."""
    if naming:
        return (frame.implied,) if frame.implied and frame.implied in naming[0] else naming[0][:1]
    if frame.unit in ("celsius", "fahrenheit") or (frame.unit == "degree" and not frame.pronoun):
        return _AIR
    if frame.implied is not None:
        return (frame.implied,)
    if frame.unit == "degree" and last is None and (frame.weak or frame.has_verb):
        return _AIR
    everywhere = frame.zone == "all" and frame.please  # "eighteen everywhere please"
    placed = everywhere or frame.zone not in (None, "own", "me", "i", "all")
    if placed and frame == Frame(zone=frame.zone, number=frame.number, please=frame.please):
        return _AIR if frame.number and bare_degrees(frame) and _degrees(frame.number) else ()
    if frame.pronoun and last is not None and last.action in CONTROLS:
        everywhere = frame.zone in (*EVERYWHERE, "own", *_BEHIND_OR_BEFORE)
        whole_car = "" in CONTROLS[last.action].paths  # has no "one on the other side"
        return (last.action,) if everywhere or not whole_car else ()
    asked = (frame.weak or frame.polite or frame.to) and (frame.pronoun or frame.zone)
    there = frame.zone is not None and frame.to and moves(frame)
    if asked and bare_degrees(frame) and (not frame.verbs or there):
        return _AIR  # "make it 22", "set the driver to 20", "take the back down to 19"
    if frame.weak and not frame.vague and frame.pronoun and not frame.zone and _goes(frame):
        return ("media.volume",)  # "turn it up", out of the blue
    return ()


def _says_too_little(frame: Frame, last: Step | None, naming: Sequence[Sequence[str]]) -> bool:
    """Whether its words may mean several unlike things. `naming`: what each of them stands for."""
    if {verb.value for verb in frame.verbs} <= {"heat", "cool"} and frame == Frame(verbs=frame.verbs):
        return True  # "cool" is rather an answer
    told = frame.things or frame.implied or frame.zone or frame.complaint or (frame.weak and not frame.vague)
    if not (told or (frame.pronoun and last)) and any(_vague(tag) for tag in frame.verbs):
        return True  # "faster": the fan or the wipers
    known = frame.things or frame.implied or (last is not None and naming and last.action in naming[0])
    return frame.owned and bool(naming) and not known  # "heat mine": my what


def _of_last(frame: Frame, named: Sequence[str], last: Step | None) -> Sequence[str]:
    """Which of all that is called so goes with the last step: "turn the heating off", a lamp's brightness."""
    if last is None:
        return ()
    if last.action in named and ends(frame):
        return (last.action,)
    lamp = last.action.partition("_")[0]
    return [name for name in named if lamp.startswith("lights.") and name.startswith(f"{lamp}_")]


def ends(frame: Frame) -> bool:
    """ "Turn the heating off": of all that is called so the one that was just turned on."""
    return frame.zone is None and [verb.value for verb in frame.verbs] in (["off"], ["close"])


def _vague(tag: Tag) -> bool:
    return any(set(tag.controls) >= unlike for unlike in _UNLIKE)


def _whole_car(name: str) -> bool:
    """Whether it switches the climate off in all of the car."""
    return name == "climate.power"


def moves(frame: Frame) -> bool:
    return {verb.value for verb in frame.verbs} in ({"up"}, {"down"})


def _goes(frame: Frame) -> bool:
    """Also "right down", of what goes so far."""
    return moves(frame) or any(verb.needs_thing and "media.volume" in verb.controls for verb in frame.verbs)


def bare_degrees(frame: Frame) -> bool:
    """A number that nothing is named for: degrees. "Set it to 90" is so told what can be set."""
    if frame.number is None or frame.unit not in (None, "degree"):
        return False
    return frame.pronoun or frame.to or _degrees(frame.number)


def _degrees(number: float) -> bool:
    return CELSIUS[0] <= number <= CELSIUS[1] or FAHRENHEIT[0] <= number <= FAHRENHEIT[1]

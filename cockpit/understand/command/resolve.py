"""From a frame to a step: which control is meant, and what its slots are."""

from dataclasses import replace

from cockpit.actions.action import Never
from cockpit.actions.control import Choice, Control, Level, Switch
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.plan import Step
from cockpit.understand.command.candidates import EVERYWHERE, bare_degrees, candidates, ends, moves
from cockpit.understand.command.frame import Frame
from cockpit.understand.command.levels import CELSIUS, level_slots
from cockpit.understand.command.slots import Slots, choice_slots, switch_slots
from cockpit.understand.words.tag import Tag

_BEHIND = {
    "climate.front_defrost": "climate.rear_defrost",
    "lights.fog": "lights.rear_fog",
    "drive.wipers": "drive.rear_wiper",
    "drive.washer": "drive.rear_washer",
}
"""What the same thing is called at the back."""
_AT_THE_BACK = ("rear", "rear_left", "rear_right")
_AT_A_SEAT = {"lights.dome": "lights.reading"}
"""The dome light is of the whole car; the light of a seat is its reading light."""
_INSIDE = ("lights.dome", "lights.reading", "lights.ambient")
""" "All the lights inside"."""


def steps_of(frame: Frame, last: Step | None = None) -> tuple[Step, ...] | None:
    """The steps of a frame, None when it is no command. `last` is what "it" may mean.

    A step whose slots hold "missing" names a control but not what to do with it.
    """
    plain = None if any(thing.is_beyond for thing in frame.things) else _plain(frame, last)
    if plain is None:
        return None
    frame = plain
    for name in candidates(frame, last):
        action = REGISTRY[name]
        if isinstance(action, Never):
            if frame.has_verb or frame.weak or frame.has_value:
                return (Step(name, {}),)
            continue
        if not isinstance(action, Control) or not _is_at(frame, action):
            continue
        if name != _first(frame) and _counted(action, frame):
            continue
        if frame.complaint and not frame.things and frame.zone not in EVERYWHERE and "" in action.paths:
            continue  # 前面好亮: what is bright there is no screen
        slots = _slots(action, frame)
        if slots is not None:
            return _steps(name, slots, frame, last)
    return None


def _plain(frame: Frame, last: Step | None) -> Frame | None:
    """The frame with what it means by a word that is of something else; None where that makes no sense."""
    if any(verb.value == "sync" for verb in frame.verbs):
        if frame.number is None or not (frame.things or frame.implied):
            return None
        verbs = tuple(verb for verb in frame.verbs if verb.value != "sync")
        frame = replace(frame, verbs=verbs, zone=frame.zone or "all", to=True)
    if _no_level(frame, frame.implied or (last.action if last is not None else "")):
        # "My seat heater off, drop it to nineteen", "set the passenger seat to 22".
        zone = frame.zone if _of_a_seat(frame) else None
        frame = replace(frame, things=(), zone=zone, implied="climate.temperature")
    moved = moves(frame) and not any(verb.controls for verb in frame.verbs)
    if _first(frame) == "climate.ac" and frame.to and moved and bare_degrees(frame):
        frame = replace(frame, verbs=())  # "the air con down to eighteen": no percent of the fan
    return frame


def _steps(name: str, slots: Slots, frame: Frame, last: Step | None) -> tuple[Step, ...] | None:
    """The action at the place that was said: there it may be another, or several."""
    if frame.zone == "all" and name == "lights.dome":
        return tuple(Step(each, slots | _everywhere(each)) for each in _INSIDE)
    if frame.zone == "all" and name in _BEHIND and isinstance(CONTROLS[name].value, Switch | Choice):
        return (Step(name, slots), Step(_BEHIND[name], slots))  # "front and rear fogs on"
    meant = at_place(name, frame.zone)
    if name in _AT_A_SEAT and frame.zone not in EVERYWHERE and _may_be_at_a_seat(name, frame):
        if frame.zone == "front":
            return None  # those in front of the car, or in front of us
        meant = _AT_A_SEAT[name]
    step = Step(meant, slots | _zone_slot(CONTROLS[meant], frame, last))
    return (step, Step("climate.ac", {"value": True})) if _cooled(name, frame) else (step,)


def _cooled(name: str, frame: Frame) -> bool:
    """Whether the air conditioning is also to be switched on: 开空调，二十二度, but not 空调开到二十二度."""
    switched = frame.first and {verb.value for verb in frame.verbs} <= {"on", "open"}
    return name == "climate.temperature" and switched and _first(frame) == "climate.ac"


def at_place(name: str, zone: str | tuple[str, ...] | None) -> str:
    """The control that a place makes of one: the defroster in the back is the rear one."""
    return _BEHIND.get(name, name) if zone in _AT_THE_BACK else name


def _may_be_at_a_seat(name: str, frame: Frame) -> bool:
    """Whether the words are also a name of what each seat has for itself."""
    return _AT_A_SEAT[name] in frame.controls() and frame.allows(_AT_A_SEAT[name], "on")


def _is_at(frame: Frame, control: Control) -> bool:
    """Whether it may be at that place: not where nobody said, and no "left rear shade" is the one behind.

    "Quiet back there" is said to those who sit there.
    """
    if "" not in control.paths:
        return frame.zone != "there"
    if control.action in _BEHIND.values() and frame.zone == "front":
        return False
    if control.action == "lights.low_beam":
        return frame.zone in (*EVERYWHERE, "own", "front")  # "the lights in the back" are others
    placed = frame.zone not in (*EVERYWHERE, "own")
    quieter = any(verb.value in ("mute", "down") for verb in frame.verbs)
    if placed and not frame.things and (quieter or Tag("verb", "up") in frame.verbs):
        return False  # "turn it up in the back" is no radio
    of_all = not placed or frame.zone in ("there", "front", "rear")
    return frame.zone != "others" and (of_all or not control.action.startswith("windows."))


def _everywhere(name: str) -> Slots:
    return {} if "" in CONTROLS[name].paths else {"zone": "all"}


def _first(frame: Frame) -> str | None:
    return next(iter(frame.controls()), None)


def _counted(control: Control, frame: Frame) -> bool:
    """ "Turn on light 2": the second of several, no brightness."""
    first = CONTROLS.get(_first(frame) or control.action)
    return (
        first is not None
        and isinstance(first.value, Switch)
        and isinstance(control.value, Level)
        and control.value.unit == "percent"
        and frame.number is not None
        and frame.unit is None
        and not frame.to
        and all(verb.value == "on" for verb in frame.verbs)
    )


def _of_a_seat(frame: Frame) -> bool:
    """Whether a seat is named, and not what of it."""
    return frame.controls()[:1] == ("seats.position",) and "seats.heating" in frame.controls()


def _no_level(frame: Frame, it: str) -> bool:
    """Whether a seat or what heats it is meant, and the number is no level of that but a temperature."""
    number = frame.number if frame.unit in (None, "degree") and not frame.by else None
    if _of_a_seat(frame):
        return number is not None and CELSIUS[0] <= number <= CELSIUS[1] and frame.to and not frame.verbs
    number = number if frame.pronoun and frame.to and frame.unit is None else None
    return it.endswith("heating") and number is not None and CELSIUS[0] <= number <= CELSIUS[1]


_SIDES = {"driver": "left", "passenger": "right"}
"""Of several windows or doors "the passenger's" are those of that side."""


def _has_own(control: Control) -> bool:
    """Whether each place has one of it for itself: a door and its lock."""
    return control.action.startswith("doors.") or control.action.startswith("lights.")


def _zone_slot(control: Control, frame: Frame, last: Step | None) -> Slots:
    if "" in control.paths:
        return {}
    if frame.zone in ("me", "i"):
        own = frame.zone == "me" and control.default_zone == "own"
        return {"zone": "all"} if frame.many else {"zone": "own"} if own else {}
    if frame.zone == "own" and control.default_zone == "all" and not (frame.many or _has_own(control)):
        return {}  # "my mirrors" are the car's
    if frame.many and frame.zone in _SIDES and control.action.startswith(("windows.", "doors.")):
        return {"zone": _SIDES[str(frame.zone)]}
    if frame.zone == "beside" and frame.many:
        return {"zone": "others"}  # "the other windows" are more than the next one
    if frame.zone is not None:
        return {"zone": frame.zone if isinstance(frame.zone, str) else list(frame.zone)}
    if frame.many:
        return {"zone": "all"}
    if last is not None and "zone" in last.slots:
        meant = last.action == control.action != _first(frame) and ends(frame)
        if meant or (frame.pronoun and not frame.things):
            return {"zone": last.slots["zone"]}
    return {}


def _slots(control: Control, frame: Frame) -> Slots | None:
    words = [verb.value for verb in frame.verbs]
    degrees = (
        set(words) <= {"on", "open", "more", "less"} and frame.number is not None and frame.unit == "degree"
    )
    said = ["value"] if degrees else words  # 空调打开二十六度, 空调加两度
    if words and frame.things and not any(frame.allows(control.action, word) for word in said):
        return None
    if not words and frame.things and not _allowed_without_verb(control, frame):
        return None
    match control.value:
        case Level():
            return level_slots(control, control.value, frame, words)
        case Choice():
            return choice_slots(control, control.value, frame, words)
        case Switch():
            return switch_slots(control, frame, words)


def _allowed_without_verb(control: Control, frame: Frame) -> bool:
    asks = frame.weak and not frame.choices  # "set the temperature": to what?
    kind = "choice" if frame.choices else "value" if frame.has_value or asks else "on"
    first = CONTROLS.get(_first(frame) or "")
    if frame.graded and first is not None and isinstance(first.value, Switch) and not frame.weak:
        return False  # "high beams" are no brightness
    if kind == "on" and not frame.weak and frame.steps is None and control.action != _first(frame):
        return False  # "my seat please": where it stands is what a seat is first, and what of it was not said
    return frame.allows(control.action, kind)

"""From a frame to a step: which control is meant, and what its slots are."""

from dataclasses import replace
from typing import Any

from cockpit.actions.action import Never
from cockpit.actions.control import Choice, Control, Level, Switch
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.plan import Step
from cockpit.understand.frame import Frame

Slots = dict[str, Any]
FAHRENHEIT = (60, 85)
"""A bare temperature in this range is meant in degrees Fahrenheit."""
_ALWAYS = {"up": 1, "down": -1, "more": 1, "less": -1}
_SURELY_ABSOLUTE_CELSIUS = 14
"""No one asks for a change of so many degrees: "turn the heat up 24 degrees" names the aim."""
_WITH_A_CHOICE = {"on", "open", "play", "aim"}
_CRACK = 10
"""The percents of a crack: of what opens, and of nothing else."""
_MOST_STEPS = 10
"""Who asks for more of them counts in the thing's own unit: "up by fifty points"."""
_BEHIND = {
    "lights.fog": "lights.rear_fog",
    "drive.wipers": "drive.rear_wiper",
    "drive.washer": "drive.rear_washer",
}
"""What the same thing is called at the back."""
ALONE = {"drive.mode", "media.source", "screen.mode", "drive.charging"}
"""Whose choices need no thing beside them: "switch to sport", but "the air to my feet"."""
MISSING = "missing"


def steps_of(frame: Frame, last: Step | None = None) -> tuple[Step, ...] | None:
    """The steps of a frame, None when it is no command. `last` is what "it" may mean.

    A step whose slots hold "missing" names a control but not what to do with it.
    """
    if any(verb.value == "sync" for verb in frame.verbs):
        if frame.number is None or not (frame.things or frame.implied):
            return None
        verbs = tuple(verb for verb in frame.verbs if verb.value != "sync")
        frame = replace(frame, verbs=verbs, zone=frame.zone or "all", to=True)
    if frame.zone == "there":
        return None  # nobody said where that is
    for name in _candidates(frame, last):
        action = REGISTRY[name]
        if isinstance(action, Never):
            if frame.has_verb or frame.weak or frame.has_value:
                return (Step(name, {}),)
            continue
        if not isinstance(action, Control):
            continue
        if name != _first(frame) and _counted(action, frame):
            continue
        slots = _slots(action, frame)
        if slots is not None:
            if frame.zone == "all" and name in _BEHIND and isinstance(action.value, Switch):
                return (Step(name, slots), Step(_BEHIND[name], slots))  # "front and rear fogs on"
            meant = _BEHIND.get(name, name) if frame.zone == "rear" else name
            return (Step(meant, slots | _zone_slot(action, frame, last)),)
    return None


def _whole_car(name: str) -> bool:
    """Whether it switches the climate off in all of the car."""
    return name == "climate.power"


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


def _candidates(frame: Frame, last: Step | None) -> tuple[str, ...]:
    limits = [verb.controls for verb in (*frame.verbs, *frame.choices) if verb.controls]
    naming = [tag.controls for tag in (*frame.verbs, *frame.choices) if tag.controls and not tag.needs_thing]
    named = frame.controls() if frame.things else ()
    if {verb.value for verb in frame.verbs} <= {"heat", "cool"} and frame == Frame(verbs=frame.verbs):
        return ()  # "cool" is rather an answer
    if frame.things:
        names = named
    elif naming:
        meant = frame.implied if frame.pronoun and frame.implied in naming[0] else naming[0][0]
        names = (meant,)
    elif frame.unit in ("celsius", "fahrenheit") or (frame.unit == "degree" and not frame.pronoun):
        names = ("climate.temperature",)
    elif frame.implied is not None:
        names = (frame.implied,)
    elif frame.unit == "degree" and last is None and (frame.weak or frame.has_verb):
        names = ("climate.temperature",)
    elif frame.zone not in (None, "own", "me", "i", "all") and frame == Frame(
        zone=frame.zone, number=frame.number, please=frame.please
    ):
        names = (
            ("climate.temperature",)
            if frame.number and _bare_degrees(frame) and _degrees(frame.number)
            else ()
        )
    elif frame.pronoun and last is not None and last.action in CONTROLS:
        names = (last.action,)
    elif (
        (frame.weak or frame.polite or frame.to)
        and (frame.pronoun or frame.zone)
        and _bare_degrees(frame)
        and not frame.verbs
    ):
        names = ("climate.temperature",)  # "make it 22", "set the driver to 20"
    elif (
        frame.weak
        and not frame.vague
        and frame.pronoun
        and {verb.value for verb in frame.verbs} in ({"up"}, {"down"}, {"more"}, {"less"})
    ):
        names = ("media.volume",)  # "turn it up", out of the blue
    else:
        return ()
    names = tuple(name for name in names if all(name in limit for limit in limits))
    off = any(verb.value in ("off", "close") for verb in frame.verbs)
    if not off or frame.zone is None or frame.zone in ("all", "own", "me", "i"):
        return names
    return tuple(sorted(names, key=_whole_car))  # "the heat off in the back" is not all of it


def _bare_degrees(frame: Frame) -> bool:
    """A number that nothing is named for: degrees. "Set it to 90" is so told what can be set."""
    if frame.number is None or frame.unit not in (None, "degree"):
        return False
    return frame.pronoun or frame.to or _degrees(frame.number)


def _degrees(number: float) -> bool:
    return 16 <= number <= 28 or FAHRENHEIT[0] <= number <= FAHRENHEIT[1]


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
    if last is not None and not frame.things and frame.pronoun and "zone" in last.slots:
        return {"zone": last.slots["zone"]}
    return {}


def _slots(control: Control, frame: Frame) -> Slots | None:
    words = [verb.value for verb in frame.verbs]
    if words and frame.things and not any(frame.allows(control.action, word) for word in words):
        return None
    if not words and frame.things and not _allowed_without_verb(control, frame):
        return None
    match control.value:
        case Level():
            return _level(control, control.value, frame, words)
        case Choice():
            return _choice(control, control.value, frame, words)
        case Switch():
            return _switch(control, frame, words)


def _allowed_without_verb(control: Control, frame: Frame) -> bool:
    kind = "choice" if frame.choices else "value" if frame.has_value else "on"
    first = CONTROLS.get(_first(frame) or "")
    if frame.graded and first is not None and isinstance(first.value, Switch) and not frame.weak:
        return False  # "high beams" are no brightness
    return frame.allows(control.action, kind)


def _switch(control: Control, frame: Frame, words: list[str]) -> Slots | None:
    if frame.number is not None or frame.percent is not None or frame.choices:
        return None
    if frame.steps is not None and any(not verb.controls for verb in frame.verbs):
        return None
    if not words:
        return _bare(control, frame)
    values = {control.verbs.get(word) for word in words}
    return {"value": values.pop()} if len(values) == 1 and None not in values else None


def _bare(control: Control, frame: Frame) -> Slots | None:
    """A thing without a verb: "headlights" switches them on; what opens says nothing."""
    if frame.weak and frame.things and not frame.pronoun and isinstance(control.value, Level | Choice):
        return {MISSING: True}
    if frame.weak or frame.pronoun or "on" not in control.verbs or frame.complaint or frame.be:
        return None
    if not frame.please:
        return None
    return {"value": control.verbs["on"]}


def _choice(control: Control, choice: Choice, frame: Frame, words: list[str]) -> Slots | None:
    if frame.unit == "notch" and choice.order and words and set(words) <= set(_ALWAYS) and not frame.to:
        return {"steps": _ALWAYS[words[0]] * int(frame.number or 1)}
    if frame.number is not None:
        return None if frame.choices else _stage(choice, frame.number, frame.unit, words)
    if frame.percent is not None:
        return None
    said = [tag.value[1] for tag in frame.choices if tag.value[0] == control.action]
    if frame.choices and (not said or frame.steps is not None):
        return None
    if (
        said
        and not frame.things
        and (control.action not in ALONE or not (words or frame.weak or frame.please))
    ):
        return None
    if said:
        if set(words) <= _WITH_A_CHOICE:
            return {"value": said[0]}
        ends = {control.verbs.get(word) for word in words}
        return {"value": ends.pop()} if len(ends) == 1 and None not in ends else None
    ends = {control.verbs[word] for word in words if word in control.verbs}
    if ends:
        whole = all(word in control.verbs or word in ("up", "down") for word in words)
        return {"value": ends.pop()} if len(ends) == 1 and whole else None
    if words and choice.order and set(words) <= set(_ALWAYS):
        return {"steps": _ALWAYS[words[0]] * int(frame.steps or 1)}
    return _bare(control, frame) if not words else None


def _stage(choice: Choice, number: float, unit: str | None, words: list[str]) -> Slots | None:
    """ "Wipers to level two": the last three of an order are the stages one to three."""
    stages = choice.order[-3:]
    if unit in (None, "level", "notch") and not set(words) - {"on"} and number in (1, 2, 3) and stages:
        return {"value": stages[int(number) - 1]}
    return None


def _level(control: Control, level: Level, frame: Frame, words: list[str]) -> Slots | None:
    if frame.choices:
        return None
    moves = _ALWAYS | dict(control.moves)
    ends = [float(control.verbs[word]) for word in words if word in control.verbs]
    signs = [moves[word] for word in words if moves.get(word) and word not in control.verbs]
    extremes = [word for word in words if word in ("max", "min")]
    ends += [level.high if word == "max" else level.low for word in extremes if word not in control.verbs]
    known = {*control.verbs, *moves, "max", "min"}
    if any(word not in known for word in words) or len({sign > 0 for sign in signs}) > 1:
        return None
    sign = signs[0] if signs else 0
    switched = any(word in ("on", "open") and word in control.moves for word in words)
    if switched and frame.number is not None and not frame.to and frame.number < _SURELY_ABSOLUTE_CELSIUS:
        return None
    if len(set(ends)) > 1 and not extremes:
        return None
    if frame.number is not None:
        return _numbered(control, level, frame, sign, ends)
    if frame.percent is not None:
        return _portion(level, frame, ends, words)
    if extremes:
        return _extreme(level, ends, sign, extremes[0])
    if frame.full and (ends or sign or not words):
        return {"value": _plain(ends[0] if ends else level.low if sign < 0 else level.high)}
    if any(end in level.extra for end in ends):
        return {"value": _plain(ends[0])} if len(set(ends)) == 1 else None  # tilted is tilted, a bit or not
    if ends and "more" in words and level.opens is not None:
        return {"steps": int(_way(level, ends[0]) * (frame.steps or 1))}  # "open it more" is not all the way
    if frame.steps is not None and (sign or (ends and level.opens is not None)):
        return {"steps": int((sign or _way(level, ends[0])) / abs(sign or 1) * frame.steps)}
    if ends:
        if sign and (level.opens is None or (sign > 0) != (_way(level, ends[0]) > 0)):
            return None  # "on" and "down": one of them is no verb here
        return {"value": _plain(ends[0])} if frame.steps is None else None
    if sign:
        return {"steps": sign}
    if frame.steps is not None:  # "a bit of breeze please"
        asked = frame.please and frame.things and level.opens is None and not (words or frame.weak)
        return {"steps": int(frame.steps)} if asked else None
    return _bare(control, frame)


def _extreme(level: Level, ends: list[float], sign: int, word: str) -> Slots | None:
    if sign and (sign > 0) != (word == "max"):
        return None
    end = max(ends) if word == "max" else min(ends)
    return {"value": _plain(end)}


def _way(level: Level, end: float) -> int:
    return 1 if end > (level.low + level.high) / 2 else -1


def _portion(level: Level, frame: Frame, ends: list[float], words: list[str]) -> Slots | None:
    """Halfway, a third, low, high: a share of the way, counted from where the verb begins."""
    percent = frame.percent or 0.0
    if level.unit == "celsius":
        if frame.unit in ("degree", "celsius") and percent == 50:
            return None  # half a degree is said as a number
        if not frame.graded or percent == 67 or not set(words) <= {"on", "open"}:
            return None  # "heat low" is no coldest, "cool, high" no warmest
        return {"value": _plain(level.high if percent == 100 else level.low)}
    if level.unit != "percent" or (ends and level.opens is None and ends[0] == 0):
        return None
    moves = any(word in _ALWAYS for word in words)
    if level.opens is None and moves and not (frame.graded or frame.to):
        return None  # "down by half": of what it is, or of all? Nobody knows
    if percent == _CRACK and level.opens is None:
        return None  # "crack on with the music"
    if frame.by and level.opens is None:
        return None  # "up by half": of what it is now, or of all? Nobody knows
    return {"value": _plain(_opened(level, percent, ends, frame.to))}


def _opened(level: Level, percent: float, ends: list[float], to: bool) -> float:
    """The path's value for "open 30 %" or "close 30 %" of a thing that opens and closes."""
    if level.opens is None or not ends:
        return percent
    if ends[0] == level.opens:
        return percent if level.opens == level.high else level.high - percent
    if level.opens == level.low or to:
        return percent
    return level.high - percent


def _numbered(control: Control, level: Level, frame: Frame, sign: int, ends: list[float]) -> Slots | None:
    number, unit = frame.number or 0.0, frame.unit
    way = sign or (_way(level, ends[0]) if ends and level.opens is not None else 0)
    if ends and level.opens is None and ends[0] == 0:
        return None  # "turn off the seat heating to 50"
    if number < 0:
        return {"value": _plain(number)}  # below every range: refused, with the range as the reason
    if unit == "notch" and not frame.to:
        if way and number > _MOST_STEPS:
            return {"change": _plain(number if way > 0 else -number)}
        if way:
            return {"steps": int(number) * (1 if way > 0 else -1)}
        return _on_scale(level, number, "level")
    if level.unit == "celsius":
        return _celsius(number, frame, sign)
    if level.unit in ("mm", "degrees"):
        return _length(level, number, unit, sign, frame)
    if unit in ("celsius", "fahrenheit", "degree", "mm", "cm", "inch"):
        return None
    changes = frame.by or (bool(sign) and not frame.to)
    if changes:
        if not way:
            return None
        if level.levels and unit != "percent" and number <= 5:
            return {"steps": int(number) * (1 if way > 0 else -1)}
        return {"change": _plain(number if way > 0 else -number)}
    if level.opens is not None and ends:
        return {"value": _plain(_opened(level, number, ends, frame.to))}
    return _on_scale(level, number, unit)


def _on_scale(level: Level, number: float, unit: str | None) -> Slots | None:
    """A level of a thing with notches ("fan to three") as its percent, else the number itself.

    A level that there is not ("seat heating level nine") stays beyond the range.
    """
    if level.unit != "percent":
        return None
    if level.levels and unit != "percent" and (number < 10 or unit is not None) and number == int(number):
        there_is = number < len(level.levels)
        return {"value": _plain(level.levels[int(number)] if there_is else level.high + number * level.step)}
    return {"value": _plain(number)}


def _celsius(number: float, frame: Frame, sign: int) -> Slots | None:
    if frame.unit in ("percent", "mm", "cm", "inch"):
        return None
    degrees = frame.unit == "fahrenheit"
    if frame.by or (sign and not frame.to and number < _SURELY_ABSOLUTE_CELSIUS):
        if not sign:
            return None
        change = number * 5 / 9 if degrees else number
        return {"change": _plain(round((change if sign > 0 else -change) * 2) / 2)}
    bare = frame.unit != "celsius" and FAHRENHEIT[0] <= number <= FAHRENHEIT[1]
    if degrees or bare:
        number = round((number - 32) * 5 / 9 * 2) / 2
    return {"value": _plain(number)}


def _length(level: Level, number: float, unit: str | None, sign: int, frame: Frame) -> Slots | None:
    if unit == "percent" and not sign:
        return {"value": _plain(level.rounded(level.low + (level.high - level.low) * number / 100))}
    if level.unit == "degrees":
        if unit not in (None, "degree"):
            return None
    else:
        # A bare "two" may be a stored place; a bare 45 can only be millimetres.
        scale = {"mm": 1.0, "cm": 10.0, "inch": 25.4}.get(unit or ("mm" if number >= 10 else ""))
        if scale is None:
            return None
        number = round(number * scale)
    if sign and not frame.to:
        return {"change": _plain(number if sign > 0 else -number)}
    return {"value": _plain(number)}


def _plain(value: float) -> float | int:
    return int(value) if value == int(value) else value

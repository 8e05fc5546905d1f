"""A frame's numbers, shares, ends and steps → the slots of something that has a level."""

from cockpit.actions.control import Control, Level
from cockpit.understand.command.frame import Frame
from cockpit.understand.command.slots import ALWAYS, Slots, bare

CELSIUS = (16, 28)
"""A bare number in this range may be a temperature."""
FAHRENHEIT = (60, 85)
"""A bare temperature in this range is meant in degrees Fahrenheit."""
_SURELY_ABSOLUTE_CELSIUS = 14
"""No one asks for a change of so many degrees: "turn the heat up 24 degrees" names the aim."""
_SURELY_ABSOLUTE_ANGLE = 30
"""Nobody moves a seat's back by so many degrees: "recline my seat forty degrees" names the aim."""
_CRACK = 10
"""The percents of a crack: of what opens, and of nothing else."""
_FEW = 5
"""So few percent nobody opens anything."""
_MOST_STEPS = 10
"""Who asks for more of them counts in the thing's own unit: "up by fifty points"."""


def level_slots(control: Control, level: Level, frame: Frame, words: list[str]) -> Slots | None:
    """None where the words make no sense for it. `words`: the verbs."""
    moves = ALWAYS | dict(control.moves)
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
        return _numbered(level, frame, sign, ends)
    if frame.percent is not None:
        return _portion(level, frame, ends, words)
    if extremes:
        if level.opens is None and ("off" in words or frame.steps is not None):
            return None  # "the fan off all the way to max", "warm this right up a little"
        return _extreme(ends, 0 if switched else sign, extremes[0])
    if frame.full and not words and level.opens == level.low:
        return None  # "the blind all the way": open or closed?
    if frame.full and frame.steps is None and (ends or sign or not words):
        return {"value": _plain(_fully(level, ends, sign))}
    return _moved(control, level, frame, ends, sign, words)


def _fully(level: Level, ends: list[float], sign: int) -> float:
    if not ends:
        return level.low if sign < 0 else level.high
    most = level.opens is None and ends[0] > level.low  # "cool it all the way"
    return level.high if most else ends[0]


def _moved(
    control: Control, level: Level, frame: Frame, ends: list[float], sign: int, words: list[str]
) -> Slots | None:
    """To an end, or some steps that way."""
    if any(end in level.extra for end in ends):
        return {"value": _plain(ends[0])} if len(set(ends)) == 1 else None  # tilted is tilted, a bit or not
    if ends and "more" in words and level.opens is not None:
        return {"steps": int(_way(level, ends[0]) * (frame.steps or 1))}  # "open it more" is not all the way
    if ends and sign and (level.opens is None or (sign > 0) != (_way(level, ends[0]) > 0)):
        return None  # "on" and "down": one of them is no verb here
    if frame.steps is not None and (sign or (ends and level.opens is not None)):
        return {"steps": int((sign or _way(level, ends[0])) / abs(sign or 1) * frame.steps)}
    if frame.steps is not None and words and set(words) <= {"heat", "cool"}:
        return {"steps": int(frame.steps)}  # "cool my seat a bit": a notch of it
    if ends:
        return {"value": _plain(ends[0])} if frame.steps is None else None
    if sign:
        return {"steps": sign}
    if frame.steps is not None:  # "a bit of breeze please"
        asked = frame.please and frame.things and level.opens is None and not (words or frame.weak)
        return {"steps": int(frame.steps)} if asked else None
    return bare(control, frame)


def _extreme(ends: list[float], sign: int, word: str) -> Slots | None:
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
        if not frame.graded or percent not in (33, 100) or not set(words) <= {"on", "open"}:
            return None  # "heat low" is no coldest, "cool, high" no warmest
        return {"value": _plain(level.high if percent == 100 else level.low)}
    if level.unit != "percent" or (ends and level.opens is None and ends[0] == 0):
        return None
    moves = any(word in ALWAYS for word in words)
    if level.opens is None and moves and not (frame.graded or frame.to):
        return None  # "down by half": of what it is, or of all? Nobody knows
    if level.opens is None and frame.pronoun and not (words or frame.weak or frame.to):
        return None  # "half that": of all, or of what it is
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


def _numbered(level: Level, frame: Frame, sign: int, ends: list[float]) -> Slots | None:
    number, unit = frame.number or 0.0, frame.unit
    way = sign or (_way(level, ends[0]) if ends and level.opens is not None else 0)
    if ends and level.opens is None and ends[0] == 0:
        return None  # "turn off the seat heating to 50"
    if level.opens is not None and unit is None and not frame.to and number < _FEW:
        return None  # "the one for the window"
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
        # A bare "two" may be a stored place; "to 45" can only be millimetres. "Seats 21" may be degrees.
        said = frame.to or frame.weak or sign
        scale = {"mm": 1.0, "cm": 10.0, "inch": 25.4}.get(unit or ("mm" if number >= 10 and said else ""))
        if scale is None:
            return None
        number = round(number * scale)
    surely = level.unit == "degrees" and number >= _SURELY_ABSOLUTE_ANGLE
    if sign and not (frame.to or surely):
        return {"change": _plain(number if sign > 0 else -number)}
    return {"value": _plain(number)}


def _plain(value: float) -> float | int:
    return int(value) if value == int(value) else value

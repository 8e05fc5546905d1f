"""Two clauses side by side: whether the cut between them was right, and what one says of the other."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from cockpit.actions.action import Question
from cockpit.actions.control import Level
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.plan import Step
from cockpit.understand.home.reader import leans, undoes
from cockpit.understand.sentence.clause import Clause


def belong(left: Clause, right: Clause, joint: Sequence[str]) -> bool:
    """Whether the sentence may be cut between them; `joint` is what stood there."""
    if _contradicts(left, right) or undoes(left.steps, right.steps):
        return False
    return bool(joint) or not (_unjoined(left, right) or leans(right.frame))


def joined(
    left: Clause, rest: tuple[Clause, ...], joint: tuple[str, ...], last: Step | None
) -> tuple[Clause, ...]:
    """Both sides of a cut. A complaint beside a command is its reason, not a command of its own."""
    right = rest[0]
    if joint in ((), (",",)):
        if left.complains and (not right.complains or left.steps == right.steps):
            return (_theirs(left, right, last), *rest[1:])
        if right.complains and not left.complains and not left.question:
            return (_theirs(right, left, last), *rest[1:])
        if not joint and _says_whose(left, right):
            return rest
        if _says_twice(left, right, joint) or _says_how(left, right):
            return rest
        if not joint and _says_all(said := _shared(left, right, last), right):
            return (said, *rest[1:])
        if joint and _says_how_much(left, right):
            return rest
        if joint and _says_not_too_much(left, right):
            return (_a_bit(left), *rest[1:])
    if _only_starts(left, right):
        return rest
    if _only_starts(right, left):
        return (left, *rest[1:])
    if joint == ("也",) and left.steps == right.steps and _absolute(left):
        return rest  # 雾灯也开: of 也 nothing is left that would be another
    left = _mine(left, right, last)
    apart = joint in ((), (",",)) and _elsewhere(left, right)
    return (left if apart else _shared(left, right, last), *rest)


def _only_starts(one: Clause, other: Clause) -> bool:
    """ "Take me home, start the sat nav": that is how one gets there, and no other wish."""
    starts = one.frame is not None and [verb.value for verb in one.frame.verbs] == ["on"]
    to = other.steps[:1] and other.steps[0].action == "navigation.destination"
    return starts and bool(to) and [step.action for step in one.steps] == ["navigation.voice"]


def points_back(clause: Clause) -> bool:
    """Whether it is about "it", and names nothing."""
    return clause.frame is not None and clause.frame.pronoun and not clause.frame.things


def _theirs(complaint: Clause, command: Clause, last: Step | None) -> Clause:
    """ "The kids are cold, turn up the heat": theirs."""
    felt, frame = complaint.frame, command.frame
    if felt is None or frame is None or frame.zone is not None or felt.zone in (None, "own", "me", "i"):
        return command
    if not command.steps[0].action.startswith(("climate.", "seats.")):
        return command
    return command.reframed(replace(frame, zone=felt.zone), last)


def _mine(left: Clause, right: Clause, last: Step | None) -> Clause:
    """ "Heated seats high for me, low for the passenger": only mine, though there are several."""
    frame, other = left.frame, right.frame
    if frame is None or other is None or frame.zone != "me" or not frame.many:
        return left
    if other.zone in (None, "me", "i", "all") or frame.things != other.things:
        return left
    return left.reframed(replace(frame, zone="own"), last)


def _shared(left: Clause, right: Clause, last: Step | None) -> Clause:
    """ "open the window and the sunroof halfway": halfway is meant for both."""
    mine, other = left.frame, right.frame
    if mine is None or other is None or mine.has_value or mine.steps is not None or not mine.verbs:
        return left
    switched = all(verb.value == "on" for verb in other.verbs)  # "heat my seat and hers on high"
    opening = other.bare and _opens(left) and _opens(right)
    if mine.verbs != other.verbs and not opening and not (switched and _same(left, right)):
        return left
    if other.percent is None or len(left.steps) != 1 or left.steps[0].action not in CONTROLS:
        return left
    return left.reframed(replace(mine, percent=other.percent, graded=other.graded, to=other.to), last)


def _elsewhere(left: Clause, right: Clause) -> bool:
    """左后的窗户关了 | 右后的留条缝: each place has its own."""
    mine, other = left.frame, right.frame
    if mine is None or other is None or mine.zone is None or other.zone is None:
        return False
    return mine.zone != other.zone and mine.things == other.things


def _same(left: Clause, right: Clause) -> bool:
    return [step.action for step in left.steps] == [step.action for step in right.steps]


def _opens(clause: Clause) -> bool:
    """Whether all that it sets is something that opens and closes."""
    levels = [CONTROLS[step.action].value for step in clause.steps if step.action in CONTROLS]
    return bool(levels) and all(isinstance(level, Level) and level.opens is not None for level in levels)


def _says_twice(left: Clause, right: Clause, joint: Sequence[str]) -> bool:
    """座椅加热 | 打开: what is bare and what is said of it; "turn it up, the music"."""
    again = bool(joint) or (left.frame is not None and left.frame.pronoun)
    return left.steps == right.steps and (_absolute(left) or again)


def _absolute(clause: Clause) -> bool:
    return all("value" in step.slots for step in clause.steps)


def _says_all(left: Clause, right: Clause) -> bool:
    """主驾和副驾的座椅加热 | 都打开: all of those that were named."""
    frame = right.frame
    if frame is None or left.frame is None or frame.zone != "all" or frame.things != left.frame.things:
        return False
    return alike(left, right)


def _says_how_much(left: Clause, right: Clause) -> bool:
    """风小点，二档就够: first which way, then to where; "cool my seat, full power"."""
    ends = right.frame is not None and {verb.value for verb in right.frame.verbs} in ({"max"}, {"min"})
    plain = left.frame is not None and not left.frame.has_value
    plain = plain and not any(step.slots.get("value") in (0, False) for step in left.steps)
    ways = (ends and plain) or all("steps" in step.slots for step in left.steps)
    aims = all("value" in step.slots for step in right.steps)
    return ways and aims and [_where(step) for step in left.steps] == [_where(step) for step in right.steps]


def _says_not_too_much(left: Clause, right: Clause) -> bool:
    """打开天窗，别开太大: opened, but not all the way."""
    if not (_opens(left) and len(left.steps) == 1) or left.frame is None or left.frame.has_value:
        return False
    same = [_where(step) for step in left.steps] == [_where(step) for step in right.steps]
    return same and "value" in left.steps[0].slots and "steps" in right.steps[0].slots


def _a_bit(clause: Clause) -> Clause:
    """The first step that way."""
    (step,) = clause.steps
    level = CONTROLS[step.action].value
    if not isinstance(level, Level):
        return clause
    way = 1 if step.slots["value"] == level.high else -1
    slots = {name: value for name, value in step.slots.items() if name != "value"}
    return replace(clause, steps=(Step(step.action, {**slots, "steps": way}),))


def _where(step: Step) -> tuple[str, Any]:
    return step.action, step.slots.get("zone")


def alike(left: Clause, right: Clause) -> bool:
    """Whether both do the same, each at its own place."""
    return [_what(step) for step in left.steps] == [_what(step) for step in right.steps]


def _what(step: Step) -> tuple[str, dict[str, Any]]:
    """A step without its place."""
    return step.action, {name: value for name, value in step.slots.items() if name != "zone"}


def _says_whose(left: Clause, right: Clause) -> bool:
    """给我这个座位开 | 一下按摩: of the seat, which has more to it than what it first seemed."""
    frame, other = left.frame, right.frame
    if frame is None or frame.has_value or not frame.things or not right.steps:
        return False
    if other is not None and (not other.things or any(verb.value in ("on", "off") for verb in other.verbs)):
        return False  # each has its own
    action, another = left.steps[0].action, right.steps[0].action
    of_it = action != another and action.partition(".")[0] == another.partition(".")[0]
    return of_it and next(iter(frame.things[0].controls)) != action


def _says_how(left: Clause, right: Clause) -> bool:
    """ "I need lumbar, max it": first only what, then what with it."""
    bare = left.frame is not None and not (left.frame.verbs or left.frame.has_value)
    return bare and _same(left, right) and right.frame is not None and right.frame.pronoun


def _contradicts(reason: Clause, command: Clause) -> bool:
    """ "It's raining, turn them off", 下雨了，关上: that is not what it is a reason for."""
    frame = command.frame
    if (
        not reason.reason
        or frame is None
        or frame.things
        or reason.steps[0].action != command.steps[0].action
    ):
        return False
    if "steps" in reason.steps[0].slots and "value" in command.steps[0].slots:
        return False  # "the music is too loud set it to twenty"
    ends = any(verb.value in ("off", "close") for verb in frame.verbs)
    return (frame.pronoun or ends) and reason.steps != command.steps


def _asks(clause: Clause) -> bool:
    """Also in a template of its own."""
    read = bool(clause.steps) and all(isinstance(REGISTRY[step.action], Question) for step in clause.steps)
    return clause.question or read


def _unjoined(left: Clause, right: Clause) -> bool:
    """Signs that the sentence was cut in the wrong place: a command right behind a question, a question
    right behind a mere name, or a command right behind the same the other way round."""
    if _asks(left) and not _asks(right):
        return True  # 速度 | 保持在八十
    if right.question and left.frame is not None and not (left.frame.verbs or left.frame.weak):
        return True  # "the air on my feet | is cold"
    if left.complains or right.complains:
        return False
    return any(
        one.action == other.action and one.slots.get("zone") == other.slots.get("zone") and one != other
        for one in left.steps
        for other in right.steps
        if one.action in CONTROLS
    )

"""What a turn is worth beside what was expected of it."""

from collections.abc import Mapping, Sequence
from typing import Literal

from cockpit.evaluate.sets import ANY_VALUE, Expected
from cockpit.turn import Turn
from vehicle.signal import Value

Verdict = Literal["right", "partly", "wrong", "missed", "asked"]
VERDICTS: tuple[Verdict, ...] = ("right", "partly", "wrong", "missed", "asked")
"""right: exactly what was asked · partly: a true part of it and nothing else · wrong: something changed
that was not asked · missed: nothing changed, or not answered · asked: asked back instead."""

NEAR = 0.6
"""Between a number expected and one read back: seats and steps round."""


def verdict(expected: Sequence[Expected], turn: Turn) -> Verdict:
    """The best of what each expectation gives: the line is right when any of them is met."""
    return min((_one(each, turn) for each in expected), key=VERDICTS.index)


def changed(turn: Turn) -> dict[str, Value]:
    """Every path the turn moved or tried to, with its value; of a home: device ids."""
    paths: dict[str, Value] = {}
    for outcome in turn.outcomes:
        if outcome.frames and not outcome.signals:
            paths |= outcome.targets
        paths |= outcome.signals
        if outcome.entity is not None and outcome.status in ("done", "pending", "failed"):
            paths[outcome.entity] = outcome.action
    return paths


def _one(expected: Expected, turn: Turn) -> Verdict:
    statuses = {outcome.status for outcome in turn.outcomes}
    asked = "asked" in statuses or turn.asks is not None
    moved = changed(turn)
    if moved:
        return _moved(expected, turn, moved)
    match expected.kind:
        case "nothing":
            return "right"
        case "asked":
            return "right" if asked else "missed"
        case "denied" | "unavailable" if expected.kind in statuses:
            return "right"
        case "read" if set(expected.read) & set(turn.read):
            return "right"
    return "asked" if asked else "missed"


def _moved(expected: Expected, turn: Turn, moved: Mapping[str, Value]) -> Verdict:
    wanted = {**expected.signals, **{device: action for device, (action, _) in expected.devices.items()}}
    if not all(path in wanted and near(wanted[path], value) for path, value in moved.items()):
        return "wrong"
    values = {o.entity: o.value for o in turn.outcomes if o.entity is not None}
    for device, (_, value) in expected.devices.items():
        if value is not None and device in values and not near(value, values[device]):
            return "wrong"
    failed = any(outcome.status == "failed" for outcome in turn.outcomes)
    return "right" if moved.keys() == wanted.keys() and not failed else "partly"


def near(wanted: Value, got: Value | None) -> bool:
    """Whether a value read back is the one expected: names exactly, numbers within NEAR."""
    if wanted == ANY_VALUE:
        return True
    if isinstance(wanted, bool | str) or isinstance(got, bool | str | None):
        return wanted == got
    return abs(wanted - got) <= NEAR

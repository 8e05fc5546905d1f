"""The body of a simulated car: what happens to it, what its actuators do, and how they fail."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from vehicle.profile import Profile
from vehicle.signal import Value
from vehicle.simulator.consequences import gear_of
from vehicle.simulator.nature import Actuator, nature
from vehicle.simulator.state import fresh_state


@dataclass(frozen=True, slots=True)
class Misbehaviour:
    """How an actuator fails: it does nothing, ends elsewhere, or takes `slowness` times as long."""

    ignores: bool = False
    answers: Value | None = None
    slowness: float = 1.0


@dataclass(slots=True)
class _Move:
    position: float
    target: float
    rate: float
    """Units of the signal a second, above 0."""


class Body:
    def __init__(self, profile: Profile, given: Mapping[str, Value], silent: Collection[str]) -> None:
        """A fresh car but for `given`, which holds; `silent` paths report that they are not available.

        Both may name only paths that the car reports. BadValue when the car cannot report a value.
        """
        self._actuators = nature(profile).actuators
        self._moves: dict[str, _Move] = {}
        self.misbehaviours: dict[str, Misbehaviour] = {}
        self.state = fresh_state(profile)
        self.state.pin(given)
        for path in silent:
            self.state.silence(path)
        self.set(given)
        self.state.dirty.clear()

    def value(self, path: str) -> Value:
        """What the car's own unit knows, also while it does not report it."""
        return self.state.values[path]

    def set(self, values: Mapping[str, Value]) -> None:
        """Something happens to the car: these values, and what follows from them."""
        for path, value in {**gear_of(values), **values}.items():
            self._moves.pop(path, None)
            self.state.put(path, value)
        self.state.follow()

    def actuator(self, path: str) -> Actuator:
        return self._actuators[path]

    def start(self, path: str, target: Value) -> None:
        """A command takes effect: at once, or the start of a movement."""
        wrong = self.misbehaviours.get(path, Misbehaviour())
        actuator = self.actuator(path)
        if wrong.ignores or (target is True and self._is_locked(path, actuator.locked_by)):
            return
        if wrong.answers is not None:
            target = wrong.answers
        now = self.value(path)
        if actuator.rate is None or isinstance(target, bool | str) or isinstance(now, bool | str):
            self.set({path: target})
        else:
            self._moves[path] = _Move(float(now), float(target), actuator.rate / wrong.slowness)

    @property
    def is_moving(self) -> bool:
        return bool(self._moves)

    def move(self, seconds: float) -> None:
        """Let what moves go on for a while."""
        for path, move in list(self._moves.items()):
            left = move.target - move.position
            way = move.rate * seconds
            move.position = move.target if abs(left) <= way else move.position + (way if left > 0 else -way)
            whole = self.state.link(path).signal.datatype not in ("float", "double")
            self.state.put(path, round(move.position) if whole else move.position)
            if move.position == move.target:
                del self._moves[path]

    def _is_locked(self, path: str, lock: str | None) -> bool:
        return lock is not None and self.state.values.get(f"{path.rpartition('.')[0]}.{lock}") is True

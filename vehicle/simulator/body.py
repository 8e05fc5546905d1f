"""The state of a simulated car: what each status signal says, what moves, and what follows from what."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from vehicle.decoder import MessageKey, message_key
from vehicle.mapping import Link
from vehicle.profile import Profile
from vehicle.signal import Value
from vehicle.simulator.consequences import consequences, gear_of
from vehicle.simulator.nature import Actuator, nature


@dataclass(frozen=True, slots=True)
class Misbehaviour:
    """How an actuator fails: it does nothing, ends elsewhere, or takes `slowness` times as long."""

    ignores: bool = False
    answers: Value | None = None
    slowness: float = 1.0


@dataclass(frozen=True, slots=True)
class _Place:
    """A database signal, with every path that it reports; they always say the same."""

    key: MessageKey
    links: tuple[Link, ...]


@dataclass(slots=True)
class _Move:
    position: float
    target: float
    rate: float
    """Units of the signal a second, above 0."""


class Body:
    """Values by VSS path, kept as the payloads of the car's status messages.

    Paths that share a database signal always say the same. `dirty` gathers the messages whose
    payload changed; who sends them takes them out.
    """

    def __init__(self, profile: Profile, given: Mapping[str, Value], silent: Collection[str]) -> None:
        """A fresh car but for `given`, which holds; `silent` paths report that they are not available.

        Both may name only paths that the car reports. BadValue when the car cannot report a value.
        """
        self._places = _places(profile)
        self._nature = nature(profile)
        self._pinned = {self._places[path].links[0].dbc.name for path in given}
        self._silent: frozenset[str] = frozenset()
        self._moves: dict[str, _Move] = {}
        self.misbehaviours: dict[str, Misbehaviour] = {}
        self.dirty: set[MessageKey] = set()
        self._values: dict[str, Value] = {}
        self.payloads: dict[MessageKey, int] = {place.key: 0 for place in self._places.values()}
        for path, value in self._nature.fresh.items():
            self._put(path, value)
        self._silent = frozenset(self._places[path].links[0].dbc.name for path in silent)
        for path in silent:
            self._put(path, self._values[path])
        self.set({**gear_of(given), **given})
        self.dirty.clear()

    def value(self, path: str) -> Value:
        """What the car's own unit knows, also while it does not report it."""
        return self._values[path]

    def set(self, values: Mapping[str, Value]) -> None:
        """Something happens to the car: these values, and what follows from them."""
        for path, value in values.items():
            self._moves.pop(path, None)
            self._put(path, value)
        self._follow()

    def actuator(self, path: str) -> Actuator:
        return self._nature.actuators[path]

    def start(self, path: str, target: Value) -> None:
        """A command takes effect: at once, or the start of a movement."""
        wrong = self.misbehaviours.get(path, Misbehaviour())
        actuator = self.actuator(path)
        if wrong.ignores or (
            actuator.locked_by and target is True and self._is_locked(path, actuator.locked_by)
        ):
            return
        if wrong.answers is not None:
            target = wrong.answers
        now = self._values[path]
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
            self._put(path, _as_type_of(self._places[path].links[0], move.position))
            if move.position == move.target:
                del self._moves[path]

    def _is_locked(self, path: str, lock: str) -> bool:
        return self._values.get(path.rpartition(".")[0] + "." + lock) is True

    def _follow(self) -> None:
        for path, value in consequences(self._values):
            place = self._places.get(path)
            if (
                place is not None
                and place.links[0].dbc.name not in self._pinned
                and self._values[path] != value
            ):
                self._put(path, value)

    def _put(self, path: str, value: Value) -> None:
        place = self._places[path]
        link = next(link for link in place.links if link.path == path)
        raw = link.codec.raw(value)
        self._values[path] = value
        for twin in place.links:
            if twin is not link:
                self._values[twin.path] = twin.codec.value(raw) or 0
        said = link.field.mask if link.dbc.name in self._silent else raw
        payload = link.field.put(said, self.payloads[place.key])
        if payload != self.payloads[place.key]:
            self.payloads[place.key] = payload
            self.dirty.add(place.key)


@cache
def _places(profile: Profile) -> Mapping[str, _Place]:
    by_signal: dict[tuple[MessageKey, str], list[Link]] = {}
    for link in profile.reads:
        by_signal.setdefault((message_key(link), link.dbc.name), []).append(link)
    return {link.path: _Place(key, tuple(links)) for (key, _), links in by_signal.items() for link in links}


def _as_type_of(link: Link, position: float) -> Value:
    return position if link.signal.datatype in ("float", "double") else round(position)

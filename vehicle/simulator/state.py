"""What each status signal of a simulated car says, kept as the payloads of its status messages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from vehicle.errors import BadValue, ProfileError
from vehicle.mapping import Link, MessageKey
from vehicle.profile import Profile
from vehicle.signal import Value
from vehicle.simulator.consequences import consequences
from vehicle.simulator.nature import FILE, nature


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a path is reported; `twins` are the other paths that the same database signal reports."""

    link: Link
    twins: tuple[Link, ...]


class State:
    """Values by VSS path. Paths that share a database signal always say the same.

    `dirty` gathers the messages whose payload changed; who sends them takes them out.
    """

    def __init__(
        self, places: Mapping[str, _Place], values: Mapping[str, Value], payloads: Mapping[MessageKey, int]
    ) -> None:
        self._places = places
        self.values = dict(values)
        self.payloads = dict(payloads)
        self.dirty: set[MessageKey] = set()
        self._silent: set[str] = set()
        self._pinned: set[str] = set()

    def link(self, path: str) -> Link:
        return self._places[path].link

    def put(self, path: str, value: Value) -> None:
        """BadValue when the car cannot report the value."""
        place = self._places[path]
        link = place.link
        raw = link.codec.raw(value)
        self.values[path] = value
        for twin in place.twins:
            self.values[twin.path] = twin.codec.value(raw) or 0
        said = link.field.mask if link.dbc.name in self._silent else raw
        payload = link.field.put(said, self.payloads[link.key])
        if payload != self.payloads[link.key]:
            self.payloads[link.key] = payload
            self.dirty.add(link.key)

    def silence(self, path: str) -> None:
        """From now on the path reports that it is not available."""
        self._silent.add(self.link(path).dbc.name)
        self.put(path, self.values[path])

    def pin(self, paths: Iterable[str]) -> None:
        """These no longer follow from others."""
        self._pinned.update(self.link(path).dbc.name for path in paths)

    def follow(self) -> None:
        """Bring what follows from other values up to date."""
        for path, value in consequences(self.values):
            if self.values[path] != value and self.link(path).dbc.name not in self._pinned:
                self.put(path, value)


def fresh_state(profile: Profile) -> State:
    """The state of a fresh car. ProfileError when the car cannot be simulated."""
    fresh = _fresh(profile)
    return State(_places(profile), fresh.values, fresh.payloads)


@cache
def _fresh(profile: Profile) -> State:
    state = State(_places(profile), {}, {link.key: 0 for link in profile.reads})
    for path, value in nature(profile).fresh.items():
        try:
            state.put(path, value)
        except BadValue as error:
            raise ProfileError(
                f"A fresh {profile.title} cannot be as {FILE} has it: {error}", error.mend
            ) from error
    state.follow()
    return state


@cache
def _places(profile: Profile) -> Mapping[str, _Place]:
    by_signal: dict[tuple[MessageKey, str], list[Link]] = {}
    for link in profile.reads:
        by_signal.setdefault((link.key, link.dbc.name), []).append(link)
    return {
        link.path: _Place(link, tuple(other for other in links if other is not link))
        for links in by_signal.values()
        for link in links
    }

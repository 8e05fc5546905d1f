"""The store: what the car last said of each path, and how old that is.

A frame that repeats its values costs one assignment: the paths of a message share a stamp with the
time of its last frame. The store lives on one event loop and is not for other threads.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from vehicle.signal import Reading, Value

MISSED_CYCLES = 3.5
"""A reading is stale when three cycles in a row brought nothing (and half a one of tolerance)."""
DEFAULT_STALE_AFTER_S = MISSED_CYCLES


class Stamp:
    """When a message was last seen, in seconds of the handed-in clock."""

    __slots__ = ("at",)

    def __init__(self, at: float = 0.0) -> None:
        self.at = at


@dataclass(slots=True)
class _Entry:
    value: Value
    stamp: Stamp
    stale_after_s: float | None
    """None: held, never stale."""


class Store:
    def __init__(self, stale_after_s: Mapping[str, float] | None = None) -> None:
        """`stale_after_s` by path; paths not in it go stale after DEFAULT_STALE_AFTER_S."""
        self._stale_after_s = stale_after_s or {}
        self._entries: dict[str, _Entry] = {}
        self._revisions: dict[str, int] = {}
        self._watches: set[Watch] = set()

    def receive(self, path: str, value: Value | None, stamp: Stamp) -> None:
        """A value from the bus, as old as its stamp; None: the car says that it has none."""
        entry = self._entries.get(path)
        if value is None:
            if entry is None:
                return
            del self._entries[path]
        elif entry is None or entry.stamp is not stamp:
            stale_after_s = self._stale_after_s.get(path, DEFAULT_STALE_AFTER_S)
            self._entries[path] = _Entry(value, stamp, stale_after_s)
            if entry is not None and _same(entry.value, value):
                return
        elif _same(entry.value, value):
            return
        else:
            entry.value = value
        self._changed(path)

    def put(self, reading: Reading) -> None:
        """A reading that goes stale like one from the bus."""
        self.receive(reading.path, reading.value, Stamp(reading.at))

    def hold(self, path: str, value: Value, at: float) -> None:
        """A value that never goes stale: what was set by hand, or by a unit that always knows."""
        self._entries[path] = _Entry(value, Stamp(at), None)
        self._changed(path)

    def latest(self, path: str) -> Reading | None:
        """The last reading, however old; None when there was none or the car took it back."""
        entry = self._entries.get(path)
        return None if entry is None else Reading(path, entry.value, entry.stamp.at)

    def fresh(self, path: str, now: float) -> Reading | None:
        """The last reading, None when there is none or it is stale."""
        entry = self._entries.get(path)
        if entry is None:
            return None
        if entry.stale_after_s is not None and now - entry.stamp.at > entry.stale_after_s:
            return None
        return Reading(path, entry.value, entry.stamp.at)

    def value(self, path: str, now: float) -> Value | None:
        reading = self.fresh(path, now)
        return None if reading is None else reading.value

    def revision(self, path: str) -> int:
        """How often the path's value has changed (also to or from unknown)."""
        return self._revisions.get(path, 0)

    def paths(self) -> tuple[str, ...]:
        """The paths with a reading, in order of their first coming."""
        return tuple(self._entries)

    def watch(self, paths: Collection[str] | None = None) -> "Watch":
        """Changes of these paths, or of all; close it, or use it in a `with`."""
        watch = Watch(self._watches.discard, None if paths is None else frozenset(paths))
        self._watches.add(watch)
        return watch

    def _changed(self, path: str) -> None:
        self._revisions[path] = self._revisions.get(path, 0) + 1
        for watch in self._watches:
            watch.add(path)


class Watch:
    """Changed paths, gathered until they are taken: who is slow gets each path once, never a queue."""

    def __init__(self, forget: Callable[["Watch"], None], paths: frozenset[str] | None) -> None:
        self._forget = forget
        self._paths = paths
        self._pending: set[str] = set()
        self._some = asyncio.Event()

    def add(self, path: str) -> None:
        if self._paths is None or path in self._paths:
            self._pending.add(path)
            self._some.set()

    async def next(self) -> frozenset[str]:
        """The paths that changed since the last call, at least one."""
        await self._some.wait()
        return self.take()

    def take(self) -> frozenset[str]:
        """The paths that changed since the last call, at once."""
        self._some.clear()
        changed = frozenset(self._pending)
        self._pending.clear()
        return changed

    def close(self) -> None:
        self._forget(self)

    def __enter__(self) -> "Watch":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _same(one: Value, other: Value) -> bool:
    return one == other and type(one) is type(other)

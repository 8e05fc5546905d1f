"""Frames in, values of VSS paths out.

A frame is taken apart only as far as it is mapped and as far as it differs from the last of its
id. Frames that are too short, or whose checksum or counter is wrong, are counted and dropped.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from vehicle.codec import Codec
from vehicle.dbc import Field
from vehicle.e2e import Protection, follows
from vehicle.mapping import Link, MessageKey
from vehicle.signal import Value
from vehicle.store import MISSED_CYCLES, Stamp

Sink = Callable[[str, Value | None, Stamp], None]
"""Takes (path, value or None for "not available", the stamp of its message)."""
Present = tuple[tuple[Field, frozenset[int]], ...]


class _Part:
    """A database signal of a message, with every path that is mapped to it."""

    __slots__ = ("field", "last", "links", "present", "stamp")

    def __init__(self, link: Link, stamp: Stamp) -> None:
        self.field = link.field
        self.present = link.present
        self.stamp = stamp
        self.links: list[tuple[str, Codec]] = []
        self.last: int | float | None = None


class _Incoming:
    """A message as it comes in. Parts that the same multiplexer values bring share a stamp."""

    __slots__ = (
        "at",
        "bits",
        "counter",
        "last",
        "length",
        "mask",
        "parts",
        "protection",
        "quiet_s",
        "seen",
        "stamps",
    )

    def __init__(self, link: Link, protection: Protection | None) -> None:
        self.length = link.message.length
        self.quiet_s = link.interval_s * MISSED_CYCLES
        self.protection = protection
        self.parts: dict[tuple[str, Present], _Part] = {}
        self.stamps: dict[Present, Stamp] = {}
        self.mask = 0  # of the bits that matter, in a frame read little-endian
        self.last: int | None = None  # those bits of the last frame
        self.seen: list[Stamp] = []  # the stamps of the parts that the last frame had
        self.counter: int | None = None
        self.at = 0.0

    def add(self, link: Link) -> None:
        self.mask |= link.field.place(self.length)
        for field, _ in link.present:
            self.mask |= field.place(self.length)
        stamp = self.stamps.get(link.present)
        if stamp is None:
            stamp = self.stamps[link.present] = Stamp()
        key = (link.dbc.name, link.present)
        part = self.parts.get(key)
        if part is None:
            part = self.parts[key] = _Part(link, stamp)
        part.links.append((link.path, link.codec))


class Decoder:
    """Decodes the frames of the linked messages into `sink`, once per changed raw value.

    A message's stamp is moved by each of its good frames, also when nothing in it changed.
    A decoder keeps counters and last values: one for each car.
    """

    def __init__(
        self, links: Iterable[Link], sink: Sink, protections: Mapping[MessageKey, Protection] | None = None
    ) -> None:
        self._sink = sink
        self.faults: Counter[str] = Counter()
        """Dropped frames by kind: "length", "checksum", "counter"."""
        self._messages: dict[MessageKey, _Incoming] = {}
        for link in links:
            key = link.key
            if key not in self._messages:
                self._messages[key] = _Incoming(link, (protections or {}).get(key))
            self._messages[key].add(link)

    def feed(self, channel: str, arbitration_id: int, extended: bool, data: bytes, at: float) -> bool:
        """One data frame, seen at `at` seconds; False when it was not known or not good."""
        incoming = self._messages.get((channel, arbitration_id, extended))
        if incoming is None:
            return False
        if len(data) < incoming.length:
            self.faults["length"] += 1
            return False
        data = data[: incoming.length]
        little = int.from_bytes(data, "little")
        if not self._is_ours(incoming, arbitration_id, data, little, at):
            return False
        incoming.at = at
        if little & incoming.mask == incoming.last:
            for stamp in incoming.seen:
                stamp.at = at
        else:
            incoming.last = little & incoming.mask
            self._take(incoming, little, int.from_bytes(data, "big"), at)
        return True

    def _is_ours(self, incoming: _Incoming, arbitration_id: int, data: bytes, little: int, at: float) -> bool:
        protection = incoming.protection
        if protection is None:
            return True
        if not protection.is_sealed(arbitration_id, data):
            self.faults["checksum"] += 1
            return False
        counter = int(protection.counter.raw(little, 0))
        # After a silence any counter is as good as the next: the sender may have been restarted.
        silent = incoming.counter is None or at - incoming.at > incoming.quiet_s
        if not silent and incoming.counter is not None and not follows(counter, incoming.counter):
            self.faults["counter"] += 1
            return False
        incoming.counter = counter
        return True

    def _take(self, incoming: _Incoming, little: int, big: int, at: float) -> None:
        seen: dict[int, Stamp] = {}
        changed: list[tuple[_Part, int | float]] = []
        for part in incoming.parts.values():
            if not all(field.raw(little, big) in values for field, values in part.present):
                continue
            seen[id(part.stamp)] = part.stamp
            raw = part.field.raw(little, big)
            if raw != part.last:
                part.last = raw
                changed.append((part, raw))
        incoming.seen = list(seen.values())
        for stamp in incoming.seen:
            stamp.at = at
        for part, raw in changed:
            for path, codec in part.links:
                self._sink(path, codec.value(raw), part.stamp)

"""What in a log was not taken for data: counted by kind, with the place of the first."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a log that was not taken for data.

    `line` is where it was first: the physical line from 1, or in a .blf the frame's number from 1.
    """

    line: int
    kind: str
    count: int


class Faults:
    """Counts faults by kind and remembers where each kind came first."""

    def __init__(self) -> None:
        self._first: dict[str, int] = {}
        self._count: dict[str, int] = {}

    def add(self, kind: str, line: int) -> None:
        self._first.setdefault(kind, line)
        self._count[kind] = self._count.get(kind, 0) + 1

    def listed(self) -> tuple[Fault, ...]:
        return tuple(Fault(line, kind, self._count[kind]) for kind, line in self._first.items())

"""What is measured: a figure with its limit, and beside it the peer that ran in the same minutes."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from cockpit.errors import CockpitError


class NotMeasured(CockpitError):
    """A figure could not be taken here; the message is its reason."""

    kind = "not-measured"


@dataclass(frozen=True, slots=True)
class Figure:
    """What is to be measured. `limit` is of the value, or, with `of_ratio`, of value / peer's value.

    Without a limit a figure is told for its own sake; `met` is then neither true nor false.
    `only`: a figure that is taken with --quick only, or without it only.
    `optional`: needs what the product does not bring; without it the run is a whole one all the same.
    """

    name: str
    stage: str
    unit: str
    limit: float | None = None
    bound: Literal["at most", "at least"] = "at most"
    of_ratio: bool = False
    only: Literal["", "quick", "full"] = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Peer:
    """What else can do the same, measured in the same run and in the figure's unit."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Measured:
    """`n` is how many single measurements `value` was made of; `note` says how, in a few words."""

    value: float
    n: int
    peer: Peer | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the report. Without `measured`, `reason` says why there is none."""

    figure: Figure
    measured: Measured | None = None
    reason: str = ""

    @property
    def ratio(self) -> float | None:
        if self.measured is None or self.measured.peer is None or not self.measured.peer.value:
            return None
        return self.measured.value / self.measured.peer.value

    @property
    def met(self) -> bool | None:
        figure = self.figure
        value = self.ratio if figure.of_ratio else self.measured.value if self.measured else None
        if value is None or figure.limit is None:
            return None
        return value <= figure.limit if figure.bound == "at most" else value >= figure.limit

    def as_json(self) -> dict[str, Any]:
        measured, figure = self.measured, self.figure
        peer = measured.peer if measured else None
        return {
            "name": figure.name,
            "stage": figure.stage,
            "value": _rounded(measured.value if measured else None),
            "unit": figure.unit,
            "limit": figure.limit,
            "limit_of": None if figure.limit is None else "ratio" if figure.of_ratio else "value",
            "bound": None if figure.limit is None else figure.bound,
            "peer": peer and {"name": peer.name, "value": _rounded(peer.value), "unit": figure.unit},
            "ratio": _rounded(self.ratio),
            "n": measured.n if measured else 0,
            "met": self.met,
            "note": measured.note if measured else "",
            "reason": self.reason or None,
        }


Tell = Callable[[str], None]
"""Takes a line of progress."""
Taken = Iterator[tuple[str, Measured]]
"""What a stage gives, one by one: a figure's name and its measurement."""


def percentile(values: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile: always one of the values, of few ones the worst."""
    return sorted(values)[max(0, math.ceil(len(values) * percent / 100) - 1)]


def _rounded(value: float | None) -> float | None:
    """Four digits say all that such a measurement knows."""
    return None if value is None else float(f"{value:.4g}")

"""One service call to a hub, and the state that shows it was done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cockpit.links.registry import State

QUICK_S = 5.0
LOCK_S = 15.0
COVER_S = 30.0
"""Time for a lamp's answer over a radio mesh; for a bolt's motor; for a blind's or a garage door's."""


@dataclass(frozen=True, slots=True)
class Order:
    """One service call. `settled` tells of a state whether it shows what was asked for, `value` is
    what to report of it."""

    service: str
    settled: Callable[[State], bool]
    data: Mapping[str, Any] = field(default_factory=dict)
    value: Callable[[State], Any] = lambda state: state["state"]
    limit_s: float = QUICK_S

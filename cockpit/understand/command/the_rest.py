"""The rest where several were named: "the driver's on two, the passenger's on one, the others off"."""

from collections.abc import Sequence
from dataclasses import replace

from cockpit.actions.zones import Seat, seats_of
from cockpit.plan import Step
from cockpit.understand.command.places import named, rest_of


def but_the_named(steps: Sequence[Step], speaker: Seat) -> tuple[Step, ...]:
    """The steps, the rest without any place that a step before it is about."""
    return tuple(_apart(step, steps[:at], speaker) for at, step in enumerate(steps))


def _apart(step: Step, earlier: Sequence[Step], speaker: Seat) -> Step:
    zones = [before.slots.get("zone", "own") for before in earlier if before.action == step.action]
    zone = step.slots.get("zone")
    rest = zone if isinstance(zone, str | None) else tuple(zone)
    if not zones or zone is None or rest not in ("others", rest_of(zones[-1])):
        return step
    gone = {seat for each in zones for seat in seats_of(each, speaker)}
    seats = seats_of(zone, speaker)
    kept = tuple(seat for seat in seats if seat not in gone)
    return step if kept in ((), seats) else replace(step, slots={**step.slots, "zone": named(kept)})

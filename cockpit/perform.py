"""Carrying out one step: its commands are worked out, judged, sent, and what came of them is kept."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from cockpit.actions.action import Action, Destination, Home, HomeQuestion, Never, Phone, Question
from cockpit.actions.control import Control, Risk
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.actions.zones import Seat
from cockpit.car import Car
from cockpit.likeness import settled
from cockpit.links.hub import Device
from cockpit.plan import Outcome, Remark, Step, Verdict
from cockpit.policy import Moment, judge
from cockpit.receipts import outcome_of, targets_of
from vehicle.clock import Clock
from vehicle.motion import SPEED
from vehicle.signal import Command, Receipt, Value

_SOURCE = CONTROLS["media.source"]

Places = Mapping[str, tuple[float, float]]
"""Name of a place → latitude, longitude in degrees."""


class HomeLink(Protocol):
    """The paired hub, as the steps need it."""

    def kinds_of(self, action: Home, slots: Mapping[str, object]) -> Sequence[str]:
        """The kinds of the devices that the slots mean."""
        ...

    async def call(self, action: Home, slots: Mapping[str, object]) -> tuple[Outcome, ...]:
        """One outcome a device, confirmed by its state."""
        ...

    def hurry(self, hurry: bool) -> None:
        """While true no step waits for what moves: it is told as pending."""
        ...

    async def look(self, slots: Mapping[str, object]) -> tuple[Device, ...] | Remark:
        """The devices that the slots mean, with their states; or why these are not known."""
        ...


@dataclass(frozen=True, slots=True)
class Performed:
    """`read`: what a question read, None where it is unknown or stale."""

    step: Step
    outcomes: tuple[Outcome, ...] = ()
    read: Mapping[str, Value | None] = field(default_factory=dict)
    home: tuple[Device, ...] | Remark | None = None
    """What a question about the home found."""


class Performer:
    def __init__(self, car: Car, places: Places, home: HomeLink | None, clock: Clock) -> None:
        """`home` is None while no hub is paired."""
        self._car = car
        self._places = places
        self._home = home
        self._clock = clock

    def settled(self, steps: Sequence[Step], speaker: Seat) -> tuple[Step, ...] | Remark:
        """The steps with what the car's readings tell of their values and places."""
        return settled(steps, speaker, self._car.value)

    async def perform(self, step: Step, speaker: Seat, *, confirmed: bool = False) -> Performed:
        """`confirmed`: the speaker has said yes to it; everything else is judged again."""
        action = REGISTRY[step.action]
        match action:
            case Control():
                commands = action.commands(step.slots, speaker, self._car.value)
                outcome = await self._change(action, commands, speaker, confirmed)
                return Performed(step, (outcome,))
            case Destination():
                return Performed(step, (await self._set_destination(action, step, speaker),))
            case Question():
                return Performed(
                    step, read={path: self._car.value(path) for path in paths_read(step, speaker)}
                )
            case Home():
                return Performed(step, await self._at_home(action, step, speaker, confirmed))
            case HomeQuestion():
                return Performed(step, home=await self._look(step))
            case Phone():
                return Performed(step, (Outcome(step.action, "unavailable", Remark("unavailable_phone")),))
            case Never():
                verdict = self._judge(action, (), speaker)
                return Performed(step, (Outcome(step.action, "denied", verdict.reason),))
            case _:
                return Performed(step)

    def hurry(self, hurry: bool) -> None:
        """While true nothing waits for what moves: it is told as pending."""
        self._car.hurry(hurry)
        if self._home is not None:
            self._home.hurry(hurry)

    async def halt(self) -> tuple[Outcome, ...]:
        """Hold still what moves; an outcome for each control of which something did."""
        receipts: dict[str, list[Receipt]] = {}
        for receipt in await self._car.halt():
            action = next(name for name, c in CONTROLS.items() if c.seat_of(receipt.command.path) is not None)
            receipts.setdefault(action, []).append(receipt)
        # What it was before the movement is known of the movement; there is no way back to its middle.
        return tuple(replace(outcome_of(action, each), before={}) for action, each in receipts.items())

    def read_again(self, performed: Sequence[Performed]) -> tuple[Performed, ...]:
        """What a later step of the same turn changed once more is told as it is at the turn's end."""
        setters = Counter(path for each in performed for o in each.outcomes for path in o.signals)

        def now(outcome: Outcome) -> Outcome:
            again = {
                p: v for p in outcome.signals if setters[p] > 1 and (v := self._car.value(p)) is not None
            }
            return replace(outcome, signals={**outcome.signals, **again}) if again else outcome

        return tuple(replace(each, outcomes=tuple(map(now, each.outcomes))) for each in performed)

    async def put_back(self, outcome: Outcome, speaker: Seat, *, confirmed: bool = False) -> Outcome:
        """Undo one outcome that has a `before` or an `undo`, judged like any other command."""
        if outcome.undo is not None:
            (back,) = (await self.perform(outcome.undo, speaker, confirmed=confirmed)).outcomes
            return back
        commands = tuple(Command(path, value, "undo") for path, value in outcome.before.items())
        action = REGISTRY[outcome.action]
        if isinstance(action, Control):
            return await self._change(action, commands, speaker, confirmed)
        verdict = self._judge(action, (), speaker)
        if verdict.kind == "deny":  # the route, from the back
            return Outcome(outcome.action, "denied", verdict.reason)
        return outcome_of(outcome.action, await self._car.request(commands))

    async def _change(
        self, control: Control, commands: tuple[Command, ...] | Remark, speaker: Seat, confirmed: bool
    ) -> Outcome:
        if isinstance(commands, Remark):
            return Outcome(control.action, "denied", commands)
        verdict = self._judge(control, commands, speaker)
        if verdict.kind == "deny":
            return Outcome(control.action, "denied", self._reason(verdict), targets=targets_of(commands))
        if verdict.kind == "confirm" and not confirmed:
            return Outcome(control.action, "asked", Remark("asked"), targets=targets_of(commands))
        return outcome_of(control.action, await self._car.request(commands))

    def _reason(self, verdict: Verdict) -> Remark | None:
        """The verdict's, but told truly: a car whose speed nobody knows is not said to be moving."""
        if verdict.reason in (Remark("moving"), Remark("too_fast_for")) and self._car.value(SPEED) is None:
            return Remark("speed_unknown")
        return verdict.reason

    def _judge(self, action: Action, commands: Sequence[Command], speaker: Seat) -> Verdict:
        return judge(action, commands, speaker, self._moment())

    def _moment(self) -> Moment:
        playing = self._car.value(_SOURCE.paths[""])
        video = playing is None or _SOURCE.risk_for("", playing) is Risk.VIDEO
        return Moment(self._car.motion(), self._car.is_dark(), video)

    async def _set_destination(self, action: Destination, step: Step, speaker: Seat) -> Outcome:
        verdict = self._judge(action, (), speaker)
        if verdict.kind == "deny":
            return Outcome(action.action, "denied", verdict.reason)
        name = str(step.slots["place"])
        place = self._places.get(name)
        if place is None:
            return Outcome(action.action, "unavailable", Remark("no_such_destination", {"place": name}))
        latitude, longitude = place
        return outcome_of(
            action.action,
            await self._car.request(
                (
                    Command(action.paths["latitude"], latitude, action.action),
                    Command(action.paths["longitude"], longitude, action.action),
                )
            ),
        )

    async def _at_home(self, action: Home, step: Step, speaker: Seat, confirmed: bool) -> tuple[Outcome, ...]:
        if self._home is None:
            return (Outcome(action.action, "unavailable", Remark("unavailable_home")),)
        kinds = self._home.kinds_of(action, step.slots)
        verdict = judge(action, (), speaker, self._moment(), kinds)
        if verdict.kind == "deny":
            return (Outcome(action.action, "denied", verdict.reason),)
        if verdict.kind == "confirm" and not confirmed:
            return (Outcome(action.action, "asked", Remark("asked")),)
        return await self._clock.outside(self._home.call(action, step.slots))

    async def _look(self, step: Step) -> tuple[Device, ...] | Remark:
        if self._home is None:
            return Remark("unavailable_home")
        return await self._clock.outside(self._home.look(step.slots))


def paths_read(step: Step, speaker: Seat) -> tuple[str, ...]:
    """The paths that a question's step reads."""
    action = REGISTRY[step.action]
    assert isinstance(action, Question)
    if action.controls:
        return tuple(path for name in action.controls for path in CONTROLS[name].paths.values())
    if not action.of_control:
        return action.paths
    control = CONTROLS[step.slots["control"]]
    return tuple(control.paths[seat] for seat in control.seats(step.slots, speaker))

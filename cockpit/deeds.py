"""A plan's steps, carried out: in their order, side by side where they may, and none after a stop."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from cockpit import events
from cockpit.actions.action import Destination, Home
from cockpit.actions.control import Control
from cockpit.actions.registry import REGISTRY
from cockpit.actions.zones import Seat
from cockpit.floor import Floor
from cockpit.perform import Performed, Performer
from cockpit.plan import Outcome, Plan, Remark, Step
from cockpit.recall import Doing, Recall
from cockpit.undo import Undo
from vehicle.clock import Clock

Emit = Callable[..., None]
"""`Assistant.emit`."""


class Deeds:
    def __init__(self, performer: Performer, recall: Recall, floor: Floor, clock: Clock, emit: Emit) -> None:
        self._performer = performer
        self._recall = recall
        self._floor = floor
        self._clock = clock
        self._emit = emit
        self._undo = Undo(performer, recall, clock)

    async def checked(self, plan: Plan, speaker: Seat) -> tuple[Plan, tuple[Performed, ...]]:
        """The plan with the steps to do now, or one that does nothing and says why; and what was read."""
        plan, read = await self._met(plan, speaker)
        steps = self._performer.settled(plan.steps, speaker)
        return (Plan(remark=steps) if isinstance(steps, Remark) else replace(plan, steps=steps)), read

    async def _met(self, plan: Plan, speaker: Seat) -> tuple[Plan, tuple[Performed, ...]]:
        condition = plan.condition
        if condition is None:
            return plan, ()
        read = tuple([await self._performer.perform(check.question, speaker) for check in condition.checks])
        each = [check.holds(found.read) for check, found in zip(condition.checks, read, strict=True)]
        holds = condition.holds(each)
        if holds:
            return plan, read
        if holds is False and condition.otherwise:
            return replace(plan, steps=condition.otherwise), read
        told = tuple(read[place] for place in condition.deciding(each))
        key = "unknown" if holds is None else "not_yet" if condition.waits else "false"
        return Plan(
            source=plan.source, remark=Remark(f"condition_{key}", {"checked": told}), about=plan.steps
        ), read

    async def carry_out(self, plan: Plan, speaker: Seat, asker: Seat) -> tuple[Performed, ...]:
        """The steps in the order said. Neighbours that touch different things of the car run side by side.

        `asker`: the seat that the steps are done for, and judged by.
        """
        awaited = self._recall.take_awaiting(speaker, self._clock.now())
        performed = await self._undo.put_right(plan, speaker) if plan.corrects else []
        for first, together in _side_by_side(plan.steps):
            if self._floor.stopped:
                performed += [_left_undone(step) for step in together]
                continue
            doings = [self._doing(step, asker, awaited) for step in together]
            performed += await asyncio.gather(
                *(
                    self._watched(first + k, step, do)
                    for k, (step, do) in enumerate(zip(together, doings, strict=True))
                )
            )
        return self._performer.read_again(performed)

    def _doing(self, step: Step, speaker: Seat, awaited: Sequence[Doing]) -> Doing:
        match step.action:
            case "dialogue.yes":
                return lambda: _merged(step, awaited)
            case "dialogue.stop":
                return lambda: self._floor.held_still(step)
            case "dialogue.no" if self._floor.halted:
                return lambda: self._floor.held_still(step)
            case "dialogue.undo":
                return lambda: self._undo.undo(step, speaker)
            case _:
                return lambda: self._perform(step, speaker)

    async def _watched(self, index: int, step: Step, do: Doing) -> Performed:
        self._emit(events.StepBegan, index=index, step=step)
        performed = await do()
        for outcome in performed.outcomes:
            self._emit(events.StepEnded, index=index, status=outcome.status, outcome=outcome)
        return performed

    async def _perform(self, step: Step, speaker: Seat) -> Performed:
        performed = await self._performer.perform(step, speaker)
        if any(outcome.status == "asked" for outcome in performed.outcomes):
            again = partial(self._performer.perform, step, speaker, confirmed=True)
            self._recall.await_yes(again, speaker, self._clock.now())
        return performed


async def _merged(step: Step, doings: Sequence[Doing]) -> Performed:
    """What had waited for the yes, as the performance of that yes."""
    performed = [await do() for do in doings]
    return Performed(step, tuple(outcome for each in performed for outcome in each.outcomes))


def _left_undone(step: Step) -> Performed:
    """A step that was not begun any more."""
    if isinstance(REGISTRY[step.action], Control | Destination | Home):
        return Performed(step, (Outcome(step.action, "failed", Remark("stopped")),))
    return Performed(step)


def _side_by_side(steps: Sequence[Step]) -> list[tuple[int, list[Step]]]:
    """Runs of steps with the index of each run's first: controls of different actions go together."""
    runs: list[tuple[int, list[Step]]] = []
    for index, step in enumerate(steps):
        action = REGISTRY[step.action]
        if runs and isinstance(action, Control) and all(_apart(action, other) for other in runs[-1][1]):
            runs[-1][1].append(step)
        else:
            runs.append((index, [step]))
    return runs


def _apart(control: Control, other: Step) -> bool:
    before = REGISTRY[other.action]
    return isinstance(before, Control) and not set(control.paths.values()) & set(before.paths.values())

"""Back to before: the last plan, a part of it, or the plan that a correction puts right."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from cockpit.actions.registry import CONTROLS
from cockpit.actions.zones import Seat, seats_of
from cockpit.perform import Performed, Performer
from cockpit.plan import Outcome, Plan, Step
from cockpit.recall import Recall
from vehicle.clock import Clock
from vehicle.signal import Value

_Values = Mapping[str, Value]


class Undo:
    """Puts back through the performer, as every other change; the recall forgets what was taken back."""

    def __init__(self, performer: Performer, recall: Recall, clock: Clock) -> None:
        self._performer = performer
        self._recall = recall
        self._clock = clock

    async def undo(self, step: Step, speaker: Seat) -> Performed:
        """Every outcome of the last plan that changed something, back to the values before, last first.

        "both": of the last two, where the last changed one thing only. "zone": only what is there.
        """
        changed = self._recall.to_undo(1)
        if step.slots.get("both") and len(changed) < 2:
            changed = self._recall.to_undo(2)
        outcomes: list[Outcome] = []
        for done in changed:
            before = {path: value for path, value in done.before.items() if _is_at(path, done, step, speaker)}
            if before or (done.undo and "zone" not in step.slots):
                back = await self._back(step, done, before, speaker)
                outcomes.append(back)
                if back.status not in ("asked", "denied"):
                    self._recall.taken_back(done, before)
        return Performed(step, tuple(outcomes))

    async def put_right(self, plan: Plan, speaker: Seat) -> list[Performed]:
        """What the wrong plan changed, back to before; not what the right one sets anyway."""
        anew = {
            path for right in plan.steps if "change" not in right.slots for path in _paths_set(right, speaker)
        }
        undo = Step("dialogue.undo")
        outcomes: list[Outcome] = []
        wrong = [o for each in self._recall.correctable() for o in each.outcomes]
        same = [o for o in wrong if any(o.action == right.action for right in plan.steps)]
        for done in reversed(same or wrong):  # of several, what is put right is the one of its kind
            before = {path: value for path, value in done.before.items() if path not in anew}
            if before or done.undo:
                outcomes.append(await self._back(undo, done, before, speaker))
        return [Performed(undo, tuple(outcomes))] if outcomes else []

    async def _back(self, step: Step, done: Outcome, before: _Values, speaker: Seat) -> Outcome:
        """What was done, back to before; or asked about, where the way back needs a yes."""
        back = await self._performer.put_back(replace(done, before=before), speaker)
        if back.status == "asked":
            again = partial(self._put_back, step, done, before, speaker)
            self._recall.await_yes(again, speaker, self._clock.now(), undoes=True)
        return back

    async def _put_back(self, step: Step, done: Outcome, before: _Values, speaker: Seat) -> Performed:
        back = await self._performer.put_back(replace(done, before=before), speaker, confirmed=True)
        self._recall.taken_back(done, before)
        return Performed(step, (back,))


def _paths_set(step: Step, speaker: Seat) -> tuple[str, ...]:
    """The paths that a control's step sets; none for any other step."""
    control = CONTROLS.get(step.action)
    if control is None:
        return ()
    seats = control.seats(step.slots, speaker)
    also = tuple(control.also[seat] for seat in seats if seat in control.also)
    return (*also, *(control.paths[seat] for seat in seats))


def _is_at(path: str, done: Outcome, step: Step, speaker: Seat) -> bool:
    """Whether a path is at the place that is to be put back; every one is where none is named."""
    if "zone" not in step.slots:
        return True
    control = CONTROLS.get(done.action)
    if control is None:
        return False
    of_seats = {
        **{path: seat for seat, path in control.also.items()},
        **{p: s for s, p in control.paths.items()},
    }
    return of_seats.get(path) in seats_of(step.slots["zone"], speaker)

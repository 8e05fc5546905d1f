"""What a conversation carries from turn to turn: what was done, what is asked, what "it" is."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cockpit.actions.control import Level
from cockpit.actions.registry import CONTROLS
from cockpit.actions.zones import ZONES, Seat, seats_of
from cockpit.perform import Performed
from cockpit.plan import Outcome, Plan, Remark, Step
from cockpit.told import Told
from cockpit.understand.context import Context, referred
from cockpit.understand.dialogue.elsewhere import names_of

Doing = Callable[[], Awaitable[Performed]]

ANSWER_WITHIN_S = 30.0
"""A yes that comes later is about something else."""
FOLLOWED_WITHIN_S = 180.0
"""What is said later than this does not go on from the last command: "it" is then nothing."""
FRESH_WITHIN_S = 30.0
"""A mere value or name that comes later than this ("the passenger's") may be about anything."""

OFFERS = ("ask_value", "both_ways", "did_you_mean")
"""Remarks that ask for more than a yes."""
UNDO_DEPTH = 20
"""So many plans can be taken back, one after the other."""

_ZONE_OF: Mapping[Seat, str] = {seats[0]: zone for zone, seats in ZONES.items() if len(seats) == 1}


@dataclass(slots=True)
class Recall:
    awaiting: tuple[Doing, ...] = ()  # what waits for a yes
    asked: tuple[Step, ...] = ()  # the steps of it, but for those of an undo
    asked_seat: Seat = "row1.driver"
    asked_at_s: float = 0.0
    offered: Remark | None = None  # what was asked else: which one, or what value
    undoes: bool = False  # what waits for a yes is the way back of an undo
    undoable: list[tuple[Performed, ...]] = field(default_factory=list)  # the plans that changed something
    last: tuple[Step, ...] = ()  # what "it" refers to
    earlier: tuple[Step, ...] = ()  # what it referred to before that, said from the same seat
    last_seat: Seat = "row1.driver"
    last_at_s: float = 0.0
    last_done: tuple[Performed, ...] = ()  # what those steps came to
    spoken: tuple[Step, ...] = ()  # what was only spoken of in the turn before
    spoken_by: tuple[Seat, float] = ("row1.driver", 0.0)  # who spoke of it, and when
    ways: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[str, float] = field(default_factory=dict)
    language: str = ""
    told: Told = field(default_factory=lambda: Told(""))

    def context(self, seat: Seat, language: str, now: float) -> Context:
        """What the understanding of the next sentence needs to know of those before."""
        last = self.last if now - self.last_at_s <= FOLLOWED_WITHIN_S else ()
        if seat != self.last_seat:  # what was one's own there is not one's own here
            last = tuple(_placed(step, self.last_seat) for step in last)
        may_answer = self._may_answer(seat, now)
        offered = self.offered.slots if self.offered and may_answer else {}

        def there(steps: Iterable[Step]) -> tuple[Step, ...]:
            """What was the asker's own, named for somebody else."""
            return tuple(steps if seat == self.asked_seat else (_placed(s, self.asked_seat) for s in steps))

        speaker, spoken_at_s = self.spoken_by
        just = seat == speaker and now - spoken_at_s <= FRESH_WITHIN_S
        missing = [_without_value(offered["step"])] if "step" in offered else []
        return Context(
            seat=seat,
            language=language,
            last=last,
            earlier=self.earlier if last and seat == self.last_seat else (),
            spoken=self.spoken if just else (),
            fresh=now - self.last_at_s <= FRESH_WITHIN_S,
            ways=self.ways,
            values=self.values,
            missing=next(iter(there(missing)), None),
            choices=there(offered.get("choices", ())),
            asked=there(self.asked) if self.awaiting and may_answer else (),
        )

    def correctable(self) -> tuple[Performed, ...]:
        """What the steps that "it" refers to came to, while nothing was changed since."""
        latest = self.undoable[-1] if self.undoable else ()
        return latest if latest is self.last_done else ()

    def _may_answer(self, speaker: Seat, now: float) -> bool:
        """The front may answer for anybody, the back only for itself; nobody after a while."""
        in_time = now - self.asked_at_s <= ANSWER_WITHIN_S
        return in_time and (speaker == self.asked_seat or speaker.startswith("row1"))

    def asker(self, plan: Plan, speaker: Seat) -> tuple[Plan, Seat]:
        """The plan and for whom it is done: an answer does what was asked for from the seat that asked."""
        if not plan.answers or speaker == self.asked_seat:
            return plan, speaker
        return replace(plan, steps=tuple(_placed(step, speaker) for step in plan.steps)), self.asked_seat

    def await_yes(self, doing: Doing, speaker: Seat, now: float, *, undoes: bool = False) -> None:
        self.awaiting, self.undoes = (*self.awaiting, doing), undoes
        self.asked_seat, self.asked_at_s = speaker, now

    def take_awaiting(self, speaker: Seat, now: float) -> tuple[Doing, ...]:
        """What waits for a yes; nothing when it was asked too long ago, or of somebody else.

        Whatever is said ends the waiting.
        """
        awaited, self.awaiting = self.awaiting, ()
        return awaited if self._may_answer(speaker, now) else ()

    def remember(
        self, plan: Plan, performed: Sequence[Performed], told: Told, speaker: Seat, language: str, now: float
    ) -> None:
        self.offered = plan.remark if plan.remark and plan.remark.key in OFFERS else None
        if self.offered is not None:
            self.asked_seat, self.asked_at_s = speaker, now
        self.asked = tuple(each.step for each in performed if any(o.status == "asked" for o in each.outcomes))
        done = self._stack(plan, performed)
        about = referred(plan.steps, self.last)
        if about is not self.last:
            goes_on = speaker == self.last_seat and now - self.last_at_s <= FOLLOWED_WITHIN_S
            self.earlier = self.last if goes_on else ()
            self.last, self.last_seat, self.last_at_s, self.last_done = about, speaker, now, done
        elif "dialogue.yes" in _actions(plan):
            self.last_done = done
        for back in (step.slots["zone"] for step in plan.steps if "zone" in step.slots and step not in about):
            self.last = tuple(_without_places(step, seats_of(back, speaker), speaker) for step in self.last)
        self.spoken, self.spoken_by = plan.about, (speaker, now)
        self.told = told
        self.language = language

    def to_undo(self, plans: int) -> tuple[Outcome, ...]:
        """What the last plans changed, last first. What changed nothing is passed over the next time."""
        last = self.undoable[-plans:]
        taken = [outcome for plan in last for each in plan for outcome in each.outcomes if _undoable(outcome)]
        if not taken:
            del self.undoable[-plans:]
        return tuple(reversed(taken))

    def taken_back(self, done: Outcome, paths: Iterable[str]) -> None:
        """`paths` of `done` were put back: they are not to be put back again."""
        for at, plan in enumerate(self.undoable):
            if any(outcome is done for each in plan for outcome in each.outcomes):
                left = tuple(_without(each, done, frozenset(paths)) for each in plan)
                some = any(_undoable(outcome) for each in left for outcome in each.outcomes)
                self.undoable[at : at + 1] = [left] if some else []
                return

    def _stack(self, plan: Plan, performed: Sequence[Performed]) -> tuple[Performed, ...]:
        """Put what was done on the stack of what can be taken back; return it as it stands there."""
        back = [each for each in performed if each.step.action == "dialogue.undo"]
        done = tuple(each for each in performed if each not in back)
        if plan.corrects:
            wrong = self.correctable()
            if wrong and not any(o.status in ("asked", "denied") for each in back for o in each.outcomes):
                self.undoable.pop()
                done = _instead(wrong, done)
        if _actions(plan) & {"dialogue.stop", "dialogue.no"}:
            return ()  # there is no way back to the movement that was stopped
        if "dialogue.yes" in _actions(plan) and self.undoes:
            return ()
        outcomes = [outcome for each in done for outcome in each.outcomes]
        self.ways = {**self.ways, **_ways(outcomes)}
        self.values = {**self.values, **_values(outcomes)}
        if not any(map(_changed, outcomes)):
            return ()
        self.undoable = [*self.undoable[1 - UNDO_DEPTH :], done]
        return done


def _actions(plan: Plan) -> set[str]:
    return {step.action for step in plan.steps}


def _instead(wrong: Sequence[Performed], right: Sequence[Performed]) -> tuple[Performed, ...]:
    """What was done instead, to be taken back to how it was before the wrong step."""
    first = {path: v for each in reversed(wrong) for o in each.outcomes for path, v in o.before.items()}
    return tuple(
        replace(
            each,
            outcomes=tuple(
                replace(o, before={p: first.get(p, v) for p, v in o.before.items()}) for o in each.outcomes
            ),
        )
        for each in right
    )


def _undoable(outcome: Outcome) -> bool:
    return bool(outcome.before) or outcome.undo is not None


def _without(performed: Performed, done: Outcome, paths: frozenset[str]) -> Performed:
    """Less the way back of these paths of one outcome, and of its device."""
    before = {path: value for path, value in done.before.items() if path not in paths}
    left = replace(done, before=before, undo=None)
    return replace(performed, outcomes=tuple(left if o is done else o for o in performed.outcomes))


def _changed(outcome: Outcome) -> bool:
    """Whether it did something, all of it or only a part."""
    return (outcome.status in ("done", "pending") and not outcome.stood) or _undoable(outcome)


def _ways(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """For each action whether its value went up or down."""
    ways: dict[str, int] = {}
    for outcome in outcomes:
        for path, now in outcome.signals.items():
            before = outcome.before.get(path)
            if isinstance(now, int | float) and isinstance(before, int | float) and now != before:
                ways[outcome.action] = 1 if now > before else -1
    return ways


def _without_places(step: Step, places: Collection[Seat], speaker: Seat) -> Step:
    """The step where it was not taken back: "a bit brighter" behind "only the left one" is of that one."""
    control = CONTROLS.get(step.action)
    seats = () if control is None or "" in control.paths else control.seats(step.slots, speaker)
    left = [seat for seat in seats if seat not in places]
    return (
        replace(step, slots={**step.slots, "zone": names_of(left)}) if left != list(seats) and left else step
    )


def _without_value(step: Step) -> Step:
    return replace(step, slots={key: value for key, value in step.slots.items() if key == "zone"})


def _values(outcomes: Iterable[Outcome]) -> dict[str, float]:
    """For each level the one value that it came to, as a step says it; none where it came to several."""
    values: dict[str, float] = {}
    for outcome in outcomes:
        control = CONTROLS.get(outcome.action)
        if control is None or not isinstance(control.value, Level):
            continue
        found = {v for path, v in outcome.signals.items() if control.seat_of(path) is not None}
        if len(found) == 1 and not isinstance(value := found.pop(), bool | str):
            values[outcome.action] = value * control.value.sign
    return values


def _placed(step: Step, seat: Seat) -> Step:
    """The step with the place named that was the speaker's own."""
    control = CONTROLS.get(str(step.slots.get("control", step.action)))
    if control is None or "" in control.paths:
        return step
    zone = step.slots.get("zone", control.default_zone)
    return replace(step, slots={**step.slots, "zone": _ZONE_OF[seat]}) if zone == "own" else step

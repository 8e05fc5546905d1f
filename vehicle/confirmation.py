"""Whether the car did what it was asked: only its own readings tell, and only later ones."""

import asyncio
import math
from dataclasses import dataclass

from vehicle.clock import Clock, within
from vehicle.mapping import Link
from vehicle.rules import Rule
from vehicle.signal import Command, Frame, Reading, Receipt, Refusal, Value
from vehicle.store import Store, Watch


@dataclass(slots=True)
class Order:
    """A command on its way, with what it has come to so far."""

    command: Command
    rule: Rule
    link: Link
    raw: int
    target: Value
    """As the bus can say it: rounded to its step."""
    tolerance: float
    before: Reading | None
    watch: Watch
    sent_at: float = 0.0
    frames: tuple[Frame, ...] = ()
    holds: bool = False
    """It halts what moves: that is always waited for."""
    superseded: bool = False
    let_go: bool = False
    """Nobody waits for it any more: it is pending unless it has arrived."""
    nearest: float = math.inf
    nearer_at: float = 0.0
    arrived_at: float | None = None

    @property
    def path(self) -> str:
        return self.command.path

    def sent(self, frame: Frame, now: float) -> None:
        self.frames = (frame,)
        self.sent_at = self.nearer_at = now
        if self.before is not None:
            self.nearest = distance(self.before.value, self.target)

    @property
    def has_moved(self) -> bool:
        return self.nearer_at > self.sent_at

    def look(self, reading: Reading, now: float) -> None:
        """Take in a reading that arrived after the command was sent."""
        left = distance(reading.value, self.target)
        if left < self.nearest:
            self.nearest, self.nearer_at = left, now
        if left > self.tolerance:
            self.arrived_at = None
        elif self.arrived_at is None:
            self.arrived_at = now

    def next_look_at(self) -> float:
        """When to look again at the latest, also if nothing changes."""
        if self.arrived_at is not None:
            return self.arrived_at + self.rule.settle_s
        return min(self.nearer_at + self.rule.answer_s, self.sent_at + self.rule.limit_s)

    def settled(self, status: str, reading: Reading | None) -> Receipt:
        return Receipt(self.command, status, frames=self.frames, reading=reading, before=self.before)

    def failed(self, refusal: Refusal, detail: str, reading: Reading | None) -> Receipt:
        return Receipt(self.command, "failed", refusal, detail, self.frames, reading, self.before)


async def confirm(order: Order, store: Store, clock: Clock) -> Receipt:
    """Wait for the readings that answer a sent order, as long as they come nearer to its target."""
    while True:
        now = clock.now()
        last = store.latest(order.path)
        if order.superseded:
            return order.failed(Refusal.OVERTAKEN, "a later command took its place", last)
        answer = last if last is not None and last.at > order.sent_at else None
        if answer is not None:
            order.look(answer, now)
        left_s = order.next_look_at() - now
        if left_s <= 0:
            return _outcome(order, answer, last, now)
        if order.let_go:
            return order.settled("pending", last)
        await change(order.watch, left_s, clock)


def _outcome(order: Order, answer: Reading | None, last: Reading | None, now: float) -> Receipt:
    if order.arrived_at is not None:
        return order.settled("done", answer)
    if answer is None:
        return order.failed(Refusal.NO_ANSWER, "no answer", last)
    still_moves = order.has_moved and now < order.nearer_at + order.rule.answer_s
    if still_moves:
        return order.settled("pending", answer)
    return order.failed(Refusal.OTHER_VALUE, f"it reads {answer.value}", answer)


async def change(watch: Watch, limit_s: float, clock: Clock) -> None:
    """Return when a watched path has changed, or after `limit_s` of the clock's time."""
    changed = asyncio.ensure_future(watch.next())
    try:
        await within(clock, limit_s, changed)
    finally:
        changed.cancel()


def distance(value: Value, target: Value) -> float:
    """How far a value is from its target; for what is not a number either 0 or infinite."""
    numeric = not isinstance(value, bool | str) and not isinstance(target, bool | str)
    if numeric:
        return abs(float(value) - float(target))
    return 0.0 if value == target and type(value) is type(target) else math.inf

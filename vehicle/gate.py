"""The gate: the only place from which the assistant sends to a bus.

It starts silent until it knows speed and gear, or knows that they do not come. It lets through only
what the car's profile allows, in range, under the profile's conditions, and at a limited rate. A
command counts as done only by a reading that arrived after it was sent and says so. Real
interfaces are read-only until they are armed.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Mapping, Sequence

import can

from vehicle.bus import is_real
from vehicle.clock import Clock
from vehicle.confirmation import Order, change, confirm, distance
from vehicle.errors import BadValue
from vehicle.mapping import MessageKey
from vehicle.motion import GEAR, LIGHT, SPEED, motion
from vehicle.profile import Profile
from vehicle.rules import Rule
from vehicle.signal import Command, Frame, Receipt, Refusal, Value
from vehicle.store import Store
from vehicle.vss import parse_value, range_text

log = logging.getLogger(__name__)

LISTEN_S = 1.0
"""How long a fresh gate listens for speed and gear before it takes them as absent."""
_ROUNDING = 1e-6


class Gate:
    def __init__(
        self,
        profile: Profile,
        store: Store,
        clock: Clock,
        buses: Mapping[str, can.BusABC],
        *,
        armed: bool = False,
    ) -> None:
        """`buses` by the profile's channels. `armed`: real interfaces may be written to."""
        self._profile = profile
        self._store = store
        self._clock = clock
        self._buses = buses
        self.armed = armed
        self._opened_at = clock.now()
        self._counters: dict[MessageKey, int] = {}
        self._sent_at: deque[float] = deque()
        self._under_way: dict[str, Order] = {}
        self._unreached: set[str] = set()
        """Paths for which something was sent that no reading has confirmed since."""
        self._hurry = False
        self._pending: dict[str, Order] = {}
        """What was still on its way when its request ended."""

    async def listened(self) -> None:
        """Return when speed and gear are known, or known to be absent."""
        with self._store.watch((SPEED, GEAR)) as watch:
            while not all(self._store.fresh(path, self._clock.now()) for path in (SPEED, GEAR)):
                left_s = self._opened_at + LISTEN_S - self._clock.now()
                if left_s <= 0:
                    return
                await change(watch, left_s, self._clock)

    async def request(self, commands: Sequence[Command]) -> tuple[Receipt, ...]:
        """One receipt for each command, in order. They are sent together and confirmed side by side."""
        await self.listened()
        return await self._carry_out(commands)

    def hurry(self, hurry: bool) -> None:
        """While true nobody waits for what moves: it goes on, and its receipt is "pending"."""
        self._hurry = hurry
        for order in self._under_way.values():
            order.let_go = hurry and order.rule.moves and not order.holds
            order.watch.add(order.path)

    async def halt(self) -> tuple[Receipt, ...]:
        """Hold what was set moving where it reads to be now; one receipt for each, none if nothing moves.

        A position is held under any condition: that only stills what the gate has let through before.
        """
        now = self._clock.now()
        moving = {
            path: order
            for path, order in {**self._pending, **self._under_way}.items()
            if order.rule.moves and not self._arrived(order, now)
        }
        self._pending.clear()
        places = {path: self._store.fresh(path, now) for path in moving}
        commands = [Command(path, place.value, "stop") for path, place in places.items() if place is not None]
        unseen = tuple(
            order.failed(Refusal.NO_ANSWER, "no reading to hold it at", None)
            for path, order in moving.items()
            if places[path] is None
        )
        return (*await self._carry_out(commands, halting=True), *unseen)

    async def _carry_out(self, commands: Sequence[Command], *, halting: bool = False) -> tuple[Receipt, ...]:
        receipts: dict[int, Receipt] = {}
        orders: dict[int, Order] = {}
        # From here to the last frame there is no await: nobody else can write in between.
        for index, command in enumerate(commands):
            judged = self._judge(command, halting=halting)
            if isinstance(judged, Receipt):
                receipts[index] = judged
            else:
                orders[index] = judged
        try:
            receipts |= self._send_all(orders)
            going = {index: order for index, order in orders.items() if index not in receipts}
            confirmed = await asyncio.gather(
                *(confirm(order, self._store, self._clock) for order in going.values())
            )
            receipts |= dict(zip(going, confirmed, strict=True))
            for index, order in orders.items():
                if self._under_way.get(order.path) is not order:
                    continue
                self._pending.pop(order.path, None)
                if receipts[index].status == "done":
                    self._unreached.discard(order.path)
                elif receipts[index].status == "pending":
                    self._pending[order.path] = order
        finally:
            for order in orders.values():
                order.watch.close()
                if self._under_way.get(order.path) is order:
                    del self._under_way[order.path]
        return tuple(receipts[index] for index in range(len(commands)))

    def _arrived(self, order: Order, now: float) -> bool:
        reading = self._store.fresh(order.path, now)
        return reading is not None and distance(reading.value, order.target) <= order.tolerance

    # Judging

    def _judge(self, command: Command, *, halting: bool) -> Receipt | Order:
        """An order, or the receipt of what needs none or may not be."""
        now = self._clock.now()
        rule = self._profile.rules.get(command.path)
        link = self._profile.writes.get(command.path)
        status = self._profile.reads_of(command.path)
        if rule is None or link is None or status is None:
            return _denied(command, Refusal.NOT_ALLOWED, f"{command.path} is not on the car's allow-list")
        try:
            target = parse_value(link.signal, command.target)
            raw = link.codec.raw(target)
            said = link.codec.value(raw)  # the target as the bus can say it: rounded to its step
        except BadValue as error:
            return _denied(command, Refusal.OUT_OF_RANGE, f"{error} {error.mend}")
        if _outside(target, rule.low, rule.high):
            allowed = range_text(rule.low, rule.high, link.signal.unit)
            return _denied(command, Refusal.OUT_OF_RANGE, f"{command.path} takes {allowed}")
        held = halting and not isinstance(target, bool)  # a lid that was to close would open again
        refusal = None if held else self._condition(rule, target, now)
        if refusal is not None:
            return _denied(command, refusal, f"only when the car is {rule.condition}")
        goal = target if said is None else said
        before = self._store.fresh(command.path, now)
        tolerance = max(status.codec.step, link.codec.step) / 2 + _ROUNDING
        # What was sent elsewhere and is not known to be there, also after "pending", "failed" or a
        # cancelled request, may only be passing by this target. So it is asked for all the same.
        at_rest = command.path not in self._unreached
        if before is not None and at_rest and distance(before.value, goal) <= tolerance:
            return Receipt(command, "done", reading=before, before=before)
        if is_real(self._buses[link.channel]) and not self.armed:
            return _denied(command, Refusal.NOT_ARMED, "the bus is read-only until it is armed")
        watch = self._store.watch((command.path,))
        return Order(command, rule, link, raw, goal, tolerance, before, watch, holds=halting)

    def _condition(self, rule: Rule, target: Value, now: float) -> Refusal | None:
        light = self._store.value(LIGHT, now)
        dark = light is None or float(light) < self._profile.dark_below_percent
        if rule.allows(motion(self._store, now), target, dark):
            return None
        return Refusal.SPEED_UNKNOWN if self._store.value(SPEED, now) is None else Refusal.MOVING

    # Sending

    def _send_all(self, orders: Mapping[int, Order]) -> dict[int, Receipt]:
        """Send one frame for each message; the receipts are of those that could not be sent."""
        by_message: dict[MessageKey, list[int]] = {}
        for index, order in orders.items():
            by_message.setdefault(order.link.key, []).append(index)
        receipts: dict[int, Receipt] = {}
        for indices in by_message.values():
            together = [orders[index] for index in indices]
            if not self._within_rate():
                for index in indices:
                    receipts[index] = _denied(
                        orders[index].command, Refusal.TOO_FAST, "too many frames a second"
                    )
                continue
            try:
                self._send(together)
            except can.CanError as error:
                log.error("the bus took no frame: %s", error)
                for index in indices:
                    order = orders[index]
                    receipts[index] = Receipt(
                        order.command, "failed", Refusal.BUS_FAULT, str(error), before=order.before
                    )
        return receipts

    def _within_rate(self) -> bool:
        now = self._clock.now()
        while self._sent_at and now - self._sent_at[0] >= 1.0:
            self._sent_at.popleft()
        return len(self._sent_at) < self._profile.frames_per_s

    def _send(self, together: Sequence[Order]) -> None:
        """One frame that asks for all these, and for nothing else of its message."""
        channel, message = together[0].link.channel, together[0].link.message
        key = together[0].link.key
        payload = self._profile.blanks[key]
        for order in together:
            payload = order.link.field.put(order.raw, payload)
        protection = self._profile.protections.get(key)
        if protection is None:
            data = payload.to_bytes(message.length, "little")
        else:
            counter = self._counters[key] = self._counters.get(key, -1) + 1
            data = protection.seal(message.frame_id, payload, message.length, counter)
        now = self._clock.now()
        self._buses[channel].send(
            can.Message(arbitration_id=message.frame_id, is_extended_id=message.is_extended_frame, data=data)
        )
        self._sent_at.append(now)
        frame = Frame(channel, message.frame_id, message.is_extended_frame, data)
        for order in together:
            earlier = self._under_way.get(order.path)
            if earlier is not None and earlier.target != order.target:
                earlier.superseded = True
                earlier.watch.add(order.path)
            self._under_way[order.path] = order
            self._unreached.add(order.path)
            order.let_go = self._hurry and order.rule.moves and not order.holds
            order.sent(frame, now)


def _denied(command: Command, refusal: Refusal, detail: str) -> Receipt:
    return Receipt(command, "denied", refusal, detail)


def _outside(target: Value, low: float | None, high: float | None) -> bool:
    if isinstance(target, bool | str):
        return False
    return (low is not None and target < low) or (high is not None and target > high)

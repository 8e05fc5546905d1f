"""Who has the floor: one turn after the other, and a stop that ends the one that has it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from cockpit.perform import Performed, Performer
from cockpit.plan import Outcome, Step


class Floor:
    """A turn that arrives makes the one before wait no longer for what moves."""

    def __init__(self, performer: Performer, hush: Callable[[], None]) -> None:
        """`hush` ends what is being thought of, whenever somebody says something."""
        self._performer = performer
        self._hush = hush
        self._one_turn = asyncio.Lock()
        self._arrived = self._now = 0
        self._stopped_at = 0
        """Up to this arrival nothing more is begun: somebody said stop."""
        self._waiting = 0
        self._halts: list[asyncio.Future[tuple[Outcome, ...]]] = []

    @asynccontextmanager
    async def taken(self, idiom: str | None) -> AsyncIterator[None]:
        """For the length of a turn. `idiom`: the dialogue's action that its whole sentence is, if any.

        A stop ends the turn that has the floor; so does "never mind" in the middle of it.
        """
        self._arrived += 1
        mine = self._arrived
        if idiom == "dialogue.stop" or (idiom == "dialogue.no" and self._one_turn.locked()):
            self._stopped_at = mine
            self.halt()
        elif idiom not in ("dialogue.stop", "dialogue.no") and self._stopped_at <= self._now:
            self._halts.clear()  # held still for a "stop" that went on: "stop the music"
        self._waiting += 1
        self._hush()
        try:
            self._performer.hurry(self._one_turn.locked())
            await self._one_turn.acquire()
        finally:
            self._waiting -= 1
        try:
            self._now = mine
            self._performer.hurry(self._waiting > 0)
            yield
        finally:
            self._one_turn.release()

    @property
    def stopped(self) -> bool:
        """Whether the turn that has the floor is to begin nothing more."""
        return self._stopped_at > self._now

    @property
    def halted(self) -> bool:
        """Whether something was held still that nobody was told of yet."""
        return bool(self._halts)

    def halt(self) -> None:
        """Hold still what moves, at once, also in the middle of a turn."""
        self._halts.append(asyncio.ensure_future(self._performer.halt()))

    async def held_still(self, step: Step) -> Performed:
        """What was held still since somebody said stop, and what moves still."""
        self.halt()
        halts, self._halts = self._halts, []
        held = {outcome.action: outcome for each in halts for outcome in await each}
        return Performed(step, tuple(held.values()))

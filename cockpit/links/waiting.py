"""The orders that wait for the state that confirms them."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from cockpit.links.registry import State
from cockpit.links.services import is_moving


class Waiting:
    """Those of one hub, on its event loop."""

    def __init__(self) -> None:
        self._orders: dict[asyncio.Future[State], tuple[str, Callable[[State], bool]]] = {}
        self._hurried = False

    @contextmanager
    def until(self, entity: str, is_settled: Callable[[State], bool]) -> Iterator[asyncio.Future[State]]:
        """The state of the entity that is told next and settles the order. TimeoutError in a hurry, where it
        moves on."""
        settled: asyncio.Future[State] = asyncio.get_running_loop().create_future()
        self._orders[settled] = (entity, is_settled)
        try:
            yield settled
        finally:
            del self._orders[settled]

    def told(self, entity: str, state: State) -> None:
        """A state has come."""
        for settled, (waiting, is_settled) in self._orders.items():
            if waiting != entity or settled.done():
                continue
            if is_settled(state):
                settled.set_result(state)
            elif self._hurried and is_moving(state):
                settled.set_exception(TimeoutError())

    def hurry(self, hurry: bool, states: Mapping[str, State]) -> None:
        """While true nothing waits for what moves. `states`: the last of each entity."""
        self._hurried = hurry
        for entity in {entity for entity, _ in self._orders.values()} if hurry else ():
            self.told(entity, states[entity])

    def fail(self, error: Exception) -> None:
        """No state will come."""
        for settled in self._orders:
            if not settled.done():
                settled.set_exception(error)

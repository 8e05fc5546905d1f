"""Who answers plain talk: the language model, opened when it is first needed; silent when interrupted."""

import asyncio
from collections.abc import Callable

from cockpit.errors import NoModel
from cockpit.understand.talk import Talk
from vehicle.clock import Clock

Open = Callable[[str], Talk]
"""A language → its model, opened once. Raises NoModel where none is installed, else ModelError."""


class Companion:
    def __init__(self, clock: Clock, opens: Open | None) -> None:
        """`opens` is None where plain talk is switched off."""
        self._clock = clock
        self._opens = opens
        self._answering: asyncio.Future[str] | None = None

    async def talk(self, language: str) -> Talk | None:
        """Who answers in a language, None for nobody. Raises ModelError where the model is broken."""
        if self._opens is None:
            return None
        try:
            return await self._clock.outside(asyncio.to_thread(self._opens, language))
        except NoModel:
            return None  # our own sentence, as for all that nobody can make sense of

    async def answer(self, talk: Talk, text: str, language: str) -> str:
        """The model's words; none where somebody said something else meanwhile."""
        self._answering = asyncio.ensure_future(self._clock.outside(talk.answer(text, language)))
        try:
            await asyncio.wait({self._answering})
            return "" if self._answering.cancelled() else self._answering.result()
        finally:
            self._answering.cancel()

    def hush(self) -> None:
        """End the answer that is being thought of."""
        if self._answering is not None:
            self._answering.cancel()

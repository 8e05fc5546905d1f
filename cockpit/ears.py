"""Ears for the language that is spoken, bound to the names that the home has now."""

import asyncio

from cockpit.app import Engines
from cockpit.errors import TELLABLE
from cockpit.understand.home.household import HomeNames
from voice.listener import Listener


class Ears:
    """Loaded when they are first needed, and again when the language or a name has changed."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines
        self._opened: asyncio.Future[Listener] | None = None
        self._for: tuple[str, HomeNames] | None = None
        self._closing: set[asyncio.Task[None]] = set()

    async def open(self, language: str) -> Listener:
        """Takes half a second to load. Raises what tells that the model is missing or broken."""
        wanted = language, self._engines.home_names
        if self._opened is None or self._for != wanted:
            self._forget()
            # In a thread, so that the window goes on.
            load = asyncio.to_thread(self._engines.listener, language)
            self._opened, self._for = asyncio.ensure_future(load), wanted
        try:
            # Shielded: who stops listening meanwhile does not stop the loading.
            return await asyncio.shield(self._opened)
        except TELLABLE:
            self._opened = None
            raise

    async def close(self) -> None:
        self._forget()
        await asyncio.gather(*self._closing)

    def _forget(self) -> None:
        if self._opened is not None:
            closing = asyncio.ensure_future(_close(self._opened))
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)
            self._opened = None


async def _close(ears: asyncio.Future[Listener]) -> None:
    """Close ears, also ones that are still being loaded."""
    for listener in await asyncio.gather(ears, return_exceptions=True):
        if isinstance(listener, Listener):
            await asyncio.to_thread(listener.close)

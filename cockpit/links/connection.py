"""A connection to a hub that is made again whenever it was lost."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

from cockpit.errors import HubError, HubRefused
from cockpit.links.websocket import Socket

log = logging.getLogger(__name__)

_FIRST_DELAY_S, _LONGEST_DELAY_S = 1.0, 60.0
_RECONNECT_LIMIT_S = 3.0
"""How long a step waits for a connection that was lost."""


class Connection:
    """Made by `connect` or `start`, and then again by itself until `close`; on one event loop."""

    def __init__(
        self, address: str, open_socket: Callable[[], Awaitable[Socket]], on_change: Callable[[], None]
    ) -> None:
        """`open_socket` raises HubError. `on_change`: `reachable` is another now."""
        self.problem: HubError | None = None
        """Why it could not be made last."""
        self.socket: Socket | None = None
        self._address = address
        self._open_socket = open_socket
        self._on_change = on_change
        self._connected = asyncio.Event()
        self._wake = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None

    @property
    def reachable(self) -> bool:
        return self._connected.is_set()

    async def connect(self) -> None:
        """Raises HubError when the first connection fails; later ones are retried."""
        try:
            await self._open()
        except HubError as error:
            self.problem = error
            raise
        self._keeper = asyncio.get_running_loop().create_task(self._keep())

    def start(self) -> None:
        """Like `connect`, in the background: what is not there yet is tried again and again."""
        self._wake.set()
        self._keeper = asyncio.get_running_loop().create_task(self._keep())

    async def close(self) -> None:
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        if self.socket is not None:
            await self._drop(self.socket)

    async def made(self) -> bool:
        """Whether it is reachable. A step does not wait for the next try: it makes one now."""
        if self.reachable or self._keeper is None:
            return self.reachable
        self._wake.set()
        connected = asyncio.ensure_future(self._connected.wait())
        try:
            # The keeper ends when the hub refuses the token.
            await asyncio.wait(
                {connected, self._keeper}, timeout=_RECONNECT_LIMIT_S, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            connected.cancel()
        return self.reachable

    async def _keep(self) -> None:
        delay_s = _FIRST_DELAY_S
        while True:
            if self.socket is not None:
                await self.socket.ended.wait()
                log.warning("the connection to %s was lost", self._address)
                await self._drop(self.socket)
                delay_s = _FIRST_DELAY_S
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), delay_s)
            self._wake.clear()
            try:
                await self._open()
            except HubRefused as error:
                log.warning("%s", error)
                self.problem = error
                return  # the same token again could make the hub block this address
            except HubError as error:
                self.problem = error
                delay_s = min(2 * delay_s, _LONGEST_DELAY_S)

    async def _open(self) -> None:
        self.socket = await self._open_socket()
        self.problem = None
        self._wake.clear()
        self._connected.set()
        self._on_change()

    async def _drop(self, socket: Socket) -> None:
        self.socket = None
        self._connected.clear()
        self._on_change()
        await socket.close()

"""One session with a Home Assistant over its WebSocket.

The protocol: developers.home-assistant.io/docs/api/websocket. The hub speaks first
(`auth_required`), takes the token (`auth_ok` or `auth_invalid`), and then answers numbered
commands and sends the events subscribed to. All limits are real time.
"""

import asyncio
import itertools
import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp

from cockpit.errors import HubError, HubRefused, HubUnreachable
from cockpit.links.hub import shown

log = logging.getLogger(__name__)

CONNECT_LIMIT_S = 5.0
ANSWER_LIMIT_S = 10.0
_HEARTBEAT_S = 15.0
"""A hub that lost its power says no goodbye: it is asked this often whether it is there."""
_MAX_MESSAGE_BYTES = 64 << 20
"""All states of a house with some thousands of entities come in one message."""

_GOODBYE = aiohttp.ClientWSTimeout(ws_close=1.0)
"""A hub that hangs does not answer a goodbye either."""

_MEND_UNREACHABLE = "check that the hub is on and that this machine is in the home's network"
MEND_REFUSED = (
    "make a new token in Home Assistant (profile, security, long-lived access tokens) "
    "and give it to `cockpit pair`"
)

Event = Mapping[str, Any]


class CommandRefused(HubError):
    """The hub answered a command with an error; `code` is its word for it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(shown(message) or code)
        self.code = code


class Socket:
    """An authenticated session, made by `open_socket`. It ends once, and is then thrown away."""

    def __init__(
        self,
        address: str,
        session: aiohttp.ClientSession,
        websocket: aiohttp.ClientWebSocketResponse,
        on_event: Callable[[Event], None],
    ) -> None:
        self.address = address
        self.ended = asyncio.Event()
        self._session = session
        self._websocket = websocket
        self._on_event = on_event
        self._ids = itertools.count(1)
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._reader = asyncio.get_running_loop().create_task(self._read())

    async def command(self, kind: str, /, limit_s: float = ANSWER_LIMIT_S, **fields: Any) -> Any:
        """The result of one command.

        Raises CommandRefused for the hub's own error, HubUnreachable when the session ends or no
        answer comes within `limit_s`.
        """
        number = next(self._ids)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        try:
            if self.ended.is_set():
                raise lost(self.address)
            async with asyncio.timeout(limit_s):
                await self._websocket.send_json({"id": number, "type": kind, **fields})
                return await answer
        except TimeoutError as error:
            raise HubUnreachable(f"no answer from {self.address} to {kind}", _MEND_UNREACHABLE) from error
        except (aiohttp.ClientError, ConnectionResetError) as error:
            raise lost(self.address) from error
        finally:
            del self._answers[number]

    async def close(self) -> None:
        self._reader.cancel()
        await asyncio.gather(self._reader, return_exceptions=True)
        await _close(self._session, self._websocket)

    async def _read(self) -> None:
        try:
            async for message in self._websocket:
                if message.type is not aiohttp.WSMsgType.TEXT:
                    break
                received = json.loads(message.data)
                # The hub may send several messages as one list.
                for one in received if isinstance(received, list) else [received]:
                    self._take(one)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            log.warning(
                "%s sent what is no message of a Home Assistant: %s", self.address, type(error).__name__
            )
        finally:
            self.ended.set()
            for answer in self._answers.values():
                if not answer.done():
                    answer.set_exception(lost(self.address))

    def _take(self, message: Mapping[str, Any]) -> None:
        if message["type"] == "event":
            self._on_event(message["event"])
        answer = self._answers.get(message["id"])
        if message["type"] not in ("result", "pong") or answer is None or answer.done():
            return
        if message["type"] == "pong":
            answer.set_result(None)
        elif message["success"]:
            answer.set_result(message["result"])
        else:
            error = message["error"]
            answer.set_exception(CommandRefused(str(error.get("code")), str(error.get("message", ""))))


async def open_socket(address: str, token: str, on_event: Callable[[Event], None]) -> Socket:
    """A session with the hub at `address`, a URL without a path.

    Raises HubUnreachable where no Home Assistant answers within CONNECT_LIMIT_S, HubRefused when it
    does not take the token.
    """
    session, websocket, _ = await _greeted(address, CONNECT_LIMIT_S)
    try:
        async with asyncio.timeout(CONNECT_LIMIT_S):
            await websocket.send_json({"type": "auth", "access_token": token})
            answer = await _receive(websocket, address)
        if answer.get("type") != "auth_ok":
            raise HubRefused(f"the hub at {address} does not take the token", MEND_REFUSED)
    except TimeoutError as error:
        await _close(session, websocket)
        raise HubUnreachable(f"no answer from {address}", _MEND_UNREACHABLE) from error
    except BaseException:
        await _close(session, websocket)
        raise
    return Socket(address, session, websocket, on_event)


async def probe(address: str, limit_s: float = CONNECT_LIMIT_S) -> str:
    """The version of the Home Assistant at `address`; no token is sent. Raises HubUnreachable."""
    session, websocket, version = await _greeted(address, limit_s)
    await _close(session, websocket)
    return version


def lost(address: str) -> HubUnreachable:
    return HubUnreachable(f"the connection to {address} was lost", _MEND_UNREACHABLE)


async def _greeted(
    address: str, limit_s: float
) -> tuple[aiohttp.ClientSession, aiohttp.ClientWebSocketResponse, str]:
    """A connection whose other end has said that it is a Home Assistant, and its version."""
    tracing = aiohttp.TraceConfig()
    tracing.on_request_redirect.append(_refuse_redirect)
    session = aiohttp.ClientSession(trace_configs=[tracing])
    websocket: aiohttp.ClientWebSocketResponse | None = None
    try:
        async with asyncio.timeout(limit_s):
            websocket = await session.ws_connect(
                f"{address}/api/websocket",
                heartbeat=_HEARTBEAT_S,
                max_msg_size=_MAX_MESSAGE_BYTES,
                timeout=_GOODBYE,
            )
            greeting = await _receive(websocket, address)
        if greeting.get("type") != "auth_required":
            raise _stranger(address)
    except BaseException as error:
        if websocket is not None:
            await websocket.close()
        await session.close()
        told = _told(error, address, limit_s)
        if told is error:
            raise
        raise told from error
    return session, websocket, shown(greeting.get("ha_version", ""), 20)


async def _refuse_redirect(
    _session: object, _context: object, redirect: aiohttp.TraceRequestRedirectParams
) -> None:
    """A token is for the address that was paired; it follows nobody elsewhere."""
    redirect.response.close()
    raise _stranger(str(redirect.url.origin()))


async def _receive(websocket: aiohttp.ClientWebSocketResponse, address: str) -> Mapping[str, Any]:
    message = await websocket.receive()
    if message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR):
        raise lost(address)
    try:
        received = json.loads(message.data)
    except (TypeError, ValueError) as error:
        raise _stranger(address) from error
    if not isinstance(received, dict):
        raise _stranger(address)
    return received


def _told(error: BaseException, address: str, limit_s: float) -> BaseException:
    """The error of a failed connection in our words; what is none of those stays itself."""
    match error:
        case TimeoutError():
            return HubUnreachable(f"no answer from {address} within {limit_s:g} s", _MEND_UNREACHABLE)
        case aiohttp.ClientConnectorCertificateError():
            mend = "use the name that its certificate is for, or the hub's http address"
            return HubUnreachable(f"the certificate of {address} cannot be trusted", mend)
        case aiohttp.WSServerHandshakeError() | aiohttp.ClientPayloadError():
            return _stranger(address)
        case aiohttp.ClientConnectorError():
            why = shown(error.strerror or error.os_error)
            return HubUnreachable(f"cannot reach {address}: {why}", _MEND_UNREACHABLE)
        case aiohttp.ClientOSError() | aiohttp.ServerDisconnectedError():
            return lost(address)
        case aiohttp.ClientError() | OSError():
            return error if isinstance(error, HubError) else _stranger(address)
    return error


def _stranger(address: str) -> HubUnreachable:
    mend = "check the address and the port; Home Assistant's own is 8123"
    return HubUnreachable(f"what answers at {address} is no Home Assistant", mend)


async def _close(session: aiohttp.ClientSession, websocket: aiohttp.ClientWebSocketResponse) -> None:
    await websocket.close()
    await session.close()

"""A paired Home Assistant: its devices with their live states, and steps carried out and confirmed."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from cockpit.actions.action import Home
from cockpit.errors import CockpitError, HubError, HubRefused, HubUnreachable
from cockpit.links.hub import Area, Device, shown
from cockpit.links.order import Order
from cockpit.links.registry import (
    ANYTHING,
    DOMAINS,
    State,
    areas_of,
    devices_of,
    domain,
    kind_of,
    kinds_moved,
    meant,
)
from cockpit.links.services import is_moving, order, service_domain, undo_of
from cockpit.links.websocket import CommandRefused, Event, Socket, lost, open_socket
from cockpit.plan import Outcome, Remark

log = logging.getLogger(__name__)

_FIRST_DELAY_S, _LONGEST_DELAY_S = 1.0, 60.0
_RECONNECT_LIMIT_S = 3.0
"""How long a step waits for a connection that was lost."""
_SETTLE_S = 0.5
"""A starting hub adds its entities one by one: they are fetched together."""
_WATCHED = ("state_changed", "area_registry_updated", "entity_registry_updated", "device_registry_updated")


class HomeAssistant:
    """Connects by `connect` or `start`, and then again by itself until `close`.

    Everything here happens on one event loop, in real time; under a virtual clock await `call`
    through `clock.outside`.
    """

    def __init__(
        self, address: str, token: str, *, name: str = "", on_change: Callable[[], None] = lambda: None
    ) -> None:
        """`name`: what the hub is called until it tells. `on_change`: devices, states or
        `reachable` are others now."""
        self.address = address
        self.name = name or address
        self.problem: HubError | None = None
        """Why it is not reachable."""
        self.areas: tuple[Area, ...] = ()
        self._token = token
        self._on_change = on_change
        self._socket: Socket | None = None
        self._connected = asyncio.Event()
        self._wake = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None
        self._reloading: asyncio.Task[None] | None = None
        self._states: dict[str, State] = {}
        self._devices: dict[str, Device] = {}
        self._waiting: dict[asyncio.Future[State], tuple[str, Callable[[State], bool]]] = {}
        self._fahrenheit = False
        self._hurried = False

    @property
    def reachable(self) -> bool:
        return self._connected.is_set()

    @property
    def devices(self) -> tuple[Device, ...]:
        """With their states as last told; also while the hub is not reachable."""
        return tuple(self._devices.values())

    async def connect(self) -> None:
        """Raises HubUnreachable or HubRefused when the first connection fails; later ones are retried."""
        await self._open()
        self._keeper = asyncio.get_running_loop().create_task(self._keep())

    def start(self) -> None:
        """Like `connect`, in the background: a hub that is not there yet is tried again and again."""
        self._wake.set()
        self._keeper = asyncio.get_running_loop().create_task(self._keep())

    async def close(self) -> None:
        tasks = [task for task in (self._keeper, self._reloading) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._socket is not None:
            await self._drop(self._socket)

    def kinds_of(self, action: Home, slots: Mapping[str, object]) -> Sequence[str]:
        """The kinds of what the slots mean, scenes by their members."""
        found = (kind for each in self.targets(action, slots) for kind in kinds_moved(each, self._devices))
        return tuple(dict.fromkeys(found))

    def targets(self, action: Home, slots: Mapping[str, object]) -> tuple[Device, ...]:
        """The devices that a step's slots mean."""
        return meant(self.devices, self.areas, action, slots)

    async def call(self, action: Home, slots: Mapping[str, object]) -> tuple[Outcome, ...]:
        """One outcome a device, `done` only when the hub has told the state that was asked for.

        Takes at most the device's limit (services.py) and the time to connect again.
        """
        if not await self._is_connected():
            return (Outcome(action.action, "unavailable", self._away()),)
        devices = self.targets(action, slots)
        if not devices:
            return (Outcome(action.action, "unavailable", Remark("no_such_device")),)
        return tuple(await asyncio.gather(*(self._one(action, device, slots) for device in devices)))

    def hurry(self, hurry: bool) -> None:
        """While true no step waits for what moves: it is told as pending."""
        self._hurried = hurry
        for entity in {entity for entity, _ in self._waiting.values()} if hurry else ():
            self._settle(entity, self._states[entity])

    async def look(self, slots: Mapping[str, object]) -> tuple[Device, ...] | Remark:
        """The devices that a question's slots mean, with their states; or why these are not known."""
        if not await self._is_connected():
            return self._away()
        return self.targets(ANYTHING, slots) or Remark("no_such_device")

    def _away(self) -> Remark:
        key = "home_refused" if isinstance(self.problem, HubRefused) else "home_unreachable"
        return Remark(key, {"hub": self.name})

    async def _one(self, action: Home, device: Device, slots: Mapping[str, object]) -> Outcome:
        def outcome(status: Any, key: str, value: Any = None, **more: str) -> Outcome:
            reason = Remark(key, {"device": device.name, **more})
            return Outcome(action.action, status, reason, entity=device.id, value=value)

        state = self._states.get(device.id)
        if state is None or state["state"] == "unavailable":
            return outcome("unavailable", "home_device_unavailable", "unavailable")
        wanted = order(action, device, state, slots, self._fahrenheit)
        if isinstance(wanted, Remark):
            return Outcome(action.action, "denied", wanted, entity=device.id)
        stood = wanted.settled(state)
        undo = None if stood else undo_of(action, device, state, slots, self._fahrenheit)
        try:
            state = await self._send(device, wanted, state)
        except TimeoutError:
            now = self._states.get(device.id, state)
            value = wanted.value(now)
            if is_moving(now):
                return replace(outcome("pending", "home_moving", value), undo=undo)
            return outcome("failed", "home_not_confirmed", value, state=shown(value))
        except CommandRefused as error:
            return outcome("failed", "home_refused_call", detail=str(error))
        except HubUnreachable:
            return outcome("failed", "home_lost", hub=self.name)
        value = wanted.value(state)
        return Outcome(action.action, "done", entity=device.id, value=value, undo=undo, stood=stood)

    async def _send(self, device: Device, wanted: Order, before: State) -> State:
        """The state that confirms the order. TimeoutError when none came within its limit."""
        socket = self._socket
        if socket is None:
            raise lost(self.address)
        if wanted.settled(before):
            await socket.command(
                "ping", limit_s=wanted.limit_s
            )  # that it is so is known only while the hub is there
            return before
        settled: asyncio.Future[State] = asyncio.get_running_loop().create_future()
        self._waiting[settled] = (device.id, wanted.settled)
        try:
            async with asyncio.timeout(wanted.limit_s):
                await socket.command(
                    "call_service",
                    limit_s=wanted.limit_s,
                    domain=service_domain(device),
                    service=wanted.service,
                    service_data=dict(wanted.data),
                    target={"entity_id": device.id},
                )
                return await settled
        finally:
            del self._waiting[settled]

    async def _is_connected(self) -> bool:
        """A step does not wait for the next try: it makes one now."""
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
            if self._socket is not None:
                await self._socket.ended.wait()
                log.warning("the connection to %s was lost", self.address)
                await self._drop(self._socket)
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
        socket = await open_socket(self.address, self._token, self._heard)
        self._states.clear()
        self._socket = socket
        try:
            for kind in _WATCHED:
                await socket.command("subscribe_events", event_type=kind)
            config = await socket.command("get_config")
            self.name = shown(config.get("location_name") or self.name)
            self._fahrenheit = config["unit_system"]["temperature"] == "°F"
            await self._load(socket)
        except (KeyError, TypeError, AttributeError) as error:
            await self._drop(socket)
            raise HubUnreachable(
                f"unknown kind of answer from {self.address}", "update this program"
            ) from error
        except BaseException:
            await self._drop(socket)
            raise
        self.problem = None
        self._wake.clear()
        self._connected.set()
        self._on_change()

    async def _load(self, socket: Socket) -> None:
        try:
            floors = await socket.command("config/floor_registry/list")
        except CommandRefused:  # a hub of before March 2024
            floors = []
        areas = areas_of(await socket.command("config/area_registry/list"), floors)
        rooms = {d["id"]: d["area_id"] for d in await socket.command("config/device_registry/list")}
        for state in await socket.command("get_states"):
            # What an event has told since is newer.
            if domain(state["entity_id"]) in DOMAINS:
                self._states.setdefault(state["entity_id"], state)
        registered = {e["entity_id"] for e in await socket.command("config/entity_registry/list")}
        wanted = sorted(registered & self._states.keys())
        entries = (
            await socket.command("config/entity_registry/get_entries", entity_ids=wanted) if wanted else {}
        )
        self.areas = areas
        self._devices = devices_of(
            self._states.values(), areas, {k: v for k, v in entries.items() if v}, rooms
        )

    async def _drop(self, socket: Socket) -> None:
        self._socket = None
        was_connected = self._connected.is_set()
        self._connected.clear()
        for settled in self._waiting:
            if not settled.done():
                settled.set_exception(lost(self.address))
        await socket.close()
        if was_connected:
            self._on_change()

    def _heard(self, event: Event) -> None:
        if event["event_type"] != "state_changed":
            self._reload_soon()
            return
        entity, state = event["data"]["entity_id"], event["data"]["new_state"]
        if domain(entity) not in DOMAINS:
            return
        if state is None:
            self._states.pop(entity, None)
            self._devices.pop(entity, None)
        else:
            if entity not in self._states:
                self._reload_soon()
            self._states[entity] = state
            self._settle(entity, state)
            if (known := self._devices.get(entity)) is not None:
                self._devices[entity] = replace(
                    known, state=str(state["state"]), kind=kind_of(state), attributes=state["attributes"]
                )
        if self.reachable:
            self._on_change()

    def _settle(self, entity: str, state: State) -> None:
        for settled, (waiting, is_settled) in self._waiting.items():
            if waiting != entity or settled.done():
                continue
            if is_settled(state):
                settled.set_result(state)
            elif self._hurried and is_moving(state):
                settled.set_exception(TimeoutError())

    def _reload_soon(self) -> None:
        if self.reachable and (self._reloading is None or self._reloading.done()):
            self._reloading = asyncio.get_running_loop().create_task(self._reload())

    async def _reload(self) -> None:
        await asyncio.sleep(_SETTLE_S)
        if self._socket is None:
            return
        try:
            await self._load(self._socket)
        except (CockpitError, KeyError, TypeError) as error:
            log.warning("cannot read the devices of %s: %s", self.address, error)
            return
        self._on_change()

"""A paired Home Assistant: its devices with their live states, and steps carried out and confirmed."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from cockpit.actions.action import Home
from cockpit.errors import CockpitError, HubError, HubRefused, HubUnreachable
from cockpit.links.connection import Connection
from cockpit.links.hub import Area, Device, shown
from cockpit.links.meant import ANYTHING, meant
from cockpit.links.order import Order
from cockpit.links.registry import DOMAINS, State, domain, kind_of, kinds_moved, read_home
from cockpit.links.services import is_moving, order, service_domain, undo_of
from cockpit.links.waiting import Waiting
from cockpit.links.websocket import CommandRefused, Event, Socket, lost, open_socket
from cockpit.plan import Outcome, Remark

log = logging.getLogger(__name__)

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
        self.areas: tuple[Area, ...] = ()
        self._token = token
        self._on_change = on_change
        self._connection = Connection(address, self._opened, self._changed)
        self._reloading: asyncio.Task[None] | None = None
        self._states: dict[str, State] = {}
        self._devices: dict[str, Device] = {}
        self._waiting = Waiting()
        self._fahrenheit = False

    @property
    def reachable(self) -> bool:
        return self._connection.reachable

    @property
    def problem(self) -> HubError | None:
        """Why it is not reachable."""
        return self._connection.problem

    @property
    def devices(self) -> tuple[Device, ...]:
        """With their states as last told; also while the hub is not reachable."""
        return tuple(self._devices.values())

    async def connect(self) -> None:
        """Raises HubUnreachable or HubRefused when the first connection fails; later ones are retried."""
        await self._connection.connect()

    def start(self) -> None:
        """Like `connect`, in the background: a hub that is not there yet is tried again and again."""
        self._connection.start()

    async def close(self) -> None:
        if self._reloading is not None:
            self._reloading.cancel()
            await asyncio.gather(self._reloading, return_exceptions=True)
        await self._connection.close()

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
        if not await self._connection.made():
            return (Outcome(action.action, "unavailable", self._away()),)
        devices = self.targets(action, slots)
        if not devices:
            return (Outcome(action.action, "unavailable", Remark("no_such_device")),)
        return tuple(await asyncio.gather(*(self._one(action, device, slots) for device in devices)))

    def hurry(self, hurry: bool) -> None:
        """While true no step waits for what moves: it is told as pending."""
        self._waiting.hurry(hurry, self._states)

    async def look(self, slots: Mapping[str, object]) -> tuple[Device, ...] | Remark:
        """The devices that a question's slots mean, with their states; or why these are not known."""
        if not await self._connection.made():
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
        socket = self._connection.socket
        if socket is None:
            raise lost(self.address)
        if wanted.settled(before):
            # That it is so is known only while the hub is there.
            await socket.command("ping", limit_s=wanted.limit_s)
            return before
        with self._waiting.until(device.id, wanted.settled) as settled:
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

    async def _opened(self) -> Socket:
        """A socket that tells what happens, the hub as it is being known."""
        socket = await open_socket(self.address, self._token, self._heard)
        self._states.clear()
        try:
            for kind in _WATCHED:
                await socket.command("subscribe_events", event_type=kind)
            config = await socket.command("get_config")
            self.name = shown(config.get("location_name") or self.name)
            self._fahrenheit = config["unit_system"]["temperature"] == "°F"
            self.areas, self._devices = await read_home(socket, self._states)
        except (KeyError, TypeError, AttributeError) as error:
            await socket.close()
            raise HubUnreachable(
                f"unknown kind of answer from {self.address}", "update this program"
            ) from error
        except BaseException:
            await socket.close()
            raise
        return socket

    def _changed(self) -> None:
        """The connection was made, or lost."""
        if not self.reachable:
            self._waiting.fail(lost(self.address))
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
            self._waiting.told(entity, state)
            if (known := self._devices.get(entity)) is not None:
                self._devices[entity] = replace(
                    known, state=str(state["state"]), kind=kind_of(state), attributes=state["attributes"]
                )
        if self.reachable:
            self._on_change()

    def _reload_soon(self) -> None:
        if self.reachable and (self._reloading is None or self._reloading.done()):
            self._reloading = asyncio.get_running_loop().create_task(self._reload())

    async def _reload(self) -> None:
        await asyncio.sleep(_SETTLE_S)
        if (socket := self._connection.socket) is None:
            return
        try:
            self.areas, self._devices = await read_home(socket, self._states)
        except (CockpitError, KeyError, TypeError) as error:
            log.warning("cannot read the devices of %s: %s", self.address, error)
            return
        self._on_change()

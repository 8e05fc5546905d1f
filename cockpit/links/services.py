"""What a step asks of one device: the hub's service, and the state that shows it was done.

Services and attributes: home-assistant.io/integrations, one page for each kind. Numbers of our own
are percent and °C.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cockpit.actions.action import Home
from cockpit.links.hub import Device
from cockpit.links.registry import State, domain
from cockpit.plan import Remark, Step

QUICK_S = 5.0
LOCK_S = 15.0
COVER_S = 30.0
"""Time for a lamp's answer over a radio mesh; for a bolt's motor; for a blind's or a garage door's."""

_MOVING = ("opening", "closing", "locking", "unlocking")
_PERCENT_SLACK = 2
"""Lamps count 0–254, 0–255 or 0–100 and round."""


@dataclass(frozen=True, slots=True)
class Order:
    """One service call. `settled` tells of a state whether it shows what was asked for, `value` is
    what to report of it."""

    service: str
    settled: Callable[[State], bool]
    data: Mapping[str, Any] = field(default_factory=dict)
    value: Callable[[State], Any] = lambda state: state["state"]
    limit_s: float = QUICK_S


def order(
    action: Home, device: Device, state: State, slots: Mapping[str, Any], fahrenheit: bool
) -> Order | Remark:
    """The order for `device`, now in `state`; or why there is none (a key of reasons.yaml).

    `fahrenheit`: whether the hub counts in °F.
    """
    if device.kind not in action.kinds:
        return Remark("home_cannot", {"device": device.name})
    match action.service:
        case "turn_on" if action.needs_value:
            return _brightness(device, state, float(slots["value"]))
        case "turn_on" if device.kind == "scene":
            # A scene's state is the time when it was last activated.
            return Order("turn_on", lambda now: now["state"] != state["state"])
        case "turn_on" | "turn_off":
            return _switch(action.service, device.kind)
        case "set_temperature":
            return _temperature(state, float(slots["value"]), fahrenheit)
        case "open_cover":
            return Order("open_cover", _is_open, limit_s=COVER_S)
        case "close_cover":
            return Order("close_cover", lambda now: bool(now["state"] == "closed"), limit_s=COVER_S)
        case "lock" | "unlock":
            wanted = f"{action.service}ed"
            return Order(action.service, lambda now: bool(now["state"] == wanted), limit_s=LOCK_S)
    raise AssertionError(f"{action.service} of {action.action} has no order")


def is_moving(state: State) -> bool:
    return state["state"] in _MOVING


def _switch(service: str, kind: str) -> Order:
    off = ("off", "standby") if kind == "media_player" else ("off",)
    if service == "turn_off":
        return Order(service, lambda now: now["state"] in off)
    return Order(service, lambda now: now["state"] not in (*off, "unavailable", "unknown"))


def _brightness(device: Device, state: State, percent: float) -> Order | Remark:
    if not 0 <= percent <= 100:
        return Remark("out_of_range", {"low": 0, "high": 100, "unit": "%"})
    if percent == 0:
        return _switch("turn_off", "light")
    modes = state["attributes"].get("supported_color_modes") or ()
    if set(modes) <= {"onoff", "unknown"}:
        return Remark("home_cannot", {"device": device.name})

    def percent_of(now: State) -> int | None:
        raw = now["attributes"].get("brightness")
        return None if raw is None else round(raw / 255 * 100)

    def settled(now: State) -> bool:
        read = percent_of(now)
        return now["state"] == "on" and read is not None and abs(read - percent) <= _PERCENT_SLACK

    return Order("turn_on", settled, {"brightness_pct": percent}, percent_of)


def _temperature(state: State, celsius: float, fahrenheit: bool) -> Order | Remark:
    attributes = state["attributes"]

    def in_celsius(degrees: float) -> float:
        return round((degrees - 32) / 1.8, 1) if fahrenheit else degrees

    low, high = (attributes.get(key) for key in ("min_temp", "max_temp"))
    if low is not None and high is not None and not in_celsius(low) <= celsius <= in_celsius(high):
        return Remark("out_of_range", {"low": in_celsius(low), "high": in_celsius(high), "unit": "°C"})
    wanted = celsius * 1.8 + 32 if fahrenheit else celsius
    slack = max(0.05, float(attributes.get("target_temp_step") or 0.1) / 2)

    def settled(now: State) -> bool:
        read = now["attributes"].get("temperature")
        return read is not None and abs(read - wanted) <= slack

    def value(now: State) -> float | None:
        read = now["attributes"].get("temperature")
        return None if read is None else in_celsius(read)

    return Order("set_temperature", settled, {"temperature": round(wanted, 2)}, value)


def _is_open(state: State) -> bool:
    position = state["attributes"].get("current_position")
    return state["state"] == "open" and (position is None or position >= 100 - _PERCENT_SLACK)


_BACK = {
    "on": "home.turn_on",
    "playing": "home.turn_on",
    "off": "home.turn_off",
    "open": "home.open",
    "closed": "home.close",
    "locked": "home.lock",
    "unlocked": "home.unlock",
}


def undo_of(action: Home, device: Device, before: State, fahrenheit: bool) -> Step | None:
    """The step that puts `device` back into the state it had, None where no step does."""
    slots: dict[str, Any] = {"device": device.id, "name": device.name}
    if action.service == "set_temperature":
        degrees = before["attributes"].get("temperature")
        if degrees is None:
            return None
        value = round((degrees - 32) / 1.8, 1) if fahrenheit else degrees
        return Step("home.set_temperature", slots | {"value": value})
    brightness = before["attributes"].get("brightness")
    if device.kind == "light" and before["state"] == "on" and brightness is not None:
        # A lamp that was barely on is not put back to off.
        return Step("home.set_brightness", slots | {"value": max(1, round(brightness / 255 * 100))})
    if before["attributes"].get("current_position", 0) not in (None, 0, 100):
        return None  # a blind that stood in between: no step of ours goes back there
    back = _BACK.get(before["state"])
    return Step(back, slots) if back else None


def service_domain(device: Device) -> str:
    """The service's domain is the entity's, also where our kind is a finer one."""
    return domain(device.id)

"""What a step asks of one device, and the step that puts it back.

Services and attributes: home-assistant.io/integrations, one page for each kind.
"""

from collections.abc import Mapping
from typing import Any

from cockpit.actions.action import Home
from cockpit.links.hub import Device
from cockpit.links.levels import color_of, level_of, order_color, order_kelvin, order_level, order_temperature
from cockpit.links.order import COVER_S, LOCK_S, Order
from cockpit.links.registry import State, domain
from cockpit.plan import Remark, Step

_MOVING = ("opening", "closing", "locking", "unlocking", "arming", "pending", "returning")
_OFF = {"media_player": ("off", "standby")}
_DRIVING = ("cleaning", "mowing", "returning")
_TRACK = ("media_title", "media_track", "media_content_id", "media_position", "media_episode")
"""What of a player is another when it goes to another track."""


def order(
    action: Home, device: Device, state: State, slots: Mapping[str, Any], fahrenheit: bool
) -> Order | Remark:
    """The order for `device`, now in `state`; or why there is none (a key of reasons.yaml).

    `fahrenheit`: whether the hub counts in °F.
    """
    if device.kind not in action.kinds:
        return Remark("home_cannot", {"device": device.name})
    level = level_of(action.action, device)
    if level is not None:
        if slots.get("value") == 0 and device.kind in ("light", "fan"):
            return _switch(device.kind, on=False)
        return order_level(level, device, state, slots)
    match action.action:
        case "home.turn_on" | "home.turn_off":
            return _switch(device.kind, on=action.action == "home.turn_on")
        case "home.toggle":
            return _switch(device.kind, on=state["state"] in _off_states(device.kind))
        case "home.set_temperature":
            return order_temperature(device, state, slots, fahrenheit)
        case "home.set_color":
            return order_color(device, state, str(slots["value"]))
        case "home.set_color_temperature":
            return order_kelvin(device, state, float(slots["value"]))
        case "home.set_mode":
            return _mode(device, state, str(slots["value"]))
        case "home.mute":
            return _mute(bool(slots["value"]))
        case "home.play":
            return _play(state, str(slots["value"]))
        case "home.activate_scene":
            # A scene's state is the time when it was last activated.
            return Order("turn_on", lambda now: now["state"] != state["state"])
        case "home.run_script":
            ran = state["attributes"].get("last_triggered")
            return Order("turn_on", lambda now: now["attributes"].get("last_triggered") != ran)
        case "home.arm" | "home.disarm":
            return _alarm(device, state, slots.get("value"))
    return _moved(action.action.removeprefix("home."), device)


def is_moving(state: State) -> bool:
    return state["state"] in _MOVING


def service_domain(device: Device) -> str:
    """The service's domain is the entity's, also where our kind is a finer one."""
    return domain(device.id)


def _off_states(kind: str) -> tuple[str, ...]:
    return _OFF.get(kind, ("off",))


def _switch(kind: str, *, on: bool) -> Order:
    off = _off_states(kind)
    if not on:
        return Order("turn_off", lambda now: now["state"] in off)
    return Order("turn_on", lambda now: now["state"] not in (*off, "unavailable", "unknown"))


def _mode(device: Device, state: State, mode: str) -> Order | Remark:
    modes = state["attributes"].get("hvac_modes") or ()
    if mode == "auto" and mode not in modes:
        mode = "heat_cool"
    if mode not in modes:
        return Remark("home_cannot", {"device": device.name})
    return Order("set_hvac_mode", lambda now: bool(now["state"] == mode), {"hvac_mode": mode})


def _mute(muted: bool) -> Order:
    def is_so(now: State) -> bool:
        return now["attributes"].get("is_volume_muted") is muted

    value = "muted" if muted else "unmuted"
    return Order("volume_mute", is_so, {"is_volume_muted": muted}, lambda now: value)


def _play(state: State, what: str) -> Order:
    if what in ("play", "pause"):
        wanted = "playing" if what == "play" else "paused"
        return Order(f"media_{what}", lambda now: bool(now["state"] == wanted))
    before = [state["attributes"].get(key) for key in _TRACK]

    def is_other(now: State) -> bool:
        return [now["attributes"].get(key) for key in _TRACK] != before

    def title(now: State) -> Any:
        return now["attributes"].get("media_title") or now["state"]

    return Order(f"media_{what}_track", is_other, value=title)


def _alarm(device: Device, state: State, mode: Any) -> Order | Remark:
    """`mode`: away, home, night or vacation; None to disarm. A code is nothing to say aloud."""
    attributes = state["attributes"]
    if attributes.get("code_format") and (mode is None or attributes.get("code_arm_required")):
        return Remark("home_needs_code", {"device": device.name})
    if mode is None:
        return Order("alarm_disarm", lambda now: bool(now["state"] == "disarmed"), limit_s=LOCK_S)
    return Order(f"alarm_arm_{mode}", lambda now: bool(now["state"] == f"armed_{mode}"), limit_s=LOCK_S)


def _moved(what: str, device: Device) -> Order:
    """What opens, locks or drives about."""
    kind = domain(device.id)
    match what:
        case "open":
            return Order(f"open_{kind}", _is_open, limit_s=COVER_S)
        case "close":
            return Order(f"close_{kind}", lambda now: bool(now["state"] == "closed"), limit_s=COVER_S)
        case "lock" | "unlock":
            wanted = f"{what}ed"
            return Order(what, lambda now: bool(now["state"] == wanted), limit_s=LOCK_S)
        case "stop":
            service = {"vacuum": "stop", "lawn_mower": "pause"}.get(kind, f"stop_{kind}")
            return Order(service, lambda now: now["state"] not in (*_MOVING, *_DRIVING))
        case "start":
            service = "start" if kind == "vacuum" else "start_mowing"
            return Order(service, lambda now: now["state"] in ("cleaning", "mowing"))
        case "dock":
            service = "return_to_base" if kind == "vacuum" else "dock"
            return Order(service, lambda now: now["state"] in ("docked", "returning"))
    raise AssertionError(f"home.{what} has no order")


def _is_open(state: State) -> bool:
    position = state["attributes"].get("current_position")
    return state["state"] == "open" and (position is None or position >= 98)


_BACK = {
    "on": "home.turn_on",
    **dict.fromkeys(("playing", "paused", "idle"), "home.turn_on"),
    "standby": "home.turn_off",
    "off": "home.turn_off",
    "open": "home.open",
    "closed": "home.close",
    "locked": "home.lock",
    "unlocked": "home.unlock",
    "docked": "home.dock",
    "returning": "home.dock",
    "cleaning": "home.start",
    "mowing": "home.start",
    "disarmed": "home.disarm",
}


def undo_of(
    action: Home, device: Device, before: State, asked: Mapping[str, Any], fahrenheit: bool
) -> Step | None:
    """The step that puts `device` back into the state it had, None where no step does. `asked`: the slots
    of the step that is to be undone."""
    slots: dict[str, Any] = {"device": device.id, "name": device.name}
    attributes, was = before["attributes"], str(before["state"])
    match action.action:
        case "home.set_temperature":
            degrees = attributes.get("temperature")
            if degrees is None:
                return None
            value = round((degrees - 32) / 1.8, 1) if fahrenheit else degrees
            return Step("home.set_temperature", slots | {"value": value})
        case "home.mute":
            return Step("home.mute", slots | {"value": bool(attributes.get("is_volume_muted"))})
        case "home.play":
            return _played_before(was, str(asked["value"]), slots)
        case "home.arm" | "home.disarm" if was.startswith("armed_"):
            return Step("home.arm", slots | {"value": was.removeprefix("armed_")})
        case "home.activate_scene" | "home.run_script" | "home.stop":
            return None
    if device.kind == "climate" and was != "off":
        return Step("home.set_mode", slots | {"value": was})
    if device.kind == "light" and was == "on" and action.action.startswith("home.set_color"):
        return _colored_before(before, slots)
    level = _level_before(device, before)
    if level is not None and (device.kind != "media_player" or action.action == level[0]):
        return Step(level[0], slots | {"value": level[1]})
    if device.kind in ("vacuum", "lawn_mower") and was not in (*_DRIVING, "docked"):
        return None  # it stood somewhere on its way
    back = _BACK.get(was)
    return Step(back, slots) if back else None


def _played_before(was: str, asked: str, slots: Mapping[str, Any]) -> Step | None:
    skipped = {"next": "previous", "previous": "next"}
    back = skipped.get(asked) or {"playing": "play", "paused": "pause"}.get(was)
    return Step("home.play", {**slots, "value": back}) if back else None


def _colored_before(before: State, slots: Mapping[str, Any]) -> Step | None:
    kelvin, color = before["attributes"].get("color_temp_kelvin"), color_of(before)
    if before["attributes"].get("color_mode") == "color_temp" and kelvin is not None:
        return Step("home.set_color_temperature", {**slots, "value": kelvin})
    return Step("home.set_color", {**slots, "value": color}) if color else None


def _level_before(device: Device, before: State) -> tuple[str, int] | None:
    """The level it had, where that is more than on, off, open or closed."""
    names = {
        "light": "home.set_brightness",
        "fan": "home.set_speed",
        "media_player": "home.set_volume",
        "cover": "home.set_position",
        "garage": "home.set_position",
        "valve": "home.set_position",
    }
    name = names.get(device.kind)
    level = level_of(name, device) if name else None
    if name is None or level is None or before["state"] == "off":
        return None
    read = level.read(before)
    if read is None or (level.key == "position" and round(read) in (0, 100)):
        return None
    # A lamp that was barely on is not put back to off.
    return name, max(1 if device.kind in ("light", "fan") else 0, round(read))

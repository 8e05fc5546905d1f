"""What of a device is counted: brightness, speed, position and volume in percent, temperature, colour.

Attributes and services: home-assistant.io/integrations, one page for each kind. Numbers of our own are
percent, °C, kelvin and "#RRGGBB".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cockpit.links.hub import Device
from cockpit.links.order import COVER_S, QUICK_S, Order
from cockpit.links.registry import State, domain
from cockpit.plan import Remark

_STEP = 10.0
"""Percent of one step ("a bit")."""
_SLACK = 2.0
"""Lamps count 0–254, 0–255 or 0–100 and round."""
_COLOR_SLACK = 20
"""Of 255: a lamp that counts hue and saturation rounds."""
_KELVIN_SLACK = 0.03
_COLORED = {"hs", "rgb", "rgbw", "rgbww", "xy"}


@dataclass(frozen=True, slots=True)
class Level:
    """`scale`: percent of one unit of `attribute`. `least`: what a step down stops at. `key`: of the
    service's data. `positions`: bit of supported_features without which there is no level."""

    attribute: str
    service: str
    key: str
    scale: float = 1.0
    sent: float = 1.0
    least: float = 0.0
    feature: int = 0
    limit_s: float = QUICK_S

    def read(self, state: State) -> float | None:
        raw = state["attributes"].get(self.attribute)
        return None if raw is None else raw * self.scale


BRIGHTNESS = Level("brightness", "turn_on", "brightness_pct", scale=100 / 255, least=1)
SPEED = Level("percentage", "set_percentage", "percentage", least=1, feature=1)
VOLUME = Level("volume_level", "volume_set", "volume_level", scale=100, sent=0.01, feature=4)
POSITION = Level("current_position", "set_cover_position", "position", feature=4, limit_s=COVER_S)
VALVE = Level("current_position", "set_valve_position", "position", feature=4, limit_s=COVER_S)


def level_of(action: str, device: Device) -> Level | None:
    """What a step of `action` sets in percent, None where it sets something else."""
    if action == "home.set_position":
        return VALVE if domain(device.id) == "valve" else POSITION
    levels = {"home.set_brightness": BRIGHTNESS, "home.set_speed": SPEED, "home.set_volume": VOLUME}
    return levels.get(action)


def order_level(level: Level, device: Device, state: State, slots: Mapping[str, Any]) -> Order | Remark:
    """`slots` hold one of value, change and steps, all in percent or steps."""
    attributes = state["attributes"]
    modes = set(attributes.get("supported_color_modes") or ())
    if level is BRIGHTNESS and modes <= {"onoff", "unknown"}:
        return Remark("home_cannot", {"device": device.name})
    if level.feature and not int(attributes.get("supported_features") or 0) & level.feature:
        return Remark("home_cannot", {"device": device.name})
    size = max(_STEP, float(attributes.get("percentage_step") or 0)) if level is SPEED else _STEP
    now = level.read(state)
    if now is None and "value" not in slots:
        if level is VOLUME:
            return Remark("home_is_off", {"device": device.name})
        now = 0.0
    percent = _wanted(slots, now or 0.0, size, level.least)
    if not 0 <= percent <= 100:
        return Remark("out_of_range", {"low": 0, "high": 100, "unit": "%"})
    slack = max(_SLACK, size / 2) if level is SPEED else _SLACK

    def settled(after: State) -> bool:
        read = level.read(after)
        is_on = after["state"] != "off" or level is POSITION
        return is_on and read is not None and abs(read - percent) <= slack

    def value(after: State) -> float | None:
        read = level.read(after)
        return None if read is None else round(read)

    sent = round(percent * level.sent, 4)
    data = {level.key: int(sent) if level.sent == 1 else sent}
    return Order(level.service, settled, data, value, level.limit_s)


def _wanted(slots: Mapping[str, Any], now: float, size: float, least: float) -> float:
    """The value asked for. A relative one does not go beyond the ends: nobody named a value there."""
    if "value" in slots:
        return float(slots["value"])
    by = float(slots["change"]) if "change" in slots else float(slots["steps"]) * size
    return round(max(least, min(100.0, now + by)))


def order_temperature(
    device: Device, state: State, slots: Mapping[str, Any], fahrenheit: bool
) -> Order | Remark:
    """`slots` in °C; a step is 1 °C. `fahrenheit`: whether the hub counts in °F."""
    attributes = state["attributes"]

    def in_celsius(degrees: float) -> float:
        return round((degrees - 32) / 1.8, 1) if fahrenheit else degrees

    now = attributes.get("temperature")
    if "value" in slots:
        celsius = float(slots["value"])
    elif now is None:
        return Remark("home_no_target", {"device": device.name})
    else:
        celsius = in_celsius(now) + float(slots.get("change", slots.get("steps", 0)))
    low, high = (attributes.get(key) for key in ("min_temp", "max_temp"))
    if low is not None and high is not None and not in_celsius(low) <= celsius <= in_celsius(high):
        return Remark("out_of_range", {"low": in_celsius(low), "high": in_celsius(high), "unit": "°C"})
    wanted = celsius * 1.8 + 32 if fahrenheit else celsius
    slack = max(0.05, float(attributes.get("target_temp_step") or 0.1) / 2)

    def settled(after: State) -> bool:
        read = after["attributes"].get("temperature")
        return read is not None and abs(read - wanted) <= slack

    def value(after: State) -> float | None:
        read = after["attributes"].get("temperature")
        return None if read is None else in_celsius(read)

    return Order("set_temperature", settled, {"temperature": round(wanted, 2)}, value)


def order_color(device: Device, state: State, color: str) -> Order | Remark:
    """`color` as "#RRGGBB"."""
    if not set(state["attributes"].get("supported_color_modes") or ()) & _COLORED:
        return Remark("home_cannot", {"device": device.name})
    wanted = tuple(int(color[place : place + 2], 16) for place in (1, 3, 5))

    def settled(after: State) -> bool:
        read = after["attributes"].get("rgb_color")
        near = read is not None and all(
            abs(one - other) <= _COLOR_SLACK for one, other in zip(read, wanted, strict=True)
        )
        return after["state"] == "on" and near

    return Order("turn_on", settled, {"rgb_color": list(wanted)}, color_of)


def color_of(state: State) -> str | None:
    """A lamp's colour as "#RRGGBB", None where it shows none."""
    read = state["attributes"].get("rgb_color")
    return None if read is None else "#" + "".join(f"{round(part):02X}" for part in read)


def order_kelvin(device: Device, state: State, kelvin: float) -> Order | Remark:
    """The warmth of a lamp's white."""
    attributes = state["attributes"]
    if "color_temp" not in (attributes.get("supported_color_modes") or ()):
        return Remark("home_cannot", {"device": device.name})
    low, high = (attributes.get(f"{end}_color_temp_kelvin") for end in ("min", "max"))
    if low is not None and high is not None and not low <= kelvin <= high:
        return Remark("out_of_range", {"low": low, "high": high, "unit": " K"})

    def settled(after: State) -> bool:
        read = after["attributes"].get("color_temp_kelvin")
        return after["state"] == "on" and read is not None and abs(read - kelvin) <= kelvin * _KELVIN_SLACK

    return Order("turn_on", settled, {"color_temp_kelvin": int(kelvin)}, _attribute("color_temp_kelvin"))


def _attribute(name: str) -> Callable[[State], Any]:
    return lambda state: state["attributes"].get(name)

"""A frame that names a room, a device or the home itself: steps for a hub, not for the car."""

from typing import Any

from cockpit.plan import Step
from cockpit.understand.frame import Frame

_ON, _OFF = {"on", "open", "play", "max"}, {"off", "close", "pause"}


def means_home(frame: Frame) -> bool:
    markers = ("device", "scene", "area", "home")
    return any(tag.kind in markers or tag.value == "garage" for tag in frame.home)


def home_steps(frame: Frame) -> tuple[Step, ...] | None:
    """The hub's steps, None when the words make none."""
    if frame.things or frame.choices or frame.zone not in (None, "all", "own", "me", "i"):
        return None
    by_kind = {tag.kind: tag.value for tag in frame.home}
    if "scene" in by_kind:
        if {verb.value for verb in frame.verbs} & _OFF:
            return None
        device, name = by_kind["scene"]
        return (Step("home.activate_scene", {"device": device, "scene": name}),)
    target, kind = _target(by_kind)
    action = _action(frame, kind)
    if target is None or action is None:
        return None
    name, slots = action
    return (Step(name, target | slots),)


def _target(by_kind: dict[str, Any]) -> tuple[dict[str, Any] | None, str | None]:
    if "device" in by_kind:
        device, kind, name = by_kind["device"]
        return {"device": device, "name": name}, kind
    kind = by_kind.get("home_kind")
    if kind is None and str(by_kind.get("area", "")).casefold() == "garage":
        return {"kind": "garage"}, "garage"
    if kind is None:
        return None, None
    area = {"area": by_kind["area"]} if "area" in by_kind else {}
    return area | {"kind": kind}, kind


def _action(frame: Frame, kind: str | None) -> tuple[str, dict[str, Any]] | None:
    words = {verb.value for verb in frame.verbs}
    if kind == "lock":
        for word in ("unlock", "lock"):
            if word in words or (word == "unlock" and "open" in words):
                return f"home.{word}", {}
        return ("home.lock", {}) if words == {"close"} else None
    if kind in ("cover", "garage"):
        if words and words <= {"open", "up"}:
            return "home.open", {}
        return ("home.close", {}) if words and words <= {"close", "down"} else None
    if kind == "climate" and frame.number is not None:
        celsius = frame.unit == "fahrenheit" or 60 <= frame.number <= 85
        value = round((frame.number - 32) * 5 / 9 * 2) / 2 if celsius else frame.number
        return "home.set_temperature", {"value": value}
    share = frame.number if frame.number is not None else frame.percent
    if share is not None or (frame.full and not words & _OFF):
        if kind == "light" and not words & _OFF:
            return "home.set_brightness", {"value": int(100 if share is None else share)}
        return None
    if words and words <= _ON:
        return "home.turn_on", {}
    if words and words <= _OFF:
        return "home.turn_off", {}
    return None

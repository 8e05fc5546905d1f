"""What the devices of a home tell, as a sentence: "The kitchen lamp is off." """

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from hassil.parse_expression import parse_sentence
from hassil.sample import sample_expression

from cockpit.actions.areas import said
from cockpit.language import LANGUAGES, listed, load
from cockpit.links.hub import Device

_ON = ("on", "playing", "paused", "idle", "heat", "cool", "heat_cool", "auto", "dry", "fan_only")
_SAME = {
    "open": ("open", "opening"),
    "closed": ("closed",),
    "locked": ("locked",),
    "unlocked": ("unlocked", "open"),
}
_UNKNOWN = ("unavailable", "unknown", None)


def in_words(action: str, value: Any, language: str) -> Any:
    """A hub's own word in the user's, where we have one."""
    return said(language, "replies")[action].get("values", {}).get(value, value)


def home_answer(devices: Sequence[Device], slots: Mapping[str, Any], language: str) -> str:
    """`slots` are those of `home.state`: `state` asked about, and `about` it ("which", "how_many",
    "temperature", or nothing: whether it is so, or how it is)."""
    words = load(language, "replies")["home"]["answers"]
    known = [device for device in devices if device.state not in _UNKNOWN]
    if not known:
        return str(load(language, "replies")["questions"]["unknown"])
    if slots.get("about") == "temperature":
        return _temperatures(known, words, language)
    asked = slots.get("state")
    if asked is None:
        return _each(known, words, language)
    so = [device for device in known if _is(device, str(asked))]
    state = words["states"][asked]
    names = listed([device.name for device in so], language)
    if slots.get("about") == "how_many":
        return str(words["count"]).format(n=len(so), all=len(known), state=state, names=names)
    if not so:
        return str(words["none"]).format(state=state) if len(known) > 1 else _each(known, words, language)
    return str(words["some"]).format(names=names, state=state, be=words["be"][len(so) > 1])


@cache
def wordings(name: str) -> frozenset[str]:
    """What a single thing is called, in all languages: "front door", "entrance door", "前门"."""
    found = {name}
    for language in LANGUAGES:
        words = load(language, "home")
        for head in ("called", "called_too"):
            for names in words[head].values():
                for template in names.get(name, ()):
                    found.update(sample_expression(parse_sentence(template).expression))
    return frozenset(found)


def _is(device: Device, asked: str) -> bool:
    if asked in ("on", "off"):
        return (device.state in _ON) is (asked == "on")
    return device.state in _SAME.get(asked, (asked,))


def _each(devices: Sequence[Device], words: Mapping[str, Any], language: str) -> str:
    """Every device with its state, those of the same state together."""
    by_state: dict[str, list[str]] = {}
    for device in devices:
        state = str(words["states"].get(device.state, device.state))
        by_state.setdefault(state, []).append(device.name)
    space = "" if language == "zh" else " "
    return space.join(
        str(words["some"]).format(names=listed(names, language), state=state, be=words["be"][len(names) > 1])
        for state, names in by_state.items()
    )


def _temperatures(devices: Sequence[Device], words: Mapping[str, Any], language: str) -> str:
    read = [(device.name, device.attributes.get("current_temperature")) for device in devices]
    told = [
        str(words["temperature"]).format(name=name, value=value) for name, value in read if value is not None
    ]
    if not told:
        return str(load(language, "replies")["questions"]["unknown"])
    return ("" if language == "zh" else " ").join(told)

"""What a verb does to each kind of thing at home."""

from collections.abc import Mapping, Sequence

from cockpit.understand.home.frame import Verb

_SWITCHED = {
    **dict.fromkeys(("on", "activate", "start"), "on"),
    **dict.fromkeys(("off", "stop"), "off"),
    "toggle": "toggle",
}
_LEVEL = {"up": "up", "down": "down", "max": "max", "min": "min"}
_OPENED = {
    **dict.fromkeys(("stop", "pause"), "stop"),
    **dict.fromkeys(("close", "down"), "close"),
    **dict.fromkeys(("open", "up"), "open"),
    "max": "max",
    "min": "min",
}
_DRIVEN = {
    **dict.fromkeys(("stop", "pause"), "stop"),
    **dict.fromkeys(("dock", "off"), "dock"),
    **dict.fromkeys(("start", "clean", "on", "play", "activate"), "start"),
}
_RUN = dict.fromkeys(("activate", "choose", "on", "start"), "run")
MEANT: Mapping[str, Mapping[str, str]] = {
    "light": {**_SWITCHED, "light": "on", **_LEVEL},
    "switch": _SWITCHED,
    "fan": {**_SWITCHED, **_LEVEL},
    "media_player": {
        **{word: word for word in ("next", "previous", "mute", "unmute")},
        **dict.fromkeys(("stop", "pause"), "pause"),
        "play": "play",
        **_SWITCHED,
        "stop": "pause",
        "open": "on",
        "close": "off",
        **_LEVEL,
    },
    "climate": {**_SWITCHED, **_LEVEL},
    "cover": _OPENED,
    "garage": _OPENED,
    "valve": {**_OPENED, "on": "open", "off": "close", "stop": "close"},
    "lock": {"unlock": "unlock", "lock": "lock", "open": "unlock", "close": "lock"},
    "scene": _RUN,
    "script": _RUN,
    "vacuum": _DRIVEN,
    "lawn_mower": {**_DRIVEN, "mow": "start", "stop": "dock", "off": "dock"},
    "alarm_control_panel": {
        "disarm": "disarm",
        "off": "disarm",
        "arm": "arm",
        "on": "arm",
        "activate": "arm",
    },
    "all": {"off": "off", "on": "on"},
}
"""What a word does to a kind of thing; where a word may be several, the first of the table."""


def meant_by(verbs: Sequence[Verb], table: Mapping[str, str]) -> set[str] | None:
    """What the verbs do together: at most one thing beside a "max" or "min". None where one has no sense."""
    order = list(dict.fromkeys(table.values()))
    common: set[str] | None = None
    ends: set[str] = set()
    for verb in verbs:
        may = {table[word] for word in verb.words if word in table}
        if not may:
            return None
        if may <= {"max", "min"}:
            ends |= may
        else:
            common = may if common is None else common & may
    if common is not None and not common:
        return None
    chosen = {min(common, key=order.index)} if common else set()
    return chosen | ends if len(ends) < 2 else None

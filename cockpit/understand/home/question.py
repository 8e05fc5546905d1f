"""A question about the home: which things are asked about, and what of them."""

from dataclasses import replace

from cockpit.plan import Step
from cockpit.understand.home.frame import HomeFrame, Kind
from cockpit.understand.home.targets import targets_of

_STATES = {
    "on": "on",
    "up": "on",  # 灯亮着吗
    "off": "off",
    "open": "open",
    "close": "closed",
    "lock": "locked",
    "unlock": "unlocked",
}
_STATED = {
    **dict.fromkeys(("light", "switch", "fan", "media_player", "climate", "all"), ("on", "off")),
    **dict.fromkeys(("cover", "garage", "valve"), ("open", "closed")),
    "lock": ("locked", "unlocked", "open", "closed"),
}


def home_question(frame: HomeFrame) -> Step | None:
    """The question about what is named: how it stands, None where the words ask for something else."""
    if frame.has_value or frame.armed is not None or frame.here or frame.but:
        return None
    about = "temperature" if frame.attribute == "temperature" else frame.asks or ""
    if about == "temperature" and not frame.kinds and not frame.devices:
        frame = replace(frame, kinds=(Kind("climate"),))
    elif frame.attribute not in (None, "temperature"):
        return None
    targets = targets_of(frame)
    if len(targets) != 1:
        return None
    kind, target = targets[0]
    if kind in ("scene", "script"):
        return None
    slots = target | ({"about": about} if about else {})
    if not frame.verbs:
        return Step("home.state", slots) if about != "which" else None
    states = {_STATES[word] for verb in frame.verbs for word in verb.words if word in _STATES}
    asked = [state for state in _STATED.get(kind, ()) if state in states]
    return Step("home.state", slots | {"state": asked[0]}) if asked and about != "temperature" else None

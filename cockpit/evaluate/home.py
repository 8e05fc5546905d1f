"""A paired home that takes every order at once: its devices are labels, its hub nobody's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cockpit.actions.action import Home
from cockpit.links.hub import Area, Device
from cockpit.links.meant import ANYTHING, meant
from cockpit.plan import Outcome, Remark
from cockpit.understand.home.household import HomeNames


@dataclass(frozen=True, slots=True)
class LabelledHome:
    """What a step would have reached in a real home, by the same rules (`perform.HomeLink`)."""

    areas: tuple[Area, ...]
    devices: tuple[Device, ...]

    @property
    def names(self) -> HomeNames:
        floors = dict.fromkeys(area.floor.name for area in self.areas if area.floor is not None)
        return HomeNames(self.devices, tuple(area.name for area in self.areas), tuple(floors))

    def kinds_of(self, action: Home, slots: Mapping[str, object]) -> Sequence[str]:
        return tuple(dict.fromkeys(device.kind for device in meant(self.devices, self.areas, action, slots)))

    async def call(self, action: Home, slots: Mapping[str, object]) -> tuple[Outcome, ...]:
        """One outcome a device that the slots mean; `value` is what was asked for: a value as it is, a change
        with its sign, steps as "up" or "down", None for a switch."""
        devices = meant(self.devices, self.areas, action, slots)
        if not devices:
            return (Outcome(action.action, "unavailable", Remark("no_such_device")),)
        return tuple(_outcome(action, device, slots) for device in devices)

    def hurry(self, hurry: bool) -> None:
        """Nothing here takes any time."""

    async def look(self, slots: Mapping[str, object]) -> tuple[Device, ...] | Remark:
        return meant(self.devices, self.areas, ANYTHING, slots) or Remark("no_such_device")


def _outcome(action: Home, device: Device, slots: Mapping[str, object]) -> Outcome:
    if device.kind not in action.kinds:
        return Outcome(action.action, "denied", Remark("home_cannot", {"device": device.name}))
    return Outcome(action.action, "done", entity=device.id, value=_asked_for(slots))


def _asked_for(slots: Mapping[str, object]) -> object:
    if "steps" in slots:
        return "up" if float(str(slots["steps"])) > 0 else "down"
    if "change" in slots:
        return f"{float(str(slots['change'])):+g}"
    return slots.get("value")

"""The cockpit's own media, navigation and screen: VSS signals that need no CAN frame.

It answers commands as the car does: what it is asked for is checked against VSS's range, stored,
and read back from the store.
"""

from collections.abc import Collection, Mapping, Sequence

from vehicle import vss
from vehicle.clock import Clock
from vehicle.errors import VehicleError
from vehicle.signal import Command, Receipt, Refusal, Value
from vehicle.store import Store

PREFIX = "Vehicle.Cabin.Infotainment."

FRESH: Mapping[str, Value] = {
    PREFIX + "Media.Volume": 30,
    PREFIX + "Media.Action": "STOP",
    PREFIX + "Media.Played.Source": "FM",
    PREFIX + "Navigation.Volume": 50,
    PREFIX + "Navigation.Mute": "UNMUTED",
    PREFIX + "HMI.Brightness": 80,
    PREFIX + "HMI.DayNightMode": "DAY",
    PREFIX + "HMI.TemperatureUnit": "C",
}


class HeadUnit:
    def __init__(
        self, store: Store, clock: Clock, given: Mapping[str, Value], silent: Collection[str] = ()
    ) -> None:
        """`given`: paths that differ from a fresh head unit, `silent`: paths that it does not tell;
        those of other parts of the car are left alone."""
        self._store = store
        self._clock = clock
        self._silent = silent
        for path, value in {**FRESH, **{p: v for p, v in given.items() if owns(p)}}.items():
            if path not in silent:
                store.hold(path, value, clock.now())

    def request(self, commands: Sequence[Command]) -> tuple[Receipt, ...]:
        return tuple(self._set(command) for command in commands)

    def _set(self, command: Command) -> Receipt:
        try:
            value = vss.parse_value(vss.signal(command.path), command.target)
        except VehicleError as error:
            return Receipt(command, "denied", Refusal.OUT_OF_RANGE, str(error))
        if command.path in self._silent:
            return Receipt(command, "failed", Refusal.NO_ANSWER, "it tells nothing")
        before = self._store.latest(command.path)
        self._store.hold(command.path, value, self._clock.now())
        return Receipt(command, "done", reading=self._store.latest(command.path), before=before)


def owns(path: str) -> bool:
    return path.startswith(PREFIX)

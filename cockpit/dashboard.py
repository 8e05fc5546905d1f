"""What the window shows, made from the car's readings, the home and the events of the turn."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from cockpit.actions.zones import SEATS, per_seat
from cockpit.app import Engines
from cockpit.car import Car
from cockpit.language.amounts import gear_letter
from cockpit.links.home_assistant import HomeAssistant
from cockpit.links.hub import Device
from cockpit.panel import AssistantPanel, Page
from ui import state
from vehicle.clock import Clock
from vehicle.signal import Value

WINDOWS = per_seat("Vehicle.Cabin.Door.{side}.Window.Position")
DOORS = per_seat("Vehicle.Cabin.Door.{side}.IsOpen")
LOCKS = per_seat("Vehicle.Cabin.Door.{side}.IsLocked")
TEMPERATURES = per_seat("Vehicle.Cabin.HVAC.Station.{seat}.Temperature")
FANS = per_seat("Vehicle.Cabin.HVAC.Station.{seat}.FanSpeed")
SEAT_HEATING = per_seat("Vehicle.Cabin.Seat.{side}.HeatingCooling")
Kind = Literal["window", "door", "trunk", "frunk", "sunroof"]
BODY: tuple[tuple[str, str, Kind], ...] = (
    ("Vehicle.Body.Trunk.Rear.IsOpen", "trunk", "trunk"),
    ("Vehicle.Body.Trunk.Front.IsOpen", "frunk", "frunk"),
    ("Vehicle.Cabin.Sunroof.Position", "sunroof", "sunroof"),
)
SHOWN_HOME_KINDS = ("light", "switch", "scene")
MOVING_S = 0.5
SNAPSHOT_EVERY_S = 0.05
"""Readings come at bus speed, eyes do not: what changes in between is shown together."""
IDLE_S = 1.0
"""A snapshot at least this often: the clock goes on, readings become stale."""

Show = Callable[[state.Snapshot], None]

BUS_GONE = {
    "en": "The car cannot be read any more: {fault}. Start the cockpit again.",
    "zh": "读不到车辆数据了：{fault}。请重新启动座舱。",
}


class Movement:
    """Which openings are on their way: those whose reading has changed within half a second."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[Value | None, float]] = {}

    def moving(self, path: str, value: Value | None, now_s: float) -> bool:
        before = self._last.get(path)
        if before is None or before[0] != value:
            # The first reading of all is no movement.
            self._last[path] = (value, now_s if before is not None else now_s - MOVING_S)
        return now_s - self._last[path][1] < MOVING_S


class Dashboard:
    """Snapshots of what is so, sent to `show` whenever it changes. `panel` watches the assistant."""

    def __init__(
        self, engines: Engines, clock: Clock, car: Car, home: HomeAssistant | None, show: Show
    ) -> None:
        self._settings = engines.settings
        self._replies = engines.replies
        self._clock = clock
        self._car = car
        self._home = home
        self._show = show
        self._changed = asyncio.Event()
        self._movement = Movement()
        self._voice_level = 0.0
        self.panel = AssistantPanel(engines.replies.describe, self._changed.set)

    def language(self) -> Literal["en", "zh"]:
        return "zh" if (self._settings.language or self.panel.language) == "zh" else "en"

    def level(self, level: float) -> None:
        """How loud the voice is, from 0 to 1."""
        self._voice_level = level
        self._changed.set()

    def snapshot(self) -> state.Snapshot:
        home = self._home
        panel = self.panel.at(self._clock.now())
        if faults := self._car.bus_faults:
            panel = replace(panel, notice=bus_gone(faults[0], self.language()))
        return snapshot(
            self._car,
            panel,
            language=self.language(),
            warnings=self._replies.warnings(self._car.value, self.language()),
            home=home_state(home.name, home.reachable, home.devices) if home else state.Home(),
            now=datetime.now().astimezone(),
            night=self._settings.night,
            page=self.panel.page,
            movement=self._movement,
            voice_level=self._voice_level,
        )

    async def publish(self) -> None:
        with self._car.store.watch() as watch:
            while True:
                self._changed.clear()
                watch.take()
                self._show(self.snapshot())
                await asyncio.sleep(SNAPSHOT_EVERY_S)
                readings = asyncio.ensure_future(watch.next())
                panel = asyncio.ensure_future(self._changed.wait())
                try:
                    await asyncio.wait((readings, panel), timeout=IDLE_S, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    readings.cancel()
                    panel.cancel()


def snapshot(
    car: Car,
    assistant: state.Assistant,
    *,
    language: Literal["en", "zh"],
    warnings: tuple[str, ...],
    home: state.Home,
    now: datetime,
    night: Literal["auto", "on", "off"],
    page: Page,
    movement: Movement,
    voice_level: float,
) -> state.Snapshot:
    mode = car.value("Vehicle.Cabin.Infotainment.HMI.DayNightMode")
    brightness = _number(car, "Vehicle.Cabin.Infotainment.HMI.Brightness")
    played = car.value("Vehicle.Cabin.Infotainment.Media.Action")
    return state.Snapshot(
        clock=now.strftime("%H:%M"),
        language=language,
        night=mode == "NIGHT" if night == "auto" else night == "on",
        brightness_percent=80 if brightness is None else brightness,
        cluster=_cluster(car, warnings),
        climate=_climate(car),
        openings=_openings(car, movement, now.timestamp()),
        media=state.Media(
            volume_percent=_number(car, "Vehicle.Cabin.Infotainment.Media.Volume"),
            source=_text(car, "Vehicle.Cabin.Infotainment.Media.Played.Source"),
            playing=None if played is None else played != "STOP",
        ),
        home=home,
        assistant=assistant,
        voice_level=voice_level,
        page=page,
    )


def bus_gone(fault: str, language: str) -> str:
    return BUS_GONE[language].format(fault=fault.rstrip("."))


def home_state(name: str | None, reachable: bool, devices: Sequence[Device]) -> state.Home:
    return state.Home(
        hub_name=name,
        reachable=reachable,
        devices=tuple(
            state.HomeDevice(
                device.id,
                device.name,
                device.area or "",
                device.kind,
                None if device.state in (None, "unavailable", "unknown") else device.state == "on",
            )
            for device in devices
            if device.kind in SHOWN_HOME_KINDS
        ),
    )


def _cluster(car: Car, warnings: tuple[str, ...]) -> state.Cluster:
    gear = car.value("Vehicle.Powertrain.Transmission.SelectedGear")
    range_m = _number(car, "Vehicle.Powertrain.TractionBattery.Range")
    # VSS counts what flows into the battery, the window what is drawn from it.
    power_w = _number(car, "Vehicle.Powertrain.TractionBattery.CurrentPower")
    return state.Cluster(
        speed_kmh=_number(car, "Vehicle.Speed"),
        gear=None if gear is None else gear_letter(int(gear)),
        charge_percent=_number(car, "Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed"),
        range_km=None if range_m is None else range_m / 1000,
        power_kw=None if power_w is None else -round(power_w / 1000),
        outside_celsius=_number(car, "Vehicle.Exterior.AirTemperature"),
        warnings=warnings,
    )


def _climate(car: Car) -> state.Climate:
    return state.Climate(
        zones=tuple(
            state.ClimateZone(
                seat,
                _number(car, TEMPERATURES[seat]),
                _number(car, FANS[seat]),
                _number(car, SEAT_HEATING[seat]),
            )
            for seat in SEATS
        ),
        air_conditioning=_flag(car, "Vehicle.Cabin.HVAC.IsAirConditioningActive"),
        front_defrost=_flag(car, "Vehicle.Cabin.HVAC.IsFrontDefrosterActive"),
        rear_defrost=_flag(car, "Vehicle.Cabin.HVAC.IsRearDefrosterActive"),
        recirculation=_flag(car, "Vehicle.Cabin.HVAC.IsRecirculationActive"),
    )


def _openings(car: Car, movement: Movement, now_s: float) -> tuple[state.Opening, ...]:
    def opening(path: str, place: str, kind: Kind, lock: str = "") -> state.Opening:
        moving = movement.moving(path, car.value(path), now_s)
        return state.Opening(
            path, place, kind, _percent(car, path), _flag(car, lock) if lock else None, moving
        )

    return (
        *(opening(WINDOWS[seat], seat, "window") for seat in SEATS),
        *(opening(DOORS[seat], seat, "door", LOCKS[seat]) for seat in SEATS),
        *(opening(path, place, kind) for path, place, kind in BODY),
    )


def _number(car: Car, path: str) -> float | None:
    value = car.value(path)
    return None if value is None or isinstance(value, str) else float(value)


def _flag(car: Car, path: str) -> bool | None:
    value = car.value(path)
    return value if isinstance(value, bool) else None


def _text(car: Car, path: str) -> str | None:
    value = car.value(path)
    return value if isinstance(value, str) else None


def _percent(car: Car, path: str) -> float | None:
    value: Value | None = car.value(path)
    if isinstance(value, bool):
        return 100.0 if value else 0.0
    return None if value is None or isinstance(value, str) else float(value)

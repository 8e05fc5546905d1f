"""What the window shows, made from the car's readings, the home and the events of the turn."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from cockpit import events
from cockpit.actions.zones import SEATS, Seat, per_seat
from cockpit.car import Car
from cockpit.language.amounts import gear_letter
from cockpit.links.hub import Device
from cockpit.plan import Status, Step
from cockpit.recall import ANSWER_WITHIN_S
from ui import state
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
GRAVITY: tuple[Status, ...] = ("done", "pending", "asked", "unavailable", "denied", "failed")
SHOWN_HOME_KINDS = ("light", "switch", "scene")
MOVING_S = 0.5
BUS_GONE = {
    "en": "The car cannot be read any more: {fault}. Start the cockpit again.",
    "zh": "读不到车辆数据了：{fault}。请重新启动座舱。",
}


class AssistantPanel:
    """An observer that folds the events of a turn into what the assistant panel shows."""

    def __init__(self, describe: Callable[[Step, str, Seat], str], changed: Callable[[], None]) -> None:
        """`describe` puts a step into words of a language; `changed` is called after each change."""
        self._describe = describe
        self._changed = changed
        self._seat: Seat = "row1.driver"
        self.language: Literal["en", "zh"] = "en"
        self.page: Literal["", "car", "climate", "home"] = ""
        self._ended: dict[int, Status] = {}
        self._listening = False
        self._asked_at_s = 0.0
        self.shown = state.Assistant()

    def at(self, now_s: float) -> state.Assistant:
        """What to show at this time of the events' clock: a question that has lapsed asks no more."""
        if (self.shown.asks or self.shown.choices) and now_s - self._asked_at_s > ANSWER_WITHIN_S:
            self.shown = replace(self.shown, asks=False, choices=())
        return self.shown

    def show(self, **changes: object) -> None:
        self.shown = replace(self.shown, **changes)  # type: ignore[arg-type]
        self._changed()

    def __call__(self, event: events.Event) -> None:
        match event:
            case events.Listening():
                self._listening = True
                self.show(state="listening", partial="", heard="", steps=(), reply="", asks=False, choices=())
            case events.Heard(text=text, final=False):
                self.show(partial=text)
            case events.Heard(text=text, language=language, seat=seat):
                self._listening = False
                self.language, self._seat = "zh" if language == "zh" else "en", seat
                self.show(
                    state="thinking", partial="", heard=text, steps=(), reply="", asks=False, choices=()
                )
            case events.Planned(plan=plan):
                lines = tuple(
                    state.StepLine(self._describe(step, self.language, self._seat), "pending")
                    for step in plan.steps
                )
                self.page = next((page for step in plan.steps if (page := _page(step))), self.page)
                self._ended.clear()
                if plan.source == "rule":  # a touch: nothing was said
                    self.show(heard="", reply="", asks=False, choices=())
                self.show(state="acting" if lines else "thinking", steps=lines)
            case events.StepEnded(index=index, status=status):
                # Of several outcomes of one step the worst is shown.
                known = self._ended.get(index, status)
                self._end(index, max(known, status, key=GRAVITY.index))
            case events.Replied(text=text, asks=asks, choices=choices, at_s=at_s):
                self._asked_at_s = at_s
                # A question's step has no outcome: it is answered.
                for index in range(len(self.shown.steps)):
                    self._end(index, self._ended.get(index, "done"))
                self.show(reply=text, asks=asks is not None and choices is None, choices=choices or ())
            case events.Speaking():
                self.show(state="speaking")
            case events.TurnEnded():
                # The microphone may have been opened again while the car was still acting.
                self.show(state="listening" if self._listening else "idle")

    def stop_listening(self, **changes: object) -> None:
        """The microphone is closed, and no turn comes of it."""
        self._listening = False
        self.show(state="idle", partial="", **changes)

    def _end(self, index: int, status: Status) -> None:
        self._ended[index] = status
        steps = list(self.shown.steps)
        if index < len(steps):  # else who listens again has cleared them away
            steps[index] = replace(steps[index], status=status)
            self.show(steps=tuple(steps))


def _page(step: Step) -> Literal["", "car", "climate", "home"]:
    """The page of the window that a step is about."""
    area = step.action.partition(".")[0]
    if area == "home":
        return "home"
    if area in ("climate", "seats"):
        return "climate"
    return "car" if area in ("windows", "doors") else ""


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


def snapshot(
    car: Car,
    assistant: state.Assistant,
    *,
    language: Literal["en", "zh"],
    warnings: tuple[str, ...],
    home: state.Home,
    now: datetime,
    night: Literal["auto", "on", "off"],
    page: Literal["", "car", "climate", "home"],
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

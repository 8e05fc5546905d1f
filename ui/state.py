"""The read-only state the window shows: one immutable snapshot at a time, made by the core."""

from dataclasses import dataclass, field
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Cluster:
    """None is unknown or stale and shown as a dash, never as 0."""

    speed_kmh: float | None = None
    gear: str | None = None  # P R N D
    charge_percent: float | None = None
    range_km: float | None = None
    power_kw: float | None = None
    outside_celsius: float | None = None
    warnings: tuple[str, ...] = ()  # sentences, in the user's language


@dataclass(frozen=True, slots=True)
class ClimateZone:
    seat: str  # row1.driver, row1.passenger, row2.left, row2.right
    target_celsius: float | None = None
    fan_percent: float | None = None
    seat_heating: float | None = None  # percent


@dataclass(frozen=True, slots=True)
class Climate:
    zones: tuple[ClimateZone, ...] = ()
    air_conditioning: bool | None = None
    front_defrost: bool | None = None
    rear_defrost: bool | None = None
    recirculation: bool | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """A window, door, trunk: `open_percent` 0 closed, 100 open; `moving` while on its way."""

    id: str  # the VSS path
    place: str  # row1.driver …, or trunk, frunk, sunroof
    kind: Literal["window", "door", "trunk", "frunk", "sunroof"]
    open_percent: float | None = None
    locked: bool | None = None
    moving: bool = False


@dataclass(frozen=True, slots=True)
class HomeDevice:
    id: str
    name: str
    area: str
    kind: str  # light, switch, scene
    on: bool | None = None


@dataclass(frozen=True, slots=True)
class Home:
    hub_name: str | None = None  # None: nothing paired
    reachable: bool = False
    devices: tuple[HomeDevice, ...] = ()


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the plan, in words; pending until the car or the hub has confirmed it."""

    text: str
    status: Literal["pending", "done", "asked", "denied", "failed", "unavailable"]


@dataclass(frozen=True, slots=True)
class Assistant:
    state: Literal["idle", "listening", "thinking", "acting", "speaking", "off"] = "idle"
    partial: str = ""
    heard: str = ""
    steps: tuple[StepLine, ...] = ()
    reply: str = ""
    asks: bool = False  # a yes or no is awaited
    choices: tuple[str, ...] = ()  # or one of these
    microphone: bool = True  # False: no microphone, the talk button says so
    notice: str = ""  # one line on what is missing (no model, no sound …)


@dataclass(frozen=True, slots=True)
class Media:
    volume_percent: float | None = None
    source: str | None = None
    playing: bool | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    clock: str = ""  # 14:05
    language: Literal["en", "zh"] = "en"
    night: bool = False
    brightness_percent: float = 80
    cluster: Cluster = field(default_factory=Cluster)
    climate: Climate = field(default_factory=Climate)
    openings: tuple[Opening, ...] = ()
    media: Media = field(default_factory=Media)
    home: Home = field(default_factory=Home)
    assistant: Assistant = field(default_factory=Assistant)
    voice_level: float = 0.0
    """0 silent to 1 loud, while listening; apart from `assistant` as it changes many times a second."""
    page: Literal["", "car", "climate", "home"] = ""
    """Turns to a page when it changes (a turn is about it); "" leaves the page that the user chose."""


class Intents(Protocol):
    """What a person does at the window; each returns at once and is carried out by the core."""

    def talk(self) -> None:
        """The talk button: start listening, or stop when already listening."""

    def say(self, text: str) -> None:
        """A typed line, or a touch control put as the step it stands for."""

    def touch(self, action: str, slots: dict[str, object]) -> None:
        """A touch control: one step of the action registry, judged like a spoken one."""

    def answer(self, yes: bool) -> None:
        """The yes or no button under a question."""

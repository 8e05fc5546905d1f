"""What the QML sees: the latest snapshot in parts, each with its own notification, and the intents."""

from dataclasses import fields, is_dataclass
from typing import Any, cast

from PySide6.QtCore import Property, QObject, Signal, Slot

from ui.state import Intents, Snapshot
from ui.words import words

TOUCHES = frozenset(
    {
        "climate.temperature",
        "climate.fan",
        "climate.ac",
        "climate.front_defrost",
        "climate.rear_defrost",
        "climate.recirculation",
        "seats.heating",
        "windows.position",
        "windows.sunroof",
        "doors.lock",
        "doors.trunk",
        "doors.frunk",
        "media.volume",
        "home.turn_on",
        "home.turn_off",
        "home.activate_scene",
    }
)
"""Every action of the registry that a control of the window may stand for."""

MAP, LIST = cast(type, "QVariantMap"), cast(type, "QVariantList")
"""By these names QML gets objects and arrays; by Python's types it would get opaque wrappers."""

PARTS = ("cluster", "climate", "media", "home", "assistant")


class Model(QObject):
    """Lives in the Qt thread. A part's signal is sent only when that part differs from the one before."""

    cluster_changed = Signal()
    climate_changed = Signal()
    openings_changed = Signal()
    media_changed = Signal()
    home_changed = Signal()
    assistant_changed = Signal()
    words_changed = Signal()
    look_changed = Signal()
    clock_changed = Signal()
    voice_level_changed = Signal()
    page_changed = Signal()

    def __init__(self, intents: Intents, parent: QObject) -> None:
        """`parent` holds the QML that reads this: it takes the model with it, after the QML."""
        super().__init__(parent)
        self._intents = intents
        self._motion = True
        self._snapshot = Snapshot()
        self._words = words(self._snapshot.language)
        self._parts = {part: _plain(getattr(self._snapshot, part)) for part in PARTS}
        self._openings: list[dict[str, Any]] = []

    def update(self, snapshot: Snapshot) -> None:
        before, self._snapshot = self._snapshot, snapshot
        for part in PARTS:
            if getattr(before, part) != getattr(snapshot, part):
                self._parts[part] = _plain(getattr(snapshot, part))
                getattr(self, f"{part}_changed").emit()
        if before.openings != snapshot.openings:
            self._openings = _plain(snapshot.openings)
            self.openings_changed.emit()
        if before.language != snapshot.language:
            self._words = words(snapshot.language)
            self.words_changed.emit()
        if (before.night, before.brightness_percent) != (snapshot.night, snapshot.brightness_percent):
            self.look_changed.emit()
        for name in ("clock", "voice_level", "page"):
            if getattr(before, name) != getattr(snapshot, name):
                getattr(self, f"{name}_changed").emit()

    def set_motion(self, motion: bool) -> None:
        """Without motion every change shows at once, as a still picture needs it."""
        if motion != self._motion:
            self._motion = motion
            self.look_changed.emit()

    def _part(self, name: str) -> dict[str, Any]:
        part: dict[str, Any] = self._parts[name]
        return part

    cluster = Property(MAP, lambda self: self._part("cluster"), notify=cluster_changed)
    climate = Property(MAP, lambda self: self._part("climate"), notify=climate_changed)
    media = Property(MAP, lambda self: self._part("media"), notify=media_changed)
    home = Property(MAP, lambda self: self._part("home"), notify=home_changed)
    assistant = Property(MAP, lambda self: self._part("assistant"), notify=assistant_changed)
    openings = Property(LIST, lambda self: self._openings, notify=openings_changed)
    words = Property(MAP, lambda self: self._words, notify=words_changed)
    clock = Property(str, lambda self: self._snapshot.clock, notify=clock_changed)
    night = Property(bool, lambda self: self._snapshot.night, notify=look_changed)
    brightness = Property(float, lambda self: self._snapshot.brightness_percent, notify=look_changed)
    motion = Property(bool, lambda self: self._motion, notify=look_changed)
    voice_level = Property(float, lambda self: self._snapshot.voice_level, notify=voice_level_changed)
    page = Property(str, lambda self: self._snapshot.page, notify=page_changed)

    @Slot()
    def talk(self) -> None:
        self._intents.talk()

    @Slot(str)
    def say(self, text: str) -> None:
        self._intents.say(text)

    @Slot(bool)
    def answer(self, yes: bool) -> None:
        self._intents.answer(yes)

    @Slot(str, "QVariantMap")
    def touch(self, action: str, slots: dict[str, Any]) -> None:
        """`action` is one of TOUCHES; whole numbers arrive as int, whatever JavaScript made of them."""
        if action not in TOUCHES:
            raise ValueError(f"{action} is not one of ui.model.TOUCHES")
        self._intents.touch(action, {name: _whole(value) for name, value in slots.items()})


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _plain(value: Any) -> Any:
    """Dataclasses as dicts and tuples as lists: what QML takes for its own objects and arrays."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value

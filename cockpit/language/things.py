"""Things of the car in words: which one, in what state, in one language (data: the actions' `replies`)."""

from collections.abc import Mapping, Sequence
from typing import Any

from cockpit.actions.areas import said
from cockpit.actions.control import Control, Level
from cockpit.actions.zones import SEATS, ZONES
from cockpit.language import load
from cockpit.language.amounts import Units, amount, fahrenheit
from cockpit.understand.words.lexicon import expand
from vehicle.motion import SLOW_KMH, SPEED
from vehicle.signal import Value

_DEGREES = ("celsius", "°C")


class Things:
    def __init__(self, language: str, units: Units = "metric") -> None:
        self._language = language
        self._units: Units = units
        self._data: Mapping[str, Any] = load(language, "replies")
        self._entries: Mapping[str, Any] = said(language, "replies")
        self._places: Mapping[str, str] = self._data["places"]

    def noun(self, control: Control) -> str:
        return str(self._entry(control)["noun"])

    def thing(self, control: Control, seats: Sequence[str]) -> str:
        """ "the driver's window", "all doors", "the trunk"; `seats` are keys of the control's paths."""
        return self._named(control, seats)[0]

    def slots(self, control: Control, seats: Sequence[str]) -> dict[str, str]:
        """What fills the braces of reasons.yaml: `thing`, `The_thing`, `is_` and `noun`."""
        thing, plural = self._named(control, seats)
        is_ = str(self._data["is"][plural])
        return {"thing": thing, "The_thing": capital(thing), "is_": is_, "noun": self.noun(control)}

    def state(self, control: Control, seats: Sequence[str], value: Value) -> str:
        """A whole sentence: "The driver's window is 50% open."."""
        whole: Mapping[Value, str] = self._entry(control).get("sentences", {})
        if value in whole:
            return str(whole[value])
        thing, plural = self._named(control, seats)
        return str(
            self._data["sentence"].format(
                The_thing=capital(thing), is_=self._data["is"][plural], value=self.value(control, value)
            )
        )

    def clause(self, control: Control, seats: Sequence[str], value: Value) -> str:
        """How it stands, without a capital or a stop: "the driver's window is 50% open"."""
        thing, plural = self._named(control, seats)
        words = self._data["questions"]
        stands = self.standing(control, value)
        return str(words["clause"].format(thing=thing, is_=words["is"][plural], value=stands))

    def standing(self, control: Control, value: Value) -> str:
        """The value as it is, not as it has been made: Chinese says 开着 and not 已打开 then."""
        text = self.value(control, value)
        for done, stands in self._data["questions"]["now"]:
            if text.startswith(done):
                return str(stands) + text.removeprefix(done)
        return text

    def unseen(self, control: Control, seats: Sequence[str]) -> str:
        """ "I can't see the rear left door."."""
        return str(self._data["questions"]["unseen"].format(thing=self.thing(control, seats)))

    def value(self, control: Control, value: Value) -> str:
        """ "50% open", "off", "22 °C"."""
        entry = self._entry(control)
        if isinstance(control.value, Level):
            number = float(value) * control.value.sign
            if control.value.other_way(value) is not None:
                number = 0.0
            value = int(number) if number.is_integer() else number
        words: Mapping[Value, str] = entry.get("values", {})
        if value in words:
            return str(words[value])
        level = str(entry.get("level", "{value}"))
        if self._units == "imperial" and getattr(control.value, "unit", "") == "celsius":
            level, value = level.replace("°C", "°F"), fahrenheit(float(value))
        return level.format(value=value)

    def choices(self, control: Control) -> list[str]:
        """What may be said for each of a control's choices: "red", "sport"; there may be none."""
        words = said(self._language, "choices").get(control.action, {})
        words = load(self._language, "words")["colors"] if words == "colors" else words
        said_as = [expand(templates) for templates in words.values() if templates]
        # "Normal" of "normal drive mode".
        return [
            min((text for text in texts if f"{texts[0]} ".startswith(f"{text} ")), key=len)
            for texts in said_as
        ]

    def line(self, control: Control, seats: Sequence[str], goal: str | Value) -> str:
        """A step before it is done: "Driver's window: 50% open"; `goal` is "+" or "−" for a step."""
        value = goal if goal in ("+", "−") else self._goal(control, goal)
        return str(self._data["line"].format(Label=capital(self._label(control, seats)), value=value))

    def meant(self, control: Control, seats: Sequence[str], slots: Mapping[str, Any]) -> str:
        """A step as it may have been meant: "rear defroster on", "temperature 2 °C up"."""
        words, label, level = self._data["meant"], self._label(control, seats), control.value
        if "value" in slots:
            goal = self._goal(control, slots["value"])
            return str(words["value"]).format(label=label, value=goal)
        change = slots.get("change", slots.get("steps", 0))
        by = str(words["some"])
        if "change" in slots and isinstance(level, Level):
            by = self._by(abs(float(change)), level.unit)
        way = "up" if change > 0 else "down"
        if isinstance(level, Level) and level.opens is not None:
            way = "open" if (change > 0) == (level.opens == level.high) else "close"
        return " ".join(str(words[way]).format(label=label, by=by).split())

    def ask(self, control: Control, seats: Sequence[str], value: Value) -> str | None:
        """The question before it is done, None for what is never asked about."""
        question = self._entry(control).get("ask", {}).get(value)
        return None if question is None else str(question).format(thing=self.thing(control, seats))

    def limits(self, slots: Mapping[str, Any]) -> dict[str, Any]:
        """What fills a reason's braces, with `unit`, `low` and `high` as they are told."""
        told = dict(slots)
        if "unit" in told:
            name = str(told["unit"])
            if name in _DEGREES and self._units == "imperial":
                ends = {key: fahrenheit(float(told[key])) for key in ("low", "high") if key in told}
                told |= ends | {"unit": " °F"}
            else:
                told["unit"] = self._unit(name)
        return told

    def slow(self) -> str:
        """The speed up to which more is allowed than in a moving car."""
        return amount(SPEED, SLOW_KMH, self._language, self._units)

    def _unit(self, name: str) -> str:
        return str(self._data["units"].get(name, name))

    def _by(self, change: float, unit: str) -> str:
        if unit in _DEGREES and self._units == "imperial":
            return f"{round(change * 9 / 5)} °F"
        return f"{change:g}{self._unit(unit)}"

    def _label(self, control: Control, seats: Sequence[str]) -> str:
        return self.thing(control, seats).removeprefix(self._data["thing"].format(place="", noun=""))

    def _goal(self, control: Control, value: Value) -> str:
        words = self.value(control, value)
        for drop in self._data["line_drops"]:
            words = words.removeprefix(drop)
        return words

    def _entry(self, control: Control) -> Mapping[str, Any]:
        return self._entries[control.action]  # type: ignore[no-any-return]

    def _named(self, control: Control, seats: Sequence[str]) -> tuple[str, bool]:
        """The thing with its place, and whether it is many."""
        entry = self._entry(control)
        noun, plural = str(entry["noun"]), bool(entry.get("plural"))
        if list(seats) == [""]:
            return self._data["thing"].format(place="", noun=noun), plural
        if len(seats) > 1 and "nouns" in entry:
            noun, plural = str(entry["nouns"]), True
        zone = zone_of(seats)
        if zone == "all" or (len(seats) > 1 and set(seats) == set(control.paths)):
            if plural:
                return self._data["all"].format(nouns=noun), True
            place = self._places["all"]
        elif zone:
            place = self._places[zone]
        else:
            place = self._data["and"].join(self._places[seat] for seat in seats)
        spaced = self._data["place"].format(place=place) if place else ""
        return self._data["thing"].format(place=spaced, noun=noun), plural


def zone_of(seats: Sequence[str]) -> str | None:
    """The name for exactly these seats: a seat's own, or a zone's; None when there is none."""
    if len(seats) == 1:
        return seats[0]
    wanted = tuple(seat for seat in SEATS if seat in seats)
    return next((zone for zone, members in ZONES.items() if members == wanted), None)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]

"""What is told of what a question read: only what is known now, and which of it is not."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cockpit.actions.action import Question
from cockpit.actions.areas import said
from cockpit.actions.control import Control
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.language import listed, load
from cockpit.language.amounts import Units, amount
from cockpit.language.things import Things, capital
from cockpit.memory import PLACES
from cockpit.perform import Performed
from cockpit.plan import Step
from vehicle import vss
from vehicle.signal import Value

Read = Mapping[str, Value | None]
"""Value by VSS path, None where it is unknown or stale."""
_AT_REST = (False, 0, "OFF", "STOP")
"""What is closed, off or does nothing."""
_SAME_PLACE_DEGREES = 0.001
"""About a hundred metres: what a destination may be off the place that the memory knows."""


class Answers:
    """One language's. The forms of an answer's data (the areas' `answers`) are

    text         {0}, {1} … for the paths' values, or {0} for the first that is known
    true, false, names of a value: a sentence each
    upto         the sentence by the first limit that the value does not exceed
    of           words by path, those that read `is` (true) are told in `some`; `none` when there are none.
                 `beside: [suffix, other suffix, value]`: only where the other path reads that
    none, else   of a Question with controls: nothing is open or on; nothing else is
    """

    def __init__(self, language: str, units: Units) -> None:
        self._language = language
        self._units: Units = units
        self._things = Things(language, units)
        self._words: Mapping[str, Any] = load(language, "replies")["questions"]
        self._space = "" if language == "zh" else " "
        self._special: Mapping[str, Callable[[Mapping[str, str], Read], str]] = {
            "media.playing": self._playing,
            "navigation.where": self._where,
        }

    def answer(self, question: Question, step: Step, read: Read) -> str:
        """Never raises on anything that a car may read."""
        unknown = str(self._words["unknown"])
        known = {path: value for path, value in read.items() if value is not None}
        template = said(self._language, "answers").get(question.action)
        if question.action in self._special:
            return self._special[question.action](template, read)
        if not known:
            return unknown
        if question.of_control:
            return self._stands(CONTROLS[step.slots["control"]], read)
        if question.controls:
            return self._of_controls(question, template, read)
        if not isinstance(template, Mapping):
            return self._amounts(str(template), read)
        if "of" in template:
            return self._listed(template, read)
        path, value = next(iter(known.items()))
        if "upto" in template:
            text = next(text for limit, text in template["upto"].items() if float(value) <= limit)
            return str(text).format(self._amount(path, abs(float(value)) if _is_flow(path) else value))
        return str(template.get(value, unknown))

    def stand(self, performed: Sequence[Performed]) -> str:
        """How the things stand that several questions read, each once."""
        told: dict[str, None] = {}
        for each in performed:
            question = REGISTRY[each.step.action]
            assert isinstance(question, Question)
            told[self.answer(question, each.step, each.read)] = None
        return self._space.join(told)

    # Inside

    def _amount(self, path: str, value: Value) -> str:
        return amount(path, value, self._language, self._units)

    def _amounts(self, template: str, read: Read) -> str:
        if "{1}" not in template:  # several paths for one thing: the first that is known
            path, value = next((path, value) for path, value in read.items() if value is not None)
            return template.format(self._amount(path, value))
        hidden = str(self._words["part_unknown"])
        return template.format(*(hidden if v is None else self._amount(p, v) for p, v in read.items()))

    def _stands(self, control: Control, read: Read) -> str:
        """How a control stands: what differs first, then "the others"; last what nobody can see."""
        seats: dict[Value, list[str]] = {}
        hidden: list[str] = []
        for path, value in read.items():
            seat = control.seat_of(path)
            if seat is not None:
                (hidden if value is None else seats.setdefault(value, [])).append(seat)
        told = sorted(seats.items(), key=lambda item: len(item[1]))
        clauses = [self._things.clause(control, places, value) for value, places in told]
        if len(told) > 1 and len(told[-1][1]) > 1 and not hidden:
            others = self._things.standing(control, told[-1][0])
            clauses[-1] = str(self._words["others"]).format(value=others)
        sentences = [capital(self._words["then"].join(clauses)) + self._words["stop"]] if clauses else []
        return self._space.join([*sentences, *([self._things.unseen(control, hidden)] if hidden else [])])

    def _of_controls(self, question: Question, template: Mapping[str, str], read: Read) -> str:
        told: list[str] = []
        hidden: list[str] = []
        for control in map(CONTROLS.__getitem__, question.controls):
            mine = {path: read.get(path) for path in control.paths.values()}
            active = {path: v for path, v in mine.items() if v is not None and not _rests(control, v)}
            unseen = [seat for path, v in mine.items() if v is None and (seat := control.seat_of(path))]
            unseen += [""] if "" in control.paths and None in mine.values() else []
            told += [self._stands(control, active)] if active else []
            hidden += [self._things.unseen(control, unseen)] if unseen else []
        rest = [] if told else [template["else" if hidden else "none"]]
        return self._space.join([*told, *hidden, *rest])

    def _listed(self, template: Mapping[str, Any], read: Read) -> str:
        wanted = template.get("is", True)
        paths = [path for path in template["of"] if self._counts(template, path, read)]
        found = [str(template["of"][path]) for path in paths if read.get(path) == wanted]
        hidden = any(read.get(path) is None for path in paths)
        sentences = [template["some"].format(listed(found, self._language))] if found else []
        if not found and not hidden:
            sentences.append(template["none"])
        return self._space.join([*sentences, *([self._words["part_hidden"]] if hidden else [])])

    def _counts(self, template: Mapping[str, Any], path: str, read: Read) -> bool:
        """Whether the path's reading matters: a belt only where somebody sits, or nobody can tell."""
        if "beside" not in template:
            return True
        suffix, other, value = template["beside"]
        return read.get(path.replace(suffix, other)) in (value, None)

    def _playing(self, template: Mapping[str, str], read: Read) -> str:
        source, action, track, artist = read.values()
        if source is None and track is None:
            return str(self._words["unknown"])
        named = "" if source is None else self._things.standing(CONTROLS["media.source"], source)
        key = "by" if track and artist else "track" if track else "playing"
        if action is None and not track:
            key = "source"
        elif action == "STOP":
            key = "stopped"
        return template[key].format(source=named, Source=capital(named), track=track, artist=artist)

    def _where(self, template: Mapping[str, str], read: Read) -> str:
        latitude, longitude = read.values()
        if latitude is None or longitude is None:
            return template["none"]
        for name, (north, east) in PLACES.items():
            apart = max(abs(float(latitude) - north), abs(float(longitude) - east))
            if apart < _SAME_PLACE_DEGREES and name in template:
                return template[name]
        return self._amounts(template["else"], read)


def _rests(control: Control, value: Value) -> bool:
    """Closed, off, or busy with what shares the path (a seat that is ventilated is not heated)."""
    other_way = getattr(control.value, "other_way", None)
    return value in _AT_REST or (other_way is not None and other_way(value) is not None)


def _is_flow(path: str) -> bool:
    """Whether the sign only says which way: in or out of the battery."""
    return vss.signal(path).unit == "W"

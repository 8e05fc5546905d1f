"""What is to be so: "the rear window is open", "it's below 20 degrees and not raining", "车门没锁"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from cockpit.actions.action import Question
from cockpit.actions.control import Level
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.plan import Check, Step
from cockpit.understand.command.frame import Frame
from cockpit.understand.command.gathering import frame_of
from cockpit.understand.conditions.measures import Measure, Measures
from cockpit.understand.conditions.states import asked_of, state
from cockpit.understand.effort import Effort
from cockpit.understand.questions.question import question
from cockpit.understand.words.lexicon import Lexicon
from cockpit.understand.words.phrasing import Tokens, longest, phrases
from cockpit.understand.words.tag import readings
from cockpit.understand.words.tokens import full_forms, tokenise
from vehicle import vss

_MAX_READINGS = 60
_OF_ONE = ("vehicle.charge", "vehicle.range")
"""What has several readings of the same thing."""
_SET_BY = {"vehicle.temperature_inside": "climate.temperature"}
"""What is set so that a reading changes."""
_MOST_BORROWED = 4
_NO_STATE = ("weak", "polite", "begin", "ask", "negation", "person", "you")
"""Of these a condition has none: it tells how the car is, not what is to be done or who does it."""


class Checks:
    """One language's."""

    def __init__(self, language: str, lexicon: Lexicon, data: Mapping[str, Any]) -> None:
        self._lexicon = lexicon
        self._measures = Measures(language, data)
        self._not, self._idle = phrases(data["not"]), phrases(data["idle"])
        self._joints = {p: how for how, texts in data["joints"].items() for p in phrases(texts)}
        self._state, self._tense = frozenset(data["state"]), frozenset(data["tense"])
        self._not_in: Mapping[str, str] = data["not_in"]
        self._it: Mapping[str, str] = data["it"]
        self._any, self._none = phrases(data["any"]), phrases(data["none"])
        self._all = tokenise(data["all"])
        self._being_as: Mapping[str, str] = data["being_as"]
        self._being = frozenset(data["being"])
        self._subjects = {p: name for name, texts in data["subjects"].items() for p in phrases(texts)}
        self._whole = {
            p: Check(
                Step(entry["question"]),
                entry.get("test", "equals"),
                entry["value"],
                negated=entry.get("negated", False),
                among=entry.get("among", ""),
            )
            for entry in data["whole"]
            for p in phrases(entry["words"])
        }

    def read(self, tokens: Sequence[str], meant: Step | None) -> tuple[tuple[Check, ...], bool] | None:
        """The checks, and whether all must hold; None where a part is not understood.

        `meant`: the step whose thing "it" is.
        """
        said = self._plain(tuple(tokens))
        if not said or "," in said or not self._tense.isdisjoint(said):
            return None
        if (one := self._one(said, meant)) is not None:
            return (one,), True
        parts, joints = self._parts(said)
        if len(parts) < 2 or len(joints) != 1:
            return None  # "a and b or c" may mean two things
        found: list[Check] = []
        for place in range(len(parts)):
            check = next((c for words in _whole(parts, place) if (c := self._one(words, meant))), None)
            if check is None:
                return None
            found.append(check)
        return tuple(found), joints == {"and"}

    def _plain(self, tokens: Tokens) -> Tokens:
        """Without what says nothing: "still", "already"."""
        kept: list[str] = []
        at = 0
        while at < len(tokens):
            idle = longest(self._idle, tokens[at:])
            kept += () if idle else (self._being_as.get(tokens[at], tokens[at]),)
            at += idle or 1
        return tuple(kept)

    def _parts(self, tokens: Tokens) -> tuple[list[Tokens], set[str]]:
        parts, joints, start, at = [], set(), 0, 1
        while at < len(tokens) - 1:
            length = longest(self._joints, tokens[at:])
            if length:
                parts.append(tokens[start:at])
                joints.add(self._joints[tokens[at : at + length]])
                start = at + length
            at += length or 1
        return [*parts, tokens[start:]], joints

    def _one(self, tokens: Tokens, meant: Step | None) -> Check | None:
        long = tuple(full_forms(tokens))  # "we're parked"
        if not long:
            return None
        denied, negated = self._affirmed(long)
        for said, turned in ((long, False), (denied, negated)):
            if (check := self._whole.get(said)) is not None:
                return replace(check, negated=check.negated is not turned)
        if (measure := self._measures.read(denied)) is not None:
            return self._measured(measure, negated)
        if not self._state & set(long):
            return None
        none, any_one = longest(self._none, tokens), longest(self._any, tokens)
        named = self._lexicon.cut(tokens[none:])[0][:1] if tokens[none:] else ()
        if not any(span.may_be("thing", "glue", "zone") for span in named):
            none = 0  # 没有关好: not "none"
        for wording in (tokens, long):
            if none or any_one:
                wording = self._all + wording[none or any_one :]
            plain, negated = self._affirmed(tuple(self._it.get(token, token) for token in wording))
            negated = negated is not bool(none)
            states = (state(frame, meant) for frame in self._frames(plain))
            found = [each for each in states if each is not None]
            if found and any((each.test, each.value) != (found[0].test, found[0].value) for each in found):
                return None  # 音乐在放: playing or put away
            if found:
                return replace(found[0], negated=negated, every=found[0].every and not (none or any_one))
        return None

    def _affirmed(self, tokens: Tokens) -> tuple[Tokens, bool]:
        """The tokens without a "not", and whether there was one."""
        plain = tuple(self._not_in.get(token, token) for token in tokens)
        for at in range(len(plain)):
            if length := longest(self._not, plain[at:]):
                return plain[:at] + plain[at + length :], True
        return plain, plain != tokens

    def _frames(self, tokens: Tokens) -> Iterator[Frame]:
        for spans in self._lexicon.cut(tokens) if tokens else ():
            for tags in readings(spans, _MAX_READINGS):
                if any(tag.kind in _NO_STATE for tag in tags):
                    continue
                frame = frame_of(tags, self._lexicon.things, question=True)
                if frame is not None and frame.zone not in ("there", "her"):
                    yield frame

    def _measured(self, measure: Measure, negated: bool) -> Check | None:
        subject = measure.subject
        named = self._subjects.get(subject)
        while named is None and subject and subject[-1] in self._being:
            subject = subject[:-1]
            named = self._subjects.get(subject)
        turned = measure.negated is not negated
        step = Step(named) if named is not None else self._question(subject)
        if step is not None:
            action = REGISTRY[step.action]
            assert isinstance(action, Question)
            value = measure.in_unit(vss.signal(action.paths[0]).unit)
            first = step.action in _OF_ONE
            return None if value is None else Check(step, measure.test, value, negated=turned, first=first)
        for frame in self._frames(subject):
            asked = asked_of(frame)
            control = None if asked is None else CONTROLS[asked.slots["control"]]
            if asked is None or control is None or not isinstance(control.value, Level):
                continue
            value = measure.in_unit(control.value.unit)
            if value is not None:
                return Check(asked, measure.test, value, negated=turned, sign=control.value.sign)
        return None

    def _question(self, subject: Tokens) -> Step | None:
        """The number that is named: "the tyre pressure"."""
        found = question(subject, self._lexicon, Effort()) if subject else None
        if found is None or len(found) != 1:
            return None
        action = REGISTRY[found[0].action]
        return found[0] if isinstance(action, Question) and action.paths else None


def about(checks: Sequence[Check]) -> Step | None:
    """The one thing that the checks are about, as what "it" may mean."""
    questions = [check.question for check in reversed(checks)]
    slots = next((question.slots for question in questions if "control" in question.slots), None)
    if slots is None:
        return next((Step(_SET_BY[q.action]) for q in questions if q.action in _SET_BY), None)
    return Step(slots["control"], {"zone": slots["zone"]} if "zone" in slots else {})


def _whole(parts: Sequence[Tokens], place: int) -> Iterator[Tokens]:
    """A part alone, and with what it shares with its neighbour: "the sunroof or | the trunk | is open"."""
    yield parts[place]
    if place + 1 < len(parts):
        rest = parts[-1]
        for length in range(1, min(_MOST_BORROWED, len(rest) - 1) + 1):
            yield parts[place] + rest[-length:]
    if place:
        first = parts[0]
        for length in range(min(_MOST_BORROWED, len(first) - 1), 0, -1):
            yield first[:length] + parts[place]

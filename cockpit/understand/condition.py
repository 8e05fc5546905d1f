"""Sentences with a condition: "if the rear window is open, close it", "如果后窗开着就关上".

Only what the car tells of itself can be a condition, and both parts must be understood wholly. Any
other condition on something that we could do is told to be none, and nothing is done.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from cockpit.actions.action import Destination, Home
from cockpit.actions.control import Choice, Control, Level
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.language import load
from cockpit.plan import Condition, Plan, Remark, Step
from cockpit.understand import numbers
from cockpit.understand.context import Context
from cockpit.understand.followup import FollowUps
from cockpit.understand.frame import Frame, build
from cockpit.understand.levels import FAHRENHEIT
from cockpit.understand.lexicon import Lexicon, Span, Thing, readings
from cockpit.understand.tokens import full_forms
from cockpit.understand.word_tree import spelled

Read = Callable[[tuple[str, ...], Step | None], tuple[Step, ...]]
"""The steps of tokens that are a command of their own, "it" being the given step; none where they are not."""
Tokens = tuple[str, ...]

_MAX_READINGS = 60
_MAX_TOKENS = 30
_STARTS = ("verb", "weak", "polite", "gerund", "begin")
"""What a command may begin with that no "then" stands before."""
_KM_IN_A_MILE = 1.609344
_RESTING = {"close", "off", "lock", "fold"}
"""Of several things all must rest to be at rest, one that is open is enough."""


class Conditions:
    """The conditions of one language."""

    def __init__(self, language: str, lexicon: Lexicon, followups: FollowUps) -> None:
        data: Mapping[str, Any] = load(language, "conditions")
        self._language = language
        self._lexicon = lexicon
        self._followups = followups
        self._if, self._after = _phrases(data["if"]), _phrases(data["after"])
        self._then, self._not = _phrases(data["then"]), _phrases(data["not"])
        self._state = {text for (text,) in _phrases(data["state"])}
        self._not_in: Mapping[str, str] = data["not_in"]
        self._it: Mapping[str, str] = data["it"]
        self._any = frozenset(data["any"])
        self._subject_first: bool = data["subject_first"]
        self._before = dict.fromkeys(_phrases(data["below"]), "below")
        self._before |= dict.fromkeys(_phrases(data["above"]), "above")
        self._behind = dict.fromkeys(_phrases(data["below_behind"]), "below")
        self._behind |= dict.fromkeys(_phrases(data["above_behind"]), "above")
        self._units = {p: unit for unit, texts in data["units"].items() for p in _phrases(texts)}
        self._subjects = {p: name for name, texts in data["subjects"].items() for p in _phrases(texts)}
        self._whole = {
            p: (entry["question"], entry.get("test", "equals"), entry["value"])
            for entry in data["whole"]
            for p in _phrases(entry["words"])
        }

    def read(self, tokens: Sequence[str], spans: Sequence[Span], read: Read) -> Plan | None:
        """The plan of a sentence with a condition, None for any other. `spans`: its likeliest cut."""
        said = tuple(tokens)
        if len(said) > _MAX_TOKENS:
            return None
        # "If you can" is only polite, "tell me if" a question.
        idle = {at for span in spans if not span.only("tale") for at in range(span.start, span.end)}
        starts = {span.start for span in spans if span.may_be(*_STARTS)}
        told = False
        for condition, command in self._parts(said, idle, starts):
            found = self._condition(condition, None)
            steps = self._orders(command, None if found is None else _about(found.question), read)
            if found is None and steps:
                found = self._condition(condition, steps[0])  # "if it is open, close the sunroof"
            if found is not None and steps:
                return Plan(steps, "grammar", condition=found)
            told = told or bool(steps)
        conditional = any(_longest(self._if, said[at:]) for at in range(len(said)) if at not in idle)
        return Plan(remark=Remark("no_condition")) if told and conditional else None

    def _parts(self, tokens: Tokens, idle: set[int], starts: set[int]) -> Iterator[tuple[Tokens, Tokens]]:
        """The ways to cut the sentence into its condition and its command, the likelier first."""
        for at in range(len(tokens)):
            length = _longest(self._if, tokens[at:])
            if not length or at in idle:
                continue
            before, behind = tokens[:at], tokens[at + length :]
            if self._subject_first or not before:
                yield from self._cut(behind, before, {start - at - length for start in starts})
            if before:
                yield self._bare(behind, self._then), self._bare(before, self._then)  # "close it if …"
            return
        for at in range(1, len(tokens)):
            if length := _longest(self._after, tokens[at:]):
                yield tokens[:at], self._bare(tokens[at + length :], self._then)

    def _cut(self, tokens: Tokens, subject: Tokens, starts: set[int]) -> Iterator[tuple[Tokens, Tokens]]:
        """Behind the "if", first where "then" is said. `subject`: what stood before it (天窗要是…)."""
        places = range(1, len(tokens))
        hard = [at for at in places if _longest(self._then, tokens[at:])]
        for at in (*hard, *(at for at in places if at in starts and at not in hard)):
            condition = tokens[:at]
            for phrase in self._after:
                if condition[-len(phrase) :] == phrase:
                    condition = condition[: -len(phrase)]
            yield subject + self._bare(condition, self._then), self._bare(tokens[at:], self._then)

    def _bare(self, tokens: Tokens, phrases: set[Tokens]) -> Tokens:
        while length := _longest(phrases, tokens):
            tokens = tokens[length:]
        return tokens[:-1] if tokens[-1:] == (",",) else tokens

    def _orders(self, command: Tokens, it: Step | None, read: Read) -> tuple[Step, ...]:
        """What is to be done; also where the thing is left out: 就关上. Nothing but what does something."""
        steps = read(command, it)
        if not steps and it is not None:
            plan = self._followups.read(command, Context(last=(it,)))
            steps = () if plan is None else plan.steps
        does = all(isinstance(REGISTRY[step.action], Control | Home | Destination) for step in steps)
        return steps if does else ()

    # What is to be so

    def _condition(self, tokens: Tokens, meant: Step | None) -> Condition | None:
        """`meant`: the step whose thing "it" is."""
        long = tuple(full_forms(tokens))  # "we're parked"
        if long in self._whole:
            question, test, value = self._whole[long]
            return Condition(Step(question), test, value)
        compared = self._compared(long)
        if compared is not None or not self._state & set(long):
            return compared
        any_one = tokens[0] in self._any
        for wording in (tokens, long):
            plain, negated = self._affirmed(tuple(self._it.get(token, token) for token in wording))
            for frame in self._frames(plain):
                found = _state(frame, meant)
                if found is not None:
                    return replace(found, negated=negated, every=found.every and not any_one)
        return None

    def _affirmed(self, tokens: Tokens) -> tuple[Tokens, bool]:
        """The tokens without a "not", and whether there was one."""
        plain = tuple(self._not_in.get(token, token) for token in tokens)
        for at in range(len(plain)):
            if length := _longest(self._not, plain[at:]):
                return plain[:at] + plain[at + length :], True
        return plain, plain != tokens

    def _frames(self, tokens: Tokens) -> Iterator[Frame]:
        for spans in self._lexicon.cut(tokens):
            for tags in readings(spans, _MAX_READINGS):
                frame = build(tags, self._lexicon.things, question=True)
                if frame is not None and frame.zone not in ("there", "her"):
                    yield frame

    def _compared(self, tokens: Tokens) -> Condition | None:
        """ "It is below 20 degrees", "the volume is above 50"."""
        for at in range(len(tokens)):
            length = _longest(self._before, tokens[at:])
            start = at + length
            number = numbers.parse(tokens, start, self._language) if start < len(tokens) else None
            if number is None or (not length and not self._behind):
                continue
            value, end = number
            unit = self._units.get(tokens[end : end + _longest(self._units, tokens[end:])], "")
            end += _longest(self._units, tokens[end:])
            behind = _longest(self._behind, tokens[end:])
            if bool(length) is bool(behind):
                continue
            test = self._before.get(tokens[at:start]) or self._behind[tokens[end : end + behind]]
            subject = tokens[:at] + tokens[end + behind :]
            return self._measured(subject, "below" if test == "below" else "above", value, unit)
        return None

    def _measured(
        self, subject: Tokens, test: Literal["below", "above"], value: float, unit: str
    ) -> Condition | None:
        question = self._subjects.get(subject)
        if question is not None:
            number = _in_unit_of(question, value, unit)
            return None if number is None else Condition(Step(question), test, number)
        for frame in self._frames(subject):
            step = _asked(frame)
            control = None if step is None else CONTROLS[step.slots["control"]]
            if step is not None and control is not None and isinstance(control.value, Level):
                return Condition(step, test, value, sign=control.value.sign)
        return None


def _in_unit_of(question: str, value: float, unit: str) -> float | None:
    """`value` in the unit of the question's readings; None where the unit is another thing's."""
    match question, unit:
        case (
            ("vehicle.temperature_inside" | "vehicle.temperature_outside"),
            ("" | "celsius" | "fahrenheit"),
        ):
            warm = unit == "fahrenheit" or (unit == "" and FAHRENHEIT[0] <= value <= FAHRENHEIT[1])
            return (value - 32) * 5 / 9 if warm else value
        case "vehicle.charge", ("" | "percent"):
            return value
        case "vehicle.speed", ("" | "kilometers" | "miles"):
            return value * _KM_IN_A_MILE if unit == "miles" else value
        case "vehicle.range", ("kilometers" | "miles"):
            return 1000 * (value * _KM_IN_A_MILE if unit == "miles" else value)
    return None


def _state(frame: Frame, meant: Step | None) -> Condition | None:
    """ "The rear window is open", "it is on"."""
    if not frame.things:
        control = None if meant is None else CONTROLS.get(meant.action)
        if control is None or meant is None or not (frame.pronoun or frame.be or frame.verbs):
            return None
        frame = replace(frame, things=(Thing("", "", {control.action: ()}),))
        question = _asked(frame)
        if question is not None and "zone" in meant.slots and "zone" not in question.slots:
            question = replace(question, slots={**question.slots, "zone": meant.slots["zone"]})
    else:
        question = _asked(frame)
    words = {verb.value for verb in frame.verbs}
    if question is None or frame.number is not None or frame.percent is not None or frame.steps is not None:
        return None
    control = CONTROLS[question.slots["control"]]
    if frame.choices:
        chosen = [tag.value[1] for tag in frame.choices if tag.value[0] == control.action]
        return Condition(question, "equals", chosen[0]) if chosen and not words else None
    return _as_said(control, question, words.pop()) if len(words) == 1 else None


def _as_said(control: Control, question: Step, word: str) -> Condition | None:
    """The readings for which the word is true of the control."""
    value, every = control.value, word in _RESTING
    end = control.verbs.get(word)
    if isinstance(value, Level) and value.opens is not None:
        if end is None:
            return None
        closed = value.low if value.opens == value.high else value.high
        test: Literal["equals", "differs"] = "equals" if end == closed else "differs"
        return Condition(question, test, int(closed), every=end == closed)
    if isinstance(value, Level):
        if word not in ("on", "off"):
            return None
        return Condition(question, "above", 0, negated=word == "off", sign=value.sign)
    if isinstance(value, Choice) and word == "on" and end is None:
        off = control.verbs.get("off")
        return None if off is None else Condition(question, "differs", off)
    return None if end is None else Condition(question, "equals", end, every=every)


def _asked(frame: Frame) -> Step | None:
    """The question of how the one thing stands that is named."""
    if not frame.things:
        return None
    words = {verb.value for verb in frame.verbs}
    controls = [
        name
        for name in frame.controls()
        if name in CONTROLS
        and (frame.allows(name, "state") or any(frame.allows(name, word) for word in words))
    ]
    fitting = [name for name in controls if words & {*CONTROLS[name].verbs, *CONTROLS[name].moves}]
    named = next(iter(fitting or controls), None)
    if named is None:
        return None
    slots: dict[str, object] = {"control": named}
    if frame.zone not in (None, "me", "i"):
        slots["zone"] = frame.zone if isinstance(frame.zone, str) else list(frame.zone)
    elif frame.many:
        slots["zone"] = "all"
    return Step("vehicle.state", slots)


def _about(question: Step) -> Step | None:
    """The thing that a question is about, as what "it" may mean."""
    if "control" not in question.slots:
        return None
    place = {"zone": question.slots["zone"]} if "zone" in question.slots else {}
    return Step(question.slots["control"], place)


def _phrases(templates: Sequence[str]) -> set[Tokens]:
    return {tuple(full_forms(tokens)) for tokens in spelled(templates) if tokens}


def _longest(phrases: Mapping[Tokens, Any] | set[Tokens], tokens: Tokens) -> int:
    """How many tokens the longest phrase takes that stands at the start; 0 for none."""
    return next((n for n in range(min(8, len(tokens)), 0, -1) if tokens[:n] in phrases), 0)

"""What the cockpit says: made from outcomes and readings, so that it never claims what did not happen."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from cockpit.actions.action import Dialogue, Home, HomeQuestion, Never, Question
from cockpit.actions.areas import said
from cockpit.actions.control import Choice, Control, Level
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.actions.zones import Seat
from cockpit.answers import Answers
from cockpit.help import help_sentence
from cockpit.language import LANGUAGES, load
from cockpit.language.amounts import Units
from cockpit.language.at_home import home_answer
from cockpit.language.things import Things, capital
from cockpit.perform import Performed
from cockpit.plan import Outcome, Plan, Remark, Step
from cockpit.warnings import warnings_of
from vehicle.signal import Value

NameOf = Callable[[str], str]
"""A hub's device id → its name."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One turn's deeds, to be told once more."""

    plan: Plan
    performed: tuple[Performed, ...]
    speaker: Seat


@dataclass(frozen=True, slots=True)
class Told:
    """`reasons`: a sentence for each outcome, None where it was done.

    `choices`: what a question with choices offers, () for one that is open; None: a yes or a no answers it.
    `did`, `refused`: the last turns, this one or an earlier, that did something or did not do it.
    """

    reply: str
    asks: str | None = None
    understood: bool = True
    reasons: tuple[str | None, ...] = ()
    choices: tuple[str, ...] | None = None
    did: Happened | None = None
    refused: Happened | None = None


class Replies:
    """All languages. `describe` and `tell` never raise on any plan the understanding can make."""

    def __init__(self, name_of: NameOf = str, units: Units = "metric") -> None:
        self.name_of = name_of
        self._things = {language: Things(language, units) for language in LANGUAGES}
        self._answers = {language: Answers(language, units) for language in LANGUAGES}
        for language, file in itertools.product(LANGUAGES, ("remarks", "reasons")):
            load(language, file)  # read now, and not in the middle of a turn

    def tell(
        self,
        plan: Plan,
        performed: Sequence[Performed],
        language: str,
        speaker: Seat,
        before: Told,
    ) -> Told:
        """`before` is what was told in the turn before, for "say that again" and "why not"."""
        told = self._tell(plan, performed, language, speaker, before)
        statuses = {outcome.status for each in performed for outcome in each.outcomes}
        happened = Happened(plan, tuple(performed), speaker)
        did = happened if statuses & {"done", "pending"} else before.did
        refused = happened if statuses & {"denied", "failed", "unavailable"} else before.refused
        return replace(told, did=did, refused=refused)

    def _tell(
        self, plan: Plan, performed: Sequence[Performed], language: str, speaker: Seat, before: Told
    ) -> Told:
        if not plan.steps:
            return self._remark(plan, language, speaker)
        sentences: list[str] = []
        reasons: list[str | None] = []
        asks: list[str] = []
        for each in performed:
            told = [self._outcome(outcome, each.step, language, speaker) for outcome in each.outcomes]
            for outcome, sentence in zip(each.outcomes, told, strict=True):
                reasons.append(None if outcome.status == "done" else sentence)
                if outcome.status == "asked":
                    asks.append(sentence)
            sentences += self._merged(each, told, language) or [self._said(each, language, speaker, before)]
        if plan.remark is not None:
            asked = self._remark(plan, language, speaker)
            sentences.append(asked.reply)
            asks.append(asked.reply)
        space = "" if language == "zh" else " "
        reply = space.join(dict.fromkeys(sentence for sentence in sentences if sentence))
        return Told(reply, space.join(asks) or None, reasons=tuple(reasons))

    def describe(self, step: Step, language: str, speaker: Seat) -> str:
        """A step in a few words, before it is done."""
        lines = load(language, "replies")["lines"]
        action = REGISTRY[step.action]
        things = self._things[language]
        if isinstance(action, Control):
            seats = action.seats(step.slots, speaker) or ("",)
            if "value" in step.slots:
                return things.line(action, seats, step.slots["value"])
            by = step.slots.get("change", step.slots.get("steps", 0))
            return things.line(action, seats, "+" if by > 0 else "−")
        if isinstance(action, Question):
            if action.of_control:
                control = CONTROLS[step.slots["control"]]
                return str(said(language, "lines")[action.action]).format(
                    thing=things.thing(control, control.seats(step.slots, speaker))
                )
            return str(lines["question"])
        if isinstance(action, Never):
            return str(lines["never"])
        what = next(
            (step.slots[slot] for slot in ("name", "area", "floor", "scene") if slot in step.slots),
            lines["everything"],
        )
        by = step.slots.get("change", step.slots.get("steps", 0))
        value = step.slots.get("value", "+" if by > 0 else "−" if by < 0 else "…")
        if isinstance(action, Home):
            value = _in_words(action, value, language)
        return str(said(language, "lines")[step.action]).format(
            what=what, place=step.slots.get("place", ""), value=value
        )

    def warnings(self, value: Callable[[str], Value | None], language: str) -> tuple[str, ...]:
        words = load(language, "remarks")["warnings"]
        return tuple(words[key] for key in warnings_of(value))

    # Inside

    def _remark(self, plan: Plan, language: str, speaker: Seat) -> Told:
        words = load(language, "remarks")
        remark = plan.remark or Remark("no_talk")
        if remark.key == "ask_value":
            sentence = self._asked_value(remark.slots["step"], language)
            return Told(sentence, sentence, choices=())
        if remark.key == "did_you_mean" and plan.source == "example":
            guessed = [self._meant(step, language, speaker) for step in remark.slots["choices"]]
            sentence = str(words["guessed"][len(guessed) - 1]).format(*guessed)
            return Told(sentence, sentence, choices=tuple(guessed) if len(guessed) > 1 else None)
        if remark.key == "both_ways":
            what = self._things[language].noun(CONTROLS[remark.slots["step"].action])
            sentence = words["both_ways"].format(What=capital(what))
            return Told(sentence, sentence, choices=())
        if "checked" in remark.slots:
            state = self._answers[language].stand(remark.slots["checked"])
            return Told(words[remark.key].format(state=state))
        if remark.key == "did_you_mean":
            names = self._choices(remark.slots["choices"], language)
            several = len(names) > 1
            form = words["did_you_mean_one_of" if several else "did_you_mean"]
            sentence = form.format(choices=one_of(names, language))
            return Told(sentence, sentence, choices=names if several else None)
        understood = remark.key in ("left_alone",)
        sentence = words[remark.key] + (words["instead"] if "example" in remark.slots else "")
        return Told(sentence.format(**remark.slots), understood=understood)

    def _asked_value(self, step: Step, language: str) -> str:
        """ "To what temperature?"; with the choices where there are but a few."""
        words, things = load(language, "remarks"), self._things[language]
        control = CONTROLS.get(step.action)
        if control is None:
            return str(words["ask_where"])
        what = things.noun(control)
        if isinstance(control.value, Choice) and (choices := things.choices(control)):
            return str(words["ask_choice"]).format(what=what, choices=one_of(choices, language))
        celsius = isinstance(control.value, Level) and control.value.unit == "celsius"
        return str(words["ask_value" if celsius else "ask_level"]).format(what=what)

    def _choices(self, steps: Sequence[Step], language: str) -> tuple[str, ...]:
        """ "the driver's window", "the sunroof"; with what would be done where the things are the same."""
        things = self._things[language]
        names: list[str] = []
        for step in steps:
            control = CONTROLS.get(step.action)
            names.append(things.thing(control, control.seats(step.slots, "row1.driver")) if control else "")
        if len(set(names)) < len(names) or "" in names:
            names = [self.describe(step, language, "row1.driver") for step in steps]
        return tuple(names)

    def _meant(self, step: Step, language: str, speaker: Seat) -> str:
        """What a guessed step would do."""
        control = CONTROLS.get(step.action)
        if control is None:
            return self.describe(step, language, speaker)
        return self._things[language].meant(control, control.seats(step.slots, speaker) or ("",), step.slots)

    def _outcome(self, outcome: Outcome, step: Step, language: str, speaker: Seat) -> str:
        """One outcome as a sentence; done ones of the home and of undo are merged by `_merged`."""
        action = REGISTRY[outcome.action]
        if isinstance(action, Home):
            return self._home(action, outcome, step, language)
        if not isinstance(action, Control):
            if outcome.status == "done":
                place, words = str(step.slots.get("place", "")), load(language, "replies")["destination"]
                return str(words.get(place, words["else"])).format(place=place)
            route = load(language, "replies")["route"]
            return self._reason(outcome, {"thing": route, "The_thing": capital(route)}, language)
        things = self._things[language]
        if outcome.status == "done":
            return self._settled(action, outcome.signals, language)
        seats = _seats(action, outcome) or action.seats(step.slots, speaker) or ("",)
        if outcome.status == "asked":
            target = next((v for p, v in outcome.targets.items() if action.seat_of(p) is not None), None)
            question = None if target is None else things.ask(action, seats, target)
            if question is not None:
                return question
        reason = self._reason(outcome, things.slots(action, seats), language)
        if outcome.confirmed:  # some of it did happen, and is told first
            done = self._settled(action, outcome.confirmed, language)
            return done + ("" if language == "zh" else " ") + reason
        return reason

    def _settled(self, control: Control, signals: Mapping[str, Value], language: str) -> str:
        """Every value once, with the places that have it."""
        seats_by_value: dict[Value, list[str]] = {}
        for path, value in signals.items():
            seat = control.seat_of(path)
            if seat is not None:
                seats_by_value.setdefault(value, []).append(seat)
        things = self._things[language]
        space = "" if language == "zh" else " "
        return space.join(things.state(control, seats, value) for value, seats in seats_by_value.items())

    def _reason(self, outcome: Outcome, more: Mapping[str, str], language: str) -> str:
        reason = outcome.reason
        if reason is None:
            return ""
        things = self._things[language]
        slots = {**things.limits(reason.slots), **more, "slow": things.slow()}
        return str(load(language, "reasons")[reason.key]).format_map(_Blank(slots))

    def _home(self, action: Home, outcome: Outcome, step: Step, language: str) -> str:
        if outcome.status == "done":
            return self._home_done(action, [outcome], language)
        if outcome.status == "asked":
            words = load(language, "replies")["home"]
            nameless = words["kinds"].get(step.slots.get("kind"), words["nameless"])
            name = step.slots.get("name") or step.slots.get("scene") or nameless
            return str(said(language, "replies")[action.action]["ask"]).format(names=name)
        nameless = load(language, "replies")["home"]["nameless"]
        name = self.name_of(outcome.entity) if outcome.entity else step.slots.get("name", nameless)
        return self._reason(outcome, {"thing": name, "The_thing": capital(name)}, language)

    def _home_done(self, action: Home, outcomes: Sequence[Outcome], language: str) -> str:
        words = load(language, "replies")
        value = outcomes[0].value
        dimmed = action.sets == "number" and value == "off"
        key = "home.turn_off" if dimmed else action.action
        names = [self.name_of(outcome.entity) for outcome in outcomes if outcome.entity]
        if len(names) > 3:
            named = str(words["home"]["many"]).format(n=len(names))
        else:
            named = (
                words["comma"].join(names[:-1]) + (words["and"] if names[1:] else "") + "".join(names[-1:])
            )
        done = said(language, "replies")[key]["done"]
        return str(done).format(Names=capital(named), names=named, value=_in_words(action, value, language))

    def _merged(self, each: Performed, told: Sequence[str], language: str) -> list[str]:
        """The sentences of one step's outcomes, with the home's devices that did the same in one."""
        done: dict[str, list[Outcome]] = {}
        others: list[str] = []
        for outcome, text in zip(each.outcomes, told, strict=True):
            if outcome.status == "done" and isinstance(REGISTRY[outcome.action], Home):
                done.setdefault(outcome.action, []).append(outcome)
            else:
                others.append(text)
        together = [
            self._home_done(action, outcomes, language)
            for name, outcomes in done.items()
            if isinstance(action := REGISTRY[name], Home)
        ]
        return [*together, *others]

    def _said(self, each: Performed, language: str, speaker: Seat, before: Told) -> str:
        """The answer of a step that has no outcome: a question's, or the dialogue's."""
        action = REGISTRY[each.step.action]
        if isinstance(action, Question):
            return self._answers[language].answer(action, each.step, each.read)
        if isinstance(action, HomeQuestion):
            return self._home_told(each, language)
        assert isinstance(action, Dialogue)
        words = load(language, "remarks")
        match action.action:
            case "dialogue.help":
                return help_sentence(str(each.step.slots.get("topic", "")), language)
            case "dialogue.undo":
                return str(words["nothing_to_undo"])
            case "dialogue.yes":
                return str(words["nothing_to_confirm"])
            case "dialogue.no":
                return str(words["not_then" if before.asks else "all_right"])
            case "dialogue.repeat":
                return before.reply or str(words["nothing_said"])
            case "dialogue.thanks" | "dialogue.hello" | "dialogue.sorry":
                return str(words[action.action.removeprefix("dialogue.")])
            case "dialogue.time" | "dialogue.date" | "dialogue.name":
                now = datetime.now().astimezone()
                key, weekday = action.action.removeprefix("dialogue."), words["weekdays"][now.weekday()]
                return str(words[key]).format(now=now, weekday=weekday)
            case "dialogue.what_happened":
                return self._again(before.did, ("done", "pending"), language) or str(words["nothing_done"])
            case "dialogue.why_not":
                statuses = ("denied", "failed", "unavailable")
                return self._again(before.refused, statuses, language) or str(words["nothing_refused"])
            case _:
                return str(words["all_right"])

    def _home_told(self, each: Performed, language: str) -> str:
        if isinstance(each.home, Remark):
            return str(load(language, "reasons")[each.home.key].format_map(_Blank(each.home.slots)))
        return home_answer(each.home or (), each.step.slots, language)

    def _again(self, happened: Happened | None, statuses: Sequence[str], language: str) -> str:
        """What became of an earlier turn's steps, as far as they ended so, in the language of now."""
        sentences = [
            sentence
            for each in (happened.performed if happened else ())
            for outcome in each.outcomes
            if outcome.status in statuses and happened
            for sentence in [self._outcome(outcome, each.step, language, happened.speaker)]
        ]
        return ("" if language == "zh" else " ").join(dict.fromkeys(sentences))


def one_of(names: Sequence[str], language: str) -> str:
    """ "the window, the shade or the sunroof"."""
    words = load(language, "replies")
    *first, last = names
    return str(words["comma"].join(first) + words["or"] + last) if first else last


def _in_words(action: Home, value: Any, language: str) -> Any:
    """A hub's own word in the user's, where we have one."""
    return said(language, "replies")[action.action].get("values", {}).get(value, value)


class _Blank(dict[str, Any]):
    """A reason's brace that nothing fills stays empty."""

    def __missing__(self, key: str) -> str:
        return ""


def _seats(control: Control, outcome: Outcome) -> tuple[str, ...]:
    paths = outcome.targets or outcome.signals
    return tuple(dict.fromkeys(seat for p in paths if (seat := control.seat_of(p)) is not None))

"""What the cockpit says: made from outcomes and readings, so that it never claims what did not happen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from cockpit.actions.action import Dialogue, Home, HomeQuestion, Question
from cockpit.actions.areas import said
from cockpit.actions.control import Control
from cockpit.actions.registry import REGISTRY
from cockpit.actions.zones import Seat
from cockpit.answers import Answers
from cockpit.help import help_sentence
from cockpit.language import LANGUAGES, listed, load
from cockpit.language.amounts import Units
from cockpit.language.at_home import home_answer, in_words
from cockpit.language.things import Things, capital
from cockpit.perform import Performed
from cockpit.plan import Outcome, Plan, Remark, Step
from cockpit.remarks import Remarks
from cockpit.told import Happened, Told
from cockpit.warnings import warnings_of
from vehicle.signal import Value

NameOf = Callable[[str], str]
"""A hub's device id → its name."""


class Replies:
    """All languages. `describe` and `tell` never raise on any plan the understanding can make."""

    def __init__(self, name_of: NameOf = str, units: Units = "metric") -> None:
        self.name_of = name_of
        self._things = {language: Things(language, units) for language in LANGUAGES}
        self._answers = {language: Answers(language, units) for language in LANGUAGES}
        self._remarks = {
            language: Remarks(language, self._things[language], self._answers[language])
            for language in LANGUAGES
        }
        for language in LANGUAGES:
            load(language, "reasons")  # read now, and not in the middle of a turn

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
            return self._remarks[language].told(plan, speaker)
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
            asked = self._remarks[language].told(plan, speaker)
            sentences.append(asked.reply)
            asks.append(asked.reply)
        space = "" if language == "zh" else " "
        reply = space.join(dict.fromkeys(sentence for sentence in sentences if sentence))
        return Told(reply, space.join(asks) or None, reasons=tuple(reasons))

    def describe(self, step: Step, language: str, speaker: Seat) -> str:
        """A step in a few words, before it is done."""
        return self._remarks[language].describe(step, speaker)

    def warnings(self, value: Callable[[str], Value | None], language: str) -> tuple[str, ...]:
        words = load(language, "remarks")["warnings"]
        return tuple(words[key] for key in warnings_of(value))

    # Inside

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
        many = str(words["home"]["many"]).format(n=len(names))
        named = many if len(names) > 3 else listed(names, language)
        done = said(language, "replies")[key]["done"]
        return str(done).format(
            Names=capital(named), names=named, value=in_words(action.action, value, language)
        )

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
            case "dialogue.thanks" | "dialogue.hello" | "dialogue.bye" | "dialogue.sorry":
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


class _Blank(dict[str, Any]):
    """A reason's brace that nothing fills stays empty."""

    def __missing__(self, key: str) -> str:
        return ""


def _seats(control: Control, outcome: Outcome) -> tuple[str, ...]:
    paths = outcome.targets or outcome.signals
    return tuple(dict.fromkeys(seat for p in paths if (seat := control.seat_of(p)) is not None))

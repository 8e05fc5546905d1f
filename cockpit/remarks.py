"""Our own sentences where nothing was done: what is asked back, what cannot be, what was not understood."""

from collections.abc import Mapping, Sequence
from typing import Any

from cockpit.actions.action import Home, Never, Question
from cockpit.actions.areas import said
from cockpit.actions.control import Choice, Control, Level
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.actions.zones import Seat
from cockpit.answers import Answers
from cockpit.language import listed, load
from cockpit.language.at_home import in_words
from cockpit.language.things import Things, capital
from cockpit.plan import Plan, Remark, Step
from cockpit.told import Told


class Remarks:
    """One language's."""

    def __init__(self, language: str, things: Things, answers: Answers) -> None:
        self._language = language
        self._things = things
        self._answers = answers
        self._words: Mapping[str, Any] = load(language, "remarks")

    def describe(self, step: Step, speaker: Seat) -> str:
        """A step in a few words, before it is done."""
        lines = load(self._language, "replies")["lines"]
        action = REGISTRY[step.action]
        things = self._things
        if isinstance(action, Control):
            seats = action.seats(step.slots, speaker) or ("",)
            if "value" in step.slots:
                return things.line(action, seats, step.slots["value"])
            by = step.slots.get("change", step.slots.get("steps", 0))
            return things.line(action, seats, "+" if by > 0 else "−")
        if isinstance(action, Question):
            if action.of_control:
                control = CONTROLS[step.slots["control"]]
                return str(said(self._language, "lines")[action.action]).format(
                    thing=things.thing(control, control.seats(step.slots, speaker))
                )
            return str(lines["question"])
        if isinstance(action, Never):
            return str(lines["never"])
        by = step.slots.get("change", step.slots.get("steps", 0))
        value = step.slots.get("value", "+" if by > 0 else "−" if by < 0 else "…")
        if isinstance(action, Home):
            value = in_words(step.action, value, self._language)
        return str(said(self._language, "lines")[step.action]).format(
            what=self._what(step.slots), place=step.slots.get("place", ""), value=value
        )

    def _what(self, slots: Mapping[str, Any]) -> str:
        """What a step at home is about: "the lights in Kitchen"."""
        words = load(self._language, "replies")
        named = next((slots[slot] for slot in ("name", "scene") if slot in slots), None)
        thing = named or words["home"]["kinds"].get(slots.get("kind"))
        area = slots.get("area", slots.get("floor"))
        if thing and area:
            return str(words["home"]["placed"]).format(thing=thing, area=area)
        return str(thing or area or words["lines"]["everything"])

    def told(self, plan: Plan, speaker: Seat) -> Told:
        """What a plan's remark says; of a plan without one, that nothing can be done."""
        remark = plan.remark or Remark("no_talk")
        words = self._words
        match remark.key:
            case "ask_value":
                return _open(self._asked_value(remark.slots["step"]))
            case "both_ways":
                what = self._things.noun(CONTROLS[remark.slots["step"].action])
                return _open(words["both_ways"].format(What=capital(what)))
            case "did_you_mean" if plan.source == "example":
                guessed = tuple(self._meant(step, speaker) for step in remark.slots["choices"])
                return _choice(words["guessed"][len(guessed) - 1].format(*guessed), guessed)
            case "did_you_mean":
                names = self._choices(remark.slots["choices"])
                form = words["did_you_mean_one_of" if len(names) > 1 else "did_you_mean"]
                return _choice(form.format(choices=listed(names, self._language, "or")), names)
            case _ if "checked" in remark.slots:
                return Told(words[remark.key].format(state=self._answers.stand(remark.slots["checked"])))
            case _:
                sentence = words[remark.key] + (words["instead"] if "example" in remark.slots else "")
                return Told(sentence.format(**remark.slots), understood=remark.key == "left_alone")

    def _asked_value(self, step: Step) -> str:
        """ "To what temperature?"; with the choices where there are but a few."""
        words, things = self._words, self._things
        control = CONTROLS.get(step.action)
        if control is None:
            return str(words["ask_where"])
        what = things.noun(control)
        if isinstance(control.value, Choice) and (choices := things.choices(control)):
            return str(words["ask_choice"]).format(what=what, choices=listed(choices, self._language, "or"))
        celsius = isinstance(control.value, Level) and control.value.unit == "celsius"
        return str(words["ask_value" if celsius else "ask_level"]).format(what=what)

    def _choices(self, steps: Sequence[Step]) -> tuple[str, ...]:
        """ "the driver's window", "the sunroof"; with what would be done where the things are the same."""
        things = self._things
        names: list[str] = []
        for step in steps:
            control = CONTROLS.get(step.action)
            names.append(things.thing(control, control.seats(step.slots, "row1.driver")) if control else "")
        if len(set(names)) < len(names) or "" in names:
            names = [self.describe(step, "row1.driver") for step in steps]
        return tuple(names)

    def _meant(self, step: Step, speaker: Seat) -> str:
        """What a guessed step would do."""
        control = CONTROLS.get(step.action)
        if control is None:
            return self.describe(step, speaker)
        return self._things.meant(control, control.seats(step.slots, speaker) or ("",), step.slots)


def _open(question: str) -> Told:
    return Told(question, question, choices=())


def _choice(question: str, names: tuple[str, ...]) -> Told:
    """Of one thing a yes or a no is enough."""
    return Told(question, question, choices=names if len(names) > 1 else None)

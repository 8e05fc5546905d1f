"""Sentences that go on from what was said before: answers, corrections and follow-ups."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from cockpit.actions.action import HomeQuestion, Question
from cockpit.actions.control import Control
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.language import load
from cockpit.plan import Plan, Remark, Step
from cockpit.understand.context import Context
from cockpit.understand.dialogue.answer import Answers, asks_which
from cockpit.understand.dialogue.carry import with_siblings
from cockpit.understand.dialogue.correction import Corrections, Read
from cockpit.understand.dialogue.elsewhere import closes, control_of, opens, place_in
from cockpit.understand.dialogue.followup import FollowUps, plan_of, stripped
from cockpit.understand.dialogue.fragment import Fragments
from cockpit.understand.dialogue.full_name import FullNames
from cockpit.understand.dialogue.nudge import Nudges, ended
from cockpit.understand.dialogue.part_back import PartsBack
from cockpit.understand.home.household import Household
from cockpit.understand.sentence.clause import Clause
from cockpit.understand.sentence.grammar import Grammar
from cockpit.understand.words.tokens import tokenise
from cockpit.understand.words.word_tree import spelled


class GoingOn:
    """Those of one language."""

    def __init__(self, language: str, lexicon: Household, grammar: Grammar) -> None:
        self.followups = FollowUps(language, Fragments(language, lexicon))
        self._nudges = Nudges(language, self.followups.fragments)
        self._corrections = Corrections(language, self.followups)
        self._asked = {
            action: tuple(tokenise(part) for part in entry["as"].split("{}"))
            for entry in load(language, "followup")["asked_on"]
            for action in entry["behind"]
        }
        self._lexicon = lexicon
        self._grammar = grammar
        self._dismissed = spelled(load(language, "followup")["dismissed"])
        self._worked = spelled(load(language, "followup")["worked"])
        self._that = spelled(load(language, "followup")["that"])
        self._full_names = FullNames(language, lexicon)
        self._parts_back = PartsBack(language, self.followups, self._corrections)
        self._answers = Answers(language, grammar, self.followups, self._corrections, self._parts_back)

    def plan(
        self, tokens: tuple[str, ...], whole: Clause | None, context: Context, read: Read
    ) -> Plan | None:
        """None for a sentence that stands for itself. `whole`: the template that it is, if any."""
        self.followups.fragments.forget()
        plan = self._plan(tokens, whole, context, read)
        if plan is None or "?" not in tokens or self.followups.fragments.suggests(tokens):
            return plan
        if all(isinstance(REGISTRY[step.action], Question | HomeQuestion) for step in plan.steps):
            return plan
        # "And the passenger?" may wish it or ask for it; "close it?" asks
        return asks_which(plan.steps) if self.followups.only_place(tokens) else None

    def _plan(
        self, tokens: tuple[str, ...], whole: Clause | None, context: Context, read: Read
    ) -> Plan | None:
        if context.choices or context.asked or context.missing is not None:
            answer = self._answers.read(tokens, () if whole is None else whole.steps, context, read)
            if answer is not None:
                # What waits for a yes knows who asked for it.
                yes = any(step.action == "dialogue.yes" for step in answer.steps)
                return replace(answer, answers=not yes)
        if not context.last:
            return None
        if whole is not None:
            match [step.action for step in whole.steps]:
                case ["dialogue.yes"]:
                    return self._nudges.resumed(tokens, context)
                case ["dialogue.stop"]:
                    return plan_of((*whole.steps, *ended(context)))
            if not all(isinstance(REGISTRY[step.action], Control) for step in whole.steps):
                return None
            goes_back = context.fresh and not context.last[-1].action.startswith("media.")  # "one back"
            back = self._nudges.read(tokens, context) if goes_back else None
            return back or self.followups.pointing_back(tokens, context)
        if self._shuts(tokens) and not any(map(closes, context.last)):
            before = tuple(filter(closes, context.earlier))  # nobody closes a fan
            plan = self._follows(tokens, replace(context, last=before), read) if before else None
            return plan or Plan(remark=Remark("not_understood"))
        return (
            self._behind_no(tokens, context, read)
            or self._follows(tokens, context, read)
            or (
                self._follows(tokens, replace(context, last=context.earlier), read)
                if context.earlier and _only_asked(context.last)
                else None
            )
        )

    def _follows(self, tokens: tuple[str, ...], context: Context, read: Read) -> Plan | None:
        return (
            self._nudges.read(tokens, context)
            or self._nudges.reversed(self._corrections.without_opening(tokens), context)
            or self._parts_back.read(tokens, context)
            or self._only(tokens, context, read)
            or self._in_full(tokens, context, read)
            or self._asked_of_it(tokens, context.last[-1], read)
            or self._there(tokens, context, read)
            or self._with_reason(self._corrections.without_opening(tokens), context, read)
            or self._corrections.read(tokens, context, read)
            or self.followups.read(tokens, context)
            or self._asked_on(tokens, context, read)
        )

    def _only(self, tokens: tuple[str, ...], context: Context, read: Read) -> Plan | None:
        """ "Just the front ones, close the back": what leaves a part as it was, and what more is done."""
        at = tokens.index(",") if "," in tokens else 0
        only = self._parts_back.read(tokens[:at], context) if at else None
        if only is None:
            return None
        rest = tokens[at + 1 :]
        plan = self.followups.read(rest, context)
        if plan is None or [step.action for step in plan.steps] != [context.last[-1].action]:
            steps = read(rest)
            return Plan((*only.steps, *steps), "grammar") if steps else None
        frames = self.followups.fragments.frames(self.followups.fragments.said(rest))
        if any(frame.zone is not None for frame in frames):
            return plan  # that is how the others are left
        there = self.followups.read((*tokens[:at], *rest), context)  # "just the front, low"
        return there and Plan((*only.steps, *there.steps), "grammar")

    def _shuts(self, tokens: tuple[str, ...]) -> bool:
        """Whether it only says that "it" is to be opened or closed; 关上 may as well switch it off."""
        fragments = self.followups.fragments
        frames = fragments.frames(fragments.said(stripped(tokens))) if self._lexicon.language == "en" else []
        said = (
            [verb.value for verb in frame.verbs] for frame in frames if frame.pronoun and not frame.things
        )
        return any(verbs in (["open"], ["close"]) for verbs in said)

    def _behind_no(self, tokens: tuple[str, ...], context: Context, read: Read) -> Plan | None:
        """ "Never mind, turn it off": the command; in "never mind the radio" there is none."""
        at = next((n for n in range(min(6, len(tokens) - 1), 0, -1) if tokens[:n] in self._dismissed), 0)
        rest = tokens[at:]
        if not at or not self._lexicon.cut(rest)[0][0].may_be("verb", "weak", "done"):
            return None
        whole = self._grammar.match(tuple(token for token in rest if token != ","))
        if whole is not None:
            return Plan(whole.steps, "grammar")
        return self._follows(rest, context, read) or plan_of(read(rest))

    def _with_reason(self, tokens: tuple[str, ...], context: Context, read: Read) -> Plan | None:
        """ "On again, it's too stuffy": the reason is no wish of its own."""
        complains = partial(self.followups.fragments.complains, drawn=opens(context.last[-1]))
        for at in (span.end for span in self._lexicon.cut(tokens)[0][:-1]):
            parts = (_bare(tokens[:at]), _bare(tokens[at:]))
            parted = "," in (tokens[at - 1], tokens[at])
            if not parted and not self._lexicon.cut(parts[1])[0][0].may_be("verb", "weak"):
                continue
            for part, reason in (parts, parts[::-1]) if parted else (parts[::-1],):
                felt = complains(reason) or (opens(context.last[-1]) and self._tells_why(reason))
                if felt and self.followups.fragments.may_be_of(reason, with_siblings(context.last[-1])):
                    steps = read(part)  # "too loud, put it back"
                    if steps and steps[0].action == "dialogue.undo":
                        return Plan(steps, "grammar")
                if not context.fresh:
                    continue
                plan = self.followups.part(part, context) if felt else None
                if plan is None and parted and self.followups.fragments.says_nothing(reason):
                    plan = self._nudges.read(part, context)
                if plan is not None:
                    return plan
        return None

    def _tells_why(self, tokens: tuple[str, ...]) -> bool:
        """ "It's raining": behind what was opened no wish for the wipers."""
        whole = self._grammar.match(tokens)
        return whole is not None and whole.reason

    def _asked_on(self, tokens: tuple[str, ...], context: Context, read: Read) -> Plan | None:
        """ "And outside?" behind "how warm is it in here"."""
        asked = self._asked.get(context.last[-1].action)
        if asked is None:
            return None
        opening, closing = asked
        steps = read((*opening, *self.followups.fragments.said(stripped(tokens)).tokens, *closing))
        return Plan(steps, "grammar") if steps and all(step.action in self._asked for step in steps) else None

    def _there(self, tokens: tuple[str, ...], context: Context, read: Read) -> Plan | None:
        """ "Lock that door" behind the rear left window: the one there; "those windows": the ones there."""
        last = context.last[-1]
        points = any(tokens[at : at + n] in self._that for at in range(len(tokens)) for n in (1, 2, 3))
        if "zone" not in last.slots or not points:
            return None
        steps = read(tokens)
        if len(steps) != 1:
            return None
        several = steps[0].slots.get("zone") == "all"
        if not several and ("zone" in steps[0].slots or steps[0].action == last.action):
            return None
        control, zone = CONTROLS.get(steps[0].action), {"zone": last.slots["zone"]}
        if control is None or "" in control.paths or not control.seats(zone, context.seat):
            return None
        return Plan((Step(steps[0].action, {**steps[0].slots, **zone}),), "grammar")

    def _in_full(self, tokens: tuple[str, ...], context: Context, read: Read) -> Plan | None:
        """ "Close the sunroof one" behind a shade; "are the back ones closed"."""
        for full, named in self._full_names.of(tokens, context.last[-1]):
            steps = read(full)
            asks = all(isinstance(REGISTRY[step.action], Question) for step in steps)
            if steps and (named or (asks and not self.followups.fragments.suggests(tokens))):  # 那我的呢
                return Plan(steps, "grammar")
            if named:
                plan = self._corrections.read(full, context, read) or self.followups.read(full, context)
                if plan is not None:
                    return plan
        return None

    def _asked_of_it(self, tokens: tuple[str, ...], last: Step, read: Read) -> Plan | None:
        """ "Is it open", "what is it now": of the thing of the last step, and where that was."""
        asked = {"control": control_of(last)}
        if control_of(last) not in CONTROLS or self.followups.fragments.suggests(tokens):
            return None
        if stripped(tokens) in self._worked:
            return Plan((Step("vehicle.state", asked | place_in(last)),), "grammar")
        placed = any(span.may_be("zone", "zone_before") for span in self._lexicon.cut(tokens)[0])
        for full in self._full_names.asked(tokens, last):
            steps = read(full)
            if len(steps) == 1 and steps[0].slots.get("control") == control_of(last):
                slots = steps[0].slots if placed else asked | place_in(last)
                return Plan((Step(steps[0].action, slots),), "grammar")
        return None

    def part(self, tokens: tuple[str, ...], context: Context) -> tuple[Step, ...]:
        """The steps of a part of a sentence that goes on from what was done: "off again, it's dry"."""
        plan = self.followups.part(tokens, context)
        return () if plan is None else plan.steps


def _bare(tokens: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(token for token in tokens if token != ",")


def _only_asked(steps: Sequence[Step]) -> bool:
    """Whether they were questions about what cannot be set: "how warm is it outside"."""
    return all(isinstance(REGISTRY[step.action], Question) and "control" not in step.slots for step in steps)

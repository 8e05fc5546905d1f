"""What only says that something stays as it is or need not be done: "the doors can all stay closed".

It is no order and no story: the text is understood without it, and a plan that touches what it spares
is none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cockpit.actions.action import Dialogue, HomeQuestion, Question
from cockpit.actions.control import Control
from cockpit.actions.registry import REGISTRY
from cockpit.actions.zones import ZONES, Seat, seats_of
from cockpit.language import load
from cockpit.plan import Step
from cockpit.understand.command.places import place_of
from cockpit.understand.sentence.several import sentences_of
from cockpit.understand.words.lexicon import Lexicon
from cockpit.understand.words.sayings import Sayings
from cockpit.understand.words.tokens import tokenise

_IDLE = (Question, HomeQuestion, Dialogue)
_ENDS = " \t\n.,!?;"
_FEW = 8
"""A text with fewer words has no pauses that one does not hear in its words."""


@dataclass(frozen=True, slots=True)
class Spared:
    """What one such saying names. `words`: of what is spared; `act`: what need not be done.

    `by_place`: all that is there, whatever it is called ("the rear seats are empty, so skip those").
    `contrasts`: it may only say which way ("on my feet and not on my face").
    """

    words: str
    act: str = ""
    by_place: bool = False
    contrasts: bool = False


class Spares:
    """Those of one language."""

    def __init__(self, language: str, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        data = load(language, "spares")
        sayings = Sayings(data["edge"], data["classes"])
        self._alone = [re.compile(sayings.any_of([saying])) for saying in data["spares"]]
        self._reasoned = [re.compile(sayings.any_of([saying])) for saying in data["reasoned"]]
        self._behind = [re.compile(sayings.any_of([saying])) for saying in data["behind"]]
        self._joints = re.compile(sayings.any_of(data["joints"]))
        self._pointing, self._every, self._besides, self._whatever = (
            sayings.within(data[name]) for name in ("pointing", "every", "besides", "whatever")
        )
        self._before = re.compile(rf"(?<=\w) (?={sayings.any_of(data['before'])})")
        self._behind_of = re.compile(rf"({sayings.any_of(data['behind_of'])})\b ")

    def paused(self, text: str) -> str:
        """A text without marks with those that one would hear: before "could you", behind "good morning"."""
        if len(text.split()) < _FEW or any(mark in text.rstrip(_ENDS) for mark in ".!?;,"):
            return text
        return self._before.sub("; ", self._behind_of.sub(r"\1; ", text, count=1))

    def parted(self, text: str) -> tuple[str, list[Spared]]:
        """What is left of a text to be understood, and what is spared; the text itself where nothing is."""
        kept: list[str] = []
        spared: list[Spared] = []
        for sentence in sentences_of(self.paused(text)):
            found = self._spared(sentence, behind=bool(kept))
            rest = "" if found else sentence
            while not found and (tail := self._tail(rest)) is not None:
                rest, more = tail
                spared.append(more)
            spared += [found] if found else []
            kept += [rest] if rest else []
        return (" ".join(kept), spared) if spared and kept else (text, [])

    def _tail(self, sentence: str) -> tuple[str, Spared] | None:
        for joint in self._joints.finditer(sentence.lower()):
            tail = sentence[joint.end() :]
            found = self._spared(tail, behind=True)
            if found is not None:
                asks = "?" if sentence.rstrip().endswith("?") else ""
                return sentence[: joint.start()] + asks, replace(found, contrasts=self._contrasts(tail))
        return None

    def _contrasts(self, tail: str) -> bool:
        text = tail.lower().strip(_ENDS)
        return any(saying.fullmatch(text) for saying in self._behind)

    def _spared(self, sentence: str, *, behind: bool) -> Spared | None:
        text = sentence.lower().replace("’", "'").strip(_ENDS)
        for sayings, by_place in ((self._reasoned, True), (self._alone, False), (self._behind, False)):
            for saying in sayings if behind or sayings is not self._behind else ():
                if found := saying.fullmatch(text):
                    return Spared(found["what"], found.groupdict().get("act") or "", by_place=by_place)
        return None

    def touches(self, spared: Sequence[Spared], steps: Sequence[Step], kept: str, speaker: Seat) -> bool:
        """Whether a step does something to what is spared, or may: what nobody knows is spared everywhere.

        `kept`: the text without what spares.
        """
        acts = [step for step in steps if not isinstance(REGISTRY[step.action], _IDLE)]
        return any(self._meets(each, step, kept, speaker) for each in spared for step in acts)

    def points(self, spared: Sequence[Spared]) -> bool:
        """Whether it spares "it", or one of two ways: it may say how ("dim the lights but leave them on")."""
        pointing = self._pointing
        return any(each.contrasts or pointing.search(each.words) for each in spared if not each.by_place)

    def _meets(self, spared: Spared, step: Step, kept: str, speaker: Seat) -> bool:
        spans = self._lexicon.cut(tokenise(spared.words))[0]
        tags = [tag for span in spans for tag in span.tags]
        actions = {
            action
            for span in spans
            for tag in span.tags
            if tag.kind == "thing" and not span.may_be("zone")
            for action in self._lexicon.things[tag.value[0]].controls
        }
        named = place_of([replace(tag, kind="zone") for tag in tags if tag.kind in ("zone", "zone_before")])
        where = _seats(named, speaker)
        if spared.by_place:
            return _is_there(step, where, speaker)
        if self._pointing.search(spared.words):
            return True
        if named is not None:  # "heat the front seats but leave my seat alone"
            areas = {_area(action) for action in actions}
            return (not areas or _area(step.action) in areas) and _is_there(step, where, speaker)
        if actions:
            return step.action in actions
        if self._besides.search(spared.words):
            return False
        every, act = self._every.search(spared.words), spared.act.split()[0] if spared.act else ""
        return not every or self._whatever.search(act) is not None or act in kept.lower().split()


def _area(action: str) -> str:
    return action.partition(".")[0]


def _is_there(step: Step, where: Sequence[Seat] | None, speaker: Seat) -> bool:
    """Whether it does something at one of the seats; `where` None: nobody knows which."""
    control = REGISTRY[step.action]
    if where is None or not isinstance(control, Control):
        return True
    return not set(where).isdisjoint(control.seats(step.slots, speaker))


def _seats(place: str | tuple[str, ...] | None, speaker: Seat) -> tuple[Seat, ...] | None:
    """None where nobody knows where that is."""
    names = [place] if isinstance(place, str) else place or ()
    names = ["beside" if name == "her" else "own" if name in ("me", "i") else name for name in names]
    known = {*ZONES, "own", "beside", "others"}
    return seats_of(names, speaker) if names and known.issuperset(names) else None

""" "The sunshade to the same position as the sunroof": a clause whose value is how something else stands.

What is set and what it is taken from are both read as a question's words are. The reading itself is taken
when the step is done (likeness.py).
"""

import re
from collections.abc import Sequence

from cockpit.actions.registry import CONTROLS
from cockpit.actions.zones import ZONES
from cockpit.language import load
from cockpit.likeness import alike
from cockpit.plan import Step
from cockpit.understand.command.frame import Frame
from cockpit.understand.command.places import place_of
from cockpit.understand.effort import Effort
from cockpit.understand.questions.question import question
from cockpit.understand.words.lexicon import Lexicon
from cockpit.understand.words.tokens import join, tokenise

_BESIDE = ("zone", "zone_before", "glue", "filler", "pronoun", "conjunction", "person", "complaint_glue")
"""What stands in a mere place: "the passenger side", "mine"."""
_OPENINGS = ("polite", "filler", "conjunction", "begin")
_CLOSINGS = ("filler", "final")
_ACTS = ("verb", "done", "weak", "negation", "number", "fraction")
_SPEAKER = {"me": "own", "i": "own", "her": "beside"}


class Copying:
    """That of one language."""

    def __init__(self, language: str) -> None:
        data = load(language, "copying")
        self._marks = frozenset(data["marks"])
        self._forms = [_form(form, data["parts"]) for form in data["forms"]]
        self._felt: dict[str, str] = data["felt"]
        self._plain: dict[str, str] = data["plain"]

    def read(
        self, tokens: Sequence[str], lexicon: Lexicon, effort: Effort, before: Frame | None
    ) -> tuple[Step, ...]:
        """The steps of a clause, none where it is no such clause. Raises TooMuch.

        `before`: the clause before it, that "the same level" may be the level of.
        """
        if self._marks.isdisjoint(tokens):
            return ()
        names = _Names(lexicon, effort)
        text = names.bare(tokens)
        for said, means in self._plain.items():
            text = re.sub(said, means, text)
        for form in self._forms:
            if (found := form.fullmatch(text)) is not None:
                part = found.groupdict(default="")
                measure = part.get("measure") or self._felt.get(part.get("felt", ""), "")
                steps = _steps(names, part.get("what", ""), part.get("like", ""), measure, before)
                if steps:
                    return steps
        return ()


def _steps(names: "_Names", what: str, like: str, measure: str, before: Frame | None) -> tuple[Step, ...]:
    place, controls = names.read(what, measure)
    other, sources = names.read(like, measure)
    if "nowhere" in (place, other):
        return ()
    controls = controls or names.read(measure, "")[1] or sources
    if not like and measure:
        if before is None or before.implied is None or not isinstance(before.zone, str | None):
            return ()
        other, sources = before.zone, (before.implied,)
    elif not like:
        place, other = place or "all", "own"
    pairs = [(_beside(control, sources), source) for control in controls for source in sources or (control,)]
    if len(sources) > 1 or not all(alike(CONTROLS[a], CONTROLS[b]) for a, b in pairs if b in CONTROLS):
        return ()
    steps = tuple(_step(control, place, source, other) for control, source in pairs if source in CONTROLS)
    return () if any(_of_itself(step) for step in steps) else steps


def _beside(control: str, sources: Sequence[str]) -> str:
    """Beside the sunroof the shade is that over it."""
    return "windows.roof_shade" if control == "windows.shade" and "windows.sunroof" in sources else control


def _of_itself(step: Step) -> bool:
    like = step.slots["like"]
    return bool(step.action == like["control"] and step.slots.get("zone") == like.get("zone"))


def _step(control: str, place: str | None, source: str, other: str | None) -> Step:
    like = {"control": source} | ({} if other is None or "" in CONTROLS[source].paths else {"zone": other})
    zone = {} if place is None or "" in CONTROLS[control].paths else {"zone": place}
    return Step(control, {"like": like, **zone})


class _Names:
    """What the words of one clause name."""

    def __init__(self, lexicon: Lexicon, effort: Effort) -> None:
        self._lexicon = lexicon
        self._effort = effort

    def bare(self, tokens: Sequence[str]) -> str:
        """The clause without manners at either end."""
        spans = self._lexicon.cut(tokens)[0]
        while spans and spans[0].may_be(*_OPENINGS):
            spans = spans[1:]
        asking = self._lexicon.telling["asking"]
        while spans and (spans[-1].may_be(*_CLOSINGS) and tokens[spans[-1].start] not in asking):
            spans = spans[:-1]
        said = tokens[spans[0].start : spans[-1].end] if spans else ()
        return join(tuple(token for token in said if token != ","))

    def read(self, text: str, measure: str) -> tuple[str | None, tuple[str, ...]]:
        """The place and the controls that some words name; "nowhere" where they say anything else."""
        if not text:
            return None, ()
        place = self._place(text)
        if place is not None:
            return place, ()
        found = self._controls(f"{text} {measure}") if measure else None
        return found or self._controls(text) or ("nowhere", ())

    def _place(self, text: str) -> str | None:
        """None where it is no mere place."""
        spans = self._lexicon.cut(tokenise(text))[0]
        tags = [next((tag for tag in span.tags if tag.kind in _BESIDE), None) for span in spans]
        if None in tags:
            return None
        zone = place_of([tag for tag in tags if tag is not None])
        if zone is None and any(tag is not None and tag.kind == "person" for tag in tags):
            return "own"  # 和我一样
        zone = _SPEAKER.get(zone, zone) if isinstance(zone, str) else None
        return zone if zone in (*ZONES, "own", "beside", "others") else "nowhere"

    def _controls(self, text: str) -> tuple[str | None, tuple[str, ...]] | None:
        tokens = tokenise(text)
        if any(span.tags[0].kind in _ACTS for span in self._lexicon.cut(tokens)[0]):
            return None  # also "sync the temperature to 21"
        steps = question(tokens, self._lexicon, self._effort) or ()
        controls = tuple(dict.fromkeys(str(step.slots.get("control")) for step in steps))
        if not steps or len(controls) < len(steps) or any(step.action != "vehicle.state" for step in steps):
            return None
        return next((step.slots["zone"] for step in steps if "zone" in step.slots), None), controls


def _form(form: str, parts: dict[str, str]) -> re.Pattern[str]:
    for name, part in parts.items():
        form = form.replace("{" + name + "}", part)
    return re.compile(form)

"""What the exact grammar leaves: the nearest thing it could have meant, to be asked about.

Its words are compared with how every thing, verb and choice is put; places and values are read from the
sentence as ever, and the registry says what goes together. No way of comparing was right often enough to
be acted upon (tests/eval/compare_nearest.py prints it): so this only asks.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cockpit.language import load
from cockpit.plan import Plan, Step
from cockpit.understand.command.frame import Frame
from cockpit.understand.command.places import place_of
from cockpit.understand.command.resolve import steps_of
from cockpit.understand.remarks.asides import Asides
from cockpit.understand.sentence.reader import MAX_TOKENS
from cockpit.understand.unread.scope import is_command, names
from cockpit.understand.unread.slips import CHOICES, Mended, asked, denied, may_be_asked
from cockpit.understand.unread.wordings import Wording, Wordings, runs_of
from cockpit.understand.words.lexicon import Lexicon, expand
from cockpit.understand.words.tag import Span, Tag
from cockpit.understand.words.tokens import join

ASKED_FROM = {"en": 0.7, "zh": 0.4}
"""From this likeness on it asks. In Chinese nothing parts the words that count from those that do not, so
all of them count. Chosen on the seen halves of the labelled sentences."""
_MENDED_TRIED = 3
_NEARLY = 0.85
"""What is less like than this share of the best is no choice beside it."""
_PART_OF_MORE = 0.9
"""What a part of a sentence is like counts a little less than the whole."""
_NAMED = 0.6
"""The share of a name that must be in the sentence."""
_TRIED = {"thing": 8, "verb": 6, "choice": 4}
_CONTENT = ("thing", "choice", "verb", "quality", "done", "gerund")
_VALUES = ("number", "fraction", "grade", "full")
_SLOTS = (*_VALUES, "zone", "zone_before", "steps", "unit", "to", "by", "conjunction")


@dataclass(frozen=True, slots=True)
class Guess:
    """`likeness`: 0 to 1."""

    likeness: float
    step: Step


class Nearest:
    """The wordings of one language. Built once; has no state of its own."""

    def __init__(self, lexicon: Lexicon, asides: Asides) -> None:
        self._lexicon = lexicon
        self._asides = asides
        self._wordings = Wordings(lexicon.wordings)
        self._unguessed = frozenset(expand(load(lexicon.language, "nearest")["unguessed"]))

    def plan(self, tokens: Sequence[str], spans: Sequence[Span], mended: Sequence[Mended]) -> Plan | None:
        """The plan that asks, None when nothing is near. `mended`: what the words may have been."""
        if len(tokens) > MAX_TOKENS or denied(mended) or self._is_unguessed(tokens):
            return None
        # A Chinese name with another character in it is hardly a name: only a whole sentence makes it one.
        named_first = sorted(mended, key=lambda each: not names(each.spans))
        tried = named_first[:_MENDED_TRIED] if self._lexicon.language == "en" else ()
        for words, cut in ((tokens, spans), *((each.tokens, each.spans) for each in tried)):
            guesses = self.guesses(words, cut, CHOICES)
            likely = [guess for guess in guesses if guess.likeness >= ASKED_FROM[self._lexicon.language]]
            if likely:
                return asked([g.step for g in likely if g.likeness >= _NEARLY * likely[0].likeness])
        return None

    def guesses(self, tokens: Sequence[str], spans: Sequence[Span], count: int) -> list[Guess]:
        """The likeliest steps first, at most `count`; none for a question, a negation or a story.

        `spans`: the likeliest cut of the tokens.
        """
        if self._tells(tokens, spans) or not is_command(spans) or _is_of_unknown(spans):
            return []
        found = self._of(tokens, spans, count)
        parts = _parts(tokens)
        if len(parts) < 2:
            return found
        cut = [self._lexicon.cut(part)[0] for part in parts]
        for place, (part, own) in enumerate(zip(parts, cut, strict=True)):
            if any(names(other) for other in (*cut[:place], *cut[place + 1 :])):
                continue
            alone = self._of(part, own, count)
            if alone and (not found or _PART_OF_MORE * alone[0].likeness > found[0].likeness):
                found = [replace(guess, likeness=_PART_OF_MORE * guess.likeness) for guess in alone]
        return found

    def _of(self, tokens: Sequence[str], spans: Sequence[Span], count: int) -> list[Guess]:
        said = runs_of(content(tokens, spans))
        if not said:
            return []
        near = self._wordings.near(said)
        things, verbs, choices = (_likely(kind, near, spans) for kind in ("thing", "verb", "choice"))
        likely: dict[tuple[Tag, Tag | None], float] = {}
        for thing in things:
            for other in (None, *verbs, *choices):
                runs = thing.runs | (other.runs if other else frozenset())
                likely[thing.tag, other.tag if other else None] = self._wordings.likeness(said, runs)
        best: list[Guess] = []
        for (thing_tag, tag), likeness in sorted(likely.items(), key=lambda item: -item[1]):
            step = self.step(spans, thing_tag, tag)
            if step is not None and all(step != guess.step for guess in best):
                best.append(Guess(likeness, step))
            if len(best) >= count:
                break
        return best

    def step(self, spans: Sequence[Span], thing: Tag, tag: Tag | None) -> Step | None:
        """The thing and the verb or choice with the sentence's own place and value, if they go together."""
        slots = [slot for span in spans if (slot := _slot(span, tag)) is not None]
        zone = place_of(slots)
        kinds = Counter(slot.kind for slot in slots)
        if zone == "nowhere" or kinds["number"] + kinds["fraction"] + kinds["grade"] > 1:
            return None
        if tag is None and not any(kind in kinds for kind in _VALUES):
            return None
        of = {slot.kind: slot.value for slot in slots}
        frame = Frame(
            things=(self._lexicon.things[thing.value[0]],),
            many=thing.value[1],
            verbs=(tag,) if tag is not None and tag.kind == "verb" else (),
            choices=(tag,) if tag is not None and tag.kind == "choice" else (),
            zone=zone,
            number=of.get("number"),
            percent=of.get("fraction", of.get("grade")),
            graded="grade" in of,
            unit=of.get("unit"),
            steps=of.get("steps"),
            full="full" in of,
            to="to" in of,
            by="by" in of,
            weak=True,
        )
        steps = steps_of(frame)
        return steps[0] if steps and len(steps) == 1 and may_be_asked(steps[0]) else None

    def _tells(self, tokens: Sequence[str], spans: Sequence[Span]) -> bool:
        """A report or a supposition: what the words are about is not what is wanted."""
        own = (span for span in spans if not span.may_be("polite", "filler"))
        return self._asides.tells([token for span in own for token in tokens[span.start : span.end]])

    def _is_unguessed(self, tokens: Sequence[str]) -> bool:
        """A comparison, an exception: the words near a thing are not about it."""
        space = "" if self._lexicon.language == "zh" else " "
        text = f"{space}{space.join(tokens)}{space}"
        return any(f"{space}{words}{space}" in text for words in self._unguessed)


def _is_of_unknown(spans: Sequence[Span]) -> bool:
    """ "The ejector seat": a thing that an unknown word tells from ours."""
    return any(
        before.only("unknown") and span.may_be("thing") and not span.may_be("verb")
        for before, span in pairwise(spans)
    )


def named(kind: str, spans: Sequence[Span]) -> set[Tag]:
    """The things, verbs or choices that the sentence names."""
    if kind != "verb":
        return {tag for span in spans for tag in span.tags if tag.kind == kind}
    tags = [tag for span in spans if not span.may_be("thing") for tag in span.tags]
    said = {tag for tag in tags if tag.kind == "verb"}
    return said | {Tag("verb", tag.value) for tag in tags if tag.kind in ("done", "gerund")}


def _likely(kind: str, near: Sequence[tuple[float, Wording]], spans: Sequence[Span]) -> list[Wording]:
    """The best wording of each tag of a kind: of those that are named, if any is."""
    tags = named(kind, spans)
    found: dict[Tag, Wording] = {}
    for share, wording in near:
        if wording.tag.kind == kind and (wording.tag in tags if tags else share >= _NAMED):
            found.setdefault(wording.tag, wording)
    return list(found.values())[: _TRIED[kind]]


def content(tokens: Sequence[str], spans: Sequence[Span]) -> str:
    """The words that say what and which way, and those that nobody knows."""
    kept = (span for span in spans if span.may_be(*_CONTENT) or span.only("unknown"))
    return join([token for span in kept for token in tokens[span.start : span.end] if token not in ",?"])


def _slot(span: Span, chosen: Tag | None) -> Tag | None:
    """What a word says of where and how much; "low" is no share where it is the choice."""
    if span.may_be("thing", "verb", "done", "gerund") or (chosen is not None and chosen in span.tags):
        return None
    slot = next((tag for tag in span.tags if tag.kind in _SLOTS), None)
    return Tag("zone", slot.value) if slot is not None and slot.kind == "zone_before" else slot


def _parts(tokens: Sequence[str]) -> list[tuple[str, ...]]:
    """The tokens between commas."""
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tuple(part) for part in parts if part]

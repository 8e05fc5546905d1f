"""A sentence with a slip in it ("open the widow") read again as it may have been meant.

Every word must then have its place, as in any command; still it is only asked about. A question is
answered: that moves nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cockpit.actions.action import Destination, Home, Question
from cockpit.actions.control import Control, Level
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.plan import Plan, Remark, Step
from cockpit.understand.command.slots import MISSING
from cockpit.understand.sentence.grammar import Grammar
from cockpit.understand.unread.scope import asks
from cockpit.understand.unread.spelling import Spelling
from cockpit.understand.words.lexicon import Lexicon
from cockpit.understand.words.tag import Span

Read = Callable[[Sequence[str]], tuple[Step, ...] | None]
"""The exact grammar: tokens → steps, None when it does not take them."""

CHOICES = 2


@dataclass(frozen=True, slots=True)
class Mended:
    """A sentence with known words for its unknown ones."""

    tokens: tuple[str, ...]
    spans: tuple[Span, ...]


class Slips:
    """The slips of one language. Immutable."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._lexicon = lexicon
        self._sentence_words = grammar.words
        self._spelling = Spelling(lexicon, grammar.words)

    def mended(self, tokens: Sequence[str], spans: Sequence[Span]) -> tuple[Mended, ...]:
        """What may have been meant, the likelier first; `spans` is the likeliest cut of the tokens."""
        found = self._spelling.mended(tokens, spans)
        return tuple(Mended(meant, self._lexicon.cut(meant)[0]) for meant in found)

    def plan(
        self, tokens: Sequence[str], spans: Sequence[Span], mended: Sequence[Mended], read: Read
    ) -> Plan | None:
        """The plan that asks, or answers; None when no sentence is read whole."""
        if denied(mended):
            return None
        # Names of the same thing are one: 后备箱, 后备厢.
        known = {tuple(span.tags for span in each.spans): each for each in reversed(mended)}
        whole = [each.tokens for each in reversed(known.values()) if self._knows(each)]
        exact = [(meant, steps) for meant in whole if (steps := read(meant))]
        counts = any(span.may_be("number") for span in spans)  # "95 degrees" is told its range
        alone = [steps[0] for _, steps in exact if len(steps) == 1]
        if single := [step for step in alone if may_be_asked(step, any_value=counts)]:
            return asked(single)
        for meant, steps in exact:
            if len(steps) > 1 and all(may_be_asked(step, any_value=True) for step in steps):
                return _misheard(tokens, meant)
        questions = [steps for _, steps in exact if all(_is_question(step) for step in steps)]
        return Plan(questions[0], "example") if questions and asks(spans) else None

    def _knows(self, mended: Mended) -> bool:
        unknown = (mended.tokens[span.start] for span in mended.spans if span.only("unknown"))
        return all(word in self._sentence_words for word in unknown)


def denied(mended: Sequence[Mended]) -> bool:
    """ "Nevr open it"."""
    return any(span.only("negation") or span.only("tale") for each in mended for span in each.spans)


def asked(steps: Sequence[Step]) -> Plan:
    """The plan that asks which of the first steps was meant."""
    choices = [step for place, step in enumerate(steps) if step not in steps[:place]]
    return Plan(source="example", remark=Remark("did_you_mean", {"choices": tuple(choices[:CHOICES])}))


def may_be_asked(step: Step, *, any_value: bool = False) -> bool:
    """Whether it is one thing that can be done; with a value in its range, or with `any_value`."""
    action = REGISTRY[step.action]
    if not isinstance(action, Control | Home | Destination) or MISSING in step.slots:
        return False
    level = CONTROLS[step.action].value if step.action in CONTROLS else None
    value = step.slots.get("value")
    if any_value or not isinstance(level, Level) or value is None:
        return True
    return bool(level.low <= value <= level.high or value in level.extra)


def _is_question(step: Step) -> bool:
    return isinstance(REGISTRY[step.action], Question)


def _misheard(tokens: Sequence[str], meant: Sequence[str]) -> Plan:
    """For several commands: they cannot be offered as one thing."""
    word = next((token for token in tokens if token not in meant), "")
    for_it = next((token for token in meant if token not in tokens), "")
    return Plan(remark=Remark("misheard", {"word": word, "meant": for_it}))

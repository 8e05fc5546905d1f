"""Several sentences in one breath: "It's stuffy. Could you open the sunroof? Half is enough."

Each is read by itself where it stands by itself: a command that names what it is about, a question, or a
statement that is the others' reason. Any other, such as one that points back, leaves all to be read together.
"""

import re
from collections.abc import Callable, Sequence

from cockpit.understand.sentence.clause import Clause
from cockpit.understand.sentence.joining import points_back
from cockpit.understand.sentence.stood_for import THEIR
from cockpit.understand.sentence.templates import only_whole

_ENDS = re.compile(r"(?<=[!?;])\s+|(?<=\w\.)\s+(?=[A-Z])|(?<=[。？！；])")
_MOST = 6
_THEIR = frozenset(THEIR)
_MANNERS = ("dialogue.hello", "dialogue.thanks")


def sentences_of(text: str) -> list[str]:
    """The sentences of a text that is written with its full stops."""
    return [sentence for sentence in _ENDS.split(text) if sentence.strip()]


def read_each(
    sentences: Sequence[str],
    read: Callable[[str], tuple[Clause, ...] | None],
    tells: Callable[[str], bool],
    spared: Callable[[str], frozenset[str]],
    about: Callable[[str, str], tuple[Clause, ...] | None],
) -> tuple[Clause, ...] | None:
    """The clauses of several sentences; None where one of them does not stand by itself, or none asks for
    anything.

    `read`: the clauses of one, `tells`: whether one only tells something, `spared`: the actions of what one
    says is to be left as it is ("the windows can stay closed"), `about`: the clauses of one whose "it" is the
    only thing that the other names.
    """
    if not 1 < len(sentences) <= _MOST:
        return None
    found: list[Clause] = []
    left: set[str] = set()
    for before, sentence in zip(("", *sentences), sentences, strict=False):
        clauses = read(sentence)
        theirs = not _THEIR.isdisjoint(sentence.lower().split())
        if before and (clauses is None or theirs or any(map(points_back, clauses))):
            of_it = about(sentence, before)
            if of_it is not None:
                found = [each for each in found if not (each.question or _settled(each, of_it))]
                found += of_it  # "The AC is off? Then turn it on."
                continue
        if clauses is None:
            left |= (alone := spared(sentence))
            if not alone and not tells(sentence):
                return None
        elif not all(_stands(clause, first=not found) for clause in clauses):
            return None
        elif not any(clause.steps for clause in clauses) and not spared(sentence):
            return None  # "Not the rear ones." says it of what stands before
        elif not all(step.action in _MANNERS for clause in clauses for step in clause.steps):
            found += clauses
    orders = [clause for clause in found if not clause.complains]
    if any(step.action in left for clause in orders for step in clause.steps):
        return None  # "open the windows. Not the windows!"
    if any(_narrows(reason, order) for reason in found if reason.complains for order in orders):
        return None
    return tuple(orders or found) if orders or len(found) == 1 else None


def _settled(clause: Clause, of_it: Sequence[Clause]) -> bool:
    """ "We're too hot from the seat heating. Set it to 1.": by a step before what says how much."""
    actions = {step.action for each in of_it for step in each.steps}
    return all("steps" in step.slots and step.action in actions for step in clause.steps)


def _narrows(reason: Clause, order: Clause) -> bool:
    """ "The navigation is too loud. Put the volume on 20.": its volume."""
    felt, wanted = reason.frame, order.frame
    if felt is None or wanted is None or not felt.things:
        return False
    actions = {step.action for step in reason.steps}
    return not actions.isdisjoint(wanted.controls()) and {step.action for step in order.steps} != actions


def _stands(clause: Clause, *, first: bool) -> bool:
    """Whether it names what it is about, or nothing stands before that it might be about."""
    frame = clause.frame
    if clause.negated:
        return not clause.steps  # "… but keep the fan running"
    if not (clause.complete or first) or points_back(clause):
        return False
    if only_whole([step for step in clause.steps if step.action not in _MANNERS]):
        return False
    return first or frame is None or clause.complains or bool(frame.things or frame.choices)

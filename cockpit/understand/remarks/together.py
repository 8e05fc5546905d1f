"""What the parts of a long Chinese sentence ask for, put together: what is aimed at, what is said twice."""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import replace

from cockpit.understand.command.frame import Frame
from cockpit.understand.sentence.clause import Clause
from cockpit.understand.sentence.joining import belong, joined


def together(clauses: Iterable[Clause], narrowed: Callable[[Clause], Clause]) -> tuple[Clause, ...] | None:
    """The clauses of one sentence, each `narrowed` to where they are to be; None where two do not belong
    together."""
    orders = _said_once([narrowed(clause) for clause in _without_aims(list(clauses))])
    return None if orders is None else _folded(orders)


def of_those(
    clauses: tuple[Clause, ...], before: Frame | None, tokens: Sequence[str], every: Set[str]
) -> tuple[Clause, ...]:
    """给后排打开座椅加热，都设为二档: all of those. `every`: the words that mean more."""
    first = clauses[0].frame
    those = "都" in tokens and every.isdisjoint(tokens) and before is not None and before.zone is not None
    if before is None or first is None or not those or first.zone != "all" or first.things != before.things:
        return clauses
    return (clauses[0].reframed(replace(first, zone=before.zone)), *clauses[1:])


def _without_aims(clauses: Sequence[Clause]) -> list[Clause]:
    """我想让车里暖和一点，请把温度调到24度: what is aimed at is no order beside those that say what to do."""
    orders = [clause for clause in clauses if clause.frame is not None and _names(clause.frame)]
    return [clause for clause in clauses if not (orders and _is_aim(clause))]


def _is_aim(clause: Clause) -> bool:
    frame = clause.frame
    if frame is None or frame.zone != "i" or _names(frame):
        return False
    return bool(frame.verbs) and all(verb.controls for verb in frame.verbs)


def _names(frame: Frame) -> bool:
    return bool(frame.things or frame.choices or frame.has_value)


def _said_once(clauses: Sequence[Clause]) -> list[Clause] | None:
    """座椅加热打开，一档就够了: first that it is on, then how much; None where that is not plain."""
    kept: list[Clause] = []
    for clause in clauses:
        where = _where(clause)
        same = next((each for each in kept if where and _where(each) == where), None)
        if same is not None and not (clause.complains or same.complains or same.steps == clause.steps):
            told = same.frame is not None and not same.frame.has_value and _is_more(same) and _sets(clause)
            if not told or clause.frame is None or not (clause.frame.has_value or _to_an_end(clause.frame)):
                return None
            kept.remove(same)
        kept.append(clause)
    return kept


def _where(clause: Clause) -> list[tuple[str, object]]:
    return [(step.action, step.slots.get("zone")) for step in clause.steps]


def _is_more(clause: Clause) -> bool:
    """Whether it only says which way: on, open, a bit."""
    return all(step.slots.get("value", True) not in (0, False) for step in clause.steps)


def _to_an_end(frame: Frame) -> bool:
    return any(verb.value in ("max", "min") for verb in frame.verbs)


def _sets(clause: Clause) -> bool:
    return all(step.slots.get("value") not in (None, 0, False) for step in clause.steps)


def _folded(clauses: Sequence[Clause]) -> tuple[Clause, ...] | None:
    """The clauses side by side; None where two do not belong together."""
    rest: tuple[Clause, ...] = ()
    for left in reversed(clauses):
        if rest and not belong(left, rest[0], (",",)):
            return None
        rest = joined(left, rest, (",",), None) if rest else (left,)
    return rest

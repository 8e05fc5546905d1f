"""The scores of sets: verdicts by language and half, and what was done instead of what was expected."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from cockpit.actions.action import Destination, Question
from cockpit.actions.control import Control
from cockpit.actions.registry import REGISTRY
from cockpit.evaluate.run import Scored
from cockpit.evaluate.sets import HALVES, Expected, Half
from cockpit.evaluate.verdict import VERDICTS, Verdict, changed
from cockpit.turn import Turn


@dataclass(frozen=True, slots=True)
class Score:
    """How the lines of one set, language and half came out."""

    set_name: str
    language: str
    half: Half
    counts: Mapping[Verdict, int]

    @property
    def n(self) -> int:
        return sum(self.counts.values())

    def percent(self, verdict: Verdict) -> float:
        return 100 * self.counts.get(verdict, 0) / self.n

    def as_json(self) -> dict[str, Any]:
        of: dict[str, Any] = {"set": self.set_name, "language": self.language, "half": self.half or None}
        verdicts: dict[str, Any] = {
            v: {"n": self.counts.get(v, 0), "percent": round(self.percent(v), 2)} for v in VERDICTS
        }
        return of | {"n": self.n} | verdicts


@dataclass(frozen=True, slots=True)
class Overall:
    """All sets of one half together. `idle` lines ask for nothing to be done: talk and questions."""

    half: Half
    n: int
    right: int
    wrong: int
    idle: int
    idle_wrong: int

    def as_json(self) -> dict[str, Any]:
        return {
            "half": self.half or None,
            "n": self.n,
            "right_percent": _percent(self.right, self.n),
            "wrong_percent": _percent(self.wrong, self.n),
            "idle_n": self.idle,
            "idle_wrong_percent": _percent(self.idle_wrong, self.idle),
        }


def _percent(count: int, of: int) -> float | None:
    return round(100 * count / of, 2) if of else None


@dataclass(frozen=True, slots=True)
class Confusion:
    """`times` lines of one half expected the one and got the other, in the words of the registry."""

    expected: str
    got: str
    verdict: Verdict
    half: Half
    times: int

    def as_json(self) -> dict[str, Any]:
        return {
            "expected": self.expected,
            "got": self.got,
            "verdict": self.verdict,
            "half": self.half or None,
            "n": self.times,
        }


def scores(scored: Sequence[Scored]) -> list[Score]:
    """In the order of the sets; of each language seen before unseen."""
    tally: dict[tuple[str, str, Half], Counter[Verdict]] = {}
    for each in scored:
        key = (each.set_name, each.language, each.line.half)
        tally.setdefault(key, Counter())[each.verdict] += 1
    return [Score(*key, dict(counts)) for key, counts in tally.items()]


def overall(scored: Sequence[Scored]) -> list[Overall]:
    """By half, in the order of HALVES."""
    found = []
    for half in HALVES:
        of = [each for each in scored if each.line.half == half]
        idle = [each for each in of if all(e.kind in ("nothing", "read") for e in each.line.expected)]
        right, wrong, idle_wrong = (
            sum(each.verdict == verdict for each in lines)
            for verdict, lines in (("right", of), ("wrong", of), ("wrong", idle))
        )
        if of:
            found.append(Overall(half, len(of), right, wrong, len(idle), idle_wrong))
    return found


def confusions(scored: Iterable[Scored]) -> list[Confusion]:
    """What was not right, the most frequent first."""
    tally: Counter[tuple[str, str, Verdict, Half]] = Counter()
    for each in scored:
        if each.verdict != "right":
            expected, got = _expected(each.line.expected), _got(each.turn)
            if each.verdict == "wrong" and expected == got:
                got += ", another value or place"
            tally[expected, got, each.verdict, each.line.half] += 1
    return [Confusion(*key, times) for key, times in sorted(tally.items(), key=lambda item: -item[1])]


def _expected(alternatives: Sequence[Expected]) -> str:
    return " or ".join(dict.fromkeys(map(_named, alternatives)))


def _named(expected: Expected) -> str:
    match expected.kind:
        case "signals":
            return _actions(expected.signals)
        case "devices":
            return " + ".join(sorted({action for action, _ in expected.devices.values()}))
        case "read":
            return f"read {_actions(expected.read)}"
    return expected.kind


def _got(turn: Turn) -> str:
    """The actions of the plan, with what became of them where that is not plain."""
    moved = bool(changed(turn))
    if not turn.plan.steps:
        return f"no plan ({turn.plan.remark.key if turn.plan.remark else 'talk'})"
    names = " + ".join(dict.fromkeys(step.action for step in turn.plan.steps))
    statuses = dict.fromkeys(o.status for o in turn.outcomes if o.status not in ("done", "pending"))
    told = ", ".join(statuses) if statuses else "" if moved or turn.read else "nothing changed"
    return f"{names} ({told})" if told else names


def _actions(paths: Iterable[str]) -> str:
    """The actions that these paths belong to; a path that none knows by its own last names."""
    known = _actions_by_path()
    return " + ".join(sorted({known.get(path, ".".join(path.split(".")[-2:])) for path in paths}))


@cache
def _actions_by_path() -> dict[str, str]:
    """What sets a path, two names where two actions share it; else the question that reads it."""
    found: dict[str, dict[str, None]] = {}
    for name, action in REGISTRY.items():
        if isinstance(action, Control | Destination):
            for path in action.paths.values():
                found.setdefault(path, {})[name] = None
    for name, action in REGISTRY.items():
        if isinstance(action, Question):
            for path in action.paths:
                found.setdefault(path, {name: None})
    return {path: "/".join(names) for path, names in found.items()}

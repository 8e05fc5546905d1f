"""The scores as a table for people, or as JSON."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from cockpit.evaluate.run import Scored
from cockpit.evaluate.score import Confusion, Overall, Score, confusions, overall, scores
from cockpit.evaluate.sets import HALVES
from cockpit.evaluate.spoken import Condition, Heard, shares
from cockpit.evaluate.verdict import VERDICTS, Verdict
from cockpit.turn import plan_json

_WHO = ("hear", "open")
_KINDS = {
    "same": "{}: same",
    "same_of_commands": "of commands",
    "other": "another",
    "wrong": "wrong actuation",
}


def as_json(scored: Sequence[Scored], open_to_all: Sequence[Scored], shown: Iterable[Scored]) -> None:
    """One line. `open_to_all`: what mistakes may be told of; `shown`: the lines to be printed one by one."""
    printed = {
        "scores": [score.as_json() for score in scores(scored)],
        "overall": [each.as_json() for each in overall(scored)],
        "confusions": [confusion.as_json() for confusion in confusions(open_to_all)],
        "lines": [_line_json(each) for each in shown],
    }
    sys.stdout.write(json.dumps(printed, ensure_ascii=False) + "\n")


def as_table(scored: Sequence[Scored], open_to_all: Sequence[Scored], shown: Iterable[Scored]) -> None:
    """The same, for people."""
    console = console_of()
    if scored:
        console.print(_verdicts(scores(scored)))
        console.print(_together(overall(scored)))
    if wrong := confusions(open_to_all):
        console.print(_confused(wrong))
    for each in shown:
        console.print(
            f"{each.set_name} {each.line.id} {each.verdict}: {' | '.join(each.line.said.turns)}\n"
            f"    → {_plan_text(each)}  {each.turn.reply}",
            soft_wrap=True,
        )


def spoken_as_json(heard: Sequence[Heard], shown: Iterable[Heard]) -> None:
    """One line: the shares by condition. `shown`: what is to be printed one by one."""
    printed = {
        "spoken": [share.as_json() for share in shares(heard)],
        "lines": [_heard_json(each) for each in shown],
    }
    sys.stdout.write(json.dumps(printed, ensure_ascii=False) + "\n")


def spoken_as_table(heard: Sequence[Heard], shown: Iterable[Heard]) -> None:
    """The same, for people."""
    console = console_of()
    titles = (title.format(who) for who in _WHO for title in _KINDS.values())
    table = Table(
        "set",
        "speed",
        "noise",
        "n (commands)",
        *titles,
        title="Plans of spoken sentences beside the typed ones'",
    )
    for share in shares(heard):
        printed = share.as_json()
        speed, noise = _condition_text(share.condition)
        n = f"{printed['n']} ({printed['commands']})"
        percents = (printed[who][kind] for who in _WHO for kind in _KINDS)
        table.add_row(share.set_name, speed, noise, n, *("" if p is None else f"{p} %" for p in percents))
    if heard:
        console.print(table)
    for each in shown:
        speed, noise = _condition_text(each.condition)
        meant = "wrong actuation" if each.wrong else each.meant
        console.print(
            f"{each.set_name} {each.line.id} {speed} {noise}, {meant}: {each.line.said.turns[0]}\n"
            f"    → {each.text}",
            soft_wrap=True,
        )


def _condition_text(condition: Condition) -> tuple[str, str]:
    noise = "clean" if condition.snr_db is None else f"{condition.snr_db:.0f} dB"
    return f"×{1 / condition.length_scale:.2f}", noise


def _heard_json(each: Heard) -> dict[str, Any]:
    return {
        "set": each.set_name,
        "id": each.line.id,
        "length_scale": each.condition.length_scale,
        "snr_db": each.condition.snr_db,
        "typed": each.line.said.turns[0],
        "heard": each.text,
        "meant": each.meant,
        "wrong": each.wrong,
        "open_heard": each.open_text,
        "open_meant": each.open_meant,
    }


def console_of() -> Console:
    """In a file or a pipe nothing is wrapped."""
    return Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else 200)


def _verdicts(found: Sequence[Score]) -> Table:
    """A row for each set, language and verdict; the halves stand side by side."""
    halves = [half for half in HALVES if any(score.half == half for score in found)]
    by_key = {(score.set_name, score.language, score.half): score for score in found}
    table = Table("set", "language", "verdict", *(half or "all" for half in halves))
    for name, language in dict.fromkeys((score.set_name, score.language) for score in found):
        for verdict in VERDICTS:
            of_halves = (by_key.get((name, language, half)) for half in halves)
            cells = ["" if score is None else _cell(score, verdict) for score in of_halves]
            first = verdict == VERDICTS[0]
            table.add_row(
                name if first else "",
                language if first else "",
                "wrong actuation" if verdict == "wrong" else verdict,
                *cells,
                end_section=verdict == VERDICTS[-1],
            )
    return table


def _together(found: Sequence[Overall]) -> Table:
    table = Table("all sets", "n", "right", "wrong actuation", "ask for nothing", "of these actuated")
    for each in found:
        printed = each.as_json()
        percents = (printed[key] for key in ("right_percent", "wrong_percent", "idle_wrong_percent"))
        right, wrong, idle_wrong = ("" if p is None else f"{p:.1f} %" for p in percents)
        table.add_row(each.half or "no halves", str(each.n), right, wrong, str(each.idle), idle_wrong)
    return table


def _cell(score: Score, verdict: Verdict) -> str:
    return f"{score.counts.get(verdict, 0)} of {score.n}, {score.percent(verdict):.1f} %"


def _confused(found: Sequence[Confusion]) -> Table:
    table = Table("expected", "got", "verdict", "half", "n", title="What was not right")
    for each in found:
        table.add_row(each.expected, each.got, each.verdict, each.half or "all", str(each.times))
    return table


def _plan_text(each: Scored) -> str:
    steps = plan_json(each.turn.plan)["steps"]
    return "; ".join(json.dumps(step, ensure_ascii=False) for step in steps) or "no plan:"


def _line_json(each: Scored) -> dict[str, Any]:
    return {
        "set": each.set_name,
        "id": each.line.id,
        "half": each.line.half or None,
        "turns": list(each.line.said.turns),
        "verdict": each.verdict,
        "plan": plan_json(each.turn.plan),
        "reply": each.turn.reply,
    }

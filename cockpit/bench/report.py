"""The figures as a table for people, or as JSON."""

import json
import sys
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from cockpit.bench.figure import Result


def as_json(machine: dict[str, Any], results: Sequence[Result]) -> None:
    figures = [result.as_json() for result in results]
    sys.stdout.write(json.dumps({"machine": machine, "figures": figures}, ensure_ascii=False) + "\n")


def as_table(machine: dict[str, Any], results: Sequence[Result]) -> None:
    # In a file or a pipe nothing is wrapped.
    console = Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else 200)
    console.print(
        f"{machine['cores']} cores, {machine['cpu']}, Python {machine['python']}, load {machine['load']}"
    )
    table = Table("stage", "figure", "value", "limit", "peer", "n", "met")
    for result in results:
        figure, measured = result.figure, result.measured
        peer = measured.peer if measured else None
        table.add_row(
            figure.stage,
            figure.name,
            f"{_short(measured.value)} {figure.unit}" if measured else f"not measured: {result.reason}",
            _limit(result),
            f"{_short(peer.value)} {figure.unit}: {peer.name} (×{_short(result.ratio)})" if peer else "",
            str(measured.n) if measured else "",
            {True: "yes", False: "NO", None: ""}[result.met],
        )
    console.print(table)
    for stage, note in dict.fromkeys((r.figure.stage, r.measured.note) for r in results if r.measured):
        if note:
            console.print(f"{stage}: {note}")


def _limit(result: Result) -> str:
    figure = result.figure
    if figure.limit is None:
        return ""
    sign = "≤" if figure.bound == "at most" else "≥"
    return f"{sign} {_short(figure.limit)}{' × peer' if figure.of_ratio else f' {figure.unit}'}"


def _short(value: float | None) -> str:
    if value is None:
        return "?"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"

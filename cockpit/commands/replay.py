"""`cockpit replay`: the readings of a CAN log, then a summary."""

import argparse
import asyncio
import json
import math
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cockpit.commands.options import add_common

if TYPE_CHECKING:
    from vehicle.logs import CanLog
    from vehicle.replay import Change, Replay, Summary

EPILOG = """examples:
  cockpit replay drive.log --dbc car.dbc                 readings as Message.Signal, at the log's own pace
  cockpit replay drive.asc --dbc car.dbc --speed max     as fast as this machine can
  cockpit replay drive.blf --dbc car.dbc --map vss_dbc.json --json --speed 10
  cockpit replay drive.candump.log.gz --car demo-ev      with a car profile: a name or a folder

Reads candump -L, .asc, .blf and .trc, plain or gzipped; the content says which. What is no data frame
(a comment, an error frame, a cut line) or does not fit the database is counted under "errors".
"""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "replay", help="the readings of a CAN log, then a summary", description=__doc__, epilog=EPILOG
    )
    add_common(parser)
    parser.add_argument("log", type=Path, metavar="LOG", help="a CAN log")
    car = parser.add_mutually_exclusive_group(required=True)
    car.add_argument("--car", metavar="PROFILE", help="car profile: a name or a folder")
    car.add_argument("--dbc", type=Path, metavar="FILE", help="a CAN database: DBC, KCD, SYM or ARXML")
    parser.add_argument(
        "--map", type=Path, metavar="FILE", help="mapping to VSS in the KUKSA CAN provider's format"
    )
    parser.add_argument(
        "--speed",
        type=_speed,
        default=1.0,
        metavar="FACTOR",
        help="times the log's own pace, such as 0.5 or 10, or max (default: 1)",
    )
    parser.set_defaults(run=run, parser=parser)


def run(args: argparse.Namespace) -> int:
    from cockpit.config import load
    from vehicle.replay import open_replay

    if args.config:
        load(args.config)  # nothing in it is for a log, but a wrong file is told
    if args.map and not args.dbc:
        args.parser.error("--map goes with --dbc; a car profile brings its own")
    replay = open_replay(args.log, car=args.car, dbc=args.dbc, mapping=args.map)
    log = replay.log
    code = 0
    try:
        with _progress(log, lines=args.json):
            _play(replay, args.speed, _write_change if args.json else _keep_quiet)
    except KeyboardInterrupt:
        code = 130  # who stops a long replay still wants to know what was read
    if args.json:
        _write({"summary": replay.summary().as_json()})
    else:
        _tell(log, replay.summary())
    return code


def _keep_quiet(_change: "Change") -> None:
    """The summary tells it all to a person."""


def _play(replay: "Replay", speed: float, show: "Callable[[Change], None]") -> None:
    from vehicle.clock import RealClock
    from vehicle.replay import paced

    async def play() -> None:
        async for change in paced(replay, speed, RealClock()):
            show(change)
            sys.stdout.flush()

    if speed == math.inf:  # no need of a loop for each change
        for change in replay:
            show(change)
    else:
        asyncio.run(play())


def _write(record: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n")


def _write_change(change: "Change") -> None:
    _write({"t": round(change.t_s, 6), "signals": dict(change.signals)})


def _speed(text: str) -> float:
    """`max` is infinity."""
    try:
        speed = math.inf if text == "max" else float(text)
    except ValueError:
        speed = math.nan
    if not speed > 0 or (speed == math.inf and text != "max"):
        raise argparse.ArgumentTypeError(f"{text!r} is neither max nor a factor above 0, such as 0.5 or 10")
    return speed


@contextmanager
def _progress(log: "CanLog", *, lines: bool) -> Iterator[None]:
    """A bar on stderr, where that is a terminal, that reads how far the log is by itself."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, Task, TextColumn, TimeElapsedColumn
    from rich.progress_bar import ProgressBar

    class LogBar(BarColumn):
        def render(self, task: Task) -> ProgressBar:
            task.completed = log.progress()
            return super().render(task)

    console = Console(stderr=True)
    shown = console.is_terminal and not (lines and sys.stdout.isatty())  # never between the lines of JSON
    columns = (TextColumn("{task.description}"), LogBar(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not shown) as bar:
        bar.add_task(log.path.name, total=1.0)
        yield


def _tell(log: "CanLog", summary: "Summary") -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False, markup=False, soft_wrap=True)
    span_s = (summary.last_s or 0.0) - (summary.first_s or 0.0)
    console.print(
        f"{log.path.name} ({log.format}): {summary.frames} frames in {span_s:.1f} s, "
        f"{summary.decoded} decoded, read at {summary.frames_per_s:.0f} frames/s"
    )
    if summary.unknown_ids:
        many = sum(summary.unknown_ids.values())
        ids = ", ".join(f"{name} ({count})" for name, count in summary.unknown_ids.items())
        console.print(f"in no database: {many} frames of {len(summary.unknown_ids)} ids: {ids}")
    for fault in summary.faults:
        console.print(f"{fault.kind}: {fault.count}, first at {log.path.name}:{fault.line}")
    if summary.min_max:
        table = Table("signal", "lowest", "highest")
        for path, (low, high) in summary.min_max.items():
            table.add_row(path, f"{low:.10g}", f"{high:.10g}")
        console.print(table)

"""`cockpit bench`: how fast and how large everything is on this machine, beside its limit or its peer."""

import argparse
import sys
from typing import Any

from cockpit.commands.options import add_common

EPILOG = """examples:
  cockpit bench                          all figures, about five minutes
  cockpit bench understand vehicle       these stages only
  cockpit bench --quick --json           fewer and shorter measurements, as JSON

Nothing else should run meanwhile: the figures are of this machine as it is. "end of speech" is the last
sample of a turn, when the silence after it has been heard; "last spoken sound" has that silence in it.
"agent" needs what the tests use: Home Assistant, and its sentences. Without them it says so.
Exit 0 when everything else that was asked for was measured, whether it keeps its limit or not, else 1.
"""
STAGES = (
    "understand",
    "agent",
    "recognise",
    "act",
    "turn",
    "speak",
    "vehicle",
    "window",
    "listening",
    "memory",
    "batch",
    "talk",
)
"""Written out again, as the help of every command comes without loading the engines (a test compares)."""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "bench", help="the design's figures, measured here", description=__doc__, epilog=EPILOG
    )
    add_common(parser)
    parser.add_argument(
        "stages", nargs="*", type=_stage, metavar="STAGE", help=f"one or more of: {', '.join(STAGES)}"
    )
    parser.add_argument("--quick", action="store_true", help="fewer and shorter measurements")
    parser.set_defaults(run=run)


def _stage(text: str) -> str:
    """Not by argparse's `choices`: with none given, Python 3.11 holds the empty list against them."""
    if text not in STAGES:
        raise argparse.ArgumentTypeError(f"{text!r} is no stage; one of {', '.join(STAGES)}")
    return text


def run(args: argparse.Namespace) -> int:
    """Measure and print; 1 when something that the product has could not be measured."""
    from cockpit.app import Engines
    from cockpit.bench import report
    from cockpit.bench.machine import machine
    from cockpit.bench.run import run as measure
    from cockpit.commands.options import settings_of

    here = machine()
    engines = Engines(settings_of(args))
    try:
        stages = tuple(dict.fromkeys(args.stages)) or STAGES
        results = measure(stages, engines, quick=args.quick, tell=_tell)
    finally:
        engines.close()
    (report.as_json if args.json else report.as_table)(here, results)
    return 0 if all(result.measured or result.figure.optional for result in results) else 1


def _tell(line: str) -> None:
    sys.stderr.write(f"bench: {line}\n")
    sys.stderr.flush()

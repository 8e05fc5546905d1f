"""`cockpit eval`: how well sentences are understood, beside what they should do."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cockpit.commands.options import add_common

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cockpit.evaluate.run import Scored
    from cockpit.evaluate.sets import SentenceSet

EPILOG = """examples:
  cockpit eval tests/eval                    every set of a folder
  cockpit eval --show tests/eval/own_en.jsonl
  cockpit eval --json mine.jsonl
  cockpit eval --texts utterances/ home-assistant agl

A set is a file with a labelled sentence a line; what a line holds is written in cockpit/evaluate/sets.py:
  {"text": "open my window", "expect": {"signals":
    {"Vehicle.Cabin.Door.Row1.DriverSide.Window.Position": 100}}}
Each line is run in a fresh simulated car, as `cockpit say --batch` runs it. "seen" is the half of a set
that the program was built with; of the other half only the scores are told, unless --unseen asks for more.
Exit 0 when every set was run, whatever its scores.
"""
OTHERS = ("home-assistant", "agl")
"""What they expect is written in cockpit.evaluate.home_assistant and .agl."""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("eval", help="understanding, scored", description=__doc__, epilog=EPILOG)
    add_common(parser)
    parser.add_argument(
        "sets",
        nargs="+",
        metavar="SET",
        help=f"a .jsonl file, a folder of them, or a set of others: {', '.join(OTHERS)}",
    )
    parser.add_argument(
        "--texts",
        type=Path,
        metavar="DIR",
        help="where texts lie that are not ours: ha-intents/, agl/, ms-automotive-settings/",
    )
    parser.add_argument("--show", action="store_true", help="list the lines that are not right")
    parser.add_argument("--unseen", action="store_true", help="tell mistakes of the unseen half too")
    parser.add_argument("--car", metavar="PROFILE", help="car profile: a name or a folder")
    parser.set_defaults(run=run, model="off")


def run(args: argparse.Namespace) -> int:
    """Score every set; 1 when one of them could not be read."""
    from cockpit.app import Engines
    from cockpit.commands.options import settings_of
    from cockpit.errors import BadInput, told
    from cockpit.evaluate import report
    from cockpit.evaluate.run import run as score
    from cockpit.evaluate.sets import SHARED_TEXTS

    scored: list[Scored] = []
    unread = False
    engines = Engines(settings_of(args))
    try:
        for name in args.sets:
            try:
                for chosen in _sets(name, args.texts or SHARED_TEXTS):
                    scored += score(engines, chosen, _tell)
            except BadInput as error:
                _tell(told(error))
                unread = True
    finally:
        engines.close()
    # What is told of the unseen half would be built for.
    told_of = [each for each in scored if args.unseen or each.line.half != "unseen"]
    shown = [each for each in told_of if args.show and each.verdict != "right"]
    (report.as_json if args.json else report.as_table)(scored, told_of, shown)
    return 1 if unread else 0


def _sets(name: str, texts: Path) -> "Iterator[SentenceSet]":
    """The sets of a file, of a folder or of another project. Raises BadInput where there are none."""
    from cockpit.errors import BadInput
    from cockpit.evaluate import agl, home_assistant
    from cockpit.evaluate.sets import read_set

    path = Path(name)
    if not path.exists() and name in OTHERS:
        yield from (agl if name == "agl" else home_assistant).sets(texts)
        return
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files:
        raise BadInput(f"there is no set in {name}", "name a .jsonl file, or a folder of them")
    for file in files:
        yield read_set(file, texts, _tell)


def _tell(line: str) -> None:
    sys.stderr.write(f"eval: {line}\n")
    sys.stderr.flush()

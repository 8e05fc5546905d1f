"""`cockpit eval`: how well sentences are understood, beside what they should do."""

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cockpit.commands.options import add_common

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cockpit.app import Engines
    from cockpit.evaluate.sets import SentenceSet

EPILOG = """examples:
  cockpit eval tests/eval                    every set of a folder
  cockpit eval --show tests/eval/own_en.jsonl
  cockpit eval --json mine.jsonl
  cockpit eval --texts utterances/ home-assistant agl
  cockpit eval --spoken --limit 40 tests/eval/own_en.jsonl

A set is a file with a labelled sentence a line; what a line holds is written in cockpit/evaluate/sets.py:
  {"text": "open my window", "expect": {"signals":
    {"Vehicle.Cabin.Door.Row1.DriverSide.Window.Position": 100}}}
Each line is run in a fresh simulated car, as `cockpit say --batch` runs it. "seen" is the half of a set
that the program was built with; of the other half only the scores are told, unless --unseen asks for more.

--spoken tells how many sentences in English come to the same plan spoken as typed: by the installed voice
at two speeds, clean and with a car's noise 15 and 5 dB below it, through the pipeline of `cockpit hear`,
and beside it what the open recogniser alone makes of it. A "wrong actuation" is another plan than the typed
sentence's that would change something. It takes some seconds a sentence: --limit makes it short.
Exit 0 when every line of every set was run, whatever its scores.
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
    parser.add_argument(
        "--spoken", action="store_true", help="speak every sentence and hear it again, instead of scoring"
    )
    parser.add_argument("--limit", type=_count, metavar="N", help="N lines of each set, always the same ones")
    parser.add_argument("--car", metavar="PROFILE", help="car profile: a name or a folder")
    parser.set_defaults(run=run, model="off")


def run(args: argparse.Namespace) -> int:
    """Score every set; 1 when a set or a line could not be read. Raises BadInput when none could."""
    from cockpit.app import Engines
    from cockpit.commands.options import settings_of
    from cockpit.errors import BadInput, told
    from cockpit.evaluate.sets import SHARED_TEXTS

    chosen: list[SentenceSet] = []
    unread: list[BadInput] = []
    for read in (each for name in args.sets for each in _readers(name, args.texts or SHARED_TEXTS)):
        try:
            chosen += (one.limited(args.limit) for one in read())
        except BadInput as error:
            unread.append(error)
    for missing in unread if chosen else unread[1:]:
        _tell(told(missing))
    if not chosen:
        raise unread[0]
    engines = Engines(settings_of(args))
    try:
        (_print_spoken if args.spoken else _print_scores)(engines, chosen, args)
    finally:
        engines.close()
    return 1 if unread or any(one.left_out for one in chosen) else 0


def _print_scores(engines: "Engines", chosen: "Sequence[SentenceSet]", args: argparse.Namespace) -> None:
    from cockpit.evaluate import report
    from cockpit.evaluate.run import run as score

    scored = [each for one in chosen for each in score(engines, one, _tell)]
    # What is told of the unseen half would be built for.
    told_of = [each for each in scored if args.unseen or each.line.half != "unseen"]
    shown = [each for each in told_of if args.show and each.verdict != "right"]
    (report.as_json if args.json else report.as_table)(scored, told_of, shown)


def _print_spoken(engines: "Engines", chosen: "Sequence[SentenceSet]", args: argparse.Namespace) -> None:
    from cockpit.evaluate import report
    from cockpit.evaluate.spoken import hear

    heard = [each for one in chosen for each in hear(engines, one, _tell)]
    told_of = [each for each in heard if args.unseen or each.line.half != "unseen"]
    shown = [each for each in told_of if args.show and each.meant != "same"]
    (report.spoken_as_json if args.json else report.spoken_as_table)(heard, shown)


def _readers(name: str, texts: Path) -> "Iterator[Callable[[], Iterable[SentenceSet]]]":
    """What reads the sets of a file, of each file of a folder, or of another project."""
    from cockpit.evaluate import agl, home_assistant

    path = Path(name)
    if not path.exists() and name in OTHERS:
        yield partial((agl if name == "agl" else home_assistant).sets, texts)
        return
    for file in sorted(path.glob("*.jsonl")) or [path]:
        yield partial(_of_file, file, texts)


def _of_file(file: Path, texts: Path) -> "tuple[SentenceSet, ...]":
    from cockpit.errors import BadInput
    from cockpit.evaluate.sets import read_set

    if file.is_dir():
        raise BadInput(f"there is no set in {file}", "name a .jsonl file, or a folder of them")
    return (read_set(file, texts, _tell),)


def _count(text: str) -> int:
    if not (text.isdecimal() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of lines; write 1 or more")
    return int(text)


def _tell(line: str) -> None:
    sys.stderr.write(f"eval: {line}\n")
    sys.stderr.flush()

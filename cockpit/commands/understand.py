"""`cockpit understand`: what a sentence would do, and nothing done."""

import argparse
import time
from typing import Any

from cockpit.commands.options import add_turn_options

EPILOG = """examples:
  cockpit understand "open the front windows and close the back ones"
  cockpit understand --json --batch sentences.txt
"""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "understand", help="plans only, nothing done", description=__doc__, epilog=EPILOG
    )
    add_turn_options(parser, model="off")
    parser.add_argument("text", nargs="*", metavar="TEXT", help="what is said")
    parser.add_argument("--batch", metavar="FILE", help="as in `cockpit say`")
    parser.set_defaults(run=run, parser=parser)


def run(args: argparse.Namespace) -> int:
    from cockpit.app import Engines
    from cockpit.commands.options import batch_lines, conversation_of, given_of, settings_of
    from cockpit.commands.turns import print_error
    from cockpit.errors import TELLABLE

    if bool(args.text) == bool(args.batch):
        args.parser.error("give either a TEXT or --batch FILE")
    engines = Engines(settings_of(args), data_dir=args.data)
    base = given_of(args)
    if args.text:
        return 0 if _show(engines, args, " ".join(args.text), None, None, {}) else 1
    for n, line in batch_lines(args.batch):
        try:
            wanted = conversation_of(line, base)
        except TELLABLE as error:
            print_error(error, args, n=n, turn=0)
            continue
        for k, text in enumerate(wanted.turns):
            _show(engines, args, text, wanted.seat, wanted.language, {"n": n, "turn": k})
    return 0

"""`cockpit say`: one turn in a fresh simulated car, or a batch of them."""

import argparse
from typing import Any

from cockpit.commands.options import add_trace, add_turn_options

EPILOG = """examples:
  cockpit say "set the temperature to 22 degrees and open my window halfway"
  cockpit say --set Vehicle.Speed=120 "open the driver door"
  cockpit say --seat row2.left "warmer please"
  cockpit say --json --batch sentences.txt
"""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "say", help="one turn in a fresh simulated car", description=__doc__, epilog=EPILOG
    )
    add_turn_options(parser, model=None)
    add_trace(parser)
    parser.add_argument("text", nargs="*", metavar="TEXT", help="what is said")
    parser.add_argument(
        "--batch", metavar="FILE", help='each line a text, {"text": …} or {"turns": […]}; - is stdin'
    )
    parser.set_defaults(run=run, parser=parser)


def run(args: argparse.Namespace) -> int:
    from cockpit.commands.turns import run_batch, run_single

    if bool(args.text) == bool(args.batch):
        args.parser.error("give either a TEXT or --batch FILE")
    return run_batch(args) if args.batch else run_single(args, " ".join(args.text))

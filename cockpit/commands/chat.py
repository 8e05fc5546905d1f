"""`cockpit chat`: turns from stdin, one a line, one conversation."""

import argparse
from typing import Any

from cockpit.commands.options import add_trace, add_turn_options

EPILOG = """examples:
  cockpit chat
  printf 'open the driver door\\nyes\\n' | cockpit chat --json

On a terminal time passes as it does in a car: "stop" halts a window on its way, and the next
sentence does not wait for it. From a file or a pipe each turn ends before the next begins.
"""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "chat", help="a conversation from the keyboard", description=__doc__, epilog=EPILOG
    )
    add_turn_options(parser, model=None)
    add_trace(parser)
    parser.add_argument(
        "--real-time", action="store_true", help="as on a terminal, also when lines come from a pipe"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from cockpit.commands.turns import run_chat

    return run_chat(args)

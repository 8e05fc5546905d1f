"""`cockpit chat`: turns from stdin, one a line, one conversation."""

import argparse
from typing import Any

from cockpit.commands.options import add_turn_options

EPILOG = """examples:
  cockpit chat
  printf 'open the trunk\\nyes\\n' | cockpit chat --json
"""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "chat", help="a conversation from the keyboard", description=__doc__, epilog=EPILOG
    )
    add_turn_options(parser, model=None)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from cockpit.commands.turns import run_chat

    return run_chat(args)

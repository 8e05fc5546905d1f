"""`cockpit`: the window, with a simulated car."""

import argparse
from typing import Any

from cockpit.commands.options import add_trace, add_turn_options, size
from cockpit.interrupt import Interrupt

EPILOG = """examples:
  cockpit                          the window, with a simulated car that stands in the drive
  cockpit --drive                  the car drives its round
  cockpit --headless               no window: the microphone and the loudspeaker only
  cockpit --language zh --size 1920x720
"""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "window", help="the cockpit's window (the same as bare `cockpit`)", description=__doc__, epilog=EPILOG
    )
    add_turn_options(parser, model=None)
    add_trace(parser)
    parser.add_argument("--headless", action="store_true", help="without a window")
    parser.add_argument("--drive", action="store_true", help="the simulated car drives its round")
    parser.add_argument("--fullscreen", action="store_true", help="fill the screen")
    parser.add_argument("--size", type=size, default=(1280, 720), metavar="WxH", help="default: 1280x720")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    with Interrupt() as interrupt:
        from cockpit.desktop import run_headless, run_window

        return run_headless(args, interrupt) if args.headless else run_window(args, interrupt)

"""`cockpit`: the window, with a simulated car."""
import argparse
from typing import Any


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("window", help="the cockpit's window")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    return 0

"""`cockpit drive`: a scripted drive, headless, that leaves its trace, pictures and sound."""

import argparse
import sys
from pathlib import Path
from typing import Any

from cockpit.commands.options import add_common, size
from cockpit.interrupt import Interrupt

EPILOG = """examples:
  cockpit drive demo --out out/demo
  cockpit drive my-scenario.toml --out out/mine --size 1920x720
"""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "drive", help="a scripted drive, headless", description=__doc__, epilog=EPILOG
    )
    add_common(parser)
    parser.add_argument("scenario", metavar="SCENARIO", help="a TOML file, or `demo`")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="where trace, pictures, sound go"
    )
    parser.add_argument("--size", type=size, default=(1280, 720), metavar="WxH", help="of the pictures")
    parser.add_argument("--data", type=Path, metavar="DIR", help="pairings to drive with (default: none)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    with Interrupt() as interrupt:
        return _drive(args, interrupt)


def _drive(args: argparse.Namespace, interrupt: Interrupt) -> int:
    from dataclasses import replace

    from cockpit import drive, scenario
    from cockpit.app import Engines
    from cockpit.commands.options import made_folder, settings_of
    from cockpit.commands.turns import print_turn

    wanted = scenario.load(args.scenario)
    settings = settings_of(args)
    if wanted.language:
        settings = replace(settings, language=wanted.language)
    engines = Engines(settings, data_dir=args.data)
    drive.check(wanted, engines.profile)
    out = made_folder(args.out)
    stream = sys.stderr if args.json else sys.stdout

    def tell(line: str) -> None:
        stream.write(line + "\n")
        stream.flush()

    tell(f"{wanted.title}: {len(wanted.scenes)} scenes\n")
    try:
        turns = drive.run(drive.Drive(engines, wanted, out, args.size, tell), interrupt)
    finally:
        engines.close()
    if args.json:
        for turn in turns:
            print_turn(turn, args)
    tell(f"The trace, pictures and sound are in {args.out}")
    return 0

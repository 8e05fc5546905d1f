"""The `cockpit` command: its sub-commands, and errors told in one line."""

import argparse
import errno
import importlib
import io
import json
import logging
import os
import signal
import sys
from collections.abc import Sequence

from cockpit.errors import TELLABLE, CockpitError, as_json, told

COMMANDS = (
    "window",
    "say",
    "understand",
    "chat",
    "hear",
    "replay",
    "drive",
    "hubs",
    "pair",
    "home",
    "models",
    "car",
    "doctor",
    "eval",
    "bench",
)
"""Modules of cockpit.commands, in the order of the help."""

EPILOG = """examples:
  cockpit                                    the window, with a simulated car
  cockpit say "set the temperature to 22 degrees and open my window halfway"
  cockpit hear command.wav                   a recording instead of a keyboard
  cockpit doctor                             what is missing on this machine, and the mend
"""


PACKAGE = "cockpit-assistant"


class _Version(argparse.Action):
    """Looked up when it is asked for: reading the metadata takes as long as the rest of the start."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            sys.stdout.write(f"{PACKAGE} {version(PACKAGE)}\n")
        except PackageNotFoundError as error:
            raise CockpitError("this cockpit is not installed", "set it up with `make`") from error
        parser.exit()


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="cockpit",
        description="An offline in-car assistant: say it, and the car and the home do it.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action=_Version, nargs=0, help="print name and version")
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    for name in COMMANDS:
        importlib.import_module(f"cockpit.commands.{name}").add(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 done, 1 not done or bad input, 2 wrong use."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    # Bare `cockpit`, also with options, is the window.
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help", "--version")):
        arguments.insert(0, "window")
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s"
    )
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # What a terminal cannot show is escaped, never a reason to end.
            stream.reconfigure(errors="backslashreplace")
    return _run(arguments)


def _run(arguments: list[str]) -> int:
    args = argparse.Namespace()
    try:
        args = parser().parse_args(arguments)
        code = int(args.run(args))
        sys.stdout.flush()
        return code
    except TELLABLE as error:
        if getattr(args, "json", False):
            sys.stdout.write(json.dumps({"error": as_json(error)}) + "\n")
        else:
            sys.stderr.write(told(error) + "\n")
        return 1
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # what ends already is not interrupted again
        return 130
    except BrokenPipeError:
        # Whoever reads us (head, less) has closed: nothing more to say, and not at exit either.
        sys.stderr.close()
        return 1
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        sys.stderr.write("There is no room left where the output goes. Make room, or write elsewhere.\n")
        # What waits is not tried again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1

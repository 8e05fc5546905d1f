"""`cockpit hubs`: the hubs that announce themselves on the network, and those paired before."""

import argparse
import asyncio
import json
import logging
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cockpit.commands.options import add_common

if TYPE_CHECKING:
    from rich.table import Table

    from cockpit.links.hub import Hub
    from cockpit.links.pairings import Pairing

log = logging.getLogger(__name__)

EPILOG = """examples:
  cockpit hubs                  what is found within 3 seconds
  cockpit hubs --seconds 10     a slow network
  cockpit hubs --json           {"hubs": [{"id", "kind", "name", "address", "paired", "reachable"}]}

A hub that is not found can be paired by its address: cockpit pair 192.168.1.10
"""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "hubs", help="find home hubs on the network", description=__doc__, epilog=EPILOG
    )
    add_common(parser)
    add_data(parser)
    parser.add_argument(
        "--seconds", type=seconds, default=3.0, metavar="N", help="how long to listen, up to 600 (default: 3)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from cockpit.links import pairings

    found = asyncio.run(_find(args.seconds, pairings.load(data_dir(args))))
    if args.json:
        sys.stdout.write(json.dumps({"hubs": [asdict(hub) for hub in found]}, ensure_ascii=False) + "\n")
    else:
        _tell(found)
    return 0


async def _find(limit_s: float, paired: "Sequence[Pairing]") -> "tuple[Hub, ...]":
    """Where the network cannot be listened to, the paired hubs are still asked."""
    from cockpit.errors import HubError
    from cockpit.links import discovery

    try:
        return await discovery.discover(limit_s, paired)
    except HubError as error:
        if not paired:
            raise
        log.warning("%s", error)
        return await discovery.hubs((), paired)


def _tell(found: "Sequence[Hub]") -> None:
    from rich.table import Table
    from rich.text import Text

    if not found:
        sys.stdout.write(
            "No hub found. Is this machine in the home's network? By address: cockpit pair ADDRESS\n"
        )
        return
    table = Table(box=None)
    for column in ("name", "address", "paired", "answers", "id"):
        table.add_column(column, overflow="fold")  # an id or address that is cut is of no use
    for hub in found:
        words = (hub.name, hub.address, _yes(hub.paired), _yes(hub.reachable), hub.id)
        table.add_row(*(Text(word) for word in words))
    print_table(table)


def print_table(table: "Table") -> None:
    """A file or pipe has no width: nothing is folded there."""
    from rich.console import Console

    Console(width=None if sys.stdout.isatty() else 250).print(table)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def seconds(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 < number <= 600:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds above 0, up to 600")
    return number


def add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="where pairings are kept (default: this user's own folder)"
    )


def data_dir(args: argparse.Namespace) -> Path:
    """--data, else the settings file's data_dir, else the platform's folder for this user."""
    from cockpit import config

    return config.data_dir(config.load(args.config), args.data)

"""`cockpit home`: the devices of the paired hubs; forget a pairing."""

import argparse
import asyncio
import json
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from cockpit.commands.hubs import add_data, data_dir, print_table
from cockpit.commands.options import add_common

if TYPE_CHECKING:
    from cockpit.links.home_assistant import HomeAssistant
    from cockpit.links.pairings import Pairing

EPILOG = """examples:
  cockpit home                  every device of every paired hub, by area
  cockpit home list --json
  cockpit home forget Home      drop the pairing; delete its token in Home Assistant too
"""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "home", help="devices of the paired hubs", description=__doc__, epilog=EPILOG
    )
    add_common(parser)
    add_data(parser)
    parser.add_argument("what", nargs="?", choices=("list", "forget"), default="list", help="default: list")
    parser.add_argument("hub", nargs="?", metavar="HUB", help="with forget: the hub's name, id or address")
    parser.set_defaults(run=run, parser=parser)


def run(args: argparse.Namespace) -> int:
    if (args.what == "forget") is (args.hub is None):
        args.parser.error("write `home list` or `home forget HUB`")
    return _forget(args) if args.what == "forget" else _list(args)


def _forget(args: argparse.Namespace) -> int:
    from cockpit.links import pairings

    gone = pairings.forget(data_dir(args), args.hub)
    if args.json:
        sys.stdout.write(
            json.dumps({"forgotten": {"id": gone.id, "name": gone.name}}, ensure_ascii=False) + "\n"
        )
    else:
        sys.stdout.write(f"Forgot {gone.name}. Its token still works until you delete it in the hub.\n")
    return 0


def _list(args: argparse.Namespace) -> int:
    from cockpit.errors import HubError
    from cockpit.links import pairings

    paired = pairings.load(data_dir(args))
    if not paired:
        raise HubError("no hub is paired", "find one with `cockpit hubs` and pair it with `cockpit pair HUB`")
    homes = [(pairing, asyncio.run(_connected(pairing))) for pairing in paired]
    if args.json:
        answer = {
            "hubs": [
                {**_as_json(pairing, home), "spoken_of": pairing == pairings.spoken_of(paired)}
                for pairing, home in homes
            ]
        }
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    else:
        for pairing, home in homes:
            _tell(pairing, home)
        if len(paired) > 1:
            sys.stdout.write(f"Sentences are about {pairings.spoken_of(paired).name}, the last one paired.\n")
    return 0 if any(home.problem is None for _, home in homes) else 1


async def _connected(pairing: "Pairing") -> "HomeAssistant":
    """The hub's devices as they are now; with `problem` set where they could not be had."""
    from cockpit.errors import HubError
    from cockpit.links.home_assistant import HomeAssistant

    home = HomeAssistant(pairing.address, pairing.token, name=pairing.name)
    try:
        with suppress(HubError):  # `problem` tells of it
            await home.connect()
    finally:
        await home.close()
    return home


def _as_json(pairing: "Pairing", home: "HomeAssistant") -> dict[str, Any]:
    from cockpit.errors import as_json

    return {
        "id": pairing.id,
        "name": home.name,
        "address": pairing.address,
        "reachable": home.problem is None,
        "error": None if home.problem is None else as_json(home.problem),
        "areas": [area.name for area in home.areas],
        "devices": [
            {"id": d.id, "name": d.name, "kind": d.kind, "area": d.area, "state": d.state}
            for d in home.devices
        ],
    }


def _tell(pairing: "Pairing", home: "HomeAssistant") -> None:
    from rich.table import Table
    from rich.text import Text

    if home.problem is not None:
        sys.stderr.write(f"{home.name}: {home.problem}. {home.problem.mend}\n")
        return
    table = Table(box=None)
    for column in ("area", "device", "kind", "state", "id"):
        table.add_column(column, overflow="fold")
    for device in sorted(home.devices, key=lambda d: (d.area is None, d.area or "", d.kind, d.name)):
        words = (device.area or "", device.name, device.kind, device.state or "", device.id)
        table.add_row(*(Text(word) for word in words))
    sys.stdout.write(f"{home.name} at {pairing.address}\n")
    sys.stdout.flush()
    print_table(table)

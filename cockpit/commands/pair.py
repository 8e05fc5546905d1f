"""`cockpit pair`: let the cockpit use a home hub, with a token made in the hub."""

import argparse
import asyncio
import getpass
import json
import sys
from typing import TYPE_CHECKING, Any

from cockpit.commands.hubs import add_data, data_dir, seconds
from cockpit.commands.options import add_common

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cockpit.links.discovery import Announcement
    from cockpit.links.pairings import Pairing

WHERE = (
    "Home Assistant makes the token: open it in a browser, click your name at the bottom left, "
    "then Security, Long-lived access tokens, Create token."
)

EPILOG = f"""examples:
  cockpit pair Home                        a hub that `cockpit hubs` shows, by its name or id
  cockpit pair 192.168.1.10                by address: a host, host:port or http(s) URL
  cockpit pair Home --token TOKEN          else the token is asked for, or read from stdin

{WHERE}
"""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("pair", help="pair with a home hub", description=__doc__, epilog=EPILOG)
    add_common(parser)
    add_data(parser)
    parser.add_argument("hub", metavar="HUB-OR-ADDRESS", help="a hub's name, id or address")
    parser.add_argument("--token", metavar="T", help="a long-lived access token of the hub")
    parser.add_argument(
        "--seconds", type=seconds, default=3.0, metavar="N", help="how long to look for the hub (default: 3)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from cockpit.links import pairings

    data = data_dir(args)
    paired = pairings.load(data)  # a broken file is told before anybody has to type a token
    hub_id, address = asyncio.run(_find(args.hub, args.seconds, paired))
    token = args.token if args.token is not None else _ask_token(address)
    pairing, devices = asyncio.run(_verified(hub_id, address, _checked(token)))
    pairings.store(data, pairing)
    if args.json:
        hub = {key: getattr(pairing, key) for key in ("id", "kind", "name", "address")}
        answer = {"hub": {**hub, "paired": True, "reachable": True}, "devices": devices}
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(f"Paired with {pairing.name} at {pairing.address}: {devices} devices.\n")
        others = [other.name for other in pairings.load(data) if other.id != pairing.id]
        if others:
            sys.stdout.write(
                f"Sentences are about {pairing.name} from now on, no longer about {', '.join(others)}.\n"
            )
    return 0


async def _find(wanted: str, limit_s: float, paired: "Sequence[Pairing]") -> tuple[str, str]:
    """The id and the address meant by what was typed; the address answers like a hub.

    A hub at a typed address has its announced id where it announces itself, else its address as id.
    """
    from cockpit.errors import HubError
    from cockpit.links import address, discovery
    from cockpit.links.websocket import probe

    typed = address.parse(wanted) if address.looks_typed(wanted) else None
    if typed is not None:
        await probe(typed)
    try:
        announced = await _announced(wanted, typed, limit_s)
    except HubError:
        if typed is None:
            raise
        announced = None  # nobody can be heard, yet the hub answers at its address
    if typed is not None:
        before = next((p.id for p in paired if p.address == typed), typed)
        return (announced.id if announced else before), typed
    if announced is not None:
        (hub,) = await discovery.hubs([announced])
        await probe(hub.address)
        return hub.id, hub.address
    for pairing in paired:
        if wanted == pairing.id or wanted.casefold() == pairing.name.casefold():
            await probe(pairing.address)
            return pairing.id, pairing.address
    raise HubError(
        f"no hub called {wanted!r} was heard of in {limit_s:g} s",
        "see `cockpit hubs`, or pair by address, such as 192.168.1.10",
    )


async def _announced(wanted: str, typed: str | None, limit_s: float) -> "Announcement | None":
    from cockpit.errors import BadInput
    from cockpit.links.discovery import Announcement, Browser

    def is_wanted(hub: Announcement) -> bool:
        if typed is not None:
            return typed in hub.addresses
        return wanted == hub.id or wanted.strip().casefold() == hub.name.casefold()

    async with Browser() as browser:
        if typed is None and not _is_id(wanted):
            await asyncio.sleep(limit_s)  # another of the same name may be slower to announce itself
        found = await browser.wait_for(is_wanted, limit_s)
        if sum(is_wanted(hub) for hub in browser.announcements) > 1:
            raise BadInput(f"several hubs are called {wanted!r}", "pair by id, see `cockpit hubs`")
        return found


def _is_id(wanted: str) -> bool:
    return len(wanted) == 32 and all(c in "0123456789abcdef" for c in wanted)


async def _verified(hub_id: str, address: str, token: str) -> "tuple[Pairing, int]":
    """The pairing, after the hub has taken the token, and how many devices it told of."""
    from cockpit.links.home_assistant import HomeAssistant
    from cockpit.links.pairings import Pairing

    home = HomeAssistant(address, token)
    try:
        await home.connect()
        return Pairing(hub_id, "home-assistant", home.name, address, token), len(home.devices)
    finally:
        await home.close()


def _ask_token(address: str) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline()
    sys.stderr.write(f"{WHERE}\n")
    return getpass.getpass(f"Token for {address}: ")


def _checked(token: str) -> str:
    """The token, stripped. It is quoted in no error."""
    from cockpit.errors import BadInput

    token = token.strip()
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        raise BadInput("this is no token" if token else "no token was given", WHERE.rstrip("."))
    return token

"""Hubs that announce themselves on the network (mDNS, DNS-SD).

What is announced comes from anybody on the network. It is shown, and it is where a hub can be
looked for; a token is only ever sent to the address that the user has paired with.
"""

import asyncio
import logging
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

from zeroconf import InterfaceChoice, IPVersion, ServiceStateChange, Zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from cockpit.errors import HubError, HubUnreachable
from cockpit.links import address
from cockpit.links.hub import Hub, shown
from cockpit.links.pairings import Pairing
from cockpit.links.websocket import probe

log = logging.getLogger(__name__)
# It warns, with a traceback, of each interface that cannot send just now: in a car that is ordinary.
logging.getLogger("zeroconf").setLevel(logging.ERROR)

SERVICE = "_home-assistant._tcp.local."
_RESOLVE_MS = 3000
_PROBE_LIMIT_S = 2.0
_UUID = re.compile(r"[0-9A-Za-z_-]{8,64}")


@dataclass(frozen=True, slots=True)
class Announcement:
    """`id` is the hub's uuid. `addresses` are URLs to look for it at, the likeliest first, never none.

    `version` is the hub's own word for its version.
    """

    id: str
    name: str
    addresses: tuple[str, ...]
    version: str | None = None


class Browser:
    """Listens while it is open. A hub stays known after its removal record, which often comes while
    the hub is still there; whether it answers is found by asking it (`hubs`)."""

    def __init__(self, on_change: Callable[[], None] = lambda: None) -> None:
        """`on_change` is called on the loop when a hub is new or announces something else."""
        self._known: dict[str, Announcement] = {}
        self._on_change = on_change
        self._changed = asyncio.Event()
        self._resolving: set[asyncio.Task[None]] = set()
        self._zeroconf: AsyncZeroconf | None = None
        self._browser: AsyncServiceBrowser | None = None

    async def __aenter__(self) -> Self:
        self._zeroconf = _open_zeroconf()
        self._browser = AsyncServiceBrowser(self._zeroconf.zeroconf, SERVICE, handlers=[self._heard])
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._browser is not None and self._zeroconf is not None
        await self._browser.async_cancel()
        for task in self._resolving:
            task.cancel()
        await asyncio.gather(*self._resolving, return_exceptions=True)
        await self._zeroconf.async_close()

    @property
    def announcements(self) -> tuple[Announcement, ...]:
        """The hubs heard of so far, each once, in the order first heard."""
        return tuple(self._known.values())

    async def wait_for(self, wanted: Callable[[Announcement], bool], limit_s: float) -> Announcement | None:
        """The first hub that is `wanted`, None when none was heard of in `limit_s` seconds."""
        try:
            async with asyncio.timeout(limit_s):
                while True:
                    self._changed.clear()
                    found = next((a for a in self._known.values() if wanted(a)), None)
                    if found is not None:
                        return found
                    await self._changed.wait()
        except TimeoutError:
            return None

    def _heard(
        self, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange
    ) -> None:
        if state_change is ServiceStateChange.Removed:
            log.debug("removal record of %s: kept", shown(name))
            return
        task = asyncio.get_running_loop().create_task(self._resolve(zeroconf, service_type, name))
        self._resolving.add(task)
        task.add_done_callback(self._resolving.discard)

    async def _resolve(self, zeroconf: Zeroconf, service_type: str, name: str) -> None:
        info = AsyncServiceInfo(service_type, name)
        if not await info.async_request(zeroconf, _RESOLVE_MS):
            log.info("%s announces itself and does not say where it is", shown(name))
            return
        announcement = announcement_of(info)
        if announcement is None:
            log.info("%s announces itself without a usable id or address", shown(name))
            return
        before = self._known.get(announcement.id)
        if before is not None:
            # One hub on several interfaces, or with a new address: the old one may still be right.
            addresses = tuple(dict.fromkeys((*announcement.addresses, *before.addresses)))[:16]
            announcement = replace(announcement, addresses=addresses)
        if announcement != before:
            self._known[announcement.id] = announcement
            self._changed.set()
            self._on_change()


def announcement_of(info: AsyncServiceInfo) -> Announcement | None:
    """What an announcement says, None where the id or any usable address is missing."""
    text = {
        key.decode("utf-8", "replace"): value.decode("utf-8", "replace")
        for key, value in info.properties.items()
        if value is not None
    }
    if not _UUID.fullmatch(text.get("uuid", "")):
        return None
    told = [address.local(text[key]) for key in ("internal_url", "base_url") if text.get(key)]
    told += [address.local(f"[{ip}]:{info.port}" if ":" in ip else f"{ip}:{info.port}") for ip in _ips(info)]
    addresses = tuple(dict.fromkeys(url for url in told if url is not None))
    if not addresses:
        return None
    name = shown(text.get("location_name") or info.name.removesuffix(f".{SERVICE}")) or text["uuid"]
    return Announcement(
        text["uuid"], name, addresses, shown(text["version"], 20) if "version" in text else None
    )


async def discover(seconds: float, pairings: Sequence[Pairing] = ()) -> tuple[Hub, ...]:
    """The hubs that are announced within `seconds`, and those paired before, each asked whether it
    is there.

    Raises HubError when the network cannot be listened to.
    """
    async with Browser() as browser:
        await asyncio.sleep(seconds)
    return await hubs(browser.announcements, pairings)


async def hubs(announcements: Iterable[Announcement], pairings: Sequence[Pairing] = ()) -> tuple[Hub, ...]:
    """The announced hubs and the paired ones, each once, each asked whether it is there.

    A paired hub has the address that was paired, whatever is announced.
    """
    left = {p.id: p for p in pairings}
    asked: list[tuple[str, str, tuple[str, ...], bool]] = []
    for announced in announcements:
        paired = next(
            (p for p in left.values() if p.id == announced.id or p.address in announced.addresses), None
        )
        if paired is None:
            asked.append((announced.id, announced.name, announced.addresses, False))
        else:
            del left[paired.id]
            asked.append((paired.id, announced.name, (paired.address,), True))
    asked += [(p.id, p.name, (p.address,), True) for p in left.values()]
    reachable = await asyncio.gather(*(_first_reachable(addresses) for _, _, addresses, _ in asked))
    return tuple(
        Hub(id_, "home-assistant", name, found or addresses[0], paired, reachable=found is not None)
        for (id_, name, addresses, paired), found in zip(asked, reachable, strict=True)
    )


async def _first_reachable(addresses: Sequence[str]) -> str | None:
    """The first of `addresses`, in their order, at which a hub answers."""

    async def answers(url: str) -> bool:
        try:
            await probe(url, _PROBE_LIMIT_S)
        except HubUnreachable:
            return False
        return True

    results = await asyncio.gather(*(answers(url) for url in addresses))
    return next((url for url, there in zip(addresses, results, strict=True) if there), None)


def _ips(info: AsyncServiceInfo) -> list[str]:
    """IPv4 first: a link-local IPv6 address means nothing without its interface."""
    return [
        *info.parsed_addresses(IPVersion.V4Only),
        *(ip for ip in info.parsed_addresses(IPVersion.V6Only) if not ip.startswith("fe80")),
    ]


def _open_zeroconf() -> AsyncZeroconf:
    """On every interface: a car has one to the home's network and others elsewhere."""
    try:
        return AsyncZeroconf(interfaces=InterfaceChoice.All, ip_version=IPVersion.All)
    except (OSError, RuntimeError) as error:
        log.info("no mDNS over IPv6: %s", error)
    try:
        return AsyncZeroconf(interfaces=InterfaceChoice.All, ip_version=IPVersion.V4Only)
    except (OSError, RuntimeError) as error:  # zeroconf's word for: no interface at all
        raise HubError(
            f"cannot listen for hubs on the network: {error}",
            "join the home's network, or pair with the hub's address",
        ) from error

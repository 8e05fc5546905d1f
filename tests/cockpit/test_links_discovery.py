"""Finding hubs by what they announce: a real Home Assistant, and announcements made for the test."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from zeroconf import ServiceStateChange, Zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from cockpit.links import discovery
from cockpit.links.discovery import SERVICE, Announcement, Browser
from cockpit.links.pairings import Pairing
from tests.homeassistant.server import HomeAssistantServer, free_port

pytestmark = pytest.mark.timeout(240)  # the first test starts Home Assistant

DOCUMENTED = Path(__file__).parents[2].parent / "shared/data/mdns/documented_announcements.json"
HEARD_S = 20.0
UUID = "0123456789abcdef0123456789abcdef"


@pytest.fixture
async def network() -> AsyncIterator[AsyncZeroconf]:
    """Where the test announces things."""
    zeroconf = AsyncZeroconf()
    yield zeroconf
    await zeroconf.async_unregister_all_services()
    await zeroconf.async_close()


def service(txt: dict[str, str | None], name: str = "Made for a test", port: int = 8123) -> AsyncServiceInfo:
    return AsyncServiceInfo(
        SERVICE,
        f"{name}.{SERVICE}",
        port=port,
        addresses=[socket.inet_aton("127.0.0.1")],
        server="made-for-a-test.local.",
        properties=txt,
    )


async def heard(browser: Browser, hub_id: str) -> Announcement | None:
    return await browser.wait_for(lambda hub: hub.id == hub_id, HEARD_S)


async def test_finds_the_real_home_assistant(home_assistant: HomeAssistantServer) -> None:
    async with Browser() as browser:
        announced = await heard(browser, home_assistant.uuid)
    assert announced is not None
    assert announced.name == home_assistant.name
    assert announced.addresses[0] == home_assistant.address
    assert announced.version is not None
    assert announced.version.startswith("202")
    (hub,) = await discovery.hubs([announced])
    assert (hub.id, hub.name, hub.address) == (
        home_assistant.uuid,
        home_assistant.name,
        home_assistant.address,
    )
    assert hub.reachable
    assert not hub.paired


async def test_a_hub_with_no_url_of_its_own_is_found_at_its_address(
    home_assistant: HomeAssistantServer,
) -> None:
    """As most of them announce themselves: `internal_url` is empty."""
    txt = {"uuid": UUID, "internal_url": "", "base_url": ""}
    announced = discovery.announcement_of(service(txt, port=home_assistant.port))
    assert announced is not None
    (hub,) = await discovery.hubs([announced])
    assert (hub.name, hub.address, hub.reachable) == ("Made for a test", home_assistant.address, True)


async def test_an_announcement_as_documented(network: AsyncZeroconf) -> None:
    if not DOCUMENTED.exists():
        pytest.skip("the documented announcements are not on this machine")
    entry = json.loads(DOCUMENTED.read_text())[0]
    assert entry["service"] == SERVICE
    await network.async_register_service(service({**entry["txt_example"], "uuid": UUID}))
    async with Browser() as browser:
        announced = await heard(browser, UUID)
    assert announced is not None
    assert (announced.name, announced.version) == ("Home", "2024.3.3")
    assert announced.addresses == ("http://192.168.1.10:8123", "http://127.0.0.1:8123")


async def test_a_hub_stays_known_after_its_removal_record(network: AsyncZeroconf) -> None:
    removed = asyncio.Event()

    def watch(zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange) -> None:
        if state_change is ServiceStateChange.Removed:
            removed.set()

    leaving = service({"uuid": UUID})
    await network.async_register_service(leaving)
    async with Browser() as browser, AsyncZeroconf() as other:
        assert await heard(browser, UUID) is not None
        watcher = AsyncServiceBrowser(other.zeroconf, SERVICE, handlers=[watch])
        await asyncio.wait_for(_seen(other, leaving.name), HEARD_S)
        await network.async_unregister_service(leaving)
        await asyncio.wait_for(removed.wait(), HEARD_S)
        await watcher.async_cancel()
        assert UUID in [hub.id for hub in browser.announcements]


async def _seen(zeroconf: AsyncZeroconf, name: str) -> None:
    info = AsyncServiceInfo(SERVICE, name)
    assert await info.async_request(zeroconf.zeroconf, int(HEARD_S * 1000))


async def test_a_changed_announcement_is_heard_and_the_old_address_kept(network: AsyncZeroconf) -> None:
    changes: list[None] = []
    await network.async_register_service(service({"uuid": UUID, "location_name": "Before"}))
    async with Browser(on_change=lambda: changes.append(None)) as browser:
        assert await heard(browser, UUID) is not None
        renamed = service({"uuid": UUID, "location_name": "After", "internal_url": "http://10.0.0.9:8123"})
        await network.async_update_service(renamed)
        after = await browser.wait_for(lambda hub: hub.id == UUID and hub.name == "After", HEARD_S)
    assert after is not None
    assert after.addresses == ("http://10.0.0.9:8123", "http://127.0.0.1:8123")
    assert len(changes) >= 2


@pytest.mark.parametrize(
    "txt",
    [{}, {"uuid": None}, {"uuid": ""}, {"uuid": "a b"}, {"uuid": "\x1b[2J0123456789"}, {"uuid": "x" * 65}],
)
def test_an_announcement_without_a_usable_id_is_none(txt: dict[str, Any]) -> None:
    assert discovery.announcement_of(service(txt)) is None


def test_announced_text_is_shown_and_no_more() -> None:
    txt = {
        "uuid": UUID,
        "location_name": "\x1b]0;owned\x07 \u202eHome\r\nnext",
        "version": "\x1b[31m1",
        "internal_url": "http://example.org:8123",
        "base_url": "http://user:word@10.0.0.1",
    }
    announced = discovery.announcement_of(service(txt))
    assert announced is not None
    assert announced.name.isprintable()
    assert "Home next" in announced.name
    assert announced.version == "[31m1"
    assert announced.addresses == ("http://127.0.0.1:8123",)


async def test_a_paired_hub_keeps_its_address_whatever_is_announced(
    home_assistant: HomeAssistantServer,
) -> None:
    nobody = f"http://127.0.0.1:{free_port()}"
    paired = Pairing(UUID, "home-assistant", "Home", nobody, "secret")
    announced = Announcement(UUID, "Home", (home_assistant.address,))
    (hub,) = await discovery.hubs([announced], [paired])
    assert (hub.address, hub.paired, hub.reachable) == (nobody, True, False)


async def test_a_paired_hub_is_asked_also_when_nobody_announces_it(
    home_assistant: HomeAssistantServer,
) -> None:
    paired = Pairing(home_assistant.address, "home-assistant", "Typed", home_assistant.address, "secret")
    (hub,) = await discovery.hubs([], [paired])
    assert (hub.name, hub.paired, hub.reachable) == ("Typed", True, True)
    (hub,) = await discovery.hubs([Announcement(UUID, "Home", (home_assistant.address,))], [paired])
    assert (hub.id, hub.name, hub.paired) == (paired.id, "Home", True)


async def test_discover_lists_each_hub_once(
    network: AsyncZeroconf, home_assistant: HomeAssistantServer
) -> None:
    await network.async_register_service(service({"uuid": UUID}, port=free_port()))
    found = {hub.id: hub for hub in await discovery.discover(3)}
    assert len(found) >= 2
    assert found[home_assistant.uuid].reachable
    assert not found[UUID].reachable

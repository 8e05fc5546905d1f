"""Steps carried out in a real Home Assistant, each checked by a second session that only reads."""

import asyncio
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from cockpit.actions.action import Home
from cockpit.actions.registry import REGISTRY
from cockpit.errors import HubRefused, HubUnreachable
from cockpit.language.at_home import home_answer
from cockpit.links.home_assistant import HomeAssistant
from cockpit.links.hub import Device
from cockpit.links.meant import meant
from cockpit.links.registry import areas_of
from cockpit.links.websocket import probe
from cockpit.plan import Remark
from tests.homeassistant.server import HomeAssistantServer, free_port

pytestmark = pytest.mark.timeout(240)  # the first test starts Home Assistant

ACT = {name: action for name, action in REGISTRY.items() if isinstance(action, Home)}
KITCHEN = "light.kitchen_lights"
LIMIT_S = 30.0


@pytest.fixture
async def home(home_assistant: HomeAssistantServer) -> AsyncIterator[HomeAssistant]:
    link = HomeAssistant(home_assistant.address, home_assistant.token)
    await link.connect()
    yield link
    await link.close()


async def real_state(server: HomeAssistantServer, entity: str) -> dict[str, Any]:
    async with server.admin() as admin:
        state: dict[str, Any] = await admin.state(entity)
        return state


async def put(server: HomeAssistantServer, service: str, entity: str, **data: Any) -> None:
    """What a test starts from, done by somebody else."""
    domain, _, name = service.partition(".")
    async with server.admin() as admin:
        await admin.command(
            "call_service", domain=domain, service=name, service_data=data, target={"entity_id": entity}
        )


async def until(home: HomeAssistant, condition: Any, changed: asyncio.Event) -> None:
    async with asyncio.timeout(LIMIT_S):
        while not condition():
            changed.clear()
            await changed.wait()


async def test_what_the_home_has(home: HomeAssistant) -> None:
    assert home.name.startswith("Test Home ")
    assert [area.name for area in home.areas] == ["Bedroom", "Kitchen", "Living Room"]
    devices = {device.id: device for device in home.devices}
    kitchen = devices[KITCHEN]
    assert (kitchen.name, kitchen.kind, kitchen.area) == ("Kitchen Lights", "light", "Kitchen")
    assert set(kitchen.aliases) == {"厨房灯", "worktop"}
    assert devices["cover.garage_door"].kind == "garage"
    assert devices["lock.front_door"].area is None
    assert not [id_ for id_ in devices if id_.startswith(("sensor", "update", "number", "automation"))]


@pytest.mark.parametrize("before", ["light.turn_off", "light.turn_on"])
async def test_a_lamp_is_switched_on_and_off(
    home: HomeAssistant, home_assistant: HomeAssistantServer, before: str
) -> None:
    """Also when it is on already: that too is done."""
    await put(home_assistant, before, KITCHEN)
    (outcome,) = await home.call(ACT["home.turn_on"], {"device": KITCHEN})
    assert (outcome.status, outcome.entity, outcome.value) == ("done", KITCHEN, "on")
    assert (await real_state(home_assistant, KITCHEN))["state"] == "on"
    (outcome,) = await home.call(ACT["home.turn_off"], {"device": KITCHEN})
    assert (outcome.status, outcome.entity, outcome.value) == ("done", KITCHEN, "off")
    assert (await real_state(home_assistant, KITCHEN))["state"] == "off"
    assert {d.id: d.state for d in home.devices}[KITCHEN] == "off"


@pytest.mark.parametrize("percent", [1, 40, 100])
async def test_brightness(home: HomeAssistant, home_assistant: HomeAssistantServer, percent: int) -> None:
    await put(home_assistant, "light.turn_off", KITCHEN)
    (outcome,) = await home.call(ACT["home.set_brightness"], {"device": KITCHEN, "value": percent})
    assert outcome.status == "done"
    assert outcome.value is not None
    assert abs(outcome.value - percent) <= 1
    state = await real_state(home_assistant, KITCHEN)
    assert abs(state["attributes"]["brightness"] / 255 * 100 - percent) <= 1


async def test_no_brightness_is_off(home: HomeAssistant, home_assistant: HomeAssistantServer) -> None:
    await put(home_assistant, "light.turn_on", KITCHEN)
    (outcome,) = await home.call(ACT["home.set_brightness"], {"device": KITCHEN, "value": 0})
    assert (outcome.status, outcome.value) == ("done", "off")
    assert (await real_state(home_assistant, KITCHEN))["state"] == "off"


async def test_brightness_out_of_range(home: HomeAssistant, home_assistant: HomeAssistantServer) -> None:
    before = await real_state(home_assistant, KITCHEN)
    (outcome,) = await home.call(ACT["home.set_brightness"], {"device": KITCHEN, "value": 101})
    assert outcome.status == "denied"
    assert outcome.reason == Remark("out_of_range", {"low": 0, "high": 100, "unit": "%"})
    assert (await real_state(home_assistant, KITCHEN))["last_updated"] == before["last_updated"]


async def test_a_lamp_that_cannot_be_dimmed(home: HomeAssistant) -> None:
    (outcome,) = await home.call(ACT["home.set_brightness"], {"device": "light.stubborn_lamp", "value": 50})
    assert outcome.status == "denied"
    assert outcome.reason == Remark("home_cannot", {"device": "Stubborn Lamp"})


@pytest.mark.parametrize("area", ["Kitchen", "kitchen"])
async def test_an_area_with_several_lamps(
    home: HomeAssistant, home_assistant: HomeAssistantServer, area: str
) -> None:
    lamps = (KITCHEN, "light.ceiling_lights")
    await put(home_assistant, "light.turn_off", KITCHEN)
    await put(home_assistant, "light.turn_on", "light.ceiling_lights")
    await put(home_assistant, "light.turn_off", "light.bed_light")
    outcomes = await home.call(ACT["home.turn_on"], {"area": area, "kind": "light"})
    assert {(o.entity, o.status, o.value) for o in outcomes} == {(lamp, "done", "on") for lamp in lamps}
    for lamp in lamps:
        assert (await real_state(home_assistant, lamp))["state"] == "on"
    assert (await real_state(home_assistant, "light.bed_light"))["state"] == "off"


async def test_each_lamp_has_an_outcome_of_its_own(
    home: HomeAssistant, home_assistant: HomeAssistantServer
) -> None:
    """One works, one is not there, and one takes the order and stays off: no success is made up."""
    await put(home_assistant, "light.turn_off", "light.bed_light")
    outcomes = {
        o.entity: o for o in await home.call(ACT["home.turn_on"], {"area": "Bedroom", "kind": "light"})
    }
    assert (outcomes["light.bed_light"].status, outcomes["light.bed_light"].value) == ("done", "on")
    broken = outcomes["light.broken_lamp"]
    assert (broken.status, broken.value) == ("unavailable", "unavailable")
    assert broken.reason == Remark("home_device_unavailable", {"device": "Broken Lamp"})
    stubborn = outcomes["light.stubborn_lamp"]
    assert (stubborn.status, stubborn.value) == ("failed", "off")
    assert stubborn.reason is not None
    assert stubborn.reason.key == "home_not_confirmed"
    assert len(outcomes) == 3


async def test_a_scene_by_its_name(home: HomeAssistant, home_assistant: HomeAssistantServer) -> None:
    await put(home_assistant, "light.turn_on", "light.bed_light")
    assert home.kinds_of(ACT["home.activate_scene"], {"scene": "movie night"}) == ("light",)
    (outcome,) = await home.call(ACT["home.activate_scene"], {"scene": "movie night"})
    assert (outcome.status, outcome.entity) == ("done", "scene.movie_night")
    assert outcome.value == (await real_state(home_assistant, "scene.movie_night"))["state"]
    assert (await real_state(home_assistant, "light.ceiling_lights"))["attributes"]["brightness"] == 77
    assert (await real_state(home_assistant, "light.bed_light"))["state"] == "off"
    (again,) = await home.call(ACT["home.activate_scene"], {"scene": "Movie Night"})
    assert again.status == "done"
    assert again.value != outcome.value


async def test_a_garage_door_is_one_whatever_the_hub_calls_it(
    home: HomeAssistant, home_assistant: HomeAssistantServer
) -> None:
    slots = {"device": "cover.garage_door"}
    assert home.kinds_of(ACT["home.open"], slots) == ("garage",)
    (outcome,) = await home.call(ACT["home.open"], slots)
    assert (outcome.status, outcome.value) == ("done", "open")
    (outcome,) = await home.call(ACT["home.close"], slots)
    assert (outcome.status, outcome.value) == ("done", "closed")
    assert (await real_state(home_assistant, "cover.garage_door"))["state"] == "closed"


async def test_a_lock(home: HomeAssistant, home_assistant: HomeAssistantServer) -> None:
    for action, state in ((ACT["home.unlock"], "unlocked"), (ACT["home.lock"], "locked")):
        (outcome,) = await home.call(action, {"device": "lock.front_door"})
        assert (outcome.status, outcome.value) == ("done", state)
        assert (await real_state(home_assistant, "lock.front_door"))["state"] == state


async def test_a_door_does_not_open_by_an_action_that_is_not_asked_about(
    home: HomeAssistant, home_assistant: HomeAssistantServer
) -> None:
    for device in ("lock.front_door", "cover.garage_door"):
        before = await real_state(home_assistant, device)
        for action in (ACT["home.turn_on"], ACT["home.turn_off"]):
            (outcome,) = await home.call(action, {"device": device})
            assert outcome.status == "denied"
        assert (await real_state(home_assistant, device))["last_updated"] == before["last_updated"]


async def test_temperature(home: HomeAssistant, home_assistant: HomeAssistantServer) -> None:
    for celsius in (19.5, 22):
        (outcome,) = await home.call(
            ACT["home.set_temperature"], {"device": "climate.heatpump", "value": celsius}
        )
        assert (outcome.status, outcome.value) == ("done", celsius)
        assert (await real_state(home_assistant, "climate.heatpump"))["attributes"]["temperature"] == celsius
    (outcome,) = await home.call(ACT["home.set_temperature"], {"device": "climate.heatpump", "value": 90})
    assert outcome.status == "denied"
    assert outcome.reason is not None
    assert outcome.reason.key == "out_of_range"


BED, PLAYER, FAN, WINDOW = (
    "light.bed_light",
    "media_player.walkman",
    "fan.living_room_fan",
    "cover.living_room_window",
)


@pytest.mark.parametrize(
    ("action", "slots", "before", "attribute", "after"),
    [
        (
            "set_color",
            {"value": "#FF0000"},
            ("light.turn_on", {"rgb_color": [0, 0, 255]}),
            "rgb_color",
            [255, 0, 0],
        ),
        (
            "set_color_temperature",
            {"value": 3000},
            ("light.turn_on", {"color_temp_kelvin": 5000}),
            "color_temp_kelvin",
            3003,
        ),
        ("set_brightness", {"steps": -1}, ("light.turn_on", {"brightness_pct": 60}), "brightness", 128),
        ("set_brightness", {"change": 20}, ("light.turn_on", {"brightness_pct": 60}), "brightness", 204),
        ("set_brightness", {"steps": -9}, ("light.turn_on", {"brightness_pct": 60}), "brightness", 3),
        ("toggle", {}, ("light.turn_on", {"brightness_pct": 60}), "state", "off"),
        ("toggle", {}, ("light.turn_off", {}), "state", "on"),
        (
            "set_volume",
            {"value": 40},
            ("media_player.volume_set", {"volume_level": 0.8}),
            "volume_level",
            0.4,
        ),
        ("set_volume", {"steps": 1}, ("media_player.volume_set", {"volume_level": 0.8}), "volume_level", 0.9),
        (
            "mute",
            {"value": True},
            ("media_player.volume_mute", {"is_volume_muted": False}),
            "is_volume_muted",
            True,
        ),
        ("play", {"value": "pause"}, ("media_player.media_play", {}), "state", "paused"),
        ("play", {"value": "next"}, ("media_player.media_play", {}), "media_track", 2),
        ("set_speed", {"value": 67}, ("fan.set_percentage", {"percentage": 33}), "percentage", 67),
        ("set_speed", {"steps": 1}, ("fan.set_percentage", {"percentage": 33}), "percentage", 66),
        (
            "set_position",
            {"value": 50},
            ("cover.set_cover_position", {"position": 70}),
            "current_position",
            50,
        ),
        (
            "set_position",
            {"steps": -1},
            ("cover.set_cover_position", {"position": 70}),
            "current_position",
            60,
        ),
        (
            "set_temperature",
            {"steps": 1},
            ("climate.set_temperature", {"temperature": 20}),
            "temperature",
            21,
        ),
        ("set_mode", {"value": "cool"}, ("climate.set_hvac_mode", {"hvac_mode": "heat"}), "state", "cool"),
    ],
)
async def test_what_is_set_and_undone(
    home: HomeAssistant,
    home_assistant: HomeAssistantServer,
    action: str,
    slots: dict[str, Any],
    before: tuple[str, dict[str, Any]],
    attribute: str,
    after: Any,
) -> None:
    service, data = before
    thermostat = "climate.heatpump" if attribute == "temperature" else "climate.hvac"
    devices = {"light": BED, "media_player": PLAYER, "fan": FAN, "cover": WINDOW, "climate": thermostat}
    device = devices[service.partition(".")[0]]

    async def now() -> Any:
        state = await real_state(home_assistant, device)
        return state["state"] if attribute == "state" else state["attributes"][attribute]

    if device == PLAYER:
        await put(home_assistant, "media_player.turn_on", device)
    await put(home_assistant, service, device, **data)
    if device == WINDOW:
        await moved_to(home, home_assistant, data["position"])
    was = await now()
    (outcome,) = await home.call(ACT[f"home.{action}"], {"device": device, **slots})
    assert outcome.status == "done"
    assert (
        await now() == pytest.approx(after, abs=2) if isinstance(after, int | float) else await now() == after
    )
    assert outcome.undo is not None
    (back,) = await home.call(ACT[outcome.undo.action], outcome.undo.slots)
    assert back.status == "done"
    assert await now() == (pytest.approx(was, abs=2) if isinstance(was, int | float) else was)


async def moved_to(home: HomeAssistant, server: HomeAssistantServer, position: int) -> None:
    """The blind of the demo takes its time, whoever moves it."""
    (there,) = await home.call(ACT["home.set_position"], {"device": WINDOW, "value": position})
    assert there.status == "done"
    assert (await real_state(server, WINDOW))["attributes"]["current_position"] == position


async def test_who_says_more_does_not_wait_for_what_moves(
    home: HomeAssistant, home_assistant: HomeAssistantServer
) -> None:
    await moved_to(home, home_assistant, 20)
    up = asyncio.ensure_future(home.call(ACT["home.open"], {"device": WINDOW}))
    home.hurry(True)
    (overtaken,) = await up
    home.hurry(False)
    assert overtaken.status == "pending"
    assert (await real_state(home_assistant, WINDOW))["state"] == "opening"
    assert overtaken.undo is not None
    (back,) = await home.call(ACT[overtaken.undo.action], overtaken.undo.slots)
    assert back.status == "done"
    assert (await real_state(home_assistant, WINDOW))["attributes"]["current_position"] == 20


async def test_a_robot_starts_and_goes_home(home: HomeAssistant, home_assistant: HomeAssistantServer) -> None:
    robot = {"device": "vacuum.0_ground_floor"}
    (outcome,) = await home.call(ACT["home.start"], robot)
    assert (outcome.status, outcome.value) == ("done", "cleaning")
    assert (await real_state(home_assistant, robot["device"]))["state"] == "cleaning"
    (outcome,) = await home.call(ACT["home.stop"], robot)
    assert (outcome.status, outcome.value) == ("done", "idle")
    (outcome,) = await home.call(ACT["home.dock"], robot)
    assert (outcome.status, outcome.undo) == ("done", None)
    assert (await real_state(home_assistant, robot["device"]))["state"] in ("returning", "docked")


async def test_an_alarm_that_wants_a_code_is_left_to_its_panel(
    home: HomeAssistant, home_assistant: HomeAssistantServer
) -> None:
    panel = "alarm_control_panel.security"
    before = await real_state(home_assistant, panel)
    for action, more in (("home.arm", {"value": "away"}), ("home.disarm", {})):
        (outcome,) = await home.call(ACT[action], {"device": panel, **more})
        assert outcome.reason == Remark("home_needs_code", {"device": "Security"})
        assert outcome.status == "denied"
    assert (await real_state(home_assistant, panel))["last_updated"] == before["last_updated"]


async def test_everything_but(home: HomeAssistant, home_assistant: HomeAssistantServer) -> None:
    await put(home_assistant, "light.turn_on", KITCHEN)
    await put(home_assistant, "light.turn_on", BED)
    outcomes = await home.call(
        ACT["home.turn_off"], {"kind": "light", "except": ["Kitchen", "light.stubborn_lamp"]}
    )
    told = {outcome.entity for outcome in outcomes}
    assert BED in told
    assert not told & {KITCHEN, "light.stubborn_lamp", "switch.decorative_lights"}
    assert (await real_state(home_assistant, KITCHEN))["state"] == "on"
    assert (await real_state(home_assistant, BED))["state"] == "off"


async def test_a_single_thing_is_not_all_of_its_kind(home: HomeAssistant) -> None:
    (missing,) = await home.call(ACT["home.turn_off"], {"kind": "switch", "called": "coffee machine"})
    assert (missing.status, missing.reason) == ("unavailable", Remark("no_such_device"))
    found = home.targets(ACT["home.lock"], {"kind": "lock", "called": "front door"})
    assert [device.id for device in found] == ["lock.front_door"]


def test_a_floor_is_all_of_its_rooms() -> None:
    """By its name, by another name of it, and by which way it lies."""
    floors = (
        {"floor_id": "top", "name": "Sleeping Floor", "level": 1, "aliases": ["Loft"]},
        {"floor_id": "ground", "name": "Day Floor", "level": 0, "aliases": []},
    )
    areas = areas_of(
        (
            {"area_id": "bed", "name": "Bedroom", "floor_id": "top"},
            {"area_id": "kitchen", "name": "Kitchen", "floor_id": "ground"},
            {"area_id": "shed", "name": "Shed", "floor_id": None},
        ),
        floors,
    )
    lamps = tuple(Device(f"light.{a.id}", a.name, "light", a.name) for a in areas)
    for name, room in (
        ("sleeping floor", "bed"),
        ("loft", "bed"),
        ("Upstairs", "bed"),
        ("Downstairs", "kitchen"),
    ):
        found = meant(lamps, areas, ACT["home.turn_on"], {"kind": "light", "floor": name})
        assert [lamp.id for lamp in found] == [f"light.{room}"]
    assert not meant(lamps, areas, ACT["home.turn_on"], {"kind": "light", "floor": "Attic"})


async def test_a_question_is_answered_from_the_states(
    home: HomeAssistant, home_assistant: HomeAssistantServer
) -> None:
    await put(home_assistant, "light.turn_on", KITCHEN)
    await put(home_assistant, "light.turn_off", "light.ceiling_lights")
    found = await home.look({"kind": "light", "area": "Kitchen"})
    assert not isinstance(found, Remark)
    assert {device.id: device.state for device in found} == {KITCHEN: "on", "light.ceiling_lights": "off"}
    slots = {"kind": "light", "area": "Kitchen", "about": "which", "state": "on"}
    assert home_answer(found, slots, "en") == "Kitchen Lights is on."
    assert await home.look({"kind": "light", "area": "Cellar"}) == Remark("no_such_device")


async def test_a_name_with_odd_characters_is_only_a_name(home: HomeAssistant) -> None:
    (lamp,) = (d for d in home.devices if "Ünï" in d.name)
    assert lamp.name == '灯 [31m<b>Ünï</b> "Lamp" {x}'
    (outcome,) = await home.call(ACT["home.turn_on"], {"device": lamp.id})
    assert (outcome.status, outcome.entity, outcome.value) == ("done", lamp.id, "on")


@pytest.mark.parametrize(
    "slots",
    [
        {},
        {"device": "light.nobody"},
        {"device": "all"},
        {"area": "Cellar", "kind": "light"},
        {"area": "Kitchen", "kind": "fan"},
        {"scene": "no such"},
    ],
)
async def test_what_is_not_there(home: HomeAssistant, slots: dict[str, str]) -> None:
    (outcome,) = await home.call(ACT["home.turn_on"], slots)
    assert (outcome.status, outcome.reason, outcome.entity) == ("unavailable", Remark("no_such_device"), None)


async def test_a_change_by_somebody_else_is_seen(home_assistant: HomeAssistantServer) -> None:
    changed = asyncio.Event()
    home = HomeAssistant(home_assistant.address, home_assistant.token, on_change=changed.set)
    await put(home_assistant, "light.turn_on", KITCHEN)
    await home.connect()
    try:
        await put(home_assistant, "light.turn_off", KITCHEN)
        await until(home, lambda: {d.id: d.state for d in home.devices}[KITCHEN] == "off", changed)
        async with home_assistant.admin() as admin:
            await admin.command("config/entity_registry/update", entity_id="fan.ceiling_fan", name="Big Fan")
        await until(home, lambda: "Big Fan" in [d.name for d in home.devices], changed)
    finally:
        await home.close()


@pytest.mark.parametrize("token", ["wrong", "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.e30.abc"])
async def test_a_wrong_token(home_assistant: HomeAssistantServer, token: str) -> None:
    home = HomeAssistant(home_assistant.address, token)
    with pytest.raises(HubRefused) as error:
        await home.connect()
    assert "token" in error.value.mend
    assert token not in str(error.value)
    assert not home.reachable
    await home.close()


async def test_a_token_that_is_revoked_is_not_tried_again(home_assistant: HomeAssistantServer) -> None:
    home = HomeAssistant(home_assistant.address, "wrong")
    home.start()
    (outcome,) = await home.call(ACT["home.turn_on"], {"device": KITCHEN})
    assert outcome.status == "unavailable"
    assert outcome.reason == Remark("home_refused", {"hub": home_assistant.address})
    await home.close()


async def test_nobody_at_the_address() -> None:
    with pytest.raises(HubUnreachable) as error:
        await probe(f"http://127.0.0.1:{free_port()}")
    assert error.value.mend


async def test_a_name_that_is_none() -> None:
    with pytest.raises(HubUnreachable):
        await probe("http://no-such-hub.invalid:8123")


async def test_something_else_at_the_address() -> None:
    """A web page, a WebSocket that speaks of other things, and a redirect to elsewhere."""

    async def page(_request: web.Request) -> web.Response:
        return web.Response(text="<html>a printer</html>")

    async def chatter(request: web.Request) -> web.WebSocketResponse:
        websocket = web.WebSocketResponse()
        await websocket.prepare(request)
        await websocket.send_str("hello")
        await websocket.close()
        return websocket

    async def elsewhere(_request: web.Request) -> web.Response:
        raise web.HTTPFound("http://127.0.0.1:1/api/websocket")

    for handler in (page, chatter, elsewhere):
        app = web.Application()
        app.router.add_get("/api/websocket", handler)
        runner = web.AppRunner(app)
        await runner.setup()
        port = free_port()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        with pytest.raises(HubUnreachable, match="no Home Assistant"):
            await probe(f"http://127.0.0.1:{port}")
        await runner.cleanup()


async def test_somebody_who_never_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(HubUnreachable, match="no answer"):
        await probe(f"http://127.0.0.1:{silent.getsockname()[1]}", 0.5)


async def test_killed_in_the_middle_then_back(own_home_assistant: HomeAssistantServer) -> None:
    changed = asyncio.Event()
    home = HomeAssistant(own_home_assistant.address, own_home_assistant.token, on_change=changed.set)
    await home.connect()
    try:
        assert (await home.call(ACT["home.turn_off"], {"device": KITCHEN}))[0].status == "done"
        # The stubborn lamp never confirms, so the hub dies while the step waits for it.
        waiting = asyncio.create_task(home.call(ACT["home.turn_on"], {"device": "light.stubborn_lamp"}))
        await own_home_assistant_has_the_order(home)
        await asyncio.to_thread(own_home_assistant.kill)
        (outcome,) = await asyncio.wait_for(waiting, LIMIT_S)
        assert (outcome.status, outcome.value) == ("failed", None)
        assert outcome.reason == Remark(
            "home_lost", {"device": "Stubborn Lamp", "hub": own_home_assistant.name}
        )
        await until(home, lambda: not home.reachable, changed)
        (outcome,) = await asyncio.wait_for(home.call(ACT["home.turn_on"], {"device": KITCHEN}), LIMIT_S)
        assert outcome.status == "unavailable"
        assert outcome.reason == Remark("home_unreachable", {"hub": own_home_assistant.name})

        await asyncio.to_thread(own_home_assistant.start)
        await until(home, lambda: home.reachable and KITCHEN in [d.id for d in home.devices], changed)
        assert (await home.call(ACT["home.turn_on"], {"device": KITCHEN}))[0].status == "done"
        assert (await home.call(ACT["home.turn_off"], {"device": KITCHEN}))[0].status == "done"
        assert (await real_state(own_home_assistant, KITCHEN))["state"] == "off"
    finally:
        await home.close()


async def own_home_assistant_has_the_order(home: HomeAssistant) -> None:
    """The order was sent before this: answers come in the order of the commands on one socket."""
    await asyncio.sleep(0)
    socket = home._connection.socket
    assert socket is not None
    await socket.command("ping")


async def test_a_hub_that_hangs(own_home_assistant: HomeAssistantServer) -> None:
    """Its socket stays open and nothing comes: the step ends by its own limit and claims nothing."""
    home = HomeAssistant(own_home_assistant.address, own_home_assistant.token)
    await home.connect()
    try:
        own_home_assistant.freeze()
        for action in (ACT["home.turn_on"], ACT["home.turn_off"]):
            (outcome,) = await asyncio.wait_for(home.call(action, {"device": KITCHEN}), LIMIT_S)
            assert outcome.status in ("failed", "unavailable")
    finally:
        await home.close()

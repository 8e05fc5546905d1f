"""A real Home Assistant as a process of its own, on loopback and a free port."""

import asyncio
import contextlib
import json
import re
import shutil
import signal
import socket
import subprocess
import threading
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self

import aiohttp

from tests.homeassistant.install import HASS

HERE = Path(__file__).parent
USER, PASSWORD = "tester", "only for tests"
START_LIMIT_S = 120.0
STOP_LIMIT_S = 30.0
READY = re.compile(r"Home Assistant initialized in")


class HomeAssistantServer:
    """`address` is its URL, `token` a long-lived one. Its folder is one of `prepare`, or a copy."""

    def __init__(self, folder: Path, name: str = "Test Home") -> None:
        self.folder = folder
        self.port = free_port()
        # Others on this network may run the same tests at this moment.
        self.name = f"{name} {self.port}"
        self.address = f"http://127.0.0.1:{self.port}"
        self.token = ""
        self.log: list[str] = []
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None

    @property
    def uuid(self) -> str:
        stored = json.loads((self.folder / ".storage" / "core.uuid").read_text())
        return str(stored["data"]["uuid"])

    def start(self) -> Self:
        """Returns when it is up. It can be started again after `kill` or `stop`, on the same port."""
        (self.folder / "configuration.yaml").write_text(
            f"homeassistant:\n  name: {json.dumps(self.name)}\n  internal_url: {self.address}\n"
            f"http:\n  server_host: 127.0.0.1\n  server_port: {self.port}\n"
            + (HERE / "configuration.yaml").read_text()
        )
        # --skip-pip: what is not in the lock is missing, it is not fetched.
        command = [str(HASS), "--config", str(self.folder), "--skip-pip"]
        if setpriv := shutil.which("setpriv"):  # it ends with us, however we end
            command = [setpriv, "--pdeathsig", "KILL", *command]
        self._process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        ready = threading.Event()
        self._reader = threading.Thread(target=self._read, args=(ready,), daemon=True)
        self._reader.start()
        try:
            if not ready.wait(START_LIMIT_S) or self._process.poll() is not None:
                raise AssertionError("Home Assistant did not start:\n" + "".join(self.log[-40:]))
            # In a thread: this may be called from a test that has a loop of its own.
            with ThreadPoolExecutor(1) as thread:
                thread.submit(asyncio.run, self._until_running()).result(START_LIMIT_S)
        except BaseException:
            self.kill()
            raise
        return self

    def stop(self) -> None:
        """As when it is told to shut down: it writes down what it knows."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def freeze(self) -> None:
        """It is there and answers nothing, as when its power has gone."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(STOP_LIMIT_S)
        assert self._reader is not None and self._process.stdout is not None
        self._reader.join(STOP_LIMIT_S)
        self._process.stdout.close()
        self._process = None

    def _read(self, ready: threading.Event) -> None:
        assert self._process is not None and self._process.stdout is not None
        for line in self._process.stdout:
            self.log.append(line)
            if READY.search(line):
                ready.set()
        ready.set()  # it has ended

    async def _until_running(self) -> None:
        """Everything is set up, and it has begun to announce itself."""
        if not self.token:
            self.token = await asyncio.to_thread(self._log_in)
        async with asyncio.timeout(START_LIMIT_S), self.admin() as admin:
            await admin.command("subscribe_events", event_type="homeassistant_started")
            config = await admin.command("get_config")
            if config["state"] != "RUNNING":
                await admin.next_event()

    @contextlib.asynccontextmanager
    async def admin(self) -> Any:
        """A WebSocket session, by other code than the one under test."""
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(f"{self.address}/api/websocket") as websocket,
        ):
            await websocket.receive_json(timeout=10)
            await websocket.send_json({"type": "auth", "access_token": self.token})
            assert (await websocket.receive_json(timeout=10))["type"] == "auth_ok"
            yield Admin(websocket)

    def _log_in(self) -> str:
        """An access token by the way a browser takes. It lives for half an hour."""
        client = f"{self.address}/"
        start = {"client_id": client, "handler": ["homeassistant", None], "redirect_uri": client}
        flow = self._post("/auth/login_flow", json.dumps(start))["flow_id"]
        login = {"client_id": client, "username": USER, "password": PASSWORD}
        code = self._post(f"/auth/login_flow/{flow}", json.dumps(login))["result"]
        grant = {"grant_type": "authorization_code", "code": code, "client_id": client}
        return str(self._post("/auth/token", urllib.parse.urlencode(grant))["access_token"])

    def _post(self, path: str, body: str) -> Any:
        with urllib.request.urlopen(self.address + path, body.encode(), timeout=10) as answer:
            return json.load(answer)


class Admin:
    def __init__(self, websocket: aiohttp.ClientWebSocketResponse) -> None:
        self._websocket = websocket
        self._number = 0
        self._events: list[dict[str, Any]] = []

    async def command(self, kind: str, **fields: Any) -> Any:
        self._number += 1
        await self._websocket.send_json({"id": self._number, "type": kind, **fields})
        while True:
            message = await self._websocket.receive_json(timeout=20)
            if message["type"] == "event":
                self._events.append(message["event"])
            elif message["id"] == self._number:
                assert message["success"], message
                return message["result"]

    async def next_event(self) -> dict[str, Any]:
        while not self._events:
            message = await self._websocket.receive_json(timeout=60)
            if message["type"] == "event":
                self._events.append(message["event"])
        return self._events.pop(0)

    async def state(self, entity: str) -> dict[str, Any]:
        """An entity's state as the hub has it, read by nobody but this."""
        return next(s for s in await self.command("get_states") if s["entity_id"] == entity)


AREAS = {
    "Kitchen": ("light.kitchen_lights", "light.ceiling_lights", "cover.kitchen_window"),
    "Bedroom": ("light.bed_light", "light.broken_lamp", "light.stubborn_lamp"),
    "Living Room": ("light.living_room_rgbww_lights", "switch.decorative_lights", "cover.living_room_window"),
}


def prepare(folder: Path) -> str:
    """A folder of a Home Assistant with a user, areas and a long-lived token. Returns the token."""
    folder.mkdir(parents=True)
    command = [str(HASS), "--script", "auth", "--config", str(folder), "add", USER, PASSWORD]
    added = subprocess.run(command, capture_output=True, text=True, timeout=START_LIMIT_S, check=False)
    assert added.returncode == 0, added.stdout + added.stderr
    server = HomeAssistantServer(folder).start()
    try:
        return asyncio.run(_furnish(server))
    finally:
        server.stop()


async def _furnish(server: HomeAssistantServer) -> str:
    async with asyncio.timeout(START_LIMIT_S), server.admin() as admin:
        for name, entities in AREAS.items():
            area = await admin.command("config/area_registry/create", name=name)
            for entity in entities:
                await admin.command(
                    "config/entity_registry/update", entity_id=entity, area_id=area["area_id"]
                )
        await admin.command(
            "config/entity_registry/update", entity_id="light.kitchen_lights", aliases=["厨房灯", "worktop"]
        )
        token = await admin.command("auth/long_lived_access_token", client_name="cockpit", lifespan=30)
    return str(token)


def copy_of(prepared: Path, token: str, folder: Path, name: str) -> HomeAssistantServer:
    """A server of its own, with an id of its own, that knows the same user, areas and token."""
    shutil.copytree(prepared, folder)
    (folder / ".storage" / "core.uuid").unlink()
    server = HomeAssistantServer(folder, name)
    server.token = token
    return server


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

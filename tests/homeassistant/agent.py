"""Home Assistant's own conversation agent, in process: how long it takes to know what sentences mean.

Run by `cockpit bench` with the Python of `.venv-homeassistant`. Stdin: one JSON object,
  {"areas": [name], "entities": [{"id", "name", "area": name or null, "attributes": {…}}],
   "sentences": [text], "rounds": n}
Stdout: one JSON object, {"version": str, "intents": [name or null by sentence], "ms": [[…] by sentence]}.
A time is of `DefaultAgent.async_recognize`: sentence → intent and slots; nothing is carried out, no
network is in between. The names are known and the first round is over before times are taken.
"""

import asyncio
import json
import sys
import tempfile
import time
from typing import Any

from homeassistant import bootstrap, loader
from homeassistant.components.conversation import default_agent
from homeassistant.components.conversation.agent import ConversationInput
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.const import __version__
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import area_registry, entity_registry


async def main(wanted: dict[str, Any]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        hass = HomeAssistant(folder)
        hass.config.skip_pip = True
        loader.async_setup(hass)
        if await bootstrap.async_from_config_dict({"conversation": {}}, hass) is None:
            sys.exit("Home Assistant did not start")
        await hass.async_start()
        furnish(hass, wanted)
        agent = default_agent.DefaultAgent(hass)
        await agent.async_initialize(None)
        intents = [await recognised(agent, text) for text in wanted["sentences"]]
        took_ms: list[list[float]] = [[] for _ in intents]
        for _ in range(wanted["rounds"]):
            for times, text in zip(took_ms, wanted["sentences"], strict=True):
                began = time.perf_counter()
                await recognised(agent, text)
                times.append(1e3 * (time.perf_counter() - began))
        await hass.async_stop(force=True)
    return {"version": __version__, "intents": intents, "ms": took_ms}


def furnish(hass: HomeAssistant, wanted: dict[str, Any]) -> None:
    rooms, registry = area_registry.async_get(hass), entity_registry.async_get(hass)
    areas = {name: rooms.async_get_or_create(name).id for name in wanted["areas"]}
    for entity in wanted["entities"]:
        domain, _, name = entity["id"].partition(".")
        entry = registry.async_get_or_create(domain, "bench", entity["id"], suggested_object_id=name)
        registry.async_update_entity(entry.entity_id, name=entity["name"], area_id=areas.get(entity["area"]))
        attributes = {"friendly_name": entity["name"], **entity["attributes"]}
        hass.states.async_set(entry.entity_id, "on", attributes)
        async_expose_entity(hass, "conversation", entry.entity_id, True)


async def recognised(agent: default_agent.DefaultAgent, text: str) -> str | None:
    """The intent's name; None when the agent would say that it does not understand."""
    said = ConversationInput(
        text=text, context=Context(), conversation_id=None, device_id=None, language="en"
    )
    result = await agent.async_recognize(said)
    if result is None or result.unmatched_entities:
        return None
    return result.intent.name


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(json.load(sys.stdin)))))  # noqa: T201

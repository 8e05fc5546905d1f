"""Home Assistant's own sentences → what they mean: ours beside its conversation agent, in the same run.

Both have the same home, warm, in process and without a network, and nothing is carried out: ours is
`Understanding.plan`, the agent's is its `async_recognize`. The agent runs in its own Python, from the
Home Assistant that the tests install (tests/homeassistant). Times are of the sentences that the agent
knows: its release is older than the sentences.
"""

import json
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cockpit.app import Engines
from cockpit.bench.figure import Measured, NotMeasured, Peer, Taken, Tell, percentile
from cockpit.errors import BadInput
from cockpit.evaluate import home_assistant
from cockpit.evaluate.home import LabelledHome
from cockpit.evaluate.sets import SHARED_TEXTS
from cockpit.understand.context import Context
from cockpit.understand.understanding import Understanding

REPOSITORY = Path(__file__).parents[2]
PYTHON = REPOSITORY / ".venv-homeassistant" / "bin" / "python"
AGENT = REPOSITORY / "tests" / "homeassistant" / "agent.py"
LIMIT_S = 240


def measure(engines: Engines, quick: bool, tell: Tell) -> Taken:
    try:
        ours, _ = home_assistant.sets(SHARED_TEXTS)
    except BadInput as error:
        raise NotMeasured(str(error), "they are not part of the product") from error
    assert ours.home is not None
    sentences = [line.said.turns[0] for line in ours.lines][:: 10 if quick else 1]
    rounds = 2 if quick else 5
    peer = None
    if PYTHON.exists() and AGENT.exists():
        tell(f"agent: {len(sentences)} sentences to Home Assistant")
        peer = _agent(ours.home, sentences, rounds)
        known = [text for text, intent in zip(sentences, peer["intents"], strict=True) if intent]
        note = f"{len(known)} of {len(sentences)} sentences are known to Home Assistant {peer['version']}"
    else:
        known = sentences
        note = "no Home Assistant beside it: python tests/homeassistant/install.py installs one"
        tell(f"agent: {note}")
    took_ms, planned = _ours(ours.home, known, rounds)
    note += f", {planned} of {len(known)} to us; its {len(ours.home.devices)} devices"
    for percent in (50, 95):
        value = percentile(took_ms, percent)
        beside = _peer(peer, percent) if peer else None
        yield f"Home Assistant's sentence → meaning, p{percent}", Measured(value, len(took_ms), beside, note)


def _ours(home: LabelledHome, sentences: Sequence[str], rounds: int) -> tuple[list[float], int]:
    """Milliseconds of each plan, and how many sentences have one."""
    understanding = Understanding(home.names)
    understanding.warm()
    context = Context(language="en")
    planned = sum(bool(understanding.plan(text, context).steps) for text in sentences)
    took_ms = []
    for _ in range(rounds):
        for text in sentences:
            began = time.perf_counter()
            understanding.plan(text, context)
            took_ms.append(1e3 * (time.perf_counter() - began))
    return took_ms, planned


def _agent(home: LabelledHome, sentences: Sequence[str], rounds: int) -> dict[str, Any]:
    """What tests/homeassistant/agent.py prints; NotMeasured when it prints nothing of use."""
    entities = [
        {"id": d.id, "name": d.name, "area": d.area, "attributes": dict(d.attributes)} for d in home.devices
    ]
    areas = [area.name for area in home.areas]
    asked = {"areas": areas, "entities": entities, "sentences": list(sentences), "rounds": rounds}
    try:
        ended = subprocess.run(
            (str(PYTHON), str(AGENT)),
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=LIMIT_S,
            check=False,
        )
        answer: dict[str, Any] = json.loads(ended.stdout)
    except subprocess.TimeoutExpired as error:
        raise NotMeasured(f"Home Assistant took more than {LIMIT_S} s", "close what else runs") from error
    except ValueError as error:
        last = (ended.stderr.strip().splitlines() or ["without a word"])[-1]
        raise NotMeasured(f"Home Assistant ended: {last}", "python tests/homeassistant/install.py") from error
    return answer


def _peer(answer: Mapping[str, Any], percent: float) -> Peer:
    known = [
        ms for intent, times in zip(answer["intents"], answer["ms"], strict=True) if intent for ms in times
    ]
    return Peer(f"Home Assistant {answer['version']}'s conversation agent", percentile(known, percent))

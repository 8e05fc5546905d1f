"""A spoken sentence switches a lamp of a real Home Assistant, and the reply is spoken."""

import asyncio
import json
from pathlib import Path

import pytest
from speaking import Record

from cockpit.cli import main
from tests.homeassistant.server import HomeAssistantServer

pytestmark = pytest.mark.timeout(240)  # the first test starts Home Assistant

LAMP = "light.kitchen_lights"


async def state_of(home: HomeAssistantServer) -> str:
    async with home.admin() as admin:
        return str((await admin.state(LAMP))["state"])


@pytest.mark.parametrize(("verb", "state"), [("off", "off"), ("on", "on")])
def test_a_spoken_sentence_switches_the_real_lamp(
    verb: str,
    state: str,
    home_assistant: HomeAssistantServer,
    record: Record,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    data, wav, replies = (tmp_path / name for name in ("data", "said.wav", "replies"))
    pair = ["pair", home_assistant.address, "--token", home_assistant.token, "--data", str(data)]
    assert main(pair) == 0
    record(f"turn {verb} the kitchen lights", wav)
    capsys.readouterr()

    code = main(["hear", "--json", "--data", str(data), "--out", str(replies), str(wav)])

    (line,) = capsys.readouterr().out.splitlines()
    turn = json.loads(line)
    assert code == 0, turn
    assert turn["heard"] == f"turn {verb} the kitchen lights"
    (outcome,) = turn["outcomes"]
    assert (outcome["status"], outcome["entity"], outcome["frames"]) == ("done", LAMP, [])
    assert outcome["value"] == state
    assert "Kitchen" in turn["reply"]
    assert asyncio.run(state_of(home_assistant)) == state
    assert [path.stat().st_size > 10_000 for path in replies.glob("*.wav")] == [True]


def test_undo_puts_the_real_lamp_back(
    home_assistant: HomeAssistantServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = str(tmp_path / "data")
    assert main(["pair", home_assistant.address, "--token", home_assistant.token, "--data", data]) == 0
    lines = tmp_path / "lines"
    turns = ["turn on the kitchen lights", "turn off the kitchen lights", "undo that"]
    lines.write_text(json.dumps({"turns": turns}) + "\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["say", "--json", "--data", data, "--batch", str(lines)]) == 0
    undone = json.loads(capsys.readouterr().out.splitlines()[-1])
    (outcome,) = undone["outcomes"]
    assert (outcome["status"], outcome["entity"]) == ("done", LAMP)
    assert asyncio.run(state_of(home_assistant)) == "on"

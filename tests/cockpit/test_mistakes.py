"""A mistake of the cockpit's own, or a disk that is full: told where it happened, and the rest goes on."""

import json
import logging
from pathlib import Path

import pytest

from cockpit.app import Engines, conversation
from cockpit.car import Given
from cockpit.cli import main, parser
from cockpit.commands.turns import _chat_turn, _run_line
from cockpit.errors import BadInput
from cockpit.events import Event, Heard, Trace, TurnEnded, open_trace
from vehicle.clock import VirtualClock, run_virtual

BROKEN = "a mistake of ours"


def breaks_at_cooler(event: Event) -> None:
    if isinstance(event, Heard) and event.text == "cooler":
        raise ZeroDivisionError(BROKEN)


def test_a_batch_goes_on_after_it(
    engines: Engines, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    args = parser().parse_args(["say", "--json", "--batch", "-"])

    async def work(clock: VirtualClock) -> None:
        for n, line in enumerate(('{"turns": ["warmer", "cooler", "warmer"]}', "cooler", "warmer")):
            await _run_line(engines, clock, line, Given(), [breaks_at_cooler], args, n)

    run_virtual(work)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    found = [(line["n"], line["turn"], line.get("error", {}).get("kind")) for line in lines]
    assert found == [(0, 0, None), (0, 1, "internal"), (0, 2, None), (1, 0, "internal"), (2, 0, None)]
    assert BROKEN in caplog.text  # with where it happened
    assert caplog.text.count("Traceback") == 2
    caplog.clear()


def test_a_chat_goes_on_after_it(
    engines: Engines, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    args = parser().parse_args(["chat", "--json"])
    well: list[bool] = []

    async def work(clock: VirtualClock) -> None:
        async with conversation(engines, clock, Given(), observers=[breaks_at_cooler]) as assistant:
            for text in ("cooler", "warmer"):
                well.append(await _chat_turn(assistant, text, args))

    run_virtual(work)
    assert well == [False, True]
    assert json.loads(capsys.readouterr().out.splitlines()[0])["error"]["kind"] == "internal"
    assert caplog.records[0].levelno == logging.ERROR
    caplog.clear()


def full_disk() -> Trace:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this machine has no /dev/full")
    return open_trace(full)


def test_a_trace_that_is_not_whole_says_so() -> None:
    trace = full_disk()
    for turn in range(3):
        trace(TurnEnded(turn, 0.0, {}))
    with pytest.raises(BadInput, match="not whole"):
        trace.close()


def test_a_trace_holds_any_text(tmp_path: Path) -> None:
    trace = open_trace(tmp_path / "trace.jsonl")
    trace(Heard(0, 0.0, "half \ud800", "en", "row1.driver"))
    trace.close()
    assert json.loads((tmp_path / "trace.jsonl").read_text())["text"] == "half \ud800"


def test_a_full_disk_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this machine has no /dev/full")
    assert main(["say", "--model", "off", "--trace", "/dev/full", "warmer"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "trace" in line

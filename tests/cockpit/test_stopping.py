"""Stop halts what moves, at once; a new sentence does not wait for what is still on its way."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conversing import TEMPERATURE, WINDOWS, Talking, only, signals, talk

from cockpit.app import Engines, car_of, new_assistant
from cockpit.assistant import Assistant
from cockpit.car import Given
from cockpit.memory import PLACES
from cockpit.perform import Performer
from cockpit.understand.talk import Talk
from vehicle.clock import RealClock
from vehicle.signal import Frame
from vehicle.simulator import Misbehaviour

WINDOW = WINDOWS[0]
SUNROOF = "Vehicle.Cabin.Sunroof.Position"
SEAT = "Vehicle.Cabin.Seat.Row1.DriverSide.Position"
TRUNK = "Vehicle.Body.Trunk.Rear.IsOpen"
OPEN = Given(set={WINDOW: 100})


def asked(talking: Talking, path: str, frames: tuple[Frame, ...]) -> list[object]:
    """What the command frames ask of `path`, in order."""
    link = talking.profile.writes[path]
    wanted = [frame for frame in frames if frame.arbitration_id == link.key[1]]
    raws = [link.field.raw(int.from_bytes(frame.data, "little"), 0) for frame in wanted]
    return [value for raw in raws if (value := link.codec.value(raw)) is not None]


@pytest.mark.parametrize(
    "stop", ["stop", "Stop!", "please stop", "stop the window", "停", "停下", "车窗停下"]
)
def test_a_window_is_halted_on_its_way(engines: Engines, stop: str) -> None:
    async def work(talking: Talking) -> None:
        closing = asyncio.ensure_future(talking.say("close my window"))
        await talking.clock.sleep(2)
        stopped = await talking.say(stop)
        held = only(stopped).signals[WINDOW]
        assert isinstance(held, int)
        assert 40 <= held <= 60  # 25 % a second, from 100
        assert (only(stopped).action, only(stopped).status) == ("windows.position", "done")
        assert f"{held}%" in stopped.reply
        overtaken = await closing
        assert only(overtaken).status == "failed"
        sent = talking.commanded()
        assert asked(talking, WINDOW, sent) == [0, held]
        assert only(stopped).frames == sent[1:]
        await talking.clock.sleep(10)
        assert talking.car.value(WINDOW) == held
        assert talking.commanded() == ()

    talk(engines, work, OPEN)


def test_stop_is_sent_before_anything_else_is_done(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        closing = asyncio.ensure_future(talking.say("close my window"))
        await talking.clock.sleep(2)
        now = talking.clock.now()
        stopping = asyncio.ensure_future(talking.say("stop"))
        talking.commanded()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        frames = talking.commanded()
        assert talking.clock.now() == now
        assert len(asked(talking, WINDOW, frames)) == 1
        await asyncio.gather(closing, stopping)

    talk(engines, work, OPEN)


@pytest.mark.parametrize(
    ("command", "path", "wait_s"),
    [
        ("open the sunroof", SUNROOF, 2),
        ("move my seat all the way forward", SEAT, 1),
        ("open all the windows", WINDOWS[3], 2),
    ],
)
def test_whatever_moves_is_halted(engines: Engines, command: str, path: str, wait_s: float) -> None:
    async def work(talking: Talking) -> None:
        moving = asyncio.ensure_future(talking.say(command))
        await talking.clock.sleep(wait_s)
        stopped = await talking.say("stop")
        await moving
        place = talking.car.value(path)
        assert signals(stopped)[path] == place
        await talking.clock.sleep(20)
        assert talking.car.value(path) == place

    talk(engines, work)


def test_a_lid_that_is_to_open_stays_shut(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        opening = asyncio.ensure_future(talking.say("open the trunk"))
        await talking.clock.sleep(2)
        await talking.say("stop")
        await opening
        await talking.clock.sleep(20)
        assert talking.car.value(TRUNK) is False

    talk(engines, work)


def test_a_lid_that_closes_does_not_open_on_the_way(engines: Engines) -> None:
    """Holding it where it reads to be would open it; in a moving car nothing opens a lid."""

    async def work(talking: Talking) -> None:
        closing = asyncio.ensure_future(talking.say("close the trunk"))
        await talking.clock.sleep(1)
        stopped = await talking.say("stop")
        await closing
        assert [outcome.status for outcome in stopped.outcomes] == ["denied"]
        assert asked(talking, TRUNK, talking.commanded()) == [False]

    talk(engines, work, Given(set={TRUNK: True, "Vehicle.Speed": 30.0}))


def test_what_is_pending_is_halted_too(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        talking.simulator.misbehave(WINDOW, Misbehaviour(slowness=30))
        assert only(await talking.say("close my window")).status == "pending"
        stopped = await talking.say("stop")
        held = talking.car.value(WINDOW)
        assert isinstance(held, int)
        assert 10 < held < 90
        assert signals(stopped) == {WINDOW: held}

    talk(engines, work, OPEN)


def test_nothing_moves_and_nothing_is_sent(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        await talking.say("open my window")
        talking.commanded()
        stopped = await talking.say("stop")
        assert (stopped.outcomes, talking.commanded()) == ((), ())

    talk(engines, work)


def test_without_a_reading_there_is_no_place_to_hold_it_at(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        closing = asyncio.ensure_future(talking.say("close my window"))
        await talking.clock.sleep(1)
        talking.simulator.stop()
        await talking.clock.sleep(0.9)
        talking.commanded()
        while talking.car.value(WINDOW) is not None:
            await talking.clock.sleep(0.1)
        stopped = await talking.say("stop")
        await closing
        assert all(outcome.status == "failed" for outcome in stopped.outcomes)
        assert talking.commanded() == ()

    talk(engines, work, OPEN)


def test_a_new_sentence_does_not_wait(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        began = talking.clock.now()
        closing = asyncio.ensure_future(talking.say("close my window"))
        await talking.clock.sleep(0.5)
        warmer = await talking.say("set the temperature to 24")
        assert signals(warmer) == {TEMPERATURE: 24}
        assert talking.clock.now() - began < 2
        left = await closing
        assert (only(left).status, signals(left)) == ("pending", {WINDOW: 0})
        await talking.clock.sleep(5)
        assert talking.car.value(WINDOW) == 0  # it went on

    talk(engines, work, OPEN)


def test_a_new_command_overtakes_the_one_on_its_way(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        closing = asyncio.ensure_future(talking.say("close my window"))
        await talking.clock.sleep(1)
        opened = await talking.say("open it again")
        await closing
        assert signals(opened) == {WINDOW: 100}
        assert talking.car.value(WINDOW) == 100

    talk(engines, work, OPEN)


def test_what_is_on_its_way_can_be_undone(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        closing = asyncio.ensure_future(talking.say("close my window"))
        await talking.clock.sleep(1)
        undone = await talking.say("undo that")
        await closing
        assert signals(undone) == {WINDOW: 100}

    talk(engines, work, OPEN)


def test_after_a_stop_the_rest_is_not_begun(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        both = asyncio.ensure_future(
            talking.say("close my window, then open my window and then open the sunroof")
        )
        await talking.clock.sleep(0.5)
        stopped = await talking.say("stop")
        await talking.clock.sleep(10)
        assert [outcome.status for outcome in (await both).outcomes] == ["failed"] * 3
        assert (await both).reply.endswith("You said stop, so I left the sunroof alone.")
        assert talking.car.value(SUNROOF) == 0
        assert signals(stopped) == {WINDOW: talking.car.value(WINDOW)}

    talk(engines, work, OPEN)


def test_undo_after_a_stop_goes_to_before_the_movement(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        closing = asyncio.ensure_future(talking.say("close my window"))
        await talking.clock.sleep(2)
        await talking.say("stop")
        await closing
        assert signals(await talking.say("undo that")) == {WINDOW: 100}

    talk(engines, work, OPEN)


class SlowTalk(Talk):
    """A model that has begun an answer and never comes to its end."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()

    async def answer(self, text: str, language: str, on_sentence: Callable[[str], None] | None = None) -> str:
        self.begun.set()
        await asyncio.Event().wait()
        raise AssertionError("unreachable")


def test_plain_talk_does_not_make_a_command_wait(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        slow = SlowTalk()
        assistant = Assistant(
            performer=Performer(talking.car, PLACES, None, talking.clock),
            understanding=engines.understanding,
            replies=engines.replies,
            clock=talking.clock,
            seat="row1.driver",
            talk=lambda language: slow,
        )
        joke = asyncio.ensure_future(assistant.turn("tell me a joke"))
        await slow.begun.wait()
        assert signals(await assistant.turn("set the temperature to 24")) == {TEMPERATURE: 24}
        assert (await joke).reply == ""

    talk(engines, work)


@pytest.mark.parametrize("other", ["stop the music", "don't stop", "stop and go traffic", "停车", "停止播放"])
def test_another_stop_is_not_meant(engines: Engines, other: str) -> None:
    assert engines.understanding.idiom(other) != "dialogue.stop"


@pytest.mark.parametrize("text", ["never mind", "cancel", "算了"])
def test_never_mind_stops_what_is_under_way(engines: Engines, text: str) -> None:
    async def work(talking: Talking) -> None:
        closing = asyncio.ensure_future(talking.say("close my window"))
        await talking.clock.sleep(2)
        stopped = await talking.say(text)
        await closing
        held = talking.car.value(WINDOW)
        assert held not in (0, 100)
        assert signals(stopped) == {WINDOW: held}

    talk(engines, work, OPEN)


def test_the_real_clock_halts_as_well(engines: Engines) -> None:
    """The window's own way: real time, threads that read the bus."""

    async def main() -> None:
        clock = RealClock()
        async with car_of(engines, clock, OPEN) as (car, _):
            assistant = new_assistant(engines, clock, car, None)
            closing = asyncio.ensure_future(assistant.turn("close my window"))
            with car.store.watch((WINDOW,)) as watch:
                while car.value(WINDOW) in (None, 100):
                    await asyncio.wait_for(watch.next(), 20)
            stopped = await assistant.turn("stop")
            await closing
            held = only(stopped).signals[WINDOW]
            assert 0 < int(held) < 100

    asyncio.run(main())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_stop_comes_in_the_middle_of_a_chat(tmp_path: Path) -> None:
    """The command itself, in real time: the trace tells when the window has begun to close."""
    trace = tmp_path / "trace"
    os.mkfifo(trace)
    command = [sys.executable, "-m", "cockpit", "chat", "--json", "--real-time", "--model", "off"]
    command += ["--set", f"{WINDOW}=100", "--trace", str(trace)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as chat:
        assert chat.stdin is not None
        assert chat.stdout is not None
        with trace.open(encoding="utf-8") as events:
            chat.stdin.write("close my window\n")
            chat.stdin.flush()
            for line in events:
                if json.loads(line)["event"] == "stepBegan":
                    break
            chat.stdin.write("stop\n")
            chat.stdin.close()
            events.read()
        closing, stopped = (json.loads(line) for line in chat.stdout)
    assert closing["outcomes"][0]["status"] == "failed"
    assert stopped["outcomes"][0]["signals"][WINDOW] > 0

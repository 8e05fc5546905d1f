"""What counts as done: only what the car itself then reports."""

import asyncio

import can
import pytest
from conversing import DOOR, TEMPERATURE, WINDOWS, Talking, only, signals, talk

from cockpit.app import Engines
from cockpit.car import Given
from vehicle.signal import Value
from vehicle.simulator import Misbehaviour

REAR_LEFT = "Vehicle.Cabin.Door.Row2.DriverSide.Window.Position"


def test_done_is_what_was_read_back(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        talking.commanded()
        turn = await talking.say("set the temperature to 24 degrees")
        assert only(turn).status == "done"
        assert signals(turn) == {TEMPERATURE: 24}
        assert talking.car.value(TEMPERATURE) == 24
        assert only(turn).frames == talking.commanded()
        assert len(only(turn).frames) == 1
        assert "24" in turn.reply

    talk(engines, work)


def test_a_car_that_has_fallen_silent(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        talking.commanded()
        talking.simulator.stop()
        turn = await talking.say("set the temperature to 24 degrees")
        outcome = only(turn)
        assert outcome.status == "failed"
        assert outcome.reason is not None
        assert outcome.reason.key == "no_answer"
        assert outcome.signals == {}
        assert outcome.frames == talking.commanded()
        assert outcome.frames
        assert "did not answer" in turn.reply
        assert "24" not in turn.reply
        assert not turn.went_well

    talk(engines, work)


@pytest.mark.parametrize("wrong", [Misbehaviour(answers=26), Misbehaviour(ignores=True)])
def test_a_car_that_does_something_else(engines: Engines, wrong: Misbehaviour) -> None:
    async def work(talking: Talking) -> None:
        talking.simulator.misbehave(TEMPERATURE, wrong)
        turn = await talking.say("set the temperature to 24 degrees")
        outcome = only(turn)
        assert (outcome.status, outcome.signals, len(outcome.frames)) == ("failed", {}, 1)
        assert outcome.reason is not None
        assert outcome.reason.key == "other_value"
        assert "did not do it" in turn.reply

    talk(engines, work)


def forged(talking: Talking, value: float) -> tuple[int, bytes]:
    """The frame by which the car would next report this temperature, with counter and checksum."""
    link = talking.profile.reads_of(TEMPERATURE)
    assert link is not None
    payload = link.field.put(link.codec.raw(value), talking.simulator.body.state.payloads[link.key])
    counter = talking.simulator._counters[link.key] + 1
    sealed = talking.profile.protections[link.key].seal(
        link.message.frame_id, payload, link.message.length, counter
    )
    return link.message.frame_id, sealed


@pytest.mark.parametrize("foreign", ["wrong checksum", "other id", "too short", "old counter"])
def test_a_foreign_frame_is_no_confirmation(engines: Engines, foreign: str) -> None:
    """The actuator is dead; somebody else says in its name that the temperature is 24."""

    async def work(talking: Talking) -> None:
        talking.simulator.misbehave(TEMPERATURE, Misbehaviour(ignores=True))
        old = forged(talking, 24)[1]

        async def impostor() -> None:
            while True:
                await talking.clock.sleep(0.05)
                arbitration_id, data = forged(talking, 24)
                if foreign == "wrong checksum":
                    data = bytes((data[0] ^ 1, *data[1:]))
                elif foreign == "other id":
                    arbitration_id ^= 0x400
                elif foreign == "too short":
                    data = data[:-1]
                else:
                    data = old
                talking.bus.send(can.Message(arbitration_id=arbitration_id, is_extended_id=False, data=data))

        await talking.clock.sleep(3)  # the old counter is then far behind
        posing = asyncio.create_task(impostor())
        turn = await talking.say("set the temperature to 24 degrees")
        posing.cancel()
        assert (only(turn).status, only(turn).signals) == ("failed", {})
        assert talking.car.value(TEMPERATURE) == 21

    talk(engines, work)


def test_a_frame_forged_in_every_detail_is_believed(engines: Engines) -> None:
    """Else the test before could not fail."""

    async def work(talking: Talking) -> None:
        arbitration_id, data = forged(talking, 24)
        talking.bus.send(can.Message(arbitration_id=arbitration_id, is_extended_id=False, data=data))
        await talking.clock.sleep(0.01)
        assert talking.car.value(TEMPERATURE) == 24

    talk(engines, work)


def test_one_of_several_windows_fails(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        talking.simulator.misbehave(REAR_LEFT, Misbehaviour(ignores=True))
        turn = await talking.say("open all windows")
        outcome = only(turn)
        assert (outcome.status, outcome.signals) == ("failed", {})
        assert outcome.frames
        done, failed = turn.reply.split(". ", 1)
        assert "rear left" not in done
        assert done.endswith("are fully open")
        assert "rear left window did not" in failed
        assert [talking.car.value(path) for path in WINDOWS] == [100, 100, 0, 100]

    talk(engines, work)


def test_what_takes_over_a_minute_is_pending(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        talking.simulator.misbehave(WINDOWS[0], Misbehaviour(slowness=20))
        turn = await talking.say("open my window")
        assert (only(turn).status, signals(turn)) == ("pending", {WINDOWS[0]: 100})
        assert "still on the way" in turn.reply
        now = talking.car.value(WINDOWS[0])
        assert now is not None
        assert 0 < float(now) < 100

    talk(engines, work)


DENIED: tuple[tuple[str, dict[str, Value], tuple[str, ...]], ...] = (
    ("open the driver door", {"Vehicle.Speed": 120}, ()),
    ("open the driver door", {"Vehicle.Speed": 5}, ()),
    ("unlock the doors", {"Vehicle.Speed": 120}, ()),
    ("open the trunk", {"Vehicle.Speed": 120}, ()),
    ("fold the mirrors", {"Vehicle.Speed": 120}, ()),
    ("honk the horn", {"Vehicle.Speed": 120}, ()),
    ("sport mode", {"Vehicle.Speed": 120}, ()),
    ("open the driver door", {}, ("Vehicle.Speed",)),
    ("set the temperature to 40 degrees", {}, ()),
    ("warmer", {}, (TEMPERATURE,)),
)


@pytest.mark.parametrize(("text", "wanted", "silent"), DENIED)
def test_what_is_denied_leaves_the_bus_alone(
    engines: Engines, text: str, wanted: dict[str, Value], silent: tuple[str, ...]
) -> None:
    async def work(talking: Talking) -> None:
        turn = await talking.say(text)
        outcome = only(turn)
        assert (outcome.status, outcome.signals, outcome.frames) == ("denied", {}, ())
        assert outcome.reason is not None
        assert turn.reply
        await talking.clock.sleep(3)
        assert talking.commanded() == ()

    talk(engines, work, Given(wanted, silent))


def test_an_unknown_speed_is_said_to_be_unknown(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        turn = await talking.say("open the driver door")
        assert "how fast" in turn.reply
        assert "while we are moving" not in turn.reply

    talk(engines, work, Given(unset=("Vehicle.Speed",)))


def test_media_and_questions_leave_the_bus_alone(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        assert signals(await talking.say("set the volume to 55"))
        assert (await talking.say("how far can I drive")).read
        assert only(await talking.say("turn on the kitchen lights")).status == "unavailable"
        assert talking.commanded() == ()

    talk(engines, work)


def test_a_door_that_was_asked_about_is_not_opened_when_the_car_has_begun_to_move(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        assert only(await talking.say("open the driver door")).status == "asked"
        talking.simulator.set({"Vehicle.Speed": 30})
        await talking.clock.sleep(0.5)
        turn = await talking.say("yes")
        assert (only(turn).action, only(turn).status) == ("doors.open", "denied")
        assert talking.commanded() == ()
        assert talking.car.value(DOOR) is False

    talk(engines, work)


def test_two_steps_may_ask_the_same_of_one_path(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        turn = await talking.say("make the ambient light blue and set the ambient light to 30%")
        assert [outcome.status for outcome in turn.outcomes] == ["done", "done"]

    talk(engines, work)

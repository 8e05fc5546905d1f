"""The gate: what it lets out, and what it takes for done."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import can
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vehicle import vss
from vehicle.bus import open_bus
from vehicle.clock import VirtualClock, run_virtual
from vehicle.errors import BusError
from vehicle.motion import SPEED, Motion
from vehicle.profile import Profile, load_profile
from vehicle.signal import Command, Receipt, Refusal, Value
from vehicle.simulator import Misbehaviour, Simulator, simulated_car
from vehicle.vehicle import Vehicle

GEAR = "Vehicle.Powertrain.Transmission.SelectedGear"
PEDAL = "Vehicle.Chassis.Brake.PedalPosition"
LIGHT = "Vehicle.Exterior.LightIntensity"
DOME = "Vehicle.Cabin.Light.IsDomeOn"
LOW_BEAM = "Vehicle.Body.Lights.Beam.Low.IsOn"
MODE = "Vehicle.Powertrain.Transmission.PerformanceMode"
DOOR = "Vehicle.Cabin.Door.Row1.DriverSide.IsOpen"
LOCK = "Vehicle.Cabin.Door.Row1.DriverSide.IsLocked"
WINDOW = "Vehicle.Cabin.Door.Row1.DriverSide.Window.Position"
TEMPERATURE = "Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature"
RANGE_OF: dict[str, tuple[float, float]] = {
    "Temperature": (16, 28),
    "Recline": (-30, 75),
    "Position": (0, 300),
    "Height": (0, 100),
}

MOTIONS: dict[str, tuple[Motion, dict[str, Value], tuple[str, ...]]] = {
    "parked": (Motion.PARKED, {}, ()),
    "braked": (Motion.PARKED, {GEAR: 127, PEDAL: 20}, ()),
    "rolling in P": (Motion.SLOW, {SPEED: 0.5, GEAR: 126}, ()),
    "standing in D": (Motion.SLOW, {GEAR: 127}, ()),
    "slow": (Motion.SLOW, {SPEED: 10.0}, ()),
    "just not slow": (Motion.MOVING, {SPEED: 10.01}, ()),
    "backwards": (Motion.MOVING, {SPEED: -20.0, GEAR: -1}, ()),
    "moving": (Motion.MOVING, {SPEED: 120.0}, ()),
    "unknown": (Motion.MOVING, {}, (SPEED,)),
}
DEMO_EV = load_profile("demo-ev")
WRITES = sorted(DEMO_EV.writes)
Work = Callable[[Vehicle, Simulator, VirtualClock], Awaitable[None]]


def in_car(work: Work, given: dict[str, Value] | None = None, silent: tuple[str, ...] = ()) -> None:
    async def main(clock: VirtualClock) -> None:
        async with simulated_car(DEMO_EV, clock, given=given, silent=silent) as (vehicle, simulator):
            await work(vehicle, simulator, clock)

    run_virtual(main)


def request(
    *commands: Command, given: dict[str, Value] | None = None, silent: tuple[str, ...] = ()
) -> tuple[Receipt, ...]:
    receipts: list[Receipt] = []

    async def work(vehicle: Vehicle, _simulator: Simulator, _clock: VirtualClock) -> None:
        receipts.extend(await vehicle.request(commands))

    in_car(work, given, silent)
    return tuple(receipts)


@asynccontextmanager
async def tap(vehicle: Vehicle) -> AsyncIterator[can.BusABC]:
    """A further handle on the car's bus, which hears what everybody sends and may send foreign frames."""
    channel = next(iter(vehicle._buses.values())).channel_info.removeprefix("Virtual bus channel ")
    with open_bus("virtual", channel) as bus:
        yield bus


def other_than_fresh(path: str) -> tuple[Value, ...]:
    """Targets that differ from what a fresh car reads."""
    signal = DEMO_EV.writes[path].signal
    if signal.datatype == "boolean":
        return (True, False)
    if signal.allowed:
        return signal.allowed
    if signal.datatype == "string":
        return ("#FF8000",)
    low, high = next(
        (ends for name, ends in RANGE_OF.items() if path.endswith(name)), (signal.low, signal.high)
    )
    if path.endswith(("Window.Position", "Shade.Position", "Sunroof.Position")):
        low, high = signal.low, signal.high
    assert low is not None and high is not None
    return tuple(v if signal.datatype in ("float", "double") else int(v) for v in (low, high))


# What the contract's policy says, path by path: (target, condition); written down apart from the profile.
def condition_of(path: str, target: Value) -> str:
    opens = path.endswith((".IsOpen", ".IsFlapOpen")) and target is True
    unlocks = path.endswith((".IsLocked", ".IsChildLockActive")) and target is False
    drivers = path in (
        "Vehicle.Cabin.Seat.Row1.DriverSide.Position",
        "Vehicle.Cabin.Seat.Row1.DriverSide.Height",
        "Vehicle.Cabin.Seat.Row1.DriverSide.Backrest.Recline",
    )
    act = (path.endswith(".IsFolded") or path == "Vehicle.Body.Horn.IsActive") and target is True
    if opens or unlocks or drivers or act:
        return "parked"
    return "slow" if path == MODE or path.endswith(".Tilt") else "always"


@pytest.mark.parametrize("situation", MOTIONS)
def test_every_command_is_let_through_exactly_when_the_policy_says(situation: str) -> None:
    motion, given, silent = MOTIONS[situation]

    async def work(vehicle: Vehicle, _simulator: Simulator, clock: VirtualClock) -> None:
        for path in WRITES:
            for target in other_than_fresh(path):
                condition = condition_of(path, target)
                allowed = condition == "always" or (condition, motion) in (
                    ("slow", Motion.SLOW),
                    ("slow", Motion.PARKED),
                    ("parked", Motion.PARKED),
                )
                (receipt,) = await vehicle.request([Command(path, target)])
                if allowed:
                    assert receipt.status == "done", (situation, receipt)
                    assert receipt.reading is not None
                    assert receipt.reading.value == target
                    assert vehicle.store.value(path, clock.now()) == target
                else:
                    refusal = Refusal.SPEED_UNKNOWN if silent else Refusal.MOVING
                    assert (receipt.status, receipt.refusal) == ("denied", refusal), (situation, receipt)
                    assert receipt.frames == ()
                    assert receipt.reading is None

    in_car(work, given, silent)


@pytest.mark.parametrize(
    ("given", "silent", "allowed"),
    [
        ({LIGHT: 80.0}, (), True),
        ({LIGHT: 20.0}, (), True),
        ({LIGHT: 19.5}, (), False),
        ({}, (LIGHT,), False),
        ({LIGHT: 0.0, SPEED: 0.0}, (), True),
    ],
)
def test_the_low_beam_stays_on_in_the_dark_unless_parked(
    given: dict[str, Value], silent: tuple[str, ...], allowed: bool
) -> None:
    moving = {SPEED: 50.0, **given}
    (on,) = request(Command(LOW_BEAM, True), given=moving, silent=silent)
    assert on.status == "done"
    (off,) = request(Command(LOW_BEAM, False), given={**moving, LOW_BEAM: True}, silent=silent)
    assert off.status == ("done" if allowed else "denied")


@pytest.mark.parametrize(
    ("path", "target"),
    [
        (TEMPERATURE, 15.5),
        (TEMPERATURE, 28.5),
        (TEMPERATURE, float("nan")),
        (WINDOW, 101),
        (WINDOW, -1),
        (WINDOW, 127),
        (WINDOW, "open"),
        (WINDOW, True),
        (DOME, 1),
        (MODE, "FLY"),
        (MODE, "NoRequest"),
        ("Vehicle.Cabin.Light.AmbientLight.Row1.DriverSide.Color", "blue"),
        ("Vehicle.Cabin.Light.AmbientLight.Row1.DriverSide.Intensity", 0),
    ],
)
def test_out_of_range_sends_nothing_and_says_the_range(path: str, target: Value) -> None:
    (receipt,) = request(Command(path, target))
    assert (receipt.status, receipt.refusal, receipt.frames) == ("denied", Refusal.OUT_OF_RANGE, ())
    assert receipt.detail


def test_the_ends_of_a_range_are_inside() -> None:
    assert [r.status for r in request(Command(TEMPERATURE, 16), given={TEMPERATURE: 20.0})] == ["done"]
    assert [r.status for r in request(Command(TEMPERATURE, 28), given={TEMPERATURE: 20.0})] == ["done"]


@given(st.sampled_from([path for path in vss.paths() if path not in DEMO_EV.writes]), st.integers(0, 1))
@settings(deadline=None, max_examples=40)
def test_what_is_not_on_the_allow_list_is_never_sent(path: str, target: int) -> None:
    (receipt,) = request(Command(path, target))
    assert (receipt.status, receipt.refusal, receipt.frames) == ("denied", Refusal.NOT_ALLOWED, ())


def test_what_is_there_already_is_done_without_a_frame() -> None:
    (receipt,) = request(Command(TEMPERATURE, 21))
    assert (receipt.status, receipt.frames) == ("done", ())
    assert receipt.reading is not None
    assert receipt.reading == receipt.before


def test_commands_of_one_message_share_a_frame_and_ask_for_nothing_else() -> None:
    shade = "Vehicle.Cabin.Door.Row1.DriverSide.Shade.Position"
    window, dimmer, dome = request(Command(WINDOW, 50), Command(shade, 40), Command(DOME, True))
    assert [r.status for r in (window, dimmer, dome)] == ["done"] * 3
    assert window.frames == dimmer.frames
    assert len(window.frames) == len(dome.frames) == 1
    frame = window.frames[0]
    decoded = DEMO_EV.databases["main"].decode_message(frame.arbitration_id, frame.data)
    asked = {name: value for name, value in decoded.items() if str(value) != "NoRequest"}
    assert asked.keys() == {"Checksum", "Counter", "FrontLeftWindowReq", "FrontLeftShadeReq"}
    assert (asked["FrontLeftWindowReq"], asked["FrontLeftShadeReq"]) == (50, 40)
    assert DEMO_EV.protections["main", frame.arbitration_id, False].is_sealed(
        frame.arbitration_id, frame.data
    )


def test_the_receipt_shows_the_frames_that_were_on_the_bus() -> None:
    async def work(vehicle: Vehicle, _simulator: Simulator, clock: VirtualClock) -> None:
        commands = {link.message.frame_id for link in DEMO_EV.writes.values()}
        async with tap(vehicle) as bus:
            receipts = await vehicle.request([Command(WINDOW, 50), Command(DOME, True)])
            heard: list[tuple[int, bytes]] = []
            while (message := bus.recv(0)) is not None:
                if message.arbitration_id in commands:
                    heard.append((message.arbitration_id, bytes(message.data)))
        assert heard == [(frame.arbitration_id, frame.data) for r in receipts for frame in r.frames]

    in_car(work)


def test_the_gate_is_silent_until_it_knows_speed_and_gear() -> None:
    async def main(clock: VirtualClock) -> None:
        ours, theirs = open_bus("virtual", "test-silent"), open_bus("virtual", "test-silent")
        vehicle = Vehicle.open(DEMO_EV, clock, ours)
        asked = asyncio.ensure_future(vehicle.request([Command(DOME, True)]))
        await clock.sleep(0.9)
        assert theirs.recv(0) is None
        await clock.sleep(0.2)  # by now it knows that they do not come
        assert theirs.recv(0) is not None
        (receipt,) = await asked
        assert (receipt.status, receipt.refusal) == ("failed", Refusal.NO_ANSWER)
        (door,) = await vehicle.request([Command(DOOR, True)])
        assert (door.status, door.refusal) == ("denied", Refusal.SPEED_UNKNOWN)
        assert theirs.recv(0) is None
        theirs.shutdown()
        await vehicle.close()

    run_virtual(main)


def test_stale_speed_is_no_speed() -> None:
    async def work(vehicle: Vehicle, simulator: Simulator, clock: VirtualClock) -> None:
        simulator.stop()
        await clock.sleep(1)
        (receipt,) = await vehicle.request([Command(DOOR, True)])
        assert (receipt.status, receipt.refusal, receipt.frames) == ("denied", Refusal.SPEED_UNKNOWN, ())

    in_car(work)


def test_a_stopped_car_is_no_answer() -> None:
    async def work(vehicle: Vehicle, simulator: Simulator, _clock: VirtualClock) -> None:
        simulator.stop()
        (receipt,) = await vehicle.request([Command(WINDOW, 50)])
        assert (receipt.status, receipt.refusal) == ("failed", Refusal.NO_ANSWER)
        assert len(receipt.frames) == 1

    in_car(work)


def test_a_window_that_stops_on_its_way_is_another_value() -> None:
    async def work(vehicle: Vehicle, simulator: Simulator, clock: VirtualClock) -> None:
        asked = asyncio.ensure_future(vehicle.request([Command(WINDOW, 100)]))
        await clock.sleep(2)
        simulator.set({WINDOW: 47})  # something is in its way
        (receipt,) = await asked
        assert (receipt.status, receipt.refusal) == ("failed", Refusal.OTHER_VALUE)
        assert receipt.reading is not None
        assert receipt.reading.value == 47

    in_car(work)


@pytest.mark.parametrize(
    ("path", "target", "how", "reads"),
    [
        (WINDOW, 50, Misbehaviour(ignores=True), 0),
        (WINDOW, 50, Misbehaviour(answers=80), 80),
        (WINDOW, 50, Misbehaviour(answers=48), 48),
        (DOME, True, Misbehaviour(ignores=True), False),
        (MODE, "SPORT", Misbehaviour(answers="SNOW"), "SNOW"),
        (TEMPERATURE, 25, Misbehaviour(answers=24.5), 24.5),
    ],
)
def test_another_value_is_no_success(path: str, target: Value, how: Misbehaviour, reads: Value) -> None:
    async def work(vehicle: Vehicle, simulator: Simulator, clock: VirtualClock) -> None:
        simulator.misbehave(path, how)
        (receipt,) = await vehicle.request([Command(path, target)])
        assert (receipt.status, receipt.refusal) == ("failed", Refusal.OTHER_VALUE)
        assert len(receipt.frames) == 1
        assert receipt.reading is not None
        assert receipt.reading.value == reads
        simulator.misbehave(path, None)
        (second,) = await vehicle.request([Command(path, target)])
        assert second.status == "done"

    in_car(work)


def test_a_locked_door_does_not_open() -> None:
    (receipt,) = request(Command(DOOR, True), given={LOCK: True})
    assert (receipt.status, receipt.refusal) == ("failed", Refusal.OTHER_VALUE)


def test_a_silent_reading_is_no_answer() -> None:
    (receipt,) = request(Command(WINDOW, 50), silent=(WINDOW,))
    assert (receipt.status, receipt.refusal, receipt.reading) == ("failed", Refusal.NO_ANSWER, None)


def test_what_moves_for_more_than_a_minute_is_pending() -> None:
    async def work(vehicle: Vehicle, simulator: Simulator, clock: VirtualClock) -> None:
        simulator.misbehave(WINDOW, Misbehaviour(slowness=20))  # 80 s for the whole way
        (receipt,) = await vehicle.request([Command(WINDOW, 100)])
        assert (receipt.status, receipt.refusal) == ("pending", None)
        assert clock.now() == pytest.approx(60, abs=1)
        assert receipt.reading is not None
        assert 70 < float(receipt.reading.value) < 80

    in_car(work)


def test_what_moves_slowly_but_within_a_minute_is_waited_for() -> None:
    async def work(vehicle: Vehicle, simulator: Simulator, clock: VirtualClock) -> None:
        simulator.misbehave(WINDOW, Misbehaviour(slowness=10))
        (receipt,) = await vehicle.request([Command(WINDOW, 100)])
        assert receipt.status == "done"
        assert clock.now() == pytest.approx(40, abs=1)

    in_car(work)


def test_a_foreign_frame_is_not_taken_for_the_answer() -> None:
    status = DEMO_EV.reads_of(WINDOW)
    assert status is not None
    ident = status.message.frame_id
    says_50 = status.field.put(50, 0)
    good = DEMO_EV.protections["main", ident, False].seal(ident, says_50, 8, 7)
    foreign = [
        can.Message(arbitration_id=ident, data=bytes([good[0] ^ 0xFF]) + good[1:], is_extended_id=False),
        can.Message(arbitration_id=ident, data=good, is_extended_id=False),  # the counter is not the next
        can.Message(arbitration_id=ident, data=good, is_extended_id=True),
        can.Message(arbitration_id=ident + 0x200, data=good, is_extended_id=False),
        can.Message(arbitration_id=ident, data=good[:5], is_extended_id=False),
        can.Message(arbitration_id=ident, is_extended_id=False, is_remote_frame=True),
    ]

    async def work(vehicle: Vehicle, simulator: Simulator, clock: VirtualClock) -> None:
        simulator.misbehave(WINDOW, Misbehaviour(ignores=True))
        async with tap(vehicle) as bus:
            asked = asyncio.ensure_future(vehicle.request([Command(WINDOW, 50)]))
            await clock.sleep(0.5)
            for message in foreign:
                bus.send(message)
            (receipt,) = await asked
        assert (receipt.status, receipt.refusal) == ("failed", Refusal.OTHER_VALUE)
        assert vehicle.store.value(WINDOW, clock.now()) == 0
        assert vehicle.faults == {"checksum": 1, "counter": 1, "length": 1}

    in_car(work)


def test_the_cars_own_frame_from_before_is_not_taken_for_the_answer() -> None:
    """A reading that was on its way when the command went out says nothing about the command."""

    async def work(vehicle: Vehicle, simulator: Simulator, clock: VirtualClock) -> None:
        simulator.misbehave(DOME, Misbehaviour(ignores=True))
        simulator.set({DOME: True})  # sent, and in our queue, but not read yet
        simulator.stop()
        (receipt,) = await vehicle.request([Command(DOME, True)])
        assert receipt.status == "failed"

    in_car(work)


def test_foreign_commands_are_not_obeyed_by_the_car() -> None:
    link = DEMO_EV.writes[WINDOW]
    ident = link.message.frame_id
    payload = link.field.put(50, DEMO_EV.blanks["main", ident, False])
    good = DEMO_EV.protections["main", ident, False].seal(ident, payload, 8, 0)

    async def work(vehicle: Vehicle, _simulator: Simulator, clock: VirtualClock) -> None:
        async with tap(vehicle) as bus:
            for data in (bytes([good[0] ^ 1]) + good[1:], good[:4]):
                bus.send(can.Message(arbitration_id=ident, data=data, is_extended_id=False))
            await clock.sleep(3)
            assert vehicle.store.value(WINDOW, clock.now()) == 0
            bus.send(can.Message(arbitration_id=ident, data=good, is_extended_id=False))
            await clock.sleep(3)
            assert vehicle.store.value(WINDOW, clock.now()) == 50

    in_car(work)


def test_a_later_command_takes_the_place_of_an_earlier_one() -> None:
    async def work(vehicle: Vehicle, _simulator: Simulator, clock: VirtualClock) -> None:
        first = asyncio.ensure_future(vehicle.request([Command(WINDOW, 100)]))
        await clock.sleep(2)
        (second,) = await vehicle.request([Command(WINDOW, 10)])
        (earlier,) = await first
        assert second.status == "done"
        assert (earlier.status, earlier.refusal) == ("failed", Refusal.OVERTAKEN)

    in_car(work)


def test_passing_by_the_target_is_not_being_there() -> None:
    async def work(vehicle: Vehicle, _simulator: Simulator, clock: VirtualClock) -> None:
        first = asyncio.ensure_future(vehicle.request([Command(WINDOW, 100)]))
        while (now := vehicle.store.value(WINDOW, clock.now())) is None or now == 0:
            await clock.sleep(0.01)
        (second,) = await vehicle.request([Command(WINDOW, now)])
        assert second.frames != ()
        await first
        await clock.sleep(5)
        assert vehicle.store.value(WINDOW, clock.now()) == now

    in_car(work)


async def _minute_long(vehicle: Vehicle, simulator: Simulator, clock: VirtualClock) -> None:
    (receipt,) = await vehicle.request([Command(WINDOW, 100)])
    assert receipt.status == "pending"


async def _cancelled(vehicle: Vehicle, simulator: Simulator, clock: VirtualClock) -> None:
    asked = asyncio.ensure_future(vehicle.request([Command(WINDOW, 100)]))
    await clock.sleep(30)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked


async def _taken_for_failed(vehicle: Vehicle, simulator: Simulator, clock: VirtualClock) -> None:
    """The car falls silent on the way, and is heard again later."""
    asked = asyncio.ensure_future(vehicle.request([Command(WINDOW, 100)]))
    await clock.sleep(30)
    simulator.stop()
    (receipt,) = await asked
    assert receipt.status in ("failed", "pending")
    simulator.go_on()
    await clock.sleep(1)


@pytest.mark.parametrize("before", [_minute_long, _cancelled, _taken_for_failed])
def test_what_still_moves_from_an_earlier_request_is_sent_a_frame_and_stops(before: Work) -> None:
    async def work(vehicle: Vehicle, simulator: Simulator, clock: VirtualClock) -> None:
        simulator.misbehave(WINDOW, Misbehaviour(slowness=40))
        await before(vehicle, simulator, clock)
        now = vehicle.store.value(WINDOW, clock.now())
        assert now is not None
        assert 0 < now < 100
        (receipt,) = await vehicle.request([Command(WINDOW, now)])
        assert (receipt.status, len(receipt.frames)) == ("done", 1)
        await clock.sleep(60)
        assert vehicle.store.value(WINDOW, clock.now()) == now
        (again,) = await vehicle.request([Command(WINDOW, now)])
        assert (again.status, again.frames) == ("done", ())

    in_car(work)


def test_a_movement_that_a_later_command_took_over_is_not_forgotten() -> None:
    async def work(vehicle: Vehicle, simulator: Simulator, clock: VirtualClock) -> None:
        simulator.misbehave(WINDOW, Misbehaviour(slowness=40))
        first = asyncio.ensure_future(vehicle.request([Command(WINDOW, 100)]))
        await clock.sleep(20)
        second = asyncio.ensure_future(vehicle.request([Command(WINDOW, 90)]))
        assert (await first)[0].status == "failed"
        second.cancel()
        await clock.sleep(10)
        now = vehicle.store.value(WINDOW, clock.now())
        assert now is not None
        (receipt,) = await vehicle.request([Command(WINDOW, now)])
        assert (receipt.status, len(receipt.frames)) == ("done", 1)

    in_car(work)


def test_what_was_there_in_one_request_says_nothing_of_what_another_sent_since() -> None:
    async def work(vehicle: Vehicle, simulator: Simulator, clock: VirtualClock) -> None:
        simulator.misbehave(WINDOW, Misbehaviour(slowness=40))
        seat = "Vehicle.Cabin.Seat.Row1.DriverSide.Position"
        first = asyncio.ensure_future(vehicle.request([Command(WINDOW, 0), Command(seat, 300)]))  # 5 s
        await clock.sleep(0.5)
        second = asyncio.ensure_future(vehicle.request([Command(WINDOW, 100)]))
        await clock.sleep(3)
        second.cancel()
        assert [receipt.status for receipt in await first] == ["done", "done"]
        now = vehicle.store.value(WINDOW, clock.now())
        assert now is not None
        (receipt,) = await vehicle.request([Command(WINDOW, now)])
        assert (receipt.status, len(receipt.frames)) == ("done", 1)

    in_car(work)


def test_everything_at_once_is_within_the_rate() -> None:
    async def work(vehicle: Vehicle, _simulator: Simulator, clock: VirtualClock) -> None:
        began = clock.now()
        for which in (-1, 0):  # there and back
            asked = vehicle.request([Command(path, other_than_fresh(path)[which]) for path in WRITES])
            going = asyncio.ensure_future(asked)
            await clock.sleep(0.4)
            assert clock.now() - began < 1
            if which:
                later = going
        receipts = (*await later, *await going)
        assert Refusal.TOO_FAST not in {receipt.refusal for receipt in receipts}

    in_car(work)


def test_a_hundred_small_requests_in_one_breath_are_within_the_rate() -> None:
    """As a routine does it that sets one thing after the other: every lamp, window, lock and door."""
    several = ("Light.", "Window.", "Shade.", "IsLocked", "Seat.Row1.PassengerSide")

    async def work(vehicle: Vehicle, _simulator: Simulator, _clock: VirtualClock) -> None:
        paths = [path for path in WRITES if any(name in path for name in several)]
        assert len(paths) > 40
        asked = [vehicle.request([Command(path, other_than_fresh(path)[0])]) for path in paths]
        receipts = [one for several in await asyncio.gather(*asked) for one in several]
        assert Refusal.TOO_FAST not in {receipt.refusal for receipt in receipts}

    in_car(work)


def test_too_many_frames_a_second_are_not_sent() -> None:
    profile = replace(DEMO_EV, frames_per_s=2)

    async def main(clock: VirtualClock) -> None:
        async with simulated_car(profile, clock) as (vehicle, _simulator):
            commands = [Command(WINDOW, 50), Command(DOME, True), Command(MODE, "SPORT")]
            receipts = await vehicle.request(commands)
            assert [r.status for r in receipts] == ["done", "done", "denied"]
            assert receipts[2].refusal is Refusal.TOO_FAST
            (later,) = await vehicle.request(commands[2:])
            assert later.status == "done"

    run_virtual(main)


def test_one_refused_command_does_not_hold_up_the_others() -> None:
    door, temperature = request(Command(DOOR, True), Command(TEMPERATURE, 24), given={SPEED: 50.0})
    assert (door.status, door.frames) == ("denied", ())
    assert temperature.status == "done"


def test_a_car_without_counters_and_checksums_is_served_too() -> None:
    profile = replace(DEMO_EV, protections={})

    async def main(clock: VirtualClock) -> None:
        async with simulated_car(profile, clock) as (vehicle, _simulator):
            (receipt,) = await vehicle.request([Command(DOME, True)])
            assert receipt.status == "done"
            assert (receipt.frames[0].data[0], receipt.frames[0].data[1] & 0x0F) == (0, 0)

    run_virtual(main)


def test_no_commands_are_no_receipts() -> None:
    assert request() == ()


class RealBus(can.BusABC):
    """A bus that counts as real, and keeps what is sent."""

    channel_info = "real"

    def __init__(self) -> None:
        super().__init__("real")
        self.sent: list[can.Message] = []

    def send(self, msg: can.Message, timeout: float | None = None) -> None:
        self.sent.append(msg)

    def _recv_internal(self, timeout: float | None) -> tuple[can.Message | None, bool]:
        return None, False


def test_a_real_interface_is_read_only_until_it_is_armed() -> None:
    async def main(clock: VirtualClock) -> None:
        bus = RealBus()
        vehicle = Vehicle.open(DEMO_EV, clock, bus)
        (receipt,) = await vehicle.request([Command(DOME, True)])
        assert (receipt.status, receipt.refusal, bus.sent) == ("denied", Refusal.NOT_ARMED, [])
        vehicle.arm()
        (receipt,) = await vehicle.request([Command(DOME, True)])
        assert (receipt.status, receipt.refusal, len(bus.sent)) == ("failed", Refusal.NO_ANSWER, 1)
        vehicle.arm(False)
        (receipt,) = await vehicle.request([Command(DOME, True)])
        assert (receipt.refusal, len(bus.sent)) == (Refusal.NOT_ARMED, 1)
        await vehicle.close()

    run_virtual(main)


def test_a_bus_that_takes_no_frame_is_a_fault() -> None:
    async def work(vehicle: Vehicle, _simulator: Simulator, _clock: VirtualClock) -> None:
        next(iter(vehicle._buses.values())).shutdown()
        (receipt,) = await vehicle.request([Command(DOME, True)])
        assert (receipt.status, receipt.refusal, receipt.frames) == ("failed", Refusal.BUS_FAULT, ())

    in_car(work)


def test_every_channel_needs_its_bus(demo_ev: Profile) -> None:
    async def main(clock: VirtualClock) -> None:
        with pytest.raises(BusError, match="channels main"):
            Vehicle.open(demo_ev, clock, {})

    run_virtual(main)

"""The simulated car: as fresh as the contract says, set and silenced by hand, and moving by itself."""

import asyncio
import gc
import threading
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from vehicle.bus import open_bus
from vehicle.clock import RealClock, VirtualClock, run_virtual
from vehicle.errors import BadValue, ProfileError, UnknownPath
from vehicle.motion import Motion, motion
from vehicle.profile import Profile
from vehicle.signal import Command, Reading, Signal, Value
from vehicle.simulator import Simulator, simulated_car
from vehicle.simulator.drive_cycle import LAP
from vehicle.vehicle import Vehicle
from vehicle.vss import INTEGER_RANGES

SPEED = "Vehicle.Speed"
GEAR = "Vehicle.Powertrain.Transmission.SelectedGear"
CHARGE = "Vehicle.Powertrain.TractionBattery.StateOfCharge.Current"
WINDOW = "Vehicle.Cabin.Door.Row1.DriverSide.Window.Position"
FRESH: dict[str, Value] = {
    GEAR: 126,
    SPEED: 0.0,
    "Vehicle.IsMoving": False,
    "Vehicle.LowVoltageSystemState": "ON",
    "Vehicle.Cabin.Seat.Row1.DriverSide.OccupancyStatus": "OCCUPIED",
    "Vehicle.Cabin.HVAC.IsAirConditioningActive": True,
    "Vehicle.Powertrain.TractionBattery.StateOfCharge.Current": 60.0,
    "Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed": 60.0,
    "Vehicle.Body.Windshield.Front.Wiping.Mode": "OFF",
    "Vehicle.Body.Windshield.Rear.Wiping.Mode": "OFF",
}
FRESH_BY_ENDING: dict[str, Value] = {
    ".IsOpen": False,
    ".IsFlapOpen": False,
    ".IsLocked": False,
    ".Window.Position": 0,
    ".Sunroof.Position": 0,
    ".Shade.Position": 0,
    "RearShade.Position": 0,
    ".HeatingCooling": 0,
    ".Massage.Level": 0,
    ".IsHeatingOn": False,
    ".IsLightOn": False,
    ".IsDomeOn": False,
    ".IsSignaling": False,
    "Low.IsOn": False,
    "High.IsOn": False,
    "Front.IsOn": False,
    "Rear.IsOn": False,
    "Horn.IsActive": False,
    ".Temperature": 21.0,
    ".FanSpeed": 40,
    "DefrosterActive": False,
    ".IsFolded": False,
    ".IsError": False,
    ".IsDefect": False,
    "IsLevelLow": False,
    "IsPressureLow": False,
}


Work = Callable[[Vehicle, Simulator, VirtualClock], Awaitable[None]]


def in_car(
    profile: Profile, work: Work, given: dict[str, Value] | None = None, silent: tuple[str, ...] = ()
) -> None:
    async def main(clock: VirtualClock) -> None:
        async with simulated_car(profile, clock, given=given, silent=silent) as (vehicle, simulator):
            await work(vehicle, simulator, clock)

    run_virtual(main)


def test_a_fresh_car_is_as_the_contract_says_and_reports_all_it_has(demo_ev: Profile) -> None:
    async def work(vehicle: Vehicle, _simulator: Simulator, clock: VirtualClock) -> None:
        values = {link.path: vehicle.store.value(link.path, clock.now()) for link in demo_ev.reads}
        assert [path for path, value in values.items() if value is None] == []
        assert {path: values[path] for path in FRESH} == FRESH
        for ending, expected in FRESH_BY_ENDING.items():
            found = {path: value for path, value in values.items() if path.endswith(ending)}
            assert found, ending
            assert set(found.values()) == {expected}, found
        assert motion(vehicle.store, clock.now()) is Motion.PARKED
        assert vehicle.faults == {}

    in_car(demo_ev, work)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({SPEED: 120.0}, {SPEED: 120.0, GEAR: 127, "Vehicle.IsMoving": True}),
        ({SPEED: 120.0}, {"Vehicle.Chassis.ParkingBrake.IsEngaged": False}),
        ({SPEED: 5.0, GEAR: 126}, {GEAR: 126}),
        ({GEAR: -1}, {"Vehicle.Powertrain.Transmission.CurrentGear": -1}),
        ({GEAR: 127}, {GEAR: 127, "Vehicle.Powertrain.Transmission.CurrentGear": 1}),
        *(
            (
                {GEAR: gear},
                {
                    GEAR: gear,
                    "Vehicle.Powertrain.Transmission.CurrentGear": gear,
                    "Vehicle.Chassis.ParkingBrake.IsEngaged": False,
                },
            )
            for gear in (1, 5, 125, -2, -128)
        ),
        ({"Vehicle.Powertrain.Transmission.CurrentGear": 1}, {GEAR: 127}),
        ({CHARGE: 20.0}, {"Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed": 20.0}),
        (
            {"Vehicle.Powertrain.Range": 30000},
            {"Vehicle.Powertrain.TractionBattery.Range": 30000, CHARGE: 60.0},
        ),
        ({WINDOW: 50}, {WINDOW: 50}),
        (
            {"Vehicle.Cabin.Light.AmbientLight.Row1.DriverSide.Color": "#12ab34"},
            {"Vehicle.Cabin.Light.AmbientLight.Row1.DriverSide.Color": "#12AB34"},
        ),
        (
            {"Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure": 150},
            {"Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.IsPressureLow": True},
        ),
        (
            {"Vehicle.CurrentLocation.Latitude": 52.520008, "Vehicle.CurrentLocation.Longitude": -13.404954},
            {"Vehicle.CurrentLocation.Latitude": 52.520008, "Vehicle.CurrentLocation.Longitude": -13.404954},
        ),
        ({"Vehicle.Driver.FatigueLevel": 70.0}, {"Vehicle.Driver.FatigueLevel": 70.0}),
    ],
)
def test_what_is_given_holds_and_has_its_consequences(
    demo_ev: Profile, given: dict[str, Value], expected: dict[str, Value]
) -> None:
    async def work(vehicle: Vehicle, _simulator: Simulator, clock: VirtualClock) -> None:
        assert {path: vehicle.store.value(path, clock.now()) for path in expected} == expected
        await clock.sleep(30)
        assert {path: vehicle.store.value(path, clock.now()) for path in expected} == expected

    in_car(demo_ev, work, given)


def test_a_charge_given_changes_the_range(demo_ev: Profile) -> None:
    async def work(vehicle: Vehicle, _simulator: Simulator, clock: VirtualClock) -> None:
        assert vehicle.store.value("Vehicle.Powertrain.Range", clock.now()) == 90_000

    in_car(demo_ev, work, {CHARGE: 20.0})


@pytest.mark.parametrize("path", [SPEED, GEAR, WINDOW, CHARGE, "Vehicle.Exterior.AirTemperature"])
def test_a_silent_signal_has_no_reading_and_the_others_have(demo_ev: Profile, path: str) -> None:
    async def work(vehicle: Vehicle, _simulator: Simulator, clock: VirtualClock) -> None:
        await clock.sleep(2)
        assert vehicle.store.latest(path) is None
        known = {
            link.path for link in demo_ev.reads if vehicle.store.value(link.path, clock.now()) is not None
        }
        twins = (
            {path, "Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed"} if path == CHARGE else {path}
        )
        assert {link.path for link in demo_ev.reads} - known == twins

    in_car(demo_ev, work, {path: demo_ev_value(path)}, silent=(path,))


def demo_ev_value(path: str) -> Value:
    return {GEAR: 127, WINDOW: 10, CHARGE: 20.0}.get(path, 5.0)


def _valid(signal: Signal) -> list[Value]:
    """VSS's own values of a signal: every name, both ends, some between; where VSS is open, usual ones."""
    if signal.datatype == "boolean":
        return [True, False]
    if signal.datatype == "string":
        return list(signal.allowed) or ["#FF8000", "#000000"]
    low = 0 if signal.low is None else signal.low
    high = max(low, 25) if signal.high is None else signal.high
    if signal.path.endswith(".Temperature"):
        low, high = 16, 28
    between = [low + (high - low) * part for part in (0.0, 0.37, 0.5, 1.0)]
    whole = signal.datatype in INTEGER_RANGES
    return [*sorted({round(value) for value in between})] if whole else [*between]


def test_whatever_vss_allows_is_read_back_as_it_was_given(demo_ev: Profile) -> None:
    """Of each path that the car carries; numbers to the nearest that the bus can say."""
    steps = {link.path: link.codec.step for link in demo_ev.reads}
    cases = {link.path: _valid(link.signal) for link in demo_ev.reads}

    async def main(clock: VirtualClock) -> None:
        for number in range(max(map(len, cases.values()))):
            for path, values in cases.items():
                if number >= len(values):
                    continue
                given = values[number]
                async with simulated_car(demo_ev, clock, given={path: given}) as (vehicle, _simulator):
                    read = vehicle.store.value(path, clock.now())
                assert read is not None, (path, given)
                if isinstance(given, bool | str):
                    assert read == given, path
                else:
                    assert abs(float(read) - float(given)) <= steps[path] / 2 + 1e-9, (path, given, read)

    run_virtual(main)


def test_a_given_gear_is_read_back_whichever_it_is(demo_ev: Profile) -> None:
    async def main(clock: VirtualClock) -> None:
        for path in (GEAR, "Vehicle.Powertrain.Transmission.CurrentGear"):
            for gear in (-128, -2, -1, 0, 1, 5, 8, 100, 125, 126, 127):
                async with simulated_car(demo_ev, clock, given={path: gear}) as (vehicle, _simulator):
                    assert vehicle.store.value(path, clock.now()) == gear

    run_virtual(main)


def test_a_silent_path_that_the_car_does_not_carry_stays_unknown(demo_ev: Profile) -> None:
    path = "Vehicle.Driver.FatigueLevel"

    async def work(vehicle: Vehicle, _simulator: Simulator, _clock: VirtualClock) -> None:
        assert vehicle.store.latest(path) is None

    in_car(demo_ev, work, {path: 70.0}, silent=(path,))


def test_a_value_that_the_car_cannot_report_is_said_before_anything_runs(demo_ev: Profile) -> None:
    async def work(*_: object) -> None:
        raise AssertionError

    with pytest.raises(BadValue, match="cannot be"):
        in_car(demo_ev, work, {"Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature": 99.0})


def test_what_happens_on_the_way_is_reported_at_once(demo_ev: Profile) -> None:
    async def work(vehicle: Vehicle, simulator: Simulator, clock: VirtualClock) -> None:
        simulator.set({SPEED: 30.0})
        await clock.sleep(0)
        assert vehicle.store.value(SPEED, clock.now()) == 30.0
        assert vehicle.store.value(GEAR, clock.now()) == 127
        with pytest.raises(UnknownPath, match="does not report"):
            simulator.set({"Vehicle.Driver.FatigueLevel": 70.0})
        with pytest.raises(BadValue):
            simulator.set({SPEED: 1000.0})

    in_car(demo_ev, work)


def test_when_the_car_falls_silent_its_readings_go_stale(demo_ev: Profile) -> None:
    async def work(vehicle: Vehicle, simulator: Simulator, clock: VirtualClock) -> None:
        simulator.stop()
        await clock.sleep(0.3)
        assert vehicle.store.value(SPEED, clock.now()) == 0.0
        await clock.sleep(0.2)
        assert vehicle.store.value(SPEED, clock.now()) is None
        assert vehicle.store.value(WINDOW, clock.now()) == 0
        await clock.sleep(4)
        assert vehicle.store.value(WINDOW, clock.now()) is None
        simulator.go_on()
        await clock.sleep(1.1)
        assert vehicle.store.value(SPEED, clock.now()) == 0.0
        assert vehicle.store.value(WINDOW, clock.now()) == 0

    in_car(demo_ev, work)


def test_a_window_takes_its_time_and_is_seen_on_its_way(demo_ev: Profile) -> None:
    async def work(vehicle: Vehicle, _simulator: Simulator, clock: VirtualClock) -> None:
        seen: list[Value] = []
        with vehicle.store.watch((WINDOW,)) as watch:
            request = asyncio.ensure_future(vehicle.request([Command(WINDOW, 100)]))
            while not seen or seen[-1] != 100:
                await watch.next()
                reading = vehicle.store.latest(WINDOW)
                assert reading is not None
                seen.append(reading.value)
        (receipt,) = await request
        assert receipt.status == "done"
        assert seen == sorted(seen, key=float)
        assert len(seen) > 20
        assert receipt.reading is not None
        assert clock.now() == pytest.approx(4.35)  # 0.1 s delay, 4 s of travel, 0.25 s at rest

    in_car(demo_ev, work)


def test_the_same_ride_is_the_same_to_the_last_bit(demo_ev: Profile) -> None:
    def ride() -> list[tuple[float, bytes]]:
        seen: list[tuple[float, bytes]] = []

        async def work(vehicle: Vehicle, _simulator: Simulator, clock: VirtualClock) -> None:
            await vehicle.request([Command(WINDOW, 70), Command("Vehicle.Body.Trunk.Rear.IsOpen", True)])
            for receipt in await vehicle.request([Command(WINDOW, 20)]):
                seen.extend((clock.now(), frame.data) for frame in receipt.frames)
            seen.extend((reading.at, repr(reading).encode()) for reading in _readings(vehicle))

        in_car(demo_ev, work)
        return seen

    assert ride() == ride()


def _readings(vehicle: Vehicle) -> list[Reading]:
    found = [vehicle.store.latest(path) for path in vehicle.store.paths()]
    return [reading for reading in found if reading is not None]


def test_a_drive_speeds_up_costs_charge_and_ends_parked(demo_ev: Profile) -> None:
    async def work(vehicle: Vehicle, simulator: Simulator, clock: VirtualClock) -> None:
        before_m = float(vehicle.store.value("Vehicle.TraveledDistance", clock.now()) or 0)
        fastest, strongest_w, recovered_w = 0.0, 0.0, 0.0
        drive = asyncio.ensure_future(simulator.drive())
        while not drive.done():
            await clock.sleep(0.5)
            now = clock.now()
            fastest = max(fastest, float(vehicle.store.value(SPEED, now) or 0))
            power_w = float(vehicle.store.value("Vehicle.Powertrain.TractionBattery.CurrentPower", now) or 0)
            strongest_w, recovered_w = min(strongest_w, power_w), max(recovered_w, power_w)
            if fastest and not drive.done() and float(vehicle.store.value(SPEED, now) or 0) > 1:
                assert vehicle.store.value(GEAR, now) == 127
        await clock.sleep(1)
        now = clock.now()
        assert fastest == max(phase.to_kmh for phase in LAP)
        assert strongest_w < -10_000 < 0 < recovered_w
        assert vehicle.store.value(GEAR, now) == 126
        assert vehicle.store.value(SPEED, now) == 0.0
        assert float(vehicle.store.value(CHARGE, now) or 0) < 60
        driven_m = float(vehicle.store.value("Vehicle.TraveledDistance", now) or 0) - before_m
        assert 1000 < driven_m < 3000
        assert vehicle.store.value("Vehicle.TraveledDistanceSinceStart", now) == pytest.approx(
            driven_m, abs=1
        )
        assert motion(vehicle.store, now) is Motion.PARKED

    in_car(demo_ev, work)


def test_it_works_the_same_in_real_time_over_a_network_bus(
    demo_ev: Profile, caplog: pytest.LogCaptureFixture
) -> None:
    async def main() -> None:
        clock = RealClock()
        group = "239.74.163.77"
        vehicle = Vehicle.open(demo_ev, clock, open_bus("udp_multicast", group, port=43114))
        simulator = Simulator(demo_ev, clock, open_bus("udp_multicast", group, port=43114))
        simulator.start()
        try:
            await vehicle.ready()
            dome = "Vehicle.Cabin.Light.IsDomeOn"
            async with asyncio.timeout(20):
                (receipt,) = await vehicle.request([Command(dome, True)])
            assert receipt.status == "done", receipt
            assert receipt.reading is not None
            assert receipt.reading.value is True
            assert len(receipt.frames) == 1
        finally:
            await simulator.close()
            await vehicle.close()
        assert asyncio.all_tasks() == {asyncio.current_task()}

    before = set(threading.enumerate())
    asyncio.run(main())
    gc.collect()
    assert set(threading.enumerate()) == before
    assert [record.getMessage() for record in caplog.records] == []


def test_a_vehicle_whose_closing_is_broken_off_gives_its_bus_back(
    demo_ev: Profile, caplog: pytest.LogCaptureFixture
) -> None:
    async def main() -> None:
        bus = open_bus("udp_multicast", "239.74.163.78", port=43116)
        vehicle = Vehicle.open(demo_ev, RealClock(), bus)
        closing = asyncio.ensure_future(vehicle.close())
        await asyncio.sleep(0)
        closing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await closing
        for thread in set(threading.enumerate()) - before:
            thread.join()  # it ends by itself
        assert vehicle.bus_faults == ()

    before = set(threading.enumerate())
    asyncio.run(main())
    gc.collect()
    assert [record.getMessage() for record in caplog.records] == []


def test_requests_leave_no_task_and_no_watch_behind(demo_ev: Profile) -> None:
    async def work(vehicle: Vehicle, _simulator: Simulator, clock: VirtualClock) -> None:
        await clock.sleep(1)
        before = asyncio.all_tasks()
        watches = set(vehicle.store._watches)
        await vehicle.request([Command(WINDOW, 30), Command("Vehicle.Cabin.Light.IsDomeOn", True)])
        asked = asyncio.ensure_future(vehicle.request([Command(WINDOW, 100)]))
        await clock.sleep(1)
        asked.cancel()
        await clock.sleep(10)
        assert asyncio.all_tasks() == before
        assert set(vehicle.store._watches) == watches

    in_car(demo_ev, work)


@pytest.mark.parametrize("wrong", ["actuators = 3", "wheels = 4"])
def test_a_car_that_cannot_be_simulated_leaves_no_bus_open(
    tmp_path: Path, wrong: str, demo_ev: Profile, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "simulator.toml").write_text(wrong)

    async def main(clock: VirtualClock) -> None:
        async with simulated_car(replace(demo_ev, folder=tmp_path), clock):
            raise AssertionError

    with pytest.raises(ProfileError):
        run_virtual(main)
    with pytest.raises(ZeroDivisionError):  # what no VehicleError tells

        async def fails(clock: VirtualClock) -> None:
            async with simulated_car(demo_ev, clock, given=Unready()):
                raise AssertionError

        run_virtual(fails)
    gc.collect()
    assert [record.getMessage() for record in caplog.records] == []


class Unready(dict[str, Value]):
    """Values that fail when they are looked through."""

    def __bool__(self) -> bool:
        raise ZeroDivisionError


def test_a_washer_stops_by_itself(demo_ev: Profile) -> None:
    washer = "Vehicle.Body.Windshield.Front.IsWasherActive"

    async def work(vehicle: Vehicle, _simulator: Simulator, clock: VirtualClock) -> None:
        (receipt,) = await vehicle.request((Command(washer, True, "test"),))
        assert receipt.status == "done"
        assert vehicle.store.value(washer, clock.now()) is True
        await clock.sleep(3)
        assert vehicle.store.value(washer, clock.now()) is False

    in_car(demo_ev, work)

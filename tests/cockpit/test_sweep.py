"""The sweep: every action × value × place × motion × light × seat, in a real car, against the contract.

What counts is what a third node saw on the bus, decoded by cantools with the car's database, and what
the simulated car then is; what the code says of itself is only compared with that.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from contract_policy import Situation, Status, expected
from conversing import DOOR, Talking, only, talk

from cockpit.actions.action import Dialogue, Home, HomeQuestion, Never, Phone, Question
from cockpit.actions.control import Choice, Control, Level, Switch
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.actions.zones import SEATS, Seat
from cockpit.app import Engines
from cockpit.car import Given
from cockpit.head_unit import owns
from cockpit.plan import Step
from cockpit.turn import Turn
from vehicle.motion import GEAR, LIGHT, PARKING_BRAKE, SPEED
from vehicle.profile import Profile
from vehicle.signal import Value

MOTIONS: Mapping[str, tuple[Given, str]] = {
    "parked": (Given(), "parked"),
    "standing on the brake, gear unknown": (Given(unset=(GEAR,)), "parked"),
    "standing, gear and brake unknown": (Given(unset=(GEAR, PARKING_BRAKE)), "slow"),
    "slow": (Given({SPEED: 5}), "slow"),
    "moving": (Given({SPEED: 120}), "moving"),
    "speed silent": (Given(unset=(SPEED,)), "moving"),
    "speed silent in D": (Given({GEAR: 127}, (SPEED,)), "moving"),
}
LIGHTS: Mapping[str, tuple[Given, bool]] = {
    "day": (Given({LIGHT: 80}), False),
    "dark": (Given({LIGHT: 5}), True),
    "light unknown": (Given(unset=(LIGHT,)), True),
}
ZONES = {"driver": SEATS[:1], "passenger": SEATS[1:2], "rear_left": SEATS[2:3], "rear_right": SEATS[3:]}
STRICTEST: tuple[Status, ...] = ("denied", "asked", "done")


def values_of(control: Control) -> tuple[Value, ...]:
    match control.value:
        case Switch():
            return (True, False)
        case Choice(values=values):
            return values if len(values) < 10 or control.action == "media.source" else values[:2]
        case Level(low=low, high=high, extra=extra):
            return (low, high, *extra)


def steps_of(control: Control, seat: Seat) -> Iterator[tuple[Step, tuple[str, ...]]]:
    """Every step of a control with the seats that the contract means by it."""
    everywhere = tuple(control.paths)
    for value in values_of(control):
        if "" in control.paths:
            yield Step(control.action, {"value": value}), everywhere
            continue
        every_one = control.default_zone == "all" or seat not in everywhere
        yield Step(control.action, {"value": value}), everywhere if every_one else (seat,)
        yield Step(control.action, {"value": value, "zone": "all"}), everywhere
        for zone, seats in ZONES.items():
            if set(seats) <= set(everywhere):
                yield Step(control.action, {"value": value, "zone": zone}), seats


def targets_of(control: Control, step: Step, seats: tuple[str, ...]) -> dict[str, Value]:
    sign = control.value.sign if isinstance(control.value, Level) else 1
    value = step.slots["value"]
    target = value * sign if sign < 0 else value
    lamps: dict[str, Value] = {control.also[seat]: True for seat in seats if seat in control.also}
    return lamps | {control.paths[seat]: target for seat in seats}


def another(value: Value, control: Control) -> Value:
    """What the car is set to before, so that the step has something to do; near, so that it is soon there."""
    match control.value:
        case Switch():
            return not value
        case Choice() if control.action == "media.source":
            return "AM" if value == "FM" else "FM"
        case Choice(values=values):
            return next(other for other in values if other != value)
        case Level(low=low, sign=sign, extra=extra):
            return float(value) + (3 * sign if value == sign * low or value in extra else -3 * sign)


@cache
def requests(profile: Profile) -> Mapping[str, tuple[str, Mapping[str, Value]]]:
    """Name of a database signal → the VSS path that it asks for, and what its labels mean there."""
    tree = json.loads((profile.folder / "vss_dbc.json").read_text(encoding="utf-8"))
    found: dict[str, tuple[str, Mapping[str, Value]]] = {}

    def walk(node: Mapping[str, Any], above: str) -> None:
        for name, leaf in node.items():
            path = f"{above}.{name}" if above else name
            if "vss2dbc" in leaf:
                rule = leaf["vss2dbc"]
                labels = {one["to"]: one["from"] for one in rule.get("transform", {}).get("mapping", ())}
                found[rule["signal"]] = (path, labels)
            walk(leaf.get("children", {}), path)

    walk(tree, "")
    return found


def asked_on_the_bus(talking: Talking) -> dict[str, Value]:
    """What the command frames since the last call ask for, decoded with the car's database."""
    (database,) = talking.profile.databases.values()
    asked: dict[str, Value] = {}
    for frame in talking.commanded():
        decoded = database.decode_message(frame.arbitration_id, frame.data)
        for signal, value in decoded.items():
            if signal in ("Checksum", "Counter") or str(value) == "NoRequest":
                continue
            path, labels = requests(talking.profile)[signal]
            assert path not in asked, f"{path} was asked for twice"
            if path.endswith(".Color"):
                asked[path] = f"#{value:06X}"
            else:
                asked[path] = labels.get(str(value), value if isinstance(value, int | float) else str(value))
    return asked


def now(talking: Talking, path: str) -> Value | None:
    return talking.car.value(path) if owns(path) else talking.simulator.body.value(path)


def prepare(talking: Talking, control: Control, targets: Mapping[str, Value]) -> None:
    """Everything is elsewhere before the step, and nothing is locked that is to be opened."""
    before = {
        path: False if path not in control.paths.values() else another(target, control)
        for path, target in targets.items()
    }
    if control.action == "doors.open":
        before |= {path.replace("IsOpen", "IsLocked"): False for path in targets}
    talking.simulator.set({path: value for path, value in before.items() if not owns(path)})
    for path, value in before.items():
        if owns(path):
            talking.car.store.hold(path, value, talking.clock.now())


async def check(
    talking: Talking, control: Control, step: Step, seat: Seat, status: Status, targets: dict[str, Value]
) -> None:
    prepare(talking, control, targets)
    await talking.clock.sleep(0.02)
    talking.commanded()
    before = {path: now(talking, path) for path in targets}
    turn = await talking.assistant.touch(step, seat)
    outcome = only(turn)
    asked = asked_on_the_bus(talking)
    assert outcome.status == status, f"{step} from {seat}: {outcome}"
    assert turn.reply
    if status == "done":
        assert asked == {path: value for path, value in targets.items() if not owns(path)}
        assert outcome.signals == targets
        assert {path: now(talking, path) for path in targets} == targets
    else:
        assert asked == {}
        assert (outcome.signals, outcome.frames) == ({}, ())
        assert {path: now(talking, path) for path in targets} == before


@pytest.mark.timeout(60)
@pytest.mark.parametrize("seat", SEATS)
@pytest.mark.parametrize("moves", MOTIONS)
def test_every_control(engines: Engines, moves: str, seat: Seat) -> None:
    given, motion = MOTIONS[moves]
    for light, dark in LIGHTS.values():
        situation = Situation(motion, dark)  # type: ignore[arg-type]

        async def work(talking: Talking, situation: Situation = situation) -> None:
            for control in CONTROLS.values():
                for step, seats in steps_of(control, seat):
                    targets = targets_of(control, step, seats)
                    named = {p: v for p, v in targets.items() if p in control.paths.values()}
                    each = {expected(path, value, seat, situation) for path, value in named.items()}
                    status = next(status for status in STRICTEST if status in each)
                    await check(talking, control, step, seat, status, targets)

        talk(engines, work, Given({**given.set, **light.set}, (*given.unset, *light.unset)))


def test_every_writable_path_is_swept(engines: Engines) -> None:
    """But for those that no action asks for: what is added to the car is not forgotten here."""
    swept = {path for control in CONTROLS.values() for path in control.paths.values()}
    unused = {
        "Vehicle.Body.Trunk.Front.IsLocked",
        "Vehicle.Body.Trunk.Rear.IsLocked",
        "Vehicle.Cabin.Door.Row1.DriverSide.IsChildLockActive",
        "Vehicle.Cabin.Door.Row1.PassengerSide.IsChildLockActive",
    }
    assert engines.profile.writes.keys() - swept == unused


@pytest.mark.timeout(60)
@pytest.mark.parametrize("moves", MOTIONS)
def test_every_other_action_sends_nothing(engines: Engines, moves: str) -> None:
    """Questions, talk, what is never done, the unpaired home; a destination is the head unit's."""

    async def work(talking: Talking) -> None:
        for seat in SEATS:
            for name, action in REGISTRY.items():
                if isinstance(action, Control):
                    continue
                slots = {"control": "windows.position", "place": "work", "device": "light.x", "value": 5}
                talking.commanded()
                turn = await talking.assistant.touch(Step(name, slots), seat)
                assert talking.commanded() == ()
                match action:
                    case Question() | HomeQuestion() | Dialogue():
                        assert turn.outcomes == ()
                    case Home() | Phone():
                        assert only(turn).status == "unavailable"
                    case Never():
                        assert (only(turn).status, only(turn).signals) == ("denied", {})
                    case _:
                        in_front = seat.startswith("row1")
                        assert only(turn).status == ("done" if in_front else "denied")
                        assert bool(only(turn).signals) == in_front

    talk(engines, work, MOTIONS[moves][0])


async def after_asking(talking: Talking, happens: Mapping[str, Value]) -> tuple[Turn, dict[str, Value]]:
    asked = await talking.assistant.touch(Step("doors.open", {"value": True}), "row1.driver")
    assert only(asked).status == "asked"
    talking.simulator.set(happens)
    await talking.clock.sleep(0.5)
    talking.commanded()
    turn = await talking.assistant.touch(Step("dialogue.yes"), "row1.driver")
    return turn, asked_on_the_bus(talking)


def test_after_a_yes_it_is_done(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        turn, asked = await after_asking(talking, {})
        assert (only(turn).status, only(turn).signals, asked) == ("done", {DOOR: True}, {DOOR: True})

    talk(engines, work)


def test_after_driving_off_a_yes_opens_no_door(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        turn, asked = await after_asking(talking, {SPEED: 30})
        assert (only(turn).status, asked) == ("denied", {})
        assert talking.simulator.body.value(DOOR) is False

    talk(engines, work)


@pytest.mark.parametrize(
    ("source", "moves", "status"),
    [
        ("DVD", "moving", "denied"),
        ("DVD", "parked", "done"),
        ("FM", "moving", "done"),
        (None, "moving", "denied"),
    ],
)
def test_pictures_play_in_a_parked_car_only(
    engines: Engines, source: str | None, moves: str, status: str
) -> None:
    given = MOTIONS[moves][0]
    path = "Vehicle.Cabin.Infotainment.Media.Played.Source"
    playing = Given({**given.set, path: source}) if source else Given(given.set, (path,))

    async def work(talking: Talking) -> None:
        assert only(await talking.say("play music")).status == status

    talk(engines, work, playing)


def test_the_back_seat_undoes_no_route(engines: Engines) -> None:
    """What another may not set, it may not put back either."""
    latitude = "Vehicle.Cabin.Infotainment.Navigation.DestinationSet.Latitude"

    async def work(talking: Talking) -> None:
        await talking.assistant.touch(Step("navigation.destination", {"place": "home"}), "row1.driver")
        await talking.assistant.touch(Step("navigation.destination", {"place": "work"}), "row1.driver")
        there = talking.car.value(latitude)
        back = await talking.assistant.touch(Step("dialogue.undo"), "row2.left")
        assert [outcome.status for outcome in back.outcomes] == ["denied"]
        assert talking.car.value(latitude) == there

    talk(engines, work)

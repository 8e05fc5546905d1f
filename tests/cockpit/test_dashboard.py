"""What the window is given to show: readings as they are known, and the turn as it goes on."""

from datetime import UTC, datetime

import pytest
from conversing import DOOR, TEMPERATURE, WINDOWS, Talking, talk

from cockpit import events
from cockpit.app import Engines
from cockpit.car import Given
from cockpit.dashboard import Movement, home_state, snapshot
from cockpit.links.hub import Device
from cockpit.panel import AssistantPanel
from cockpit.plan import Outcome, Plan, Status, Step
from cockpit.recall import ANSWER_WITHIN_S
from cockpit.replies import Replies
from cockpit.warnings import warnings_of
from ui import state
from vehicle.signal import Value
from vehicle.simulator import Misbehaviour

BATTERY = "Vehicle.Powertrain.TractionBattery."
EVERYTHING = (
    "Vehicle.Speed",
    "Vehicle.Powertrain.Transmission.SelectedGear",
    BATTERY + "Range",
    BATTERY + "CurrentPower",
    BATTERY + "StateOfCharge.Displayed",
    "Vehicle.Exterior.AirTemperature",
    "Vehicle.Cabin.HVAC.IsAirConditioningActive",
    "Vehicle.Cabin.Infotainment.Media.Volume",
    "Vehicle.Cabin.Infotainment.Media.Action",
    "Vehicle.Cabin.Infotainment.Media.Played.Source",
    TEMPERATURE,
    WINDOWS[0],
    DOOR,
)
NOON = datetime(2026, 6, 1, 12, 5, tzinfo=UTC)


def shown(talking: Talking, night: str = "auto") -> state.Snapshot:
    return snapshot(
        talking.car,
        state.Assistant(),
        language="en",
        warnings=(),
        home=state.Home(),
        now=NOON,
        night=night,  # type: ignore[arg-type]
        page="",
        movement=Movement(),
        voice_level=0.0,
    )


def look(engines: Engines, given: Given | None = None, *texts: str) -> state.Snapshot:
    found: list[state.Snapshot] = []

    async def work(talking: Talking) -> None:
        for text in texts:
            await talking.say(text)
        found.append(shown(talking))

    talk(engines, work, given)
    return found[0]


def test_a_fresh_car(engines: Engines) -> None:
    seen = look(engines)
    assert (seen.clock, seen.night, seen.brightness_percent) == ("12:05", False, 80)
    assert (seen.cluster.speed_kmh, seen.cluster.gear, seen.cluster.charge_percent) == (0, "P", 60)
    assert [zone.target_celsius for zone in seen.climate.zones] == [21, 21, 21, 21]
    assert [zone.fan_percent for zone in seen.climate.zones] == [40, 40, 40, 40]
    assert {opening.open_percent for opening in seen.openings} == {0}
    assert {opening.locked for opening in seen.openings if opening.kind == "door"} == {False}
    assert (seen.media.volume_percent, seen.media.source, seen.media.playing) == (30, "FM", False)


def test_what_is_unknown_is_none_and_never_0(engines: Engines) -> None:
    seen = look(engines, Given(unset=EVERYTHING))
    cluster, media = seen.cluster, seen.media
    assert (cluster.speed_kmh, cluster.gear, cluster.range_km, cluster.power_kw) == (None,) * 4
    assert (cluster.charge_percent, cluster.outside_celsius) == (None, None)
    assert (media.volume_percent, media.source, media.playing) == (None, None, None)
    assert seen.climate.air_conditioning is None
    assert seen.climate.zones[0].target_celsius is None
    assert seen.climate.zones[1].target_celsius == 21
    assert {o.id: o.open_percent for o in seen.openings}[WINDOWS[0]] is None
    assert {o.id: o.open_percent for o in seen.openings}[DOOR] is None


def test_a_car_that_falls_silent_becomes_unknown(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        talking.simulator.stop()
        await talking.clock.sleep(60)
        seen = shown(talking)
        assert seen.cluster == state.Cluster()
        assert {opening.open_percent for opening in seen.openings} == {None}
        assert {opening.locked for opening in seen.openings} == {None}

    talk(engines, work)


def test_the_screens_own_settings(engines: Engines) -> None:
    brightness = "Vehicle.Cabin.Infotainment.HMI.Brightness"
    mode = "Vehicle.Cabin.Infotainment.HMI.DayNightMode"
    dark = look(engines, Given({brightness: 0, mode: "NIGHT"}))
    assert (dark.brightness_percent, dark.night) == (0, True)
    assert look(engines, Given(unset=(brightness, mode))).brightness_percent == 80
    assert look(engines, None, "set the screen to night mode").night


def test_what_moves_is_shown_moving() -> None:
    movement = Movement()
    assert not movement.moving("window", 0, 10.0)
    assert movement.moving("window", 5, 11.0)
    assert movement.moving("window", 5, 11.4)
    assert not movement.moving("window", 5, 12.0)


def test_the_home_as_the_window_shows_it() -> None:
    devices = (
        Device("light.a", "Lamp", "light", "Kitchen", state="on"),
        Device("light.b", "Spot", "light", None, state="unavailable"),
        Device("switch.c", "Plug", "switch", state="off"),
        Device("lock.d", "Door", "lock", state="locked"),
    )
    home = home_state("Our home", True, devices)
    assert (home.hub_name, home.reachable) == ("Our home", True)
    assert [(d.id, d.on, d.area) for d in home.devices] == [
        ("light.a", True, "Kitchen"),
        ("light.b", None, ""),
        ("switch.c", False, ""),
    ]


# The assistant's panel


@pytest.fixture
def panel() -> AssistantPanel:
    return AssistantPanel(Replies().describe, lambda: None)


def fold(panel: AssistantPanel, *seen: events.Event) -> state.Assistant:
    for event in seen:
        panel(event)
    return panel.shown


def heard(text: str, *, final: bool = True) -> events.Heard:
    return events.Heard(0, 0.0, text, "en", "row1.driver", final)


def planned(*actions: str) -> events.Planned:
    return events.Planned(0, 0.0, Plan(tuple(Step(action, {"value": 1}) for action in actions), "grammar"))


def ended(index: int, status: Status) -> events.StepEnded:
    return events.StepEnded(0, 0.0, index, status, Outcome("doors.trunk", status))


def statuses(panel: AssistantPanel) -> list[str]:
    return [line.status for line in panel.shown.steps]


def test_the_words_come_in_while_one_speaks(panel: AssistantPanel) -> None:
    listening = fold(panel, events.Listening(0, 0.0), heard("set the", final=False))
    assert (listening.state, listening.partial, listening.heard) == ("listening", "set the", "")
    thinking = fold(panel, heard("set the fan to 3"))
    assert (thinking.state, thinking.partial, thinking.heard) == ("thinking", "", "set the fan to 3")


def test_steps_are_pending_until_the_car_has_confirmed(panel: AssistantPanel) -> None:
    fold(panel, heard("open both"), planned("doors.trunk", "doors.frunk"))
    assert panel.shown.state == "acting"
    assert statuses(panel) == ["pending", "pending"]
    assert [line.text for line in panel.shown.steps] == ["Trunk: open", "Front trunk: open"]
    fold(panel, ended(1, "done"))
    assert statuses(panel) == ["pending", "done"]
    fold(panel, ended(0, "failed"), events.Replied(0, 0.0, "No.", None), events.TurnEnded(0, 0.0, {}))
    assert statuses(panel) == ["failed", "done"]
    assert (panel.shown.state, panel.shown.reply, panel.shown.asks) == ("idle", "No.", False)


def test_what_is_still_on_the_way_stays_pending(panel: AssistantPanel) -> None:
    fold(panel, planned("windows.position"), ended(0, "pending"), events.Replied(0, 0.0, "On the way.", None))
    assert statuses(panel) == ["pending"]


def test_an_answered_question_is_no_longer_pending(panel: AssistantPanel) -> None:
    fold(panel, heard("how far"), planned("vehicle.range"), events.Replied(0, 0.0, "231 km.", None))
    assert statuses(panel) == ["done"]


def test_of_several_lamps_the_worst_is_shown(panel: AssistantPanel) -> None:
    fold(panel, planned("home.turn_on"), ended(0, "done"), ended(0, "failed"), ended(0, "done"))
    assert statuses(panel) == ["failed"]


def test_a_question_with_choices_shows_them_and_no_yes(panel: AssistantPanel) -> None:
    fold(panel, events.Replied(0, 0.0, "This or that?", "This or that?", ("this", "that")))
    assert (panel.shown.asks, panel.shown.choices) == (False, ("this", "that"))
    assert panel.at(100.0).choices == ()
    fold(panel, events.Replied(0, 0.0, "Which colour?", "Which colour?", ()))
    assert (panel.shown.asks, panel.shown.choices) == (False, ())


def test_a_question_of_ours_asks_for_a_yes_or_no(panel: AssistantPanel) -> None:
    fold(panel, planned("doors.open"), ended(0, "asked"), events.Replied(0, 0.0, "Shall I?", "Shall I?"))
    assert panel.shown.asks
    fold(panel, heard("yes"))
    assert not panel.shown.asks
    assert panel.shown.steps == ()


def test_a_touch_is_no_answer_to_what_was_said_before(panel: AssistantPanel) -> None:
    fold(panel, heard("open the trunk"), events.Replied(0, 0.0, "The trunk is open.", None))
    fold(panel, events.Planned(1, 0.0, Plan((Step("doors.frunk", {"value": True}),), "rule")))
    assert (panel.shown.heard, panel.shown.reply) == ("", "")


def test_who_listens_again_while_the_car_still_acts_stays_listening(panel: AssistantPanel) -> None:
    fold(panel, heard("open the trunk"), planned("doors.trunk"), events.Listening(0, 0.0))
    fold(panel, ended(0, "done"), events.Replied(0, 0.0, "The trunk is open.", None))
    fold(panel, events.TurnEnded(0, 0.0, {}))
    assert (panel.shown.state, panel.shown.reply, panel.shown.steps) == (
        "listening",
        "The trunk is open.",
        (),
    )
    panel.stop_listening()
    assert panel.shown.state == "idle"


def test_the_events_of_a_real_turn(engines: Engines) -> None:
    panels: list[AssistantPanel] = []

    async def work(talking: Talking) -> None:
        lines: list[list[str]] = []
        panel = AssistantPanel(engines.replies.describe, lambda: lines.append(statuses(panel)))
        talking.assistant.watch(panel)
        talking.simulator.misbehave(WINDOWS[0], Misbehaviour(ignores=True))
        await talking.say("set the temperature to 24 degrees and open my window halfway")
        assert ["pending", "pending"] in lines
        assert ["done", "pending"] in lines
        assert lines[-1] == ["done", "failed"]
        panels.append(panel)
        kinds = [type(event).__name__ for event in talking.seen]
        assert kinds[:2] == ["Heard", "Planned"]
        assert kinds[-2:] == ["Replied", "TurnEnded"]
        assert kinds.count("StepBegan") == kinds.count("StepEnded") == 2
        assert {event.turn for event in talking.seen} == {0}

    talk(engines, work)
    assert panels[0].shown.state == "idle"
    assert panels[0].page == "climate"


# Warnings


def warned(values: dict[str, Value]) -> list[str]:
    known: dict[str, Value] = {"Vehicle.Speed": 0.0, **values}
    return list(warnings_of(known.get))


@pytest.mark.parametrize(
    ("values", "keys"),
    [
        ({}, []),
        ({DOOR: True}, ["door_open"]),
        ({DOOR: False}, []),
        ({"Vehicle.Body.Trunk.Front.IsOpen": True}, ["trunk_open"]),
        ({"Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.Pressure": 199}, ["tyre_low"]),
        ({"Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.Pressure": 200}, []),
        ({BATTERY + "StateOfCharge.Displayed": 9.9}, ["charge_low"]),
        ({BATTERY + "StateOfCharge.Displayed": 10}, []),
        ({"Vehicle.Body.Windshield.Front.WasherFluid.IsLevelLow": True}, ["washer_low"]),
        ({DOOR: True, BATTERY + "StateOfCharge.Displayed": 0}, ["door_open", "charge_low"]),
    ],
)
def test_warnings(values: dict[str, Value], keys: list[str]) -> None:
    assert warned(values) == keys


def test_no_speed_is_a_warning_and_a_fresh_car_has_none(engines: Engines) -> None:
    assert list(warnings_of({}.get)) == ["speed_unknown"]

    async def work(talking: Talking) -> None:
        assert engines.replies.warnings(talking.car.value, "en") == ()
        talking.simulator.set({DOOR: True})
        await talking.clock.sleep(1)
        assert engines.replies.warnings(talking.car.value, "en") == ("A door is open",)
        assert engines.replies.warnings(talking.car.value, "zh")[0].isprintable()

    talk(engines, work)


def test_a_question_that_has_lapsed_asks_no_more() -> None:
    panel = AssistantPanel(lambda step, language, seat: step.action, lambda: None)
    panel(events.Replied(0, 100.0, "Shall I open the door?", "doors.open"))
    assert panel.at(100.0 + ANSWER_WITHIN_S).asks
    lapsed = panel.at(100.1 + ANSWER_WITHIN_S)
    assert (lapsed.asks, lapsed.reply) == (False, "Shall I open the door?")
    panel(events.Replied(1, 200.0, "Shall I open the door?", "doors.open"))
    assert panel.at(200.1).asks


@pytest.mark.parametrize(
    ("step", "line"),
    [
        (Step("home.turn_on", {"area": "Kitchen", "kind": "light"}), "Home: the lights in Kitchen on"),
        (Step("home.open", {"kind": "garage"}), "Home: open the garage door"),
        (Step("home.turn_off", {"name": "Desk lamp", "kind": "light"}), "Home: Desk lamp off"),
    ],
)
def test_a_step_at_home_names_what_it_is_about(step: Step, line: str) -> None:
    assert Replies().describe(step, "en", "row1.driver") == line

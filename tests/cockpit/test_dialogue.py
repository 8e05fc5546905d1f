"""Questions that wait for a yes, and taking back what was done."""

import pytest
from conversing import DOOR, LOCKS, TEMPERATURE, WINDOWS, Talking, only, signals, talk, turns

from cockpit.actions.zones import Seat
from cockpit.app import Engines
from cockpit.car import Given
from cockpit.plan import Step
from cockpit.recall import ANSWER_WITHIN_S
from vehicle.simulator import Misbehaviour


def test_a_door_opens_after_the_yes_and_not_before(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        asked = await talking.say("open the driver door")
        assert (only(asked).status, only(asked).signals, only(asked).frames) == ("asked", {}, ())
        assert asked.asks == asked.reply == "Shall I open the driver's door?"
        await talking.clock.sleep(5)
        assert talking.commanded() == ()
        opened = await talking.say("yes")
        assert signals(opened) == {DOOR: True}
        assert opened.asks is None
        assert only(opened).frames == talking.commanded()

    talk(engines, work)


def test_a_no_leaves_it(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        await talking.say("open the driver door")
        refused = await talking.say("no")
        late = await talking.say("yes")
        assert refused.outcomes == late.outcomes == ()
        assert late.reply == "There is nothing to say yes to."
        assert talking.commanded() == ()
        assert talking.car.value(DOOR) is False

    talk(engines, work)


@pytest.mark.parametrize("other", ["set the temperature to 24 degrees", "how far can i drive", "flurb wug"])
def test_another_sentence_overtakes_the_question(engines: Engines, other: str) -> None:
    asked, _, late = turns(engines, "open the driver door", other, "yes")
    assert asked.asks
    assert late.outcomes == ()
    assert late.reply == "There is nothing to say yes to."


def test_of_two_steps_only_the_one_that_needs_it_waits(engines: Engines) -> None:
    both, yes = turns(engines, "open the driver door and set the temperature to 24 degrees", "yes")
    assert [(o.action, o.status) for o in both.outcomes] == [
        ("doors.open", "asked"),
        ("climate.temperature", "done"),
    ]
    assert signals(both) == {TEMPERATURE: 24}
    assert both.asks == "Shall I open the driver's door?"
    assert "24" in both.reply
    assert signals(yes) == {DOOR: True}


def test_two_questions_one_yes(engines: Engines) -> None:
    asked, yes = turns(engines, "open the driver door and unlock the doors", "yes")
    assert [outcome.status for outcome in asked.outcomes] == ["asked", "asked"]
    assert asked.asks is not None
    assert asked.asks.count("?") == 2
    assert signals(yes) == {DOOR: True, **dict.fromkeys(LOCKS, False)}


def test_undo_puts_back_every_path(engines: Engines) -> None:
    _, undone, again = turns(
        engines, "set the temperature to 24 degrees and open my window halfway", "undo that", "undo that"
    )
    assert signals(undone) == {TEMPERATURE: 21, WINDOWS[0]: 0}
    assert [(o.action, o.status) for o in undone.outcomes] == [
        ("windows.position", "done"),
        ("climate.temperature", "done"),
    ]
    assert again.outcomes == ()
    assert again.reply == "There is nothing to undo."


def test_undo_asks_first_where_the_way_back_needs_a_yes(engines: Engines) -> None:
    locked, undone, yes, again = turns(
        engines, "lock the doors and set the temperature to 24 degrees", "undo that", "yes", "undo that"
    )
    assert signals(locked) == {TEMPERATURE: 24, **dict.fromkeys(LOCKS, True)}
    assert {o.action: o.status for o in undone.outcomes} == {
        "climate.temperature": "done",
        "doors.lock": "asked",
    }
    assert signals(undone) == {TEMPERATURE: 21}
    assert undone.asks == "Shall I unlock all doors?"
    assert signals(yes) == dict.fromkeys(LOCKS, False)
    assert again.reply == "There is nothing to undo."


def test_undo_names_the_thing_it_asks_about(engines: Engines) -> None:
    _, undone = turns(engines, "lock the driver door", "undo that")
    assert undone.asks == "Shall I unlock the driver's door?"


def test_what_was_refused_is_not_put_back(engines: Engines) -> None:
    mixed, undone = turns(
        engines, "set the temperature to 24 degrees and set the fan to 400 percent", "undo that"
    )
    assert [outcome.status for outcome in mixed.outcomes] == ["done", "denied"]
    assert [(o.action, o.signals) for o in undone.outcomes] == [("climate.temperature", {TEMPERATURE: 21})]


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("good night", "Goodbye."),
        ("拜拜", "再见。"),
        ("the sunroof", 'I don\'t know what to do with the sunroof. You can say "tilt the sunroof".'),
        ("车窗", "我不知道要对车窗做什么。你可以说“把车窗开一半”。"),
        ("cancel the navigation", "This car doesn't let me cancel the route."),
    ],
)
def test_what_asks_for_nothing_that_can_be_done_gets_a_sentence_of_its_own(
    engines: Engines, text: str, reply: str
) -> None:
    (turn,) = turns(engines, text)
    assert (turn.outcomes, turn.reply) == ((), reply)


@pytest.mark.parametrize("text", ["good night, lock the car", "晚安，锁车"])
def test_a_farewell_may_stand_beside_a_command(engines: Engines, text: str) -> None:
    (turn,) = turns(engines, text)
    assert set(signals(turn)) == set(LOCKS)


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        (("open the trunk", "open the driver door", "cancel"), "All right, I won't."),
        (("打开后备箱", "打开主驾车门", "取消"), "好的，不做了。"),
    ],
)
def test_cancel_is_a_no_and_takes_nothing_back(engines: Engines, said: tuple[str, ...], reply: str) -> None:
    *_, asked, cancelled = turns(engines, *said)
    assert asked.asks
    assert (cancelled.outcomes, cancelled.reply) == ((), reply)


def test_undo_with_nothing_done(engines: Engines) -> None:
    (turn,) = turns(engines, "undo that")
    assert (turn.outcomes, turn.reply) == ((), "There is nothing to undo.")


def test_undo_takes_back_a_route_that_took_the_place_of_another(engines: Engines) -> None:
    first, _, undone = turns(engines, "take me home", "take me to work", "undo that")
    assert signals(undone) == signals(first)
    assert signals(first)
    assert "{" not in undone.reply


def test_a_touch_is_judged_like_a_sentence(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        touched = await talking.assistant.touch(Step("doors.open", {"value": True, "zone": "driver"}))
        assert (only(touched).status, touched.plan.source) == ("asked", "rule")
        yes = await talking.assistant.touch(Step("dialogue.yes"))
        assert signals(yes) == {DOOR: True}

    talk(engines, work)


def test_saying_it_again_and_why(engines: Engines) -> None:
    denied, why, again = turns(
        engines, "set the temperature to 40 degrees", "why didn't you", "say that again"
    )
    assert "28" in denied.reply
    assert why.reply == denied.reply
    assert again.reply == why.reply


def test_a_yes_that_comes_too_late_opens_nothing(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        await talking.say("open the driver door")
        await talking.clock.sleep(ANSWER_WITHIN_S + 1)
        turn = await talking.say("yes")
        assert turn.outcomes == ()
        assert talking.commanded() == ()

    talk(engines, work)


@pytest.mark.parametrize(("seat", "opens"), [("row1.passenger", True), ("row2.left", False)])
def test_the_back_seat_does_not_say_yes_for_the_front(engines: Engines, seat: Seat, opens: bool) -> None:
    async def work(talking: Talking) -> None:
        await talking.say("open the driver door")
        turn = await talking.assistant.turn("yes", seat=seat)
        assert [outcome.status for outcome in turn.outcomes] == (["done"] if opens else [])
        assert bool(talking.commanded()) is opens

    talk(engines, work)


def test_undo_takes_back_the_part_that_was_done(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        await talking.say("set the temperature to 24")
        talking.simulator.misbehave(WINDOWS[2], Misbehaviour(ignores=True))
        assert only(await talking.say("open all windows")).status == "failed"
        undone = await talking.say("undo that")
        assert signals(undone) == {WINDOWS[0]: 0, WINDOWS[1]: 0, WINDOWS[3]: 0}
        assert talking.car.value(TEMPERATURE) == 24

    talk(engines, work)


def test_undo_puts_back_only_what_changed(engines: Engines) -> None:
    """Locking one door again needs no yes for the three that were unlocked before."""
    given = Given(set={LOCKS[0]: True})
    *_, undone = turns(engines, "unlock the doors", "yes", "undo that", given=given)
    assert signals(undone) == {LOCKS[0]: True}
    assert undone.asks is None


def test_a_seat_is_heated_or_ventilated_not_both(engines: Engines) -> None:
    seat = "Vehicle.Cabin.Seat.Row1.DriverSide.HeatingCooling"
    heated, asked, off, back = turns(
        engines,
        "turn on my seat heating",
        "is my seat ventilation on",
        "turn off my seat ventilation",
        "undo that",
    )
    assert signals(heated) == {seat: 67}
    assert "off" in asked.reply
    assert signals(off) == {seat: 67}
    assert "ventilation is off" in off.reply
    assert signals(back) in ({}, {seat: 0})


def test_what_one_cannot_see_is_said_beside_what_one_can(engines: Engines) -> None:
    (turn,) = turns(engines, "are the doors locked", given=Given(unset=(LOCKS[2],)))
    assert "I can't see the rear left door" in turn.reply
    assert len(turn.read) == 3


def test_two_steps_on_one_thing_tell_how_it_ended(engines: Engines) -> None:
    (turn,) = turns(engines, "open my window and then close my window")
    assert [outcome.signals for outcome in turn.outcomes] == [{WINDOWS[0]: 0}, {WINDOWS[0]: 0}]
    assert turn.reply == "The driver's window is closed."


def test_the_reason_says_what_would_be_slow_enough(engines: Engines) -> None:
    (turn,) = turns(engines, "sport mode", given=Given(set={"Vehicle.Speed": 11.0}))
    assert "10 km/h" in turn.reply


def test_an_english_sentence_is_understood_whatever_language_is_set(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        turn = await talking.assistant.turn("open my window", language="zh")
        assert (turn.language, signals(turn)) == ("en", {WINDOWS[0]: 100})

    talk(engines, work)


@pytest.mark.parametrize(
    ("first", "text"),
    [("turn on the heating", "if it's cold outside turn it off"), ("打开空调", "如果外面冷就把它关掉")],
)
def test_a_command_with_a_condition_is_not_answered_as_its_question(
    engines: Engines, first: str, text: str
) -> None:
    *_, turn = turns(engines, first, text)
    assert not turn.outcomes
    assert turn.plan.remark is not None and turn.plan.remark.key == "no_condition"

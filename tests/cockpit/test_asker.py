"""An answer from another seat does what was asked for from the seat that asked; and stops that go on."""

import asyncio

from conversing import LOCKS, WINDOWS, Talking, signals, talk

from cockpit.app import Engines
from cockpit.car import Given
from cockpit.plan import Plan, Step
from cockpit.recall import Recall
from cockpit.told import Told
from cockpit.understand.dialogue.answer import asks_for, asks_which

MINE = Step("windows.position", {"value": 100, "zone": "own"})


def test_what_was_ones_own_is_named_for_another_seat() -> None:
    recall = Recall()
    recall.remember(asks_which((MINE,)), (), Told("?"), "row2.left", "en", 10.0)
    (offered,) = recall.context("row1.driver", "en", 11.0).choices
    assert offered.slots["zone"] == "rear_left"
    assert recall.context("row2.left", "en", 11.0).choices == (MINE,)
    recall.remember(asks_for(MINE), (), Told("?"), "row2.left", "en", 12.0)
    missing = recall.context("row1.driver", "en", 13.0).missing
    assert missing is not None
    assert missing.slots == {"zone": "rear_left"}


def test_an_answer_is_done_for_who_asked() -> None:
    recall = Recall()
    recall.remember(asks_which((MINE,)), (), Told("?"), "row2.left", "en", 10.0)
    answer = Plan((MINE,), "grammar", answers=True)
    plan, seat = recall.asker(answer, "row1.driver")
    assert (plan.steps[0].slots["zone"], seat) == ("driver", "row2.left")  # the driver's own word for it
    assert recall.asker(answer, "row2.left") == (answer, "row2.left")
    command = Plan((MINE,), "grammar")
    assert recall.asker(command, "row1.driver") == (command, "row1.driver")


def test_the_value_that_the_front_gives_is_for_the_back(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        asked = await talking.assistant.turn("set my temperature", seat="row2.left")
        assert asked.asks
        done = await talking.assistant.turn("23", seat="row1.driver")
        assert signals(done) == {"Vehicle.Cabin.HVAC.Station.Row2.Driver.Temperature": 23}

    talk(engines, work)


def test_the_back_may_not_do_through_the_front_what_it_may_not_do(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        recall = talking.assistant._recall
        both = Step("windows.position", {"value": 100, "zone": "driver"})
        recall.remember(asks_which((both,)), (), Told("?"), "row2.left", "en", talking.clock.now())
        yes = await talking.assistant.turn("yes", seat="row1.driver")
        assert [outcome.status for outcome in yes.outcomes] == ["denied"]
        recall.remember(asks_which((MINE,)), (), Told("?"), "row2.left", "en", talking.clock.now())
        yes = await talking.assistant.turn("yes", seat="row1.driver")
        assert signals(yes) == {WINDOWS[2]: 100}

    talk(engines, work)


def test_putting_right_waits_for_the_yes_that_it_asks_for(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        await talking.say("lock the doors")
        right = await talking.say("no I meant close the sunroof")
        assert right.asks == "Shall I unlock all doors?"
        assert not any(path in signals(right) for path in LOCKS)
        assert signals(await talking.say("yes")) == dict.fromkeys(LOCKS, False)

    talk(engines, work)


def test_what_was_not_put_back_can_still_be_taken_back(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        await talking.say("lock the doors")
        await talking.say("no I meant set the volume to 50")
        await talking.say("no")
        await talking.say("undo that")
        assert (await talking.say("undo that")).asks == "Shall I unlock all doors?"

    talk(engines, work)


def test_a_stop_that_goes_on_is_not_told_of_later(engines: Engines) -> None:
    """The first word of "stop the music" holds the window; a later "no" is about something else."""

    async def work(talking: Talking) -> None:
        closing = asyncio.ensure_future(talking.say("close my window"))
        await talking.clock.sleep(2)
        talking.assistant.halt()
        await talking.say("stop the music")
        await closing
        assert (await talking.say("no")).outcomes == ()

    talk(engines, work, Given(set={WINDOWS[0]: 100}))

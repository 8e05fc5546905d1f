"""Readings, how old they are, and who hears of changes."""

import asyncio

from vehicle.signal import Reading
from vehicle.store import Stamp, Store

SPEED = "Vehicle.Speed"
GEAR = "Vehicle.Powertrain.Transmission.SelectedGear"


def test_a_reading_goes_stale_after_its_time() -> None:
    store = Store({SPEED: 0.35})
    store.put(Reading(SPEED, 50.0, 1.0))
    assert store.value(SPEED, 1.34) == 50.0
    assert store.value(SPEED, 1.36) is None
    assert store.fresh(SPEED, 1.36) is None
    assert store.latest(SPEED) == Reading(SPEED, 50.0, 1.0)


def test_a_moved_stamp_keeps_a_reading_fresh() -> None:
    store = Store({SPEED: 0.35})
    stamp = Stamp(1.0)
    store.receive(SPEED, 50.0, stamp)
    stamp.at = 2.0
    assert store.fresh(SPEED, 2.3) == Reading(SPEED, 50.0, 2.0)


def test_what_the_car_takes_back_is_unknown_at_once() -> None:
    store = Store()
    stamp = Stamp(1.0)
    store.receive(SPEED, 50.0, stamp)
    store.receive(SPEED, None, stamp)
    assert store.latest(SPEED) is None
    assert SPEED not in store.paths()
    store.receive(SPEED, None, stamp)
    assert store.revision(SPEED) == 2


def test_a_held_value_never_goes_stale() -> None:
    store = Store({SPEED: 0.35})
    store.hold(SPEED, 50.0, 1.0)
    assert store.value(SPEED, 1e9) == 50.0


def test_an_unknown_path_has_no_reading() -> None:
    assert Store().latest(SPEED) is None
    assert Store().value(SPEED, 0.0) is None


def test_only_a_changed_value_is_a_revision() -> None:
    store = Store()
    stamp = Stamp(1.0)
    for value in (0.0, 0.0, 1.0, 1.0, 0.0):
        store.receive(SPEED, value, stamp)
    assert store.revision(SPEED) == 3
    store.receive(SPEED, 0.0, Stamp(2.0))  # the same from another message
    assert store.revision(SPEED) == 3


async def test_a_watch_gathers_what_changed_until_it_is_taken() -> None:
    store = Store()
    with store.watch() as every, store.watch((GEAR,)) as gear:
        store.put(Reading(SPEED, 1.0, 1.0))
        store.put(Reading(SPEED, 2.0, 1.1))
        assert await every.next() == {SPEED}
        assert gear.take() == frozenset()
        waiting = asyncio.ensure_future(gear.next())
        await asyncio.sleep(0)
        assert not waiting.done()
        store.put(Reading(GEAR, 127, 1.2))
        assert await waiting == {GEAR}
        assert await every.next() == {GEAR}


async def test_a_closed_watch_hears_no_more() -> None:
    store = Store()
    watch = store.watch()
    watch.close()
    store.put(Reading(SPEED, 1.0, 1.0))
    assert watch.take() == frozenset()

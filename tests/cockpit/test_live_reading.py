"""Questions are answered from what the car reports now; what it does not, is not made up."""

from collections.abc import Mapping

import pytest
from conversing import Talking, talk

from cockpit.actions.action import Question
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.app import Engines
from cockpit.car import Given
from cockpit.head_unit import owns
from cockpit.perform import paths_read
from cockpit.plan import Step
from vehicle.signal import Value

QUESTIONS = tuple(Step(name) for name, action in REGISTRY.items() if isinstance(action, Question)) + tuple(
    Step("vehicle.state", {"control": name, "zone": "all"}) for name in CONTROLS
)
ASKED = tuple(step for step in QUESTIONS if step != Step("vehicle.state"))
UNSEEN = {"en": ("can't see", "don't know", "can't tell"), "zh": ("看不到", "不知道", "不清楚")}
STALE_AFTER_S = 10.0
PLACELESS = "navigation.where"
"""With no destination it says that there is none: that is no reading that is missing."""


def names(step: Step) -> str:
    return str(step.slots.get("control", step.action))


def unseen(reply: str, language: str) -> bool:
    return any(words in reply for words in UNSEEN[language])


@pytest.mark.timeout(20)
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("step", ASKED, ids=names)
def test_a_question(engines: Engines, step: Step, language: str) -> None:
    """Fresh, then stale: the car falls silent and its last words are too old to be told."""
    paths = paths_read(step, "row1.driver")

    async def work(talking: Talking) -> None:
        talking.assistant._language = language
        talking.commanded()
        turn = await talking.assistant.touch(step)
        known = {p: talking.simulator.body.value(p) for p in paths if talking.simulator.carries(p)}
        known |= {p: v for p in paths if owns(p) and (v := talking.car.value(p)) is not None}
        assert turn.read == known
        assert turn.reply.strip()
        assert turn.outcomes == ()
        if known.keys() == set(paths):
            assert not unseen(turn.reply, language), turn.reply
        talking.simulator.stop()
        await talking.clock.sleep(STALE_AFTER_S)
        turn = await talking.assistant.touch(step)
        assert turn.read == {p: v for p, v in known.items() if owns(p)}
        if not turn.read and step.action != PLACELESS:
            assert unseen(turn.reply, language), turn.reply
        assert talking.commanded() == ()

    talk(engines, work)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("step", ASKED, ids=names)
def test_a_question_of_what_was_never_seen(engines: Engines, step: Step, language: str) -> None:
    async def work(talking: Talking) -> None:
        talking.assistant._language = language
        turn = await talking.assistant.touch(step)
        assert turn.read == {}
        if step.action != PLACELESS:
            assert unseen(turn.reply, language), turn.reply

    talk(engines, work, Given(unset=paths_read(step, "row1.driver")))


EACH_COUNTS = tuple(
    step
    for step in ASKED
    if len(paths_read(step, "row1.driver")) > 1
    and (not getattr(REGISTRY[step.action], "paths", ()) or step.action in ("vehicle.tyre_pressure",))
)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("step", EACH_COUNTS, ids=names)
def test_what_is_hidden_among_others_is_told(engines: Engines, step: Step, language: str) -> None:
    """Never "all doors are locked" while one of them is silent."""
    *_, hidden = paths_read(step, "row1.driver")

    async def work(talking: Talking) -> None:
        talking.assistant._language = language
        turn = await talking.assistant.touch(step)
        assert hidden not in turn.read
        assert turn.read
        assert unseen(turn.reply, language) or "unknown" in turn.reply or "未知" in turn.reply, turn.reply

    talk(engines, work, Given(unset=(hidden,)))


WINDOW = "Vehicle.Cabin.Door.Row1.DriverSide.Window.Position"
LOCK = "Vehicle.Cabin.Door.{}Side.IsLocked"
LOCKS = tuple(
    LOCK.format(seat) for seat in ("Row1.Driver", "Row1.Passenger", "Row2.Driver", "Row2.Passenger")
)
AC = "Vehicle.Cabin.HVAC.IsAirConditioningActive"
FAN = "Vehicle.Cabin.HVAC.Station.Row1.Driver.FanSpeed"
BACK = tuple(f"Vehicle.Cabin.HVAC.Station.Row2.{side}.Temperature" for side in ("Driver", "Passenger"))
SPEED = "Vehicle.Speed"
OUTSIDE = "Vehicle.Exterior.AirTemperature"

SENTENCES: tuple[tuple[str, Mapping[str, Value], str], ...] = (
    ("is my window open", {WINDOW: 100}, "open"),
    ("is my window open", {WINDOW: 0}, "closed"),
    ("are the doors locked", dict.fromkeys(LOCKS, True), "locked"),
    ("are the doors locked", dict.fromkeys(LOCKS, False), "unlocked"),
    ("is the AC on", {AC: False}, "off"),
    ("what's the fan set to", {FAN: 60}, "60"),
    ("how warm is it set in the back", dict.fromkeys(BACK, 24), "24"),
    ("how fast am I going", {SPEED: 87}, "87"),
    ("how cold is it outside", {OUTSIDE: -7}, "7"),
    ("我的车窗开着吗", {WINDOW: 100}, "开着"),
    ("车门锁了吗", dict.fromkeys(LOCKS, True), "锁"),
    ("空调开着吗", {AC: False}, "关"),
    ("风量是多少", {FAN: 60}, "60"),
    ("后排温度是多少", dict.fromkeys(BACK, 24), "24"),
    ("现在车速多少", {SPEED: 87}, "87"),
    ("外面多少度", {OUTSIDE: -7}, "7"),
)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(("text", "given", "told"), SENTENCES)
def test_a_question_in_words(engines: Engines, text: str, given: Mapping[str, Value], told: str) -> None:
    language = "en" if text.isascii() else "zh"

    async def work(talking: Talking) -> None:
        talking.commanded()
        turn = await talking.say(text)
        assert turn.read == given
        assert told in turn.reply
        talking.simulator.stop()
        await talking.clock.sleep(STALE_AFTER_S)
        late = await talking.say(text)
        assert late.read == {}
        assert unseen(late.reply, language), late.reply
        assert talking.commanded() == ()

    talk(engines, work, Given(given))

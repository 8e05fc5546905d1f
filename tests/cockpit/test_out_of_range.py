"""A value outside its range is never sent as said: it is refused, with the range as the reason."""

import pytest
from conversing import Talking, only, talk

from cockpit.app import Engines

TEMPERATURE = ("16", "28")
PERCENT = ("0", "100%")
LEVELS = ("0", "100%", "5")
NOTCHES = ("0", "100%", "3")

SAID: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("set it to 90", TEMPERATURE),
    ("make it zero degrees", TEMPERATURE),
    ("temperature 35", TEMPERATURE),
    ("set the temperature to thirty five", TEMPERATURE),
    ("set the temperature to 10", TEMPERATURE),
    ("minus five degrees", TEMPERATURE),
    ("set the temperature to minus five degrees", TEMPERATURE),
    ("set the temperature to -20", TEMPERATURE),
    ("set it to negative twenty two", TEMPERATURE),
    ("set the temperature to 100 fahrenheit", TEMPERATURE),
    ("turn the temperature up by 30", TEMPERATURE),
    ("turn the temperature up by minus 3", TEMPERATURE),
    ("set the temperature to a million", TEMPERATURE),
    ("set the temperature to " + "9" * 370, TEMPERATURE),
    ("fan 150 percent", LEVELS),
    ("set the fan to 9", LEVELS),
    ("fan speed 7", LEVELS),
    ("fan to minus 3", LEVELS),
    ("raise the fan by 200 percent", LEVELS),
    ("window 120", PERCENT),
    ("open the window 120 percent", PERCENT),
    ("open the window minus 20 percent", PERCENT),
    ("close the window 150 percent", PERCENT),
    ("sunroof 130 percent", PERCENT),
    ("seat heating level 9", NOTCHES),
    ("set the seat heating to 9", NOTCHES),
    ("set my seat heating to minus 1", NOTCHES),
    ("massage level 12", NOTCHES),
    ("volume 200", PERCENT),
    ("volume to minus ten", PERCENT),
    ("set the volume to -20", PERCENT),
    ("set the volume to two hundred", PERCENT),
    ("charge limit 5", ("20", "100%")),
    ("set the charge limit to 150", ("20", "100%")),
    ("screen brightness 500", PERCENT),
    ("recline the seat to 200 degrees", ("0", "60°")),
    ("调到九十度", TEMPERATURE),
    ("温度调到35度", TEMPERATURE),
    ("把温度设为90", TEMPERATURE),
    ("温度零下五度", TEMPERATURE),
    ("温度调到负五度", TEMPERATURE),
    ("把温度调到-20度", TEMPERATURE),
    ("温度升高三十度", TEMPERATURE),
    ("风量150%", LEVELS),
    ("风量调到百分之一百五", LEVELS),
    ("风速调到9", LEVELS),
    ("风量调到九档", LEVELS),
    ("窗户开到120", PERCENT),
    ("窗户开百分之一百二十", PERCENT),
    ("座椅加热九档", NOTCHES),
    ("座椅加热调到9", NOTCHES),
    ("音量200", PERCENT),
    ("音量调到两百", PERCENT),
    ("音量调到一千", PERCENT),
    ("音量调到负十", PERCENT),
    ("充电上限5", ("20", "100%")),
    ("充电上限调到150", ("20", "100%")),
    ("屏幕亮度300", PERCENT),
)


@pytest.mark.timeout(10)
@pytest.mark.parametrize(("text", "said"), SAID, ids=[text[:40] for text, _ in SAID])
def test_it_is_refused_with_the_range(engines: Engines, text: str, said: tuple[str, ...]) -> None:
    async def work(talking: Talking) -> None:
        before = {path: talking.car.value(path) for path in talking.car.store.paths()}
        talking.commanded()
        turn = await talking.say(text)
        assert talking.commanded() == ()
        outcome = only(turn)
        assert (outcome.status, outcome.signals, outcome.frames) == ("denied", {}, ())
        assert all(part in turn.reply for part in said), turn.reply
        assert {path: talking.car.value(path) for path in before} == before

    talk(engines, work)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("set the fan to 5", 100),
        ("set the fan to 10", 10),
        ("set the fan to 7 percent", 7),
        ("风量调到三档", 60),
    ],
)
def test_what_is_in_range_is_done(engines: Engines, text: str, value: float) -> None:
    async def work(talking: Talking) -> None:
        assert list(only(await talking.say(text)).signals.values()) == [value]

    talk(engines, work)

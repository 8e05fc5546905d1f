"""What is asked for that is none of ours is told by name; what is, is never told so."""

import pytest
from conversing import turns

from cockpit.app import Engines


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("What's the weather like in Berlin?", "weather"),
        ("Could you send an email to my boss that I'll be late?", "email"),
        ("What's on my calendar today?", "calendar"),
        ("Show me the fastest route to Prague", "routes"),
        ("Find me a restaurant near the lake", "places"),
        ("明天北京天气怎么样", "天气"),
        ("发个邮件给张三", "邮件"),
    ],
)
def test_it_is_told_by_name(engines: Engines, said: str, named: str) -> None:
    (turn,) = turns(engines, said)
    assert turn.outcomes == ()
    assert named in turn.reply


@pytest.mark.parametrize("said", ["What color is my car?", "我的车是什么颜色"])
def test_the_colour_of_the_car_is_no_lights(engines: Engines, said: str) -> None:
    (turn,) = turns(engines, said)
    assert (turn.plan.steps, turn.read) == ((), {})


@pytest.mark.parametrize("said", ["What are the current climate settings?", "现在的空调设置是什么"])
def test_the_climate_settings_are_told_together(engines: Engines, said: str) -> None:
    (turn,) = turns(engines, said)
    for part in ("Temperature", "FanSpeed", "IsAirConditioningActive", "AirDistribution"):
        assert any(path.endswith(part) for path in turn.read)

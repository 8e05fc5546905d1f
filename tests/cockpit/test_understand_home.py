"""What people say to the home, and what stays the car's. The home's names here are ours."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from conversing import AtHomeIn

from cockpit.actions.action import Home
from cockpit.actions.control import Control
from cockpit.actions.registry import REGISTRY
from cockpit.links.hub import Device
from cockpit.plan import Plan, Step
from cockpit.understand.context import Context
from cockpit.understand.home.household import HomeNames
from cockpit.understand.understanding import Understanding

SENTENCES = yaml.safe_load((Path(__file__).parent / "sentences_home.yaml").read_text(encoding="utf-8"))
HOME = HomeNames(
    devices=(
        Device("light.reading", "Armchair Lamp", "light", "Bedroom"),
        Device("light.spots", "Spots", "light", "Kitchen"),
        Device("light.spots_2", "Spots", "light", "Bedroom"),
        Device("light.window", "窗边灯", "light", "客厅"),
        Device("lock.front", "Front Door", "lock"),
        Device("lock.cellar", "Cellar Door", "lock", "Kitchen"),
        Device("media_player.tv", "TV", "media_player", "Bedroom"),
        Device("fan.window", "Window", "fan", "Bedroom"),
        Device("switch.seat", "Seat Heater", "switch"),
        Device("switch.left", "Left Window", "switch"),
        Device("switch.and", "And", "switch"),
        Device("vacuum.dusty", "Dusty", "vacuum", "Bedroom"),
        Device("script.night", "Bedtime", "script"),
        Device("scene.movie", "Movie Night", "scene"),
        Device("scene.film", "Film Night", "scene"),
        Device("valve.main", "Main Valve", "valve"),
    ),
    areas=("Kitchen", "Bedroom", "客厅"),
    floors=("Upstairs",),
)


@pytest.fixture
def paired(at_home_in: AtHomeIn) -> Understanding:
    return at_home_in(HOME)


def said(steps: tuple[Step, ...]) -> str:
    def text(value: Any) -> str:
        return "+".join(map(str, value)) if isinstance(value, list) else str(value)

    return ", ".join(
        " ".join((step.action, *(f"{k}={text(v)}" for k, v in step.slots.items()))) for step in steps
    )


def acts(plan: Plan) -> bool:
    return any(isinstance(REGISTRY[step.action], Control | Home) for step in plan.steps)


@pytest.mark.parametrize(("text", "steps"), SENTENCES["unpaired"].items())
def test_with_the_words_that_every_home_has(understanding: Understanding, text: str, steps: str) -> None:
    assert said(understanding.plan(text, Context()).steps) == steps


@pytest.mark.parametrize(("text", "steps"), SENTENCES["paired"].items())
def test_with_the_names_of_a_home(paired: Understanding, text: str, steps: str) -> None:
    assert said(paired.plan(text, Context()).steps) == steps


@pytest.mark.parametrize("text", SENTENCES["nothing"])
def test_nothing_is_done(paired: Understanding, text: str) -> None:
    assert not acts(paired.plan(text, Context()))


@pytest.mark.parametrize(("text", "steps"), SENTENCES["car"].items())
def test_what_is_the_cars(paired: Understanding, understanding: Understanding, text: str, steps: str) -> None:
    """With a home or without: no room, no floor and no device is named."""
    assert said(understanding.plan(text, Context()).steps) == steps
    assert said(paired.plan(text, Context()).steps) == steps


@pytest.mark.parametrize("conversation", SENTENCES["conversations"], ids=lambda turns: next(iter(turns)))
def test_what_goes_on_from_the_turn_before(paired: Understanding, conversation: dict[str, str]) -> None:
    last: tuple[Step, ...] = ()
    for text, steps in conversation.items():
        plan = paired.plan(text, Context(last=last))
        assert said(plan.steps) == steps, text
        last = plan.steps or last

"""Every control's declared values are ones that the demo EV takes: the policy's range is the gate's."""

import itertools

import pytest
from conversing import Talking, talk

from cockpit.actions.areas import said
from cockpit.actions.control import Choice, Control, Level
from cockpit.actions.registry import CONTROLS
from cockpit.app import Engines
from cockpit.head_unit import owns
from cockpit.language import LANGUAGES
from vehicle import vss
from vehicle.signal import Command, Value


def ends_of(control: Control) -> tuple[Value, ...]:
    match control.value:
        case Level() as level:
            return tuple(level.sign * value for value in (level.low, level.high, *level.extra))
        case Choice() as choice:
            return choice.values
    return (True, False)


@pytest.mark.parametrize("name", CONTROLS)
def test_every_end_of_a_range_is_done_by_a_parked_car(engines: Engines, name: str) -> None:
    control = CONTROLS[name]

    async def work(talking: Talking) -> None:
        for value in ends_of(control):
            await talking.clock.sleep(1.1)  # below the gate's rate limit
            commands = [Command(path, value) for path in control.paths.values()]
            receipts = await talking.car.request(commands)
            for command, receipt in zip(commands, receipts, strict=True):
                assert receipt.status == "done", (command, receipt.detail)
                read = talking.car.value(command.path)
                assert isinstance(read, str | bool) or abs(float(read or 0) - float(value)) < 0.5

    talk(engines, work)


def test_every_path_is_known_and_declared_once() -> None:
    seen: dict[str, str] = {}
    for control in CONTROLS.values():
        for path in control.paths.values():
            assert vss.signal(path).path == path
            # Heating and ventilation are two controls of one path, of opposite signs.
            assert seen.setdefault(path, control.action) in (control.action, "seats.heating"), path


def test_every_verb_and_stop_is_in_range() -> None:
    for control in CONTROLS.values():
        verbs = control.verbs.values()
        match control.value:
            case Level() as level:
                for value in itertools.chain(verbs, level.levels):
                    assert level.low <= float(value) <= level.high or value in level.extra, control.action
            case Choice() as choice:
                assert set(verbs) | set(choice.order) <= set(choice.values), control.action
            case _:
                assert all(isinstance(value, bool) for value in verbs), control.action


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_has_a_word(language: str) -> None:
    words = said(language, "replies")
    for control in CONTROLS.values():
        if isinstance(control.value, Choice):
            assert set(control.value.values) <= set(words[control.action]["values"]), control.action


def test_what_is_the_head_units_has_no_frames(engines: Engines) -> None:
    for control in CONTROLS.values():
        for path in control.paths.values():
            assert owns(path) == (path not in engines.profile.writes), path

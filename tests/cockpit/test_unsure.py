"""What was heard unclearly is asked about, where it would change something."""

import pytest
from conversing import TEMPERATURE, Talking, signals, talk

from cockpit.app import Engines
from cockpit.plan import Plan
from cockpit.understand.context import Context
from cockpit.understand.understanding import Understanding
from cockpit.understand.unread.unsure import changes, sure


def plan_of(understanding: Understanding, text: str) -> Plan:
    return understanding.plan(text, Context(language="en"))


@pytest.mark.parametrize(
    ("text", "other", "choices"),
    [
        ("set the temperature to eighteen", "set the temperature to eighty", 2),
        ("open the trunk", "open the front trunk", 2),
        ("open the trunk", "don't open the trunk", 1),
        ("open the trunk", "is the trunk open", 1),
        ("open the trunk and mute the radio", "open the trunk", None),
        ("what time is it", "open the trunk", 0),
        ("yes", "open the trunk", 0),
        ("open the trunk", "open the boot", 0),
    ],
)
def test_what_may_be_something_else_is_asked_about(
    understanding: Understanding, text: str, other: str, choices: int | None
) -> None:
    heard = plan_of(understanding, text)
    plan = sure(heard, plan_of(understanding, other))
    if choices == 0:
        assert plan == heard
        return
    assert not plan.steps
    assert plan.remark is not None
    if choices is None:
        assert plan.remark.key == "heard_unclearly"
    else:
        assert len(plan.remark.slots["choices"]) == choices
        assert plan.remark.slots["choices"][0] == heard.steps[0]


def test_questions_and_talk_change_nothing(understanding: Understanding) -> None:
    assert changes(plan_of(understanding, "open the trunk").steps)
    assert changes(plan_of(understanding, "undo that").steps)
    for text in ("is the trunk open", "repeat that", "yes", "what can i say"):
        steps = plan_of(understanding, text).steps
        assert steps, text
        assert not changes(steps), text
    assert not changes(())


def test_nothing_is_done_before_the_answer(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        one, other = "set the temperature to eighteen", "set the temperature to eighty"
        asked = await talking.assistant.turn(one, or_else=other)
        assert asked.asks
        assert "18" in asked.reply
        assert not talking.commanded()
        done = await talking.assistant.turn("the first one")
        assert signals(done) == {TEMPERATURE: 18}
        clear = await talking.assistant.turn(one, or_else=one)
        assert signals(clear) == {TEMPERATURE: 18}

    talk(engines, work)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_cannot_be_offered_is_to_be_said_again(engines: Engines, language: str) -> None:
    texts = {"en": ("open my window and the sunroof", "open my window"), "zh": ("打开车窗和天窗", "打开车窗")}

    async def work(talking: Talking) -> None:
        text, other = texts[language]
        turn = await talking.assistant.turn(text, language=language, or_else=other)
        assert not turn.outcomes
        assert turn.reply
        assert not talking.commanded()

    talk(engines, work)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("open my window", True),
        ("is the trunk open", True),
        ("same for the back", True),
        ("and the passenger side too", True),
        ("a bit more", True),
        ("same for the bat", False),
        ("what a lovely evening", False),
        ("open my window is the trunk open", False),
    ],
)
def test_the_recogniser_takes_for_a_command_what_is_one_or_follows_one(
    engines: Engines, text: str, means: bool
) -> None:
    assert bool(engines._meaning(text, "en")) is means

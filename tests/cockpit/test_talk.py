"""Plain talk on the real language model, and the filter that lets no claim of an action through."""

import asyncio
from pathlib import Path

import pytest
from conversing import engines_with, turns

from cockpit import config
from cockpit.errors import ModelError
from cockpit.models.store import find, models_dir
from cockpit.understand.claims import claims_action
from cockpit.understand.talk import NOT_DONE, NOTHING_TO_SAY, Talk, only_talk
from cockpit.understand.understanding import Understanding

CLAIMS = """
Done.
Done!
All set!
Okay, done.
Sure thing, I've opened the window.
I have opened the windows for you.
I've turned on the lights.
I’ve set the temperature to 22 degrees.
I opened your door.
I just turned the heat up.
I'll open the window now.
I will call your mother.
I am opening the trunk.
I'm going to play some music.
I'm now setting the temperature.
I'd be happy to help, and I have locked the doors.
We have changed the route.
Let me turn that on for you.
Let me open it.
The window is now open.
The windows are open.
Your windows have been closed.
The temperature has been set to 20 degrees.
The temperature is set to 20.
The lights are on.
Your lights will be on in a moment.
The heating will come on shortly.
It's done.
It is done.
Right away, sir.
Opening the window.
Opening the window now.
Sure, opening your window!
Okay. Turning on the kitchen lights...
Calling mom now.
Playing your favourite song.
Sent!
Message sent.
Your message was sent.
Setting the temperature to 22.
Got it, closing the sunroof.
The garage door is opening.
Your seat is heating up.
Your order has been placed.
The car is locked.
The music has stopped.
Consider it done!
There you go, the fan is at 80 percent.
Cruise control activated.
Navigation started.
The volume's up.
I can now confirm that the door is unlocked.
I said I would, so I did: I closed it.
I went ahead and booked a table.
Everything is taken care of.
Yes, it has been switched off.
The assistant has opened the window.
好的，我已经打开了车窗。
好了。
已为您打开空调。
我帮你把灯关了。
空调已经打开。
车窗打开了。
正在为您播放音乐。
马上为您导航。
温度已调到22度。
我会打开车门。
搞定！
灯现在开着。
""".strip().splitlines()

HARMLESS = """
Hello, how are you today?
I think rainy days are lovely.
I'm happy to chat with you.
I don't know, but I can guess.
I can't open windows.
I cannot do that.
I am only here to talk.
Paris is the capital of France.
The sky looks blue because air scatters blue rays more than red ones.
Why did the chicken cross the road?
What can I do for you today?
A cat sleeps for most of the day.
My favourite colour is green.
I would suggest a short break and a coffee.
We could talk about the sea.
That sounds like a long day.
It was built in 1889.
你好，今天怎么样？
我觉得下雨天很浪漫。
巴黎是法国的首都。
猫一天要睡很久。
你喜欢什么颜色？
""".strip().splitlines()


@pytest.mark.parametrize("sentence", CLAIMS)
def test_a_claim_is_caught(sentence: str) -> None:
    assert claims_action(sentence)


@pytest.mark.parametrize("sentence", HARMLESS)
def test_talk_is_let_through(sentence: str) -> None:
    assert not claims_action(sentence)


def test_each_claim_becomes_our_own_sentence_once() -> None:
    text = "Hello there! I've opened the window. The lights are on. Nice day."
    assert only_talk(text, "en") == f"Hello there! {NOT_DONE['en']} Nice day."
    assert only_talk("你好！我已经打开车窗。", "zh") == f"你好！{NOT_DONE['zh']}"


def test_what_the_model_thinks_aloud_is_not_said() -> None:
    assert only_talk("<think>The user wants a joke.</think>Hello there!", "en") == "Hello there!"
    assert only_talk("<think>It never ends", "en") == NOTHING_TO_SAY["en"]


def test_our_own_sentences_are_no_claims_and_rude_ones_are_dropped() -> None:
    for sentence in (*NOT_DONE.values(), *NOTHING_TO_SAY.values()):
        assert only_talk(sentence, "en") == sentence
    assert only_talk("Oh shit. Hello there!", "en") == "Hello there!"


@pytest.fixture(scope="module")
def model() -> Path:
    return find("language", "en", models_dir()).path


async def test_a_real_answer_comes_in_sentences_and_no_claim_is_among_them(model: Path) -> None:
    talk = Talk(model)
    told: list[str] = []
    try:
        await talk.load()
        answer = await talk.answer("what do you think about rainy days?", "en", on_sentence=told.append)
        await asyncio.sleep(0)  # the last sentence is handed over by the loop
    finally:
        talk.close()
    assert answer
    assert " ".join(told) == answer
    for sentence in told:
        assert sentence in NOT_DONE.values() or not claims_action(sentence)


async def test_any_text_fits_the_context(model: Path) -> None:
    talk = Talk(model)
    try:
        for text in ("and then? " * 300, "🦄🧿🪬" * 130, "half \ud800"):
            assert await talk.answer(text, "zh")
    finally:
        talk.close()


async def test_a_model_that_fails_while_it_answers_is_one_clear_error(model: Path) -> None:
    """As a context would that is too small for the prompt."""
    talk = Talk(model)
    try:
        await talk.load()
        talk._llama._n_ctx = talk._llama.context_params.n_ctx = 1
        with pytest.raises(ModelError) as caught:
            await talk.answer("hello", "en")
    finally:
        talk.close()
    assert str(model) in str(caught.value)
    assert caught.value.mend


async def test_cancelling_stops_the_model(model: Path) -> None:
    """After a cancelled answer the worker is free for the next, and the old one says no more."""
    talk = Talk(model)
    told: list[str] = []
    first = asyncio.Event()

    def heard(sentence: str) -> None:
        told.append(sentence)
        first.set()

    try:
        task = asyncio.create_task(talk.answer("why is the sky blue?", "en", on_sentence=heard))
        await asyncio.wait_for(first.wait(), 50)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        before = len(told)
        assert await talk.answer("good morning", "en")
        assert len(told) <= before + 1  # at most the sentence that was under way
    finally:
        talk.close()


@pytest.mark.parametrize("keep", [0, 4, 100, 5_000_000])
async def test_a_broken_model_is_one_clear_error(keep: int, model: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.gguf"
    with model.open("rb") as stream:
        broken.write_bytes(stream.read(keep))
    talk = Talk(broken)
    with pytest.raises(ModelError) as caught:
        await talk.answer("hello", "en")
    talk.close()
    assert str(broken) in str(caught.value)
    assert "cockpit models" in caught.value.mend


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("flurb wug", 'That is nothing I can do. Ask "what can I say" for what I can do.'),
        ("阿巴阿巴呜啦", "这个我做不了。可以问“我能说什么”。"),
    ],
)
@pytest.mark.parametrize("enabled", [True, False])
def test_where_no_model_is_installed_our_own_sentence_answers(
    understanding: Understanding, tmp_path: Path, text: str, reply: str, enabled: bool
) -> None:
    none = config.Settings(models_dir=str(tmp_path), talk=config.Talk(enabled=enabled))
    first, again = turns(engines_with(understanding, none), text, text)
    assert (first.reply, again.reply) == (reply, reply)
    assert (first.plan.source, first.understood, first.went_well) == (None, False, False)


def test_a_model_that_is_named_and_not_there_is_told(understanding: Understanding, tmp_path: Path) -> None:
    named = config.Settings(models_dir=str(tmp_path), talk=config.Talk(model="parrot"))
    with pytest.raises(ModelError, match="parrot"):
        turns(engines_with(understanding, named), "flurb wug")

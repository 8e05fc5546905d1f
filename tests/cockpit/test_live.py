"""The running cockpit, in real time and in its own thread, as the window uses it."""

import asyncio
import logging
import threading
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from blockbuster import blockbuster_ctx
from conversing import DOOR, TEMPERATURE, engines_with

from cockpit.app import Engines
from cockpit.car import Given
from cockpit.config import Settings, Speech, Talk
from cockpit.core import Core, CoreIntents
from cockpit.errors import ModelError
from cockpit.events import Event, Heard, Observer, Trace
from cockpit.live import Live, live
from cockpit.mouth import LiveMouth
from cockpit.plan import Step
from cockpit.understand.understanding import Understanding
from ui.state import Snapshot
from vehicle.clock import RealClock
from voice.errors import SpeechModelError
from voice.sink import DeviceSink, WavSink
from voice.source import Microphone, Source, WavSource
from voice.vad import CHUNK_BYTES

NOWHERE = "no such device"
WAIT_S = 30


class Shown:
    """A window's stand-in that only keeps the last snapshot, and lets a test wait for one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._last: Snapshot | None = None
        self._over = False

    def end(self) -> None:
        with self._changed:
            self._over = True
            self._changed.notify_all()

    def __call__(self, snapshot: Snapshot) -> None:
        with self._changed:
            self._last = snapshot
            self._changed.notify_all()

    def until(self, fits: Callable[[Snapshot], bool]) -> Snapshot:
        with self._changed:
            self._changed.wait_for(lambda: self._over or self._fitting(fits) is not None, WAIT_S)
            found = self._fitting(fits)
            assert found is not None, self._last
            return found

    def _fitting(self, fits: Callable[[Snapshot], bool]) -> Snapshot | None:
        return self._last if self._last is not None and fits(self._last) else None


class Running:
    """A core without a window. Its microphone and loudspeaker do not exist."""

    def __init__(self, engines: Engines, observers: tuple[Observer, ...] = ()) -> None:
        self.shown = Shown()
        self.intents = CoreIntents()
        self.intents.listen = lambda live: live.toggle_listening(lambda: Microphone(NOWHERE))
        self.ended = threading.Event()
        self.ready = threading.Event()
        self.live: Live | None = None

        async def main(core: Core) -> None:
            with blockbuster_ctx(["cockpit", "vehicle", "voice", "ui"]):
                mouth = LiveMouth(engines.speaker, DeviceSink(NOWHERE))
                async with live(
                    engines, RealClock(), Given(), mouth=mouth, show=self.shown, observers=observers
                ) as running:
                    self.live = running
                    core.running(running)
                    await running.warm()
                    self.ready.set()
                    await asyncio.Event().wait()

        def ended() -> None:
            self.ended.set()
            self.shown.end()

        self.core = self.intents.core = Core(main, ended=ended)


@contextmanager
def running(engines: Engines, observers: tuple[Observer, ...] = ()) -> Iterator[Running]:
    cockpit = Running(engines, observers)
    cockpit.core.start()
    try:
        cockpit.shown.until(lambda _: True)
        yield cockpit
    finally:
        cockpit.core.stop()
    assert cockpit.ended.is_set()


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Nothing may fail in the background."""
    yield
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR] == []


def test_what_is_typed_touched_and_answered(engines: Engines) -> None:
    with running(engines) as cockpit:
        cockpit.intents.say("set the temperature to 24 degrees")
        shown = cockpit.shown.until(lambda s: bool(s.assistant.reply) and s.assistant.state == "idle")
        assert shown.assistant.heard == "set the temperature to 24 degrees"
        assert [(line.text, line.status) for line in shown.assistant.steps] == [
            ("Driver's temperature: 24 °C", "done")
        ]
        assert cockpit.shown.until(lambda s: s.climate.zones[0].target_celsius == 24).page == "climate"

        cockpit.intents.touch("doors.open", {"value": True, "zone": "driver"})
        asked = cockpit.shown.until(lambda s: s.assistant.asks)
        assert asked.assistant.reply == "Shall I open the driver's door?"
        assert asked.assistant.heard == ""
        cockpit.intents.answer(yes=True)
        opened = cockpit.shown.until(lambda s: s.cluster.warnings == ("A door is open",))
        assert {o.id: o.open_percent for o in opened.openings}[DOOR] == 100
        cockpit.intents.say("把温度调到23度")
        shown = cockpit.shown.until(lambda s: s.language == "zh" and s.assistant.state == "idle")
        assert "23" in shown.assistant.reply


def test_without_loudspeaker_and_microphone_it_says_so_and_goes_on(engines: Engines) -> None:
    with running(engines) as cockpit:
        assert cockpit.ready.wait(WAIT_S)
        cockpit.intents.say("warmer")
        shown = cockpit.shown.until(lambda s: "oudspeaker" in s.assistant.notice)
        assert "\n" not in shown.assistant.notice
        cockpit.intents.talk()
        shown = cockpit.shown.until(lambda s: not s.assistant.microphone)
        assert "icrophone" in shown.assistant.notice
        assert shown.assistant.state == "idle"
        cockpit.intents.say("set the temperature to 25 degrees")
        cockpit.shown.until(lambda s: s.climate.zones[0].target_celsius == 25)


def test_broken_models_are_one_line_each_and_typing_goes_on(
    understanding: Understanding, tmp_path: Path
) -> None:
    voice = tmp_path / "voice.onnx"
    voice.write_bytes(b"no voice at all")
    voice.with_name("voice.onnx.json").write_text('{"audio": {"sample_rate": 22050}}')
    ears = tmp_path / "ears"
    (ears / "am").mkdir(parents=True)
    (ears / "am/final.mdl").write_bytes(b"no model at all")
    speech = Speech(voice=str(voice), recogniser=f"{ears}/")
    broken = engines_with(understanding, Settings(talk=Talk(enabled=False), speech=speech))
    with running(broken) as cockpit:
        assert cockpit.ready.wait(WAIT_S)
        cockpit.intents.say("set the temperature to 24 degrees")
        shown = cockpit.shown.until(lambda s: str(voice) in s.assistant.notice)
        assert "\n" not in shown.assistant.notice
        cockpit.shown.until(lambda s: s.climate.zones[0].target_celsius == 24)
        cockpit.intents.talk()
        shown = cockpit.shown.until(lambda s: str(ears) in s.assistant.notice)
        assert shown.assistant.state == "idle"
        assert shown.assistant.microphone  # it is not to blame
    with pytest.raises((ModelError, SpeechModelError)):
        broken.speaker("en")


def test_a_touch_of_something_that_does_not_exist_changes_nothing(
    engines: Engines, caplog: pytest.LogCaptureFixture
) -> None:
    with running(engines) as cockpit:
        cockpit.intents.touch("doors.no_such", {})
        cockpit.intents.say("set the temperature to 26 degrees")
        cockpit.shown.until(lambda s: s.climate.zones[0].target_celsius == 26)
        assert "doors.no_such" in caplog.text
    caplog.clear()


def test_the_trace_is_whole_and_the_log_holds_no_words(
    engines: Engines, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    trace = Trace((tmp_path / "trace.jsonl").open("w", encoding="utf-8"))
    with running(engines, (trace,)) as cockpit:
        for sentence in ("play some polka music", "set the temperature to 24 degrees", "flurb snorkel"):
            cockpit.intents.say(sentence)
            cockpit.shown.until(
                lambda s, said=sentence: s.assistant.heard == said and s.assistant.state == "idle"  # type: ignore[misc]
            )
    trace.close()
    written = (tmp_path / "trace.jsonl").read_text(encoding="utf-8")
    for word in ("polka", "flurb", "snorkel"):
        assert word in written
        assert word not in caplog.text


def test_a_core_may_be_stopped_at_any_moment(engines: Engines) -> None:
    for wait in (False, True):
        cockpit = Running(engines)
        cockpit.core.start()
        if wait:
            cockpit.shown.until(lambda _: True)
        cockpit.core.stop()
        assert cockpit.ended.is_set()
        cockpit.intents.say("warmer")  # comes too late, and is dropped


def test_the_talk_button_hears_and_never_cuts_off_what_is_being_done(
    engines: Engines, tmp_path: Path
) -> None:
    """The button is pressed again while the car is still acting on what was heard."""
    spoken = tmp_path / "command.wav"
    asyncio.run(_record(engines, "set the temperature to twenty two degrees", spoken))
    sources: list[Source] = [WavSource(spoken)]
    with running(engines) as cockpit:
        cockpit.intents.listen = lambda live: live.toggle_listening(
            lambda: sources.pop() if sources else Microphone(NOWHERE)
        )
        assert cockpit.ready.wait(WAIT_S)
        cockpit.intents.talk()
        shown = cockpit.shown.until(lambda s: bool(s.assistant.heard))
        cockpit.intents.talk()
        assert "temperature" in shown.assistant.heard
        cockpit.shown.until(lambda s: s.climate.zones[0].target_celsius == 22)
        cockpit.shown.until(lambda s: "22" in s.assistant.reply)
        # The second press opens a microphone that does not exist.
        cockpit.shown.until(lambda s: s.assistant.state == "idle" and NOWHERE in s.assistant.notice)


def test_listening_ends_when_the_talk_button_is_pressed_again(engines: Engines) -> None:
    with running(engines) as cockpit:
        cockpit.intents.listen = lambda live: live.toggle_listening(Silence)
        assert cockpit.ready.wait(WAIT_S)
        for _ in range(2):
            cockpit.intents.talk()
            cockpit.shown.until(lambda s: s.assistant.state == "listening")
            cockpit.intents.talk()
            cockpit.shown.until(lambda s: s.assistant.state == "idle")


class Silence:
    """A room in which nobody speaks, for ever."""

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        while True:
            await asyncio.sleep(0.01)
            yield bytes(CHUNK_BYTES)


async def _record(engines: Engines, text: str, path: Path) -> None:
    sink = WavSink(path)
    await engines.speaker("en").say(text, sink)
    sink.close()


async def test_touches_come_one_after_the_other(engines: Engines) -> None:
    """Two people press at the same time: each turn is whole."""
    mouth = LiveMouth(engines.speaker, DeviceSink(NOWHERE))
    async with live(engines, RealClock(), Given(), mouth=mouth, show=lambda _: None) as cockpit:
        first, second = await asyncio.gather(
            cockpit.touch(Step("climate.temperature", {"value": 24})),
            cockpit.touch(Step("climate.temperature", {"value": 25})),
        )
        assert first is not None
        assert second is not None
        assert [turn.outcomes[0].signals for turn in (first, second)] == [
            {TEMPERATURE: 24},
            {TEMPERATURE: 25},
        ]


def test_a_mistake_of_our_own_is_told_in_the_window(
    engines: Engines, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks_at_warmer(event: Event) -> None:
        if isinstance(event, Heard) and event.text == "warmer":
            raise ZeroDivisionError

    with running(engines, (breaks_at_warmer,)) as cockpit:
        cockpit.intents.say("warmer")
        cockpit.shown.until(
            lambda s: "ZeroDivisionError" in s.assistant.reply and s.assistant.state == "idle"
        )
        cockpit.intents.say("set the temperature to 24 degrees")
        cockpit.shown.until(lambda s: s.climate.zones[0].target_celsius == 24)
    assert "Traceback" in caplog.text
    caplog.clear()


def test_a_window_that_cannot_be_brought_up_to_date_ends_the_cockpit(engines: Engines) -> None:
    """Else it would show the readings of that moment for ever."""

    def show(_: Snapshot) -> None:
        raise RuntimeError("no such colour")

    async def main(core: Core) -> None:
        mouth = LiveMouth(engines.speaker, DeviceSink(NOWHERE))
        async with live(engines, RealClock(), Given(), mouth=mouth, show=show) as running:
            core.running(running)
            await asyncio.Event().wait()

    ended = threading.Event()
    core = Core(main, ended=ended.set)
    core.start()
    assert ended.wait(WAIT_S)
    with pytest.raises(RuntimeError, match="no such colour"):
        core.stop()


def test_a_bus_that_is_gone_is_told_in_the_window(engines: Engines, caplog: pytest.LogCaptureFixture) -> None:
    with running(engines) as cockpit:
        assert cockpit.ready.wait(WAIT_S)
        assert cockpit.live is not None
        for bus in cockpit.live.car._vehicle._buses.values():
            bus.shutdown()
        shown = cockpit.shown.until(lambda s: "cannot be read" in s.assistant.notice)
        assert "\n" not in shown.assistant.notice
        cockpit.shown.until(lambda s: s.cluster.speed_kmh is None)
    caplog.clear()

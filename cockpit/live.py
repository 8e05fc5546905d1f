"""The cockpit while it runs: in real time, with ears, a voice and a window.

Everything here happens on the core's event loop. Snapshots go out through the callable that is
handed in; the window's intents come in through `CoreIntents`, from Qt's thread.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from cockpit import events
from cockpit.app import Engines, car_of, new_assistant, paired_home
from cockpit.car import Car, Given
from cockpit.dashboard import AssistantPanel, Movement, bus_gone, home_state, snapshot
from cockpit.errors import TELLABLE, tellable, told
from cockpit.events import Observer
from cockpit.links.home_assistant import HomeAssistant
from cockpit.mouth import Mouth
from cockpit.plan import Step
from cockpit.turn import Turn
from cockpit.understand.household import HomeNames
from ui.state import Home, Snapshot
from vehicle.clock import Clock
from vehicle.simulator import Simulator
from voice.errors import NoMicrophone
from voice.listener import Listener
from voice.source import Metered, Source
from voice.utterance import Partial, Utterance

log = logging.getLogger(__name__)

SNAPSHOT_EVERY_S = 0.05
"""Readings come at bus speed, eyes do not: what changes in between is shown together."""
IDLE_S = 1.0
"""A snapshot at least this often: the clock goes on, readings become stale."""

MICROPHONE_AGAIN_S = 5.0

Show = Callable[[Snapshot], None]


class Live:
    """Made by `live`. `clock`, `car`, `simulator` and `assistant` are for scripted drives."""

    def __init__(
        self,
        engines: Engines,
        clock: Clock,
        car: Car,
        simulator: Simulator,
        home: HomeAssistant | None,
        mouth: Mouth,
        show: Show,
        observers: Iterable[Observer],
    ) -> None:
        self.clock = clock
        self.car = car
        self.simulator = simulator
        self.mouth = mouth
        mouth.on_problem = self._notice
        self.assistant = new_assistant(engines, clock, car, home, voice=mouth, observers=observers)
        self._engines = engines
        self._home = home
        self._show = show
        self._changed = asyncio.Event()
        self._ears: asyncio.Future[Listener] | None = None
        self._ears_for: tuple[str, HomeNames] | None = None
        self._listening: asyncio.Task[Any] | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        self._movement = Movement()
        self._voice_level = 0.0
        self.panel = AssistantPanel(engines.replies.describe, self._changed.set)
        self.assistant.watch(self.panel)

    def language(self) -> Literal["en", "zh"]:
        return "zh" if (self._engines.settings.language or self.panel.language) == "zh" else "en"

    # What people do

    async def hear(self, source: Source) -> Turn | None:
        """One utterance from `source`, and its turn; None when nobody spoke until the sound ended."""
        utterance = await self._utterance(source)
        return None if utterance is None else await self._answer(utterance)

    async def turn(self, text: str, *, recognise_ms: float | None = None, or_else: str = "") -> Turn | None:
        """A typed or heard sentence. None when an engine failed: the panel then says why."""
        return await self._guarded(
            lambda: self.assistant.turn(text, recognise_ms=recognise_ms, or_else=or_else)
        )

    async def touch(self, step: Step) -> Turn | None:
        return await self._guarded(lambda: self.assistant.touch(step))

    def toggle_listening(self, source: Callable[[], Source]) -> None:
        """The talk button: listen, or stop listening. Speaking stops at once (barge-in)."""
        before = self._listening
        if before is not None and not before.done():
            before.cancel()
            self.panel.stop_listening()
            return

        async def listen() -> None:
            await self.mouth.stop()
            try:
                utterance = await self._utterance(source())
            except TELLABLE as error:
                self.panel.stop_listening(notice=told(error))
                if isinstance(error, NoMicrophone):
                    await self._without_microphone()
                return
            if utterance is not None:
                # A task of its own: the talk button ends the listening, never what is being done.
                self.spawn(self._answer(utterance))

        self._listening = self.spawn(listen())

    def spawn(self, work: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    # Inside

    async def _utterance(self, source: Source) -> Utterance | None:
        ears = await self._ear()
        self.assistant.emit(events.Listening)
        self.mouth.quiet = True  # the reply to what is still being done would be heard
        try:
            async with aclosing(ears.listen(Metered(source, self._level))) as heard:
                async for event in heard:
                    if isinstance(event, Utterance):
                        return event
                    self._partial(event)
        finally:
            self.mouth.quiet = False
            self._level(0.0)
        self.panel.stop_listening()
        return None

    async def _answer(self, utterance: Utterance) -> Turn | None:
        recognise_ms, or_else = utterance.recognise_ms, utterance.or_else
        return await self.turn(utterance.text, recognise_ms=recognise_ms, or_else=or_else)

    async def _without_microphone(self) -> None:
        """The talk button says so for a while; then it may be tried again."""
        self.panel.show(microphone=False)
        try:
            await asyncio.sleep(MICROPHONE_AGAIN_S)
        finally:
            self.panel.show(microphone=True)

    async def _guarded(self, turn: Callable[[], Coroutine[Any, Any, Turn]]) -> Turn | None:
        try:
            return await turn()
        except Exception as error:  # noqa: BLE001 - one turn's mistake does not end the cockpit
            why = told(tellable(error))
            log.warning("%s", why)
            self.panel.show(state="idle", reply=why)
            return None

    async def _ear(self) -> Listener:
        """The ears for the language that is spoken, bound to the names that the home has now."""
        language, names = self.language(), self._engines.home_names
        if self._ears_for != (language, names):
            if self._ears is not None:
                self.spawn(_close(self._ears))
            # Loading takes half a second: in a thread, so that the window goes on.
            load = asyncio.to_thread(self._engines.listener, language)
            self._ears, self._ears_for = asyncio.ensure_future(load), (language, names)
        assert self._ears is not None
        try:
            # Shielded: who stops listening meanwhile does not stop the loading.
            return await asyncio.shield(self._ears)
        except TELLABLE:
            self._ears, self._ears_for = None, None
            raise

    def _partial(self, partial: Partial) -> None:
        if self.assistant.stops(partial.text):
            self.assistant.halt()  # before the end of the sentence is waited for
        self.assistant.emit(
            events.Heard, text=partial.text, language=self.language(), seat="row1.driver", final=False
        )

    def _level(self, level: float) -> None:
        self._voice_level = level
        self._changed.set()

    def _notice(self, text: str) -> None:
        self.panel.show(notice=text)

    def _ended(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a task of the cockpit failed", exc_info=error)

    def snapshot(self) -> Snapshot:
        home = self._home
        shown = home_state(home.name, home.reachable, home.devices) if home else Home()
        panel = self.panel.at(self.clock.now())
        if faults := self.car.bus_faults:
            panel = replace(panel, notice=bus_gone(faults[0], self.language()))
        return snapshot(
            self.car,
            panel,
            language=self.language(),
            warnings=self._engines.replies.warnings(self.car.value, self.language()),
            home=shown,
            now=datetime.now().astimezone(),
            night=self._engines.settings.night,
            page=self.panel.page,
            movement=self._movement,
            voice_level=self._voice_level,
        )

    async def publish(self) -> None:
        """Show what is so, whenever it changes."""
        with self.car.store.watch() as watch:
            while True:
                self._changed.clear()
                watch.take()
                self._show(self.snapshot())
                await asyncio.sleep(SNAPSHOT_EVERY_S)
                readings = asyncio.ensure_future(watch.next())
                panel = asyncio.ensure_future(self._changed.wait())
                try:
                    await asyncio.wait((readings, panel), timeout=IDLE_S, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    readings.cancel()
                    panel.cancel()

    async def warm(self) -> None:
        """Load what the first sentence would otherwise wait for."""
        await asyncio.to_thread(self._engines.understanding.warm)
        await asyncio.gather(self._warm_ears(), self._warm_voice())

    async def _warm_ears(self) -> None:
        with suppress(*TELLABLE):  # the first use says what is missing
            await self._ear()

    async def _warm_voice(self) -> None:
        with suppress(*TELLABLE):
            speaker = await asyncio.to_thread(self._engines.speaker, self.language())
            await speaker.warm()

    async def close(self) -> None:
        await self.mouth.stop()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._ears is not None:
            await _close(self._ears)


@asynccontextmanager
async def _ending_with(publishing: "asyncio.Task[None]") -> AsyncIterator[None]:
    """A window that no longer follows the car must not be looked at: with its failure all ends."""
    owner = asyncio.current_task()
    assert owner is not None

    def failed() -> BaseException | None:
        return publishing.exception() if publishing.done() and not publishing.cancelled() else None

    publishing.add_done_callback(lambda _: owner.cancel() if failed() else None)
    try:
        yield
    except asyncio.CancelledError:
        if error := failed():
            raise error from None
        raise
    finally:
        publishing.cancel()
        await asyncio.gather(publishing, return_exceptions=True)


async def _close(ears: asyncio.Future[Listener]) -> None:
    """Close ears, also ones that are still being loaded."""
    for listener in await asyncio.gather(ears, return_exceptions=True):
        if isinstance(listener, Listener):
            await asyncio.to_thread(listener.close)


@asynccontextmanager
async def live(
    engines: Engines,
    clock: Clock,
    given: Given,
    *,
    mouth: Mouth,
    show: Show,
    observers: Iterable[Observer] = (),
) -> AsyncIterator[Live]:
    """A cockpit that runs: the car, the home, the assistant, and snapshots to `show`."""
    await asyncio.to_thread(engines.open)
    async with car_of(engines, clock, given) as (car, simulator), paired_home(engines, clock) as home:
        running = Live(engines, clock, car, simulator, home, mouth, show, observers)
        publishing = asyncio.ensure_future(running.publish())
        try:
            async with _ending_with(publishing):
                yield running
        finally:
            await running.close()
            await asyncio.to_thread(mouth.close)

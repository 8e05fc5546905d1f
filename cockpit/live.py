"""The cockpit while it runs: in real time, with ears, a voice and a window.

Everything here happens on the core's event loop. Snapshots go out through the callable that is
handed in; the window's intents come in through `CoreIntents`, from Qt's thread.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import aclosing, asynccontextmanager, suppress
from typing import Any, Literal

from cockpit import events
from cockpit.app import Engines, car_of, new_assistant, paired_home
from cockpit.car import Car, Given
from cockpit.dashboard import Dashboard, Show
from cockpit.ears import Ears
from cockpit.errors import TELLABLE, tellable, told
from cockpit.events import Observer
from cockpit.links.home_assistant import HomeAssistant
from cockpit.mouth import Mouth
from cockpit.plan import Step
from cockpit.turn import Turn
from vehicle.clock import Clock
from vehicle.simulator import Simulator
from voice.errors import NoMicrophone
from voice.source import Metered, Source
from voice.utterance import Partial, Utterance

log = logging.getLogger(__name__)

MICROPHONE_AGAIN_S = 5.0


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
        self._ears = Ears(engines)
        self._listening: asyncio.Task[Any] | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        self.dashboard = Dashboard(engines, clock, car, home, show)
        self.panel = self.dashboard.panel
        self.assistant.watch(self.panel)

    def language(self) -> Literal["en", "zh"]:
        return self.dashboard.language()

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
        ears = await self._ears.open(self.language())
        self.assistant.emit(events.Listening)
        self.mouth.quiet = True  # the reply to what is still being done would be heard
        try:
            async with aclosing(ears.listen(Metered(source, self.dashboard.level))) as heard:
                async for event in heard:
                    if isinstance(event, Utterance):
                        return event
                    self._partial(event)
        finally:
            self.mouth.quiet = False
            self.dashboard.level(0.0)
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

    def _partial(self, partial: Partial) -> None:
        if self.assistant.stops(partial.text):
            self.assistant.halt()  # before the end of the sentence is waited for
        self.assistant.emit(
            events.Heard, text=partial.text, language=self.language(), seat="row1.driver", final=False
        )

    def _notice(self, text: str) -> None:
        self.panel.show(notice=text)

    def _ended(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a task of the cockpit failed", exc_info=error)

    async def warm(self) -> None:
        """Load what the first sentence would otherwise wait for."""
        await asyncio.to_thread(self._engines.understanding.warm)
        await asyncio.gather(self._warm_ears(), self._warm_voice())

    async def _warm_ears(self) -> None:
        with suppress(*TELLABLE):  # the first use says what is missing
            await self._ears.open(self.language())

    async def _warm_voice(self) -> None:
        with suppress(*TELLABLE):
            speaker = await asyncio.to_thread(self._engines.speaker, self.language())
            await speaker.warm()

    async def close(self) -> None:
        await self.mouth.stop()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._ears.close()


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
        publishing = asyncio.ensure_future(running.dashboard.publish())
        try:
            async with _ending_with(publishing):
                yield running
        finally:
            await running.close()
            await asyncio.to_thread(mouth.close)

"""One turn: heard → understood → judged → done → said. The whole way of a sentence is `Assistant.turn`."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from cockpit import events
from cockpit.actions.action import Destination, Home
from cockpit.actions.control import Control
from cockpit.actions.registry import REGISTRY
from cockpit.actions.zones import Seat
from cockpit.events import Observer
from cockpit.perform import Performed, Performer
from cockpit.plan import Outcome, Plan, Remark, Step
from cockpit.recall import Doing, Recall
from cockpit.replies import Replies, Told
from cockpit.turn import MS_NONE, Turn
from cockpit.understand.answer import confirmed
from cockpit.understand.context import Context
from cockpit.understand.talk import Talk
from cockpit.understand.tokens import language_of
from cockpit.understand.understanding import Understanding
from cockpit.understand.unsure import sure
from cockpit.undo import Undo
from vehicle.clock import Clock

if TYPE_CHECKING:
    from cockpit.mouth import Mouth


class Assistant:
    """Engines are handed in. Turns may be awaited from several tasks: they are run one after the other."""

    def __init__(
        self,
        *,
        performer: Performer,
        understanding: Understanding,
        replies: Replies,
        clock: Clock,
        seat: Seat,
        language: str = "",
        talk: Callable[[str], Talk] | None = None,
        voice: "Mouth | None" = None,
        observers: Iterable[Observer] = (),
    ) -> None:
        """`language` "" is by the sentence. `talk` opens the language model when it is first needed."""
        self._performer = performer
        self._understanding = understanding
        self._replies = replies
        self._clock = clock
        self._seat: Seat = seat
        self._language = language
        self._talk = talk
        self._voice = voice
        self._observers = list(observers)
        self._turns = 0
        self._one_turn = asyncio.Lock()
        self._arrived = self._now = 0
        self._stopped_at = 0
        """Up to this arrival nothing more is begun: somebody said stop."""
        self._waiting = 0
        self._answering: asyncio.Future[str] | None = None
        self._halts: list[asyncio.Future[tuple[Outcome, ...]]] = []
        self._recall = Recall()
        self._undo = Undo(performer, self._recall, clock)

    def watch(self, observer: Observer) -> None:
        self._observers.append(observer)

    def emit(self, kind: type[events.Event], **more: Any) -> None:
        event = kind(self._turns, self._clock.now(), **more)
        for observer in self._observers:
            observer(event)

    async def turn(
        self,
        text: str,
        *,
        seat: Seat | None = None,
        language: str | None = None,
        recognise_ms: float | None = None,
        or_else: str = "",
    ) -> Turn:
        """What `text` asks for is done and told. Errors of engines are raised (errors.TELLABLE).

        `or_else`: what may as well have been said; where that asks for something else, nothing is changed.
        """
        async with self._in_turn(self._understanding.idiom(text)):
            return await self._understood(text, seat, language, recognise_ms, or_else)

    async def _understood(
        self, text: str, seat: Seat | None, language: str | None, recognise_ms: float | None, or_else: str
    ) -> Turn:
        # Chinese characters are Chinese whatever was set: the answer comes in the sentence's language.
        spoken = "zh" if language_of(text) == "zh" else language or self._language or "en"
        self._understanding.load(spoken)
        began = time.perf_counter()
        context = self._context(seat or self._seat, spoken)
        plan = self._understanding.plan(text, context)
        if spoken == "zh" and language_of(text) == "en" and not plan.steps:
            # A setting for Chinese does not make an English sentence Chinese.
            english = self._understanding.plan(text, self._context(context.seat, "en"))
            if english.steps:
                plan, spoken = english, "en"
        if or_else:
            plan = sure(plan, self._understanding.plan(or_else, context))
        understood = time.perf_counter()
        self.emit(events.Heard, text=text, language=spoken, seat=context.seat)
        return await self._run(text, spoken, context.seat, plan, recognise_ms, 1e3 * (understood - began))

    async def touch(self, step: Step, seat: Seat | None = None) -> Turn:
        """A touch control: one step, judged and told like a spoken one."""
        async with self._in_turn(step.action):
            language = self._language or self._recall.language or "en"
            speaker = seat or self._seat
            plan = confirmed((step,), self._context(speaker, language).choices) or Plan((step,), "rule")
            return await self._run("", language, speaker, plan, None, None)

    def stops(self, text: str) -> bool:
        """Whether it says stop and nothing else."""
        return self._understanding.idiom(text) == "dialogue.stop"

    def halt(self) -> None:
        """Hold still what moves, at once, also in the middle of a turn; the next stop's turn tells of it."""
        self._halts.append(asyncio.ensure_future(self._performer.halt()))

    @asynccontextmanager
    async def _in_turn(self, idiom: str | None) -> AsyncIterator[None]:
        """One turn after the other. The one before waits no longer for what moves; a stop ends it.

        So does "never mind" in the middle of it.
        """
        self._arrived += 1
        mine = self._arrived
        if idiom == "dialogue.stop" or (idiom == "dialogue.no" and self._one_turn.locked()):
            self._stopped_at = mine
            self.halt()
        elif idiom not in ("dialogue.stop", "dialogue.no") and self._stopped_at <= self._now:
            self._halts.clear()  # held still for a "stop" that went on: "stop the music"
        self._waiting += 1
        if self._answering is not None:
            self._answering.cancel()
        try:
            self._performer.hurry(self._one_turn.locked())
            await self._one_turn.acquire()
        finally:
            self._waiting -= 1
        try:
            self._now = mine
            self._performer.hurry(self._waiting > 0)
            yield
        finally:
            self._one_turn.release()

    async def _run(
        self,
        text: str,
        language: str,
        speaker: Seat,
        plan: Plan,
        recognise_ms: float | None,
        understand_ms: float | None,
    ) -> Turn:
        ms = MS_NONE | {"recognise": recognise_ms, "understand": understand_ms}
        try:
            began = time.perf_counter()
            if plan.talk and self._talk is not None:
                plan = replace(plan, source="model")
            plan, checked = await self._checked(plan, speaker)
            plan, asker = self._recall.asker(plan, speaker)
            self.emit(events.Planned, plan=plan)
            performed = await self._carry_out(plan, speaker, asker)
            if plan.steps:
                ms["act"] = 1e3 * (time.perf_counter() - began)
            told = await self._tell(text, language, speaker, plan, performed)
            # What was done is remembered also when the voice then fails.
            self._recall.remember(plan, performed, told, speaker, language, self._clock.now())
            self.emit(events.Replied, text=told.reply, asks=told.asks, choices=told.choices)
            ms["speak"] = await self._say(told.reply, language)
        finally:
            self.emit(events.TurnEnded, ms=ms)
            self._turns += 1
        return Turn(
            heard=text,
            language=language,
            seat=speaker,
            plan=plan,
            reply=told.reply,
            outcomes=tuple(outcome for each in performed for outcome in each.outcomes),
            read={p: v for each in (*checked, *performed) for p, v in each.read.items() if v is not None},
            asks=told.asks,
            understood=told.understood,
            reasons=told.reasons,
            ms=ms,
        )

    # Doing

    async def _checked(self, plan: Plan, speaker: Seat) -> tuple[Plan, tuple[Performed, ...]]:
        """The plan if its condition holds, else one that does nothing and says so; and what was read."""
        if plan.condition is None:
            return plan, ()
        checked = await self._performer.perform(plan.condition.question, speaker)
        holds = plan.condition.holds(checked.read)
        if holds:
            return plan, (checked,)
        key = "condition_unknown" if holds is None else "condition_false"
        return Plan(source=plan.source, remark=Remark(key, {"checked": checked})), (checked,)

    async def _carry_out(self, plan: Plan, speaker: Seat, asker: Seat) -> tuple[Performed, ...]:
        """The steps in the order said. Neighbours that touch different things of the car run side by side.

        `asker`: the seat that the steps are done for, and judged by.
        """
        awaited = self._recall.take_awaiting(speaker, self._clock.now())
        performed = await self._undo.put_right(plan, speaker) if plan.corrects else []
        for first, together in _side_by_side(plan.steps):
            if self._stopped_at > self._now:
                performed += [_left_undone(step) for step in together]
                continue
            doings = [self._doing(step, asker, awaited) for step in together]
            performed += await asyncio.gather(
                *(
                    self._watched(first + k, step, do)
                    for k, (step, do) in enumerate(zip(together, doings, strict=True))
                )
            )
        return self._performer.read_again(performed)

    def _doing(self, step: Step, speaker: Seat, awaited: Sequence[Doing]) -> Doing:
        match step.action:
            case "dialogue.yes":
                return lambda: _merged(step, awaited)
            case "dialogue.stop":
                return lambda: self._halted(step)
            case "dialogue.no" if self._halts:
                return lambda: self._halted(step)
            case "dialogue.undo":
                return lambda: self._undo.undo(step, speaker)
            case _:
                return lambda: self._perform(step, speaker)

    async def _watched(self, index: int, step: Step, do: Doing) -> Performed:
        self.emit(events.StepBegan, index=index, step=step)
        performed = await do()
        for outcome in performed.outcomes:
            self.emit(events.StepEnded, index=index, status=outcome.status, outcome=outcome)
        return performed

    async def _perform(self, step: Step, speaker: Seat) -> Performed:
        performed = await self._performer.perform(step, speaker)
        if any(outcome.status == "asked" for outcome in performed.outcomes):
            again = partial(self._performer.perform, step, speaker, confirmed=True)
            self._recall.await_yes(again, speaker, self._clock.now())
        return performed

    async def _halted(self, step: Step) -> Performed:
        """What was held still since somebody said stop, and what moves still."""
        self.halt()
        halts, self._halts = self._halts, []
        held = {outcome.action: outcome for each in halts for outcome in await each}
        return Performed(step, tuple(held.values()))

    # Telling and remembering

    async def _say(self, text: str, language: str) -> float | None:
        """Milliseconds to the first sound; None without one."""
        if self._voice is None or not text:
            return None
        first_sound_ms = await self._clock.outside(self._voice.say(text, language))
        if first_sound_ms is not None:
            self.emit(events.Speaking)
        return first_sound_ms

    async def _tell(
        self, text: str, language: str, speaker: Seat, plan: Plan, performed: tuple[Performed, ...]
    ) -> Told:
        if plan.source == "model" and self._talk is not None:
            talk = await self._clock.outside(asyncio.to_thread(self._talk, language))
            answer = await self._talked(talk, text, language)
            return Told(answer, did=self._recall.told.did, refused=self._recall.told.refused)
        return self._replies.tell(plan, performed, language, speaker, self._recall.told)

    async def _talked(self, talk: Talk, text: str, language: str) -> str:
        """The language model's answer; nothing where somebody said something else meanwhile."""
        self._answering = asyncio.ensure_future(self._clock.outside(talk.answer(text, language)))
        try:
            await asyncio.wait({self._answering})
            return "" if self._answering.cancelled() else self._answering.result()
        finally:
            self._answering.cancel()

    def _context(self, seat: Seat, language: str) -> Context:
        return self._recall.context(seat, language, self._clock.now())


async def _merged(step: Step, doings: Sequence[Doing]) -> Performed:
    """What had waited for the yes, as the performance of that yes."""
    performed = [await do() for do in doings]
    return Performed(step, tuple(outcome for each in performed for outcome in each.outcomes))


def _left_undone(step: Step) -> Performed:
    """A step that was not begun any more."""
    if isinstance(REGISTRY[step.action], Control | Destination | Home):
        return Performed(step, (Outcome(step.action, "failed", Remark("stopped")),))
    return Performed(step)


def _side_by_side(steps: Sequence[Step]) -> list[tuple[int, list[Step]]]:
    """Runs of steps with the index of each run's first: controls of different actions go together."""
    runs: list[tuple[int, list[Step]]] = []
    for index, step in enumerate(steps):
        action = REGISTRY[step.action]
        if runs and isinstance(action, Control) and all(_apart(action, other) for other in runs[-1][1]):
            runs[-1][1].append(step)
        else:
            runs.append((index, [step]))
    return runs


def _apart(control: Control, other: Step) -> bool:
    before = REGISTRY[other.action]
    return isinstance(before, Control) and not set(control.paths.values()) & set(before.paths.values())

"""One turn: heard → understood → judged → done → said. The whole way of a sentence is `Assistant.turn`."""

import time
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cockpit import events
from cockpit.actions.zones import Seat
from cockpit.companion import Companion, Open
from cockpit.deeds import Deeds
from cockpit.events import Observer
from cockpit.floor import Floor
from cockpit.perform import Performer
from cockpit.plan import Plan, Step
from cockpit.recall import Recall
from cockpit.replies import Replies
from cockpit.told import Told
from cockpit.turn import MS_NONE, Turn
from cockpit.understand.context import Context
from cockpit.understand.dialogue.answer import confirmed
from cockpit.understand.understanding import Understanding
from cockpit.understand.unread.unsure import sure
from cockpit.understand.words.tokens import language_of
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
        talk: Open | None = None,
        voice: "Mouth | None" = None,
        observers: Iterable[Observer] = (),
    ) -> None:
        """`language` "" is by the sentence. `talk`: who answers plain talk; None: nobody."""
        self._understanding = understanding
        self._replies = replies
        self._clock = clock
        self._seat: Seat = seat
        self._language = language
        self._companion = Companion(clock, talk)
        self._voice = voice
        self._observers = list(observers)
        self._turns = 0
        self._floor = Floor(performer, self._companion.hush)
        self._recall = Recall()
        self._deeds = Deeds(performer, self._recall, self._floor, clock, self.emit)

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
        async with self._floor.taken(self._understanding.idiom(text)):
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
        ms = MS_NONE | {"recognise": recognise_ms, "understand": 1e3 * (understood - began)}
        return await self._run(text, spoken, context.seat, plan, ms)

    async def touch(self, step: Step, seat: Seat | None = None) -> Turn:
        """A touch control: one step, judged and told like a spoken one."""
        async with self._floor.taken(step.action):
            language = self._language or self._recall.language or "en"
            speaker = seat or self._seat
            plan = confirmed((step,), self._context(speaker, language).choices) or Plan((step,), "rule")
            return await self._run("", language, speaker, plan, dict(MS_NONE))

    def stops(self, text: str) -> bool:
        """Whether it says stop and nothing else."""
        return self._understanding.idiom(text) == "dialogue.stop"

    def halt(self) -> None:
        """Hold still what moves, at once, also in the middle of a turn; the next stop's turn tells of it."""
        self._floor.halt()

    async def _run(
        self,
        text: str,
        language: str,
        speaker: Seat,
        plan: Plan,
        ms: dict[str, float | None],
    ) -> Turn:
        """`ms`: the milliseconds of the stages so far; gets those of the others."""
        try:
            began = time.perf_counter()
            talk = await self._companion.talk(language) if plan.talk else None
            if talk is not None:
                plan = replace(plan, source="model")
            plan, checked = await self._deeds.checked(plan, speaker)
            plan, asker = self._recall.asker(plan, speaker)
            self.emit(events.Planned, plan=plan)
            performed = await self._deeds.carry_out(plan, speaker, asker)
            if plan.steps:
                ms["act"] = 1e3 * (time.perf_counter() - began)
            before = self._recall.told
            if talk is None:
                told = self._replies.tell(plan, performed, language, speaker, before)
            else:
                answer = await self._companion.answer(talk, text, language)
                told = Told(answer, did=before.did, refused=before.refused)
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

    async def _say(self, text: str, language: str) -> float | None:
        """Milliseconds to the first sound; None without one."""
        if self._voice is None or not text:
            return None
        first_sound_ms = await self._clock.outside(self._voice.say(text, language))
        if first_sound_ms is not None:
            self.emit(events.Speaking)
        return first_sound_ms

    def _context(self, seat: Seat, language: str) -> Context:
        return self._recall.context(seat, language, self._clock.now())

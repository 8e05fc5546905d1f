"""Sentences spoken by the installed voice and heard again: how many come to the same plan as typed.

Each is spoken at two speeds, clean and with a car's noise under it, and goes the way of `cockpit hear`
(speech detection, the recogniser that knows our phrases, the plan of what was heard). Beside it what the
open recogniser alone made of the same sound. Sets are sentences in English; a line with several turns is
left out, as its last one means nothing by itself.
"""

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, Literal

import numpy as np
import soundfile

from cockpit.app import Engines
from cockpit.evaluate.noise import noisy
from cockpit.evaluate.sets import Line, SentenceSet, Tell
from cockpit.plan import Plan, Step
from cockpit.understand.context import Context
from cockpit.understand.unread.unsure import changes, sure
from voice.listener import Listener
from voice.sound import Samples
from voice.source import WavSource
from voice.speaker import Speaker, Speech
from voice.utterance import Utterance

LENGTH_SCALES = (1.0, 0.8)
"""The voice's own speed, and a hurried one."""
SNRS_DB: tuple[float | None, ...] = (None, 15, 5)
"""Without noise; on a main road; on a motorway with a window open."""
BEFORE_S, AFTER_S = 0.4, 1.2
"""Silence around the words; after them more than the listener waits for."""
Meant = Literal["same", "other", "none"]
MEANT: tuple[Meant, ...] = ("same", "other", "none")
"""The plan of the typed sentence · another one that has steps · no steps where the typed one has."""


@dataclass(frozen=True, slots=True)
class Condition:
    """How it was spoken; `snr_db` None: without noise."""

    length_scale: float
    snr_db: float | None


CONDITIONS = tuple(Condition(*each) for each in product(LENGTH_SCALES, SNRS_DB))


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence in one condition: what the cockpit heard, what the open recogniser alone heard.

    `is_command`: it has a plan when typed; without one, "same" is that none was made of the sound either.
    `wrong`: it means another plan, and one that would change something.
    """

    set_name: str
    line: Line
    condition: Condition
    is_command: bool
    text: str
    meant: Meant
    wrong: bool
    open_text: str
    open_meant: Meant
    open_wrong: bool


def hear(engines: Engines, chosen: SentenceSet, tell: Tell) -> list[Heard]:
    """Every condition of every line. Raises ModelError where the voice or the recogniser is missing."""
    lines = [line for line in chosen.lines if len(line.said.turns) == 1 and line.said.language != "zh"]
    if not lines:
        tell(f"{chosen.name}: nothing in English to speak")
        return []
    voice = engines.model("voice", engines.settings.speech.voice, "en").path
    with ExitStack() as stack:
        # Without chance in its tone: the same sentence is the same sound in every run.
        speaker = stack.enter_context(closing(Speaker(voice, variation=0)))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ears = [stack.enter_context(closing(engines.listener("en"))) for _ in range(os.cpu_count() or 1)]
        return asyncio.run(_Studio(engines, speaker, ears, folder).hear_all(chosen.name, lines, tell))


class _Studio:
    """One voice, and as many ears as can listen at once."""

    def __init__(self, engines: Engines, speaker: Speaker, ears: Sequence[Listener], folder: Path) -> None:
        self._understanding = engines.understanding
        self._speaker = speaker
        self._ears = ears
        self._folder = folder

    async def hear_all(self, name: str, lines: Sequence[Line], tell: Tell) -> list[Heard]:
        free: asyncio.Queue[Listener] = asyncio.Queue()
        for listener in self._ears:
            free.put_nowait(listener)
        heard: list[Heard] = []
        began = time.monotonic()
        for done, line in enumerate(lines):
            if done % 10 == 0:
                left_s = (time.monotonic() - began) / done * (len(lines) - done) if done else 0
                tell(f"{name}: {done} of {len(lines)} spoken" + (f", {left_s:.0f} s left" if done else ""))
            files = [file async for file in self._files(line.said.turns[0])]
            if not files:
                tell(f"{name} {line.id}: nothing that can be spoken, left out")
                continue
            found = await asyncio.gather(*(_utterances(free, file) for file in files))
            heard += [self._heard(name, line, *each) for each in zip(CONDITIONS, found, strict=True)]
        return heard

    async def _files(self, text: str) -> AsyncGenerator[Path, None]:
        """The sentence in each of CONDITIONS; none where the voice finds no word in it ("...", a picture)."""
        for length_scale in LENGTH_SCALES:
            self._speaker.length_scale = length_scale
            pieces = [piece async for piece in self._speaker.speech(text)]
            if not pieces:
                return
            samples, rate_hz = _framed(pieces)
            for snr_db in SNRS_DB:
                sound = samples if snr_db is None else noisy(samples, rate_hz, snr_db)
                file = self._folder / f"{length_scale}-{snr_db}.wav"
                soundfile.write(file, sound, rate_hz, subtype="PCM_16")
                yield file

    def _heard(self, name: str, line: Line, condition: Condition, heard: Sequence[Utterance]) -> Heard:
        context = Context(seat=line.said.seat or "row1.driver", language="en")
        typed = self._understanding.plan(line.said.turns[0], context).steps
        # Each utterance is a turn.
        steps = [step for each in heard for step in self._plan(each, context).steps]
        open_steps = [step for each in heard for step in self._understanding.plan(each.alone, context).steps]
        return Heard(
            name,
            line,
            condition,
            bool(typed),
            " | ".join(each.text for each in heard),
            _meant(typed, tuple(steps)),
            _is_wrong(typed, tuple(steps)),
            " | ".join(each.alone for each in heard),
            _meant(typed, tuple(open_steps)),
            _is_wrong(typed, tuple(open_steps)),
        )

    def _plan(self, heard: Utterance, context: Context) -> Plan:
        plan = self._understanding.plan(heard.text, context)
        return sure(plan, self._understanding.plan(heard.or_else, context)) if heard.or_else else plan


def _meant(typed: tuple[Step, ...], heard: tuple[Step, ...]) -> Meant:
    return "same" if heard == typed else "other" if heard else "none"


def _is_wrong(typed: tuple[Step, ...], heard: tuple[Step, ...]) -> bool:
    return heard != typed and changes(heard)


def _framed(pieces: Sequence[Speech]) -> tuple[Samples, int]:
    """The pieces in one, silence around them, and the rate in Hz."""
    rate_hz = pieces[0].rate_hz
    before, after = (np.zeros(int(s * rate_hz), np.int16) for s in (BEFORE_S, AFTER_S))
    return np.concatenate([before, *(piece.samples for piece in pieces), after]), rate_hz


async def _utterances(free: asyncio.Queue[Listener], file: Path) -> list[Utterance]:
    listener = await free.get()
    try:
        return [each async for each in listener.listen(WavSource(file)) if isinstance(each, Utterance)]
    finally:
        free.put_nowait(listener)


@dataclass(frozen=True, slots=True)
class Share:
    """What the sentences of one set in one condition meant, heard by us and by the open recogniser."""

    set_name: str
    condition: Condition
    heard: Sequence[Heard]

    def as_json(self) -> dict[str, Any]:
        """Percents of all sentences, and with `commands` "same" of those that have a plan when typed.

        "wrong" is the part of "other" that would change something.
        """
        return {
            "set": self.set_name,
            "length_scale": self.condition.length_scale,
            "snr_db": self.condition.snr_db,
            "n": len(self.heard),
            "commands": sum(each.is_command for each in self.heard),
            "hear": _percents([(each.meant, each.is_command, each.wrong) for each in self.heard]),
            "open": _percents([(each.open_meant, each.is_command, each.open_wrong) for each in self.heard]),
        }


def _percents(meant: Sequence[tuple[Meant, bool, bool]]) -> dict[str, float | None]:
    def percent(kind: object, of: Sequence[object]) -> float | None:
        return round(100 * of.count(kind) / len(of), 1) if of else None

    everyone = [each for each, _, _ in meant]
    of_commands = [each for each, is_command, _ in meant if is_command]
    return {kind: percent(kind, everyone) for kind in MEANT} | {
        "same_of_commands": percent("same", of_commands),
        "wrong": percent(True, [wrong for _, _, wrong in meant]),
    }


def shares(heard: Sequence[Heard]) -> list[Share]:
    """By set and condition, in the order spoken."""
    of: dict[tuple[str, Condition], list[Heard]] = {}
    for each in heard:
        of.setdefault((each.set_name, each.condition), []).append(each)
    return [Share(name, condition, those) for (name, condition), those in of.items()]

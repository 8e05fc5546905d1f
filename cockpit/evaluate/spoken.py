"""Sentences spoken by the installed voice and heard again: how many come to the same plan as typed.

Each is spoken at two speeds, clean and with a car's noise under it, and goes the way of `cockpit hear`
(speech detection, the recogniser that knows our phrases, the plan of what was heard). Beside it the same
sound through the open recogniser alone. Sets are sentences in English; a line with several turns is
left out, as its last one means nothing by itself.
"""

import asyncio
import tempfile
import time
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, Literal

import numpy as np
import soundfile

from cockpit.app import Engines
from cockpit.evaluate.noise import noisy
from cockpit.evaluate.sets import Line, SentenceSet, Tell
from cockpit.plan import Step
from cockpit.understand.context import Context
from voice.listener import Listener
from voice.sound import Samples
from voice.source import WavSource
from voice.speaker import Speaker
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
    """

    set_name: str
    line: Line
    condition: Condition
    is_command: bool
    text: str
    meant: Meant
    open_text: str
    open_meant: Meant


def hear(engines: Engines, chosen: SentenceSet, tell: Tell) -> list[Heard]:
    """Every condition of every line. Raises ModelError where the voice or the recogniser is missing."""
    lines = [line for line in chosen.lines if len(line.said.turns) == 1 and line.said.language != "zh"]
    if not lines:
        tell(f"{chosen.name}: nothing in English to speak")
        return []
    voice = engines.model("voice", engines.settings.speech.voice, "en").path
    # Without chance in its tone: the same sentence is the same sound in every run.
    with (
        closing(Speaker(voice, variation=0)) as speaker,
        closing(engines.listener("en")) as bound,
        closing(engines.listener("en", bound=False)) as alone,
        tempfile.TemporaryDirectory() as folder,
    ):
        ears = _Ears(engines, speaker, bound, alone, Path(folder) / "spoken.wav")
        return asyncio.run(ears.hear_all(chosen.name, lines, tell))


class _Ears:
    def __init__(
        self, engines: Engines, speaker: Speaker, bound: Listener, alone: Listener, file: Path
    ) -> None:
        self._understanding = engines.understanding
        self._speaker = speaker
        self._bound = bound
        self._alone = alone
        self._file = file

    async def hear_all(self, name: str, lines: Sequence[Line], tell: Tell) -> list[Heard]:
        heard: list[Heard] = []
        began = time.monotonic()
        for done, line in enumerate(lines):
            if done % 10 == 0:
                left_s = (time.monotonic() - began) / done * (len(lines) - done) if done else 0
                tell(f"{name}: {done} of {len(lines)} spoken" + (f", {left_s:.0f} s left" if done else ""))
            heard += [each async for each in self._hear(name, line)]
        return heard

    async def _hear(self, name: str, line: Line) -> AsyncGenerator[Heard, None]:
        text = line.said.turns[0]
        context = Context(seat=line.said.seat or "row1.driver", language="en")
        typed = self._understanding.plan(text, context).steps
        for length_scale in LENGTH_SCALES:
            self._speaker.length_scale = length_scale
            samples, rate_hz = await _spoken(self._speaker, text)
            for snr_db in SNRS_DB:
                sound = samples if snr_db is None else noisy(samples, rate_hz, snr_db)
                soundfile.write(self._file, sound, rate_hz, subtype="PCM_16")
                texts = [await _texts(ears, self._file) for ears in (self._bound, self._alone)]
                meant = [_meant(typed, self._steps(each, context)) for each in texts]
                yield Heard(
                    name,
                    line,
                    Condition(length_scale, snr_db),
                    bool(typed),
                    " | ".join(texts[0]),
                    meant[0],
                    " | ".join(texts[1]),
                    meant[1],
                )

    def _steps(self, texts: Iterable[str], context: Context) -> tuple[Step, ...]:
        """Of all that was heard in a sound: each utterance is a turn."""
        return tuple(step for text in texts for step in self._understanding.plan(text, context).steps)


def _meant(typed: tuple[Step, ...], heard: tuple[Step, ...]) -> Meant:
    return "same" if heard == typed else "other" if heard else "none"


async def _spoken(speaker: Speaker, text: str) -> tuple[Samples, int]:
    pieces = [piece async for piece in speaker.speech(text)]
    rate_hz = pieces[0].rate_hz
    before, after = (np.zeros(int(s * rate_hz), np.int16) for s in (BEFORE_S, AFTER_S))
    return np.concatenate([before, *(piece.samples for piece in pieces), after]), rate_hz


async def _texts(listener: Listener, file: Path) -> list[str]:
    return [each.text async for each in listener.listen(WavSource(file)) if isinstance(each, Utterance)]


@dataclass(frozen=True, slots=True)
class Share:
    """What the sentences of one set in one condition meant, heard by us and by the open recogniser."""

    set_name: str
    condition: Condition
    heard: Sequence[Heard]

    def as_json(self) -> dict[str, Any]:
        """Percents of all sentences, and with `commands` "same" of those that have a plan when typed."""
        return {
            "set": self.set_name,
            "length_scale": self.condition.length_scale,
            "snr_db": self.condition.snr_db,
            "n": len(self.heard),
            "commands": sum(each.is_command for each in self.heard),
            "hear": _percents([(each.meant, each.is_command) for each in self.heard]),
            "open": _percents([(each.open_meant, each.is_command) for each in self.heard]),
        }


def _percents(meant: Sequence[tuple[Meant, bool]]) -> dict[str, float | None]:
    def percent(kind: Meant, of: Sequence[Meant]) -> float | None:
        return round(100 * of.count(kind) / len(of), 1) if of else None

    everyone = [each for each, _ in meant]
    of_commands = percent("same", [each for each, is_command in meant if is_command])
    return {kind: percent(kind, everyone) for kind in MEANT} | {"same_of_commands": of_commands}


def shares(heard: Sequence[Heard]) -> list[Share]:
    """By set and condition, in the order spoken."""
    of: dict[tuple[str, Condition], list[Heard]] = {}
    for each in heard:
        of.setdefault((each.set_name, each.condition), []).append(each)
    return [Share(name, condition, those) for (name, condition), those in of.items()]

"""What was heard: partials while someone speaks, an utterance when they have stopped."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Partial:
    """What the recogniser makes of the speech so far; `at_s` seconds from the start of the sound."""

    text: str
    at_s: float


@dataclass(frozen=True, slots=True)
class Utterance:
    """One stretch of speech between two silences.

    `confidence` 0–1 is how likely the text is among all that it may have been. `text` is empty when there
    was speech but no words were made of it. `began_s`, `ended_s` are seconds from the start of the sound;
    `recognise_ms` is from the last sample to the final text. `bound`: a known command was heard. `alone`:
    what is heard without knowing any. `or_else`: what may as well have been said, and means something
    else; empty where the text is clear. `clipped`: the microphone is turned up too far, so the words may
    be wrong.
    """

    text: str
    confidence: float
    language: str
    began_s: float
    ended_s: float
    partials: tuple[Partial, ...] = ()
    recognise_ms: float | None = None
    bound: bool = False
    alone: str = ""
    or_else: str = ""
    clipped: bool = False

"""What every recogniser does: sound in, words out."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Recognised:
    """`confidence` 0–1: how likely the text is among all that it may have been, 0 without words.

    `bound`: a known command was heard. `alone`: what is heard without knowing any. `or_else`: what may as
    well have been said, and means something else; empty where the text is clear.
    """

    text: str
    confidence: float
    bound: bool = False
    alone: str = ""
    or_else: str = ""


class Recogniser(Protocol):
    """One turn of speech after another: `accept` its sound as it comes, then `finish`.

    Calls block for as long as the engine needs; `voice.listener` makes them in a thread of its own.
    """

    @property
    def language(self) -> str:
        """en or zh."""
        ...

    def accept(self, pcm: bytes) -> str | None:
        """Take 16 kHz mono 16-bit sound; the words so far, or None while there are none."""
        ...

    def finish(self) -> Recognised:
        """The turn is over: what was said. Ready for the next turn afterwards."""
        ...

    def reset(self) -> None:
        """Forget a turn that was not finished."""
        ...

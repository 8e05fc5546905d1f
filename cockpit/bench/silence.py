"""A loudspeaker without a device."""

import time

from voice.sound import Samples


class SilentSink:
    """It plays nothing, and notes when the first sound came (`time.perf_counter`)."""

    def __init__(self) -> None:
        self.first_s: float | None = None

    async def play(self, samples: Samples, rate_hz: int) -> bool:
        if self.first_s is None:
            self.first_s = time.perf_counter()
        return True

    async def drain(self) -> None:
        """Nothing is waiting."""

    def stop(self) -> None:
        """Nothing plays."""

    def close(self) -> None:
        """Nothing is open."""

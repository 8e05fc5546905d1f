"""What a microphone delivers, whatever its rate. (A real one: test_audio_loop.)"""

from contextlib import aclosing

import numpy as np
import pytest

from voice.errors import NoMicrophone
from voice.microphone import Feeder, Microphone
from voice.vad import CHUNK_BYTES


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 44_100, 48_000])
@pytest.mark.parametrize("block", [160, 1_411, 4_096])
def test_chunks_at_sixteen_kilohertz(rate_hz: int, block: int) -> None:
    chunks: list[bytes] = []
    feeder = Feeder(rate_hz, chunks.append)
    tone = (8_000 * np.sin(2 * np.pi * 440 * np.arange(2 * rate_hz) / rate_hz)).astype(np.int16)
    for at in range(0, len(tone), block):
        feeder.feed(tone[at : at + block])
    assert {len(chunk) for chunk in chunks} == {CHUNK_BYTES}
    samples = np.frombuffer(b"".join(chunks), np.int16)
    assert 31_000 < len(samples) <= 32_000
    spectrum = np.abs(np.fft.rfft(samples))
    assert np.argmax(spectrum) * 16_000 / len(samples) == pytest.approx(440, abs=1)
    steps = np.abs(np.diff(samples.astype(int)))[1_000:]
    assert np.max(steps) < 8_000 * 2 * np.pi * 440 / 16_000 * 1.05  # no chunk is missing between two others


async def test_no_such_microphone() -> None:
    with pytest.raises(NoMicrophone, match="No microphone") as caught:
        async with aclosing(Microphone("no microphone of that name").chunks()) as chunks:
            await anext(chunks)
    assert caught.value.kind == "no-microphone"
    assert caught.value.mend

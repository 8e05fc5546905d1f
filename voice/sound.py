"""Sound as the recognisers want it: 16 kHz, mono, 16-bit samples, from any sound file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

from voice.errors import ClippedSound, SoundError

RATE_HZ: Final = 16_000
RATES_HZ: Final = (4_000, 384_000)
"""From less than a telephone's to the highest of any sound card; others are a broken header."""
Samples = npt.NDArray[np.int16]
Floats = npt.NDArray[np.float32]

CLIPPED_SHARE: Final = 0.02
"""Share of samples at full scale from which a sound counts as clipped. Measured: no recording of
ours is above 0.000; overdriven by 6 dB they reach 0.003–0.014 and are still understood, by 12 dB
0.016–0.09 and the first words get lost."""

_AGAIN: Final = "Copy or record it again."

_RIFF_UNKNOWN_BYTES: Final = 0x7FFF_0000
"""Writers that cannot know the length (a pipe) put a size near 2 or 4 GiB into the header."""


def to_int16(samples: npt.NDArray[Any]) -> Samples:
    """Floats of −1…1 (what is beyond is cut off) as 16-bit integers."""
    whole: Samples = np.clip(np.rint(samples * 32768.0), -32768, 32767).astype(np.int16)
    return whole


def clipped_share(samples: npt.NDArray[Any]) -> float:
    """0–1: samples in a row of three or more at full scale. `samples` floats of −1…1 or int16."""
    limit = 32_440 if samples.dtype == np.int16 else 0.99
    if len(samples) < 3:
        return 0.0
    full = (samples >= limit) | (samples <= -limit)
    return float(np.mean(full[1:-1] & full[:-2] & full[2:]))


def check(path: Path) -> None:
    """SoundError when the file is missing, empty, cut short or no sound; ClippedSound when overdriven.

    Reads the whole file once, in blocks.
    """
    if path.exists() and not path.is_file():
        raise SoundError(f"{path} is a folder or a device, no sound file", "Give the path of a WAV file.")
    if not path.is_file():
        raise SoundError(f"{path}: there is no such file", "Give the path of a WAV file.")
    with _opened(path) as file:
        if not RATES_HZ[0] <= file.samplerate <= RATES_HZ[1]:
            raise SoundError(f"{path}: no speech has {file.samplerate} samples a second", _AGAIN)
    if path.stat().st_size == 0:
        raise SoundError(f"{path}: the file is empty", "Record it again.")
    _check_length(path)
    frames, clipped = 0, 0.0
    for block in _floats(path):
        if not np.all(np.isfinite(block)):
            raise SoundError(f"{path}: holds values that are no sound", "Export it again as 16-bit WAV.")
        frames += len(block)
        clipped += clipped_share(block) * len(block)
    if frames == 0:
        raise SoundError(f"{path}: holds no sound at all", "Record it again.")
    if clipped / frames >= CLIPPED_SHARE:
        percent = round(100 * clipped / frames)
        raise ClippedSound(
            f"{path}: the sound is overdriven ({percent} % of it is cut off)",
            "Turn the microphone down, or move away from it, and record it again.",
        )


def read(path: Path) -> Iterator[Samples]:
    """The file at 16 kHz, mono, in blocks of about a quarter of a second. Raises SoundError."""
    with _opened(path) as file:
        rate_hz = file.samplerate
    if rate_hz == RATE_HZ:
        yield from (to_int16(block) for block in _floats(path))
        return
    stream = soxr.ResampleStream(rate_hz, RATE_HZ, 1, dtype="float32", quality="HQ")
    for block in _floats(path):
        if len(resampled := stream.resample_chunk(block)):
            yield to_int16(resampled)
    if len(rest := stream.resample_chunk(np.zeros(0, np.float32), last=True)):
        yield to_int16(rest)


def resample(samples: Samples, rate_hz: int, to_hz: int) -> Samples:
    """A whole sound at another rate."""
    if rate_hz == to_hz:
        return samples
    return to_int16(soxr.resample(samples.astype(np.float32) / 32768.0, rate_hz, to_hz))


def _opened(path: Path) -> Any:
    try:
        return soundfile.SoundFile(path)
    except (soundfile.SoundFileError, TypeError) as error:  # TypeError: a raw file has no rate
        raise SoundError(f"{path}: this is no sound file", "Give a WAV file.") from error


def _floats(path: Path) -> Iterator[Floats]:
    """Mono floats at the file's own rate: the mean of its channels."""
    with _opened(path) as file:
        try:
            for block in file.blocks(blocksize=max(1, file.samplerate // 4), dtype="float32", always_2d=True):
                yield block.mean(axis=1, dtype=np.float32)
        except soundfile.SoundFileError as error:
            raise SoundError(f"{path}: the sound is damaged", _AGAIN) from error


def _check_length(path: Path) -> None:
    """libsndfile reads a WAV that is cut short without a word, so its header is compared here."""
    with path.open("rb") as file:
        head = file.read(12)
    if head[:4] != b"RIFF" or head[8:12] != b"WAVE":
        return
    promised = int.from_bytes(head[4:8], "little")
    held = path.stat().st_size - 8 + 1  # one more: writers forget the pad byte
    if held < promised < _RIFF_UNKNOWN_BYTES:
        raise SoundError(f"{path}: the file is cut short", _AGAIN)

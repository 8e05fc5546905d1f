"""The noise of a driving car, made here: what is under the voice when somebody speaks on the road."""

import numpy as np
import numpy.typing as npt

from voice.sound import Samples, to_int16

LOWEST_HZ = 20
TILT_DB_PER_OCTAVE = 4.5
"""Road and engine are loud low down: between pink noise (3) and brown (6)."""
_SEED = 20


def noisy(samples: Samples, rate_hz: int, snr_db: float) -> Samples:
    """The sound with a car's noise under all of it, always the same noise for the same length.

    `snr_db`: the mean power of what is spoken, the silence around it left out, over the noise's.
    """
    speech = samples.astype(np.float64)
    spoken = np.abs(speech) > 0.02 * np.max(np.abs(speech), initial=1.0)
    power = float(np.mean(speech[spoken] ** 2)) if spoken.any() else 1.0
    noise = car_noise(len(samples), rate_hz) * np.sqrt(power / 10 ** (snr_db / 10))
    return to_int16((speech + noise) / 32768)


def car_noise(length: int, rate_hz: int) -> npt.NDArray[np.float64]:
    """Noise of mean power 1."""
    white = np.fft.rfft(np.random.default_rng(_SEED).standard_normal(length))
    frequencies = np.fft.rfftfreq(length, 1 / rate_hz)
    octaves = np.log2(np.maximum(frequencies, LOWEST_HZ) / LOWEST_HZ)
    shaped = np.where(frequencies < LOWEST_HZ, 0, white * 10 ** (-TILT_DB_PER_OCTAVE * octaves / 20))
    noise = np.fft.irfft(shaped, length)
    scaled: npt.NDArray[np.float64] = noise / np.sqrt(np.mean(noise**2))
    return scaled

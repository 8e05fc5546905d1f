"""Every kind of sound file that people have, and what is none."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from voice import sound
from voice.errors import ClippedSound, SoundError, VoiceError

SECONDS = 1.5


def tone(rate_hz: int, hertz: float = 440.0, height: float = 0.5) -> np.ndarray:
    return height * np.sin(2 * np.pi * hertz * np.arange(int(SECONDS * rate_hz)) / rate_hz)


def whole(path: Path) -> np.ndarray:
    sound.check(path)
    return np.concatenate(list(sound.read(path)))


@pytest.mark.parametrize("rate_hz", [8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000])
@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE"])
@pytest.mark.parametrize("channels", [1, 2])
def test_any_rate_width_and_channels(tmp_path: Path, rate_hz: int, subtype: str, channels: int) -> None:
    path = tmp_path / "tone.wav"
    soundfile.write(path, np.tile(tone(rate_hz)[:, None], channels), rate_hz, subtype=subtype)
    samples = whole(path)
    assert samples.dtype == np.int16
    assert abs(len(samples) - SECONDS * 16_000) <= 2
    spectrum = np.abs(np.fft.rfft(samples))
    assert np.argmax(spectrum) * 16_000 / len(samples) == pytest.approx(440, abs=1)
    middle = samples[4_000:-4_000] / 32_767
    assert np.max(np.abs(middle)) == pytest.approx(0.5, abs=0.02)


def test_resampled_in_blocks_as_in_one_piece(tmp_path: Path) -> None:
    path = tmp_path / "tone.wav"
    samples = sound.to_int16(tone(44_100))
    soundfile.write(path, samples, 44_100)
    at_once = sound.resample(samples, 44_100, 16_000)
    in_blocks = whole(path)
    assert len(in_blocks) == len(at_once)
    assert np.max(np.abs(in_blocks.astype(int) - at_once)) <= 2


def test_stereo_is_the_mean_of_its_channels(tmp_path: Path) -> None:
    path = tmp_path / "stereo.wav"
    soundfile.write(path, np.stack([tone(16_000), np.zeros(int(SECONDS * 16_000))], axis=1), 16_000)
    assert np.max(whole(path)) == pytest.approx(0.25 * 32_767, abs=40)


def good_wav(tmp_path: Path) -> bytes:
    path = tmp_path / "good.wav"
    soundfile.write(path, tone(16_000), 16_000, subtype="PCM_16")
    return path.read_bytes()


def unusable(path: Path) -> VoiceError:
    with pytest.raises(SoundError) as caught:
        whole(path)
    assert str(path) in str(caught.value)
    assert caught.value.mend
    assert "\n" not in str(caught.value) + caught.value.mend
    return caught.value


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "no such file" in str(unusable(tmp_path / "none.wav"))
    assert "is a folder" in str(unusable(tmp_path))


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.wav"
    path.write_bytes(b"")
    assert "empty" in str(unusable(path))


def test_a_wav_without_a_sample(tmp_path: Path) -> None:
    path = tmp_path / "mute.wav"
    soundfile.write(path, np.zeros(0), 16_000, subtype="PCM_16")
    assert "no sound at all" in str(unusable(path))


@pytest.mark.parametrize(
    "content", [b"Hello, this is text.\n" * 50, b"\x89PNG\r\n\x1a\n" + bytes(500), b"RIFF"]
)
def test_what_is_no_sound(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "text.wav"
    path.write_bytes(content)
    assert "no sound file" in str(unusable(path))


def test_a_raw_file_is_no_sound_file(tmp_path: Path) -> None:
    path = tmp_path / "samples.raw"
    path.write_bytes(bytes(3_200))
    assert "no sound file" in str(unusable(path))


def test_a_file_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "short.wav"
    path.write_bytes(good_wav(tmp_path)[:20_000])
    assert "cut short" in str(unusable(path))


@pytest.mark.parametrize("size", [0xFFFF_FFFF, 0x7FFF_FFFF])
def test_a_wav_from_a_pipe_has_no_length_in_its_header(tmp_path: Path, size: int) -> None:
    path = tmp_path / "piped.wav"
    data = bytearray(good_wav(tmp_path))
    data[4:8] = size.to_bytes(4, "little")
    data[40:44] = size.to_bytes(4, "little")
    path.write_bytes(data)
    assert len(whole(path)) == SECONDS * 16_000


def test_values_that_are_no_sound(tmp_path: Path) -> None:
    path = tmp_path / "nan.wav"
    samples = tone(16_000)
    samples[100] = np.nan
    soundfile.write(path, samples, 16_000, subtype="FLOAT")
    assert "no sound" in str(unusable(path))


@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_16", "FLOAT"])
def test_overdriven_sound(tmp_path: Path, subtype: str) -> None:
    path = tmp_path / "loud.wav"
    soundfile.write(path, np.clip(tone(16_000, height=4.0), -1, 1), 16_000, subtype=subtype)
    error = unusable(path)
    assert isinstance(error, ClippedSound)
    assert error.kind == "sound-clipped"
    assert "overdriven" in str(error)


@pytest.mark.parametrize("height", [0.0, 0.001, 0.98])
def test_silence_and_loud_but_whole_sound_are_fine(tmp_path: Path, height: float) -> None:
    path = tmp_path / "fine.wav"
    soundfile.write(path, tone(16_000, height=height), 16_000)
    assert len(whole(path)) == SECONDS * 16_000

"""Noise to hear through, and people's recordings where they are at hand."""

import json
from pathlib import Path
from typing import Any

import numpy as np

RECORDINGS = Path(__file__).parents[2].parent / "shared/data/speech"
NUMERALS = {"30": "thirty"}


def add_noise(sound: Any, decibel: float, colour: str) -> Any:
    """`decibel` of speech above noise. "road": the low rumble of tyres and wind (1/f in amplitude)."""
    noise = np.random.default_rng(7).normal(size=len(sound))
    if colour == "road":
        spectrum = np.fft.rfft(noise)
        noise = np.fft.irfft(spectrum / np.maximum(np.arange(len(spectrum)), 40.0), len(sound))
    speech_power = np.mean(sound[np.abs(sound) > 0.01] ** 2)
    mixed = sound + noise * np.sqrt(speech_power / 10 ** (decibel / 10) / np.mean(noise**2))
    return (mixed / max(1.0, np.max(np.abs(mixed)) * 1.05)).astype(np.float32)


def recordings(folder: str) -> list[tuple[Path, str]]:
    """(file, what is said) of the human recordings; none where they are not at hand."""
    manifest = RECORDINGS / "manifest.json"
    if not manifest.is_file():
        return []
    said = []
    for entry in json.loads(manifest.read_text(encoding="utf-8")):
        if entry["file"].startswith(folder):
            words = [NUMERALS.get(word, word) for word in entry["text"].lower().split()]
            said.append((RECORDINGS / entry["file"], " ".join(words)))
    return said

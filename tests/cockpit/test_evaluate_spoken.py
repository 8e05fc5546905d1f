"""`cockpit eval --spoken`: the installed voice into the installed recogniser, and the noise between."""

import json
from pathlib import Path

import numpy as np
import pytest

from cockpit.app import Engines
from cockpit.cli import main
from cockpit.config import Settings
from cockpit.errors import ModelError
from cockpit.evaluate.noise import car_noise, noisy
from cockpit.evaluate.spoken import CONDITIONS, MEANT, _is_wrong
from cockpit.plan import Step
from voice.sound import RATE_HZ


def models_missing() -> bool:
    engines = Engines(Settings())
    try:
        engines.model("voice", "", "en"), engines.model("speech", "", "en")
    except ModelError:
        return True
    return False


def power(samples: np.ndarray) -> float:
    return float(np.mean(samples.astype(float) ** 2))


@pytest.mark.parametrize("snr_db", [15, 5])
def test_noise_lies_as_far_below_the_voice_as_said(snr_db: float) -> None:
    tone = (8000 * np.sin(2 * np.pi * 440 * np.arange(RATE_HZ) / RATE_HZ)).astype(np.int16)
    spoken = np.concatenate([np.zeros(RATE_HZ, np.int16), tone])
    noise = noisy(spoken, RATE_HZ, snr_db).astype(float) - spoken
    assert 10 * np.log10(power(tone) / power(noise)) == pytest.approx(snr_db, abs=0.5)
    assert power(noise[:RATE_HZ]) > 0.5 * power(noise)  # also where nobody speaks


def test_noise_is_the_same_each_time_and_loud_low_down() -> None:
    noise = car_noise(RATE_HZ, RATE_HZ)
    assert np.array_equal(noise, car_noise(RATE_HZ, RATE_HZ))
    spectrum = np.abs(np.fft.rfft(noise)) ** 2
    low, high = spectrum[40:80].mean(), spectrum[640:1280].mean()
    assert 10 * np.log10(low / high) == pytest.approx(4 * 4.5, abs=3)  # four octaves


@pytest.mark.skipif(models_missing(), reason="the models are not installed")
@pytest.mark.timeout(180)
def test_what_is_spoken_and_heard_is_counted_by_condition(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The open recogniser hears beans; the bound one knows beams, and that one can switch them off, though
    the sentence is no phrase of its."""
    lines = [
        {"text": "switch off the low beams", "language": "en", "expect": {"nothing": True}},
        {"text": "turn on the seat heating", "language": "en", "expect": {"nothing": True}},
        {"text": "打开车窗", "language": "zh", "expect": {"nothing": True}},
        {"text": "...", "language": "en", "expect": {"nothing": True}},
        {"turns": ["open my window", "close it"], "language": "en", "expect": {"nothing": True}},
    ]
    file = tmp_path / "tiny.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert main(["eval", "--json", "--spoken", str(file)]) == 0
    out, err = capsys.readouterr()
    spoken = json.loads(out)["spoken"]
    assert [(s["length_scale"], s["snr_db"]) for s in spoken] == [
        (c.length_scale, c.snr_db) for c in CONDITIONS
    ]
    assert all(share["n"] == 2 for share in spoken)
    for share in spoken:
        for who in ("hear", "open"):
            assert sum(share[who][kind] for kind in MEANT) == pytest.approx(100)
            assert 0 <= share[who]["wrong"] <= share[who]["other"]
    assert spoken[0]["commands"] == 2
    assert spoken[0]["hear"]["same"] == spoken[0]["hear"]["same_of_commands"] == 100
    assert spoken[0]["open"]["same"] == 50
    assert "0 of 3 spoken" in err and "nothing that can be spoken" in err


def test_a_set_without_english_has_nothing_to_speak(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "tiny.jsonl"
    file.write_text('{"text": "打开车窗", "language": "zh", "expect": {"nothing": true}}\n', encoding="utf-8")
    assert main(["eval", "--json", "--spoken", str(file)]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["spoken"] == []
    assert "nothing in English" in err


def test_a_wrong_actuation_is_another_plan_that_changes_something() -> None:
    opened, asked = Step("windows.position", {"value": 100}), Step("vehicle.state", {})
    assert _is_wrong((), (opened,))
    assert _is_wrong((opened,), (opened, opened))
    assert not _is_wrong((opened,), (opened,))
    assert not _is_wrong((opened,), (asked,))
    assert not _is_wrong((opened,), ())

"""The command line itself: what argparse and the shell make of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import soundfile

from cockpit.cli import parser
from cockpit.errors import BadInput, told
from voice import sound
from voice.errors import SoundError


def test_bench_without_a_stage_measures_all() -> None:
    """Python 3.11's argparse holds an empty list of choices against the choices."""
    assert parser().parse_args(["bench", "--quick"]).stages == []


def test_an_unknown_stage_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        parser().parse_args(["bench", "cooking"])
    assert stop.value.code == 2
    assert "cooking" in capsys.readouterr().err


@pytest.mark.parametrize("size", ["1x1", "100000x100000", "x", "1280", "١x٢"])
def test_a_size_that_cannot_be_shown(size: str) -> None:
    with pytest.raises(SystemExit) as stop:
        parser().parse_args(["drive", "demo", "--out", "x", "--size", size])
    assert stop.value.code == 2


def test_a_question_keeps_its_mark() -> None:
    assert told(BadInput("no such thing", "did you mean this?")) == "No such thing. Did you mean this?"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disc_is_one_line() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cockpit", "say", "--model", "off", "warmer"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
            env={**os.environ},
        )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1, done.stderr


def test_a_rate_that_no_sound_has_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "slow.wav"
    soundfile.write(path, [0.1] * 40_000, 8_000)
    header = bytearray(path.read_bytes())
    header[24:28] = (1).to_bytes(4, "little")
    path.write_bytes(header)
    with pytest.raises(SoundError, match="1 samples a second"):
        sound.check(path)

"""Settings: defaults, the file over them, the command line over both."""

from pathlib import Path

import pytest

from cockpit.cli import parser
from cockpit.commands import hubs
from cockpit.commands.options import settings_of
from cockpit.config import Settings, data_dir, load
from cockpit.desktop import engines_of
from cockpit.errors import ConfigError

FILE = """
language = "zh"
units = "imperial"
seat = "row2.left"

[speech]
silence_s = 1
voice = "my-voice"

[talk]
enabled = false
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "cockpit.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_what_the_file_does_not_say_stays_as_it_is(file: Path) -> None:
    settings = load(file)
    assert (settings.language, settings.seat, settings.talk.enabled) == ("zh", "row2.left", False)
    assert settings.units == "imperial"
    assert (settings.speech.voice, settings.speech.silence_s) == ("my-voice", 1.0)
    assert isinstance(settings.speech.silence_s, float)
    assert settings.car == Settings().car


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.toml").touch()
    assert load(tmp_path / "empty.toml") == Settings()


def test_flags_come_last(file: Path) -> None:
    given = ["--config", str(file), "--language", "en", "--seat", "row1.passenger", "--model", "on"]
    settings = settings_of(parser().parse_args(["say", *given, "--car", "other", "warmer"]))
    assert (settings.language, settings.seat, settings.car.profile) == ("en", "row1.passenger", "other")
    assert settings.talk.enabled
    assert settings.speech.voice == "my-voice"


def test_units_are_of_one_kind_or_the_other(tmp_path: Path) -> None:
    (tmp_path / "cockpit.toml").write_text('units = "miles"\n')
    with pytest.raises(ConfigError, match="units"):
        load(tmp_path / "cockpit.toml")


@pytest.mark.parametrize("value", ["true", "'1'", "[]", "2026-01-01"])
def test_a_number_is_a_number(tmp_path: Path, value: str) -> None:
    (tmp_path / "cockpit.toml").write_text(f"[speech]\nsilence_s = {value}\n")
    with pytest.raises(ConfigError, match=r"speech\.silence_s"):
        load(tmp_path / "cockpit.toml")


def test_a_folder_and_a_file_of_bytes_are_no_settings(tmp_path: Path) -> None:
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path, tmp_path / "bytes"):
        with pytest.raises(ConfigError):
            load(path)


@pytest.mark.parametrize("value", ["-1", "nan", "0", "inf", "0.05", "5.1", "-1.0", "1" + "0" * 400])
def test_a_silence_that_ends_no_sentence_is_refused(tmp_path: Path, value: str) -> None:
    (tmp_path / "cockpit.toml").write_text(f"[speech]\nsilence_s = {value}\n")
    with pytest.raises(ConfigError, match=r"speech\.silence_s"):
        load(tmp_path / "cockpit.toml")


@pytest.mark.parametrize("setting", ["interface = 'socketcan'", "channel = 'can0'", "armed = true"])
def test_a_real_car_is_not_promised(tmp_path: Path, setting: str) -> None:
    (tmp_path / "cockpit.toml").write_text(f"[car]\n{setting}\n")
    with pytest.raises(ConfigError, match="simulated car only"):
        load(tmp_path / "cockpit.toml")


def test_the_window_and_the_pairing_mean_the_same_folder(tmp_path: Path) -> None:
    file = tmp_path / "cockpit.toml"
    file.write_text(f"data_dir = '{tmp_path / 'mine'}'\n")
    for flags, folder in (([], tmp_path / "mine"), (["--data", str(tmp_path / "told")], tmp_path / "told")):
        given = ["--config", str(file), *flags]
        assert engines_of(parser().parse_args(["window", *given])).data_dir == folder
        assert hubs.data_dir(parser().parse_args(["hubs", *given])) == folder
    assert data_dir(Settings(data_dir="~/there")) == Path.home() / "there"

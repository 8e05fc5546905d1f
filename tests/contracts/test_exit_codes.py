"""Bad input is one clear line and a 1, wrong use is a 2, and nothing is ever a traceback."""

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from processes import cockpit

from cockpit.cli import main


def error_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, str]:
    """The error of a command that ends with 1, as JSON and in words."""
    assert main([*arguments, "--json"]) == 1
    shown = capsys.readouterr()
    (line,) = shown.out.splitlines()
    found: dict[str, Any] = json.loads(line)
    assert set(found) >= {"error"}
    assert set(found["error"]) == {"kind", "message", "mend"}
    assert main(list(arguments)) == 1
    shown = capsys.readouterr()
    (told,) = (shown.out + shown.err).splitlines()
    assert found["error"]["message"].rstrip(".").casefold() in told.casefold()
    return dict(found["error"])


@pytest.mark.parametrize(
    ("assignment", "kind", "hint"),
    [
        ("Vehicle.Sped=1", "unknown-path", "Vehicle.Speed"),
        ("Vehicle.Speed", "input", "VSS.PATH=VALUE"),
        ("Vehicle.Speed=", "bad-value", "number"),
        ("Vehicle.Speed=fast", "bad-value", "number"),
        ("Vehicle.Speed=NaN", "bad-value", "number"),
        ("Vehicle.Speed=Infinity", "bad-value", "number"),
        (f"Vehicle.Speed={'9' * 400}", "bad-value", "number"),
        (f"Vehicle.Speed={'9' * 5000}", "bad-value", "number"),
        (f"Vehicle.Speed={'[' * 100_000}", "bad-value", "number"),
        ("Vehicle.Body.Horn.IsActive=1", "bad-value", "true or false"),
        ("Vehicle.Cabin.Infotainment.Media.Volume=101", "bad-value", "100"),
        ("Vehicle.Body.Windshield.Front.Wiping.Mode=QUICK", "bad-value", "MEDIUM"),
        ("=1", "unknown-path", "Vehicle."),
    ],
)
def test_set_with_a_bad_value(
    capsys: pytest.CaptureFixture[str], assignment: str, kind: str, hint: str
) -> None:
    error = error_of(capsys, "understand", "--set", assignment, "warmer")
    assert error["kind"] == kind
    assert hint in error["mend"]


def test_unset_of_an_unknown_path(capsys: pytest.CaptureFixture[str]) -> None:
    error = error_of(capsys, "understand", "--unset", "Vehicle.Sped", "warmer")
    assert error["kind"] == "unknown-path"
    assert "Vehicle.Speed" in error["mend"]


@pytest.mark.parametrize(
    ("toml", "hint"),
    [
        ("langauge = 'en'", "did you mean language"),
        ("[speech]\nvoices = 'joe'", "did you mean speech.voice"),
        ("[speech]\nsilence_s = 'long'", "float"),
        ("speech = 3", "[speech]"),
        ("language = 'fr'", "'zh'"),
        ("seat = 4", "row2.left"),
        ("[talk]\nenabled = 1", "bool"),
        ("[car]\ninterface = 'socketcan'", "leave it out"),
        ("a = = 1", "line"),
        ("qqqqqq = 1", "known here"),
    ],
)
def test_a_bad_settings_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], toml: str, hint: str
) -> None:
    file = tmp_path / "cockpit.toml"
    file.write_text(toml)
    error = error_of(capsys, "understand", "--config", str(file), "warmer")
    assert error["kind"] == "config"
    assert hint in error["mend"]
    assert str(file) in error["message"]


def test_files_that_are_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gone = str(tmp_path / "gone" / "file")
    assert error_of(capsys, "understand", "--config", gone, "warmer")["kind"] == "config"
    assert error_of(capsys, "say", "--batch", gone)["kind"] == "input"
    assert error_of(capsys, "say", "--batch", str(tmp_path))["kind"] == "input"
    assert error_of(capsys, "say", "--trace", gone, "warmer")["kind"] == "input"
    assert error_of(capsys, "say", "--car", gone, "warmer")["kind"] == "profile"
    assert error_of(capsys, "drive", gone, "--out", str(tmp_path / "out"))["kind"] == "input"
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    assert error_of(capsys, "drive", "demo", "--out", str(in_the_way))["kind"] == "input"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("toml", "hint"),
    [
        ("", "[[scene]]"),
        ("[[scene]]\nsays = 'warmer'", "known here"),
        ("[[scene]]\nsay = 3", "str"),
        ("language = 'fr'\n[[scene]]\nsay = 'warmer'", "en or zh"),
        ("[[scene]]\npicture = '../warm'", "without folders"),
        ("[[scene]]\nset = {'Vehicle.Sped' = 1}", "Vehicle.Speed"),
        ("[[scene]]\nspeed = 0\nsay = 'warmer'", "from 0.25"),
        ("[[scene]]\nwait_s = -1", "from 0 to"),
        ("scene = 4", "[[scene]]"),
        ("scene = [4]", "[[scene]]"),
        ("[[scene]\n", "mend"),
    ],
)
def test_a_bad_scenario(tmp_path: Path, capsys: pytest.CaptureFixture[str], toml: str, hint: str) -> None:
    file = tmp_path / "scenario.toml"
    file.write_text(toml)
    error = error_of(capsys, "drive", str(file), "--out", str(tmp_path / "out"))
    assert hint in error["mend"] + error["message"]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("say",),
        ("say", "warmer", "--batch", "lines"),
        ("say", "--seat", "roof", "warmer"),
        ("say", "--language", "fr", "warmer"),
        ("say", "--model", "maybe", "warmer"),
        ("understand",),
        ("hear",),
        ("drive", "demo"),
        ("drive", "demo", "--out", "out", "--size", "large"),
        ("drive", "demo", "--out", "out", "--size", "0x0"),
        ("--no-such-option",),
        ("no-such-command",),
    ],
)
def test_wrong_use(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "usage: cockpit" in shown.err


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr() == (f"cockpit-assistant {version('cockpit-assistant')}\n", "")


def test_every_command_has_help_with_examples(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("say", "chat", "understand", "hear", "drive", "window"):
        with pytest.raises(SystemExit) as stop:
            main([command, "--help"])
        assert stop.value.code == 0
        shown = capsys.readouterr().out
        assert "examples:\n  cockpit" in shown, command
        assert "--json" in shown
        assert "--config" in shown


@pytest.mark.parametrize(
    ("text", "code"),
    [("how fast are we going", 0), ("flurb wug", 1), ("", 1)],
)
def test_understand_ends_with_0_when_it_understood(
    text: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    # An empty TEXT is a sentence that nobody spoke, no missing argument.
    assert main(["understand", "--json", text]) == code
    (line,) = capsys.readouterr().out.splitlines()
    assert set(json.loads(line)) == {"heard", "language", "seat", "plan", "ms"}


def test_as_processes(tmp_path: Path) -> None:
    bad = tmp_path / "cockpit.toml"
    bad.write_text("langauge = 'en'\n")
    told = cockpit("say", "--config", str(bad), "warmer")
    assert (told.code, told.out) == (1, "")
    assert "Did you mean language?" in told.one_line_of_error()
    unknown = cockpit("understand", "--set", "Vehicle.Sped=1", "warmer")
    assert (unknown.code, unknown.out) == (1, "")
    assert "Vehicle.Speed" in unknown.one_line_of_error()
    assert cockpit("say").code == 2
    assert cockpit("say", "--model", "off", "warmer").out == "The driver's temperature is 22 °C.\n"

"""What a drive may remove and write in the folder it is given: its own files, and nothing else."""

from pathlib import Path

import pytest

from cockpit.cli import main
from cockpit.drive_folder import LIST, clear, files_of
from cockpit.errors import BadInput
from cockpit.scenario import Scenario, Scene

THEIRS = ("holiday.png", "01-beach.png", "song.wav", "reply-99.wav", "notes.txt")
SCENARIO = Scenario("two", (Scene(say="warmer", picture="warm"), Scene(type="cooler", click="home.light")))


def drive_into(folder: Path, scenario: Scenario = SCENARIO) -> None:
    names = files_of(scenario)
    clear(folder, names)
    for name in names:
        (folder / name).write_text("driven")


def test_a_drive_removes_only_what_a_drive_wrote(tmp_path: Path) -> None:
    for name in THEIRS:
        (tmp_path / name).write_text("theirs")
    drive_into(tmp_path)
    shorter = Scenario("one", (Scene(type="warmer"),))
    drive_into(tmp_path, shorter)
    assert {path.name for path in tmp_path.iterdir()} == {*THEIRS, LIST, *files_of(shorter)}
    assert all((tmp_path / name).read_text() == "theirs" for name in THEIRS)


@pytest.mark.parametrize("name", ["trace.jsonl", "01-warm.png", "reply-01.wav", "driver-01.wav"])
def test_what_is_not_a_drives_is_not_written_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("theirs")
    with pytest.raises(BadInput, match=name):
        drive_into(tmp_path)
    assert (tmp_path / name).read_text() == "theirs"


def test_a_list_that_names_other_places_removes_nothing_there(tmp_path: Path) -> None:
    (tmp_path / "outside.png").write_text("theirs")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / LIST).write_text(f"../outside.png\n{tmp_path / 'outside.png'}\n..\n\n")
    with pytest.raises(BadInput):
        clear(folder / LIST, ())  # a file, no folder
    drive_into(folder)
    assert (tmp_path / "outside.png").exists()


def test_a_folder_that_takes_no_files_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drive", "demo", "--out", "/sys"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "/sys" in line

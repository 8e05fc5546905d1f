"""The folder that a scripted drive writes to: what it may hold, and what may be cleared away."""

from collections.abc import Sequence
from pathlib import Path

from cockpit.errors import BadInput
from cockpit.mouth import WavMouth
from cockpit.scenario import Scenario

TRACE = "trace.jsonl"
LIST = ".cockpit-drive"
"""Names the files that a drive writes, one a line: the next one into the same folder removes these only."""


def files_of(scenario: Scenario) -> tuple[str, ...]:
    """The names of all files that a drive may leave."""
    numbered = list(enumerate(scenario.scenes, 1))
    return (
        TRACE,
        *(picture_file(number, scene.picture) for number, scene in numbered if scene.picture),
        *(spoken_file(number) for number, scene in numbered if scene.say),
        *(WavMouth.file(number + 1) for number in range(2 * len(numbered))),  # a touch and a sentence each
    )


def picture_file(number: int, name: str) -> str:
    return f"{number:02}-{name}.png"


def spoken_file(number: int) -> str:
    return f"driver-{number:02}.wav"


def clear(folder: Path, names: Sequence[str]) -> None:
    """Make the folder ready for these files. BadInput where one is there that no drive has written."""
    listed = folder / LIST
    try:
        folder.mkdir(parents=True, exist_ok=True)
        text = listed.read_text(encoding="utf-8", errors="replace") if listed.is_file() else ""
        ours = {name for name in text.splitlines() if name and name == Path(name).name}
        foreign = [name for name in names if name not in ours and (folder / name).exists()]
        if foreign:
            raise BadInput(
                f"{folder / foreign[0]} is in the way, no earlier drive has written it",
                "name another folder, or move it away",
            )
        for old in (folder / name for name in ours):
            if old.is_file():
                old.unlink()
        listed.write_text("\n".join(names) + "\n", encoding="utf-8")
    except OSError as error:
        raise BadInput(
            f"cannot write to the folder {folder}: {error.strerror}", "name another folder"
        ) from error

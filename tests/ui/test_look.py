"""Night and brightness, Chinese glyphs, icons, and QML that the tools find nothing wrong with."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import PySide6
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QGuiApplication, QImage, QTextLayout
from window_helpers import show, texts
from window_scenes import ACTING, CHINESE, SCENES

from ui.icons import PATHS, Icons
from ui.model import TOUCHES
from ui.state import Snapshot
from ui.window import FONTS, QML, Window
from ui.words import words

pytestmark = pytest.mark.usefixtures("qtbot")

QML_FILES = sorted(QML.parent.glob("*.qml"))
TOOLS = Path(PySide6.__file__).parent


def pixels(window: Window, snapshot: Snapshot, path: Path) -> npt.NDArray[np.uint8]:
    """Height x width x (blue, green, red)."""
    window.render(snapshot, path)
    picture = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(picture.constBits(), np.uint8)
    return flat.reshape(picture.height(), picture.width(), 4)[:, :, :3].copy()


@pytest.mark.parametrize("scene", SCENES)
def test_the_night_is_dark_and_has_little_blue(window: Window, tmp_path: Path, scene: str) -> None:
    night = pixels(window, replace(SCENES[scene], night=True, brightness_percent=100), tmp_path / "n.png")
    day = pixels(window, replace(SCENES[scene], brightness_percent=100), tmp_path / "d.png")
    assert night.mean() < 50 < 200 < day.mean()
    blue, _, red = night.astype(int).transpose(2, 0, 1)
    assert night.max() < 225  # nothing is white
    assert blue.max() < 190
    assert (blue <= red + 1).all()


def test_brightness_dims_but_never_hides(window: Window, tmp_path: Path) -> None:
    dims = []
    for percent in (100, 60, 20, 0):
        picture = pixels(window, replace(ACTING, brightness_percent=percent), tmp_path / "b.png")
        dims.append(picture.mean())
        assert picture.max() - picture.min() > 100  # letters stay apart from their ground
    assert dims == sorted(dims, reverse=True)
    assert dims[0] > 1.3 * dims[-1]


def missing_glyphs(sentence: str, font: QFont) -> list[str]:
    """The characters for which neither the font nor any it falls back to has a glyph."""
    missing = []
    for letter in sorted(set(sentence) - {" ", "\n"}):
        layout = QTextLayout(letter, font)
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        if any(0 in run.glyphIndexes() for run in layout.glyphRuns()):
            missing.append(letter)
    return missing


def test_no_empty_boxes_in_either_language(window: Window, qapp: QGuiApplication) -> None:
    show(window, CHINESE)
    everything = "".join(str(t.property("text")) for t in texts(window))
    everything += "".join(words("zh").values()) + "".join(words("en").values())
    assert "温" in everything
    assert missing_glyphs(everything, qapp.font()) == []
    assert missing_glyphs("\U000f1234", qapp.font()) == ["\U000f1234"]


def test_labels_are_set_in_our_fonts(window: Window) -> None:
    show(window, CHINESE)
    assert {t.property("font").families()[0] for t in texts(window)} == {FONTS[0]}


def test_both_languages_have_every_label() -> None:
    english, chinese = words("en"), words("zh")
    assert english.keys() == chinese.keys()
    assert all(english.values())
    assert all(chinese.values())


def test_every_icon_has_ink_of_its_colour() -> None:
    icons = Icons()
    for name in PATHS:
        image = icons.requestImage(f"{name}/ff8800/1.8", QSize(), QSize(48, 48))
        assert image.size() == QSize(48, 48)
        colours = [image.pixelColor(x, y) for x in range(48) for y in range(48)]
        inked = [colour for colour in colours if colour.alpha() > 250]
        assert len(inked) > 20, name
        assert {colour.name() for colour in inked} == {"#ff8800"}


def test_qml_only_touches_what_is_declared() -> None:
    touched = {name for file in QML_FILES for name in re.findall(r'"([a-z]+\.[a-z_]+)"', file.read_text())}
    of_actions = {name for name in touched if name.split(".")[0] in {t.split(".")[0] for t in TOUCHES}}
    assert of_actions >= TOUCHES


def tool(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([TOOLS / name, *arguments], capture_output=True, text=True, check=False, timeout=50)


def test_qmllint_finds_nothing() -> None:
    done = tool("qmllint", "-I", QML.parent, *QML_FILES)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("file", QML_FILES, ids=lambda file: file.stem)
def test_qmlformat_changes_nothing(file: Path) -> None:
    assert tool("qmlformat", file).stdout == file.read_text(encoding="utf-8"), "run qmlformat -i on it"

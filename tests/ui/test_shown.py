"""What a snapshot says is what stands in the window."""

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from window_helpers import item, show, shows, text
from window_scenes import ACTING, ASKING, CLIMATE, HOME, IDLE, LISTENING, SCENES, UNKNOWN, UNPAIRED, WARNING

from ui.errors import UiError
from ui.state import Assistant, Cluster, Snapshot
from ui.window import Window


def differing(one: QImage, other: QImage) -> float:
    """The share of pixels that are not the same."""
    here, there = (np.frombuffer(picture.constBits(), np.uint32) for picture in (one, other))
    return float(np.mean(here != there))


pytestmark = pytest.mark.usefixtures("qtbot")


def test_the_cluster_shows_its_readings(window: Window) -> None:
    show(window, WARNING)
    assert text(window, "speed") == "132"
    assert text(window, "gear") == "D"
    assert text(window, "charge") == "8 %"
    assert text(window, "range") == "31 km"
    assert text(window, "power") == "96 kW"
    assert text(window, "outside") == "−14 °C"
    assert text(window, "clock") == "14:05"
    assert text(window, "warning0") == WARNING.cluster.warnings[0]
    show(
        window, replace(WARNING, cluster=replace(WARNING.cluster, speed_kmh=87.6, power_kw=-0.3, warnings=()))
    )
    assert text(window, "power") == "0 kW"
    assert text(window, "speed") == "88"
    assert not shows(window, "warning0")


def test_what_is_unknown_is_a_dash_and_never_a_zero(window: Window) -> None:
    show(window, IDLE)
    assert text(window, "speed") == "0"
    show(window, UNKNOWN)
    assert text(window, "speed") == "–"
    assert text(window, "charge") == "– %"
    assert text(window, "range") == "– km"
    assert not shows(window, "gear")
    assert text(window, "window.row1.driver.value") == "–"
    assert text(window, "dock.driver.value") == "–"
    assert not item(window, "dock.driver.more").isEnabled()
    assert not item(window, "lock").isEnabled()


def test_a_turn_from_hearing_to_the_reply(window: Window) -> None:
    show(window, IDLE)
    assert shows(window, "idea1")
    show(window, LISTENING)
    assert text(window, "partial") == LISTENING.assistant.partial
    assert shows(window, "voice")
    assert not shows(window, "idea1")
    show(window, ACTING)
    assert not shows(window, "partial")
    assert text(window, "heard") == ACTING.assistant.heard
    assert [shows(window, f"step{n}.{s}") for n, s in enumerate(("done", "pending", "denied"))] == [True] * 3
    assert text(window, "step1.text") == "Driver window to 50 %"
    assert text(window, "reply").replace("\u00a0", " ") == ACTING.assistant.reply
    first, second, third = ACTING.assistant.steps
    steps = (first, replace(second, status="done"), third)
    show(window, replace(ACTING, assistant=replace(ACTING.assistant, steps=steps)))
    assert shows(window, "step1.done")
    assert not shows(window, "step1.pending")


def test_a_unit_stays_beside_its_number(window: Window) -> None:
    show(window, replace(IDLE, assistant=Assistant(reply="It is 22 °C in here.")))
    assert text(window, "reply") == "It is 22\u00a0°C in here."


def test_yes_and_no_are_there_only_when_asked(window: Window) -> None:
    show(window, ACTING)
    assert not shows(window, "yes")
    show(window, ASKING)
    assert shows(window, "yes")
    assert shows(window, "no")


def test_windows_doors_lids_and_locks(window: Window) -> None:
    show(window, ASKING)
    assert text(window, "window.row1.driver.value") == "Closed"
    assert text(window, "window.row1.passenger.value") == "Open"
    assert text(window, "window.row2.right.value") == "30 %"
    assert text(window, "lock.label") == "Partly locked"
    assert text(window, "trunk.label") == "Trunk open"
    assert text(window, "sunroof.label") == "Roof tilted"


def test_climate_and_home_pages(window: Window) -> None:
    show(window, CLIMATE)
    assert text(window, "climate.row1.driver.value") == "22.5°"
    assert text(window, "climate.row2.right.value") == "–"
    assert text(window, "climate.row1.passenger.fan") == "100 %"
    show(window, replace(CLIMATE, page="home"))
    assert text(window, "home.hub") == HOME.hub_name
    assert text(window, "home.light.kitchen.state") == "On · Kitchen"
    assert text(window, "home.switch.porch.state") == "– · Porch"
    show(window, UNPAIRED)
    assert "cockpit hubs" in text(window, "home.empty")


def test_the_language_changes_every_label(window: Window) -> None:
    show(window, IDLE)
    assert text(window, "assistant.state") == "Ready"
    show(window, replace(IDLE, language="zh"))
    assert text(window, "assistant.state") == "就绪"
    assert text(window, "window.row1.driver.value") == "已关"
    assert text(window, "lock.label") == "未锁"


def test_markup_from_outside_stays_text(window: Window, tmp_path: Path) -> None:
    trick = "<b>bold</b><img src='file:///nothing.png'>"
    show(window, replace(IDLE, assistant=Assistant(reply=trick)))
    assert text(window, "reply") == trick
    whole = item(window, "reply").property("paintedWidth")
    show(window, replace(IDLE, assistant=Assistant(reply="bold")))
    assert whole > 3 * item(window, "reply").property("paintedWidth")


def test_a_part_that_did_not_change_is_not_announced(window: Window) -> None:
    show(window, IDLE)
    announced: list[str] = []
    model = window.view.rootObject().property("cockpit")
    for part in ("cluster", "climate", "openings", "home", "assistant", "words", "look", "voice_level"):
        getattr(model, f"{part}_changed").connect(lambda part=part: announced.append(part))
    show(window, replace(IDLE, cluster=replace(IDLE.cluster, speed_kmh=12.0)))
    assert announced == ["cluster"]
    show(window, replace(IDLE, cluster=Cluster(12.0, "P", 60, 284, 0.6, 14), voice_level=0.5))
    assert announced == ["cluster", "voice_level"]


def test_snapshots_from_another_thread(window: Window, qtbot) -> None:  # type: ignore[no-untyped-def]
    def drive() -> None:
        for speed in range(200):
            window.show(replace(IDLE, cluster=replace(IDLE.cluster, speed_kmh=float(speed))))

    core = threading.Thread(target=drive)
    core.start()
    qtbot.waitUntil(lambda: text(window, "speed") == "199", timeout=5000)
    core.join()


@pytest.mark.parametrize("scene", SCENES)
def test_a_picture_of_every_scene(window: Window, tmp_path: Path, scene: str) -> None:
    path = tmp_path / "picture.png"
    window.render(SCENES[scene], path, (1920, 720))
    assert QImage(str(path)).size().toTuple() == (1920, 720)
    window.render(SCENES[scene], path, (1024, 600))
    assert QImage(str(path)).size().toTuple() == (1024, 600)


def test_other_states_give_other_pictures(window: Window, tmp_path: Path) -> None:
    pictures = []
    for number, snapshot in enumerate((IDLE, ACTING, replace(ACTING, night=True), IDLE)):
        window.render(snapshot, tmp_path / f"{number}.png")
        pictures.append(QImage(str(tmp_path / f"{number}.png")))
    assert differing(pictures[0], pictures[3]) < 0.001
    assert differing(pictures[0], pictures[1]) > 0.01
    assert differing(pictures[1], pictures[2]) > 0.9


def test_a_picture_that_cannot_be_written_is_an_error(window: Window, tmp_path: Path) -> None:
    with pytest.raises(UiError, match="could not be written") as caught:
        window.render(Snapshot(), tmp_path / "missing" / "picture.png")
    assert caught.value.mend

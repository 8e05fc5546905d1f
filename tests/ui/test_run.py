"""Opening, running and closing the window, and telling why there cannot be one."""

import os
import signal
import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QTimer
from window_helpers import Recorder, shows, text
from window_scenes import IDLE

from ui.frames import frame_ms
from ui.window import Window

pytestmark = pytest.mark.usefixtures("qtbot")


def test_run_ends_when_the_core_closes_it(window: Window) -> None:
    def core() -> None:
        window.show(IDLE)
        window.close()

    thread = threading.Thread(target=core)
    QTimer.singleShot(0, thread.start)
    window.run()
    thread.join()
    assert not window.view.isVisible()


def test_run_ends_when_its_user_closes_it(window: Window) -> None:
    QTimer.singleShot(0, window.view.close)
    window.run()
    assert not window.view.isVisible()


def test_closed_before_it_runs(window: Window) -> None:
    window.close()
    window.run()
    assert not window.view.isVisible()


def test_a_signals_handler_ends_it(window: Window) -> None:
    before = signal.signal(signal.SIGINT, lambda *_: window.interrupt())
    try:
        sent = threading.Timer(0, os.kill, (os.getpid(), signal.SIGINT))
        QTimer.singleShot(0, sent.start)
        window.run()
    finally:
        signal.signal(signal.SIGINT, before)
    assert not window.view.isVisible()


def test_windows_come_and_go(intents: Recorder) -> None:
    for _ in range(3):
        window = Window(intents, offscreen=True, size=(1024, 600))
        window.show(IDLE)
        QTimer.singleShot(0, window.close)
        window.run()
        del window


def test_frames_are_measured(window: Window) -> None:
    speeds = iter([IDLE])
    frames = frame_ms(window, speeds, every_ms=5, seconds=0.3)
    assert frames
    assert all(took > 0 for took in frames)
    assert shows(window, "gear")
    assert text(window, "range") == "284 km"


def start(environment: dict[str, str], how: str = "") -> subprocess.CompletedProcess[str]:
    code = (
        "from ui.errors import UiError\n"
        "from ui.window import Window\n"
        "try:\n"
        f"    Window(None, {how})\n"
        "except UiError as error:\n"
        "    print(error.kind, error, error.mend, sep='|')\n"
    )
    return python(["-c", code], environment)


def python(arguments: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    return subprocess.run(
        [sys.executable, *arguments],
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=50,
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere Qt always has a display")
def test_without_a_display_it_says_what_to_do() -> None:
    for environment in (
        {},
        {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": "nowhere"},
        {"DISPLAY": ":4711"},
    ):
        done = start(environment)
        assert done.returncode == 0, done.stderr
        kind, message, mend = done.stdout.strip().split("|")
        assert kind == "no-display"
        assert "display" in message.casefold()
        assert all(name in message for name in environment.get("DISPLAY", "").split())
        assert "--headless" in mend


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere Qt always has a display")
def test_a_platform_that_qt_does_not_know_is_one_line() -> None:
    done = start({"QT_QPA_PLATFORM": "foo"})
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("no-display|")
    assert "foo" in done.stdout
    # Pictures are made without a display, whatever is set.
    assert start({"QT_QPA_PLATFORM": "foo"}, "offscreen=True").returncode == 0


def test_make_asks_for_a_display_that_opens() -> None:
    for environment, code in (
        ({"DISPLAY": ":4711"}, 1),
        ({"QT_QPA_PLATFORM": "foo"}, 1),
        ({"QT_QPA_PLATFORM": "offscreen"}, 0),
    ):
        asked = python(["-m", "ui.display"], environment)
        assert asked.returncode == code
        assert len(asked.stderr.splitlines()) == code

"""Whether a window can be opened here, told before Qt is asked: Qt itself ends the process when not.

`python -m ui.display` says it by its exit code, for make.
"""

import ctypes
import os
import subprocess
import sys

from ui.errors import NoDisplay

X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What Qt's X11 part loads and a minimal Debian lacks, with the package that brings it."""

ELSE = (
    "start it in a desktop session, set QT_QPA_PLATFORM=linuxfb on a screen without one, "
    "or use cockpit --headless"
)
ANSWER_WITHIN_S = 10.0
PROBE = (
    "from PySide6.QtGui import QGuiApplication; app = QGuiApplication([]); "
    "print(app.platformName(), *app.primaryScreen().size().toTuple())"
)


def check_display() -> str:
    """What Qt opens windows on, such as "xcb 1920 1080". Raises NoDisplay when it opens none.

    Takes 0.3 s: Qt is asked in a process of its own, for a name in DISPLAY is not yet a display.
    """
    named = (
        os.environ.get("QT_QPA_PLATFORM") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
    )
    if not named:
        if not sys.platform.startswith("linux"):
            return _asked("the display")
        raise NoDisplay("there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set)", ELSE)
    try:
        return _asked(f"the display {named}")
    except NoDisplay:
        _check_libraries()  # where one of them lacks, that is what to mend
        raise


def _asked(display: str) -> str:
    try:
        asked = subprocess.run(
            [sys.executable, "-c", PROBE],
            capture_output=True,
            text=True,
            timeout=ANSWER_WITHIN_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NoDisplay(f"{display} does not answer", ELSE) from error
    if asked.returncode != 0:
        reason = (asked.stderr.strip().splitlines() or ["no reason given"])[0]
        raise NoDisplay(f"{display} cannot be opened ({reason.rstrip('.')})", ELSE)
    return asked.stdout.strip()


def _check_libraries() -> None:
    if os.environ.get("QT_QPA_PLATFORM") or not os.environ.get("DISPLAY"):
        return
    missing = [package for library, package in X11_LIBRARIES.items() if not _loads(library)]
    if missing:
        packages = " ".join(missing)
        raise NoDisplay(f"the window needs {packages}", f"run sudo apt-get install {packages}")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    try:
        check_display()
    except NoDisplay as error:
        sys.exit(f"No window: {error}.")

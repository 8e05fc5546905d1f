"""Whether a window can be opened here, told before Qt is asked: Qt itself ends the process when not."""

import ctypes
import os
import sys
from pathlib import Path

from ui.errors import NoDisplay

X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What Qt's X11 part loads and a minimal Debian lacks, with the package that brings it."""


def check_display() -> None:
    """Raises NoDisplay when a window cannot be opened; QT_QPA_PLATFORM set by the user is believed."""
    if os.environ.get("QT_QPA_PLATFORM") or not sys.platform.startswith("linux"):
        return
    if _wayland():
        return
    if not os.environ.get("DISPLAY"):
        raise NoDisplay(
            "there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set)",
            "start it in a desktop session, set QT_QPA_PLATFORM=linuxfb on a screen without one, "
            "or use cockpit --headless",
        )
    missing = [package for library, package in X11_LIBRARIES.items() if not _loads(library)]
    if missing:
        packages = " ".join(missing)
        raise NoDisplay(f"the window needs {packages}", f"run sudo apt-get install {packages}")


def _wayland() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    return (Path(os.environ.get("XDG_RUNTIME_DIR", "")) / name).exists()


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True

"""What the cockpit needs from the operating system, found by looking for the thing itself."""

from __future__ import annotations

import ctypes
import glob
import os
import shutil
import subprocess
from typing import NamedTuple


class Need(NamedTuple):
    """`package` is Debian's name; `probe` is program:NAME, library:SONAME, file:PATTERN or font:WORD,WORD.

    `hard`: nothing works without it. The others switch off one thing, named by `why`.
    """

    package: str
    probe: str
    why: str
    hard: bool = False


NEEDS = (
    Need("g++", "program:c++", "building llama.cpp", hard=True),
    Need("libegl1", "library:libEGL.so.1", "the window", hard=True),
    Need("libgl1", "library:libGL.so.1", "the window", hard=True),
    Need("libxkbcommon0", "library:libxkbcommon.so.0", "the window", hard=True),
    Need("libfontconfig1", "library:libfontconfig.so.1", "the window", hard=True),
    Need("libdbus-1-3", "library:libdbus-1.so.3", "the window", hard=True),
    Need("libglib2.0-0", "library:libgthread-2.0.so.0", "the window", hard=True),
    Need("libxcb-cursor0", "library:libxcb-cursor.so.0", "the window on X11"),
    Need("libxcb-icccm4", "library:libxcb-icccm.so.4", "the window on X11"),
    Need("libxcb-keysyms1", "library:libxcb-keysyms.so.1", "the window on X11"),
    Need("libxkbcommon-x11-0", "library:libxkbcommon-x11.so.0", "the window on X11"),
    Need("libportaudio2", "library:libportaudio.so.2", "microphone and loudspeaker"),
    Need("fonts-noto-cjk", "font:cjk,wqy,sourcehan,arphic,droidsansfallback", "Chinese text"),
)

TEST_NEEDS = (
    Need("pulseaudio", "program:pulseaudio", "tests of real sound", hard=True),
    Need("pulseaudio-utils", "program:pactl", "tests of real sound", hard=True),
    Need(
        "libasound2-plugins",
        "file:/usr/lib/*/alsa-lib/*_pcm_pulse.so",
        "tests of real sound",
        hard=True,
    ),
)

FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


def present(need: Need) -> bool:
    kind, _, name = need.probe.partition(":")
    if kind == "program":
        return shutil.which(name) is not None
    if kind == "library":
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True
    if kind == "file":
        return bool(glob.glob(name))
    return cjk_font(name.split(",")) is not None


def cjk_font(words: list[str]) -> str | None:
    """The first font file whose name holds one of the words."""
    for folder in FONT_FOLDERS:
        for at, _, files in os.walk(os.path.expanduser(folder)):
            for file in files:
                if any(word in file.lower().replace("-", "") for word in words):
                    return os.path.join(at, file)
    return None


def missing(needs: tuple[Need, ...]) -> list[Need]:
    return [need for need in needs if not present(need)]


def root_prefix() -> list[str] | None:
    """What to put before apt-get: nothing as root, sudo where it asks no password; None: it may not."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n", "--preserve-env=DEBIAN_FRONTEND"] if asked.returncode == 0 else None


def apt_command(packages: list[str]) -> list[str]:
    return ["apt-get", "install", "--yes", "--no-install-recommends", *packages]


def line_to_run(packages: list[str]) -> str:
    """The one line that a person has to run where the set-up may not."""
    if shutil.which("apt-get"):
        return f"sudo apt-get update && sudo apt-get install --no-install-recommends {' '.join(packages)}"
    return f"install what your distribution calls these Debian packages: {' '.join(packages)}"

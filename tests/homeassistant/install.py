"""The real Home Assistant that the tests talk to, in a virtual environment of its own.

`python tests/homeassistant/install.py` puts it into `.venv-homeassistant` from the hashed lock;
run again it looks at its stamp and is done. It installs nothing more when it runs. Standard
library only; `--python` names the interpreter to use (default: the one that runs this).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE.parents[1] / ".venv-homeassistant"
STAMP = VENV / "lock.sha256"
HASS = VENV / "bin" / "hass"
LOCKS = {(3, 11): "lock.txt", (3, 12): "lock.txt", (3, 13): "lock-3.13.txt"}


class Failed(Exception):
    pass


def lock_for(version: tuple[int, int]) -> Path:
    if version not in LOCKS:
        raise Failed(f"no Home Assistant for Python {version[0]}.{version[1]}: use 3.11, 3.12 or 3.13")
    return HERE / LOCKS[version]


def key(lock: Path, version: tuple[int, int]) -> str:
    return hashlib.sha256(lock.read_bytes() + repr(version).encode()).hexdigest()


def installed() -> bool:
    """Whether what the lock for this interpreter says is there, whole."""
    version = sys.version_info[:2]
    try:
        return version in LOCKS and STAMP.read_text() == key(lock_for(version), version) and HASS.exists()
    except OSError:
        return False


def install(python: str) -> None:
    told = subprocess.run(
        [python, "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, text=True, check=True
    )
    major, minor = map(int, told.stdout.split())
    lock = lock_for((major, minor))
    wanted = key(lock, (major, minor))
    if STAMP.exists() and STAMP.read_text() == wanted and HASS.exists():
        return
    packages = len(re.findall(r"^[A-Za-z0-9].*==", lock.read_text(), re.MULTILINE))
    say(f"Home Assistant for the tests: {packages} packages, about a minute")
    made = subprocess.run(
        [python, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode != 0:
        raise Failed(
            f"cannot make {VENV}: {made.stdout[-500:]}{made.stderr[-500:]}\n"
            "  On Debian: apt install python3-venv"
        )
    # The lock is whole, so nothing is resolved. The few source packages are pure Python.
    pip = [
        str(VENV / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--no-deps",
        "--no-compile",
    ]
    run_pip([*pip, "--progress-bar", "off", "-r", str(lock)], packages)
    STAMP.write_text(wanted)


def run_pip(command: list[str], packages: int) -> None:
    """Tell how far it is: a line that renews itself on a terminal, else one every ten seconds."""
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_COLOR": "1"}
    log: list[str] = []
    count, doing, told = 0, "0", time.monotonic()
    with subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            log.append(line)
            doing = "installing" if line.startswith("Installing ") else doing
            if line.startswith("Collecting "):
                count += 1
                doing = f"{count}/{packages}"
            if sys.stderr.isatty():
                sys.stderr.write(f"\r  Home Assistant: {doing} {line.strip()[:60]:60}")
                sys.stderr.flush()
            elif time.monotonic() - told > 10:
                told = time.monotonic()
                say(f"  Home Assistant: {doing} packages")
    if sys.stderr.isatty():
        sys.stderr.write("\r" + " " * 100 + "\r")
    if process.returncode != 0:
        raise Failed("pip could not install Home Assistant:\n" + "".join(log[-15:]))


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default=sys.executable)
    options = parser.parse_args()
    began = time.monotonic()
    try:
        install(options.python)
    except Failed as error:
        say(str(error))
        return 1
    if time.monotonic() - began > 2:
        say(f"Home Assistant installed after {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())

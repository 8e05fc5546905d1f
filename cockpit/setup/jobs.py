"""Chains of commands that run side by side, with one line that tells how far they are."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

QUIET_S = 10.0
"""Without a terminal a line is printed this often."""


class Failed(Exception):
    """A step of the set-up went wrong; `mend` says what to do about it."""

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(message)
        self.mend = mend


class Job:
    """Commands and functions run one after the other in a thread; what they print goes to a log."""

    def __init__(self, name: str, logs: Path) -> None:
        self.name = name
        self.log = logs / f"{name.replace(' ', '-')}.log"
        self.error: Failed | None = None
        self.doing = ""
        self.began = time.monotonic()
        self._steps: list[Callable[[], None]] = []
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def run(
        self, command: list[str], environment: dict[str, str] | None = None, may_fail: bool = False
    ) -> Job:
        def step() -> None:
            self.doing = ""
            with self.log.open("ab") as log:
                log.write(f"\n$ {' '.join(command)}\n".encode())
                log.flush()
                # A session of its own, so that stop() reaches compilers too.
                self._process = subprocess.Popen(
                    command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                    start_new_session=True,
                )  # fmt: skip
                code = self._process.wait()
            if code != 0 and not may_fail:
                raise Failed(f"{self.name}: {tail(self.log)}", f"the whole output is in {self.log}")

        self._steps.append(step)
        return self

    def then(self, step: Callable[[], None], name: str = "") -> Job:
        def named() -> None:
            self.doing = name
            step()

        self._steps.append(named)
        return self

    def _run(self) -> None:
        try:
            while self._steps:
                self._steps.pop(0)()
        except Failed as error:
            self.error = error
        except Exception as error:  # noqa: BLE001 - a thread's error must reach the one who waits
            self.error = Failed(f"{self.name}: {error!r}", f"the whole output is in {self.log}")

    def start(self) -> bool:
        """False when there is nothing to do."""
        if not self._steps:
            return False
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.log.write_bytes(b"")
        self.began = time.monotonic()
        self._thread.start()
        return True

    def stop(self) -> None:
        """End what runs; nothing that comes after it in the chain is started."""
        self._steps.clear()
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)

    def running(self) -> bool:
        return self._thread.is_alive()

    def state(self) -> str:
        """`llama.cpp 34/96 61 s`: how far it is, from the end of its log."""
        seconds = f"{time.monotonic() - self.began:.0f} s"
        if self.doing:
            return f"{self.name}: {self.doing} {seconds}"
        steps = re.findall(r"^\s*\[(\d+/\d+)\]|^Collecting ([\w.-]+)", end(self.log, 20000), re.MULTILINE)
        far = next((a or b for a, b in reversed(steps)), "")
        return f"{self.name} {far} {seconds}".replace("  ", " ")


def end(file: Path, size: int) -> str:
    try:
        with file.open("rb") as stream:
            stream.seek(max(0, os.path.getsize(file) - size))
            return stream.read().decode(errors="replace")
    except OSError:
        return ""


def tail(file: Path) -> str:
    """The last line that names an error, else the last one, and what came before it."""
    lines = [line.rstrip() for line in end(file, 6000).splitlines() if line.strip()]
    return "\n  ".join(lines[-12:])


def follow(jobs: list[Job]) -> None:
    """Start the jobs, show how far they are, return when all are done.

    Raises Failed as soon as one of them fails; the others are then stopped.
    """
    waiting = [job for job in jobs if job.start()]
    try:
        _watch(waiting)
    finally:
        for job in waiting:
            job.stop()


def _watch(waiting: list[Job]) -> None:
    terminal = sys.stderr.isatty()
    shown = time.monotonic()
    while waiting:
        for job in [job for job in waiting if not job.running()]:
            waiting.remove(job)
            _show(f"{job.name}: {'failed' if job.error else 'done'}", terminal, last=True)
            if job.error:
                raise job.error
        if waiting and time.monotonic() - shown > (0.5 if terminal else QUIET_S):
            shown = time.monotonic()
            _show(" · ".join(job.state() for job in waiting), terminal)
        if waiting:
            time.sleep(0.05)


def _show(text: str, terminal: bool, last: bool = False) -> None:
    """On a terminal the running states share one line."""
    sys.stderr.write(f"\r\033[K  {text[:118]}" if terminal else f"  {text}")
    if last or not terminal:
        sys.stderr.write("\n")
    sys.stderr.flush()

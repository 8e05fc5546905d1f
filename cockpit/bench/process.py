"""Other processes that take part in a measurement, each with a time limit."""

import queue
import subprocess
import sys
import threading
import time

from cockpit.bench.figure import NotMeasured


class Child:
    """`python -m MODULE ARGUMENTS…`, ended with the `with` block. Its lines come in the order written."""

    def __init__(self, module: str, *arguments: str) -> None:
        self.module = module
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.began_s = time.perf_counter()
        self._process = subprocess.Popen(
            (sys.executable, "-m", module, *arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._stderr = ""
        self._threads = [
            threading.Thread(target=work, daemon=True) for work in (self._read, self._read_errors)
        ]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()

    def line(self, limit_s: float) -> str:
        """The next line of its stdout. NotMeasured when it ended or `limit_s` passed without one."""
        try:
            line = self._lines.get(timeout=limit_s)
        except queue.Empty:
            raise NotMeasured(
                f"{self.module} said nothing for {limit_s:.0f} s", "close what else runs"
            ) from None
        if not line:
            self._threads[1].join()
            last = (self._stderr.strip().splitlines() or ["without a word"])[-1]
            raise NotMeasured(f"{self.module} ended: {last}", "see cockpit doctor")
        return line.strip()

    def tell(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put("")  # its end

    def _read_errors(self) -> None:
        assert self._process.stderr is not None
        self._stderr = self._process.stderr.read()

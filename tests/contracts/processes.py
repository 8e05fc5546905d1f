"""`python -m cockpit …` as other programs run it."""

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Ran:
    code: int
    out: str
    err: str

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    def one_line_of_error(self) -> str:
        """What stderr says, which must be one sentence-like line and no traceback."""
        (line,) = self.err.splitlines()
        assert "Traceback" not in line
        assert line.endswith((".", "?"))
        return line


def cockpit(*arguments: str, typed: bytes = b"", limit_s: float = 50) -> Ran:
    done = subprocess.run(
        [sys.executable, "-m", "cockpit", *arguments],
        input=typed,
        capture_output=True,
        check=False,
        timeout=limit_s,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

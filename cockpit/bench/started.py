"""A whole cockpit started in a process of its own (see whole.py), and what it says."""

import asyncio
import pickle
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cockpit.app import Engines
from cockpit.bench.process import Child
from cockpit.bench.sentences import SPOKEN
from cockpit.bench.speech import spoken

LIMIT_S = 120.0
"""For each line that the cockpit has to say."""


class Started:
    def __init__(self, child: Child) -> None:
        self._child = child
        self._at_s: dict[str, float] = {}

    def until(self, line: str) -> float:
        """Seconds from the start of the process to this line."""
        while line not in self._at_s:
            said = self._child.line(LIMIT_S)
            self._at_s[said] = time.perf_counter() - self._child.began_s
        return self._at_s[line]

    def last(self) -> str:
        """The next line that is not one of `frame`, `snapshot` and `listening`."""
        while (line := self._child.line(LIMIT_S)) in ("frame", "snapshot", "listening"):
            self._at_s[line] = time.perf_counter() - self._child.began_s
        return line


@contextmanager
def whole_cockpit(engines: Engines, mode: str, seconds: float = 0.0) -> Iterator[Started]:
    """A cockpit with these settings that hears spoken commands, as whole.py's MODE says."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(spoken(engines.speaker("en"), SPOKEN, Path(folder)))
        settings = pickle.dumps(engines.settings).hex()
        with Child("cockpit.bench.whole", settings, folder, mode, str(seconds)) as child:
            yield Started(child)

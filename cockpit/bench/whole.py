"""A whole cockpit in a process of its own, offscreen, as `cockpit --drive` starts it (see desktop.py).

    python -m cockpit.bench.whole SETTINGS SOUNDS MODE SECONDS

SETTINGS: pickled Settings in hex; SOUNDS: a folder of spoken commands that stand for the microphone.
It says on stdout what is reached, a line each: `frame`, `snapshot` (readings are shown), `listening`;
then, by MODE: `frames` the frame times of SECONDS of driving, hearing and speaking; `memory` the
resident MB after everything was used once.
"""

import asyncio
import json
import pickle
import sys
import threading
from collections.abc import AsyncGenerator, Iterator
from itertools import cycle
from pathlib import Path

from cockpit.app import Engines
from cockpit.bench.frames import FrameWatch
from cockpit.bench.machine import resident_mb
from cockpit.bench.sentences import QUESTIONS
from cockpit.bench.silence import SilentSink
from cockpit.car import Given
from cockpit.core import Core, CoreIntents
from cockpit.live import Live, live
from cockpit.mouth import LiveMouth
from ui.state import Snapshot
from ui.window import Window
from vehicle.clock import RealClock
from voice.source import WavSource


class Heard:
    """The sounds of a folder, one for each `chunks`, at the pace of a microphone."""

    def __init__(self, folder: Path) -> None:
        self._files: Iterator[Path] = cycle(sorted(folder.glob("*.wav")))
        self._said = False

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        if not self._said:
            self._said = True
            say("listening")
        async for chunk in WavSource(next(self._files), paced=True).chunks():
            yield chunk


class Whole:
    def __init__(self, engines: Engines, sounds: Path) -> None:
        self.engines = engines
        self.sounds = Heard(sounds)
        intents = CoreIntents()
        self.window = Window(intents, offscreen=True)
        self.watch = FrameWatch(self.window, say)
        self.ready = threading.Event()
        self.core = Core(self._main, ended=self.window.close)
        intents.core = self.core

    async def _main(self, core: Core) -> None:
        mouth = LiveMouth(self.engines.speaker, SilentSink())
        async with live(self.engines, RealClock(), Given(), mouth=mouth, show=self._show) as running:
            core.running(running)
            running.spawn(running.simulator.drive(laps=None))
            await running.warm()
            await self._use(running)

    async def _use(self, running: Live) -> None:
        """Hear and answer until the core is stopped."""
        while True:
            await running.hear(self.sounds)
            await running.mouth.finished()
            self.ready.set()

    def _show(self, snapshot: Snapshot) -> None:
        self.watch.coming(snapshot)
        self.window.show(snapshot)


async def talk(engines: Engines) -> None:
    await engines.talk("en").load()
    await engines.talk("en").answer(QUESTIONS[0], "en")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(settings: str, sounds: str, mode: str, seconds: float) -> None:
    engines = Engines(pickle.loads(bytes.fromhex(settings)))
    whole = Whole(engines, Path(sounds))
    whole.core.start()
    try:
        whole.watch.run(until=whole.ready.is_set)
        if mode == "frames":
            whole.watch.clear()
            whole.watch.run(seconds=seconds)
            say(json.dumps(whole.watch.as_json()))
        elif mode == "memory":
            asyncio.run(talk(engines))
            say(f"{resident_mb():.1f}")
    finally:
        whole.core.stop()
        engines.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4]))

"""The window, offscreen: how soon it is there, and its frames while everything else runs."""

import json

from cockpit.app import Engines
from cockpit.bench.figure import Measured, NotMeasured, Taken, Tell, percentile
from cockpit.bench.started import whole_cockpit


def measure(engines: Engines, quick: bool, tell: Tell) -> Taken:
    seconds = 5 if quick else 30
    with whole_cockpit(engines, "frames", seconds) as cockpit:
        yield "process start → first frame", Measured(cockpit.until("frame"), 1)
        yield "process start → readings shown", Measured(cockpit.until("snapshot"), 1)
        tell(f"window: {seconds} s of driving, hearing and speaking")
        frames = json.loads(cockpit.last())
    note = "rendered in software; the simulated car drives, spoken commands are heard and answered"
    for name, kind in (("frame", "frame"), ("snapshot → frame", "snapshot")):
        took_ms = frames[kind]
        if not took_ms:
            raise NotMeasured(f"no {kind} was shown within {seconds} s", "close what else runs")
        for percent in (50, 99):
            yield f"{name}, p{percent}", Measured(percentile(took_ms, percent), len(took_ms), note=note)

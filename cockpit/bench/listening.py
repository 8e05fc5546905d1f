"""From the start of the process until all engines are loaded and the microphone's sound is taken."""

from cockpit.app import Engines
from cockpit.bench.figure import Measured, Taken, Tell
from cockpit.bench.started import whole_cockpit


def measure(engines: Engines, quick: bool, tell: Tell) -> Taken:
    with whole_cockpit(engines, "start") as cockpit:
        took_s = cockpit.until("listening")
    yield "process start → listening", Measured(took_s, 1, note="with the window and the simulated car")

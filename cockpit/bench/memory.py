"""RAM with every engine loaded and used once: window, car, ears, voice, grammars and language model."""

from cockpit.app import Engines
from cockpit.bench.figure import Measured, Taken, Tell
from cockpit.bench.started import whole_cockpit


def measure(engines: Engines, quick: bool, tell: Tell) -> Taken:
    language = engines.model("language", engines.settings.talk.model, "en").name
    with whole_cockpit(engines, "memory") as cockpit:
        resident_mb = float(cockpit.last())
    yield "resident with all engines loaded", Measured(resident_mb, 1, note=f"with {language}")

"""CAN: decoding beside python-can and cantools, and a bus at 20,000 frames a second."""

import tempfile
from pathlib import Path

from cockpit.app import Engines
from cockpit.bench import decode, live_bus
from cockpit.bench.figure import Taken, Tell
from cockpit.bench.traffic import drive_frames, write_candump
from vehicle.profile import load_profile


def measure(engines: Engines, quick: bool, tell: Tell) -> Taken:
    profile = load_profile(live_bus.PROFILE)
    with tempfile.TemporaryDirectory() as folder:
        frames = drive_frames(profile, 60 if quick else 600)
        log = Path(folder) / "drive.log"
        write_candump(frames, log)
        tell(f"vehicle: {len(frames)} frames, again and again")
        yield from decode.measure(profile, frames, log, rounds=3 if quick else 7)
    yield from live_bus.measure(profile, 2 if quick else 10, tell)

"""Frames in memory, and a log file, into a store of mapped signals; beside python-can and cantools."""

import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import can
from cantools.database import Database

from cockpit.bench.figure import Measured, NotMeasured, Peer, Taken
from vehicle.decoder import Decoder
from vehicle.logs import CanLog
from vehicle.profile import Profile
from vehicle.replay import Replay
from vehicle.store import Store


def measure(profile: Profile, frames: list[can.Message], log: Path, rounds: int) -> Taken:
    """`log` holds the `frames`. Every round runs each way once, so that all share the machine's moods."""
    (database,) = profile.databases.values()
    ways: dict[str, Callable[[], int]] = {
        "memory": lambda: into_store(profile, frames),
        "memory, cantools": lambda: by_cantools(database, frames),
        "file": lambda: into_store(profile, CanLog(log)),
        "file, python-can and cantools": lambda: by_cantools(database, can.CanutilsLogReader(log)),
        "replay": lambda: replayed(profile, log),
    }
    speeds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            began = time.thread_time()  # one thread works: what else the machine does is left out
            decoded = way()
            speeds[name].append(len(frames) / (time.thread_time() - began))
            if decoded != len(frames):
                raise NotMeasured(f"{name}: {decoded} of {len(frames)} frames decoded", "cockpit car check")
    median = {name: statistics.median(each) for name, each in speeds.items()}
    note = f"the demo EV's frames, sealed with counter and checksum; of processor time, median of {rounds}"
    peer = Peer("cantools decodes the same", median["memory, cantools"])
    yield "frames in memory → store", Measured(median["memory"], len(frames), peer, note)
    peer = Peer("python-can's reader and cantools", median["file, python-can and cantools"])
    yield "log file → store", Measured(median["file"], len(frames), peer, note)
    yield "log file → replay", Measured(median["replay"], len(frames), peer, note)


def into_store(profile: Profile, frames: Iterable[can.Message]) -> int:
    """How many frames were decoded by a car that has just been switched on."""
    store = Store(profile.stale_after_s)
    decoder = Decoder(profile.reads, store.receive, profile.protections)
    (channel,) = profile.channels
    decoded = 0
    for frame in frames:
        data = bytes(frame.data)
        decoded += decoder.feed(channel, frame.arbitration_id, frame.is_extended_id, data, frame.timestamp)
    return decoded


def by_cantools(database: Database, frames: Iterable[can.Message]) -> int:
    decoded = 0
    for frame in frames:
        decoded += bool(database.decode_message(frame.arbitration_id, bytes(frame.data)))
    return decoded


def replayed(profile: Profile, log: Path) -> int:
    replay = Replay(CanLog(log), profile.databases, profile.reads, profile.protections)
    for _ in replay:
        pass
    return replay.summary().decoded

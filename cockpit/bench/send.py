"""A process of its own that puts a drive's frames on a multicast bus at a steady rate (see live_bus.py).

    python -m cockpit.bench.send GROUP PORT FRAMES_PER_S SECONDS

It says `ready`, waits for a line on stdin, sends, and says how many frames went out in how long.
"""

import sys
import time

from cockpit.bench.live_bus import PROFILE, open_multicast
from cockpit.bench.traffic import drive_frames
from vehicle.profile import load_profile

TURN_S = 0.001
"""Between two bursts; each burst is what the rate asks for by then."""


def send(group: str, port: int, frames_per_s: int, seconds: float) -> None:
    frames = drive_frames(load_profile(PROFILE), 60)
    wanted, sent = round(frames_per_s * seconds), 0
    with open_multicast(group, port) as bus:
        _say("ready")
        sys.stdin.readline()
        began = time.perf_counter()
        while sent < wanted:
            due = min(wanted, int((time.perf_counter() - began + TURN_S) * frames_per_s))
            while sent < due:
                bus.send(frames[sent % len(frames)])
                sent += 1
            time.sleep(TURN_S)
        _say(f"{sent} {time.perf_counter() - began:.3f}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    send(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))

"""`cockpit say --batch`: every line in a fresh car, from process start to exit."""

import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from cockpit.app import Engines
from cockpit.bench.figure import Measured, NotMeasured, Taken, Tell
from cockpit.bench.sentences import CHINESE, ENGLISH

LINES = 200
LIMIT_S = 300


def measure(engines: Engines, quick: bool, tell: Tell) -> Taken:
    lines = LINES // 10 if quick else LINES
    took_s = batch_s(lines, engines.settings.car.profile)
    if quick:
        yield "say --batch, 20 lines", Measured(took_s, lines, note="English and Chinese, start-up and all")
    else:
        yield "say --batch, 200 lines", Measured(took_s, lines, note="English and Chinese, start-up and all")


def batch_s(lines: int, car: str) -> float:
    """Seconds that the command takes, with as many answers as lines; NotMeasured when it gave others."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "batch.txt"
        file.write_text("\n".join(islice(cycle((*ENGLISH, *CHINESE)), lines)) + "\n", encoding="utf-8")
        command = (sys.executable, "-m", "cockpit", "say", "--json", "--car", car, "--batch", str(file))
        began = time.perf_counter()
        try:
            ended = subprocess.run(
                command, capture_output=True, text=True, encoding="utf-8", timeout=LIMIT_S, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise NotMeasured(f"{lines} lines took more than {LIMIT_S} s", "close what else runs") from error
        took_s = time.perf_counter() - began
    answers = ended.stdout.count("\n")
    if ended.returncode != 0 or answers != lines:
        last = (ended.stderr.strip().splitlines() or ["without a word"])[-1]
        raise NotMeasured(f"{answers} answers to {lines} lines: {last}", "run `cockpit say --batch` by hand")
    return took_s

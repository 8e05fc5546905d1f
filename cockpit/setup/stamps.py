"""What has been done here, so that a second run need not do it again."""

from __future__ import annotations

import hashlib
import json
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
LOGS = VENV / "setup-logs"
FILE = VENV / "setup.json"
_writing = threading.Lock()


def digest(*parts: object) -> str:
    return hashlib.sha256("\0".join(str(part) for part in parts).encode()).hexdigest()[:16]


def read() -> dict[str, str]:
    try:
        return dict(json.loads(FILE.read_text()))
    except (OSError, ValueError):
        return {}


def write(step: str, key: str) -> None:
    """Write down that `step` is done for the inputs in `key`. A broken file counts as none."""
    with _writing:
        draft = FILE.with_suffix(".new")
        draft.write_text(json.dumps({**read(), step: key}))
        draft.replace(FILE)


def done(step: str, key: str) -> bool:
    return read().get(step) == key

"""The machine that the figures are of."""

import os
import platform
from pathlib import Path
from typing import Any


def machine() -> dict[str, Any]:
    """`cores` are those that this process may use; `load` is how busy they already were (a minute's mean)."""
    return {
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "cpu": _cpu(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
        "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
    }


def _cpu() -> str:
    info = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text(encoding="utf-8").splitlines():
            key, _, value = line.partition(":")
            if key.strip() in ("model name", "Model"):
                return value.strip()
    return platform.processor() or platform.machine()


def resident_mb() -> float:
    """Memory of this process in MB (10⁶ bytes) that is in RAM now. NotMeasured without /proc."""
    from cockpit.bench.figure import NotMeasured

    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError as error:
        raise NotMeasured("this system has no /proc to read memory from", "measure on Linux") from error
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

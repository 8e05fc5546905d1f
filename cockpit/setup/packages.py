"""`.venv` and the Python packages in it, from hashed locks; llama.cpp built beside the rest."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from cockpit.setup import stamps
from cockpit.setup.jobs import Failed, Job, follow
from cockpit.setup.stamps import LOGS, ROOT, VENV, digest

HERE = Path(__file__).resolve().parent
PYTHON = VENV / "bin" / "python"
HOME_ASSISTANT = ROOT / "tests" / "homeassistant" / "install.py"
SUPPORTED = ((3, 11), (3, 12), (3, 13))
SLOW = "llama-cpp-python=="


def find_python() -> str:
    """The interpreter that runs this if it is supported, else the newest supported one by its name."""
    if sys.version_info[:2] in SUPPORTED:
        return sys.executable
    for _, minor in reversed(SUPPORTED):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    raise Failed(
        f"python3 is {sys.version.split()[0]}; the cockpit runs on Python 3.11, 3.12 or 3.13",
        "install one of these (it may stand beside the one you have), then run make again",
    )


def venv_package(python: str) -> list[str]:
    """Debian keeps ensurepip in a package of its own: its name, or [] where ensurepip is there."""
    if subprocess.run([python, "-c", "import ensurepip"], capture_output=True, check=False).returncode == 0:
        return []
    name = Path(os.path.realpath(python)).name
    return ["python3-venv" if Path("/usr/bin/python3").resolve().name == name else f"{name}-venv"]


def usable_venv() -> bool:
    try:
        version = re.search(r"^version\w* *= *3\.(\d+)", (VENV / "pyvenv.cfg").read_text(), re.MULTILINE)
    except OSError:
        return False
    return PYTHON.exists() and version is not None and (3, int(version[1])) in SUPPORTED


def make_venv(python: str) -> None:
    sys.stderr.write(f"  .venv from {python}\n")
    if (VENV / "pyvenv.cfg").exists():
        shutil.rmtree(VENV)
    made = subprocess.run([python, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
    if made.returncode != 0:
        raise Failed(
            f"{python} cannot make {VENV}: {made.stdout}{made.stderr}", "mend this, then run make again"
        )


def build_tools() -> None:
    """What the few packages without wheels are built with, pinned as the rest; pip fetches no other."""
    file = HERE / "build.txt"
    key = digest(file.read_text())
    if not stamps.done("build", key):
        job = Job("build tools", LOGS).run(_pip("--require-hashes", "-r", str(file)))
        follow([job.then(lambda: stamps.write("build", key))])


def llama_job() -> Job:
    """llama.cpp: minutes of compiling, so it has a pip of its own beside the others."""
    blocks = [block for block in _blocks() if block.startswith(SLOW)]
    key = digest(*blocks, (HERE / "llama.cmake").read_text())
    job = Job("llama.cpp", LOGS)
    if not stamps.done("llama", key):
        lock = VENV / "lock-llama.txt"
        lock.write_text("".join(blocks))
        # Never from the cache of wheels: one built with other flags may be there, of the same version.
        fresh = ("--force-reinstall", "--no-cache-dir")
        job.run(_pip("-v", *fresh, *_EXACT, "-r", str(lock)), _build_environment())
        job.then(lambda: stamps.write("llama", key))
    return job


def packages_job() -> Job:
    """All other packages, then the cockpit itself as an editable one."""
    blocks = [block for block in _blocks() if not block.startswith(SLOW)]
    rest_key, self_key = digest(*blocks), digest((ROOT / "pyproject.toml").read_text(), ROOT)
    job = Job("packages", LOGS)
    if not stamps.done("packages", rest_key):
        lock = VENV / "lock-rest.txt"
        lock.write_text("".join(blocks))
        job.run(_pip(*_EXACT, "-r", str(lock)), _build_environment())
        job.then(lambda: stamps.write("packages", rest_key))
    if not stamps.done("cockpit", self_key):
        job.run(_pip("--no-build-isolation", "--editable", str(ROOT)), _build_environment())
        job.then(lambda: stamps.write("cockpit", self_key))
    return job


def home_assistant_job() -> Job:
    """The real Home Assistant of the tests, in a virtual environment of its own with its own stamp."""
    job = Job("Home Assistant", LOGS)
    if HOME_ASSISTANT.exists():
        job.run([str(PYTHON), str(HOME_ASSISTANT)])
    return job


_EXACT = ("--require-hashes", "--no-build-isolation", "--use-pep517")


def _has_avx2() -> bool:
    """Also True where there is no such thing to ask about (ARM)."""
    try:
        flags = re.search(r"^flags\s*:(.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        return True
    return flags is None or " avx2" in flags[1]


def _blocks() -> list[str]:
    """The lock, one block a package: its version, its marker and its hashes."""
    return re.split(r"^(?=[a-zA-Z0-9])", (HERE / "lock.txt").read_text(), flags=re.MULTILINE)


def _pip(*arguments: str) -> list[str]:
    options = ["--disable-pip-version-check", "--progress-bar", "off", "--no-deps", "--no-compile"]
    return [str(PYTHON), "-m", "pip", "install", *options, *arguments]


def _build_environment() -> dict[str, str]:
    """Not tuned to this machine's processor: with that llama.cpp dies where AMX is only advertised.

    In a unity build, and without the parts the Python package leaves behind (see llama.cmake), it
    takes a quarter of the time.
    """
    flags = "-DGGML_NATIVE=OFF -DLLAVA_BUILD=OFF -DCMAKE_UNITY_BUILD=ON"
    flags += f" -DCMAKE_PROJECT_llama.cpp_INCLUDE={HERE / 'llama.cmake'}"
    if not _has_avx2():
        flags += "".join(f" -DGGML_{name}=OFF" for name in ("AVX", "AVX2", "FMA", "F16C", "BMI2", "SSE42"))
    return {
        **os.environ,
        "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
        "CMAKE_ARGS": f"{flags} {os.environ.get('CMAKE_ARGS', '')}".strip(),
        "CMAKE_BUILD_PARALLEL_LEVEL": str(os.cpu_count() or 1),
    }

"""Make this checkout ready to run: `python3 -m cockpit.setup.install [--tests] [--no-models]`.

Run by whatever `python3` is there, so: standard library only, and no syntax newer than 3.8. Each
step leaves a stamp made of what it depends on; a second run looks at the stamps and is done.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from cockpit.setup import system
from cockpit.setup.jobs import Failed, Job, follow

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOGS = VENV / "setup-logs"
STAMPS = VENV / "setup.json"
SUPPORTED = ((3, 11), (3, 12), (3, 13))


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201


def digest(*parts: object) -> str:
    return hashlib.sha256("\0".join(str(part) for part in parts).encode()).hexdigest()[:16]


def read_stamps() -> dict[str, str]:
    try:
        return dict(json.loads(STAMPS.read_text()))
    except (OSError, ValueError):
        return {}


def stamp(step: str, key: str) -> None:
    """Write down that `step` is done for inputs `key`, in one go: a broken stamp file is as none."""
    stamps = {**read_stamps(), step: key}
    draft = STAMPS.with_suffix(".new")
    draft.write_text(json.dumps(stamps))
    draft.replace(STAMPS)


# ---- the system ----------------------------------------------------------------------------------


def find_python() -> str:
    """The first supported interpreter: the one that runs this, else a newer or older one by name."""
    if sys.version_info[:2] in SUPPORTED:
        return sys.executable
    for _, minor in reversed(SUPPORTED):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    raise Failed(
        f"python3 is {sys.version.split()[0]}; the cockpit runs on Python 3.11, 3.12 or 3.13.",
        "install one of these (it may stand beside the one you have), then run make again",
    )


def venv_package(python: str) -> list[str]:
    """Debian keeps ensurepip in a package of its own; [] where it is there."""
    if subprocess.run([python, "-c", "import ensurepip"], capture_output=True, check=False).returncode == 0:
        return []
    name = Path(os.path.realpath(python)).name
    return ["python3-venv" if Path("/usr/bin/python3").resolve().name == name else f"{name}-venv"]


def install_system(python: str | None, tests: bool) -> None:
    """System packages: installed where that may be done, else one line that a person can run."""
    needs = system.NEEDS + (system.TEST_NEEDS if tests else ())
    lacking = system.missing(needs)
    packages = (venv_package(python) if python else []) + [need.package for need in lacking]
    if not packages:
        return
    say(f"system packages: {' '.join(packages)}")
    prefix = system.root_prefix()
    if prefix is not None:
        apt(prefix, packages)
        lacking = system.missing(needs)
        packages = (venv_package(python) if python else []) + [need.package for need in lacking]
    line = system.line_to_run(packages)
    if [need for need in lacking if need.hard] or (python and venv_package(python)):
        raise Failed(f"system packages are missing: {' '.join(packages)}", f"run: {line}")
    for need in lacking:
        say(f"  {need.why} will not work without {need.package}. Run: {line}")


def apt(prefix: list[str], packages: list[str]) -> None:
    LOGS.parent.mkdir(exist_ok=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if prefix:
        prefix = [*prefix, "--preserve-env=DEBIAN_FRONTEND"]
    follow(
        [
            Job("system packages", LOGS)
            .run([*prefix, "apt-get", "update"], environment, may_fail=True)
            .run([*prefix, *system.apt_command(packages)], environment)
        ]
    )


# ---- Python --------------------------------------------------------------------------------------


def usable_venv() -> bool:
    try:
        version = re.search(r"^version\w* *= *3\.(\d+)", (VENV / "pyvenv.cfg").read_text(), re.MULTILINE)
    except OSError:
        return False
    return PYTHON.exists() and version is not None and (3, int(version[1])) in SUPPORTED


def make_venv(python: str) -> None:
    say(f".venv from {python}")
    if (VENV / "pyvenv.cfg").exists():
        shutil.rmtree(VENV)
    subprocess.run([python, "-m", "venv", str(VENV)], check=True)


def split_lock() -> tuple[Path, Path]:
    """The lock in two files, for two pips at a time: what takes minutes to build, and the rest."""
    blocks = re.split(r"^(?=[a-zA-Z0-9])", (HERE / "lock.txt").read_text(), flags=re.MULTILINE)
    slow, rest = VENV / "lock-llama.txt", VENV / "lock-rest.txt"
    slow.write_text("".join(block for block in blocks if block.startswith("llama-cpp-python==")))
    rest.write_text("".join(block for block in blocks if not block.startswith("llama-cpp-python==")))
    return slow, rest


def pip(*arguments: str) -> list[str]:
    return [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-deps", *arguments]


def build_environment() -> dict[str, str]:
    """llama.cpp built once for all machines of this kind, in a quarter of the time (see llama.cmake)."""
    flags = (
        "-DGGML_NATIVE=OFF -DLLAVA_BUILD=OFF -DCMAKE_UNITY_BUILD=ON "
        f"-DCMAKE_PROJECT_llama.cpp_INCLUDE={HERE / 'llama.cmake'}"
    )
    return {
        **os.environ,
        "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
        "CMAKE_ARGS": f"{flags} {os.environ.get('CMAKE_ARGS', '')}".strip(),
        "CMAKE_BUILD_PARALLEL_LEVEL": str(os.cpu_count() or 1),
    }


def install_python(models: bool) -> None:
    """Packages, llama.cpp and models. llama.cpp builds while the others are fetched."""
    lock = (HERE / "lock.txt").read_text()
    stamps = read_stamps()
    build_key = digest((HERE / "build.txt").read_text())
    llama_key = digest(
        re.findall(r"^llama-cpp-python==\S+", lock, re.MULTILINE), (HERE / "llama.cmake").read_text()
    )
    rest_key = digest(lock)
    self_key = digest((ROOT / "pyproject.toml").read_text(), ROOT)
    exact = ("--require-hashes", "--no-build-isolation", "--use-pep517")
    slow, rest = (
        split_lock() if stamps.get("rest") != rest_key or stamps.get("llama") != llama_key else (VENV, VENV)
    )
    environment = build_environment()
    if stamps.get("build") != build_key:
        tools = Job("build tools", LOGS).run(pip("--require-hashes", "-r", str(HERE / "build.txt")))
        follow([tools.then(lambda: stamp("build", build_key))])
    llama, packages = Job("llama.cpp", LOGS), Job("packages", LOGS)
    if stamps.get("llama") != llama_key:
        llama.run(pip("-v", *exact, "-r", str(slow)), environment).then(lambda: stamp("llama", llama_key))
    if stamps.get("rest") != rest_key:
        packages.run(pip(*exact, "-r", str(rest)), environment).then(lambda: stamp("rest", rest_key))
    if stamps.get("self") != self_key:
        itself = pip("--no-build-isolation", "--editable", str(ROOT))
        packages.run(itself, environment).then(lambda: stamp("self", self_key))
    if models and not models_installed():
        packages.then(install_models, name="models")
    follow([llama, packages])


# ---- models and the test home --------------------------------------------------------------------


def models_key() -> str:
    return digest((ROOT / "cockpit/models/catalogue.toml").read_text(), os.environ.get("COCKPIT_MODELS", ""))


def models_installed() -> bool:
    key, *folders = read_stamps().get("models", "").split("\n")
    return key == models_key() and all(os.path.exists(folder) for folder in folders)


def install_models() -> None:
    """The default models. Where the vendor cannot be reached but apt can: Maven's copy, by Maven."""
    command = [str(VENV / "bin" / "cockpit"), "models", "install", "--default", "--json"]
    done = run_models(command)
    prefix = system.root_prefix()
    if done.returncode != 0 and shutil.which("mvn") is None and prefix is not None:
        root = [*prefix, "--preserve-env=DEBIAN_FRONTEND"] if prefix else []
        with (LOGS / "maven.log").open("w") as log:
            subprocess.run(
                [*root, *system.apt_command(["maven"])],
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, check=False,
            )  # fmt: skip
        done = run_models(command)
    if done.returncode != 0:
        try:
            error = json.loads(done.stdout)["error"]
        except (ValueError, KeyError, TypeError):
            raise Failed("the default models could not be installed", f"see {LOGS / 'models.log'}") from None
        raise Failed(error["message"], error["mend"])
    folders = [model["path"] for model in json.loads(done.stdout)["installed"]]
    stamp("models", "\n".join([models_key(), *folders]))


def run_models(command: list[str]) -> subprocess.CompletedProcess[str]:
    with (LOGS / "models.log").open("a") as log:
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=log, text=True, check=False, cwd=ROOT)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python3 -m cockpit.setup.install", description=__doc__)
    parser.add_argument("--tests", action="store_true", help="also what only the tests need")
    parser.add_argument("--no-models", action="store_true", help="leave the models out")
    options = parser.parse_args()
    began = time.monotonic()
    try:
        fresh = not usable_venv()
        python = find_python() if fresh else None
        install_system(python, options.tests)
        if python:
            make_venv(python)
        LOGS.mkdir(exist_ok=True)
        install_python(models=not options.no_models)
    except Failed as error:
        say(f"\nset-up stopped: {error}\n  {error.mend}")
        return 1
    except KeyboardInterrupt:
        say("\nset-up stopped; run make again to go on from here")
        return 130
    if time.monotonic() - began > 5:
        say(f"ready after {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())

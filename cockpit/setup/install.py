"""Make this checkout ready to run: `python3 -m cockpit.setup.install [--tests] [--no-models]`.

Run by whatever `python3` is there: standard library only, and no syntax newer than Python 3.8. Each
step leaves a stamp made of what it depends on; a second run looks at the stamps and is done.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from typing import Any

from cockpit.setup import packages, stamps, system
from cockpit.setup.jobs import Failed, Job, follow, tail
from cockpit.setup.stamps import LOGS, ROOT, VENV, digest


def say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def install_system(python: str | None, tests: bool) -> None:
    """System packages: installed where that may be done, else one line that a person can run.

    `python`: the interpreter that is to make .venv, None when that has been done. Raises Failed
    where something is missing without which nothing works.
    """
    needs = system.NEEDS + (system.TEST_NEEDS if tests else ())
    step, key = ("system-tests" if tests else "system"), digest(needs)
    if python is None and stamps.done(step, key):
        return
    lacking, names = _lacking(needs, python)
    prefix = system.root_prefix() if names else None
    if prefix is not None:
        say(f"  system packages: {' '.join(names)}")
        _apt(prefix, names)
        lacking, names = _lacking(needs, python)
    line = system.line_to_run(names)
    if len(names) > len(lacking) or any(need.hard for need in lacking):
        raise Failed(
            f"system packages are missing: {' '.join(names)}", f"run this, then make again:\n    {line}"
        )
    for need in lacking:
        say(f"  without {need.package}: no {need.why}. To have it, run: {line}")
    if not lacking and python is None:
        stamps.write(step, key)


def _lacking(needs: tuple[system.Need, ...], python: str | None) -> tuple[list[system.Need], list[str]]:
    """The missing needs, and the packages for them and for making .venv."""
    lacking = system.missing(needs)
    return lacking, (packages.venv_package(python) if python else []) + [need.package for need in lacking]


def _apt(prefix: list[str], names: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    job = Job("system packages", LOGS)
    job.run([*prefix, "apt-get", "update"], environment, may_fail=True)
    follow([job.run([*prefix, *system.apt_command(names)], environment)])


def models_key() -> str:
    return digest((ROOT / "cockpit/models/catalogue.toml").read_text(), os.environ.get("COCKPIT_MODELS", ""))


def models_installed() -> bool:
    key, *folders = stamps.read().get("models", "").split("\n")
    return key == models_key() and all(os.path.exists(folder) for folder in folders)


def install_models() -> None:
    """The default models. Where the vendor cannot be reached but apt can: Maven, and its copy."""
    (LOGS / "models.log").write_text("")
    code, answer = _run_models()
    prefix = system.root_prefix()
    if code != 0 and "mvn is not installed" in answer["error"]["message"] and prefix is not None:
        with (LOGS / "maven.log").open("w") as log:
            subprocess.run(
                [*prefix, *system.apt_command(["maven"])], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, check=False,
            )  # fmt: skip
        code, answer = _run_models()
    if code != 0:
        raise Failed(answer["error"]["message"], answer["error"]["mend"])
    stamps.write("models", "\n".join([models_key(), *(model["path"] for model in answer["installed"])]))


def _run_models() -> tuple[int, dict[str, Any]]:
    """Exit code and answer of `cockpit models install --default --json`."""
    command = [str(VENV / "bin" / "cockpit"), "models", "install", "--default", "--json"]
    log = LOGS / "models.log"
    with log.open("a") as out:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=out, text=True, check=False, cwd=ROOT)
    try:
        return done.returncode, json.loads(done.stdout)
    except ValueError:
        raise Failed(f"the default models: {tail(log)}", f"the whole output is in {log}") from None


def set_up(tests: bool, models: bool) -> None:
    python = None if packages.usable_venv() else packages.find_python()
    install_system(python, tests)
    if python:
        packages.make_venv(python)
    LOGS.mkdir(exist_ok=True)
    packages.build_tools()
    others = packages.packages_job()
    if models and not models_installed():
        others.then(install_models, name="models")
    home = [packages.home_assistant_job()] if tests else []
    follow([packages.llama_job(), others, *home])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python3 -m cockpit.setup.install", description=__doc__)
    parser.add_argument("--tests", action="store_true", help="also what only the tests need")
    parser.add_argument("--no-models", action="store_true", help="leave the models out")
    options = parser.parse_args()
    began = time.monotonic()
    # Ended from outside as by Ctrl-C: what runs in the background is stopped too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        set_up(options.tests, not options.no_models)
    except Failed as error:
        say(f"set-up stopped: {error}\n  {error.mend}")
        return 1
    except KeyboardInterrupt:
        say("set-up stopped; make goes on from here")
        return 130
    if time.monotonic() - began > 5:
        say(f"set-up done after {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())

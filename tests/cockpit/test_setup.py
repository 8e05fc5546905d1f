"""The set-up's own parts, on real processes: chains of commands, what the system has, the locks."""

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cockpit.setup import packages, stamps, system
from cockpit.setup.jobs import Failed, Job, follow

ROOT = Path(__file__).parents[2]
SETUP = ROOT / "cockpit" / "setup"


def python(program: str) -> list[str]:
    return [sys.executable, "-c", program]


def test_a_chain_runs_in_order_and_what_it_prints_is_in_its_log(tmp_path: Path) -> None:
    done: list[str] = []
    job = Job("two steps", tmp_path)
    job.run(python("print('first')")).then(lambda: done.append("between")).run(python("print('second')"))
    follow([job, Job("nothing to do", tmp_path)])
    assert done == ["between"]
    assert re.search(r"^first\n.*^second\n", job.log.read_text(), re.MULTILINE | re.DOTALL)


def test_a_failure_is_told_with_its_last_lines_and_stops_the_others(tmp_path: Path) -> None:
    """The other job's grandchild, which would write a file after a minute, is stopped as well."""
    late = tmp_path / "late"
    grandchild = f"import time; time.sleep(60); open({str(late)!r}, 'w')"
    waiting = Job("waiting", tmp_path)
    waiting.run(python(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {grandchild!r}])"))
    waiting.then(late.touch)
    failing = Job("failing", tmp_path).run(python("import sys; print('no such header'); sys.exit(3)"))
    with pytest.raises(Failed, match="no such header") as caught:
        follow([waiting, failing])
    assert "failing.log" in caught.value.mend
    deadline = time.monotonic() + 30
    while waiting.running() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not waiting.running()
    assert not late.exists()


def test_a_command_that_may_fail_does_not_end_the_chain(tmp_path: Path) -> None:
    done: list[str] = []
    job = (
        Job("lists", tmp_path)
        .run(python("raise SystemExit(1)"), may_fail=True)
        .then(lambda: done.append("on"))
    )
    follow([job])
    assert done == ["on"]


def test_how_far_a_build_is_can_be_read_from_its_log(tmp_path: Path) -> None:
    job = Job("llama.cpp", tmp_path)
    job.log.write_text("Collecting numpy==2\n  [1/61] c++ a.cpp\n  [34/61] c++ b.cpp\n")
    assert job.state().startswith("llama.cpp 34/61 ")


@pytest.mark.parametrize(
    ("probe", "there"),
    [
        ("program:make", True),
        ("program:no-such-program", False),
        ("library:libc.so.6", True),
        ("library:libnosuch.so.9", False),
        ("file:/proc/self/stat*", True),
        ("file:/proc/none*", False),
        ("font:no such font at all", False),
    ],
)
def test_a_need_is_probed_by_the_thing_itself(probe: str, there: bool) -> None:
    assert system.present(system.Need("x", probe, "x")) is there


def test_this_machine_has_what_the_tests_need() -> None:
    assert system.missing(system.NEEDS + system.TEST_NEEDS) == []


def test_every_locked_package_has_hashes_and_the_two_locks_agree() -> None:
    found = {}
    for file in ("lock.txt", "build.txt"):
        text = (SETUP / file).read_text()
        blocks = re.split(r"^(?=[a-zA-Z0-9])", text, flags=re.MULTILINE)
        pins = [re.match(r"([\w.-]+)==(\S+)", block) for block in blocks if block and block[0] != "#"]
        assert all(pins)
        assert all("--hash=sha256:" in block for block in blocks if block[:1].isalnum())
        assert "://" not in text
        found[file] = {pin[1]: pin[2] for pin in pins if pin}
    shared = found["lock.txt"].keys() & found["build.txt"].keys()
    assert "setuptools" in shared
    assert all(found["lock.txt"][name] == found["build.txt"][name] for name in shared)


def test_every_dependency_of_the_project_is_locked() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    lock = (SETUP / "lock.txt").read_text()
    for requirement in wanted:
        name = re.match(r"[\w-]+", requirement)
        assert name
        assert re.search(rf"^{name[0]}==", lock, re.MULTILINE), f"{name[0]}: run `make lock`"


def test_the_tools_of_the_build_are_in_the_environment_that_builds() -> None:
    """What the set-up did here: its stamps are those of the files as they are now."""
    assert packages.usable_venv()
    assert stamps.done("build", stamps.digest((SETUP / "build.txt").read_text()))


def test_a_python_that_is_too_old_or_too_new_gets_one_clear_line() -> None:
    program = (
        "import sys, os; sys.version_info = (3, 9, 0); sys.version = '3.9.0'; os.environ['PATH'] = ''\n"
        "from cockpit.setup import packages\n"
        "try:\n    packages.find_python()\n"
        "except packages.Failed as error:\n    print(error, '|', error.mend)\n"
    )
    done = subprocess.run(python(program), cwd=ROOT, capture_output=True, text=True, timeout=50, check=True)
    assert "python3 is 3.9.0; the cockpit runs on Python 3.11, 3.12 or 3.13 | install one" in done.stdout

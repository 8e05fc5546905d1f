"""The program from outside: what it leaves behind, how it ends, and what it says without devices."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from processes import cockpit


def environment(home: Path, **more: str) -> dict[str, str]:
    """A user who has nothing yet, on a machine without a display."""
    gone = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    kept = {key: value for key, value in os.environ.items() if key not in gone and not key.startswith("XDG_")}
    return kept | {"HOME": str(home)} | more


def run(home: Path, *arguments: str, env: Mapping[str, str] = {}) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cockpit", *arguments],
        cwd=home,
        env=environment(home, **env),
        capture_output=True,
        encoding=env.get("PYTHONIOENCODING", "utf-8"),
        check=False,
        timeout=50,
    )


def test_nothing_is_left_behind_unless_asked_for(tmp_path: Path) -> None:
    (tmp_path / "lines").write_text("play some polka music\nset the fan to 3\nflurb snorkel\n")
    done = run(tmp_path, "say", "--batch", "lines")
    assert (done.returncode, done.stderr) == (0, "")
    assert [path.name for path in tmp_path.rglob("*")] == ["lines"]


def test_the_trace_is_written_when_asked_for(tmp_path: Path) -> None:
    done = run(tmp_path, "say", "--model", "off", "--trace", "trace.jsonl", "把温度调到23度")
    assert (done.returncode, done.stderr) == (0, "")
    lines = (tmp_path / "trace.jsonl").read_text(encoding="utf-8").splitlines()
    seen = [json.loads(line) for line in lines]
    assert [line["event"] for line in seen] == [
        "heard",
        "planned",
        "stepBegan",
        "stepEnded",
        "replied",
        "turnEnded",
    ]
    assert seen[0]["text"] == "把温度调到23度"
    assert all({"turn", "at_s"} <= set(line) for line in seen)
    (frame,) = seen[3]["outcome"]["frames"]
    assert set(frame) == {"channel", "id", "extended", "data"}


def test_a_terminal_that_knows_no_chinese(tmp_path: Path) -> None:
    latin = {"PYTHONIOENCODING": "latin-1"}
    told = run(tmp_path, "say", "--model", "off", "把温度调到23度", env=latin)
    assert (told.returncode, told.stderr) == (0, "")
    assert "23" in told.stdout
    done = run(tmp_path, "say", "--json", "--model", "off", "把温度调到23度", env=latin)
    assert json.loads(done.stdout)["heard"] == "把温度调到23度"


@pytest.mark.parametrize(
    ("arguments", "hint"), [((), "--headless"), (("--headless",), "cockpit models install")]
)
def test_without_display_or_models_it_says_what_to_do(
    tmp_path: Path, arguments: tuple[str, ...], hint: str
) -> None:
    done = run(tmp_path, *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    last = done.stderr.splitlines()[-1]
    assert hint in last
    assert "Traceback" not in done.stderr


def test_ctrl_c_ends_a_chat_that_waits_for_a_line(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "cockpit", "chat", "--model", "off"],
        env=environment(tmp_path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as chat:
        assert chat.stdin is not None
        assert chat.stdout is not None
        assert chat.stderr is not None
        chat.stdin.write(b"warmer\n")
        chat.stdin.flush()
        assert b"22" in chat.stdout.readline()
        chat.send_signal(signal.SIGINT)
        assert chat.wait(timeout=30) == 130
        assert chat.stderr.read() == b""


@pytest.mark.parametrize(
    ("signals", "code"),
    [
        ((signal.SIGINT,), 130),
        ((signal.SIGINT,) * 4, 130),
        ((signal.SIGTERM,), 143),
        ((signal.SIGTERM,) * 3, 143),
    ],
)
def test_signals_close_the_window_once(
    tmp_path: Path, signals: tuple[signal.Signals, ...], code: int
) -> None:
    trace = tmp_path / "trace.jsonl"
    with subprocess.Popen(
        [sys.executable, "-m", "cockpit", "--drive", "--trace", str(trace), "--data", str(tmp_path)],
        env=environment(tmp_path, QT_QPA_PLATFORM="offscreen"),
        stderr=subprocess.PIPE,
    ) as window:
        assert window.stderr is not None
        while not trace.exists() and window.poll() is None:  # made when the window is there
            time.sleep(0.05)
        for each in signals:
            window.send_signal(each)
            time.sleep(0.02)  # two at once would be one
        assert window.wait(timeout=30) == code
        assert window.stderr.read() == b""


def test_interrupted_drives_end_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "long.toml").write_text("[[scene]]\ntype = 'warmer'\nwait_s = 60\n")
    with subprocess.Popen(
        [sys.executable, "-m", "cockpit", "drive", "long.toml", "--out", "out"],
        cwd=tmp_path,
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as drive:
        assert drive.stdout is not None
        assert drive.stderr is not None
        while b"said" not in drive.stdout.readline():
            assert drive.poll() is None
        for _ in range(3):
            drive.send_signal(signal.SIGINT)
            time.sleep(0.02)
        assert drive.wait(timeout=30) == 130
        assert drive.stderr.read() == b""


def test_headless_without_a_microphone(tmp_path: Path) -> None:
    (tmp_path / "cockpit.toml").write_text("[speech]\nmicrophone = 'no such device'\n")
    done = cockpit("--headless", "--config", str(tmp_path / "cockpit.toml"), "--data", str(tmp_path))
    assert (done.code, done.out) == (1, "")
    assert "icrophone" in done.one_line_of_error()


def test_a_reader_that_has_closed_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "lines").write_text("warmer\n" * 50)
    with subprocess.Popen(
        [sys.executable, "-m", "cockpit", "say", "--json", "--batch", "lines"],
        cwd=tmp_path,
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as batch:
        assert batch.stdout is not None
        assert batch.stderr is not None
        batch.stdout.readline()
        batch.stdout.close()
        batch.wait(timeout=50)
        assert b"Traceback" not in batch.stderr.read()

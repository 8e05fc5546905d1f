"""`cockpit bench`: what it prints, and that a figure is measured or said not to be."""

import json
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.bench import agent, decode, live_bus
from cockpit.bench.figure import Figure, Measured, NotMeasured, Peer, Result, percentile
from cockpit.bench.figures import FIGURES, STAGES, figures_of
from cockpit.bench.process import Child
from cockpit.bench.sentences import home
from cockpit.bench.traffic import drive_frames, write_candump
from cockpit.cli import main
from cockpit.commands import bench
from cockpit.evaluate.sets import SHARED_TEXTS
from vehicle.profile import load_profile

FIELDS = {"name", "stage", "value", "unit", "limit", "peer", "ratio", "n", "met"}
QUICK_S = 300  # real time that all of these may take on a machine that is busy with other things
MEASURED = ("understand", "act", "turn", "batch", "window")


Ran = tuple[int, dict[str, Any], str]
"""Exit code, what was printed, and the progress."""


def run(*arguments: str) -> Ran:
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        code = main(["bench", "--json", *arguments])
    return code, json.loads(out.getvalue()), err.getvalue()


@pytest.fixture(scope="module")
def quick() -> Ran:
    """All in one run: the engines are built and loaded once."""
    return run("--quick", *MEASURED, "agent")


@pytest.mark.timeout(QUICK_S)
@pytest.mark.parametrize("stage", MEASURED)
def test_every_figure_of_a_stage_is_measured(stage: str, quick: Ran) -> None:
    code, printed, progress = quick
    assert code == 0, progress
    assert printed["machine"].keys() >= {"cores", "cpu", "python"}
    figures = [figure for figure in printed["figures"] if figure["stage"] == stage]
    assert [figure["name"] for figure in figures] == [f.name for f in figures_of(stage, quick=True)]
    assert f"bench: {stage}" in progress
    for figure in figures:
        assert figure.keys() >= FIELDS
        assert figure["value"] > 0 and figure["n"] > 0 and figure["unit"]
        assert (figure["met"] is None) == (figure["limit"] is None)
        assert (figure["ratio"] is None) == (figure["peer"] is None)
        assert figure["reason"] is None


@pytest.mark.timeout(QUICK_S)
def test_home_assistant_stands_beside_us_where_it_is(quick: Ran) -> None:
    """Without its sentences nothing is measured, without its agent ours alone; both are a whole run."""
    code, printed, _ = quick
    assert code == 0
    for figure in (figure for figure in printed["figures"] if figure["stage"] == "agent"):
        if not SHARED_TEXTS.is_dir():
            assert figure["value"] is None and "Home Assistant's sentences" in figure["reason"]
        elif not agent.PYTHON.exists():
            assert figure["value"] > 0 and figure["peer"] is None and "install.py" in figure["note"]
        else:
            assert figure["peer"]["value"] > 0 and figure["ratio"] > 0
            assert figure["peer"]["name"].startswith("Home Assistant 20")


def test_what_cannot_be_measured_is_said_and_not_invented(tmp_path: Path) -> None:
    config = tmp_path / "cockpit.toml"
    config.write_text(f'models_dir = "{tmp_path}"\n', encoding="utf-8")
    code, printed, _ = run("--quick", "--config", str(config), "act", "speak")
    assert code == 1
    by_stage = {stage: [f for f in printed["figures"] if f["stage"] == stage] for stage in ("act", "speak")}
    assert all(figure["value"] > 0 for figure in by_stage["act"])
    for figure in by_stage["speak"]:
        assert figure["value"] is figure["met"] is figure["peer"] is None
        assert figure["n"] == 0
        assert "cockpit models install" in figure["reason"]


def test_a_table_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--quick", "act"]) == 0
    out, err = capsys.readouterr()
    assert all(figure.name in out for figure in figures_of("act", quick=True))
    assert "bench:" not in out and "bench: act" in err


def test_an_unknown_stage_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["bench", "sound"])
    assert ended.value.code == 2
    assert "sound" in capsys.readouterr().err


def test_the_help_knows_every_stage() -> None:
    assert set(bench.STAGES) == set(STAGES)
    assert len({(figure.stage, figure.name) for figure in FIGURES}) == len(FIGURES)


@pytest.mark.parametrize(
    ("figure", "value", "peer", "met"),
    [
        (Figure("f", "s", "ms", 5), 5.0, None, True),
        (Figure("f", "s", "ms", 5), 5.1, None, False),
        (Figure("f", "s", "ms", 5, "at least"), 4.9, None, False),
        (Figure("f", "s", "ms"), 5.0, 4.0, None),
        (Figure("f", "s", "1/s", 1.5, "at least", of_ratio=True), 150.0, 100.0, True),
        (Figure("f", "s", "1/s", 1.5, "at least", of_ratio=True), 149.0, 100.0, False),
        (Figure("f", "s", "1/s", 1.5, "at least", of_ratio=True), 149.0, None, None),
        (Figure("f", "s", "frames", 0), 0.0, 0.0, True),
    ],
)
def test_a_limit_is_met_or_not(figure: Figure, value: float, peer: float | None, met: bool | None) -> None:
    result = Result(figure, Measured(value, 1, None if peer is None else Peer("peer", peer)))
    assert result.met is met
    assert Result(figure, None, "no model").met is None


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=50), st.floats(1, 100))
def test_a_percentile_is_a_value_that_so_many_do_not_exceed(values: list[float], percent: float) -> None:
    found = percentile(values, percent)
    assert found in values
    assert sum(value <= found for value in values) >= len(values) * percent / 100 - 1e-6
    assert percentile(values, 100) == max(values)


def test_a_home_of_two_thousand_names() -> None:
    for language in ("en", "zh"):
        names = [device.name for device in home(language).devices]
        assert len(names) == len(set(names)) == 2000


def test_a_drive_is_decoded_alike_by_both(tmp_path: Path) -> None:
    profile = load_profile("demo-ev")
    frames = drive_frames(profile, 5)
    log = tmp_path / "drive.log"
    write_candump(frames, log)
    times = [frame.timestamp for frame in frames]
    assert times == sorted(times)
    assert times[-1] - times[0] == pytest.approx(5, abs=1)
    names = [name for name, _ in decode.measure(profile, frames, log, rounds=1)]
    assert names == ["frames in memory → store", "log file → store", "log file → replay"]
    with pytest.raises(NotMeasured, match="frames decoded"):
        list(decode.measure(profile, frames[:-1], log, rounds=1))


async def test_frames_from_another_process_arrive() -> None:
    live = await live_bus.into_store(load_profile("demo-ev"), 0.1)
    assert live.sent == live_bus.FRAMES_PER_S / 10
    assert 0 < live.received <= live.sent


def test_a_child_that_fails_gives_its_last_word() -> None:
    with Child("cockpit.bench.no_such_module") as child, pytest.raises(NotMeasured, match="No module named"):
        child.line(30)


def test_a_child_that_says_nothing_is_not_waited_for() -> None:
    with Child("asyncio") as child, pytest.raises(NotMeasured, match="said nothing"):
        child.line(0.2)

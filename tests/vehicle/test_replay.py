"""Logs and databases are written here; the big ones are the shared Model 3 drive."""

import random
from collections.abc import Mapping
from pathlib import Path

import can
import pytest
from cantools.database import Database, DecodeError

from vehicle.clock import VirtualClock, run_virtual
from vehicle.dbc import load_database
from vehicle.faults import Fault
from vehicle.logs import CanLog
from vehicle.replay import Change, Replay, paced
from vehicle.signal import Value

MODEL3 = Path(__file__).parents[2].parent / "shared/data/can/tesla-model3"

DBC = """VERSION ""
NS_ :
BS_:
BU_: ECU
BO_ 256 Motion: 3 ECU
 SG_ Speed : 0|16@1+ (0.1,0) [0|300] "km/h" ECU
 SG_ Gear : 16|4@1+ (1,0) [0|15] "" ECU
BO_ 2566848766 Body: 2 ECU
 SG_ Temperature : 7|8@0- (0.5,-40) [-100|100] "degC" ECU
 SG_ Lamp : 8|1@0+ (1,0) [0|1] "" ECU
BO_ 258 Muxed: 2 ECU
 SG_ Page M : 0|8@1+ (1,0) [0|255] "" ECU
 SG_ First m0 : 8|8@1+ (1,0) [0|255] "" ECU
 SG_ Second m1 : 8|8@1- (1,0) [-128|127] "" ECU
BO_ 259 Exact: 4 ECU
 SG_ Real : 0|32@1- (1,0) [0|0] "" ECU
VAL_ 256 Gear 0 "PARK" 1 "DRIVE" ;
SIG_VALTYPE_ 259 Real : 1;
"""


@pytest.fixture
def car(tmp_path: Path) -> Database:
    path = tmp_path / "car.dbc"
    path.write_text(DBC, encoding="utf-8")
    return load_database(path)


def replay(folder: Path, car: Database, *lines: str) -> tuple[list[Change], Replay]:
    path = folder / "drive.log"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    replay = Replay(CanLog(path), {"": car})
    return list(replay), replay


def pairs(changes: list[Change]) -> list[tuple[float, Mapping[str, Value | None]]]:
    return [(round(change.t_s, 6), dict(change.signals)) for change in changes]


def test_each_change_once_with_names_and_units_of_the_database(tmp_path: Path, car: Database) -> None:
    changes, played = replay(
        tmp_path,
        car,
        "(100.0) can0 100#640001",
        "(100.5) can0 100#640001",  # nothing new
        "(101.0) can0 100#C80001",
        "(101.5) can0 18FF00FE#5080",
        "(102.0) can0 100#C80007",  # a value without a name stays a number
    )
    assert pairs(changes) == [
        (0.0, {"Motion.Speed": 10.0, "Motion.Gear": "DRIVE"}),
        (1.0, {"Motion.Speed": 20.0}),
        (1.5, {"Body.Temperature": 0.0, "Body.Lamp": 0}),
        (2.0, {"Motion.Gear": 7}),
    ]
    summary = played.summary()
    assert (summary.frames, summary.decoded, summary.faults) == (5, 5, ())
    assert (summary.first_s, summary.last_s) == (100.0, 102.0)
    assert summary.min_max == {
        "Motion.Speed": (10.0, 20.0),
        "Motion.Gear": (7, 7),
        "Body.Temperature": (0.0, 0.0),
        "Body.Lamp": (0, 0),
    }
    assert summary.frames_per_s > 0


def test_an_11_bit_id_is_not_the_29_bit_id_of_the_same_number(tmp_path: Path, car: Database) -> None:
    changes, played = replay(
        tmp_path, car, "(1.0) can0 00000100#640001", "(2.0) can0 7E8#00", "(3.0) can0 7E8#01"
    )
    assert changes == []
    assert played.summary().unknown_ids == {"0x00000100": 1, "0x7e8": 2}
    assert (played.summary().frames, played.summary().decoded) == (3, 0)


def test_a_short_frame_is_counted_and_nothing_of_it_is_taken(tmp_path: Path, car: Database) -> None:
    changes, played = replay(
        tmp_path, car, "(1.0) can0 100#6400", "(2.0) can0 100#6400010000", "(3.0) can0 100#"
    )
    assert pairs(changes) == [(1.0, {"Motion.Speed": 10.0, "Motion.Gear": "DRIVE"})]
    assert played.summary().faults == (Fault(1, "length", 2),)
    assert played.summary().decoded == 1


def test_only_what_the_multiplexer_selects_is_present(tmp_path: Path, car: Database) -> None:
    changes, played = replay(
        tmp_path,
        car,
        "(1.0) can0 102#0005",
        "(2.0) can0 102#01FE",
        "(3.0) can0 102#0005",
        "(4.0) can0 102#0905",  # selects nothing
    )
    assert pairs(changes) == [
        (0.0, {"Muxed.Page": 0, "Muxed.First": 5}),
        (1.0, {"Muxed.Page": 1, "Muxed.Second": -2}),
        (2.0, {"Muxed.Page": 0}),
    ]
    assert played.summary().faults == (Fault(4, "multiplexer", 1),)


def test_what_is_no_number_is_no_reading(tmp_path: Path, car: Database) -> None:
    changes, played = replay(
        tmp_path, car, "(1.0) can0 103#0000C07F", "(2.0) can0 103#0000803F", "(3.0) can0 103#0000807F"
    )
    assert pairs(changes) == [(1.0, {"Exact.Real": 1.0}), (2.0, {"Exact.Real": None})]
    assert played.summary().min_max == {"Exact.Real": (1.0, 1.0)}


def test_time_that_goes_back_is_counted(tmp_path: Path, car: Database) -> None:
    changes, played = replay(tmp_path, car, "(5.0) can0 100#640001", "(4.0) can0 100#C80001")
    assert [change.t_s for change in changes] == [0.0, -1.0]
    assert played.summary().faults == (Fault(2, "time", 1),)


def test_a_log_of_error_frames_has_a_summary_without_times(tmp_path: Path, car: Database) -> None:
    changes, played = replay(tmp_path, car, "(1.0) can0 20000004#0004000000000000")
    assert changes == []
    assert played.summary().as_json() | {"frames_per_s": 0} == {
        "frames": 0,
        "decoded": 0,
        "unknown_ids": {},
        "errors": [{"line": 1, "kind": "error-frame", "count": 1}],
        "first": None,
        "last": None,
        "frames_per_s": 0,
        "min_max": {},
    }


@pytest.mark.parametrize(("speed", "end_s"), [(1.0, 10.0), (0.1, 100.0), (4.0, 2.5)])
def test_the_pace_is_the_logs_times_a_factor(speed: float, end_s: float) -> None:
    changes = [Change(0.0, {"a": 1}), Change(4.0, {"a": 2}), Change(3.0, {"a": 3}), Change(10.0, {"a": 4})]

    async def play(clock: VirtualClock) -> list[float]:
        return [clock.now() async for _ in paced(changes, speed, clock)]

    at_s = run_virtual(play)
    assert at_s == pytest.approx([0.0, 4.0 / speed, 4.0 / speed, end_s])


@pytest.mark.skipif(not MODEL3.is_dir(), reason="the shared data is not here")
def test_the_model_3_drive_reads_as_cantools_reads_it() -> None:
    database = load_database(MODEL3 / "it-can.dbc")
    played = Replay(CanLog(MODEL3 / "it-candump0.log"), {"": database})
    latest: dict[str, Value | None] = {}
    for change in played:
        latest.update(change.signals)
    summary = played.summary()
    assert (summary.frames, summary.decoded, summary.faults) == (10000, 10000, ())
    low, high = summary.min_max["ID257DIspeed.DI_vehicleSpeed"]
    assert (round(low), round(high)) == (71, 103)
    expected: dict[str, Value | None] = {}
    with can.LogReader(MODEL3 / "it-candump0.log") as log:
        for frame in log:
            message = database.get_message_by_frame_id(frame.arbitration_id)
            for name, value in message.decode(frame.data).items():
                expected[f"{message.name}.{name}"] = value if isinstance(value, int | float) else str(value)
    assert latest == expected


@pytest.mark.skipif(not MODEL3.is_dir(), reason="the shared data is not here")
def test_any_payload_reads_as_cantools_reads_it(tmp_path: Path) -> None:
    database = load_database(MODEL3 / "Model3CAN.dbc")
    chance = random.Random(3)
    frames = [
        (message, data)
        for message in database.messages
        for data in (bytes(8), b"\xff" * 8, *(chance.randbytes(8) for _ in range(10)))
    ]
    lines = [f"({n}.0) can0 {message.frame_id:03X}#{data.hex()}" for n, (message, data) in enumerate(frames)]
    changes, played = replay(tmp_path, database, *lines)
    at = {round(change.t_s): change.signals for change in changes}
    latest: dict[str, Value | None] = {}
    decoded = 0
    for n, (message, data) in enumerate(frames):
        latest |= at.get(n, {})
        try:
            values = message.decode(data)
        except DecodeError:
            assert n not in at
            continue
        decoded += 1
        for name, value in values.items():
            expected = value if isinstance(value, int | float) else str(value)
            assert latest[f"{message.name}.{name}"] == expected, (message.name, name, data.hex())
    assert played.summary().decoded == decoded
    assert {fault.kind for fault in played.summary().faults} == {"multiplexer"}

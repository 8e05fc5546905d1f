"""The hot paths to and from the bus. Speeds: pytest tests/bench --benchmark-enable; limits: cockpit bench."""

from collections.abc import Callable
from pathlib import Path

import can
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from cockpit.bench.decode import by_cantools, into_store, replayed
from cockpit.bench.traffic import drive_frames, write_candump
from vehicle.clock import VirtualClock, run_virtual
from vehicle.dbc import load_database
from vehicle.decoder import Decoder
from vehicle.logs import CanLog
from vehicle.mapping import link as linked
from vehicle.mapping import read_mapping
from vehicle.profile import Profile, load_profile
from vehicle.signal import Command
from vehicle.simulator import simulated_car
from vehicle.store import Store

TEMPERATURE = "Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature"
MODEL3 = Path(__file__).parents[2].parent / "shared/data/can/tesla-model3"
needs_model3 = pytest.mark.skipif(not MODEL3.is_dir(), reason="the shared data is not here")


@pytest.fixture(scope="module")
def profile() -> Profile:
    return load_profile("demo-ev")


@pytest.fixture(scope="module")
def frames(profile: Profile) -> list[can.Message]:
    return drive_frames(profile, 20)


@pytest.fixture(scope="module")
def log(frames: list[can.Message], tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("drive") / "drive.log"
    write_candump(frames, file)
    return file


def test_decoder(benchmark: BenchmarkFixture, profile: Profile, frames: list[can.Message]) -> None:
    assert benchmark(into_store, profile, frames) == len(frames)


def test_decoder_peer(benchmark: BenchmarkFixture, profile: Profile, frames: list[can.Message]) -> None:
    (database,) = profile.databases.values()
    assert benchmark(by_cantools, database, frames) == len(frames)


def test_log_file(
    benchmark: BenchmarkFixture, profile: Profile, log: Path, frames: list[can.Message]
) -> None:
    assert benchmark(lambda: into_store(profile, CanLog(log))) == len(frames)


def test_log_file_peer(
    benchmark: BenchmarkFixture, profile: Profile, log: Path, frames: list[can.Message]
) -> None:
    (database,) = profile.databases.values()
    assert benchmark(lambda: by_cantools(database, can.CanutilsLogReader(log))) == len(frames)


def test_replay(benchmark: BenchmarkFixture, profile: Profile, log: Path, frames: list[can.Message]) -> None:
    assert benchmark(replayed, profile, log) == len(frames)


@needs_model3
@pytest.mark.parametrize("name", ["it-candump0.log", "can2vss_candump_moving.log"])
def test_real_car_mapped(benchmark: BenchmarkFixture, name: str) -> None:
    """A real drive's frames, in memory, into a store of the signals that a KUKSA mapping maps."""
    databases = {"": load_database(MODEL3 / "Model3CAN.dbc")}
    links = linked(databases, read_mapping(MODEL3 / "mapping/vss_4.2/vss_dbc.json")).reads
    frames = list(CanLog(MODEL3 / name))

    def decode() -> int:
        store = Store()
        decoder = Decoder(links, store.receive)
        for frame in frames:
            data = bytes(frame.data)
            decoder.feed("", frame.arbitration_id, frame.is_extended_id, data, frame.timestamp)
        return len(store.paths())

    assert benchmark(decode) > 0


@needs_model3
@pytest.mark.parametrize("name", ["it-candump0.log", "can2vss_candump_moving.log"])
def test_real_car_mapped_peer(benchmark: BenchmarkFixture, name: str) -> None:
    database = load_database(MODEL3 / "Model3CAN.dbc")
    known = {message.frame_id for message in database.messages}
    frames = [f for f in CanLog(MODEL3 / name) if f.arbitration_id in known]
    assert benchmark(by_cantools, database, frames) > 0


def test_encoder(benchmark: BenchmarkFixture, profile: Profile) -> None:
    """A command's value into its frame, with counter and checksum."""
    link = profile.writes[TEMPERATURE]
    (channel,) = profile.channels
    key = (channel, link.message.frame_id, link.message.is_extended_frame)
    blank, protection = profile.blanks[key], profile.protections[key]

    def encode() -> bytes:
        payload = link.field.put(link.codec.raw(22.5), blank)
        return protection.seal(link.message.frame_id, payload, link.message.length, 3)

    (database,) = profile.databases.values()
    decoded = database.decode_message(link.message.frame_id, benchmark(encode), decode_choices=False)
    assert isinstance(decoded, dict)
    assert decoded[link.dbc.name] == 22.5


def test_gate(benchmark: BenchmarkFixture, profile: Profile) -> None:
    """Commands judged, sent, carried out by the simulated car and confirmed, in virtual time."""
    commands = [Command(TEMPERATURE, target) for target in (16, 28, 17.5, 22, 19)]
    assert benchmark(_carried_out(profile, commands)) == ["done"] * len(commands)


def test_gate_that_refuses(benchmark: BenchmarkFixture, profile: Profile) -> None:
    commands = [Command(TEMPERATURE, 90), Command("Vehicle.Speed", 30)] * 20
    assert benchmark(_carried_out(profile, commands)) == ["denied"] * len(commands)


def _carried_out(profile: Profile, commands: list[Command]) -> Callable[[], list[str]]:
    async def main(clock: VirtualClock) -> list[str]:
        async with simulated_car(profile, clock) as (vehicle, _):
            return [(await vehicle.request((command,)))[0].status for command in commands]

    return lambda: run_virtual(main)

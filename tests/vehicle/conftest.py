"""What the tests of the vehicle share: the demo EV's profile, and recorded data when it is there."""

from pathlib import Path

import pytest

from vehicle.profile import Profile, load_profile

DATA = Path(__file__).parents[2].parent / "shared/data"


@pytest.fixture(scope="session")
def demo_ev() -> Profile:
    return load_profile("demo-ev")


@pytest.fixture
def model3() -> Path:
    folder = DATA / "can/tesla-model3"
    if not folder.is_dir():
        pytest.skip("the recorded data is not here")
    return folder

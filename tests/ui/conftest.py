import os
from collections.abc import Iterator

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt starts

import pytest
from PySide6.QtGui import QGuiApplication
from window_helpers import Recorder

from ui.window import Window, application


@pytest.fixture(scope="session")
def qapp() -> QGuiApplication:
    return application(offscreen=True)


@pytest.fixture
def intents() -> Recorder:
    return Recorder()


@pytest.fixture
def window(qapp: QGuiApplication, intents: Recorder) -> Iterator[Window]:
    made = Window(intents, offscreen=True)
    yield made
    made.close()
    qapp.processEvents()

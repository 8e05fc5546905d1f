"""A real loudspeaker and a real microphone: PulseAudio's null sink, heard through its monitor.

PortAudio reaches the sound server by ALSA's pulse plugin (packages pulseaudio, libasound2-plugins).
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ALSA = "pcm.!default { type pulse }\nctl.!default { type pulse }\n"


@pytest.fixture
def sound_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment in which the default sound device is a sound server of our own."""
    home = tmp_path_factory.mktemp("pulse")
    socket = home / "native"
    (home / "asound.conf").write_text(ALSA)
    environment = os.environ | {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "PULSE_SERVER": f"unix:{socket}",
        "ALSA_CONFIG_PATH": str(home / "asound.conf"),
    }
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes"]
    command += ["--use-pid-file=no", "--load=module-null-sink sink_name=cabin"]
    command += [f"--load=module-native-protocol-unix auth-anonymous=1 socket={socket}"]
    with (home / "log").open("wb") as log:
        try:
            server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        except FileNotFoundError:
            pytest.fail("pulseaudio is not installed: sudo apt-get install pulseaudio libasound2-plugins")
    try:
        until = time.monotonic() + 20
        while not socket.exists():
            if server.poll() is not None or time.monotonic() > until:
                pytest.fail("pulseaudio did not start: " + (home / "log").read_text())
            time.sleep(0.05)  # a server of another make has no event for us
        yield environment
    finally:
        server.terminate()
        server.wait(timeout=10)


@pytest.mark.timeout(120)
def test_what_the_loudspeaker_says_the_microphone_hears(
    sound_server: dict[str, str], vosk_folder: Path, voice_folder: Path
) -> None:
    script = Path(__file__).with_name("loop_talk.py")
    done = subprocess.run(
        [sys.executable, script, vosk_folder, voice_folder],
        env=sound_server,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["text"] == "set the temperature to twenty two degrees"
    assert result["bound"]
    assert result["partials"] >= 1
    assert result["lost_s"] == 0
    assert result["interrupted"]["stopped"]
    assert result["interrupted"]["seconds"] < 15
    assert result["again"] == result["text"]


@pytest.mark.timeout(120)
def test_a_machine_without_sound_says_so(tmp_path: Path) -> None:
    """PortAudio finds no device at all; each side says so in one line."""
    (tmp_path / "asound.conf").write_text("pcm.!default { type hw card 9 }\n")
    script = (
        "import asyncio, sys\n"
        "from voice.microphone import Microphone\n"
        "from voice.sink import DeviceSink\n"
        "from voice.errors import VoiceError\n"
        "import numpy\n"
        "async def main():\n"
        "    try:\n"
        "        await anext(Microphone().chunks())\n"
        "    except VoiceError as error:\n"
        "        print(error.kind, '|', error, '|', error.mend)\n"
        "    sink = DeviceSink()\n"
        "    try:\n"
        "        await sink.play(numpy.zeros(10, numpy.int16), 22050)\n"
        "    except VoiceError as error:\n"
        "        print(error.kind, '|', error, '|', error.mend)\n"
        "    sink.close()\n"
        "asyncio.run(main())\n"
    )
    environment = os.environ | {"ALSA_CONFIG_PATH": str(tmp_path / "asound.conf")}
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    microphone, loudspeaker = done.stdout.splitlines()
    assert microphone.startswith("no-microphone | No microphone was found")
    assert loudspeaker.startswith("no-loudspeaker | No loudspeaker was found")
    assert "Plug one in" in microphone
    assert "Plug one in" in loudspeaker
    assert done.stderr == ""

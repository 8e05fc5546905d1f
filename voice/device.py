"""PortAudio, looked up only when sound is really wanted: without its library the import fails."""

from typing import Any

from voice.errors import VoiceError


class NoDevice(VoiceError):
    kind = "no-sound-library"


def portaudio() -> Any:
    """The module `sounddevice`. Raises NoDevice when PortAudio's library is missing."""
    try:
        import sounddevice
    except OSError as error:
        raise NoDevice(
            "the library PortAudio is missing", "Install it: sudo apt-get install libportaudio2"
        ) from error
    return sounddevice

"""What can be wrong with a sound, a device or a speech model. Each says what mends it."""


class VoiceError(Exception):
    """`kind` is a stable word for programs, `mend` one sentence that tells what to do."""

    kind = "voice"

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message)
        self.mend = mend


class SoundError(VoiceError):
    """A file that holds no usable sound."""

    kind = "sound"


class ClippedSound(SoundError):
    kind = "sound-clipped"


class NoMicrophone(VoiceError):
    kind = "no-microphone"


class NoLoudspeaker(VoiceError):
    kind = "no-loudspeaker"


class SpeechModelError(VoiceError):
    """A folder that holds no usable speech or voice model."""

    kind = "speech-model"

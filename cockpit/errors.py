"""Errors that can be told to a person: what is wrong, and what mends it."""

from ui.errors import UiError
from vehicle.errors import VehicleError
from voice.errors import VoiceError


class CockpitError(Exception):
    """`kind` is a stable word for programs, `mend` one sentence that tells what to do."""

    kind = "cockpit"

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message)
        self.mend = mend


class BadInput(CockpitError):
    kind = "input"


class ConfigError(CockpitError):
    kind = "config"


class ModelError(CockpitError):
    kind = "model"


class HubError(CockpitError):
    kind = "hub"


class HubUnreachable(HubError, ConnectionError):
    kind = "hub-unreachable"


class HubRefused(HubError, PermissionError):
    """The hub is there and does not take the token."""

    kind = "hub-refused"


class PairingsBroken(HubError):
    kind = "pairings"


TELLABLE = (CockpitError, UiError, VehicleError, VoiceError)


Tellable = CockpitError | UiError | VehicleError | VoiceError


def as_json(error: Tellable) -> dict[str, str]:
    return {"kind": error.kind, "message": str(error), "mend": error.mend}


def told(error: Tellable) -> str:
    """The error as sentences for a person: what is wrong, and what mends it."""
    return " ".join(f"{_capital(text).rstrip('.')}." for text in (str(error), error.mend) if text)


def _capital(text: str) -> str:
    """A sentence's large first letter; a file, path or option keeps its own."""
    first = text.split(maxsplit=1)[0].rstrip(",:;")
    return text[:1].upper() + text[1:] if first.isalpha() else text

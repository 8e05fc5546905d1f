"""Errors that can be told to a person: what is wrong, and what mends it."""

import logging

from ui.errors import UiError
from vehicle.errors import VehicleError
from voice.errors import VoiceError

log = logging.getLogger(__name__)


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


class NoModel(ModelError):
    """None is installed, and no setting names one."""


class HubError(CockpitError):
    kind = "hub"


class HubUnreachable(HubError, ConnectionError):
    kind = "hub-unreachable"


class HubRefused(HubError, PermissionError):
    """The hub is there and does not take the token."""

    kind = "hub-refused"


class PairingsBroken(HubError):
    kind = "pairings"


class InternalError(CockpitError):
    """A mistake of ours, told in the place of what it spoilt."""

    kind = "internal"


TELLABLE = (CockpitError, UiError, VehicleError, VoiceError)


Tellable = CockpitError | UiError | VehicleError | VoiceError


def tellable(error: Exception) -> Tellable:
    """The error as one that can be told; a mistake of ours goes to the log, with where it happened."""
    if isinstance(error, TELLABLE):
        return error
    log.error("an error of the cockpit's own", exc_info=error)
    return InternalError(
        f"this went wrong inside the cockpit: {type(error).__name__}",
        "the rest goes on; report it with the lines in the log",
    )


def as_json(error: Tellable) -> dict[str, str]:
    return {"kind": error.kind, "message": str(error), "mend": error.mend}


def told(error: Tellable) -> str:
    """The error as sentences for a person: what is wrong, and what mends it."""
    texts = (_capital(text).rstrip(".") for text in (str(error), error.mend) if text)
    return " ".join(text if text.endswith(("?", "!")) else f"{text}." for text in texts)


def _capital(text: str) -> str:
    """A sentence's large first letter; a file, path or option keeps its own."""
    first = text.split(maxsplit=1)[0].rstrip(",:;")
    return text[:1].upper() + text[1:] if first.isalpha() else text

"""Frozen settings: defaults, then the TOML file, then the flags."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import platformdirs
from rapidfuzz import process

from cockpit.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Speech:
    """Models: names (see `cockpit models list`) or one's own folders; empty: what is installed.

    Devices: PortAudio's names; empty: the machine's default.
    """

    recogniser: str = ""
    voice: str = ""
    microphone: str = ""
    loudspeaker: str = ""
    silence_s: float = 0.7
    """Quiet after which an utterance has ended."""


@dataclass(frozen=True, slots=True)
class Talk:
    model: str = ""
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Car:
    profile: str = "demo-ev"


@dataclass(frozen=True, slots=True)
class Settings:
    language: Literal["", "en", "zh"] = ""
    """Empty: by the sentence, else English."""
    units: Literal["metric", "imperial"] = "metric"
    """What replies speak in: km, °C and bar, or miles, °F and psi."""
    seat: Literal["row1.driver", "row1.passenger", "row2.left", "row2.right"] = "row1.driver"
    data_dir: str = ""
    """Memory and pairings; empty: the platform's own folder for this user."""
    models_dir: str = ""
    night: Literal["auto", "on", "off"] = "auto"
    speech: Speech = field(default_factory=Speech)
    talk: Talk = field(default_factory=Talk)
    car: Car = field(default_factory=Car)


SIMULATED_ONLY = ("car.interface", "car.channel", "car.armed")
"""Asked for by who has a real car; told what there is instead of a nearby key."""

LIMITS: Mapping[str, tuple[float, float]] = {"speech.silence_s": (0.1, 5.0)}
"""Shorter cuts sentences at each breath, longer is taken for a cockpit that does not answer."""


def data_dir(settings: Settings, told: Path | None = None) -> Path:
    """Where memory and pairings are: `told` (--data), else the settings' folder, else the platform's."""
    if told is not None:
        return told
    if settings.data_dir:
        return Path(settings.data_dir).expanduser()
    return platformdirs.user_data_path("cockpit")


def default_config_file() -> Path:
    return platformdirs.user_config_path("cockpit") / "cockpit.toml"


def load(file: Path | None = None) -> Settings:
    """Settings from `file`; without one from the user's own config file where there is one.

    Raises ConfigError for a file that is not there, not TOML, or has an unknown key, a wrong type or
    a number out of its range.
    """
    if file is None:
        file = default_config_file()
        if not file.exists():
            return Settings()
    try:
        with file.open("rb") as stream:
            table = tomllib.load(stream)
    except OSError as error:
        raise ConfigError(f"cannot read {file}: {error.strerror}", "name a file that exists") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} is not valid TOML: {error}", "mend the line it names") from error
    settings: Settings = _filled(Settings(), table, str(file), "")
    return settings


def _filled(settings: Any, table: Mapping[str, Any], file: str, where: str) -> Any:
    known = {f.name for f in fields(settings)}
    hints = get_type_hints(type(settings))
    changes: dict[str, Any] = {}
    for key, value in table.items():
        name = f"{where}{key}"
        if name in SIMULATED_ONLY:
            raise ConfigError(
                f"{file}: {name} is no setting, this version drives the simulated car only", "leave it out"
            )
        if key not in known:
            close = process.extractOne(key, sorted(known), score_cutoff=50)
            mend = f"did you mean {where}{close[0]}?" if close else f"known here: {', '.join(sorted(known))}"
            raise ConfigError(f"{file}: unknown key {name}", mend)
        current = getattr(settings, key)
        if hasattr(type(current), "__dataclass_fields__"):
            if not isinstance(value, Mapping):
                raise ConfigError(f"{file}: {name} is a table", f"write it as [{name}]")
            changes[key] = _filled(current, value, file, f"{name}.")
        else:
            changes[key] = _checked(value, hints[key], name, file)
    return replace(settings, **changes)


def _checked(value: Any, hint: Any, name: str, file: str) -> Any:
    if get_origin(hint) is Literal:
        if value not in get_args(hint):
            choices = ", ".join(repr(a) for a in get_args(hint))
            raise ConfigError(f"{file}: {name} = {value!r}", f"one of {choices}")
        return value
    assert get_origin(hint) not in (Union, UnionType), hint
    if hint is float and type(value) is int and abs(value) < 2**53:
        value = float(value)
    if type(value) is not hint:
        raise ConfigError(f"{file}: {name} = {value!r}", f"{name} is a {hint.__name__}")
    if name in LIMITS and not LIMITS[name][0] <= value <= LIMITS[name][1]:
        low, high = LIMITS[name]
        raise ConfigError(f"{file}: {name} = {value!r}", f"from {low:g} to {high:g}")
    return value

"""A scripted drive: what happens, scene by scene (TOML).

    title = "An evening drive home"
    language = "en"          # optional: en or zh
    drive = true             # optional: the simulated car drives its round
    log = "drive.log"        # optional: a recorded drive sets the car's readings, see `car`, `dbc`, `map`

    [[scene]]
    say = "set the temperature to twenty two degrees"   # spoken by the voice, heard by the recogniser
    type = "…"               # or typed
    click = "talk"           # or a touch on the window, by object name
    set = {"Vehicle.Exterior.LightIntensity" = 4}       # or something happens to the car
    wait_s = 2.0             # then this long nothing
    picture = "climate"      # and a picture NN-climate.png of the window

Paths in a scenario are relative to its folder.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

from cockpit.errors import BadInput
from vehicle import vss
from vehicle.signal import Value

SLOWEST, FASTEST = 0.25, 4
LONGEST_S = 3600

BUILT_IN = Path(__file__).with_name("scenarios")


@dataclass(frozen=True, slots=True)
class Scene:
    say: str = ""
    type: str = ""
    click: str = ""
    set: Mapping[str, Value] = field(default_factory=dict)
    wait_s: float = 0.0
    picture: str = ""
    speed: float = 1.0
    """Of the spoken sentence: 2 is twice as fast."""


@dataclass(frozen=True, slots=True)
class Scenario:
    title: str
    scenes: tuple[Scene, ...]
    language: Literal["", "en", "zh"] = ""
    drive: bool = False
    log: Path | None = None
    car: str = ""
    dbc: Path | None = None
    map: Path | None = None


def load(name: str) -> Scenario:
    """A scenario by its file, or by its name where the cockpit brings it along. Raises BadInput."""
    file = Path(name)
    if not file.suffix and not file.is_file():
        file = BUILT_IN / f"{name}.toml"
        if not file.is_file():
            known = ", ".join(sorted(path.stem for path in BUILT_IN.glob("*.toml")))
            raise BadInput(f"there is no scenario {name}", f"name a TOML file, or one of: {known}")
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(f"cannot read {file}: {error.strerror}", "name a file that exists") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{file} is not valid TOML: {error}", "mend the line it names") from error
    scenes = table.pop("scene", [])
    if not isinstance(scenes, list) or not scenes:
        raise BadInput(f"{file} has no [[scene]]", "add at least one")
    _check(table, Scenario, str(file))
    if table.get("language", "") not in ("", "en", "zh"):
        raise BadInput(f"{file}: unknown language {table['language']!r}", "en or zh")
    files: dict[str, Any] = {k: file.parent / table[k] for k in ("log", "dbc", "map") if k in table}
    top: dict[str, Any] = {"title": file.stem, **table, **files}
    return Scenario(
        **top,
        scenes=tuple(_scene(scene, f"{file}, scene {n}") for n, scene in enumerate(scenes, 1)),
    )


_TYPES: Mapping[str, tuple[type, ...]] = {
    "title": (str,),
    "language": (str,),
    "drive": (bool,),
    "log": (str,),
    "car": (str,),
    "dbc": (str,),
    "map": (str,),
    "say": (str,),
    "type": (str,),
    "click": (str,),
    "set": (dict,),
    "wait_s": (int, float),
    "speed": (int, float),
    "picture": (str,),
}


def _scene(table: Any, where: str) -> Scene:
    if not isinstance(table, dict):
        raise BadInput(f"{where} is no table", "write it as [[scene]]")
    _check(table, Scene, where)
    picture = table.get("picture", "")
    if picture != Path(picture).name:
        raise BadInput(f"{where}: {picture!r} is no name of a picture", "write it without folders")
    if not SLOWEST <= table.get("speed", 1) <= FASTEST:
        raise BadInput(f"{where}: speed = {table['speed']}", f"from {SLOWEST} to {FASTEST}")
    if not 0 <= table.get("wait_s", 0) <= LONGEST_S:
        raise BadInput(f"{where}: wait_s = {table['wait_s']}", f"from 0 to {LONGEST_S}")
    wanted = table.get("set", {})
    checked = {path: vss.parse_value(vss.signal(path), value) for path, value in wanted.items()}
    return Scene(**{**table, "set": checked})


def _check(table: Mapping[str, Any], kind: type, where: str) -> None:
    known = {f.name for f in fields(kind)} - {"scenes"}
    for key, value in table.items():
        if key not in known:
            raise BadInput(f"{where}: unknown key {key}", f"known here: {', '.join(sorted(known))}")
        if not isinstance(value, _TYPES[key]) or (isinstance(value, bool) and bool not in _TYPES[key]):
            raise BadInput(f"{where}: {key} = {value!r}", f"{key} is a {_TYPES[key][-1].__name__}")

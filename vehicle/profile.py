"""A car profile: a folder with `profile.toml`, CAN databases, and a mapping in KUKSA's format.

    name = "demo-ev"
    title = "Demo EV"
    mapping = "vss_dbc.json"
    dark_below_percent = 20          # of Vehicle.Exterior.LightIntensity
    [channels.main]                  # one table for each bus; the name is ours, not the interface's
    database = "demo_ev.dbc"
    [protection]                     # names of the signals that carry them, where a message has them
    counter = "Counter"
    checksum = "Checksum"
    [writing]
    frames_per_s = 100
    [[allow]]                        # the first that fits a path is its rule; see vehicle/rules.py
    paths = ["Vehicle.Cabin.Door.*.Window.Position"]
    condition = "always"

A path is writable when the mapping has `vss2dbc` for it and an [[allow]] fits it. Of a message that
is written, every signal must have a start value (GenSigStartValue) that asks for nothing.
"""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from cantools.database import Database
from cantools.database.can import Message

from vehicle.dbc import field_of, load_database
from vehicle.e2e import Protection
from vehicle.errors import ProfileError
from vehicle.mapping import Link, Links, MessageKey, link, read_mapping
from vehicle.rules import Rule, parse_rule
from vehicle.store import MISSED_CYCLES

MEND = "See vehicle/profile.py for what a profile.toml holds, and `cockpit car check FOLDER`."
_KEYS = frozenset(
    ("name", "title", "mapping", "dark_below_percent", "channels", "protection", "writing", "allow")
)


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What is known of a car. Made once and shared: it holds no state of a ride. Equal only to itself."""

    name: str
    title: str
    folder: Path
    databases: Mapping[str, Database]
    """By channel, as profile.toml names it."""
    reads: tuple[Link, ...]
    writes: Mapping[str, Link]
    """By VSS path: what may be asked for; `rules` has the same paths."""
    rules: Mapping[str, Rule]
    blanks: Mapping[MessageKey, int]
    """Of each written message the bytes, read little-endian, that ask for nothing."""
    protections: Mapping[MessageKey, Protection]
    stale_after_s: Mapping[str, float]
    frames_per_s: int
    dark_below_percent: float

    @property
    def channels(self) -> tuple[str, ...]:
        return tuple(self.databases)

    def reads_of(self, path: str) -> Link | None:
        """Where the car reports `path`."""
        return next((link for link in self.reads if link.path == path), None)


def car_names() -> tuple[str, ...]:
    """The cars that come with the project."""
    return tuple(sorted(entry.name for entry in _cars().iterdir() if (entry / "profile.toml").is_file()))


def load_profile(car: str | Path) -> Profile:
    """The profile of a car of ours by its name, or of a folder. ProfileError says what is wrong."""
    folder = Path(car)
    if not folder.is_dir() and str(car) in car_names():
        folder = _cars() / str(car)
    if not (folder / "profile.toml").is_file():
        known = ", ".join(car_names())
        raise ProfileError(
            f"There is no car {car}.", f"Give a folder with a profile.toml, or one of {known}."
        )
    return _load(folder.resolve())


def _cars() -> Path:
    return Path(str(resources.files("vehicle").joinpath("cars")))


@cache
def _load(folder: Path) -> Profile:
    table = _read_toml(folder / "profile.toml")
    databases = {name: load_database(folder / part) for name, part in _channels(table).items()}
    protections = _protections(table.get("protection"), databases)
    links = link(databases, read_mapping(folder / _text(table, "mapping")))
    rules = _rules(table.get("allow", []), links)
    _check_writable(links, rules, set(table.get("protection", {}).values()))
    writing = table.get("writing", {})
    return Profile(
        name=_text(table, "name"),
        title=str(table.get("title", table["name"])),
        folder=folder,
        databases=databases,
        reads=links.reads,
        writes={path: links.writes[path] for path in rules},
        rules=rules,
        blanks=_blanks(links.writes[path] for path in rules),
        protections=protections,
        stale_after_s={one.path: MISSED_CYCLES * one.interval_s for one in links.reads},
        frames_per_s=int(writing.get("frames_per_s", 100)),
        dark_below_percent=float(table.get("dark_below_percent", 20)),
    )


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProfileError(f"{path} is not TOML: {error}.", MEND) from error
    unknown = table.keys() - _KEYS
    if unknown:
        raise ProfileError(f"{path} has the unknown key {sorted(unknown)[0]}.", MEND)
    return table


def _text(table: Mapping[str, Any], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value:
        raise ProfileError(f"profile.toml needs {key}, a text.", MEND)
    return value


def _channels(table: Mapping[str, Any]) -> dict[str, str]:
    channels = table.get("channels")
    if not isinstance(channels, dict) or not channels:
        raise ProfileError("profile.toml names no channel.", MEND)
    for name, channel in channels.items():
        if not isinstance(channel, dict) or channel.keys() != {"database"}:
            raise ProfileError(f"The channel {name} needs a database and nothing else.", MEND)
    return {name: _text(channel, "database") for name, channel in channels.items()}


def _rules(tables: object, links: Links) -> dict[str, Rule]:
    if not isinstance(tables, list):
        raise ProfileError("allow must be a list of tables: [[allow]].", MEND)
    rules: dict[str, Rule] = {}
    for number, table in enumerate(tables, 1):
        where = f"[[allow]] number {number}"
        patterns = table.get("paths")
        if not isinstance(patterns, list) or not all(isinstance(pattern, str) for pattern in patterns):
            raise ProfileError(f"{where} needs paths, a list of VSS paths.", MEND)
        rule = parse_rule({key: value for key, value in table.items() if key != "paths"}, where)
        for pattern in patterns:
            fitting = _fitting(pattern, links.writes)
            if not fitting:
                raise ProfileError(f"{where}: no path of the mapping's vss2dbc fits {pattern}.", MEND)
            for path in fitting:
                rules.setdefault(path, rule)
    return rules


def _fitting(pattern: str, known: Iterable[str]) -> list[str]:
    return [path for path in known if fnmatchcase(path, pattern)]


def _check_writable(links: Links, rules: Collection[str], sealing: Collection[str]) -> None:
    read = {one.path for one in links.reads}
    for path in rules:
        message = links.writes[path].message
        if path not in read:
            raise ProfileError(f"{path} is written but never read: nothing could confirm it.", MEND)
        for dbc in message.signals:
            if dbc.byte_order != "little_endian" or dbc.conversion.is_float or dbc.multiplexer_signal:
                raise ProfileError(f"{message.name}.{dbc.name} is of a kind that is not written yet.", MEND)
            if dbc.raw_initial is None and dbc.name not in sealing:
                raise ProfileError(
                    f"{message.name}.{dbc.name} has no start value that asks for nothing.",
                    "Give the signal a GenSigStartValue in the database.",
                )


def _blanks(links: Iterable[Link]) -> dict[MessageKey, int]:
    blanks: dict[MessageKey, int] = {}
    for one in links:
        payload = 0
        for dbc in one.message.signals:
            payload = field_of(dbc, one.message.length).put(int(dbc.raw_initial or 0), payload)
        blanks[one.key] = payload
    return blanks


def _protections(names: object, databases: Mapping[str, Database]) -> dict[MessageKey, Protection]:
    if names is None:
        return {}
    if not isinstance(names, dict) or names.keys() != {"counter", "checksum"}:
        raise ProfileError("[protection] needs the names of counter and checksum.", MEND)
    found: dict[MessageKey, Protection] = {}
    for channel, database in databases.items():
        for message in database.messages:
            protection = _protection(message, names["counter"], names["checksum"])
            if protection is not None:
                found[channel, message.frame_id, message.is_extended_frame] = protection
    return found


def _protection(message: Message, counter: str, checksum: str) -> Protection | None:
    signals = {dbc.name: dbc for dbc in message.signals}
    if counter not in signals or checksum not in signals:
        return None
    place = field_of(signals[checksum], message.length)
    if place.bits != 8 or place.shift % 8 or place.big_endian:
        raise ProfileError(f"The checksum of {message.name} is not one whole little-endian byte.", MEND)
    return Protection(field_of(signals[counter], message.length), place.shift // 8)

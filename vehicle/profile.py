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

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources
from pathlib import Path

from cantools.database import Database
from cantools.database.can import Message

from vehicle.dbc import field_of, load_database
from vehicle.e2e import COUNTER_BITS, Protection
from vehicle.errors import BadValue, ProfileError
from vehicle.mapping import Link, Links, MessageKey, link, read_mapping
from vehicle.rules import Rule, parse_rule
from vehicle.store import MISSED_CYCLES
from vehicle.tables import COUNT, PERCENT, TABLE, TABLES, TEXT, TEXTS, Form, check, read_toml
from vehicle.vss import NUMERIC, parse_value

MEND = "See vehicle/profile.py for what a profile.toml holds, and `cockpit car check FOLDER`."
_FORMS: Mapping[str, Form] = {
    "name": TEXT,
    "title": TEXT,
    "mapping": TEXT,
    "dark_below_percent": PERCENT,
    "channels": TABLE,
    "protection": TABLE,
    "writing": TABLE,
    "allow": TABLES,
}


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
    table = read_toml(folder / "profile.toml", MEND)
    check(table, _FORMS, "profile.toml", needs=("name", "mapping", "channels"))
    writing = check(table.get("writing", {}), {"frames_per_s": COUNT}, "[writing]")
    sealing = _sealing(table.get("protection"))
    databases = {name: _database(folder, name, part) for name, part in table["channels"].items()}
    protections = _protections(sealing, databases)
    links = link(databases, read_mapping(folder / table["mapping"]))
    rules = _rules(table.get("allow", []), links)
    _check_writable(links, rules, sealing)
    return Profile(
        name=table["name"],
        title=table.get("title", table["name"]),
        folder=folder,
        databases=databases,
        reads=links.reads,
        writes={path: links.writes[path] for path in rules},
        rules=rules,
        blanks=_blanks(links.writes[path] for path in rules),
        protections=protections,
        stale_after_s={one.path: MISSED_CYCLES * one.interval_s for one in links.reads},
        frames_per_s=writing.get("frames_per_s", 100),
        dark_below_percent=float(table.get("dark_below_percent", 20)),
    )


def _database(folder: Path, channel: str, table: object) -> Database:
    where = f"[channels.{channel}]"
    return load_database(folder / check(table, {"database": TEXT}, where, needs=("database",))["database"])


def _sealing(table: object) -> tuple[str, ...]:
    """The names of counter and checksum, or nothing."""
    if table is None:
        return ()
    names = check(table, {"counter": TEXT, "checksum": TEXT}, "[protection]", needs=("counter", "checksum"))
    return names["counter"], names["checksum"]


def _rules(tables: Iterable[Mapping[str, object]], links: Links) -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    for number, table in enumerate(tables, 1):
        where = f"[[allow]] number {number}"
        patterns = check(table, {"paths": TEXTS}, where, needs=("paths",), others=True)["paths"]
        rule = parse_rule({key: value for key, value in table.items() if key != "paths"}, where)
        for pattern in patterns:
            fitting = _fitting(pattern, links.writes)
            if not fitting:
                raise ProfileError(f"{where}: no path of the mapping's vss2dbc fits {pattern}.", MEND)
            for path in fitting:
                if path not in rules:
                    _check_rule(rule, links.writes[path], where)
                    rules[path] = rule
    return rules


def _check_rule(rule: Rule, link: Link, where: str) -> None:
    """A target that the path never takes would make the rule's condition void."""
    if rule.target is not None:
        try:
            parse_value(link.signal, rule.target)
        except BadValue as error:
            raise ProfileError(f"{where}: the target does not fit: {error}", error.mend) from error
    if link.signal.datatype not in NUMERIC and (rule.low is not None or rule.high is not None):
        raise ProfileError(f"{where}: {link.path} is no number, so it has no low and high.", MEND)


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
            if not dbc.scale:
                raise ProfileError(f"{message.name}.{dbc.name} has the scale 0.", "Give it another.")
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


def _protections(sealing: Sequence[str], databases: Mapping[str, Database]) -> dict[MessageKey, Protection]:
    if not sealing:
        return {}
    found: dict[MessageKey, Protection] = {}
    for channel, database in databases.items():
        for message in database.messages:
            protection = _protection(message, *sealing)
            if protection is not None:
                found[channel, message.frame_id, message.is_extended_frame] = protection
    return found


def _protection(message: Message, counter: str, checksum: str) -> Protection | None:
    signals = {dbc.name: dbc for dbc in message.signals}
    if counter not in signals or checksum not in signals:
        return None
    place, count = field_of(signals[checksum], message.length), field_of(signals[counter], message.length)
    if place.bits != 8 or place.shift % 8 or place.big_endian:
        raise ProfileError(f"The checksum of {message.name} is not one whole little-endian byte.", MEND)
    if count.bits < COUNTER_BITS or count.big_endian or count.floating:
        raise ProfileError(f"The counter of {message.name} is not a little-endian one from 0 to 14.", MEND)
    return Protection(count, place.shift // 8)

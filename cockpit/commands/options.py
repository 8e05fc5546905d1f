"""The options that several commands share, and what is read from them."""

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cockpit.actions.zones import SEATS, Seat
from cockpit.car import Given
from cockpit.config import Settings, load
from cockpit.errors import BadInput
from vehicle import vss
from vehicle.signal import Value


def add_common(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--json", action="store_true", help="print JSON and nothing else on stdout")
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings in TOML")


def add_turn_options(parser: argparse.ArgumentParser, *, model: str | None) -> None:
    """Options of say, chat, hear and understand. `model`: the default of --model; None: by the input."""
    add_common(parser)
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="PATH=VALUE",
        help="a VSS 6.0 signal of the simulated car, such as Vehicle.Speed=50 (repeatable)",
    )
    parser.add_argument(
        "--unset", action="append", default=[], metavar="PATH", help="a signal that falls silent (repeatable)"
    )
    parser.add_argument("--seat", choices=SEATS, help="who speaks (default: row1.driver)")
    parser.add_argument("--language", choices=("en", "zh"), help="default: by the sentence")
    parser.add_argument("--car", metavar="PROFILE", help="car profile: a name or a folder")
    parser.add_argument("--data", type=Path, metavar="DIR", help="memory and pairings (default: empty)")
    parser.add_argument(
        "--model",
        choices=("on", "off"),
        default=model,
        help="whether the language model may answer plain talk",
    )
    parser.add_argument(
        "--trace", type=Path, metavar="FILE", help="write every event to FILE, a JSON line each"
    )


def made_folder(path: Path) -> Path:
    """The folder that output goes to, made where it is not there yet."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"cannot make the folder {path}: {error.strerror}", "name another folder") from error
    return path


def size(text: str) -> tuple[int, int]:
    """A window's size in pixels, written as 1280x720."""
    width, _, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal() and len(text) < 12):
        raise argparse.ArgumentTypeError(f"{text!r} is no size; write it as 1280x720")
    if not (320 <= int(width) <= 7680 and 200 <= int(height) <= 4320):
        raise argparse.ArgumentTypeError(f"{text} cannot be shown; from 320x200 to 7680x4320")
    return int(width), int(height)


def settings_of(args: argparse.Namespace) -> Settings:
    """The settings file with the command line's flags over it."""
    settings = load(args.config)
    if getattr(args, "seat", None):
        settings = replace(settings, seat=args.seat)
    if getattr(args, "language", None):
        settings = replace(settings, language=args.language)
    if getattr(args, "car", None):
        settings = replace(settings, car=replace(settings.car, profile=args.car))
    if getattr(args, "model", None):
        settings = replace(settings, talk=replace(settings.talk, enabled=args.model == "on"))
    return settings


def given_of(args: argparse.Namespace) -> Given:
    return Given(
        set=dict(_assignment(text) for text in args.set), unset=tuple(vss.signal(p).path for p in args.unset)
    )


def given_in(line: Mapping[str, Any], base: Given) -> Given:
    """`set` and `unset` of one line of a batch, over those of the command line."""
    wanted = line.get("set", {})
    silent = line.get("unset", [])
    if (
        not isinstance(wanted, dict)
        or not isinstance(silent, list)
        or not all(isinstance(p, str) for p in silent)
    ):
        raise BadInput('"set" is an object of paths and values, "unset" a list of paths', "mend the line")
    checked = {path: vss.parse_value(vss.signal(path), value) for path, value in wanted.items()}
    return Given(set={**base.set, **checked}, unset=(*base.unset, *(vss.signal(p).path for p in silent)))


def _assignment(text: str) -> tuple[str, Value]:
    path, equals, raw = text.partition("=")
    if not equals:
        raise BadInput(f"--set {text}", "write it as --set VSS.PATH=VALUE")
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        value = raw  # contract: value as JSON, else text
    signal = vss.signal(path.strip())
    return signal.path, vss.parse_value(signal, value)


def batch_lines(file: str) -> list[tuple[int, str]]:
    """The lines of a batch file with their physical numbers from 0; blank ones left out.

    Bytes that are not UTF-8 become U+FFFD: `conversation_of` refuses that line, the others stay whole.
    """
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise BadInput(f"cannot read {file}: {error.strerror}", "name a text file, or - for stdin") from error
    text = raw.decode("utf-8-sig", errors="replace")
    return [(n, line.strip()) for n, line in enumerate(text.split("\n")) if line.strip()]


@dataclass(frozen=True, slots=True)
class Conversation:
    """One line of a batch: its turns, and what it says of the car, the seat and the language."""

    turns: tuple[str, ...]
    given: Given
    seat: Seat | None = None
    language: str | None = None


def conversation_of(line: str, base: Given) -> Conversation:
    """A text, or {"text": …}, or {"turns": […]}, the objects with optional set, unset, seat, language."""
    if "\ufffd" in line:
        raise BadInput("the line is not UTF-8 text", "save the file as UTF-8")
    if not line.startswith("{"):
        return Conversation((line,), base)
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError) as error:  # also a number of thousands of digits
        raise BadInput(
            f"not valid JSON: {error}", 'write a text, or {"text": …}, or {"turns": […]}'
        ) from error
    unknown = set(entry) - {"text", "turns", "set", "unset", "seat", "language"}
    if unknown:
        raise BadInput(
            f"unknown key {sorted(unknown)[0]!r}", "known: text, turns, set, unset, seat, language"
        )
    if "text" in entry and "turns" in entry:
        raise BadInput('a line has "text" or "turns", not both', "leave one of them out")
    turns = entry.get("turns", [entry["text"]] if "text" in entry else None)
    if not isinstance(turns, list) or not turns or not all(isinstance(t, str) for t in turns):
        raise BadInput('a line needs "text" or a list "turns" of texts', "add one of them")
    seat, language = entry.get("seat"), entry.get("language")
    if seat is not None and seat not in SEATS:
        raise BadInput(f"unknown seat {seat!r}", f"one of {', '.join(SEATS)}")
    if language not in (None, "en", "zh"):
        raise BadInput(f"unknown language {language!r}", "en or zh")
    return Conversation(tuple(turns), given_in(entry, base), seat, language)


def turns_in(line: str) -> int:
    """How many turns a line of a batch gives, also one that cannot be run: an error for each."""
    try:
        turns = json.loads(line)["turns"]
    except (ValueError, RecursionError, KeyError, TypeError):
        return 1
    return max(1, len(turns)) if isinstance(turns, list) else 1

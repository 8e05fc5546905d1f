"""The options that several commands share, and what is read from them."""

import argparse
import json
from dataclasses import replace
from pathlib import Path

from cockpit.actions.zones import SEATS
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


def add_trace(parser: argparse.ArgumentParser) -> None:
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

"""The lines of a batch: what is said in each, and in which car, from which seat."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cockpit.actions.zones import SEATS, Seat
from cockpit.car import Given
from cockpit.errors import BadInput
from vehicle import vss


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
    return conversation_in(entry, base)


def conversation_in(entry: Mapping[str, Any], base: Given) -> Conversation:
    """One line of a batch that is an object."""
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


def turns_in(line: str) -> int:
    """How many turns a line of a batch gives, also one that cannot be run: an error for each."""
    try:
        turns = json.loads(line)["turns"]
    except (ValueError, RecursionError, KeyError, TypeError):
        return 1
    return max(1, len(turns)) if isinstance(turns, list) else 1

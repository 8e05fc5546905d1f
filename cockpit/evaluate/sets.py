"""A set of labelled sentences: what is said, in which car, and what is right then.

A file holds one JSON object a line: what a line of `say --batch` may have ("text" or "turns", "set",
"unset", "seat", "language"), and
  "id"      any name for the line
  "half"    "seen" or "unseen", for a set whose second half nobody looks at while building; may be absent
  "expect"  what the line's last turn does, exactly one of
              {"signals": {path: value}}  these paths are changed or confirmed; "*" is any value
              {"read": [path, …]}         a question, answered from one of these paths at least
              {"asked": true}             asked back, or asked first
              {"denied": true}            refused with a reason
              {"unavailable": true}       needs what is not paired
              {"nothing": true}           asks for nothing: nothing may be changed
              {"any": [expect, …]}        one of these
  "from", "line"  instead of a text: a file of the texts' folder, with JSON objects that have "text",
              and a line of it, from 0. Such a set holds labels only; the texts stay where they are.
"""

import json
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from cockpit.batch import Conversation, batch_lines, conversation_in
from cockpit.car import Given
from cockpit.errors import TELLABLE, BadInput
from cockpit.evaluate.home import LabelledHome
from vehicle import vss
from vehicle.signal import Value

Kind = Literal["signals", "devices", "read", "asked", "denied", "unavailable", "nothing"]
Half = Literal["seen", "unseen", ""]
HALVES: tuple[Half, ...] = ("seen", "unseen", "")
Tell = Callable[[str], None]
"""Takes a line for stderr."""

SHARED_TEXTS = Path(__file__).parents[2].parent / "shared" / "data" / "utterances"
"""Where others' sentences lie beside a checkout of ours."""
ANY_VALUE = "*"
_SEED = 4
_FLAGS: tuple[Kind, ...] = ("asked", "denied", "unavailable", "nothing")


@dataclass(frozen=True, slots=True)
class Expected:
    """One thing that is right. `signals` by VSS path, in VSS's units; `devices`: of a home, the action
    and its value by device id."""

    kind: Kind
    signals: Mapping[str, Value] = field(default_factory=dict)
    devices: Mapping[str, tuple[str, Value | None]] = field(default_factory=dict)
    read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """`expected`: any of these is right. `number` is the line in its file, from 1."""

    number: int
    id: str
    half: Half
    said: Conversation
    expected: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class SentenceSet:
    """`home`: what is paired while it is run, None for nothing. `left_out`: lines that cannot be read."""

    name: str
    lines: tuple[Line, ...]
    home: LabelledHome | None = None
    left_out: int = 0

    def limited(self, limit: int | None) -> "SentenceSet":
        """`limit` of the lines in their order, always the same ones; None: all."""
        if limit is None or limit >= len(self.lines):
            return self
        places = sorted(random.Random(_SEED).sample(range(len(self.lines)), limit))
        return replace(self, lines=tuple(self.lines[place] for place in places))


def read_set(file: Path, texts: Path, tell: Tell) -> SentenceSet:
    """The set in a file. A line that cannot be read is told and left out.

    `texts`: the folder that "from" is looked for in. Raises BadInput for a file without a line to run.
    """
    lines: list[Line] = []
    left_out = 0
    for at, raw in batch_lines(str(file)):
        try:
            lines.append(_line(at + 1, raw, texts))
        except _TextsMissing as error:
            raise BadInput(f"{file.name} has labels only: {error}", error.mend) from error
        except TELLABLE as error:
            tell(f"{file.name}:{at + 1}: {str(error).rstrip('.')}; {error.mend}")
            left_out += 1
    if not lines:
        raise BadInput(
            f"there is no labelled sentence in {file}", "see `cockpit eval --help` for what a line holds"
        )
    return SentenceSet(file.stem, tuple(lines), left_out=left_out)


class _TextsMissing(BadInput):
    pass


def _line(number: int, raw: str, texts: Path) -> Line:
    try:
        entry = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"not valid JSON: {error}", "mend the line") from error
    if not isinstance(entry, dict) or "expect" not in entry:
        raise BadInput('a line is an object with "expect"', 'add "expect"')
    half = entry.pop("half", "")
    if half not in ("seen", "unseen", ""):
        raise BadInput(f"unknown half {half!r}", "seen or unseen")
    expected = tuple(_expected(entry.pop("expect")))
    name = str(entry.pop("id", number))
    if "from" in entry:
        entry["text"] = _text(texts / str(entry.pop("from")), entry.pop("line", None))
    return Line(number, name, half, conversation_in(entry, Given()), expected)


def _text(file: Path, number: object) -> str:
    found = _texts(file)
    if not isinstance(number, int) or not 0 <= number < len(found):
        raise BadInput(f'"line" is {number!r}', f"a line of {file.name}, from 0 to {len(found) - 1}")
    return found[number]


@cache
def _texts(file: Path) -> tuple[str, ...]:
    try:
        return tuple(str(json.loads(line)["text"]) for line in file.read_text(encoding="utf-8").splitlines())
    except OSError as error:
        raise _TextsMissing(f"their texts are not in {file}", "name their folder with --texts DIR") from error
    except (ValueError, KeyError, TypeError) as error:
        raise _TextsMissing(f'{file} does not hold objects with "text"', "name another folder") from error


def _expected(entry: Any) -> Iterator[Expected]:
    if not isinstance(entry, dict) or len(entry) != 1:
        raise BadInput('"expect" is an object with exactly one key', "see cockpit/evaluate/sets.py")
    ((key, value),) = entry.items()
    if key == "any" and isinstance(value, list) and value:
        for each in value:
            yield from _expected(each)
    elif key == "signals" and isinstance(value, dict) and value:
        yield Expected("signals", signals={path: _target(path, target) for path, target in value.items()})
    elif key == "read" and isinstance(value, list) and value:
        yield Expected("read", read=tuple(vss.signal(str(path)).path for path in value))
    elif key in _FLAGS and value is True:
        yield Expected(key)
    else:
        raise BadInput(f'"expect" has {key!r}: {value!r}', "see cockpit/evaluate/sets.py")


def _target(path: str, value: Any) -> Value:
    if value == ANY_VALUE:
        vss.signal(path)
        return ANY_VALUE
    return vss.parse_value(vss.signal(path), value)

"""The Vehicle Signal Specification: what a path means, and whether a value fits it.

`vss_6_0.csv` holds the facts of all leaves of VSS 6.0, `vss_overlay.csv` what it has no path for.
"""

import csv
import json
import sys
from functools import cache
from importlib import resources

from vehicle.errors import BadValue, UnknownPath
from vehicle.signal import Kind, Signal, Value

_TABLES = ("vss_6_0.csv", "vss_overlay.csv")

INTEGER_RANGES: dict[str, tuple[int, int]] = {
    **{f"uint{bits}": (0, 2**bits - 1) for bits in (8, 16, 32, 64)},
    **{f"int{bits}": (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) for bits in (8, 16, 32, 64)},
}
NUMERIC = frozenset(INTEGER_RANGES) | {"float", "double"}


@cache
def _rows() -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {}
    for table in _TABLES:
        text = resources.files("vehicle").joinpath(table).read_text(encoding="utf-8")
        lines = text.splitlines()[2:]  # a line on the source, a line of column names
        rows.update((row[0], row) for row in csv.reader(lines))
    return rows


def paths() -> tuple[str, ...]:
    """Every known path, in the tables' order."""
    return tuple(_rows())


@cache
def signal(path: str) -> Signal:
    """The signal of a path. UnknownPath, with the nearest path as mend, when there is none."""
    row = _rows().get(path)
    if row is None:
        raise UnknownPath(f"There is no signal {path} in VSS 6.0.", _suggestion(path))
    _, kind, datatype, unit, low, high, allowed = row
    return Signal(
        path,
        Kind(kind),
        datatype,
        unit or None,
        float(low) if low else None,
        float(high) if high else None,
        tuple(allowed.split("|")) if allowed else (),
    )


def _suggestion(path: str) -> str:
    from rapidfuzz import fuzz, process, utils  # here: 20 ms, for a mistake only

    best = process.extractOne(
        path, _rows().keys(), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=50
    )
    return f"Did you mean {best[0]}?" if best else "Paths start with Vehicle., as in Vehicle.Speed."


def parse_value(signal: Signal, value: object) -> Value:
    """The JSON `value` as the signal's own type; BadValue when type, range or name do not fit.

    Numbers are taken for string signals that have no list of names (a subject "007" typed as 7
    would be lost: give text). Arrays become their JSON text, after each element was checked.
    """
    if signal.datatype.endswith("[]"):
        return _parse_array(signal, value)
    if signal.datatype == "boolean":
        if isinstance(value, bool):
            return value
        raise _bad(signal, value, "true or false")
    if signal.datatype == "string":
        return _parse_text(signal, value)
    return _parse_number(signal, value)


def _parse_text(signal: Signal, value: object) -> str:
    if signal.allowed:
        if isinstance(value, str) and value in signal.allowed:
            return value
        raise _bad(signal, value, "one of " + ", ".join(signal.allowed))
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise _bad(signal, value, "text")


def _parse_number(signal: Signal, value: object) -> int | float:
    # Compared, not asked for isfinite: a whole number may be too large for a float.
    largest = sys.float_info.max
    if isinstance(value, bool) or not isinstance(value, int | float) or not -largest <= value <= largest:
        raise _bad(signal, value, "a number")
    low, high = signal.low, signal.high
    if signal.datatype in INTEGER_RANGES:
        if value != int(value):
            raise _bad(signal, value, "a whole number")
        value = int(value)
        of_type = INTEGER_RANGES[signal.datatype]
        low = of_type[0] if low is None else max(low, of_type[0])
        high = of_type[1] if high is None else min(high, of_type[1])
    else:
        value = float(value)
    if (low is not None and value < low) or (high is not None and value > high):
        raise _bad(signal, value, range_text(low, high, signal.unit))
    return value


def _parse_array(signal: Signal, value: object) -> str:
    if not isinstance(value, list | tuple):
        raise _bad(signal, value, "a list")
    one = Signal(
        signal.path, signal.kind, signal.datatype[:-2], signal.unit, signal.low, signal.high, signal.allowed
    )
    return json.dumps([parse_value(one, element) for element in value], ensure_ascii=False)


def range_text(low: float | None, high: float | None, unit: str | None) -> str:
    """ "0 to 100 percent", "at least 0 mm": for people."""
    unit = f" {unit}" if unit else ""
    if low is None:
        return f"at most {high:g}{unit}"
    return f"at least {low:g}{unit}" if high is None else f"{low:g} to {high:g}{unit}"


def _bad(signal: Signal, value: object, wanted: str) -> BadValue:
    return BadValue(f"{signal.path} cannot be {json.dumps(value, default=str)}.", f"It takes {wanted}.")

"""Tables that people write by hand, TOML or JSON: each key is checked before anything is made of it."""

import reprlib
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vehicle.errors import ProfileError

_LARGEST = 1e15
"""Beyond it nothing of a car is counted or measured."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a key may hold: `said` to people, `fits` of a value."""

    said: str
    fits: Callable[[Any], bool]


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= _LARGEST


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value) and value.isprintable()


def _scalar(value: object) -> bool:
    return isinstance(value, bool | str) or _number(value)


def _all(value: object, fits: Callable[[Any], bool]) -> bool:
    return isinstance(value, list) and bool(value) and all(map(fits, value))


def _table(value: object) -> bool:
    return isinstance(value, dict) and bool(value)


TEXT = Form("a text of one line", _text)
FLAG = Form("true or false", lambda value: isinstance(value, bool))
NUMBER = Form("a number", _number)
POSITIVE = Form("a number above 0", lambda value: _number(value) and value > 0)
NOT_NEGATIVE = Form("a number from 0 on", lambda value: _number(value) and value >= 0)
PERCENT = Form("a number from 0 to 100", lambda value: _number(value) and 0 <= value <= 100)
WHOLE = Form("a whole number", lambda value: _number(value) and isinstance(value, int))
COUNT = Form("a whole number above 0", lambda value: WHOLE.fits(value) and value > 0)
SCALAR = Form("a text, a number, true or false", _scalar)
TABLE = Form("a table that is not empty", _table)
TEXTS = Form("a list of texts", lambda value: _all(value, _text))
SCALARS = Form("a list of texts or numbers", lambda value: _all(value, _scalar))
TABLES = Form("a list of tables", lambda value: isinstance(value, list) and all(map(_table, value)))


def one_of(names: Collection[str]) -> Form:
    return Form("one of " + ", ".join(names), lambda value: isinstance(value, str) and value in names)


def check(
    table: object, forms: Mapping[str, Form], where: str, *, needs: Collection[str] = (), others: bool = False
) -> dict[str, Any]:
    """The table, when each of its keys has its form, those of `needs` are there, and no `others`.

    ProfileError, which names the table by `where`, when not.
    """
    if not isinstance(table, dict):
        raise ProfileError(
            f"{where} cannot be {_shown(table)}.", f"It takes a table with {', '.join(forms)}."
        )
    for key, value in table.items():
        if key in forms and not forms[key].fits(value):
            raise ProfileError(f"{where}: {key} cannot be {_shown(value)}.", f"It takes {forms[key].said}.")
        if key not in forms and not others:
            raise ProfileError(f"{where} has the unknown key {_line(key)}.", f"Known: {', '.join(forms)}.")
    for key in needs:
        if key not in table:
            raise ProfileError(f"{where} needs {key}.", f"It takes {forms[key].said}.")
    return table


def read_toml(path: Path, mend: str) -> dict[str, Any]:
    """The table in the file. ProfileError when there is none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ProfileError(f"{path} cannot be read: {error.strerror}.", mend) from error
    except RecursionError as error:
        raise ProfileError(f"{path} is nested too deep.", mend) from error
    except ValueError as error:  # not TOML, or not UTF-8
        raise ProfileError(f"{path} is not TOML: {_line(error)}.", mend) from error


def _line(value: object) -> str:
    return " ".join(str(value).split())[:200]


def _shown(value: object) -> str:
    return _line(reprlib.repr(value))

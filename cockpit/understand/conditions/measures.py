"""What a reading is compared with: "below 20 degrees", "超过八十公里"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from cockpit.understand.command.levels import FAHRENHEIT
from cockpit.understand.words import numbers
from cockpit.understand.words.phrasing import Tokens, longest, phrases

_SAID = {
    "below": ("below", False),
    "above": ("above", False),
    "at_least": ("below", True),
    "at_most": ("above", True),
}
"""The test of each of the data's lists, and whether it is turned round."""
_KM_IN_A_MILE = 1.609344
_FACTORS: Mapping[tuple[str, str], float] = {
    ("kilometers", "m"): 1000,
    ("miles", "m"): 1000 * _KM_IN_A_MILE,
    ("meters", "m"): 1,
    ("kilometers", "km"): 1,
    ("miles", "km"): _KM_IN_A_MILE,
    ("", "km/h"): 1,
    ("kilometers", "km/h"): 1,
    ("miles", "km/h"): _KM_IN_A_MILE,
    ("", "percent"): 1,
    ("percent", "percent"): 1,
    ("bar", "kPa"): 100,
    ("psi", "kPa"): 6.894757,
    ("kilopascal", "kPa"): 1,
    ("minutes", "s"): 60,
    ("hours", "s"): 3600,
    ("volts", "V"): 1,
    ("kilowatts", "W"): 1000,
}
"""From a unit as said ("" for none) to that of the reading."""


@dataclass(frozen=True, slots=True)
class Measure:
    """`subject`: the words that are left, what is measured. `unit`: as said, "" for none."""

    subject: Tokens
    test: Literal["below", "above"]
    negated: bool
    value: float
    unit: str

    def in_unit(self, unit: str | None) -> float | None:
        """The value in a reading's unit; None where the one that was said is another thing's."""
        if (unit or "").lower() == "celsius":
            if self.unit not in ("", "celsius", "fahrenheit"):
                return None
            felt = not self.unit and FAHRENHEIT[0] <= self.value <= FAHRENHEIT[1]
            warm = felt or self.unit == "fahrenheit"
            return (self.value - 32) * 5 / 9 if warm else self.value
        factor = _FACTORS.get((self.unit, unit or ""))
        return None if factor is None else self.value * factor


class Measures:
    """One language's; `data` is its conditions.yaml's `compare` and `units`."""

    def __init__(self, language: str, data: Mapping[str, Any]) -> None:
        self._language = language
        self._ahead = {p: said for said in _SAID for p in phrases(data["ahead"][said])}
        self._behind = {p: said for said in _SAID for p in phrases(data["behind"][said])}
        self._units = {p: unit for unit, texts in data["units"].items() for p in phrases(texts)}

    def read(self, tokens: Sequence[str]) -> Measure | None:
        """The one comparison in the tokens."""
        tokens = tuple(tokens)
        for at in range(len(tokens)):
            length = longest(self._ahead, tokens[at:])
            start = at + length
            number = numbers.parse(tokens, start, self._language) if start < len(tokens) else None
            if number is None or (not length and not self._behind):
                continue
            value, end = number
            unit = longest(self._units, tokens[end:])
            behind_at = end + unit
            behind = longest(self._behind, tokens[behind_at:])
            if bool(length) is bool(behind):
                continue
            said = self._ahead[tokens[at:start]] if length else self._behind[tokens[behind_at:][:behind]]
            test, negated = _SAID[said]
            return Measure(
                tokens[:at] + tokens[behind_at + behind :],
                "below" if test == "below" else "above",
                negated,
                value,
                self._units.get(tokens[end:behind_at], ""),
            )
        return None

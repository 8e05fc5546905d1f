"""What a raw value on the bus means as a value of a VSS path, and back.

Three things meet here: the database's scale, offset and named values; the mapping's transform; and
VSS's type. Two rules of our own are added for values that KUKSA's format leaves open:
- a raw value whose name is SNA (or ends in _SNA) and that no mapping names is no reading;
- a number whose unit in the database is "#RRGGBB" is a colour, in VSS a text like "#FFD700".
"""

import math
import re
from collections.abc import Mapping
from typing import Any, cast

from cantools.database.can import Signal as DbcSignal

from vehicle import formula
from vehicle.errors import BadValue
from vehicle.signal import Signal, Value
from vehicle.vss import INTEGER_RANGES, NUMERIC, parse_value, range_text

NOT_AVAILABLE = re.compile(r"(.*_)?SNA")
NO_REQUEST = "NoRequest"
"""In commands: the name of the raw value that asks for nothing."""
COLOR_UNIT = "#RRGGBB"
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_MISSING = object()
_REMEMBERED = 4096  # raw values per signal whose meaning is kept; 12 bits' worth


class Codec:
    """Raw values of one database signal as values of one VSS signal, by the mapping's transform."""

    def __init__(
        self, signal: Signal, dbc: DbcSignal, transform: Mapping[str, Any] | None, *, writes: bool = False
    ) -> None:
        """`writes`: the transform is one of `vss2dbc`, from VSS to the bus, else of `dbc2vss`.

        Both ways work whichever it is, but for formulas, which have no inverse.
        """
        self.signal = signal
        self._conversion = dbc.conversion
        self._names = {int(raw): str(name) for raw, name in (dbc.choices or {}).items()}
        self._raw_of = {name: raw for raw, name in self._names.items()}
        self._low, self._high = dbc.minimum, dbc.maximum
        self._lowest = -(1 << (dbc.length - 1)) if dbc.is_signed else 0
        self._highest = (1 << (dbc.length - dbc.is_signed)) - 1
        self._color = dbc.unit == COLOR_UNIT
        self._decimals = max(0, math.ceil(-math.log10(abs(dbc.scale)) - 1e-9)) if dbc.scale else 0
        self.step = abs(float(dbc.scale)) if signal.datatype in NUMERIC else 0.0
        """How far apart two neighbouring values are; 0 for names and booleans."""
        transform = transform or {}
        self._pairs: list[tuple[Any, Any]] | None = None
        """(on the bus, in VSS)"""
        if "mapping" in transform:
            bus, vss = ("to", "from") if writes else ("from", "to")
            self._pairs = [(pair[bus], pair[vss]) for pair in transform["mapping"]]
        self._math = formula.parse(transform["math"]) if "math" in transform else None
        self._writes = writes
        self._values: dict[int | float, Value | None] = {}

    # Bus → VSS

    def value(self, raw: int | float) -> Value | None:
        """The VSS value of a raw one, None when it is no reading."""
        found = self._values.get(raw, _MISSING)
        if found is not _MISSING:
            return found  # type: ignore[return-value]
        value = self._value(raw)
        if len(self._values) < _REMEMBERED:
            self._values[raw] = value
        return value

    def _value(self, raw: int | float) -> Value | None:
        name = self._names.get(int(raw)) if math.isfinite(raw) else None
        number = self._number(raw)
        if self._pairs is not None:
            for on_bus, meaning in self._pairs:
                if name == on_bus or (_is_number(on_bus) and on_bus == number):
                    return self._typed(meaning)
            return None
        if name is not None and (NOT_AVAILABLE.fullmatch(name) or name == NO_REQUEST):
            return None
        if self._math is not None:
            result = None if self._writes else self._math(number)
            return None if result is None else self._typed(result)
        if self._color:
            return f"#{int(number):06X}"
        return self._typed(name if name is not None and self.signal.datatype == "string" else number)

    def _number(self, raw: int | float) -> int | float:
        number = cast(int | float, self._conversion.raw_to_scaled(raw, decode_choices=False))
        return round(number, self._decimals) if isinstance(number, float) else number

    def _typed(self, value: Any) -> Value | None:
        """`value` as the VSS type, None when it is none of that type (a transform "may fail")."""
        datatype = self.signal.datatype
        if datatype == "boolean":
            return bool(value) if value in (0, 1) else None
        if datatype == "string":
            return str(value)
        if not _is_number(value) or not math.isfinite(value):
            return None
        if datatype in INTEGER_RANGES:
            return round(cast(float, value))
        return float(value)

    # VSS → bus

    def raw(self, value: Value) -> int:
        """The raw value that says `value`; BadValue when the signal cannot carry it."""
        value = parse_value(self.signal, value)
        said: Any = value
        if self._pairs is not None:
            said = self._paired(value)
        elif self._math is not None:
            said = self._math(float(value)) if self._writes and _is_number(value) else None
        elif self._color:
            said = int(str(value)[1:], 16) if _COLOR.fullmatch(str(value)) else None
        if isinstance(said, str):
            if said not in self._raw_of or said == NO_REQUEST or NOT_AVAILABLE.fullmatch(said):
                raise self._cannot(value, "a name that its database has")
            return self._raw_of[said]
        if said is None:
            raise self._cannot(value, 'a colour like "#FFD700"' if self._color else "a value of its mapping")
        if (self._low is not None and said < self._low) or (self._high is not None and said > self._high):
            raise self._cannot(value, range_text(self._low, self._high, self.signal.unit))
        raw = int(self._conversion.numeric_scaled_to_raw(said))
        name = self._names.get(raw, "")
        if not self._lowest <= raw <= self._highest or name == NO_REQUEST or NOT_AVAILABLE.fullmatch(name):
            raise self._cannot(value, "what fits into its bits")
        return raw

    def _paired(self, value: Value) -> Any:
        """What the mapping's list puts on the bus for `value`: a name or a number, None when nothing."""
        for on_bus, meaning in self._pairs or ():
            if meaning == value and isinstance(meaning, bool) == isinstance(value, bool):
                return on_bus
        return None

    def _cannot(self, value: Value, wanted: str) -> BadValue:
        return BadValue(f"{self.signal.path} cannot be {value} in this car.", f"It takes {wanted}.")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)

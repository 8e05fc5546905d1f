"""Numbers as people say them, English and Chinese: "twenty two and a half", "二十二度半"."""

from collections.abc import Sequence

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_ONES += " sixteen seventeen eighteen nineteen"
_UNITS = {word: n for n, word in enumerate(_ONES.split())}
_TENS_WORDS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TENS = {word: 10 * n for n, word in enumerate(_TENS_WORDS, start=2)} | {"fourty": 40}
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_ZH_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_ZH_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_BELOW_ZERO = {"minus": ("minus",), "negative": ("negative",), "零": ("零", "下"), "负": ("负",)}

_NO_ONE = {(c,) for c in "下点些个边条直样起会首响开关打放按调拉推看听"}
"""After these 一 is no number: 一下, 一点."""
_MOST = 1e9
"""What is said beyond that is out of every range anyway, and stays a number that can be counted with."""


def parse(tokens: Sequence[str], start: int, language: str) -> tuple[float, int] | None:
    """The number that begins at `start` and the index after it, or None."""
    words = _BELOW_ZERO.get(tokens[start])
    if words and tuple(tokens[start : start + len(words)]) == words and start + len(words) < len(tokens):
        found = _above_zero(tokens, start + len(words), language)
        return None if found is None else (-found[0], found[1])
    return _above_zero(tokens, start, language)


def _above_zero(tokens: Sequence[str], start: int, language: str) -> tuple[float, int] | None:
    found = _digits(tokens, start) or (_english if language == "en" else _chinese)(tokens, start)
    if found is None:
        return None
    value, end = found
    if language == "en":
        return _english_fraction(tokens, value, end)
    return value, end


def _digits(tokens: Sequence[str], start: int) -> tuple[float, int] | None:
    # Decimal digits only: float() reads no "፩", which is a digit to isdigit().
    return (min(_MOST, float(tokens[start])), start + 1) if tokens[start][0].isdecimal() else None


_COUPLES = (("a", "couple", "of"), ("a", "couple"), ("couple", "of"))
_COUNTED = {
    "degrees",
    "notches",
    "clicks",
    "points",
    "percent",
    "levels",
    "steps",
    "stages",
    "centimetres",
    "centimeters",
    "inches",
    "millimetres",
}
"""Only of these "a couple" is a number: a couple of windows are no windows at 2 %."""


def _english(tokens: Sequence[str], start: int) -> tuple[float, int] | None:
    half = _half_degree(tokens, start) or _couple(tokens, start)
    if half is not None:
        return half
    i = start + 1 if tokens[start] == "a" else start
    head = tokens[i] if i < len(tokens) else ""
    if i > start and head != "hundred" and head not in _SCALES:
        return None
    value, end = (1.0, i) if head in _SCALES else _hundreds(tokens, i) or (0.0, start)
    if end < len(tokens) and tokens[end] in _SCALES:
        return value * _SCALES[tokens[end]], end + 1
    return (value, end) if end > start else None


def _couple(tokens: Sequence[str], start: int) -> tuple[float, int] | None:
    for words in _COUPLES:
        end = start + len(words)
        if tuple(tokens[start:end]) == words and end < len(tokens) and tokens[end] in _COUNTED:
            return 2.0, end
    return None


def _half_degree(tokens: Sequence[str], start: int) -> tuple[float, int] | None:
    """ "Half a degree", "half degrees", "a degree and a half": what other things call half is a share."""
    if tuple(tokens[start : start + 5]) == ("a", "degree", "and", "a", "half"):
        return 1.5, start + 5
    if tokens[start] != "half":
        return None
    end = start + 1 + (tuple(tokens[start + 1 : start + 2]) == ("a",))
    return (0.5, end) if tuple(tokens[end : end + 1]) in (("degree",), ("degrees",)) else None


def _hundreds(tokens: Sequence[str], start: int) -> tuple[float, int] | None:
    i, value, seen = start, 0, False
    if 1 <= _UNITS.get(tokens[i], 0) <= 9 and tokens[i + 1 : i + 2] == ("hundred",):
        value, i, seen = 100 * _UNITS[tokens[i]], i + 2, True
    elif tokens[i] == "hundred":
        value, i, seen = 100, i + 1, True
    if seen and tokens[i : i + 1] == ("and",) and i + 1 < len(tokens) and tokens[i + 1] in _TENS | _UNITS:
        i += 1
    if i < len(tokens) and tokens[i] in _TENS:
        value, i, seen = value + _TENS[tokens[i]], i + 1, True
        if i < len(tokens) and 1 <= _UNITS.get(tokens[i], 0) <= 9:
            value, i = value + _UNITS[tokens[i]], i + 1
    elif i < len(tokens) and tokens[i] in _UNITS:
        value, i, seen = value + _UNITS[tokens[i]], i + 1, True
    return (float(value), i) if seen else None


def _english_fraction(tokens: Sequence[str], value: float, end: int) -> tuple[float, int]:
    if tuple(tokens[end : end + 3]) == ("and", "a", "half"):
        return value + 0.5, end + 3
    if tuple(tokens[end : end + 1]) == ("point",):
        digit = tokens[end + 1 : end + 2]
        if digit and digit[0] in _UNITS and _UNITS[digit[0]] < 10:
            return value + _UNITS[digit[0]] / 10, end + 2
        if digit and digit[0].isdigit() and len(digit[0]) == 1:
            return value + int(digit[0]) / 10, end + 2
    return value, end


def _chinese(tokens: Sequence[str], start: int) -> tuple[float, int] | None:
    i, total, digit, zero, last = start, 0, None, False, 100_000
    while i < len(tokens):
        unit = _ZH_UNITS.get(tokens[i], last)
        if tokens[i] in _ZH_DIGITS and digit in (None, 0):
            zero, digit, i = digit == 0 or tokens[i] in "零〇", _ZH_DIGITS[tokens[i]], i + 1
        elif unit < last and (digit or unit <= 100):  # thousands before hundreds, each once
            total, digit, last, i = total + (1 if digit is None else digit) * unit, None, unit, i + 1
        else:
            break
    if i == start or (i == start + 1 and tokens[start] == "一" and tuple(tokens[i : i + 1]) in _NO_ONE):
        return None
    if digit and 100 <= last <= 10_000 and not zero:
        digit *= last // 10  # 一百五 is a hundred and fifty
    value = float(total + (digit or 0))
    if tuple(tokens[i : i + 1]) == ("点",) and i + 1 < len(tokens) and tokens[i + 1] in _ZH_DIGITS:
        return value + _ZH_DIGITS[tokens[i + 1]] / 10, i + 2
    return value, i


_EN_WORDS = {n: word for word, n in _UNITS.items()}
_EN_TENS = {n: word for word, n in _TENS.items() if word != "fourty"}


def spell(number: int, language: str) -> str:
    """0 to 100 in words, as a recogniser writes them."""
    if language == "zh":
        if number == 100:
            return "一百"
        tens, ones = divmod(number, 10)
        digits = "零一二三四五六七八九"
        if tens == 0:
            return digits[ones]
        return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
    if number == 100:
        return "one hundred"
    if number < 20:
        return _EN_WORDS[number]
    tens, ones = divmod(number, 10)
    return _EN_TENS[tens * 10] + (f" {_EN_WORDS[ones]}" if ones else "")

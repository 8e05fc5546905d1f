"""Written text as it is said: sentences, and the signs and units that a voice would spell out."""

import re
from typing import Final

_SENTENCE_END = re.compile(
    r"(?<=[.!?…])\s+|(?<=[.!?…][\"'”’)])\s+"
    r"|(?<=[。！？；])(?![。！？；”’）])|(?<=[。！？；][”’）])"
    r"|\n+"
)

_ENGLISH: Final[dict[str, tuple[str, str]]] = {  # after one, after any other number
    "°C": ("degree", "degrees"),
    "°F": ("degree Fahrenheit", "degrees Fahrenheit"),
    "°": ("degree", "degrees"),
    "km/h": ("kilometre per hour", "kilometres per hour"),
    "mph": ("mile per hour", "miles per hour"),
    "kWh": ("kilowatt hour", "kilowatt hours"),
    "kW": ("kilowatt", "kilowatts"),
    "kPa": ("kilopascal", "kilopascals"),
    "bar": ("bar", "bar"),
    "psi": ("psi", "psi"),
    "rpm": ("revolution per minute", "revolutions per minute"),
    "km": ("kilometre", "kilometres"),
    "mi": ("mile", "miles"),
    "min": ("minute", "minutes"),
    "m": ("metre", "metres"),
    "h": ("hour", "hours"),
    "s": ("second", "seconds"),
    "V": ("volt", "volts"),
}
_CHINESE: Final[dict[str, str]] = {
    "°C": "摄氏度",
    "°F": "华氏度",
    "°": "度",
    "km/h": "公里每小时",
    "mph": "英里每小时",
    "kWh": "度电",
    "kW": "千瓦",
    "kPa": "千帕",
    "bar": "巴",
    "psi": "磅",
    "rpm": "转每分钟",
    "km": "公里",
    "mi": "英里",
    "min": "分钟",
    "m": "米",
    "h": "小时",
    "s": "秒",
    "V": "伏",
}
_QUANTITY = re.compile(
    r"(?<![A-Za-z0-9.])(-?\d+(?:[.,]\d+)*)\s*("
    + "|".join(re.escape(unit) for unit in sorted(_ENGLISH, key=len, reverse=True))
    + r"|%)(?![A-Za-z0-9/°])"
)
_RANGE = re.compile(r"(?<=\d)\s*–\s*(?=\d)")


def sentences(text: str) -> list[str]:
    """At . ! ? followed by space, at 。！？； anywhere, and at line ends. No piece is without a word."""
    pieces = (piece.strip() for piece in _SENTENCE_END.split(text))
    return [piece for piece in pieces if re.search(r"\w", piece)]


def spoken(text: str, language: str) -> str:
    """`text` with units, ranges and minus signs as words; `language` en or zh, else unchanged."""
    plain = text.replace("−", "-").replace("℃", "°C").replace("％", "%")
    if language == "zh":
        return _QUANTITY.sub(_chinese, _RANGE.sub("到", plain))
    if language == "en":
        plain = re.sub(r"\bA/C\b", "air conditioning", plain)
        return _QUANTITY.sub(_english, _RANGE.sub(" to ", plain))
    return text


def _english(quantity: re.Match[str]) -> str:
    number, unit = quantity.groups()
    if unit == "%":
        return f"{number} percent"
    one, many = _ENGLISH[unit]
    return f"{number} {one if number.lstrip('-') == '1' else many}"


def _chinese(quantity: re.Match[str]) -> str:
    number, unit = quantity.groups()
    if number.startswith("-"):
        number = ("零下" if unit.startswith("°") else "负") + number[1:]
    return f"百分之{number}" if unit == "%" else number + _CHINESE[unit]

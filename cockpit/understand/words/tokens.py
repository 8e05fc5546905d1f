"""A sentence as tokens: English words, single Chinese characters, numbers, and the marks that divide it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from cockpit.understand.words.characters import SIMPLIFIED

MAX_CHARACTERS = 400
"""A longer text is no command; it is not looked at."""

_TOKEN = re.compile(
    r"\d+(?:\.\d+)?|[a-zß-öø-ſ]+(?:'(?!(?:s|m|re|d|ll|ve)\b)[a-zß-öø-ſ]+)?|'(?:s|m|re|d|ll|ve)\b|[\u3400-\u9fff]|[%°,?]|\S"
)
_CONTRACTED = re.compile(r"\b(it|what|that|let|where|how|who|i)(s|m)\b(?<!\bis)", re.IGNORECASE)
_BARE = re.compile(
    r"\b(ca|do|wo|is|are|was|does|did|could|would|should|have|has|had)nt\b|\b(there|here|he|she)s\b",
    re.IGNORECASE,
)
"""Contractions as a recogniser and quick fingers write them: cant, dont, theres."""
_DRAWN = re.compile(r"([a-z])\1{2,}", re.IGNORECASE)
"""Letters drawn out: pleeease, so coooold."""
_BETWEEN_COMMAS = re.compile(r",\s*(?:like|um+|uh+|erm?|you know|i guess|i think|oh)\s*,", re.IGNORECASE)
"""What says nothing, with its pauses: "drop it, like, three degrees"."""
_PLAIN = re.compile(r"[a-z ]+")
_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_CJK = re.compile(r"[\u3400-\u9fff]")
_MARKS = str.maketrans(
    {"−": "-", "’": "'", "‘": "'", "`": "'", "。": ",", "，": ",", "、": ",", ";": ",", "!": ","}
)
_STOP = re.compile(r"(?<!\d)\.|\.(?!\d)")
_BETWEEN = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff\d])")
_PERCENT = re.compile(r"百分之([零一二两三四五六七八九十百\d.]+)")
_MINUS = re.compile(r"(?<![a-z0-9.%])-\s*(?=\d)")
_THOUSANDS = re.compile(r"(\d),(\d{3})(?!\d)")
_POINT = re.compile(r"(\d),(\d)")
_HALF = re.compile(r"(\d+)度半")
_HALF_A_DEGREE = re.compile(r"(?<![\d一二三四五六七八九十百多])半度")
_FULL = {"'s": "is", "'re": "are", "'m": "am", "'d": "would", "'ll": "will", "'ve": "have"}
_BEFORE_SUFFIX = re.compile(r" (?='(?:s|m|re|d|ll|ve)\b)")
_BESIDE_CJK = re.compile(r"(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")
"""What takes no place on the screen: it parts no words."""
_ADORNED = re.compile("[\u2600-\u27bf\u2b00-\u2bff\u20e3\U0001f000-\U0001faff]+")
"""Pictures. What one of them refuses, the guard sees."""
_SHARE = re.compile(r"([五六七八九十\d]+)分之([一二三四五六七八九\d])")
_DIGITS = {character: number for number, character in enumerate("零一二三四五六七八九十")}
_POSSESSIVE = re.compile(r"s'(?=\s|$)")


def tokenise(text: str, *, pauses: bool = False) -> tuple[str, ...]:
    """Lower-case tokens. Full-width forms become plain ones, traditional characters simplified ones, full
    stops and semicolons commas; with `pauses` so do gaps between Chinese characters.
    """
    if _CHINESE.fullmatch(text) and "度半" not in text and "半度" not in text and "分之" not in text:
        return tuple(text.translate(SIMPLIFIED))
    text = _ADORNED.sub(" ", _UNSEEN.sub("", text))
    text = _BARE.sub(lambda found: f"{found[1]}n't" if found[1] else f"{found[2]}'s", text)
    text = _BETWEEN_COMMAS.sub(" ", _DRAWN.sub(r"\1", text))
    text = _CONTRACTED.sub(r"\1'\2", text)
    if _PLAIN.fullmatch(text):
        return tuple(text.split())
    text = unicodedata.normalize("NFKC", text.translate(_MARKS)).lower().translate(_MARKS)
    text = text.translate(SIMPLIFIED)
    text = _MINUS.sub(" minus ", text).replace("-", " ").replace("℃", "°c").replace(":", ",")
    text = _POINT.sub(r"\1.\2", _THOUSANDS.sub(r"\1\2", text))
    text = _BETWEEN.sub("," if pauses else "", text)
    text = _HALF.sub(r"\1.5度", text).replace("度半", "点五度")
    text = _HALF_A_DEGREE.sub("0.5度", text)
    text = _SHARE.sub(_share, text)
    text = _PERCENT.sub(r"\1%", text)
    text = _POSSESSIVE.sub("s", _STOP.sub(",", text))
    return tuple(_TOKEN.findall(text))


def _share(found: re.Match[str]) -> str:
    """ "五分之一" as a percentage; what is no such share stays."""
    whole, part = (_DIGITS.get(text, int(text) if text.isdigit() else 0) for text in found.groups())
    return f"{round(100 * part / whole)}%" if part < whole else found.group()


def language_of(text: str) -> str:
    """ "zh" when there is any Chinese character, else "en"."""
    return "zh" if _CJK.search(text) else "en"


def full_forms(tokens: Iterable[str]) -> Iterator[str]:
    """Tokens with "what's" as "what is", so that a template needs only one of them."""
    return (_FULL.get(token, token) for token in tokens)


def join(tokens: tuple[str, ...] | list[str]) -> str:
    """Tokens as text again: spaces between words, none beside Chinese characters."""
    text = " ".join(tokens)
    if _PLAIN.fullmatch(text):
        return text
    return _BESIDE_CJK.sub("", _BEFORE_SUFFIX.sub("", text))

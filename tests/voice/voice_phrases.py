"""Phrases of a small car and home, as the assistant's grammar would hand them to the recogniser."""

_DEGREES = [
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "twenty-one",
    "twenty-two",
    "twenty-three",
    "twenty-four",
]
_PERCENT = ["ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_OPENINGS = [
    "my window",
    "the window",
    "the driver window",
    "all windows",
    "the sunroof",
    "the trunk",
    "the door",
]
_SWITCHES = [
    "the kitchen lights",
    "the living room light",
    "the lamp",
    "the lights",
    "lights in the office",
    "the seat heating",
    "the rear defrost",
    "the air conditioning",
    "the radio",
]
_WHOLE = [
    "i am cold",
    "i am hot",
    "undo that",
    "what can i say",
    "how far can i drive",
    "lock the doors",
    "unlock the doors",
    "next",
    "resume",
    "pause",
    "yes",
    "no",
    "louder",
    "cancel timer",
    "skip on tv",
    "activate mood lighting",
    "activate movie night",
    "run party time",
    "what's the temperature",
    "what is the outdoor humidity",
    "what's the weather like in new york",
]

PHRASES = [
    *(f"set the temperature to {n.replace('-', ' ')} degrees" for n in _DEGREES),
    *(f"make it {n.replace('-', ' ')} degrees" for n in _DEGREES),
    *(f"{verb} {what}{how}" for verb in ("open", "close") for what in _OPENINGS for how in ("", " halfway")),
    *(f"turn {way} {what}" for way in ("on", "off") for what in _SWITCHES),
    *(f"set the {what} to {n} percent" for what in ("volume", "fan") for n in _PERCENT),
    *(f"set a timer for {n} {unit}" for n in _PERCENT for unit in ("seconds", "minutes")),
    *_WHOLE,
]


def covered(text: str) -> str:
    """The text if it is a phrase, or several with "and" between; else nothing."""
    return text if all(part in _KNOWN for part in text.split(" and ")) else ""


_KNOWN = frozenset(PHRASES)

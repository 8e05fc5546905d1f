"""The sentences of AGL's voice agent, by their labels.

github.com/malik727/rasa-model-agl and snips-model-agl: `agl/rasa_dataset.yml` and `agl/snips_dataset.json`,
each an intent with marked entities: an action (up, down or set), "to" or "by", and a number. Ours is the
path that is written, with the value that the contract gives it in a fresh car:

- the intent is the thing: volume, and the fan and the temperature of the speaker's own place (AGL's own
  map names all four places; in ours a sentence that names none is about the speaker's);
- "to" N, or "set" N, is N; "by" N is up or down from the fresh car's value; a bare N may be either;
  °F are converted, a fan's 1 to 5 may be levels, "by half" may be of what it is now;
- without a number it is one step or two; for "set" either way, or asked back;
- beyond the range it is refused (for "by" the range's end is right too);
- a sentence whose label has no action is left out.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cockpit.batch import Conversation
from cockpit.car import Given
from cockpit.errors import BadInput
from cockpit.evaluate.sets import Expected, Line, SentenceSet
from cockpit.understand.words.numbers import parse


@dataclass(frozen=True, slots=True)
class _Thing:
    """`fresh`: its value in a fresh car. `steps`: what "a bit" and "a lot" may be."""

    path: str
    fresh: float
    low: float
    high: float
    steps: tuple[float, ...]


_VOLUME = _Thing("Vehicle.Cabin.Infotainment.Media.Volume", 30, 0, 100, (10, 20))
_FAN = _Thing("Vehicle.Cabin.HVAC.Station.Row1.Driver.FanSpeed", 40, 0, 100, (10, 20, 40))
_TEMPERATURE = _Thing("Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature", 21, 16, 28, (1, 2))
_THINGS = {"VolumeControl": _VOLUME, "HVACFanSpeed": _FAN, "HVACTemperature": _TEMPERATURE}
_FAN_LEVELS = 5
_WAYS = {
    "increase up boost boosting raise heat warm warmer louder": 1,
    "decrease down reduce back lower cool colder quieter": -1,
    "set adjust change": 0,
}
_SIGNS = {word: sign for words, sign in _WAYS.items() for word in words.split()}
_MARK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")


@dataclass(frozen=True, slots=True)
class _Label:
    """`entities`: kind and words of each, in the order said."""

    intent: str
    text: str
    entities: tuple[tuple[str, str], ...]


def sets(texts: Path) -> tuple[SentenceSet, ...]:
    """Both datasets. `texts`: the folder that has `agl`. Raises BadInput where it has not."""
    folder = texts / "agl"
    try:
        rasa = yaml.safe_load((folder / "rasa_dataset.yml").read_text(encoding="utf-8"))
        snips = json.loads((folder / "snips_dataset.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise BadInput(
            f"AGL's sentences cannot be read in {folder}", "name the folder around it with --texts DIR"
        ) from error
    return _set("agl-rasa", _of_rasa(rasa)), _set("agl-snips", _of_snips(snips))


def _set(name: str, labels: Iterator[_Label]) -> SentenceSet:
    lines = []
    for number, label in enumerate(labels, 1):
        expected = tuple(_expected(label))
        if expected:
            said = Conversation((label.text,), Given(), language="en")
            lines.append(Line(number, f"{name}-{number}", "", said, expected))
    return SentenceSet(name, tuple(lines))


def _of_rasa(data: Mapping[str, Any]) -> Iterator[_Label]:
    for block in data["nlu"]:
        for example in yaml.safe_load(block["examples"]) if "intent" in block else ():
            entities = tuple((kind, text) for text, kind in _MARK.findall(example))
            yield _Label(block["intent"], _MARK.sub(r"\1", example), entities)


def _of_snips(data: Mapping[str, Any]) -> Iterator[_Label]:
    for intent, examples in data["intents"].items():
        for example in examples["utterances"]:
            pieces = example["data"]
            entities = tuple((piece["entity"], piece["text"]) for piece in pieces if "entity" in piece)
            yield _Label(intent, "".join(piece["text"] for piece in pieces), entities)


def _expected(label: _Label) -> Iterator[Expected]:
    """What is right for a label, none where it does not say."""
    thing = _THINGS[label.intent]
    sign = next((_SIGNS[text] for kind, text in label.entities if kind.endswith("_action")), None)
    place = next((n for n, (kind, _) in enumerate(label.entities) if kind == "numeric_value"), None)
    if sign is None:
        return
    if place is None:
        yield from (_at(thing, thing.fresh + way * n) for n in thing.steps for way in (sign or 1, sign or -1))
        if sign == 0:
            yield Expected("asked")
        return
    # "i want to raise it thirty": only a "to" beside the number says something of it.
    kind, before = label.entities[place - 1] if place else ("", "")
    way = before if kind == "to_or_by" else ""
    words = label.entities[place][1]
    if way != "by" or sign == 0:
        yield from (_at(thing, value) for value in _amounts(words, thing, label.text, of_change=False))
    if way != "to" and sign != 0:
        for change in _amounts(words, thing, label.text, of_change=True):
            target = thing.fresh + sign * change
            yield _at(thing, target)
            yield _at(thing, min(thing.high, max(thing.low, target)))


def _at(thing: _Thing, value: float) -> Expected:
    if not thing.low <= value <= thing.high:
        return Expected("denied")
    return Expected("signals", signals={thing.path: value})


def _amounts(words: str, thing: _Thing, text: str, *, of_change: bool) -> Iterator[float]:
    """What the number's words may mean, in the thing's unit."""
    number = _number(words, thing)
    if thing is _TEMPERATURE and ("fahrenheit" in text or (60 <= number <= 85 and not of_change)):
        yield number / 1.8 if of_change else round((number - 32) / 1.8 * 2) / 2
        return
    yield number
    if thing is _FAN and number <= _FAN_LEVELS and "percent" not in text:
        yield number * 100 / _FAN_LEVELS
    if words == "half" and of_change:
        yield thing.fresh / 2


def _number(words: str, thing: _Thing) -> float:
    half = 0.5 if thing is _TEMPERATURE else 50
    named = {"maximum": thing.high, "minimum": thing.low, "half": half, "halfway": half, "hundred": 100}
    if words in named:
        return named[words]
    spoken = parse(words.split(), 0, "en")
    assert spoken is not None, words
    return spoken[0]

"""A clause about the home: its words put together, in whatever order they came.

As with the car nothing may be left over, and every word has one part: what is meant (devices, or rooms,
floors and kinds), what of it, what is to become of it, and how much. home_steps.py makes the steps.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any

from cockpit.understand.home.frame import HomeFrame, Kind, Verb
from cockpit.understand.words.tag import Span, Tag

_MAX_READINGS = 240
_PLACES = ("device", "area", "floor", "home", "kind")
_OPENING = ("polite", "filler", "conjunction")
_IDLE_KINDS = ("filler", "glue", "weak", "too", "final", "begin", "small", "complaint_glue", "be")
_IDLE_ZONES = ("own", "me", "i", "all")
_OF_CONTROLS = {
    "climate.temperature": "temperature",
    "climate.fan": "speed",
    "media.volume": "volume",
    "lights.ambient_brightness": "brightness",
    "lights.reading_brightness": "brightness",
}
"""What of a home's thing a verb means that the car's things have of their own ("dim", "louder")."""
_ON = {"on", "open", "start", "activate"}
_OFF = {"off", "close"}
_SAME = {"warmer": "up", "heat": "up", "more": "up", "cooler": "down", "cool": "down", "less": "down"}


def home_frames(spans: Sequence[Span], *, question: bool = False) -> Iterable[HomeFrame]:
    """What the words may mean together, the likelier first; nothing where a word has no part in it."""
    polite = any(span.may_be("polite") for span in spans)
    weak = any(span.may_be("weak") for span in spans)
    opened = next((n for n, span in enumerate(spans) if not span.may_be(*_OPENING)), len(spans))
    options = [
        _parts(span, polite=polite, weak=weak, question=question, opening=n < opened)
        for n, span in enumerate(spans)
    ]
    if not all(options):
        return
    for count, parts in enumerate(product(*options)):
        if count >= _MAX_READINGS:
            return
        frame = _gathered(parts, question=question)
        if frame is not None:
            yield frame


_Part = tuple[str, Any]
_VALUES = {
    "area": "area",
    "floor": "floor",
    "attribute": "attribute",
    "mode": "mode",
    "armed": "armed",
    "white": "white",
    "color": "color",
    "number": "number",
    "fraction": "share",
    "grade": "share",
    "steps": "steps",
    "unit": "unit",
}
"""Tag kinds whose value is taken over, by the part they play."""
_ONCE = ("number", "share", "color", "white", "mode", "armed", "asks")
_BARE = ("to", "by", "full", "home", "except", "except_end", "here", "conjunction", "kelvin", "pronoun")


def _parts(span: Span, *, polite: bool, weak: bool, question: bool, opening: bool) -> list[_Part]:
    """The parts that the words of a span may play, the likelier first."""
    parts: list[_Part] = []
    devices = tuple(tag.value for tag in span.tags if tag.kind == "device")
    if devices:
        parts.append(("device", devices))
    for tag in span.tags:
        if tag.kind in ("own_kind", "home_kind"):
            name, _, called = str(tag.value).partition("#")
            parts.append(("kind", Kind(name, tag.kind == "own_kind", called)))
        elif tag.kind in _VALUES:
            parts.append((_VALUES[tag.kind], tag.value))
        elif tag.kind in _BARE:
            parts.append((tag.kind, tag.value))
    verb = _verb(span.tags, polite=polite or question, weak=weak)
    if verb is not None:
        parts.append(("verb", verb))
    if question:
        parts += [("asks", tag.value) for tag in span.tags if tag.kind == "home_ask"]
    if any(_idle(tag, polite=polite, question=question, opening=opening) for tag in span.tags):
        parts.append(("idle", any(tag.kind == "weak" for tag in span.tags)))
    order = ("device", "area", "floor", "home", "kind", "pronoun", "attribute")
    return sorted(parts, key=lambda part: order.index(part[0]) if part[0] in order else len(order))


def _idle(tag: Tag, *, polite: bool, question: bool, opening: bool) -> bool:
    if tag.kind == "polite":
        return opening
    if tag.kind == "zone":
        return tag.value in _IDLE_ZONES
    if tag.kind == "be":
        return polite or question
    return tag.kind in _IDLE_KINDS or (question and tag.kind in ("ask", "pronoun"))


def _verb(tags: Sequence[Tag], *, polite: bool, weak: bool) -> Verb | None:
    """A word of the home's own meaning has only that one: one "lowers" a blind to close it."""
    of_home = {tag.value for tag in tags if tag.kind in ("home_verb", "own_verb")}
    said: set[str] = set()
    done: set[str] = set()
    about: str | None = None
    for tag in tags:
        if tag.kind == "verb":
            about = about or next((_OF_CONTROLS[name] for name in tag.controls if name in _OF_CONTROLS), None)
            said.add(_SAME.get(tag.value, tag.value))
        elif tag.kind in ("done", "gerund") and (polite or weak) and tag.value != "set":
            done.add(tag.value)
        elif tag.kind == "quality" and weak:
            about = about or next((_OF_CONTROLS[name] for name in tag.controls if name in _OF_CONTROLS), None)
            up, down, is_, _ = tag.value
            said.add(_SAME.get(up, up) if is_ == "up" else _SAME.get(down, down))
    words = of_home or said or done
    own = any(tag.kind == "own_verb" for tag in tags)
    return Verb(frozenset(words), about, own) if words else None


def _gathered(parts: Sequence[_Part], *, question: bool) -> HomeFrame | None:
    """The frame of one reading; None where words exclude each other or stand where they mean nothing."""
    kept, but = _without_exceptions(parts)
    if kept is None or not _joined_well(kept):
        return None
    said: defaultdict[str, list[Any]] = defaultdict(list)
    for part, value in kept:
        said[part].append(value)
    if _clashes(said):
        return None
    order = [part for part, _ in kept if part in ("area", "floor", "home", "kind")]
    return HomeFrame(
        devices=tuple(said["device"]),
        areas=tuple(dict.fromkeys(said["area"])),
        floors=tuple(dict.fromkeys(said["floor"])),
        home=bool(said["home"]),
        kinds=tuple(dict.fromkeys(said["kind"])),
        but=but,
        attribute=min(said["attribute"], key=lambda attribute: attribute == "media", default=None),
        verbs=tuple(said["verb"]),
        weak=any(said["idle"]),
        number=_first(said["number"]),
        share=_first(said["share"]),
        unit="kelvin" if said["kelvin"] else _first(said["unit"]),
        full=bool(said["full"]),
        steps=max(said["steps"], default=None),
        to=bool(said["to"]),
        by=bool(said["by"]),
        color=_first(said["color"]),
        kelvin=_first(said["white"]),
        mode=_first(said["mode"]),
        armed=_first(said["armed"]),
        here=bool(said["here"]),
        kinds_first=order[-1:] != ["kind"] or set(order) == {"kind"} or _in_one_breath(kept),
        pronoun=bool(said["pronoun"]),
        asks=(_first(said["asks"]) or "") if question else None,
    )


def _first(values: Sequence[Any]) -> Any:
    return next(iter(values), None)


def _clashes(said: Mapping[str, Sequence[Any]]) -> bool:
    """Whether the words exclude each other; `said`: the values by the part they play."""
    if any(len(said[part]) > 1 for part in _ONCE):
        return True
    if (said["number"] and said["share"]) or (said["kelvin"] and not said["number"]):
        return True
    if any(verb.words <= _ON for verb in said["verb"]) and any(verb.words <= _OFF for verb in said["verb"]):
        return True  # 打开…关上: two commands
    if len({*said["attribute"]}) > 1 and "media" not in said["attribute"]:
        return True
    return bool(said["pronoun"] and (said["kind"] or said["device"]))


def _in_one_breath(parts: Sequence[_Part]) -> bool:
    """ "The kitchen light and fan": no "the" before what "and" joins."""
    later = [place for place, (part, _) in enumerate(parts) if part == "kind"][1:]
    return all(parts[place - 1][0] == "conjunction" for place in later)


def _without_exceptions(parts: Sequence[_Part]) -> tuple[list[_Part] | None, tuple[tuple[str, Any], ...]]:
    """The parts less "except the kitchen and the hall", and what that names."""
    kept: list[_Part] = []
    but: list[tuple[str, Any]] = []
    within = False
    for place, (part, value) in enumerate(parts):
        if part == "except":
            if within or but:
                return None, ()
            within = True
            if kept and kept[-1][0] == "conjunction":
                del kept[-1]
        elif part == "except_end":
            if not within:
                return None, ()
            within = False
        elif within and part in ("device", "area", "floor", "kind"):
            but.append((part, value))
        elif within and part == "conjunction":
            within = value != "," and place + 1 < len(parts)  # 除了走廊，家里的灯…
        elif within and part in ("idle", "home"):
            continue
        else:
            within = False
            kept.append((part, value))
    excepted = any(part == "except" for part, _ in parts)
    return (None, ()) if excepted and not but else (kept, tuple(but))


def _joined_well(parts: Sequence[_Part]) -> bool:
    """ "And" joins rooms, devices or kinds; several of these need it. What else it joins is two clauses."""
    said = [(part, value) for part, value in parts if part != "idle" or value]
    last: dict[str, int] = {}
    joins = [place for place, (part, _) in enumerate(said) if part == "conjunction"]
    for place in joins:
        before, after = said[:place], said[place + 1 :]
        if not before or not after or before[-1][0] not in _PLACES or after[0][0] not in _PLACES:
            return False
    for place, (part, value) in enumerate(said):
        if part not in ("device", "area", "floor", "kind"):
            continue
        first = last.get(part)
        if first is not None and said[first][1] != value and not any(first < join < place for join in joins):
            return False
        last[part] = place
    return True

"""The words of one command put together, in whatever order they came: what, where, how much, which way.

Nothing may be left over. A word that has no place in a command ("he", "opened", "yesterday") makes
the sentence something else, and something else is never acted upon.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cockpit.understand.at_home import HomeFrame
from cockpit.understand.lexicon import EASE, FOREIGN, IS, PLEASE, VAGUE, Span, Tag, Thing
from cockpit.understand.places import begins, in_row, place_of, rest_of

_OF_QUESTIONS = {"ask", "negation", "person", "you"}
_BETWEEN = ("glue", "filler", "too", "complaint_glue")
_ACTING = ("verb", "weak", "quality", "thing", "done", "gerund")
_EASED = {"off": "down", "backward": "down"}
_MISHEARD_BEFORE = ("max", "min", "off", "mute")
BESIDE = "beside"
"""Among a name's words: only next to another name ("a massage for my seat")."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What was said, by kind. `zone` is None, a name or several; `many`: the thing's name was a plural.

    The zones "me" ("for me") and "i" ("I want") are one's own place only where no other is named.
    """

    things: tuple[Thing, ...] = ()
    many: bool = False
    verbs: tuple[Tag, ...] = ()
    zone: str | tuple[str, ...] | None = None
    choices: tuple[Tag, ...] = ()
    number: float | None = None
    percent: float | None = None
    graded: bool = False
    unit: str | None = None
    steps: float | None = None
    full: bool = False
    to: bool = False
    by: bool = False
    weak: bool = False
    vague: bool = False
    polite: bool = False
    please: bool = False
    pronoun: bool = False
    too: bool = False
    complaint: bool = False
    be: bool = False
    home: HomeFrame | None = None
    """What was said where the clause was about the home."""
    implied: str | None = None
    """The action that was meant though no thing was named ("make it 21")."""

    @property
    def has_value(self) -> bool:
        return self.number is not None or self.percent is not None or self.full or bool(self.choices)

    @property
    def bare(self) -> bool:
        """Things without anything to do with them."""
        return bool(self.things) and not (self.verbs or self.weak or self.pronoun)

    @property
    def says_nothing(self) -> bool:
        """Nothing that a command could be made of: "and in the"."""
        return self == Frame(please=self.please, polite=self.polite, to=self.to, too=self.too)

    @property
    def has_verb(self) -> bool:
        return bool(self.verbs)

    def controls(self) -> tuple[str, ...]:
        """The actions that the named things have in common, the likeliest first."""
        if not self.things:
            return ()
        first, *rest = self.things
        return tuple(name for name in first.controls if all(name in thing.controls for thing in rest))

    def allows(self, control: str, word: str) -> bool:
        """Whether this name of the thing stands for `control` together with `word`."""
        several = len(self.things) > 1
        return all(
            not only or word in only or (several and BESIDE in only)
            for only in (thing.controls[control] for thing in self.things)
        )


def build(
    tags: Sequence[Tag], things: dict[str, Thing], *, question: bool = False, listed: bool = False
) -> Frame | None:
    """The frame of one reading, None when something in it has no place there.

    `listed`: it goes on from another command ("… and navigation muted").
    """
    if any(tag.kind in FOREIGN for tag in tags if not (question and tag.kind in _OF_QUESTIONS)):
        return None
    if any(
        one.kind == "verb" and one.value == "backward" and two.kind == "thing" for one, two in pairwise(tags)
    ):
        return None  # "back seats": which, not where to
    tags = placed(tags)
    gathered: dict[str, list[Tag]] = {}
    for tag in tags:
        gathered.setdefault(tag.kind, []).append(tag)
    first = next((tag.kind for tag in tags if tag.kind not in ("filler", "conjunction")), "")
    polite = first == "polite"
    if not question and not (
        _in_place(tags) and _fits(gathered, polite, made=_made(tags) or _ended(tags, listed))
    ):
        return None
    if (
        _which_one(tags)
        or "zone_before" in gathered
        or not (question or _aimed(tags))
        or not _joined_well(tags)
    ):
        return None
    numbers = gathered.get("number", [])
    percents = gathered.get("fraction", []) + gathered.get("grade", [])
    if (
        len(numbers) + len(percents) > 1
        or ("fraction" in gathered and ("full" in gathered or "steps" in gathered))
        or len(gathered.get("choice", [])) > 1
    ):
        return None
    zone = place_of(tags)
    if zone == "nowhere":
        return None
    units = {tag.value for tag in gathered.get("unit", [])}
    units = units - {"degree"} if len(units) > 1 else units  # 华氏六十八度
    steps = [tag.value for tag in gathered.get("steps", [])]
    return Frame(
        things=tuple(things[tag.value[0]] for tag in gathered.get("thing", [])),
        many=any(tag.value[1] for tag in gathered.get("thing", []))
        or any(tag.value == "every" for tag in gathered.get("full", [])),
        verbs=_verbs(tags, gathered, polite),
        zone=zone,
        choices=tuple(gathered.get("choice", ())),
        number=numbers[0].value if numbers else None,
        percent=percents[0].value if percents else None,
        graded="grade" in gathered,
        unit=next(iter(units)) if len(units) == 1 else None,
        steps=max(steps) if steps else _steps_of(gathered.get("quality", [])),
        full=_wholly(gathered),
        to="to" in gathered,
        by="by" in gathered,
        vague=any(tag.value == VAGUE for tag in gathered.get("weak", [])),
        weak="weak" in gathered or any(tag == Tag("done", "set") for tag in tags),
        polite=polite,
        please=polite or Tag("filler", PLEASE) in gathered.get("filler", ()),
        pronoun="pronoun" in gathered,
        too="too" in gathered,
        complaint="complaint" in gathered,
        be="be" in gathered,
    )


def placed(tags: Sequence[Tag]) -> Sequence[Tag]:
    """ "Back" before a thing is a place like any other; elsewhere it stays what it is, which fits nothing.

    A 2 before an end ("2 the maximum") is a "to" that was misheard.
    """
    if not any(tag.kind == "zone_before" or (tag.kind, tag.value) == ("number", 2.0) for tag in tags):
        return tags
    placed: list[Tag] = []
    for place, tag in enumerate(tags):
        after = next((each for each in tags[place + 1 :] if each.kind not in ("glue", "filler")), None)
        follows = after.kind if after is not None else ""
        if (
            tag.kind == "zone_before"
            and tags[place + 1 : place + 2]
            and tags[place + 1].kind in ("thing", "zone", "pronoun")
        ):
            tag = Tag("zone", tag.value)
        elif (
            tag == Tag("number", 2.0)
            and after is not None
            and (follows in ("quality", "grade", "full", "number") or after.value in _MISHEARD_BEFORE)
        ):
            tag = Tag("to")
        placed.append(tag)
    return placed


def _in_place(tags: Sequence[Tag]) -> bool:
    """Polite openings stand before everything else; what closes a sentence (了) stands behind."""
    opening, closed = True, False
    for tag in tags:
        if (tag.kind == "polite" and not opening) or (closed and tag.kind not in ("filler", "final")):
            return False
        opening = opening and tag.kind in ("polite", "filler", "conjunction")
        closed = closed or tag.kind == "final"
    return True


def _which_one(tags: Sequence[Tag]) -> bool:
    """ "The back seats" are some seats; only "move the seats back" goes back."""
    said = [tag for tag in tags if tag.kind not in ("glue", "filler", "conjunction", "too")]
    first = said[0] if said else None
    return first is not None and first.kind == "verb" and first.value == "backward" and len(said) > 1


def _aimed(tags: Sequence[Tag]) -> bool:
    """Behind "to" stands what for: no end, and no "it". "Down to one" is no "one"."""
    kinds = [tag.kind for tag in tags if tag.kind not in ("glue", "filler", "conjunction")]
    return all(
        kind != "to" or after not in ("", "pronoun")
        for kind, after in zip(kinds, [*kinds, ""][1:], strict=True)
    )


def _joined_well(tags: Sequence[Tag]) -> bool:
    """ "And" may join two places of one command; what else it joins is two commands.

    Likewise no new verb between two names of a thing: "the ac set the temperature".
    """
    said = [tag for tag in tags if tag.kind not in _BETWEEN]
    for place, tag in enumerate(said):
        if tag.kind != "conjunction":
            continue
        before, after = said[:place], said[place + 1 :]
        if before and after and before[-1].kind == after[0].kind == "zone":
            continue
        if tag.value != "," or (_acts(before) and _acts(after)) or _settled(before, after):
            return False
    named = [place for place, tag in enumerate(said) if tag.kind == "thing"]
    between = said[named[0] : named[-1]] if named else []
    if any(tag.kind in ("weak", "polite") or begins(tag) for tag in between):
        return False
    return not _once_more(said)


def _once_more(said: Sequence[Tag]) -> bool:
    """ "Turn on the ac, set it to 20": behind a verb and its thing "set it" begins another command."""
    named = next((place for place, tag in enumerate(said) if tag.kind == "thing"), len(said))
    acted = any(tag.kind == "verb" for tag in said[:named])
    for place in range(named, len(said) - 2):
        if acted and (said[place].kind, said[place + 1].kind) == ("weak", "pronoun"):
            return any(tag.kind in ("number", "fraction", "grade", "choice") for tag in said[place + 2 :])
    return False


def never_one(spans: Sequence[Span]) -> bool:
    """Whether something joins two commands whatever the words mean: no reading of them is `_joined_well`."""
    for place, span in enumerate(spans):
        if any(tag.kind != "conjunction" for tag in span.tags):
            continue
        before = [each for each in spans[:place] if not each.only(*_BETWEEN)]
        after = [each for each in spans[place + 1 :] if not each.only(*_BETWEEN)]
        if before and after and before[-1].may_be("zone", *_BETWEEN) and after[0].may_be("zone", *_BETWEEN):
            continue
        comma = any(tag.value == "," for tag in span.tags)
        if not comma or (_surely_acts(before) and _surely_acts(after)):
            return True
    return False


def _surely_acts(spans: Sequence[Span]) -> bool:
    return any(all(tag.kind in _ACTING for tag in span.tags) for span in spans)


def _settled(before: Sequence[Tag], after: Sequence[Tag]) -> bool:
    """ "Mine to three, the passenger's to one": another place and its value begin anew."""
    values = {"number", "fraction", "full", "grade", "steps", "choice"}
    first, then = {tag.kind for tag in before}, {tag.kind for tag in after}
    return bool(first & values) and "zone" in then and bool(then & values)


def _acts(tags: Sequence[Tag]) -> bool:
    return any(tag.kind in _ACTING for tag in tags)


def _made(tags: Sequence[Tag]) -> bool:
    """ "Put the shade closed", "get the doors locked": made so, as after "I want …"."""
    if Tag("done", "set") in tags:
        return False  # "turn on the ac, set …"
    kinds = [tag.kind for tag in tags if tag.kind not in ("glue", "filler", "conjunction")]
    return kinds[:1] == ["weak"] and "thing" in kinds and "done" in kinds[kinds.index("thing") :]


def _ended(tags: Sequence[Tag], listed: bool) -> bool:
    """ "Windows closed please", and in a list: said so alone it might be a report."""
    kinds = [tag.kind for tag in tags if tag.kind not in ("glue", "filler", "conjunction")]
    asked = listed or Tag("filler", PLEASE) in tags
    return asked and kinds[-1:] == ["done"] and "thing" in kinds and not {"weak", "verb", "be"} & set(kinds)


def _wholly(gathered: dict[str, list[Tag]]) -> bool:
    """Whether all the way is meant; "every" alone, with nothing to do, is no way to go."""
    acts = any(kind in gathered for kind in ("verb", "weak", "done", "gerund"))
    return any(tag.value != "every" or acts for tag in gathered.get("full", []))


def _fits(gathered: dict[str, list[Tag]], polite: bool, *, made: bool) -> bool:
    """Forms that only stand with others: "opened" after "I want", "is" and "too" with a quality."""
    own = any(tag.controls for tag in gathered.get("verb", []))
    if "quality" not in gathered and ("complaint" in gathered or ("complaint_glue" in gathered and not own)):
        return False
    asked = polite or "weak" in gathered
    plain = any(not tag.controls for tag in gathered.get("verb", []))
    if ("weak" in gathered or plain) and Tag("complaint", IS) in gathered.get("complaint", ()):
        return False  # what is so is no wish: "it's roasting | drop the windows"
    if "quality" in gathered and not asked and ("complaint" not in gathered or "grade" in gathered):
        return False
    felt = gathered.get("complaint", [])
    if "thing" in gathered and felt and not asked and all(tag.value == "place" for tag in felt):
        return False  # 车内灯亮: where, not how
    bright = [tag for tag in gathered.get("quality", []) if "screen.brightness" in tag.controls]
    lit = any(tag.value[2] == "up" for tag in bright)
    if "thing" in gathered and lit and felt and all(tag.value is not None for tag in felt):
        return False  # 大灯真亮: praise
    if "done" in gathered and not (polite or made):
        return False
    if "be" in gathered and not polite:
        return False
    if "gerund" in gathered and not polite:
        return False
    return "unit" not in gathered or "number" in gathered or "fraction" in gathered or "grade" in gathered


def _verbs(tags: Sequence[Tag], gathered: dict[str, list[Tag]], polite: bool) -> tuple[Tag, ...]:
    verbs: list[Tag] = []
    wanted = polite or "weak" in gathered
    for place, tag in enumerate(tags):
        if tag.kind == "verb":
            verbs.append(tag)
        elif tag.kind in ("done", "gerund") and tag.value != "set":
            verbs.append(Tag("verb", tag.value))
        elif tag.kind == "quality":
            up, down, is_, _ = tag.value
            complains = (
                place > 0
                and tags[place - 1].kind in ("complaint", "steps")
                and "complaint" in gathered
                and "weak" not in gathered
            )
            aim = is_ if wanted and not complains else {"up": "down", "down": "up"}[is_]
            verbs.append(Tag("verb", up if aim == "up" else down, tag.controls))
    if Tag("weak", EASE) in gathered.get("weak", ()) and "thing" not in gathered:
        verbs = [replace(verb, value=_EASED.get(verb.value, verb.value)) for verb in verbs]
    said = {verb.value for verb in verbs}
    for felt, particle in (("heat", "up"), ("cool", "down")):
        if {felt, particle} <= said:  # "cool my seat down": no seat goes down
            verbs = [verb for verb in verbs if verb.value != particle or verb.controls]
    return _unmuted(verbs)


def _unmuted(verbs: Sequence[Tag]) -> tuple[Tag, ...]:
    """ "Turn mute off", "静音关掉": what is switched off is the silence."""
    mute = next((verb for verb in verbs if verb.value == "mute"), None)
    others = {verb.value for verb in verbs} - {"mute"}
    if mute is None or not others or not others <= {"off", "close", "on", "open"}:
        return tuple(verbs)
    if others & {"off", "close"}:
        return (replace(mute, value="unmute"),)
    return (mute,)


def _steps_of(qualities: Sequence[Tag]) -> float | None:
    return max((tag.value[3] for tag in qualities), default=None)


def carried(frame: Frame, before: Frame) -> Frame:
    """What a clause leaves unsaid, from the clause before: its thing, its verb, or both."""
    if frame.zone == "there":
        frame = replace(frame, zone=before.zone)
    elif frame.zone == "others" or (frame.zone == "beside" and frame.many):
        frame = replace(frame, zone=rest_of(before.zone) or "others")
    elif isinstance(frame.zone, str):
        frame = replace(frame, zone=in_row(frame.zone, before.zone))
    frame = _of_the_same(frame, before)
    takes_thing = not frame.things and _may_take(frame, before)
    takes_verb = not frame.has_verb and not frame.has_value and frame.steps is None
    takes_verb = takes_verb and not (frame.weak and frame.things)  # "set the fan": to what is its own
    if frame.polite and not (frame.things or frame.weak or frame.too):
        takes_verb = False  # "…, leave the back"
    result = frame
    if takes_thing:
        result = replace(result, things=_taken(frame, before), implied=before.implied)
        result = replace(
            result,
            many=before.many and frame.zone is None,
            zone=before.zone if frame.zone is None else frame.zone,
        )
    if takes_verb:
        result = replace(
            result,
            verbs=tuple(replace(v, controls=()) if v.needs_thing else v for v in before.verbs),
            number=before.number,
            percent=before.percent,
            graded=before.graded,
            unit=before.unit,
            steps=before.steps,
            full=before.full,
            to=before.to,
            by=before.by,
            choices=before.choices,
        )
    elif not frame.has_verb and (
        frame.steps is not None or (frame.choices and not frame.things and not _weather(frame))
    ):
        result = replace(result, verbs=before.verbs)
    return result


def _of_the_same(frame: Frame, before: Frame) -> Frame:
    """ "The ambient light blue, brightness 30": a name of several means what belongs to the thing before."""
    family = (before.implied or "").partition("_")[0]
    if len(frame.things) != 1 or not family.startswith("lights."):
        return frame
    thing = frame.things[0]
    named = {name: words for name, words in thing.controls.items() if name.partition("_")[0] == family}
    first = next(iter(thing.controls))
    if not named or first.partition("_")[0] == family:
        return frame
    zone = before.zone if frame.zone is None else frame.zone
    return replace(frame, things=(replace(thing, controls=named),), zone=zone)


def _weather(frame: Frame) -> bool:
    """Rain, snow and night are rather those outside: "wipers on, the rain is back"."""
    return any(tag.value[0] in ("drive.mode", "screen.mode") for tag in frame.choices)


def _may_take(frame: Frame, before: Frame) -> bool:
    """A verb with things of its own takes another only by "it": "my seat is cold, warm it up"."""
    if not _limits(frame):
        return True
    if all(tag.needs_thing for tag in (*frame.verbs, *frame.choices) if tag.controls):
        return bool(_taken(frame, before))
    if frame.pronoun and before.implied and all(before.implied in limit for limit in _limits(frame)):
        return True
    return (frame.pronoun or bool(frame.choices)) and bool(_taken(frame, before))


def _limits(frame: Frame) -> list[tuple[str, ...]]:
    return [tag.controls for tag in (*frame.verbs, *frame.choices) if tag.controls]


def _taken(frame: Frame, before: Frame) -> tuple[Thing, ...]:
    """The things named before that go with the words said now."""
    limits = _limits(frame)
    return tuple(
        thing
        for thing in before.things
        if not limits or any(all(name in limit for limit in limits) for name in thing.controls)
    )

"""What a clause leaves unsaid: taken over from the clause before it."""

from dataclasses import replace

from cockpit.actions.registry import CONTROLS
from cockpit.understand.command.frame import Frame
from cockpit.understand.command.levels import CELSIUS
from cockpit.understand.command.places import in_row, rest_of
from cockpit.understand.command.resolve import steps_of
from cockpit.understand.sentence.clause import Clause
from cockpit.understand.words.tag import Tag, Thing

_MINE = (None, "own", "me", "i", "all")
_AIR_MOVES = ("up", "down", "more", "less", "warmer", "cooler")


def carried(frame: Frame, before: Frame) -> Frame:
    """What a clause leaves unsaid, from the clause before: its thing, its verb, or both."""
    if frame.zone == "others" or (frame.zone == "beside" and frame.many):
        if _single(before) and not frame.things:
            return frame  # 天窗不动，其他的关上: there is no other of it
        apart = _single(before) and frame.things != before.things  # 天窗不动，其他窗户都关上
        frame = replace(frame, zone="all" if apart else rest_of(before.zone) or "others")
    elif isinstance(frame.zone, str):
        frame = replace(frame, zone=in_row(frame.zone, before.zone))
    frame = _of_what_is_felt(_of_the_same(frame, before), before)
    if _turns_to(frame, before):
        return replace(frame, verbs=(Tag("verb", "on"),))
    if (
        not frame.things
        and before.implied == "windows.roof_shade"
        and frame.zone not in _MINE[:1] + _MINE[2:]
    ):
        shade = replace(before.things[0], controls={"windows.shade": ()})
        before = replace(before, things=(shade,), implied="windows.shade")  # 我旁边那块也拉上
    takes_thing = not frame.things and _may_take(frame, before) and not (_single(before) and _placed(frame))
    result = _with_thing(frame, before) if takes_thing and not _degrees(frame, before) else frame
    if _may_take_verb(frame):
        return _with_verb(result, before, named=bool(frame.things))
    further = frame.steps is not None or frame.by
    chosen = frame.choices and not (frame.things or frame.weak or _weather(frame))
    return replace(result, verbs=before.verbs) if not frame.has_verb and (further or chosen) else result


def _turns_to(frame: Frame, before: Frame) -> bool:
    """座椅加热关了，改成通风: instead of what was switched off."""
    off = before.has_verb and {verb.value for verb in before.verbs} <= {"off", "close"}
    named = bool(frame.things) and (frame.weak or frame.to)
    return off and named and frame == Frame(frame.things, weak=frame.weak, to=frame.to, zone=frame.zone)


def _with_thing(frame: Frame, before: Frame) -> Frame:
    return replace(
        frame,
        things=_as_before(_taken(frame, before), frame, before),
        implied=before.implied,
        many=before.many and frame.zone is None,
        zone=before.zone if _unplaced(frame, before) else frame.zone,
    )


def _may_take_verb(frame: Frame) -> bool:
    """Not "set the fan", to a level of its own, nor "…, leave the back"."""
    if frame.has_verb or frame.has_value or frame.steps is not None:
        return False
    if frame.things:
        return not (frame.weak or frame.to)
    return not frame.polite or frame.weak or frame.too


def _with_verb(frame: Frame, before: Frame, *, named: bool) -> Frame:
    """With all that was to be done, and how far. Of a thing that is `named` it is what that is to it
    (天窗和遮阳帘收起来); but 放平 of one's own seat is only its back."""
    return replace(
        frame,
        verbs=tuple(replace(v, controls=()) if v.needs_thing and named else v for v in before.verbs),
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


def _degrees(frame: Frame, before: Frame) -> bool:
    """ "Close the windows and put the back on twenty": as the air is set, not what is shut and done with, nor
    what has three levels ("my seat heating on medium, their side to twenty three")."""
    level = before.implied == "climate.fan" and before.number is not None and before.number < CELSIUS[0]
    if level and frame.weak and frame.number is not None and CELSIUS[0] <= frame.number <= CELSIUS[1]:
        return frame.unit is None and frame.pronoun  # "fan to three and make it twenty"
    leveled = (before.implied or "").startswith(("seats.heating", "seats.ventilation", "seats.massage"))
    shut = bool(before.verbs) and all(verb.value in ("close", "off", "lock") for verb in before.verbs)
    bare = frame.number is not None and CELSIUS[0] <= frame.number <= CELSIUS[1] and frame.unit is None
    return (shut or leveled) and bare and frame.zone is not None and not frame.pronoun


def _unplaced(frame: Frame, before: Frame) -> bool:
    """副驾的窗没关严，给我关上: for me, but not mine."""
    for_me = frame.zone == "me" and frame.has_verb and not frame.has_value and before.zone is not None
    return frame.zone is None or for_me


def _as_before(things: tuple[Thing, ...], frame: Frame, before: Frame) -> tuple[Thing, ...]:
    """ "Cool my seat, full power": the most of what was done to it, and no other thing that a seat does."""
    meant = before.implied
    if meant is None or frame.has_value or {verb.value for verb in frame.verbs} not in ({"max"}, {"min"}):
        return things
    return tuple(
        replace(thing, controls={meant: ()}) if meant in thing.controls else thing for thing in things
    )


def _of_the_same(frame: Frame, before: Frame) -> Frame:
    """ "The ambient light blue, brightness 30": a name of several means what belongs to the thing before.

    So does "heat on low" behind a seat, but no "heat up" and no "heat to 23": that is the air's.
    """
    family = (before.implied or "").partition("_")[0]
    if (
        family == "seats.ventilation"
        and [verb.value for verb in frame.verbs] == ["heat"]
        and not frame.things
    ):
        return replace(
            frame, verbs=(replace(frame.verbs[0], controls=("seats.heating",)),)
        )  # 不要通风了，改加热
    if len(frame.things) != 1:
        return frame
    if family == "windows.sunroof" and frame.zone in (None, "all"):  # "sunroof shut, shade too"
        own = {name: () for name in frame.things[0].controls if name == "windows.roof_shade"}
        return replace(frame, things=(replace(frame.things[0], controls=own),)) if own else frame
    if not family.startswith(("lights.", "seats.")):
        return frame
    if family.startswith("seats."):
        if frame.number is not None or any(verb.value in _AIR_MOVES for verb in frame.verbs):
            return frame
        family = "seats."
    thing = frame.things[0]
    named = {name: words for name, words in thing.controls.items() if name.startswith(family)}
    first = next(iter(thing.controls))
    if not named or first.startswith(family):
        return frame
    zone = before.zone if frame.zone is None else frame.zone
    return replace(frame, things=(replace(thing, controls=named),), zone=zone)


def _of_what_is_felt(frame: Frame, before: Frame) -> Frame:
    """方向盘好凉，加热打开: the heating of what was complained of."""
    complained = before.controls() if before.complaint else ()
    if len(frame.things) != 1:
        return frame
    thing = frame.things[0]
    heats = next(iter(thing.controls)) in ("climate.temperature", "seats.heating")
    if heats and before.implied and not (before.things or before.verbs):
        complained = (before.implied,)  # in a template of its own: 后视镜上有雾
    felt = {name: words for name, words in thing.controls.items() if name in complained}
    if not felt or len(felt) == len(thing.controls):
        return frame
    zone = before.zone if frame.zone is None else frame.zone
    return replace(frame, things=(replace(thing, controls=felt),), zone=zone)


def _placed(frame: Frame) -> bool:
    return frame.zone not in (None, "me", "i", "all", "there")


def _single(frame: Frame) -> bool:
    """Whether what is named has no places, so that there are no others of it: the sunroof."""
    named = [name for thing in frame.things for name in thing.controls if name in CONTROLS]
    return bool(named) and all("" in CONTROLS[name].paths for name in named)


def about_there(frame: Frame, before: Frame, action: str) -> bool:
    """ "Passenger temperature 23, fan on low", 副驾那边调二十三度，座椅加热关掉: still of the place that the
    clause before began with, where it names none and is about the like, or the place was all that was named.
    """
    if not before.topic or before.zone in _MINE or frame.zone is not None or frame.complaint:
        return False
    placed = all(
        name in CONTROLS and "" not in CONTROLS[name].paths for name in (before.implied or "", action)
    )
    if not placed or any(verb.value in ("off", "close") for verb in before.verbs):
        return False
    alike = ("climate.", "seats.") if not before.things else ((before.implied or "").partition(".")[0] + ".",)
    return action.startswith(tuple(each for each in alike if each in ("climate.", "seats.")))


def _weather(frame: Frame) -> bool:
    """Rain, snow and night are rather those outside: "wipers on, the rain is back"."""
    return any(tag.value[0] in ("drive.mode", "screen.mode") for tag in frame.choices)


def _may_take(frame: Frame, before: Frame) -> bool:
    """A verb with things of its own takes another only by "it", and what was complained of:
    "my seat is cold, warm it up", 座椅有点凉，加热一下."""
    if not _limits(frame):
        return True
    only_felt = not (before.things or before.verbs)  # "my seat is cold", in a template of its own
    words = [verb.value for verb in frame.verbs]
    once_more = words and words == [verb.value for verb in before.verbs]  # 后雨刷关了，不用刮了
    if (
        before.implied
        and (frame.pronoun or only_felt or once_more)
        and all(before.implied in limit for limit in _limits(frame))
    ):
        return True
    if all(tag.needs_thing for tag in (*frame.verbs, *frame.choices) if tag.controls):
        return bool(_taken(frame, before))
    felt = before.complaint or not (before.verbs or before.implied)
    further = {verb.value for verb in frame.verbs} <= {"up", "down"}  # 氛围灯调成绿色，再亮一点
    return (frame.pronoun or felt or further or bool(frame.choices)) and bool(_taken(frame, before))


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


def after_complaint(frame: Frame, complaint: Frame) -> Clause | None:
    """ "It's warm in here, turn it up": what goes up in the heat is the fan, in the cold the heating."""
    felt = next((verb for verb in complaint.verbs if verb.controls), None)
    wanted = {"warmer": "up", "cooler": "down"}.get(felt.value if felt else "")
    ways = {{"more": "up", "less": "down"}.get(verb.value, verb.value) for verb in frame.verbs}
    if not ways or not ways <= {"up", "down"} or any(verb.controls for verb in frame.verbs):
        return None
    name = "climate.temperature" if wanted in ways else "climate.fan"
    if wanted is None and felt is not None:
        name = felt.controls[0]
    verbs = tuple(Tag("verb", way, (name,)) for way in ways)
    joined = replace(frame, verbs=verbs, zone=frame.zone or complaint.zone, complaint=False)
    steps = steps_of(joined)
    return Clause(steps, joined) if steps else None

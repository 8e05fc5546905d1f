"""What is said: every action in every status and language, and the words' completeness."""

import itertools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import pytest

from cockpit.actions import areas
from cockpit.actions.action import Action, Destination, Home, Phone, Question
from cockpit.actions.control import Choice, Control, Level
from cockpit.actions.registry import CONTROLS, REGISTRY
from cockpit.language import LANGUAGES, load
from cockpit.perform import Performed, paths_read
from cockpit.plan import Outcome, Plan, Remark, Status, Step
from cockpit.policy import judge
from cockpit.replies import Replies
from cockpit.told import Told
from vehicle import vss
from vehicle.motion import Motion
from vehicle.signal import Refusal, Value

SOURCES = sorted(Path(__file__).parents[2].glob("cockpit/**/*.py"))
PER_STATUS: Mapping[Status, tuple[str, ...]] = {
    "asked": ("asked",),
    "pending": ("pending",),
    "failed": ("no_answer", "other_value", "bus_fault"),
    "denied": ("moving", "speed_unknown", "not_your_place", "not_taken", "reading_unknown", "too_fast"),
    "unavailable": ("unavailable_home",),
}
BLANK = Told("")
WRONG = re.compile(
    r"[{}]|None|True|False|  |^\W|\s$|\.\.|。。|'s's|\bnull\b"
    r"|\b(windows|doors|seats|lights|mirrors|backrests|shades|locks|wipers) (is|goes|stands|does)\b"
)


@pytest.fixture(scope="module")
def replies() -> Replies:
    return Replies(lambda entity: "Kitchen lamp")


def said(text: str) -> None:
    assert text
    assert WRONG.search(text) is None, text


def values_of(control: Control) -> tuple[Value, ...]:
    match control.value:
        case Level() as level:
            middle = level.rounded((level.low + level.high) / 2)
            found = (level.low, middle, level.high, *level.levels, *level.extra)
            return tuple(level.sign * value for value in dict.fromkeys(found))
        case Choice() as choice:
            return choice.values
    return (True, False)


def zones_of(control: Control) -> tuple[tuple[str, ...], ...]:
    seats = tuple(control.paths)
    return tuple(dict.fromkeys((seats[:1], seats[-1:], seats[:2], seats[1:3] or seats, seats)))


def outcomes_of(control: Control) -> Iterator[Outcome]:
    for value, seats in itertools.product(values_of(control), zones_of(control)):
        paths = dict.fromkeys((control.paths[seat] for seat in seats), value)
        yield Outcome(control.action, "done", signals=paths)
        yield Outcome(control.action, "asked", Remark("asked"), targets=paths)
        yield Outcome(control.action, "pending", Remark("pending"), signals=paths)
    for status, keys in PER_STATUS.items():
        for key in keys:
            yield Outcome(control.action, status, Remark(key))
    yield Outcome(control.action, "denied", Remark("no_such_place", {"action": control.action}))
    limits = {"low": 16, "high": 28, "unit": getattr(control.value, "unit", "percent")}
    yield Outcome(control.action, "denied", Remark("out_of_range", limits))


def tell(replies: Replies, outcome: Outcome, step: Step, language: str) -> Told:
    plan = Plan((step,), "grammar")
    return replies.tell(plan, (Performed(step, (outcome,)),), language, "row1.driver", BLANK)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CONTROLS)
def test_every_control_in_every_status(replies: Replies, name: str, language: str) -> None:
    for outcome in outcomes_of(CONTROLS[name]):
        # A step's own, and those of a yes or an undo, which name no slots.
        for step in (Step(name, {"value": values_of(CONTROLS[name])[0]}), Step("dialogue.undo")):
            told = tell(replies, outcome, step, language)
            said(told.reply)
            assert told.reasons == ((None,) if outcome.status == "done" else (told.reply,))
            assert told.asks == (told.reply if outcome.status == "asked" else None)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CONTROLS)
def test_every_control_as_a_line_of_the_plan(replies: Replies, name: str, language: str) -> None:
    control = CONTROLS[name]
    steps = [{"value": value} for value in values_of(control)] + [{"steps": 1}, {"steps": -2}, {"change": 3}]
    for slots, zone in itertools.product(
        steps, (None, "own", "all", "rear", "left", ["driver", "rear_left"])
    ):
        wanted = slots if zone is None else slots | {"zone": zone}
        said(replies.describe(Step(name, wanted), language, "row1.passenger"))


def home_outcomes(action: Home) -> Iterator[Outcome]:
    values = {"number": (50, "on", "off", 21.5), "switch": ("muted", "unmuted")}.get(action.sets, ("on",))
    for value in (*values, *action.values):
        yield Outcome(action.action, "done", entity="light.kitchen", value=value)
    device = {"device": "Kitchen lamp", "hub": "Our home", "state": "off", "detail": ""}
    for key in load("en", "reasons"):
        if key.startswith("home_"):
            yield Outcome(action.action, "failed", Remark(key, device), entity="light.kitchen")
    yield Outcome(action.action, "unavailable", Remark("unavailable_home"))
    yield Outcome(action.action, "unavailable", Remark("no_such_device"))
    yield Outcome(action.action, "asked", Remark("asked"))
    limits = {"low": 0, "high": 100, "unit": "%"}
    yield Outcome(action.action, "denied", Remark("out_of_range", limits), entity="light.kitchen")


HOMES = [action for action in REGISTRY.values() if isinstance(action, Home)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("action", HOMES, ids=lambda action: action.action)
def test_every_step_at_home(replies: Replies, action: Home, language: str) -> None:
    for outcome in home_outcomes(action):
        for slots in ({"area": "kitchen", "value": 50}, {"device": "lock.front", "name": "front door"}):
            step = Step(action.action, slots)
            said(tell(replies, outcome, step, language).reply)
            said(replies.describe(step, language, "row1.driver"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_several_devices_are_one_sentence(replies: Replies, language: str) -> None:
    step = Step("home.turn_on", {"kind": "light"})
    for number in (2, 3, 9):
        outcomes = [Outcome("home.turn_on", "done", entity=f"light.{n}", value="on") for n in range(number)]
        told = replies.tell(
            Plan((step,), "grammar"), (Performed(step, tuple(outcomes)),), language, "row1.driver", BLANK
        )
        said(told.reply)
        assert len(re.findall("[.。]", told.reply)) == 1


SAMPLES: Mapping[str, Value] = {"boolean": True, "string": "OPEN"}


def reading_of(path: str) -> Value:
    signal = vss.signal(path)
    if signal.allowed:
        return signal.allowed[0]
    return SAMPLES.get(signal.datatype, 126 if path.endswith("Gear") else 42)


def asked_steps() -> Iterator[Step]:
    for action in REGISTRY.values():
        if isinstance(action, Question) and not action.of_control:
            yield Step(action.action)
    for name in CONTROLS:
        yield Step("vehicle.state", {"control": name})
        yield Step("vehicle.state", {"control": name, "zone": "all"})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", list(asked_steps()), ids=lambda step: f"{step.action}-{step.slots}")
def test_every_question(replies: Replies, step: Step, language: str) -> None:
    paths = paths_read(step, "row1.driver")
    known = {path: reading_of(path) for path in paths}
    partly = {**known, paths[-1]: None}
    for read in (known, partly, dict.fromkeys(paths)):
        performed = (Performed(step, read=read),)
        told = replies.tell(Plan((step,), "grammar"), performed, language, "row1.driver", BLANK)
        said(told.reply)
        assert told.reasons == ()
    said(replies.describe(step, language, "row1.driver"))


def others() -> list[Action]:
    return [a for a in REGISTRY.values() if not isinstance(a, Control | Home | Question)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("action", others(), ids=lambda action: action.action)
def test_every_other_action(replies: Replies, action: Action, language: str) -> None:
    step = Step(action.action, {"place": "home"} if isinstance(action, Destination) else {})
    verdict = judge(action, (), "row1.driver", Motion.PARKED, 50.0)
    outcomes: tuple[Outcome, ...] = ()
    if verdict.kind == "deny":
        outcomes = (Outcome(action.action, "denied", verdict.reason),)
    elif isinstance(action, Phone):
        outcomes = (Outcome(action.action, "unavailable", Remark("unavailable_phone")),)
    elif isinstance(action, Destination):
        outcomes = (Outcome(action.action, "done", signals=dict.fromkeys(action.paths.values(), 48.1)),)
    plan = Plan((step,), "grammar")
    said(replies.tell(plan, (Performed(step, outcomes),), language, "row1.driver", BLANK).reply)
    said(replies.describe(step, language, "row1.driver"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_can_be_asked_for_its_value(replies: Replies, language: str) -> None:
    for name in CONTROLS:
        remark = Remark("ask_value", {"step": Step(name)})
        told = replies.tell(Plan(remark=remark), (), language, "row1.driver", BLANK)
        said(told.reply)
        assert told.asks == told.reply


def test_a_question_is_never_answered_by_a_claim(replies: Replies) -> None:
    """What is not known is said to be unknown, also where the rest is known."""
    step = Step("vehicle.tyre_pressure")
    *known, last = paths_read(step, "row1.driver")
    performed = (Performed(step, read={**dict.fromkeys(known, 240), last: None}),)
    told = replies.tell(Plan((step,), "grammar"), performed, "en", "row1.driver", BLANK)
    assert told.reply.count("2.4 bar") == 3
    assert "unknown" in told.reply


# The words' files


def shape(data: Any) -> Any:
    return {key: shape(value) for key, value in data.items()} if isinstance(data, dict) else None


@pytest.mark.parametrize("file", ["replies", "remarks", "reasons"])
def test_the_languages_have_the_same_keys(file: str) -> None:
    english, chinese = load("en", file), load("zh", file)
    assert shape(english) == shape(chinese)


def test_every_control_has_its_words_in_every_language() -> None:
    # Single values may have a word in one language only; a control needs its entry in all.
    assert all(set(CONTROLS) <= set(areas.said(language, "replies")) for language in LANGUAGES)


def braces(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)\}", text))


@pytest.mark.parametrize("file", ["remarks", "reasons"])
def test_the_languages_ask_for_no_unknown_slot(file: str) -> None:
    english, chinese = load("en", file), load("zh", file)
    things = {"thing", "The_thing", "is_", "noun"}
    for key, text in english.items():
        if isinstance(text, str):
            assert braces(text) - things == braces(chinese[key]) - things, key


def test_every_key_in_the_code_has_its_words() -> None:
    for source in SOURCES:
        keys = re.findall(r'Remark\(\s*"(\w+)"', source.read_text(encoding="utf-8"))
        for key, language in itertools.product(keys, LANGUAGES):
            assert key in load(language, "reasons") or key in load(language, "remarks"), (source, key)


def test_every_refusal_of_the_gate_and_verdict_of_the_policy_has_its_words() -> None:
    policy = (Path(__file__).parents[2] / "cockpit/policy.py").read_text(encoding="utf-8")
    keys = {str(refusal).replace("-", "_") for refusal in Refusal} | set(re.findall(r'deny\("(\w+)"', policy))
    for language in LANGUAGES:
        assert keys <= set(load(language, "reasons")), language
    assert set(PER_STATUS) | {"done"} == set(get_args(Status))

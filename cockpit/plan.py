"""What a sentence becomes: steps, a verdict on each, and what came of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from vehicle.signal import Frame, Value

Source = Literal["grammar", "example", "model", "routine", "rule"]
Status = Literal["done", "pending", "asked", "denied", "failed", "unavailable"]


@dataclass(frozen=True, slots=True)
class Step:
    """One action of the registry with its slots filled (JSON values; see the action's declaration)."""

    action: str
    slots: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence of our own: a key of `language/<lang>/remarks.yaml` and what fills its braces."""

    key: str
    slots: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """Of a condition: "the rear window is open". The car's own readings decide.

    `question` says what is read; every reading is compared with `value` in the readings' unit.

    `every`: all places must fit ("all doors are locked"), else one is enough ("a door is open").
    `negated`: the whole is turned round. `sign` is -1 where the readings count the other way.
    `among`: of what is read only the paths with this in them. `first`: the readings are all of one thing,
    the first that is known counts.
    """

    question: Step
    test: Literal["equals", "differs", "below", "above"]
    value: Value
    every: bool = False
    negated: bool = False
    sign: int = 1
    among: str = ""
    first: bool = False

    def holds(self, read: Mapping[str, Value | None]) -> bool | None:
        """None: what is known does not decide it."""
        values = [value for path, value in read.items() if self.among in path]
        if self.first:
            values.sort(key=lambda value: value is None)
            del values[1:]
        fits = [None if value is None else self._fits(value) for value in values]
        decisive = not self.every
        found = decisive if decisive in fits else None if None in fits or not fits else self.every
        return None if found is None else found is not self.negated

    def _fits(self, value: Value) -> bool:
        if self.test in ("equals", "differs"):
            return (value == self.value) is (self.test == "equals")
        if isinstance(value, bool | str) or isinstance(self.value, bool | str):
            return False
        reading = value * self.sign
        return reading < self.value if self.test == "below" else reading > self.value


@dataclass(frozen=True, slots=True)
class Condition:
    """Of a sentence: "if it is dark and the lights are off". It is checked before anything is done.

    `every`: all checks must hold ("and"), else one is enough ("or"). `negated`: "unless".
    `otherwise`: the steps that are done where it does not hold; where nobody can tell, nothing is.
    `waits`: it was said as something to wait for ("when we are parked").
    """

    checks: tuple[Check, ...]
    every: bool = True
    negated: bool = False
    otherwise: tuple[Step, ...] = ()
    waits: bool = False

    def holds(self, each: Sequence[bool | None]) -> bool | None:
        """`each`: what became of the checks, in their order. None: what is known does not decide it."""
        found = self._joined(each)
        return None if found is None else found is not self.negated

    def deciding(self, each: Sequence[bool | None]) -> tuple[int, ...]:
        """The places of the checks that made it so."""
        found = self._joined(each)
        return tuple(place for place, holds in enumerate(each) if holds is found)

    def _joined(self, each: Sequence[bool | None]) -> bool | None:
        decisive = not self.every
        return decisive if decisive in each else None if None in each else self.every


@dataclass(frozen=True, slots=True)
class Plan:
    """`steps` in the order said. Without steps: `remark` is our own answer, or `talk` says that the
    sentence is plain talk which the language model may answer (and nothing else).

    A remark "did_you_mean" holds `choices` and "ask_value" the `step` that lacks its value: the next
    sentence may answer. `condition`: the steps are done only if it holds. `corrects`: the steps take the
    place of the last plan's, which is put back. `answers`: the steps answer what was asked, of whoever.
    `about`: steps that were spoken of and not done ("how do I open the trunk"): what "it" is next.
    """

    steps: tuple[Step, ...] = ()
    source: Source | None = None
    remark: Remark | None = None
    talk: bool = False
    corrects: bool = False
    answers: bool = False
    condition: Condition | None = None
    about: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reason` is a key of `language/<lang>/reasons.yaml`, with what fills its braces."""

    kind: Literal["allow", "confirm", "deny"]
    reason: Remark | None = None


ALLOW = Verdict("allow")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one step that was to change something. `signals` only with done and pending."""

    action: str
    status: Status
    reason: Remark | None = None
    signals: Mapping[str, Value] = field(default_factory=dict)
    frames: tuple[Frame, ...] = ()
    entity: str | None = None
    value: Any | None = None
    before: Mapping[str, Value] = field(default_factory=dict)
    """The car's values before, for undo; not printed."""
    confirmed: Mapping[str, Value] = field(default_factory=dict)
    """Of a failed outcome: the paths that did get there all the same; not printed."""
    undo: Step | None = None
    """The step that puts a device of the home back; not printed."""
    targets: Mapping[str, Value] = field(default_factory=dict)
    """What `status` is about, by path: what was refused, asked, not confirmed; not printed."""
    stood: bool = False
    """It stood so already: nothing had to be changed; not printed."""

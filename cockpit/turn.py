"""One turn, and how it is printed with --json."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cockpit.events import frame_json, plain
from cockpit.plan import Outcome, Plan
from vehicle.signal import Value

MS_NONE: dict[str, float | None] = {"recognise": None, "understand": None, "act": None, "speak": None}


@dataclass(frozen=True, slots=True)
class Turn:
    heard: str
    language: str
    seat: str
    plan: Plan
    reply: str
    outcomes: tuple[Outcome, ...] = ()
    read: Mapping[str, Value] = field(default_factory=dict)
    asks: str | None = None
    understood: bool = True
    """False: nobody could make sense of the sentence; the exit code is then 1."""
    reasons: tuple[str | None, ...] = ()
    """One sentence an outcome, None where it was done."""
    ms: Mapping[str, float | None] = field(default_factory=lambda: dict(MS_NONE))

    @property
    def went_well(self) -> bool:
        return self.understood and all(o.status in ("done", "pending", "asked") for o in self.outcomes)

    def as_json(self) -> dict[str, Any]:
        return {
            "heard": self.heard,
            "language": self.language,
            "seat": self.seat,
            "plan": plan_json(self.plan),
            "outcomes": [
                outcome_json(outcome, reason)
                for outcome, reason in zip(self.outcomes, self.reasons, strict=True)
            ],
            "read": dict(self.read),
            "asks": self.asks,
            "reply": self.reply,
            "ms": {key: None if ms is None else round(ms, 3) for key, ms in self.ms.items()},
        }


def plan_json(plan: Plan) -> dict[str, Any]:
    condition = {} if plan.condition is None else {"condition": plain(plan.condition)}
    return {"source": plan.source, "steps": [plain(step) for step in plan.steps], **condition}


def outcome_json(outcome: Outcome, reason: str | None) -> dict[str, Any]:
    return {
        "action": outcome.action,
        "status": outcome.status,
        "reason": reason,
        "signals": dict(outcome.signals),
        "frames": [frame_json(frame) for frame in outcome.frames],
        "entity": outcome.entity,
        "value": outcome.value,
    }

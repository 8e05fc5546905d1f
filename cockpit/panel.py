"""What the assistant panel shows of a turn, folded from its events."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

from cockpit import events
from cockpit.actions.zones import Seat
from cockpit.plan import Status, Step
from cockpit.recall import ANSWER_WITHIN_S
from ui import state

Page = Literal["", "car", "climate", "home"]
"""Of the window; "" is the one that is shown."""
GRAVITY: tuple[Status, ...] = ("done", "pending", "asked", "unavailable", "denied", "failed")


class AssistantPanel:
    """An observer that folds the events of a turn into what the assistant panel shows."""

    def __init__(self, describe: Callable[[Step, str, Seat], str], changed: Callable[[], None]) -> None:
        """`describe` puts a step into words of a language; `changed` is called after each change."""
        self._describe = describe
        self._changed = changed
        self._seat: Seat = "row1.driver"
        self.language: Literal["en", "zh"] = "en"
        self.page: Page = ""
        self._ended: dict[int, Status] = {}
        self._listening = False
        self._asked_at_s = 0.0
        self.shown = state.Assistant()

    def at(self, now_s: float) -> state.Assistant:
        """What to show at this time of the events' clock: a question that has lapsed asks no more."""
        if (self.shown.asks or self.shown.choices) and now_s - self._asked_at_s > ANSWER_WITHIN_S:
            self.shown = replace(self.shown, asks=False, choices=())
        return self.shown

    def show(self, **changes: Any) -> None:
        self.shown = replace(self.shown, **changes)
        self._changed()

    def __call__(self, event: events.Event) -> None:
        match event:
            case events.Listening():
                self._listening = True
                self.show(state="listening", partial="", heard="", steps=(), reply="", asks=False, choices=())
            case events.Heard(text=text, final=False):
                self.show(partial=text)
            case events.Heard(text=text, language=language, seat=seat):
                self._listening = False
                self.language, self._seat = "zh" if language == "zh" else "en", seat
                self.show(
                    state="thinking", partial="", heard=text, steps=(), reply="", asks=False, choices=()
                )
            case events.Planned(plan=plan):
                lines = tuple(
                    state.StepLine(self._describe(step, self.language, self._seat), "pending")
                    for step in plan.steps
                )
                self.page = next((page for step in plan.steps if (page := _page(step))), self.page)
                self._ended.clear()
                if plan.source == "rule":  # a touch: nothing was said
                    self.show(heard="", reply="", asks=False, choices=())
                self.show(state="acting" if lines else "thinking", steps=lines)
            case events.StepEnded(index=index, status=status):
                # Of several outcomes of one step the worst is shown.
                known = self._ended.get(index, status)
                self._end(index, max(known, status, key=GRAVITY.index))
            case events.Replied(text=text, asks=asks, choices=choices, at_s=at_s):
                self._asked_at_s = at_s
                # A question's step has no outcome: it is answered.
                for index in range(len(self.shown.steps)):
                    self._end(index, self._ended.get(index, "done"))
                self.show(reply=text, asks=asks is not None and choices is None, choices=choices or ())
            case events.Speaking():
                self.show(state="speaking")
            case events.TurnEnded():
                # The microphone may have been opened again while the car was still acting.
                self.show(state="listening" if self._listening else "idle")

    def stop_listening(self, **changes: Any) -> None:
        """The microphone is closed, and no turn comes of it."""
        self._listening = False
        self.show(state="idle", partial="", **changes)

    def _end(self, index: int, status: Status) -> None:
        self._ended[index] = status
        steps = list(self.shown.steps)
        if index < len(steps):  # else who listens again has cleared them away
            steps[index] = replace(steps[index], status=status)
            self.show(steps=tuple(steps))


def _page(step: Step) -> Page:
    """The page of the window that a step is about."""
    area = step.action.partition(".")[0]
    if area == "home":
        return "home"
    if area in ("climate", "seats"):
        return "climate"
    return "car" if area in ("windows", "doors") else ""

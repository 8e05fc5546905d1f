"""Turns told line by line to a person."""

from collections.abc import Callable

from cockpit import events
from cockpit.events import Event


class Teller:
    """An observer that tells a person what was heard, understood, done and said."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell

    def __call__(self, event: Event) -> None:
        match event:
            case events.Heard(text=text, final=True):
                self._tell(f"heard       {text or '(no words)'}")
            case events.Planned(plan=plan):
                steps = ", ".join(
                    step.action + "".join(f" {key}={value}" for key, value in step.slots.items())
                    for step in plan.steps
                )
                self._tell(f"understood  {steps or 'nothing to do'}")
            case events.StepEnded(outcome=outcome):
                frames = " ".join(f"{f.arbitration_id:03X}#{f.data.hex().upper()}" for f in outcome.frames)
                signals = ", ".join(f"{path}={value}" for path, value in outcome.signals.items())
                self._tell(
                    f"{outcome.status:<11} {signals or outcome.action}" + (f"  [{frames}]" if frames else "")
                )
            case events.Replied(text=text):
                self._tell(f"said        {text}")
            case events.TurnEnded():
                self._tell("")

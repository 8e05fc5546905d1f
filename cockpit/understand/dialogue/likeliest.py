"""Which of the meanings of words that go on from the last step are the likeliest."""

from collections.abc import Sequence

from cockpit.actions.control import Control, Level, Switch
from cockpit.actions.registry import CONTROLS
from cockpit.understand.command.frame import Frame
from cockpit.understand.context import Context

WAYS = ("up", "down", "more", "less", "max", "min")


def likeliest(frames: Sequence[Frame], context: Context) -> list[Frame]:
    """What opens nothing is no more opened than closed: 降 of a heating is only "down". And 收 of a mirror is
    rather to fold it than to switch something of it off."""
    control = CONTROLS.get(context.last[-1].action)
    if control is None:
        return list(frames)
    shuts = not isinstance(control.value, Level) or control.value.opens is not None
    return sorted(
        frames, key=lambda frame: (not shuts and (_opening(frame), _counts(frame)), _unlike(frame, control))
    )


def _unlike(frame: Frame, control: Control) -> int:
    """How unlikely verbs are of what was last done: 0 for those of a mere switch, 2 for other things'."""
    words = {verb.value for verb in frame.verbs}
    if words and words <= control.verbs.keys() and isinstance(control.value, Switch):
        return 0
    return 1 if words <= {*control.verbs, *WAYS} else 2


def _opening(frame: Frame) -> bool:
    return any(verb.value in ("open", "close") for verb in frame.verbs)


def _counts(frame: Frame) -> bool:
    """一档: how far only where a word says that it goes further."""
    return frame.unit == "notch" and not (frame.by or frame.has_verb)

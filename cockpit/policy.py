"""What is safe right now: allow, confirm or deny, for every step before it is done.

The classes are data (`Risk`, `Home.confirm`, declared with each action); the rules are the ones
below and no others. Unknown counts as the restricted case everywhere: no fresh speed is moving,
no reading of the light outside is dark, a home device of unknown kind is asked about.
"""

from collections.abc import Sequence

from cockpit.actions.action import Action, Destination, Home, Never
from cockpit.actions.control import Control, Risk
from cockpit.actions.zones import Seat
from cockpit.plan import ALLOW, Remark, Verdict
from vehicle.motion import Motion
from vehicle.signal import Command

CONFIRM = Verdict("confirm")


def deny(reason: str) -> Verdict:
    return Verdict("deny", Remark(reason))


def judge(
    action: Action,
    commands: Sequence[Command],
    speaker: Seat,
    motion: Motion,
    dark: bool,
    device_kinds: Sequence[str] = (),
) -> Verdict:
    """The strictest verdict over everything the step would do.

    `commands`: a control's absolute commands. `dark`: no light outside, or none known.
    `device_kinds`: the kinds of the home devices meant.
    """
    if isinstance(action, Never):
        return deny("never")
    if isinstance(action, Home):
        return _judge_home(action, speaker, device_kinds)
    if isinstance(action, Control):
        return _strictest([_judge(action, c, speaker, motion, dark) for c in commands])
    if isinstance(action, Destination) and _in_the_back(speaker):
        return deny("not_your_place")
    return ALLOW  # questions and the dialogue: nothing moves


def _judge_home(action: Home, speaker: Seat, device_kinds: Sequence[str]) -> Verdict:
    """Locks, garages and alarms are asked first, and not for the back seat to open."""
    if not action.confirm:
        return ALLOW
    if "*" in action.confirm or not device_kinds or set(device_kinds) & set(action.confirm):
        return deny("not_your_place") if _in_the_back(speaker) else CONFIRM
    return ALLOW


def _in_the_back(speaker: Seat) -> bool:
    return speaker.startswith("row2")


def _strictest(verdicts: Sequence[Verdict]) -> Verdict:
    for kind in ("deny", "confirm"):
        for verdict in verdicts:
            if verdict.kind == kind:
                return verdict
    return ALLOW


def _judge(control: Control, command: Command, speaker: Seat, motion: Motion, dark: bool) -> Verdict:
    seat = control.seat_of(command.path)
    if seat is None:  # the switch of a lamp whose level is set: judged with the level
        return ALLOW
    risk = control.risk_for(seat, command.target)
    if _in_the_back(speaker) and not _belongs_to_row2(risk, seat, speaker):
        return deny("not_your_place")
    if risk in (Risk.PARKED, Risk.PARKED_CONFIRM) and motion is not Motion.PARKED:
        return deny("moving")
    if risk is Risk.PARKED_IN_DARK and motion is not Motion.PARKED and dark:
        return deny("dark")
    if risk is Risk.SLOW and motion is Motion.MOVING:
        return deny("too_fast_for")
    return CONFIRM if risk is Risk.PARKED_CONFIRM else ALLOW


def _belongs_to_row2(risk: Risk, seat: str, speaker: Seat) -> bool:
    """Comfort (the driver's own left alone) and media, and what belongs to one's own place."""
    match risk:
        case Risk.COMFORT:
            return True
        case Risk.PLACE_COMFORT:
            return seat != "row1.driver"
        case _:
            return risk is Risk.OWN_PLACE and seat == speaker

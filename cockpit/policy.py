"""What is safe right now: allow, confirm or deny, for every step before it is done.

The classes are data (`Risk`, `Home.confirm`, declared with each action); the rules are the ones
below and no others. Unknown counts as the restricted case everywhere: no fresh speed is moving,
no reading of the light outside is dark, a home device of unknown kind is asked about.
"""

from collections.abc import Sequence

from cockpit.actions.action import Action, Home, Never
from cockpit.actions.control import Control, Risk
from cockpit.actions.zones import Seat
from cockpit.plan import ALLOW, Remark, Verdict
from vehicle.motion import Motion
from vehicle.signal import Command

DARK_PERCENT = 20.0
"""Light outside (Vehicle.Exterior.LightIntensity) below which the low beam is needed."""

CONFIRM = Verdict("confirm")


def deny(reason: str) -> Verdict:
    return Verdict("deny", Remark(reason))


def judge(
    action: Action,
    commands: Sequence[Command],
    speaker: Seat,
    motion: Motion,
    light_percent: float | None,
    device_kinds: Sequence[str] = (),
) -> Verdict:
    """The strictest verdict over everything the step would do.

    `commands`: a control's absolute commands. `device_kinds`: the kinds of the home devices meant.
    """
    if isinstance(action, Never):
        return deny("never")
    if isinstance(action, Home):
        return _judge_home(action, device_kinds)
    if isinstance(action, Control):
        return _strictest([_judge(action, c, speaker, motion, light_percent) for c in commands])
    return ALLOW  # questions, the dialogue, a route on the screen: nothing moves


def _judge_home(action: Home, device_kinds: Sequence[str]) -> Verdict:
    if not action.confirm:
        return ALLOW
    if "*" in action.confirm or not device_kinds or set(device_kinds) & set(action.confirm):
        return CONFIRM
    return ALLOW


def _strictest(verdicts: Sequence[Verdict]) -> Verdict:
    for kind in ("deny", "confirm"):
        for verdict in verdicts:
            if verdict.kind == kind:
                return verdict
    return ALLOW


def _judge(
    control: Control, command: Command, speaker: Seat, motion: Motion, light_percent: float | None
) -> Verdict:
    seat = control.seat_of(command.path)
    if seat is None:  # the switch of a lamp whose level is set: judged with the level
        return ALLOW
    risk = control.risk_for(seat, command.target)
    if speaker.startswith("row2") and not _belongs_to_row2(risk, seat, speaker):
        return deny("not_your_place")
    if risk in (Risk.PARKED, Risk.PARKED_CONFIRM) and motion is not Motion.PARKED:
        return deny("moving")
    if risk is Risk.PARKED_IN_DARK and motion is not Motion.PARKED and is_dark(light_percent):
        return deny("dark")
    if risk is Risk.SLOW and motion is Motion.MOVING:
        return deny("moving")
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


def is_dark(light_percent: float | None) -> bool:
    return light_percent is None or light_percent < DARK_PERCENT

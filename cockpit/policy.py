"""What is safe right now: allow, confirm or deny, for every step before it is done.

The classes are data (`Risk`, `Home.confirm`, declared with each action); the rules are the ones
below and no others. Unknown counts as the restricted case everywhere: no fresh speed is moving,
no reading of the light outside is dark, no known source may show pictures, a home device of unknown
kind is asked about.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cockpit.actions.action import Action, Destination, Home, Never
from cockpit.actions.control import Control, Risk
from cockpit.actions.zones import Seat
from cockpit.plan import ALLOW, Remark, Verdict
from vehicle.motion import Motion
from vehicle.signal import Command

CONFIRM = Verdict("confirm")
ASKED_AT_HOME = frozenset({"lock", "garage", "alarm_control_panel"})
"""Kinds of home devices that are asked about whatever is done to them."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What the rules ask of the moment. `dark`: no light outside, or none known. `video`: what plays has
    pictures, or nobody knows what plays."""

    motion: Motion
    dark: bool
    video: bool


def deny(reason: str) -> Verdict:
    return Verdict("deny", Remark(reason))


def judge(
    action: Action,
    commands: Sequence[Command],
    speaker: Seat,
    moment: Moment,
    device_kinds: Sequence[str] = (),
) -> Verdict:
    """The strictest verdict over everything the step would do.

    `commands`: a control's absolute commands. `device_kinds`: the kinds of the home devices meant.
    """
    match action:
        case Never():
            return deny("never")
        case Home():
            return _judge_home(action, speaker, device_kinds)
        case Control():
            return _strictest([_judge(action, command, speaker, moment) for command in commands])
        case Destination():
            return deny("not_your_place") if _in_the_back(speaker) else ALLOW
        case _:
            return ALLOW  # questions and the dialogue: nothing moves


def _judge_home(action: Home, speaker: Seat, device_kinds: Sequence[str]) -> Verdict:
    """Locks, garages and alarms are asked first, and not for the back seat to change."""
    asked = {*ASKED_AT_HOME, *action.confirm}
    unknown = bool(action.confirm) and not device_kinds
    if unknown or "*" in action.confirm or asked.intersection(device_kinds):
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


def _judge(control: Control, command: Command, speaker: Seat, moment: Moment) -> Verdict:
    seat = control.seat_of(command.path)
    if seat is None:  # the switch of a lamp whose level is set: judged with the level
        return ALLOW
    risk = control.risk_for(seat, command.target)
    if _in_the_back(speaker) and not _belongs_to_row2(risk, seat, speaker):
        return deny("not_your_place")
    if risk is Risk.SLOW:
        return deny("too_fast_for") if moment.motion is Motion.MOVING else ALLOW
    if moment.motion is not Motion.PARKED:
        if risk in (Risk.PARKED, Risk.PARKED_CONFIRM, Risk.VIDEO):
            return deny("moving")
        if risk is Risk.PLAYING and moment.video:
            return deny("moving")
        if risk is Risk.PARKED_IN_DARK and moment.dark:
            return deny("dark")
    return CONFIRM if risk is Risk.PARKED_CONFIRM else ALLOW


def _belongs_to_row2(risk: Risk, seat: str, speaker: Seat) -> bool:
    """Comfort (the driver's own left alone) and media, and what belongs to one's own place."""
    match risk:
        case Risk.COMFORT | Risk.VIDEO | Risk.PLAYING:
            return True
        case Risk.PLACE_COMFORT:
            return seat != "row1.driver"
        case Risk.OWN_PLACE:
            return seat == speaker
        case _:
            return False

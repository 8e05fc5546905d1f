"""A conversation in a simulated car in virtual time, with a third node listening on its bus."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import can

from cockpit.app import Engines, car_of, new_assistant
from cockpit.assistant import Assistant
from cockpit.car import Car, Given
from cockpit.config import Settings
from cockpit.events import Event
from cockpit.plan import Outcome
from cockpit.turn import Turn
from cockpit.understand.home.household import HomeNames
from cockpit.understand.understanding import Understanding
from vehicle.bus import open_bus
from vehicle.clock import VirtualClock, run_virtual
from vehicle.profile import Profile
from vehicle.signal import Frame, Value
from vehicle.simulator import Simulator

TEMPERATURE = "Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature"
DOOR = "Vehicle.Cabin.Door.Row1.DriverSide.IsOpen"
LOCKS = tuple(
    f"Vehicle.Cabin.Door.Row{row}.{side}Side.IsLocked" for row in (1, 2) for side in ("Driver", "Passenger")
)
WINDOWS = tuple(
    f"Vehicle.Cabin.Door.Row{row}.{side}Side.Window.Position"
    for row in (1, 2)
    for side in ("Driver", "Passenger")
)


AtHomeIn = Callable[[HomeNames], Understanding]
"""The fixture `at_home_in`."""


@dataclass(frozen=True, slots=True)
class Talking:
    """`bus` is a further handle on the car's only bus, `seen` all events of the turns so far."""

    assistant: Assistant
    car: Car
    simulator: Simulator
    clock: VirtualClock
    bus: can.BusABC
    profile: Profile
    seen: list[Event]

    async def say(self, text: str) -> Turn:
        return await self.assistant.turn(text)

    def commanded(self) -> tuple[Frame, ...]:
        """The command frames on the bus since the last call, whoever sent them."""
        (channel,) = self.profile.channels
        wanted = {link.key for link in self.profile.writes.values()}
        frames = []
        while (message := self.bus.recv(0)) is not None:
            if (channel, message.arbitration_id, message.is_extended_id) in wanted:
                frames.append(
                    Frame(channel, message.arbitration_id, message.is_extended_id, bytes(message.data))
                )
        return tuple(frames)


def talk(engines: Engines, work: Callable[[Talking], Awaitable[None]], given: Given | None = None) -> None:
    """Run `work` in a fresh car; time passes only when nothing else can happen."""

    async def main(clock: VirtualClock) -> None:
        seen: list[Event] = []
        async with car_of(engines, clock, given or Given()) as (car, simulator):
            assistant = new_assistant(engines, clock, car, None, observers=(seen.append,))
            (info,) = (bus.channel_info for bus in simulator._buses.values())
            with open_bus("virtual", info.removeprefix("Virtual bus channel ")) as bus:
                await work(Talking(assistant, car, simulator, clock, bus, engines.profile, seen))

    run_virtual(main)


def engines_with(understanding: Understanding, settings: Settings) -> Engines:
    """Engines whose grammars are built already."""
    engines = Engines(settings)
    engines.understanding = understanding
    return engines


def turns(engines: Engines, *texts: str, given: Given | None = None) -> list[Turn]:
    """One conversation."""
    done: list[Turn] = []

    async def work(talking: Talking) -> None:
        for text in texts:
            done.append(await talking.say(text))

    talk(engines, work, given)
    return done


def only(turn: Turn) -> Outcome:
    (outcome,) = turn.outcomes
    return outcome


def signals(turn: Turn) -> dict[str, Value]:
    return {path: value for outcome in turn.outcomes for path, value in outcome.signals.items()}

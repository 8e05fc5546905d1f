"""Every line of a set in a fresh simulated car and context, the way `say --batch` takes."""

from dataclasses import dataclass

from cockpit.app import Engines, car_of, new_assistant
from cockpit.errors import tellable
from cockpit.evaluate.home import LabelledHome
from cockpit.evaluate.sets import Line, SentenceSet, Tell
from cockpit.evaluate.verdict import Verdict, verdict
from cockpit.turn import Turn
from cockpit.understand.home.household import HomeNames
from cockpit.understand.words.tokens import language_of
from vehicle.clock import VirtualClock, run_virtual

TOLD_EVERY = 100
"""Lines between two lines of progress."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A line that was run, and its last turn."""

    set_name: str
    line: Line
    turn: Turn
    verdict: Verdict

    @property
    def language(self) -> str:
        return self.line.said.language or language_of(self.line.said.turns[-1])


def run(engines: Engines, chosen: SentenceSet, tell: Tell) -> list[Scored]:
    """Every line, scored. One that cannot be run is told and left out."""

    async def main(clock: VirtualClock) -> list[Scored]:
        scored = []
        for done, line in enumerate(chosen.lines):
            if done % TOLD_EVERY == 0:
                tell(f"{chosen.name}: {done} of {len(chosen.lines)}")
            try:
                turn = await _last_turn(engines, clock, line, chosen.home)
            except Exception as error:  # noqa: BLE001 - one line's mistake does not end the set
                tell(f"{chosen.name}, line {line.number}: {tellable(error)}")
            else:
                scored.append(Scored(chosen.name, line, turn, verdict(line.expected, turn)))
        return scored

    engines.understanding.set_home(chosen.home.names if chosen.home else HomeNames())
    return run_virtual(main)


async def _last_turn(engines: Engines, clock: VirtualClock, line: Line, home: LabelledHome | None) -> Turn:
    said = line.said
    async with car_of(engines, clock, said.given) as (car, _):
        assistant = new_assistant(engines, clock, car, home)
        for text in said.turns:
            turn = await assistant.turn(text, seat=said.seat, language=said.language)
    return turn

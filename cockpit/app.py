"""The composition root: builds the engines, and the parts of one conversation in their order."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from cockpit.actions.action import Question
from cockpit.actions.registry import REGISTRY
from cockpit.assistant import Assistant
from cockpit.car import Car, Given
from cockpit.config import Settings
from cockpit.errors import HubError
from cockpit.events import Observer
from cockpit.head_unit import HeadUnit
from cockpit.language import load
from cockpit.links import pairings
from cockpit.memory import PLACES
from cockpit.models.catalogue import Purpose
from cockpit.models.store import InstalledModel, find, locate, models_dir
from cockpit.perform import HomeLink, Performer
from cockpit.plan import Step
from cockpit.replies import Replies
from cockpit.understand.context import Context
from cockpit.understand.home.household import HomeNames
from cockpit.understand.phrases import phrases
from cockpit.understand.talk import Talk
from cockpit.understand.understanding import Understanding
from cockpit.understand.word_pairs import word_pairs
from vehicle.clock import Clock, VirtualClock
from vehicle.profile import Profile, load_profile
from vehicle.simulator import Simulator, simulated_car
from vehicle.simulator.state import fresh_state

if TYPE_CHECKING:  # what hears, speaks and talks to a hub takes half as long again: for those who need it
    from cockpit.links.home_assistant import HomeAssistant
    from cockpit.mouth import Mouth
    from voice.listener import Listener
    from voice.speaker import Speaker
    from voice.vosk import VoskModel


_SOME_COMMAND = (Step("windows.position", {"value": 50}),)
"""What the recogniser takes for the last command: one that nearly all can follow that follows any."""


class Engines:
    """What is loaded once, at its first use, and serves every conversation."""

    def __init__(self, settings: Settings, data_dir: Path | None = None) -> None:
        """`data_dir` holds the pairings; None: there are none."""
        self.settings = settings
        self.data_dir = data_dir
        self._speakers: dict[str, Speaker] = {}
        self._talks: dict[Path, Talk] = {}
        self._speech_models: dict[str, VoskModel] = {}
        self.home_names = HomeNames()
        # A lock each: ears and voice are loaded side by side.
        self._talks_loading, self._ears_loading, self._voices_loading = Lock(), Lock(), Lock()

    @cached_property
    def profile(self) -> Profile:
        return load_profile(self.settings.car.profile)

    @cached_property
    def understanding(self) -> Understanding:
        return Understanding()

    @cached_property
    def replies(self) -> Replies:
        return Replies(units=self.settings.units)

    @cached_property
    def models_dir(self) -> Path:
        return models_dir(self.settings.models_dir)

    def model(self, purpose: Purpose, configured: str, language: str) -> InstalledModel:
        """The model a setting names, else the best that is installed. Raises ModelError."""
        if configured:
            return locate(configured, purpose, self.models_dir)
        return find(purpose, language, self.models_dir)

    def talk(self, language: str) -> Talk:
        """The language model for plain talk in a language, opened once; any thread. Raises ModelError."""
        path = self.model("language", self.settings.talk.model, language).path
        with self._talks_loading:
            if path not in self._talks:
                self._talks[path] = Talk(path)
            return self._talks[path]

    def listener(self, language: str) -> "Listener":
        """Ears for a language, that hear best what the grammar understands. Loads for a second."""
        from voice.listener import Listener
        from voice.vad import SpeechDetector, Turns
        from voice.vosk import VoskRecogniser

        detector = SpeechDetector(Turns(silence_s=self.settings.speech.silence_s))
        recogniser = VoskRecogniser(
            self._vosk(language),
            phrases(language, self.home_names, self.understanding),
            load(language, "phrases")["spellings"],
            lambda text: self._meaning(text, language),
            word_pairs(self.understanding.load(language).lexicon.ways),
        )
        return Listener(detector, recogniser)

    def _meaning(self, text: str, language: str) -> tuple[Step, ...]:
        """What it asks for behind another command ("same for the back"), as orders or as questions.

        What is both at once was misheard.
        """
        steps = self.understanding.plan(text, Context(language=language, last=_SOME_COMMAND)).steps
        return steps if len({isinstance(REGISTRY[step.action], Question) for step in steps}) == 1 else ()

    def _vosk(self, language: str) -> "VoskModel":
        from voice.vosk import VoskModel

        with self._ears_loading:
            if language not in self._speech_models:
                path = self.model("speech", self.settings.speech.recogniser, language).path
                self._speech_models[language] = VoskModel(path, language)
            return self._speech_models[language]

    def speaker(self, language: str) -> "Speaker":
        """The voice of a language, loaded once, in about a second; any thread.

        Raises ModelError where there is none, SpeechModelError where it is broken.
        """
        from voice.speaker import Speaker

        with self._voices_loading:
            if language not in self._speakers:
                model = self.model("voice", self.settings.speech.voice, language)
                self._speakers[language] = Speaker(model.path)
            return self._speakers[language]

    def open(self) -> None:
        """Build what every conversation needs. Takes about a second and blocks."""
        fresh_state(self.profile)  # reads the simulated car's nature, once
        self.understanding.warm()
        _ = self.replies

    def close(self) -> None:
        """End the threads of what was opened."""
        for speaker in self._speakers.values():
            speaker.close()
        for talk in self._talks.values():
            talk.close()


@asynccontextmanager
async def conversation(
    engines: Engines,
    clock: Clock,
    given: Given,
    *,
    voice: "Mouth | None" = None,
    observers: Iterable[Observer] = (),
) -> AsyncIterator[Assistant]:
    """An assistant in a fresh simulated car: the simulator first, the vehicle on its bus, then the home."""
    async with car_of(engines, clock, given) as (car, _), paired_home(engines, clock) as home:
        yield new_assistant(engines, clock, car, home, voice=voice, observers=observers)


def new_assistant(
    engines: Engines,
    clock: Clock,
    car: Car,
    home: HomeLink | None,
    *,
    voice: "Mouth | None" = None,
    observers: Iterable[Observer] = (),
) -> Assistant:
    settings = engines.settings
    return Assistant(
        performer=Performer(car, PLACES, home, clock),
        understanding=engines.understanding,
        replies=engines.replies,
        clock=clock,
        seat=settings.seat,
        language=settings.language,
        talk=engines.talk if settings.talk.enabled else None,
        voice=voice,
        observers=observers,
    )


@asynccontextmanager
async def car_of(engines: Engines, clock: Clock, given: Given) -> AsyncIterator[tuple[Car, Simulator]]:
    """A fresh simulated car, as far as `given` does not say otherwise; it has reported once."""
    car = simulated_car(engines.profile, clock, given=given.set, silent=given.unset)
    async with car as (vehicle, simulator):
        head_unit = HeadUnit(vehicle.store, clock, given.set, given.unset)
        yield Car(vehicle, head_unit, clock), simulator


@asynccontextmanager
async def paired_home(engines: Engines, clock: Clock) -> AsyncIterator["HomeAssistant | None"]:
    """The hub that is talked of, connected where it answers; None where nothing is paired."""
    paired = pairings.load(engines.data_dir) if engines.data_dir else ()
    if not paired:
        yield None
        return
    from cockpit.links.home_assistant import HomeAssistant

    pairing = pairings.spoken_of(paired)
    names: list[object] = []

    def take_over() -> None:
        """The hub's names into the grammars; most changes are of states only."""
        now = [home.areas, *((d.id, d.name, d.kind, d.aliases) for d in home.devices)]
        if now != names:
            names[:] = now
            engines.home_names = HomeNames(home.devices, tuple(area.name for area in home.areas))
            engines.understanding.set_home(engines.home_names)

    def name_of(entity: str) -> str:
        return next((device.name for device in home.devices if device.id == entity), entity)

    home = HomeAssistant(pairing.address, pairing.token, name=pairing.name, on_change=take_over)
    engines.replies.name_of = name_of
    try:
        if isinstance(clock, VirtualClock):
            await clock.outside(home.connect())
        else:
            home.start()
    except HubError:
        pass  # its steps say that it does not answer
    try:
        yield home
    finally:
        await home.close()

"""The running cockpit: with its window, or headless with microphone and loudspeaker only."""

import argparse
import asyncio
import sys
from collections.abc import Iterable
from contextlib import aclosing, closing, suppress
from functools import partial

from cockpit.app import Engines
from cockpit.commands.options import given_of, settings_of
from cockpit.commands.turns import open_trace, print_turn
from cockpit.config import data_dir
from cockpit.core import Core, CoreIntents
from cockpit.events import Observer
from cockpit.interrupt import Interrupt
from cockpit.live import Live, live
from cockpit.mouth import LiveMouth
from vehicle.clock import RealClock
from voice.sink import DeviceSink
from voice.source import Microphone


def run_window(args: argparse.Namespace, interrupt: Interrupt) -> int:
    """The window in the main thread, the core in its own. Returns when the window is closed."""
    from ui.window import Window

    engines = engines_of(args)
    given = given_of(args)
    intents = CoreIntents()
    intents.listen = lambda running: running.toggle_listening(lambda: microphone(engines))
    window = Window(intents, size=args.size, fullscreen=args.fullscreen)
    interrupt.ends(window.interrupt)

    async def main(core: Core) -> None:
        async with live(
            engines, RealClock(), given, mouth=mouth(engines), show=window.show, observers=observers
        ) as running:
            core.running(running)
            if args.drive:
                running.spawn(running.simulator.drive(laps=None))
            await running.warm()
            await asyncio.Event().wait()

    with closing(engines), open_trace(args) as observers:
        intents.core = Core(main, ended=window.close)
        intents.core.start()
        try:
            window.run()
        finally:
            intents.core.stop()
    return 0


def run_headless(args: argparse.Namespace, interrupt: Interrupt) -> int:
    """Hear one utterance after the other until Ctrl-C."""
    with (
        closing(engines_of(args)) as engines,
        open_trace(args) as observers,
        suppress(asyncio.CancelledError),
    ):
        asyncio.run(_listen(engines, args, observers, interrupt))
    return 0


async def _listen(
    engines: Engines, args: argparse.Namespace, observers: Iterable[Observer], interrupt: Interrupt
) -> None:
    listening = asyncio.current_task()
    assert listening is not None
    interrupt.ends(partial(asyncio.get_running_loop().call_soon_threadsafe, listening.cancel))
    settings = engines.settings  # a missing model is told before a missing microphone
    engines.model("speech", settings.speech.recogniser, settings.language or "en")
    async with aclosing(microphone(engines).chunks()) as sound:
        await anext(sound)  # without one that gives sound it does not say that it hears
    async with live(
        engines,
        RealClock(),
        given_of(args),
        mouth=mouth(engines),
        show=lambda _: None,
        observers=observers,
    ) as running:
        if args.drive:
            running.spawn(running.simulator.drive(laps=None))
        await running.warm()
        sys.stderr.write("Listening. Ctrl-C ends it.\n")
        while True:
            await _one_turn(running, engines, args)


async def _one_turn(running: Live, engines: Engines, args: argparse.Namespace) -> None:
    turn = await running.hear(microphone(engines))
    if turn is not None:
        print_turn(turn, args)
    await running.mouth.finished()  # the microphone would hear the reply


def engines_of(args: argparse.Namespace) -> Engines:
    settings = settings_of(args)
    return Engines(settings, data_dir=data_dir(settings, args.data))


def microphone(engines: Engines) -> Microphone:
    return Microphone(engines.settings.speech.microphone or None)


def mouth(engines: Engines) -> LiveMouth:
    return LiveMouth(engines.speaker, DeviceSink(engines.settings.speech.loudspeaker or None))

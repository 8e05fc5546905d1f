"""`cockpit hear`: turns from sound files, through the same pipeline as the microphone's."""

import argparse
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cockpit.commands.options import add_trace, add_turn_options

if TYPE_CHECKING:
    from cockpit.app import Engines
    from vehicle.clock import VirtualClock
    from voice.utterance import Utterance

EPILOG = """examples:
  cockpit hear command.wav
  cockpit hear --json --out replies/ first.wav second.wav
  cockpit hear --set Vehicle.Speed=120 open-the-door.wav
"""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("hear", help="turns from recordings", description=__doc__, epilog=EPILOG)
    add_turn_options(parser, model=None)
    add_trace(parser)
    parser.add_argument("wav", nargs="+", type=Path, metavar="WAV", help="one conversation, in this order")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write the spoken replies there as WAV")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from cockpit.app import Engines
    from cockpit.commands.options import settings_of
    from vehicle.clock import run_virtual

    engines = Engines(settings_of(args), data_dir=args.data)
    try:
        return 0 if run_virtual(lambda clock: _hear_all(engines, clock, args)) else 1
    finally:
        engines.close()


async def _hear_all(engines: "Engines", clock: "VirtualClock", args: argparse.Namespace) -> bool:
    from cockpit.app import conversation
    from cockpit.commands.options import given_of, made_folder
    from cockpit.commands.turns import open_trace, print_error
    from cockpit.errors import tellable
    from cockpit.mouth import WavMouth

    language = engines.settings.language or "en"
    mouth = None
    if args.out:
        mouth = WavMouth(engines.speaker, made_folder(args.out))
        engines.speaker(language)  # a voice that is missing or broken is told before anything is done
    well = True
    with open_trace(args) as observers:
        async with conversation(
            engines, clock, given_of(args), voice=mouth, observers=observers
        ) as assistant:
            with closing(engines.listener(language)) as listener:  # bound to the home's names too
                for file in args.wav:
                    try:
                        for utterance in await clock.outside(_utterances(listener, file)):
                            well &= await _turn(assistant, utterance, file, args)
                    except BrokenPipeError:  # nobody reads what is printed any more
                        raise
                    except Exception as error:  # noqa: BLE001 - one file's mistake does not end the rest
                        print_error(tellable(error), args, file=str(file))
                        well = False
    return well


async def _utterances(listener: Any, file: Path) -> "list[Utterance]":
    from voice.errors import SoundError
    from voice.source import WavSource
    from voice.utterance import Utterance

    heard = [event async for event in listener.listen(WavSource(file)) if isinstance(event, Utterance)]
    if not heard:
        raise SoundError(f"{file}: nobody speaks in it", "record again, closer to the microphone")
    return heard


async def _turn(assistant: Any, utterance: "Utterance", file: Path, args: argparse.Namespace) -> bool:
    import sys

    from cockpit.commands.turns import print_turn
    from cockpit.events import plain

    if not args.json:
        sys.stdout.write(f"{file.name}: {utterance.text or '(no words)'}\n")
    recognise_ms, or_else = utterance.recognise_ms, utterance.or_else
    turn = await assistant.turn(utterance.text, recognise_ms=recognise_ms, or_else=or_else)
    print_turn(turn, args, file=str(file), partials=plain(utterance.partials))
    return bool(turn.went_well)

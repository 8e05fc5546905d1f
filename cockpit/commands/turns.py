"""Turns printed: one, a batch of conversations, or one conversation from stdin."""

import argparse
import asyncio
import json
import sys
import threading
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any

from cockpit import events
from cockpit.app import Engines, conversation
from cockpit.assistant import Assistant
from cockpit.batch import batch_lines, conversation_of, turns_in
from cockpit.car import Given
from cockpit.commands.options import given_of, settings_of
from cockpit.errors import Tellable, as_json, tellable, told
from cockpit.events import Observer
from cockpit.turn import Turn
from vehicle.clock import Clock, RealClock, VirtualClock, run_virtual


def run_single(args: argparse.Namespace, text: str) -> int:
    """One turn in a fresh simulated car. Returns the exit code."""
    given = given_of(args)

    async def main(clock: VirtualClock) -> bool:
        async with conversation(engines, clock, given, observers=observers) as assistant:
            turn = await assistant.turn(text)
        print_turn(turn, args)
        return turn.went_well

    with closing(Engines(settings_of(args), data_dir=args.data)) as engines, open_trace(args) as observers:
        return 0 if run_virtual(main) else 1


def run_batch(args: argparse.Namespace) -> int:
    """Every line in a fresh car and context; an input line always gives its turns, also after an error."""
    args.model = args.model or "off"
    base = given_of(args)
    lines = batch_lines(args.batch)

    async def main(clock: VirtualClock) -> None:
        for n, line in lines:
            await _run_line(engines, clock, line, base, observers, args, n)

    with closing(Engines(settings_of(args), data_dir=args.data)) as engines, open_trace(args) as observers:
        run_virtual(main)
    return 0


async def _run_line(
    engines: Engines,
    clock: VirtualClock,
    line: str,
    base: Given,
    observers: Iterable[Observer],
    args: argparse.Namespace,
    n: int,
) -> None:
    """Print the turns of a line; also those that cannot be run, each with its error."""
    printed = 0
    try:
        wanted = conversation_of(line, base)
        async with conversation(engines, clock, wanted.given, observers=observers) as assistant:
            for text in wanted.turns:
                try:
                    turn = await assistant.turn(text, seat=wanted.seat, language=wanted.language)
                except Exception as error:  # noqa: BLE001 - one turn's mistake does not end the batch
                    print_error(tellable(error), args, n=n, turn=printed)
                else:
                    print_turn(turn, args, n=n, turn=printed)
                printed += 1
    except BrokenPipeError:  # nobody reads what is printed any more
        raise
    except Exception as error:  # noqa: BLE001 - one line's mistake does not end the batch
        print_line_error(error, line, args, n, printed)


def print_line_error(error: Exception, line: str, args: argparse.Namespace, n: int, printed: int = 0) -> None:
    """The error in the place of each turn of a line that was not printed yet."""
    told_as = tellable(error)
    for turn in range(printed, turns_in(line)):
        print_error(told_as, args, n=n, turn=turn)


def run_chat(args: argparse.Namespace) -> int:
    """One conversation: a turn for each line of stdin.

    In real time a line is taken while the turn before still waits for what moves, else after it.
    """
    given = given_of(args)
    real = args.real_time or sys.stdin.isatty()

    async def main(clock: Clock) -> bool:
        turns: list[asyncio.Task[bool]] = []
        async with conversation(engines, clock, given, observers=observers) as assistant:
            async for text in _typed_lines(clock):
                turns.append(asyncio.create_task(_chat_turn(assistant, text, args)))
                if not real:
                    await turns[-1]
            return all(await asyncio.gather(*turns))

    with closing(Engines(settings_of(args), data_dir=args.data)) as engines, open_trace(args) as observers:
        engines.open()  # real time goes on while they are built
        return 0 if (asyncio.run(main(RealClock())) if real else run_virtual(main)) else 1


async def _chat_turn(assistant: Assistant, text: str, args: argparse.Namespace) -> bool:
    try:
        turn = await assistant.turn(text)
    except Exception as error:  # noqa: BLE001 - one turn's mistake does not end the conversation
        print_error(tellable(error), args)
        return False
    else:
        print_turn(turn, args)
        return turn.went_well
    finally:
        _prompt()


async def _typed_lines(clock: Clock) -> AsyncIterator[str]:
    lines: asyncio.Queue[str] = asyncio.Queue()
    wanted = threading.Semaphore(0)
    loop = asyncio.get_running_loop()

    def read() -> None:
        # A file of its own: at the end Python would wait for a thread that reads from sys.stdin.
        with open(sys.stdin.fileno(), encoding="utf-8-sig", errors="replace", closefd=False) as typed:
            while wanted.acquire():
                line = typed.readline()
                with suppress(RuntimeError):  # the loop has ended meanwhile
                    loop.call_soon_threadsafe(lines.put_nowait, line)

    # A daemon: Ctrl-C does not wait for a line that nobody types.
    threading.Thread(target=read, name="stdin", daemon=True).start()
    _prompt()
    while True:
        wanted.release()
        line = await clock.outside(lines.get())
        if not line:
            return
        if line.strip():
            yield line.strip()
        else:
            _prompt()


def _prompt() -> None:
    """On a terminal: at its start, and after each reply, for the next line may be typed before it."""
    if sys.stdin.isatty():
        sys.stderr.write("> ")
        sys.stderr.flush()


def print_json(value: Any) -> None:
    """One line of JSON; escaped where the stream cannot carry its characters."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value)
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def print_turn(done: Turn, args: argparse.Namespace, **more: Any) -> None:
    if args.json:
        print_json({**more, **done.as_json()})
    else:
        sys.stdout.write(done.reply + "\n")
        sys.stdout.flush()


def print_error(error: Tellable, args: argparse.Namespace, **more: Any) -> None:
    """An input line that could not be run, in the place of its turn."""
    if args.json:
        print_json({**more, "error": as_json(error), "outcomes": [], "reply": told(error)})
    else:
        sys.stdout.write(told(error) + "\n")


@contextmanager
def open_trace(args: argparse.Namespace) -> Iterator[tuple[Observer, ...]]:
    """The observers that the command line asks for."""
    if args.trace is None:
        yield ()
        return
    with closing(events.open_trace(args.trace)) as trace:
        yield (trace,)

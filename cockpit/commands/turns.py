"""Turns printed: one, a batch of conversations, or one conversation from stdin."""

import argparse
import asyncio
import json
import sys
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from cockpit.app import Engines, conversation
from cockpit.assistant import Assistant
from cockpit.car import Given
from cockpit.commands.options import batch_lines, conversation_of, given_of, settings_of
from cockpit.errors import TELLABLE, Tellable, as_json, told
from cockpit.events import Observer, Trace
from cockpit.turn import Turn
from vehicle.clock import VirtualClock, run_virtual


def run_single(args: argparse.Namespace, text: str) -> int:
    """One turn in a fresh simulated car. Returns the exit code."""
    engines = Engines(settings_of(args), data_dir=args.data)

    async def main(clock: VirtualClock) -> bool:
        with open_trace(args) as observers:
            async with conversation(engines, clock, given_of(args), observers=observers) as assistant:
                turn = await assistant.turn(text)
        print_turn(turn, args)
        return turn.went_well

    return 0 if run_virtual(main) else 1


def run_batch(args: argparse.Namespace) -> int:
    """Every line in a fresh car and context; an input line always gives its turns, also after an error."""
    args.model = args.model or "off"
    engines = Engines(settings_of(args), data_dir=args.data)
    base = given_of(args)
    lines = batch_lines(args.batch)

    async def main(clock: VirtualClock) -> None:
        with open_trace(args) as observers:
            for n, line in lines:
                try:
                    await _run_line(engines, clock, line, base, observers, args, n)
                except TELLABLE as error:
                    print_error(error, args, n=n, turn=0)

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
    wanted = conversation_of(line, base)
    async with conversation(engines, clock, wanted.given, observers=observers) as assistant:
        for k, text in enumerate(wanted.turns):
            try:
                turn = await assistant.turn(text, seat=wanted.seat, language=wanted.language)
            except TELLABLE as error:
                print_error(error, args, n=n, turn=k)
            else:
                print_turn(turn, args, n=n, turn=k)


def run_chat(args: argparse.Namespace) -> int:
    """One conversation: a turn for each line of stdin."""
    engines = Engines(settings_of(args), data_dir=args.data)

    async def main(clock: VirtualClock) -> bool:
        well = True
        with open_trace(args) as observers:
            async with conversation(engines, clock, given_of(args), observers=observers) as assistant:
                async for text in _typed_lines(clock):
                    well &= await _chat_turn(assistant, text, args)
        return well

    return 0 if run_virtual(main) else 1


async def _chat_turn(assistant: Assistant, text: str, args: argparse.Namespace) -> bool:
    try:
        turn = await assistant.turn(text)
    except TELLABLE as error:
        print_error(error, args)
        return False
    print_turn(turn, args)
    return turn.went_well


async def _typed_lines(clock: VirtualClock) -> AsyncIterator[str]:
    while True:
        if sys.stdin.isatty():
            sys.stderr.write("> ")
            sys.stderr.flush()
        line = await clock.outside(asyncio.to_thread(sys.stdin.readline))
        if not line:
            return
        if line.strip():
            yield line.strip()


def print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
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
    with args.trace.open("w", encoding="utf-8") as file:
        yield (Trace(file),)

"""`cockpit understand`: what a sentence would do, and nothing done."""

import argparse
import json
import sys
import time
from typing import TYPE_CHECKING, Any

from cockpit.commands.options import add_turn_options

if TYPE_CHECKING:
    from cockpit.app import Engines
    from cockpit.batch import Conversation
    from cockpit.plan import Plan

EPILOG = """examples:
  cockpit understand "open the front windows and close the back ones"
  cockpit understand --json --batch sentences.txt
  cockpit understand --schema
"""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "understand", help="plans only, nothing done", description=__doc__, epilog=EPILOG
    )
    add_turn_options(parser, model="off")
    parser.add_argument("text", nargs="*", metavar="TEXT", help="what is said")
    parser.add_argument("--batch", metavar="FILE", help="as in `cockpit say`")
    parser.add_argument("--schema", action="store_true", help="the JSON schema of a plan's steps")
    parser.set_defaults(run=run, parser=parser)


def run(args: argparse.Namespace) -> int:
    from cockpit.app import Engines
    from cockpit.batch import Conversation, batch_lines, conversation_of
    from cockpit.commands.options import given_of, settings_of
    from cockpit.commands.turns import print_json, print_line_error
    from cockpit.errors import TELLABLE

    if bool(args.text) + bool(args.batch) + args.schema != 1:
        args.parser.error("give either a TEXT, or --batch FILE, or --schema")
    if args.schema:
        from cockpit.actions.schema import schema

        print_json(schema())
        return 0
    engines = Engines(settings_of(args), data_dir=args.data)
    base = given_of(args)
    lines = batch_lines(args.batch) if args.batch else []
    engines.understanding.warm()  # the figures printed are of warm engines
    if args.text:
        return 0 if _show(engines, Conversation((" ".join(args.text),), base), args) else 1
    for n, line in lines:
        try:
            wanted = conversation_of(line, base)
        except TELLABLE as error:
            print_line_error(error, line, args, n)
        else:
            _show(engines, wanted, args, n=n)
    return 0


def _show(engines: "Engines", wanted: "Conversation", args: argparse.Namespace, **more: Any) -> bool:
    """Print the plans of a conversation; whether each sentence was understood."""
    from cockpit.commands.turns import print_error, print_json
    from cockpit.errors import tellable
    from cockpit.recall import Recall
    from cockpit.told import Told
    from cockpit.turn import MS_NONE, plan_json
    from cockpit.understand.words.tokens import language_of

    understood = True
    seat, recall = wanted.seat or engines.settings.seat, Recall()
    for k, text in enumerate(wanted.turns):
        # As in `say`: Chinese characters are Chinese whatever was set.
        language = "zh" if language_of(text) == "zh" else wanted.language or engines.settings.language or "en"
        context = recall.context(seat, language, 0.0)
        turn = {"turn": k} if "n" in more else {}
        began = time.perf_counter()
        try:
            plan = engines.understanding.plan(text, context)
        except Exception as error:  # noqa: BLE001 - one sentence's mistake does not end the batch
            print_error(tellable(error), args, **more, **turn)
            understood = False
            continue
        ms = MS_NONE | {"understand": round(1e3 * (time.perf_counter() - began), 3)}
        understood &= bool(plan.steps)
        recall.remember(plan, (), Told(""), seat, language, 0.0)  # as if it had been done
        line = {"heard": text, "language": language, "seat": seat, "plan": plan_json(plan), "ms": ms}
        if args.json:
            print_json({**more, **turn, **line})
        else:
            sys.stdout.write("".join(f"{told}\n" for told in _told(plan)))
    return understood


def _told(plan: "Plan") -> list[str]:
    """A line a step, or one that says that there is nothing to do."""
    steps = [f"{step.action} {json.dumps(dict(step.slots), ensure_ascii=False)}" for step in plan.steps]
    return steps or [f"nothing to do ({plan.remark.key if plan.remark else 'talk'})"]

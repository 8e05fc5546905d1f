"""`cockpit models`: list, install, verify and remove speech, voice and language models."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, get_args

from cockpit.models.catalogue import Purpose

EXAMPLES = """examples:
  cockpit models list
  cockpit models install --default
  cockpit models install vosk-model-small-cn zh_CN-huayan-medium qwen2.5-1.5b
  cockpit models install --from ~/my-voice.onnx --name my-voice --purpose voice --language zh
  cockpit models verify
  cockpit models remove qwen2.5-1.5b

The folder of models is ~/.local/share/cockpit/models; COCKPIT_MODELS or models_dir in the
configuration name another. "verified" is yes when the files match the sha256 in the catalogue,
no when they are broken, and - when nobody could know their sha256 before the first use."""


def add(subparsers: Any) -> None:
    """Add the command to the cockpit's own."""
    parser = subparsers.add_parser(
        "models",
        help="speech, voice and language models",
        description=__doc__,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="list|install|verify|remove")
    for name, help_text in (
        ("list", "what there is, and what is installed"),
        ("install", "fetch, check and install"),
        ("verify", "check installed models against their sha256; all when none is named"),
        ("remove", "take models off this machine"),
    ):
        action = actions.add_parser(
            name, help=help_text, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        action.add_argument("--json", action="store_true", help="print JSON only")
        action.add_argument("--config", type=Path, metavar="FILE", help="settings to use")
        if name != "list":
            action.add_argument("names", nargs="+" if name == "remove" else "*", metavar="NAME")
        if name == "install":
            _add_install_options(action)
        action.set_defaults(run=run, parser=action)


def _add_install_options(action: argparse.ArgumentParser) -> None:
    action.add_argument("--default", action="store_true", help="the models that the cockpit starts with")
    action.add_argument("--again", action="store_true", help="also what is there already")
    action.add_argument("--from", dest="path", type=Path, metavar="PATH", help="your own folder, file or zip")
    action.add_argument("--name", help="what to call your own model")
    action.add_argument("--purpose", choices=get_args(Purpose), help="what your own model is for")
    action.add_argument("--language", default="any", help="en, zh or any: your own model's")


def run(args: argparse.Namespace) -> int:
    """Do what was asked for. Raises ModelError; exit 1 also when `verify` finds a broken model."""
    from cockpit.config import load as load_settings
    from cockpit.models.store import models_dir

    folder = models_dir(load_settings(args.config).models_dir)
    work = {"list": _list, "install": _install, "verify": _verify, "remove": _remove}[args.action]
    return work(args, folder)


def _emit(args: argparse.Namespace, key: str, rows: list[dict[str, Any]]) -> None:
    if args.json:
        sys.stdout.write(json.dumps({key: rows}, ensure_ascii=False) + "\n")


def _list(args: argparse.Namespace, folder: Path) -> int:
    from cockpit.models import report

    rows = report.rows(folder)
    _emit(args, "models", rows)
    if not args.json:
        report.table(rows, folder)
    return 0


def _install(args: argparse.Namespace, folder: Path) -> int:
    from cockpit.models import catalogue, report
    from cockpit.models.install import install, install_own

    if args.path:
        if not (args.name and args.purpose) or args.names or args.default:
            args.parser.error("--from needs --name and --purpose, and no other name")
        done = [install_own(args.path.expanduser(), args.name, args.purpose, args.language, folder)]
    else:
        known = catalogue.load()
        names = [*args.names, *(model.name for model in known.values() if model.default and args.default)]
        if not names:
            args.parser.error("name a model (see `cockpit models list`), or --default")
        models = [catalogue.known(name, known) for name in dict.fromkeys(names)]
        with report.progress() as progress:
            done = [install(model, folder, progress, again=args.again) for model in models]
    _emit(args, "installed", [report.row(model) for model in done])
    for model in done:
        if not args.json:
            report.say(f"{model.name} is installed in {model.folder}")
    return 0


def _verify(args: argparse.Namespace, folder: Path) -> int:
    from cockpit.models import catalogue, report
    from cockpit.models.store import installed, named, verify

    known = catalogue.load()
    models = [named(name, folder) for name in args.names] if args.names else installed(folder)
    rows = []
    for model in models:
        checked, broken = verify(model, known)
        rows.append(report.row(checked) | {"broken": broken})
        if not args.json:
            mend = f"broken: {', '.join(broken)}. Run `cockpit models install {model.name}`"
            report.say(f"{model.name}: {mend if broken else 'whole'}")
    _emit(args, "models", rows)
    return 1 if any(row["broken"] for row in rows) else 0


def _remove(args: argparse.Namespace, folder: Path) -> int:
    from cockpit.models import report
    from cockpit.models.install import locked
    from cockpit.models.store import remove

    with locked(folder):
        rows = [report.row(remove(name, folder)) | {"installed": False} for name in args.names]
    _emit(args, "removed", rows)
    for row in rows:
        if not args.json:
            report.say(f"{row['name']} is removed")
    return 0

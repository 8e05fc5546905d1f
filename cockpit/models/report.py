"""How models are shown: rows for --json, a table and a progress bar for people."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cockpit.models.catalogue import load
from cockpit.models.fetch import Progress
from cockpit.models.store import InstalledModel, installed, whole

PLAIN_S = 5.0
"""Without a terminal, a line of progress so often."""


def say(text: str) -> None:
    sys.stdout.write(text + "\n")


def row(model: InstalledModel) -> dict[str, Any]:
    """An installed model, in the words of `models list --json`. `bytes` on disk."""
    return {
        "name": model.name,
        "language": model.language,
        "purpose": model.purpose,
        "bytes": sum(size for _, size in model.files.values()),
        "licence": model.licence,
        "installed": True,
        "verified": model.verified if whole(model) else False,
        "path": str(model.path),
        "source": model.source,
    }


def rows(folder: Path) -> list[dict[str, Any]]:
    """Every model of the catalogue and every one that is installed. `bytes` of the download."""
    there = {model.name: row(model) for model in installed(folder)}
    listed = []
    for model in load().values():
        entry = {
            "name": model.name,
            "language": model.language,
            "purpose": model.purpose,
            "bytes": model.bytes,
            "licence": model.licence,
            "installed": False,
            "verified": None,
        }
        found = there.pop(model.name, None)
        if found:
            entry |= {key: found[key] for key in ("installed", "verified", "path", "source")}
        listed.append(entry | {"default": model.default, "note": model.note})
    return listed + [own | {"default": False, "note": "your own"} for own in there.values()]


def table(listed: list[dict[str, Any]], folder: Path) -> None:
    from rich.console import Console
    from rich.table import Table

    shown = Table(
        "name", "for", "language", "MB", "installed", "verified", "licence", "note", title=str(folder)
    )
    words = {True: "yes", False: "no", None: "-"}
    for entry in listed:
        state = words[entry["verified"]] if entry["installed"] else ""
        shown.add_row(
            entry["name"], entry["purpose"], entry["language"], f"{entry['bytes'] / 1e6:.0f}",
            "yes" if entry["installed"] else "", state, entry["licence"], entry["note"],
        )  # fmt: skip
    Console(width=None if sys.stdout.isatty() else 160).print(shown)


@contextmanager
def progress() -> Iterator[Progress]:
    """A bar on a terminal, a line now and then elsewhere; both on stderr."""
    if not sys.stderr.isatty():
        last = 0.0

        def line(what: str, done: int, total: int) -> None:
            nonlocal last
            if time.monotonic() - last > PLAIN_S:
                last = time.monotonic()
                of = f" of {total / 1e6:.0f}" if total else ""
                sys.stderr.write(f"{what}: {done / 1e6:.0f}{of} MB\n")
                sys.stderr.flush()

        yield line
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TransferSpeedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, Any] = {}

        def bar(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what)
            bars.update(tasks[what], completed=done, total=total or None)

        yield bar

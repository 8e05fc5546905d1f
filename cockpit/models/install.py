"""Installing a model: fetched, checked, unpacked beside the others, and put in place by one rename."""

import errno
import fcntl
import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from cockpit.errors import ModelError
from cockpit.models.catalogue import Model, Purpose, Source
from cockpit.models.fetch import Progress, SourceFailed, fetch
from cockpit.models.store import (
    NAME,
    InstalledModel,
    engine_path,
    files_of,
    read,
    sha256_of,
    whole,
    write_manifest,
)

ROOM = 3
"""An archive, what it unpacks to, and air: so many times its bytes must be free on the disk."""


def install(model: Model, folder: Path, progress: Progress, *, again: bool = False) -> InstalledModel:
    """Install `model` into the folder of models, from the first of its sources that can give it.

    One that is there and whole is left as it is, unless `again`. What is there stays in place until
    the new one is complete. Raises ModelError that names every source and why it failed.
    """
    with locked(folder):
        there = read(folder / model.name)
        if there and whole(there) and not again:
            return there
        reasons = []
        for source in model.sources:
            try:
                return _from_source(model, source, folder, progress)
            except SourceFailed as error:
                reasons.append(f"{source}: {error}")
    by_hand = f"--name {model.name} --purpose {model.purpose} --language {model.language}"
    raise ModelError(
        f"{model.name} could not be installed: {'; '.join(reasons)}",
        f"check the network, or get it by hand and run `cockpit models install --from PATH {by_hand}`",
    )


def _from_source(model: Model, source: Source, folder: Path, progress: Progress) -> InstalledModel:
    _check_room(folder, (ROOM if source.take else 1) * model.bytes)
    with work_folder(folder, model.name) as work:
        got = work / "got"
        got.mkdir()
        fetched = fetch(source, model.bytes, got, folder / ".downloads", progress)
        _trust_first_use(source, fetched, folder)
        new = work / "new"
        new.mkdir()
        if source.take:
            _unpack(fetched[0], source.take, new)
        else:
            for file in fetched:
                file.rename(new / file.name)
        try:
            return _put(
                new, folder, model.name, model.purpose, model.language, model.licence, str(source),
                verified=True if source.known else None,
            )  # fmt: skip
        except ModelError as error:
            raise SourceFailed(str(error).replace(f"{new} ", "it ")) from error


def install_own(path: Path, name: str, purpose: Purpose, language: str, folder: Path) -> InstalledModel:
    """Copy the user's own folder, file or zip into the folder of models. Raises ModelError."""
    if not NAME.fullmatch(name):
        raise ModelError(f"{name!r} is no name for a model", "letters, digits, dot, dash and underscore")
    if not path.exists():
        raise ModelError(f"there is nothing at {path}", "name a folder or file that exists")
    with locked(folder), work_folder(folder, name) as work:
        new = work / "new"
        try:
            if path.is_dir():
                shutil.copytree(path, new)
            elif zipfile.is_zipfile(path):
                new.mkdir()
                _unpack(path, "", new)
            else:
                new.mkdir()
                beside = [path, path.with_name(f"{path.name}.json")]
                for file in beside:
                    if file.is_file():
                        shutil.copy(file, new)
        except SourceFailed as error:
            raise ModelError(f"{path}: {error}", "name a folder, a file or a zip") from error
        inside = list(new.iterdir())
        if len(inside) == 1 and inside[0].is_dir():  # vendors pack a folder into their zip
            new = inside[0]
        try:
            return _put(new, folder, name, purpose, language, "", str(path), verified=None)
        except ModelError as error:
            raise ModelError(str(error).replace(str(new), str(path)), error.mend) from error


def _put(
    new: Path, folder: Path, name: str, purpose: Purpose, language: str, licence: str, source: str,
    verified: bool | None,
) -> InstalledModel:  # fmt: skip
    """Check what was unpacked, write its manifest, and let it take the place of what was there."""
    path = engine_path(purpose, new)
    files = {at: (sha256_of(file), file.stat().st_size) for at, file in files_of(new)}
    write_manifest(new, InstalledModel(name, purpose, language, path, licence, source, verified, files))
    _to_disk(new)
    target, old = folder / name, folder / f".old-{name}"
    if target.exists():
        target.rename(old)
    new.rename(target)
    _sync(folder)
    shutil.rmtree(old, ignore_errors=True)
    placed = read(target)
    assert placed is not None
    return placed


def _unpack(archive: Path, take: str, new: Path) -> None:
    """The file or the folder `take` of a zip (a wheel and an aar are zips); all of it when empty."""
    try:
        with zipfile.ZipFile(archive) as packed:
            files = [entry for entry in packed.infolist() if not entry.is_dir()]
            chosen = {entry: _inside(entry.filename, take) for entry in files}
            if not any(chosen.values()):
                raise SourceFailed(f"its archive has no {take}")
            _check_room(new, sum(entry.file_size for entry, at in chosen.items() if at))
            for entry, at in chosen.items():
                if at:
                    (new / at).parent.mkdir(parents=True, exist_ok=True)
                    with packed.open(entry) as stream, (new / at).open("wb") as out:
                        shutil.copyfileobj(stream, out, 1 << 20)
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise SourceFailed(f"its archive is broken: {error}") from error


def _inside(name: str, take: str) -> PurePosixPath | None:
    """Where a file of the archive belongs in the model's folder; None: it is not part of the model."""
    at = PurePosixPath(name)
    if at.is_absolute() or ".." in at.parts:
        raise SourceFailed(f"its archive has a file {name!r}")
    if str(at) == take:
        return PurePosixPath(at.name)
    if take and not at.is_relative_to(take):
        return None
    return at.relative_to(take) if take else at


def _trust_first_use(source: Source, fetched: list[Path], folder: Path) -> None:
    """Where no sha256 is known, the first download's is kept, and later ones have to match it."""
    notes = folder / "first-use.json"
    try:
        seen = json.loads(notes.read_text())
    except (OSError, ValueError):
        seen = {}
    for part, file in zip(source.parts, fetched, strict=True):
        if part.sha256:
            continue
        found = sha256_of(file)
        if seen.setdefault(part.address, found) != found:
            raise SourceFailed(f"{part.address} is not what it was when first installed (see {notes})")
    if any(part.sha256 is None for part in source.parts):
        draft = notes.with_suffix(".new")
        draft.write_text(json.dumps(seen, indent=1))
        draft.replace(notes)


def _check_room(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise ModelError(
            f"{folder} has {free / 1e6:.0f} MB free, {needed / 1e6:.0f} MB are needed",
            "make room, or set COCKPIT_MODELS to a folder on another disk",
        )


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One installation at a time in a folder of models; also mends what a crash left behind."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w")
    except OSError as error:
        raise ModelError(f"cannot write to {folder}: {error.strerror}", "set COCKPIT_MODELS") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ModelError("another installation of models is running", "wait for it to end") from error
        for old in folder.glob(".old-*"):
            target = folder / old.name.removeprefix(".old-")
            if target.exists():
                shutil.rmtree(old)
            else:
                old.rename(target)
        yield


@contextmanager
def work_folder(folder: Path, name: str) -> Iterator[Path]:
    """An empty folder on the same disk, gone afterwards. A full disk becomes a ModelError."""
    work = folder / f".work-{name}"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    try:
        yield work
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise ModelError(f"the disk of {folder} is full", "make room, or set COCKPIT_MODELS") from error
        raise
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _to_disk(folder: Path) -> None:
    for _, file in files_of(folder):
        _sync(file)
    _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""The folder of installed models: what is in it, whether it is whole, and where an engine finds it.

A model is a folder `<models>/<name>` with a manifest, written last and put in place by one rename:
a folder without one is somebody's half work or hand work, and is not used.
"""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import platformdirs

from cockpit.errors import ModelError, NoModel
from cockpit.models.catalogue import Catalogue, Purpose, known, load

MANIFEST = ".cockpit-model.json"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model that can be handed to its engine.

    `path` is what the engine opens: the folder (speech), the .onnx (voice) or the .gguf (language).
    `verified`: True its files match a known sha256, None nobody knew one, False found broken.
    `files`: sha256 and size in bytes of each file when it was installed, by relative path.
    """

    name: str
    purpose: Purpose
    language: str
    path: Path
    licence: str = ""
    source: str = ""
    verified: bool | None = None
    files: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return self.path if self.purpose == "speech" else self.path.parent


def models_dir(configured: str = "") -> Path:
    """COCKPIT_MODELS, else the configured folder, else the user's own data folder."""
    chosen = os.environ.get("COCKPIT_MODELS") or configured
    return Path(chosen).expanduser() if chosen else platformdirs.user_data_path("cockpit") / "models"


def engine_path(purpose: Purpose, folder: Path) -> Path:
    """What an engine opens in a model's folder. Raises ModelError where it is no such model."""
    if purpose == "speech":
        if not any((folder / file).is_file() for file in ("am/final.mdl", "final.mdl")):
            raise ModelError(
                f"{folder} is no Vosk model: it has no am/final.mdl", "unpack a Vosk model there"
            )
        return folder
    kind = {"voice": "*.onnx", "language": "*.gguf"}[purpose]
    for file in sorted(folder.glob(kind)):
        if wrong_with(purpose, file) is None:
            return file
    wrong = [f"{file.name}: {wrong_with(purpose, file)}" for file in folder.glob(kind)]
    raise ModelError(
        f"{folder} holds no {purpose} model ({'; '.join(wrong) or f'no {kind}'})", _WANTED[purpose]
    )


_WANTED = {
    "voice": "a Piper voice is a .onnx file with its .onnx.json beside it",
    "language": "a language model is a GGUF file",
}


def wrong_with(purpose: Purpose, file: Path) -> str | None:
    """Why a file is no voice or language model; None when it looks like one."""
    try:
        if purpose == "voice":
            described = json.loads(file.with_name(f"{file.name}.json").read_text(encoding="utf-8"))
            return None if file.suffix == ".onnx" and "audio" in described else "not a Piper voice"
        with file.open("rb") as stream:
            return None if stream.read(4) == b"GGUF" else "not a GGUF file"
    except OSError as error:
        return f"{error.strerror}: {error.filename}"
    except (ValueError, TypeError):
        return f"{file.name}.json is not JSON"


def files_of(folder: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.name != MANIFEST:
            yield file.relative_to(folder).as_posix(), file


def sha256_of(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_manifest(folder: Path, model: InstalledModel) -> None:
    table = asdict(model) | {"path": model.path.relative_to(folder).as_posix()}
    draft = folder / f"{MANIFEST}.new"
    draft.write_text(json.dumps(table, indent=1), encoding="utf-8")
    draft.replace(folder / MANIFEST)


def read(folder: Path) -> InstalledModel | None:
    """The model in `folder`; None where there is none, or no manifest of ours."""
    try:
        table = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = {name: (digest, size) for name, (digest, size) in table["files"].items()}
        return InstalledModel(**(table | {"path": folder / table["path"], "files": files}))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def whole(model: InstalledModel) -> bool:
    """A quick look: every file is there in its full size, and the last full check found nothing."""
    if model.verified is False:
        return False
    try:
        return all((model.folder / name).stat().st_size == size for name, (_, size) in model.files.items())
    except OSError:
        return False


def installed(folder: Path) -> list[InstalledModel]:
    """Every model in the folder of models, whole or not, by name."""
    if not folder.is_dir():
        return []
    found = [read(at) for at in sorted(folder.iterdir()) if NAME.fullmatch(at.name)]
    return [model for model in found if model]


def broken_files(model: InstalledModel) -> list[str]:
    """Every file that is missing or is not what was installed. Reads all of it."""
    found = []
    for name, (digest, _) in model.files.items():
        file = model.folder / name
        if not file.is_file() or sha256_of(file) != digest:
            found.append(name)
    return found


def verify(model: InstalledModel, catalogue: Catalogue) -> tuple[InstalledModel, list[str]]:
    """Check all files against their sha256, write the finding down, and name the broken ones."""
    broken = broken_files(model)
    sources = [source for entry in catalogue.values() for source in entry.sources]
    known_source = any(str(source) == model.source and source.known for source in sources)
    found = replace(model, verified=False if broken else True if known_source else None)
    if found != model and model.folder.is_dir():
        write_manifest(model.folder, found)
    return found, broken


def named(name: str, folder: Path) -> InstalledModel:
    """The installed model of this name, whole or not. Raises ModelError where there is none."""
    model = read(folder / name) if NAME.fullmatch(name) else None
    if model is None:
        known(name, load())
        raise ModelError(f"{name} is not installed", mend(name))
    return model


def mend(name: str) -> str:
    return f"run `cockpit models install {name}`"


def locate(name: str, purpose: Purpose, folder: Path) -> InstalledModel:
    """The model that a setting names: one in `folder`, or a folder or file of the user's own.

    Raises ModelError, with the command that mends it, where it is not there, broken or of another kind.
    """
    own = Path(name).expanduser()
    if "/" in name or own.suffix in (".gguf", ".onnx"):
        return _own(own, purpose)
    model = named(name, folder)
    if model.purpose != purpose:
        raise ModelError(
            f"{name} is a {model.purpose} model, not a {purpose} one", "see `cockpit models list`"
        )
    if not whole(model):
        raise ModelError(f"the {purpose} model {name} is broken", mend(name))
    return model


def _own(path: Path, purpose: Purpose) -> InstalledModel:
    if not path.exists():
        raise ModelError(f"there is no model at {path}", "name a folder or file that exists")
    if path.is_file():
        wrong = wrong_with(purpose, path) if purpose in _WANTED else "a speech model is a folder"
        if wrong:
            raise ModelError(f"{path} is no {purpose} model: {wrong}", _WANTED.get(purpose, "name a folder"))
        return InstalledModel(path.stem, purpose, "any", path)
    return InstalledModel(path.name, purpose, "any", engine_path(purpose, path))


def find(purpose: Purpose, language: str, folder: Path) -> InstalledModel:
    """The model to use when no setting names one: what the user added comes before the defaults.

    Raises ModelError with the command that installs one.
    """
    catalogue = load()
    fitting = [m for m in installed(folder) if m.purpose == purpose and m.language in (language, "any")]
    sound = [model for model in fitting if whole(model)]
    sound.sort(key=lambda model: model.name in catalogue and catalogue[model.name].default)
    if sound:
        return sound[0]
    if fitting:
        name = fitting[0].name
        raise ModelError(f"the {purpose} model {name} is broken", mend(name))
    offers = [m.name for m in catalogue.values() if m.purpose == purpose and m.language in (language, "any")]
    mended = mend(offers[0]) if offers else "install one of your own with `cockpit models install --from`"
    raise NoModel(f"no {purpose} model for {language} is installed", mended)


def remove(name: str, folder: Path) -> InstalledModel:
    """Take a model away. Raises ModelError where there is none of that name."""
    model = named(name, folder)
    gone = folder / f".removed-{name}-{os.getpid()}"
    (folder / name).rename(gone)
    shutil.rmtree(gone)
    return model

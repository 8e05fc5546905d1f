"""The hubs that the user has paired with, and their tokens, in one file only the user can read."""

import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from cockpit.errors import BadInput, HubError, PairingsBroken

FILE = "pairings.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Pairing:
    """`address` is what the user agreed to when pairing; the token is sent there and nowhere else.

    `id` is the hub's own, or its address where it was typed and the hub announced nothing.
    """

    id: str
    kind: str
    name: str
    address: str
    token: str = field(repr=False)


def load(data: Path) -> tuple[Pairing, ...]:
    """The pairings stored in the folder `data`; none where there is no file yet.

    Raises PairingsBroken for a file that cannot be read or holds something else.
    """
    file = data / FILE
    try:
        stored = json.loads(file.read_bytes())
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise PairingsBroken(
            f"cannot read {file}: {error.strerror}", "make it a file you can read"
        ) from error
    except ValueError as error:  # the text of the error could quote a token
        raise _broken(file) from error
    try:
        version, hubs = stored["version"], stored["hubs"]
        pairings = tuple(Pairing(**{f.name: hub[f.name] for f in fields(Pairing)}) for hub in hubs)
    except (KeyError, TypeError) as error:
        raise _broken(file) from error
    if version != _VERSION or not all(isinstance(v, str) for p in pairings for v in asdict(p).values()):
        raise _broken(file)
    return pairings


def store(data: Path, pairing: Pairing) -> None:
    """Add a pairing, in place of an older one with the same hub. Raises as `load` does; a broken
    file is then left as it is."""
    others = [p for p in load(data) if p.id != pairing.id and p.address != pairing.address]
    _write(data, [*others, pairing])


def forget(data: Path, hub: str) -> Pairing:
    """Remove the pairing whose id, name or address is `hub`, and tell which it was.

    Raises BadInput when there is none, or more than one of that name.
    """
    pairings = load(data)
    pairing = named(pairings, hub)
    _write(data, [p for p in pairings if p != pairing])
    return pairing


def named(pairings: Sequence[Pairing], hub: str) -> Pairing:
    """The one pairing meant by an id, a name (in any case) or an address."""
    for matches in (
        [p for p in pairings if hub in (p.id, p.address)],
        [p for p in pairings if p.name.casefold() == hub.strip().casefold()],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise BadInput(f"{len(matches)} paired hubs are called {hub!r}", "name it by its id")
    known = ", ".join(p.name for p in pairings) or "none yet"
    raise BadInput(f"no paired hub is called {hub!r}", f"paired: {known}")


def spoken_of(pairings: Sequence[Pairing]) -> Pairing:
    """Of several homes the one that sentences are about: the last one paired."""
    return pairings[-1]


def _write(data: Path, pairings: Sequence[Pairing]) -> None:
    """The old file or the new one is there at every moment, never half of one."""
    content = json.dumps({"version": _VERSION, "hubs": [asdict(p) for p in pairings]}, indent=1)
    temporary = None
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, temporary = tempfile.mkstemp(dir=data, prefix=".pairings-")  # mkstemp's mode is 0600
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(content + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, data / FILE)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise HubError(
            f"cannot write {data / FILE}: {error.strerror}", "name a folder you may write to"
        ) from error


def _broken(file: Path) -> PairingsBroken:
    return PairingsBroken(
        f"{file} is not a list of pairings that this version can read; it was left as it is",
        "move it away and pair again, or restore it",
    )

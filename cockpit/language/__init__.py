"""What people say and what the cockpit says, as data: one folder a language, all equals."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

LANGUAGES = ("en", "zh")


@cache
def load(language: str, name: str) -> Any:
    """The content of `language/<language>/<name>.yaml`."""
    text = files(__package__).joinpath(language, f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))

"""The files of this folder: one an area of life, with all that belongs to its actions.

An area's file holds `actions`, what can be done (registry.py reads that), and for each language what
people say and what is said about it:
  about      names of the area itself, for "what can I say about the seats"
  examples   by action: sentences for the help, the table of actions and the nearest action
  things     names, and the actions that a name may mean, the likeliest first; a list behind an action
             says with which words only ("value": only with a value). `many`: names that mean every
             one when no place is named. `asked`: names in questions only ("how loud is it"); a
             question's own names stand there too. `label` is for our own sentences
  choices    by action and VSS name: the words for one of a few values
  wonders    by question: rows of words, parted by " & ", that in a question stand together in any order
             (regular expressions with the `parts` of questions.yaml); the first row that fits counts
  sentences  whole sentences that are matched word by word (hassil templates): questions, idioms, the
             dialogue. `also`: further steps. `reason: true`: beside another command the sentence only
             says why, and does nothing itself
  replies    by action: what it is called and how its values are told
  answers    by question: the sentence that tells what was read
  lines      by action: a step before it is done, for the window
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

PARTS = ("about", "examples", "things", "choices", "wonders", "sentences", "replies", "answers", "lines")


@cache
def areas() -> Mapping[str, Any]:
    """Every file's content by the area's name, in the names' order."""
    found = sorted(
        (file for file in files(__package__).iterdir() if file.name.endswith(".yaml")), key=lambda f: f.name
    )
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    read = {file.name: yaml.load(file.read_text(encoding="utf-8"), Loader=loader) for file in found}
    for name, data in read.items():
        for language in data.keys() - {"actions"}:
            if unknown := data[language].keys() - set(PARTS):
                raise ValueError(f"{name} ({language}): unknown part {', '.join(sorted(unknown))}")
    return MappingProxyType({name.removesuffix(".yaml"): data for name, data in read.items()})


@cache
def said(language: str, part: str) -> Any:
    """One part of all areas: a list of `things` or `sentences`, else one mapping by action."""
    parts = [data.get(language, {}).get(part) for data in areas().values()]
    if part in ("about", "things", "sentences"):
        return [entry for entries in parts for entry in entries or ()]
    return {action: words for of_area in parts for action, words in (of_area or {}).items()}

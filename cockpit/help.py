"""What can be said, by the examples of the actions' files: one of most areas, or all of one."""

import re
from functools import cache

from cockpit.actions.areas import areas, said
from cockpit.language import load
from cockpit.understand.words.lexicon import expand

HELP = (
    *("climate.temperature", "windows.position", "seats.heating", "vehicle.range", "navigation.destination"),
    *("home.turn_on", "dialogue.undo"),
)
"""The actions whose first examples answer a plain "what can I say"."""
MOST = 8
"""Examples that one can listen to."""


def help_sentence(topic: str, language: str) -> str:
    """`topic`: what it was asked about, "" or an unknown one for everything."""
    words, examples = load(language, "remarks"), said(language, "examples")
    named = re.split(r"\band\b|[和跟与、,，]", topic.lower())
    topics = [area for name in named if (area := _topics(language).get(name.strip().removeprefix("the ")))]
    texts = [examples[name][0] for name in (() if topics else HELP)]
    for area in topics:
        found = [text for name in examples if name.startswith(f"{area}.") for text in examples[name]]
        texts += found[: MOST // len(topics)]
    quoted = load(language, "replies")["comma"].join(words["quoted"].format(text=text) for text in texts)
    return str(words["help"]).format(examples=quoted) + ("" if topics else str(words["help_more"]))


@cache
def _topics(language: str) -> dict[str, str]:
    """The area by each of its names."""
    return {
        name: area
        for area, data in areas().items()
        for name in expand(data.get(language, {}).get("about", ()))
    }

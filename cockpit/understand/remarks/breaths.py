"""Where one would hear a pause in a long Chinese sentence that is written without any.

A recogniser writes none: 您好我有点困能不能请你把车窗打开一半然后把音量调到四十其他车窗都不要动.
"""

import re
from collections.abc import Iterator
from itertools import accumulate

from cockpit.language import load
from cockpit.understand.words.lexicon import Lexicon
from cockpit.understand.words.phrasing import Tokens
from cockpit.understand.words.sayings import Sayings

_LONG = 20
"""Words in one breath; whatever is shorter is read as it is said."""
_PAUSES = ",?"
_PLACES = ("zone", "zone_before")


class Breaths:
    """Those of Chinese (language/zh/breaths.yaml)."""

    def __init__(self, lexicon: Lexicon) -> None:
        data = load("zh", "breaths")
        sayings = Sayings(data["edge"], data["classes"])
        self._lexicon = lexicon
        said = {
            name: re.compile(sayings.any_of(data[name])) for name in data if name not in ("edge", "classes")
        }
        self._opened, self._later, self._spared = said["opened"], said["later"], said["spared"]
        self._orders = re.compile(f"{said['joined'].pattern}|{said['asked'].pattern}")

    def paused(self, tokens: Tokens) -> Tokens | None:
        """The tokens with a comma at each pause, None where there is none to be heard."""
        found, start = list[str](), 0
        for end in (*(at for at, token in enumerate(tokens) if token in _PAUSES), len(tokens)):
            stretch = tokens[start:end]
            places = set(self._places(stretch)) if len(stretch) >= _LONG else ()
            for at, token in enumerate(stretch):
                found += [",", token] if at in places else [token]
            found += tokens[end : end + 1]
            start = end + 1
        return tuple(found) if len(found) > len(tokens) else None

    def _places(self, stretch: Tokens) -> Iterator[int]:
        """Before which words of a stretch without pauses there is one."""
        text, begins = "".join(stretch), _begins(stretch)
        opened = self._opened.match(text)
        behind = opened.end() if opened else 0
        orders = [found.start() for found in self._orders.finditer(text, behind)]
        if not orders:
            return
        later = [found.start() for found in self._later.finditer(text, orders[0] + 1)]
        yield from (begins[place] for place in {behind, *orders, *later} - {0} if place in begins)
        last = max((*orders, *later))
        if last in begins and (spared := self._spares(stretch[begins[last] :])):
            yield begins[last] + spared

    def _spares(self, part: Tokens) -> int:
        """Where the name begins of what is not to be touched, behind an order: 把灯打开 | 车窗不要动."""
        found = self._spared.search("".join(part))
        end = _begins(part).get(found.start()) if found else None
        if end is None:
            return 0
        spans = [span for span in self._lexicon.cut(part)[0] if span.start < end]
        while spans and spans[-1].only("glue", "filler"):
            spans.pop()
        if not spans or not spans[-1].may_be("thing", *_PLACES):
            return 0
        place = spans[-1].start
        if not spans[-1].may_be(*_PLACES):
            spans.pop()
            while spans and spans[-1].may_be("glue", *_PLACES):
                place = spans.pop().start
        return place


def _begins(tokens: Tokens) -> dict[int, int]:
    """Which token begins at a character of the text that they are together."""
    lengths = accumulate(map(len, tokens), initial=0)
    return {length: at for at, length in zip(range(len(tokens)), lengths, strict=False)}

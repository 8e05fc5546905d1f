"""Remarks beside a command: its reason, its purpose ("stop the wipers, it's dry now").

A remark is a statement of its own: a subject, a finite verb and more, known words or not. It is left
out, and never read for what it might ask. What reports, supposes or tells (language/<lang>/asides.yaml,
`never`) is no remark, and neither is what the command's words would only continue ("I want to").
"""

import re
from collections.abc import Sequence

from cockpit.language import load
from cockpit.understand.words.sayings import Sayings
from cockpit.understand.words.tokens import full_forms, join

_MIN_TOKENS = 2
_MIN_SET_OFF = 3
"""Who is called by name is called with less: "Sarah dear, open the window"."""


class Asides:
    """The remarks of one language. `characters`: single ones that tell something, by what they tell."""

    def __init__(self, language: str) -> None:
        data = load(language, "asides")
        sayings = Sayings(data["edge"], data["classes"])
        edge = data["edge"]
        self.characters = {name: frozenset(each) for name, each in data["characters"].items()}
        said = {
            name: sayings.any_of(entry)
            for name, entry in data.items()
            if isinstance(entry, list) and name != "frames"
        }
        statements, named, after, ahead = (said[name] for name in ("statements", "named", "after", "ahead"))
        opening = sayings.any_of(["<opening>"])
        stated = re.compile(f"{opening}(?:{statements}|{ahead})")
        self._apart = (re.compile(f"{opening}{named}"),)
        self._before = (stated, *self._apart)
        self._after = (stated, re.compile(f"{opening}(?:{after}|{said['results']})"))
        self._purpose = re.compile(after)
        self._aim = re.compile(said["purposes"])
        self._hope = re.compile(f"{said['hopes']}|{after}")
        self._spares = re.compile(said["spares_the_rest"])
        self._closing = re.compile(f"{said['closing']}$")
        self._harmless = sayings.within(data["harmless"])
        self._never = sayings.placed(data["never"])
        self._frames = sayings.placed({kind: data["never"][kind] for kind in data["frames"]})
        self._never_last = re.compile(f"{edge}{said['never_last']}(?: {said['idle_last']})*$")
        self._rests = re.compile(f"{edge}{said['rests']}$")
        self._retracts = re.compile(said["retracts"])
        self._dangling = re.compile(f"{edge}{said['dangling']}")
        self._names = re.compile(f"{said['determiners']}{edge}")
        self._settled = re.compile(f"{edge}{said['settled_last']}$")
        self._topic = re.compile(said["topic"])
        self._about = {action: sayings.within(words) for action, words in data["about"].items()}
        self._noun_like = re.compile(said["noun_like"])
        self._finite = re.compile(f"{edge}{said['finite']}{edge}")
        self._no_telling = re.compile(f"{opening}{said['no_telling']}{edge}")

    def before(self, tokens: Sequence[str], command: Sequence[str], begins: bool) -> bool:
        """Whether `tokens` are a remark and `command` behind them does not belong to it.

        `begins`: the command's first word begins a command; else ("headlights on") the remark must
        have come to its end.
        """
        said = self._text(tokens)
        text = self._closing.sub("", said)
        if not self._is(self._before, tokens, text) or self._leads_on(tokens, text):
            return False
        if tokens[-1] == "," or text != said:
            return True
        if begins:
            return not self._noun_like.fullmatch(join(tuple(command)))
        return bool(self._settled.search(text))

    def remark(self, tokens: Sequence[str]) -> bool:
        """Whether `tokens` are a remark by their own shape, whatever stands behind them."""
        return self._is(self._before, tokens, self._closing.sub("", self._text(tokens)))

    def after(self, tokens: Sequence[str]) -> bool:
        """Whether `tokens`, behind a command, are a remark that leaves the command what it is."""
        text = self._text(tokens)
        if tokens[0] == "," and self._is(self._apart, tokens, text):
            return not self._retracts.fullmatch(text)  # "close the blind, sun's in my eyes"
        return self._is(self._after, tokens, text) and not self._retracts.fullmatch(text)

    def set_off(self, tokens: Sequence[str], *, ahead: bool, alone: bool) -> bool:
        """Whether `tokens`, with a pause between them and the command, may tell something in whatever words:
        they report and suppose nothing, take nothing back and begin as no order does.

        `alone`: as a sentence of their own they may also tell of another time, and of what one thinks.
        """
        text = self._text(tokens)
        if len(tokens) < _MIN_SET_OFF or "?" in tokens or '"' in tokens or self._no_telling.match(text):
            return False
        if ahead and self._leads_on(tokens, text):
            return False
        never = self._frames if alone else self._never
        framed = never.search(self._harmless.sub(" ", text))
        return not (framed or self._retracts.fullmatch(text))

    def told_beside(self, tokens: Sequence[str]) -> bool:
        """Whether a Chinese part with pauses around it tells how something is, in whatever words."""
        return self.finite(tokens) and self.set_off(tokens, ahead=True, alone=True)

    def _leads_on(self, tokens: Sequence[str], text: str) -> bool:
        """Whether the last word wants another behind it; a pause may end "that's the feed in,"."""
        rests = tokens[-1] == "," and self._rests.search(text)
        return not rests and bool(self._never_last.search(text))

    def finite(self, tokens: Sequence[str]) -> bool:
        """Whether there is a verb in it that says how something is, which no order has."""
        return bool(self._finite.search(self._text(tokens)))

    def dangles(self, tokens: Sequence[str], rest: Sequence[str]) -> bool:
        """Whether the command's last words need what comes behind: "crack the window for | the dog"."""
        return rest[0] != "," and bool(self._dangling.search(join((*tokens, "|", *rest))))

    def names(self, tokens: Sequence[str]) -> bool:
        """Whether `tokens` begin with a name of something, no pause before it."""
        return bool(self._names.match(join((*tokens, "|"))))

    def purpose(self, tokens: Sequence[str]) -> bool:
        """Whether a remark only tells what for, so that what it names would belong to the command."""
        return bool(self._purpose.fullmatch(self._text(tokens)))

    def aims(self, tokens: Sequence[str]) -> bool:
        """Whether it tells what a whole command beside it is for, in whatever words."""
        return "?" not in tokens and bool(self._aim.fullmatch(self._text(tokens)))

    def hopes(self, tokens: Sequence[str]) -> bool:
        """Whether it tells what somebody would like, and nothing that is to be moved."""
        return "?" not in tokens and bool(self._hope.fullmatch(self._text(tokens)))

    def spares_the_rest(self, tokens: Sequence[str]) -> bool:
        """Whether it only tells that all else stays as it is."""
        return bool(self._spares.fullmatch(self._text(tokens)))

    def about(self, tokens: Sequence[str]) -> str | None:
        """The action that a remark makes "it" mean: who sleeps wants less volume."""
        text = self._text(tokens)
        return next((action for action, pattern in self._about.items() if pattern.search(text)), None)

    def tells(self, tokens: Sequence[str]) -> bool:
        """Whether a word reports, supposes or tells: no remark, and no command either."""
        return bool(self._never.search(self._harmless.sub(" ", self._text(tokens))))

    def leads_to_topic(self, tokens: Sequence[str]) -> bool:
        """Whether what follows `tokens` at a remark's beginning is what the remark is about."""
        return bool(self._topic.fullmatch(self._text(tokens)))

    def _text(self, tokens: Sequence[str]) -> str:
        return join(list(full_forms(tokens))).strip(" ,").replace(" ,", ",")

    def _is(self, shapes: Sequence[re.Pattern[str]], tokens: Sequence[str], text: str) -> bool:
        if len(tokens) < _MIN_TOKENS or "?" in tokens or '"' in tokens:
            return False
        is_one = any(shape.fullmatch(text) for shape in shapes)
        return is_one and not self._never.search(self._harmless.sub(" ", text))

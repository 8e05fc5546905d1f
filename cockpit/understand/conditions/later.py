"""What is for another time ("in ten minutes", "tomorrow", 十分钟后, 明天早上): it is not done now."""

import re
from collections.abc import Sequence

from cockpit.language import load
from cockpit.plan import Plan, Remark, Step
from cockpit.understand.unread.scope import left_over
from cockpit.understand.words.lexicon import Lexicon
from cockpit.understand.words.sayings import Sayings
from cockpit.understand.words.tag import Span
from cockpit.understand.words.tokens import join, tokenise

NOT_LATER = Plan(remark=Remark("not_later"))
_AHEAD = ("drive.charge_limit",)
"""What is set for a later time anyway: "charge to 90 tonight"."""
_BEGINS = ("verb", "weak", "polite", "begin")


class Later:
    """One language's: the words of such a time, and what is to be told then (language/<lang>/later.yaml)."""

    def __init__(self, language: str, lexicon: Lexicon) -> None:
        data = load(language, "later")
        sayings = Sayings(data["edge"], data["classes"])
        self._lexicon = lexicon
        self._times = re.compile(sayings.any_of(data["times"]))
        self._notices = re.compile(sayings.any_of(data["notices"]))

    def notices(self, tokens: Sequence[str]) -> bool:
        """Whether somebody is to be told when it is time."""
        return bool(self._notices.search(join(tuple(tokens))))

    def now(self, tokens: Sequence[str]) -> tuple[str, ...] | None:
        """The sentence without the time that it names, None where it names none."""
        text = join(tuple(tokens))
        now = self._times.sub(lambda found: found[0] if self._is_remark(found) else " ", text)
        return None if now == text else tokenise(now)

    def left(self, tokens: Sequence[str], cuts: Sequence[Sequence[Span]]) -> Plan:
        """What is told of a sentence that nothing reads: that it cannot wait, where all but its time asks for
        something of ours."""
        now = self.now(tokens)
        return NOT_LATER if now and self.orders(now) else left_over(cuts, self._lexicon)

    def orders(self, tokens: Sequence[str]) -> bool:
        """Whether the words begin like something that is to be done, and it is something of ours."""
        cuts = self._lexicon.cut(tokens)
        said = [span for span in cuts[0] if not span.may_be("filler", "conjunction")]
        if len(said) < 2 or any(span.may_be("unknown") or span.only("ask") for span in said):
            return False
        begins = said[0].may_be(*_BEGINS) and not said[0].may_be("ask", "be", "thing")
        return begins and left_over(cuts, self._lexicon).remark is not None

    def _is_remark(self, found: re.Match[str]) -> bool:
        """ "It's cold tonight, turn the heating on": a time that is only told."""
        if "," not in found.string:
            return False
        before = found.string[: found.start()].rpartition(",")[2]
        behind = "" if found[0].rstrip()[-1:] == "," else found.string[found.end() :].partition(",")[0]
        rest = tokenise(f"{before} {behind}")
        said = [span for span in (self._lexicon.cut(rest)[0] if rest else ()) if not span.may_be("filler")]
        return bool(said) and not any(span.may_be(*_BEGINS) for span in said)


def is_ahead(steps: Sequence[Step]) -> bool:
    """Whether they may be done now though they are for later."""
    return all(step.action in _AHEAD for step in steps)

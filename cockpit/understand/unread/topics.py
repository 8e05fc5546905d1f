"""What was asked for that this assistant has nothing to do with: the weather, email, routes."""

from collections.abc import Sequence

from cockpit.language import load
from cockpit.plan import Remark
from cockpit.understand.words.sayings import Sayings
from cockpit.understand.words.tokens import join


class Topics:
    """Those of one language: language/<lang>/topics.yaml."""

    def __init__(self, language: str) -> None:
        data = load(language, "topics")
        sayings = Sayings(data["edge"], {})
        self._topics = {what: sayings.within(said) for what, said in data["topics"].items()}

    def remark(self, tokens: Sequence[str]) -> Remark | None:
        """What is said of talk that asks for one of them; None for any other."""
        text = join(tuple(tokens))
        what = next((what for what, said in self._topics.items() if said.search(text)), None)
        return None if what is None else Remark("not_mine", {"what": what})

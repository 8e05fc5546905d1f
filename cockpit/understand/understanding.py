"""A sentence → a plan. Exact, in milliseconds, and nothing that nobody asked for."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from cockpit.language import LANGUAGES
from cockpit.plan import Plan, Remark
from cockpit.understand.context import Context
from cockpit.understand.home.household import HomeNames
from cockpit.understand.in_language import InLanguage
from cockpit.understand.words.tokens import MAX_CHARACTERS, language_of, tokenise

_MAX_IDIOM_TOKENS = 10

_NO_HOME = HomeNames()


class Understanding:
    """The grammars of all languages, each built at its first use; `plan` has no state of its own."""

    def __init__(self, home: HomeNames = _NO_HOME) -> None:
        self._home = home
        self._languages: dict[str, InLanguage] = {}
        self._building = Lock()

    def load(self, language: str) -> InLanguage:
        """Build what reads a language, where that is not done yet: 0.4 s. Any thread."""
        if language not in self._languages:
            with self._building:
                if language not in self._languages:
                    self._languages[language] = self._built(language)
        return self._languages[language]

    def _built(self, language: str) -> InLanguage:
        with _nothing_collected():
            built = InLanguage(language)
        built.lexicon.set_names(self._home)
        return built

    def set_home(self, home: HomeNames) -> None:
        """Take over the names of the paired home; called again whenever they change."""
        with self._building:
            self._home = home
            for each in self._languages.values():
                each.lexicon.set_names(home)

    def warm(self) -> None:
        """Build all, and compile what is compiled on first use: the first sentence is as fast as the rest."""
        # What is loaded stays, and leaves no garbage: to look for some while it grows takes a tenth of the
        # building, and later, in the middle of a sentence, 40 ms.
        gc.disable()
        try:
            for language in LANGUAGES:
                self.load(language).grammar.warm()
        finally:
            gc.enable()
        gc.freeze()

    def idiom(self, text: str) -> str | None:
        """The dialogue's action that the whole sentence is ("stop", "never mind"), in its own language.

        Looked at before anything is understood.
        """
        tokens = tokenise(text[:MAX_CHARACTERS])
        if len(tokens) > _MAX_IDIOM_TOKENS:
            return None
        whole = self.load(language_of(text)).whole(tokens)
        if whole is None or not whole.steps[0].action.startswith("dialogue."):
            return None
        return whole.steps[0].action

    def plan(self, text: str, context: Context) -> Plan:
        """What `text` asks for. Never raises on any text."""
        language = context.language or language_of(text)
        if language_of(text) == "zh":
            language = "zh"  # Chinese characters are Chinese whatever was set
        if not text.strip():
            return Plan(remark=Remark("nothing_heard"))
        if len(text) > MAX_CHARACTERS:
            return Plan(remark=Remark("too_long"))
        tokens = tokenise(text)
        if not tokens:
            return Plan(remark=Remark("nothing_heard"))
        return self.load(language).plan(text, tokens, context)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """What is built stays, all of it: looking through it for garbage takes a third of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()

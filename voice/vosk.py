"""Vosk: an open recogniser and one bound to known phrases, on one model."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import vosk

from voice.choose import UNKNOWN, Hypothesis, choose
from voice.errors import SpeechModelError
from voice.recogniser import Recognised
from voice.sound import RATE_HZ

_PARTIAL_EVERY_BYTES: Final = 2 * RATE_HZ // 10  # a tenth of a second: as often as a screen shows it
_TEXTS: Final = 10
"""Of one sound, from each recogniser. Beyond the tenth hardly any is near the best."""
_JOINERS: Final = {"en": ("and",), "zh": ("和", "并", "然后", "再", "请")}
"""What is said between phrases."""


class VoskModel:
    """A loaded model, shared by any number of recognisers. `folder` is one as its vendor packs it.

    SpeechModelError when the folder is missing or broken. Loading takes half a second and blocks.
    """

    def __init__(self, folder: Path, language: str = "en") -> None:
        self.folder = folder
        self.language = language
        if not folder.is_dir():
            raise SpeechModelError(
                f"{folder}: there is no speech model", "Install it with `cockpit models install`."
            )
        if not (folder / "am" / "final.mdl").is_file() or not (folder / "conf").is_dir():
            raise SpeechModelError(
                f"{folder}: this is no Vosk model (am/final.mdl, conf and graph)",
                "Install it again with `cockpit models install`, or give another folder.",
            )
        vosk.SetLogLevel(-1)  # or it writes its own lines to stderr
        try:
            self._model = vosk.Model(str(folder))
        except Exception as error:
            raise self._broken() from error
        self.decoder()  # some damage shows only here

    def knows(self, word: str) -> bool:
        """Whether the model has the (lower-case) word in its vocabulary."""
        return bool(self._model.vosk_model_find_word(word) >= 0)

    def decoder(self, phrases: Sequence[str] | None = None) -> Any:
        """One of Vosk's own recognisers: open, or bound to `phrases` (never empty: Vosk would crash)."""
        grammar = [] if phrases is None else [json.dumps(phrases, ensure_ascii=False)]
        try:
            kaldi = vosk.KaldiRecognizer(self._model, RATE_HZ, *grammar)
        except Exception as error:
            raise self._broken() from error
        kaldi.SetMaxAlternatives(_TEXTS)
        return kaldi

    def _broken(self) -> SpeechModelError:
        return SpeechModelError(
            f"{self.folder}: the speech model is broken", "Install it again with `cockpit models install`."
        )


class VoskRecogniser:
    """Hears everything, and hears `phrases` (whole sentences in lower-case words) best.

    Without phrases only the open recogniser runs. `words` may stand in the phrases' place, each alone or
    with the one that is written beside it ("sunroof blind"). `spellings` writes words that the model does
    not know with words that it does and that sound alike ("dee frost her"); what is heard is written back.
    `meaning` tells what a text means, and something false where that is nothing; without it each phrase
    means itself. It is asked in the thread that hears. `unknown_words` are those of the phrases that are
    still unknown; the phrases that hold one are left out, as Vosk would otherwise know them with a hole.
    """

    def __init__(
        self,
        model: VoskModel,
        phrases: Sequence[str] = (),
        spellings: Mapping[str, str] | None = None,
        meaning: Callable[[str], object] | None = None,
        words: Sequence[str] = (),
    ) -> None:
        self.language = model.language
        self._meaning = meaning or {phrase.lower(): phrase for phrase in phrases}.get
        self._spellings = {word: spelt for word, spelt in (spellings or {}).items() if not model.knows(word)}
        self._open = _Decoder(model.decoder())
        known, self.unknown_words = self._in_vocabulary(phrases, model)
        more = (*self._in_vocabulary(words, model)[0], *_joints(known, model), UNKNOWN)
        self._bound = _Decoder(model.decoder([*known, *more])) if known else None
        self._since_partial, self._partial = 0, ""
        self._seconds = 0.0

    def _in_vocabulary(self, texts: Sequence[str], model: VoskModel) -> tuple[list[str], tuple[str, ...]]:
        spelt = (_replaced(text.lower(), self._spellings) for text in texts)
        return _in_vocabulary(spelt, model.knows, model.language)

    def accept(self, pcm: bytes) -> str | None:
        self._open.accept(pcm)
        if self._bound is not None:
            self._bound.accept(pcm)
        self._seconds += len(pcm) / (2 * RATE_HZ)
        self._since_partial += len(pcm)
        if self._since_partial >= _PARTIAL_EVERY_BYTES:
            self._since_partial = 0
            self._partial = self._open.partial()
        return _joined(self._partial, self.language) or None

    def finish(self) -> Recognised:
        open_ = self._written(self._open.finish())
        bound = [] if self._bound is None else self._written(self._bound.finish())
        heard = choose(open_, bound, self._seconds, self._meaning if bound else lambda text: None)
        self._begin()
        return heard

    def _written(self, found: Sequence[Hypothesis]) -> list[Hypothesis]:
        """What was heard as people write it."""
        words = {spelt: word for word, spelt in self._spellings.items()}
        return [Hypothesis(_joined(_replaced(each.text, words), self.language), each.score) for each in found]

    def reset(self) -> None:
        self._open.reset()
        if self._bound is not None:
            self._bound.reset()
        self._begin()

    def _begin(self) -> None:
        self._since_partial, self._partial, self._seconds = 0, "", 0.0


def _replaced(text: str, words: Mapping[str, str]) -> str:
    """`text` with each whole word or row of words of `words` replaced."""
    for word, other in words.items():
        if word in text:
            text = re.sub(rf"(?<!\S){re.escape(word)}(?!\S)", other, text)
    return text


class _Decoder:
    """One of Vosk's recognisers. Vosk ends a sentence on its own at a pause; here the pieces are joined."""

    def __init__(self, kaldi: Any) -> None:
        self._kaldi = kaldi
        self._found = [Hypothesis("", 0.0)]
        self._heard = False

    def accept(self, pcm: bytes) -> None:
        self._heard = True
        if self._kaldi.AcceptWaveform(pcm):
            self._keep(self._kaldi.Result())

    def partial(self) -> str:
        words = (self._found[0].text, json.loads(self._kaldi.PartialResult()).get("partial", ""))
        return " ".join(word for word in words if word)

    def finish(self) -> list[Hypothesis]:
        """The likeliest first."""
        self._keep(self._kaldi.FinalResult())
        found, self._found, self._heard = self._found, [Hypothesis("", 0.0)], False
        return found

    def reset(self) -> None:
        """Vosk's own Reset keeps what it learnt of the speaker and the noise; the final result does not."""
        if self._heard:
            self.finish()

    def _keep(self, result: str) -> None:
        """Each text so far with each of the new piece, as many as are told of one piece."""
        new = [(str(a["text"]).strip(), float(a["confidence"])) for a in json.loads(result)["alternatives"]]
        joined = [
            Hypothesis(f"{each.text} {text}".strip(), each.score + score)
            for each in self._found
            for text, score in new
        ]
        self._found = sorted(joined, key=lambda each: -each.score)[:_TEXTS]


def _in_vocabulary(
    phrases: Iterable[str], knows: Callable[[str], bool], language: str
) -> tuple[list[str], tuple[str, ...]]:
    """The phrases whose every word the model knows, and the words it does not know."""
    known: list[str] = []
    unknown: dict[str, None] = {}
    seen: dict[str, bool] = {}
    for phrase in dict.fromkeys(phrases):
        words = _split(phrase, knows) if language == "zh" else phrase.lower().split()
        missing = [word for word in words if not seen.setdefault(word, knows(word))]
        unknown.update(dict.fromkeys(missing))
        if words and not missing:
            known.append(" ".join(words))
    return known, tuple(unknown)


def _joints(phrases: Sequence[str], model: VoskModel) -> list[str]:
    """Vosk learns pairs of words from its phrases: here those of "… degrees and open …"."""
    first = dict.fromkeys(phrase.split()[0] for phrase in phrases)
    last = dict.fromkeys(phrase.split()[-1] for phrase in phrases)
    joiners = [word for word in _JOINERS.get(model.language, ()) if model.knows(word)]
    return [f"{word} {joiner}" for joiner in joiners for word in last] + [
        f"{joiner} {word}" for joiner in joiners for word in first
    ]


def _split(phrase: str, knows: Callable[[str], bool], longest: int = 6) -> list[str]:
    """Chinese into the model's words, the longest first; a character it does not know stays alone."""
    words: list[str] = []
    for part in phrase.lower().split():
        at = 0
        while at < len(part):
            ends = range(min(len(part), at + longest), at + 1, -1)
            end = next((end for end in ends if knows(part[at:end])), at + 1)
            words.append(part[at:end])
            at = end
    return words


def _joined(text: str, language: str) -> str:
    """Vosk puts spaces between Chinese words; nobody else does."""
    return text.replace(" ", "") if language == "zh" else text

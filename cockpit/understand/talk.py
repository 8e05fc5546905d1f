"""Plain talk: the language model's words, which can never claim that something was done.

The model reads what was said and nothing else: no signals, no tools. Its words are shown as talk;
a sentence that claims an action is replaced by one of our own.
"""

import asyncio
import os
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from cockpit.errors import ModelError
from cockpit.models.store import wrong_with
from cockpit.understand.claims import claims_action

CONTEXT_TOKENS = 1024
ANSWER_TOKENS = 80
"""About 60 words: what one can listen to while driving."""
THREADS = max(1, (os.cpu_count() or 1) - 1)
"""One core stays free: llama.cpp's threads spin, and on a busy core each word waits for the slowest."""
QUESTION_TOKENS = 300
"""What is longer is cut, so that prompt, question and answer fit into the context."""

SYSTEM = {
    "en": "You are a friendly companion in a car. Answer in one or two short sentences. You only talk: "
    "you cannot open, switch, set, call or change anything, and you never say that you did or will.",
    "zh": "你是车里友好的聊天伙伴。请用一两句简短的中文回答。你只能聊天：不能开关、调节、呼叫或改变任何东西，"
    "也绝不说你做了或将要做。",
}
NOT_DONE = {
    "en": "That was only talk: nothing has changed.",
    "zh": "我只是在聊天，什么都没有改变。",
}
NOTHING_TO_SAY = {"en": "I have no good answer to that.", "zh": "这个我答不好。"}

_THINKING = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_RUDE = re.compile(
    r"\b(?:fuck\w*|shit\w*|bitch\w*|asshole\w*|cunt\w*|nigg\w+)\b|妈的|操你|傻逼", re.IGNORECASE
)
_SENTENCE = re.compile(r"[^.!?。！？\n]*(?:[.!?。！？]+|\n)[\"'”’)]*|[^.!?。！？\n]+\Z")
_ENDED = re.compile(r"[.!?。！？][\"'”’)]*\s*\Z|\n\Z")


def only_talk(text: str, language: str) -> str:
    """`text` without thinking aloud and without a cut last sentence, with our own for each claim."""
    spoken = list(dict.fromkeys(_checked(_SENTENCE.findall(_THINKING.sub("", text)), language)))
    return _joined(spoken, language) or NOTHING_TO_SAY[language]


def _checked(sentences: Sequence[str], language: str) -> Iterator[str]:
    for sentence in sentences:
        if sentence.strip() and not _RUDE.search(sentence):
            yield NOT_DONE[language] if claims_action(sentence) else sentence.strip()


def _joined(sentences: Sequence[str], language: str) -> str:
    return ("" if language == "zh" else " ").join(sentences)


class Talk:
    """One language model in a worker thread of its own; it answers one turn at a time."""

    def __init__(self, model_path: Path) -> None:
        """`model_path`: a GGUF file with a chat template. It is read by `load`, or by the first answer."""
        self._path = Path(model_path)
        self._llama: Any = None
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="talk")

    async def load(self) -> None:
        """Read the model now, so that the first answer does not wait for it. Raises ModelError."""
        await asyncio.get_running_loop().run_in_executor(self._worker, self._load)

    async def answer(
        self,
        text: str,
        language: str,
        on_sentence: Callable[[str], None] | None = None,
    ) -> str:
        """A short answer in `language` (en, zh). Cancelling stops the model at the next word.

        `on_sentence` gets each sentence, checked, as soon as it is complete, on the loop's thread.
        Raises ModelError where the model cannot be read, or fails.
        """
        loop = asyncio.get_running_loop()
        stop = threading.Event()

        def tell(sentence: str) -> None:
            if on_sentence is not None:
                loop.call_soon_threadsafe(on_sentence, sentence)

        try:
            return await loop.run_in_executor(self._worker, self._answer, text, language, tell, stop)
        finally:
            stop.set()

    def close(self) -> None:
        self._worker.shutdown(wait=True, cancel_futures=True)
        if self._llama is not None:
            self._llama.close()
            self._llama = None

    def _load(self) -> Any:
        if self._llama is None:
            self._llama = _open(self._path)
        return self._llama

    def _answer(
        self,
        text: str,
        language: str,
        tell: Callable[[str], None],
        stop: threading.Event,
    ) -> str:
        llama = self._load()
        said = ""
        told: list[str] = []
        for words in self._words(llama, text, language):
            if stop.is_set():
                break
            said += words
            if _ENDED.search(said):
                _tell_new(said, language, told, tell)
        whole = said if _ENDED.search(said) else "".join(_SENTENCE.findall(said)[:-1])
        _tell_new(whole or said, language, told, tell)  # a sentence cut short is left out, if it is not all
        if not told:
            told.append(NOTHING_TO_SAY[language])
            tell(told[0])
        return _joined(told, language)

    def _words(self, llama: Any, text: str, language: str) -> Iterator[str]:
        try:
            messages = [
                {"role": "system", "content": SYSTEM[language]},
                {"role": "user", "content": _shortened(llama, text)},
            ]
            pieces = llama.create_chat_completion(
                messages, stream=True, max_tokens=ANSWER_TOKENS, temperature=0.3, repeat_penalty=1.1, seed=1
            )
            for piece in pieces:
                yield piece["choices"][0]["delta"].get("content") or ""
        except (ValueError, RuntimeError) as error:
            raise ModelError(
                f"{self._path} gives no answer: {error}", "ask something shorter, or set talk.enabled = false"
            ) from error


def _shortened(llama: Any, text: str) -> str:
    """The beginning of `text`, by the model's own count: of a dense script a character is many tokens."""
    # A sentence may hold half a character, and the cut may fall within one.
    tokens = llama.tokenize(text.encode(errors="ignore"), add_bos=False, special=False)
    return str(llama.detokenize(tokens[:QUESTION_TOKENS]).decode(errors="ignore"))


def _tell_new(said: str, language: str, told: list[str], tell: Callable[[str], None]) -> None:
    """Tell the sentences that have been completed since the last time; none of them twice."""
    spoken = _THINKING.sub("", said)
    for sentence in _checked(_SENTENCE.findall(spoken), language):
        if sentence not in told:
            told.append(sentence)
            tell(sentence)


def _open(path: Path) -> Any:
    """llama.cpp with the model loaded. Raises ModelError for what is no GGUF file, or a broken one."""
    wrong = wrong_with("language", path)
    mend = "run `cockpit models verify`, and install the model again"
    if wrong:
        raise ModelError(f"{path} cannot be used: {wrong}", mend)
    try:
        import llama_cpp
    except (ImportError, OSError, RuntimeError) as error:  # its own library cannot be loaded
        raise ModelError(f"llama.cpp cannot be loaded: {error}", "install the cockpit again") from error
    try:
        return llama_cpp.Llama(
            str(path),
            n_ctx=CONTEXT_TOKENS,
            n_threads=THREADS,
            n_threads_batch=THREADS,
            verbose=False,
        )
    except (ValueError, RuntimeError, AssertionError, OSError) as error:
        raise ModelError(f"{path} cannot be loaded: {error}", mend) from error

"""Plain talk: the language model as the cockpit asks it, sentence by sentence; and the engine by itself."""

import asyncio
import statistics
import time
from contextlib import closing
from typing import Any

from cockpit.app import Engines
from cockpit.bench.figure import Measured, Taken, Tell, percentile
from cockpit.bench.sentences import QUESTIONS
from cockpit.understand.talk import ANSWER_TOKENS, CONTEXT_TOKENS, SYSTEM, THREADS, Talk


def measure(engines: Engines, quick: bool, tell: Tell) -> Taken:
    model = engines.model("language", engines.settings.talk.model, "en")
    questions = QUESTIONS[:1] if quick else QUESTIONS * 3
    with closing(Talk(model.path)) as talk:
        began = time.perf_counter()
        asyncio.run(talk.load())
        yield "language model loaded", Measured(time.perf_counter() - began, 1, note=model.name)
        tell(f"talk: {len(questions)} questions to {model.name}")
        sentence_ms = [asyncio.run(_sentence_ms(talk, question)) for question in questions]
        yield "question → first sentence, p50", Measured(percentile(sentence_ms, 50), len(questions))
    import llama_cpp

    options: dict[str, Any] = {"n_ctx": CONTEXT_TOKENS, "n_threads": THREADS, "n_threads_batch": THREADS}
    with closing(llama_cpp.Llama(str(model.path), verbose=False, **options)) as llama:
        words = [_words(llama, question) for question in questions]
    first_ms = [first for first, _ in words]
    yield "question → first token, p50", Measured(percentile(first_ms, 50), len(questions))
    speed = statistics.median(speed for _, speed in words)
    yield "tokens", Measured(speed, len(questions), note=f"{THREADS} of the cores for the model")


async def _sentence_ms(talk: Talk, question: str) -> float:
    """Milliseconds until the first checked sentence could be shown and spoken."""
    began = time.perf_counter()
    told_s: list[float] = []
    await talk.answer(question, "en", on_sentence=lambda _: told_s.append(time.perf_counter()))
    await asyncio.sleep(0)
    return 1e3 * (told_s[0] - began)


def _words(llama: Any, question: str) -> tuple[float, float]:
    """Milliseconds to the first token of an answer, and tokens a second from then on."""
    messages = [{"role": "system", "content": SYSTEM["en"]}, {"role": "user", "content": question}]
    began = time.perf_counter()
    at_s: list[float] = []
    for piece in llama.create_chat_completion(messages, stream=True, max_tokens=ANSWER_TOKENS, seed=1):
        if piece["choices"][0]["delta"].get("content"):
            at_s.append(time.perf_counter())
    return 1e3 * (at_s[0] - began), (len(at_s) - 1) / (at_s[-1] - at_s[0])

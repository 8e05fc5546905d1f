"""A whole sentence with all its clauses → a plan, with everything the cockpit can do and 2,000 home names."""

import time
from collections.abc import Sequence

from cockpit.app import Engines
from cockpit.bench.figure import Measured, Taken, Tell, percentile
from cockpit.bench.sentences import CHINESE, ENGLISH, home, salads
from cockpit.understand.context import Context
from cockpit.understand.understanding import Understanding


def measure(engines: Engines, quick: bool, tell: Tell) -> Taken:
    rounds, words = (2, 40) if quick else (20, 200)
    began = time.perf_counter()
    understanding = Understanding()
    understanding.warm()
    built_s = time.perf_counter() - began
    for name, language, sentences in (("English", "en", ENGLISH), ("Chinese", "zh", CHINESE)):
        tell(f"understand: {name}")
        understanding.set_home(home(language))
        understanding.warm()
        took_ms = plan_ms(understanding, sentences, language, rounds)
        note = _note(understanding, sentences, language)
        for percent in (50, 95, 99):
            value = percentile(took_ms, percent)
            yield f"sentence → plan, {name}, p{percent}", Measured(value, len(took_ms), note=note)
        took_ms = plan_ms(understanding, salads(language, words), language, rounds=1)
        note = "60 of our own words, a few of them many times over"
        yield (
            f"words without sense → answer, {name}, p99",
            Measured(percentile(took_ms, 99), words, note=note),
        )
    yield "grammars built", Measured(built_s, 1, note="both languages, with the first sentence of each")


def plan_ms(
    understanding: Understanding, sentences: Sequence[str], language: str, rounds: int
) -> list[float]:
    """Milliseconds of each sentence, each `rounds` times; a sentence comes again only after all others."""
    context = Context(language=language)
    took: list[float] = []
    for _ in range(rounds):
        for sentence in sentences:
            began = time.perf_counter()
            understanding.plan(sentence, context)
            took.append(1e3 * (time.perf_counter() - began))
    return took


def _note(understanding: Understanding, sentences: Sequence[str], language: str) -> str:
    plans = [understanding.plan(sentence, Context(language=language)) for sentence in sentences]
    steps = sum(len(plan.steps) for plan in plans)
    understood = sum(bool(plan.steps) for plan in plans)
    return f"{len(sentences)} sentences, {understood} of them with a plan, {steps} steps; 2,000 home names"

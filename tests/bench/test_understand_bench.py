"""How long a sentence takes, warm, with 2,000 names of a home."""

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from cockpit.bench.sentences import CHINESE, ENGLISH, home
from cockpit.understand.context import Context
from cockpit.understand.understanding import Understanding


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return Understanding()


@pytest.mark.parametrize(("language", "sentences"), [("en", ENGLISH), ("zh", CHINESE)])
def test_sentence_to_plan(
    benchmark: BenchmarkFixture, understanding: Understanding, language: str, sentences: tuple[str, ...]
) -> None:
    understanding.set_home(home(language))
    understanding.warm()
    context = Context(language=language)
    plans = benchmark(lambda: [understanding.plan(sentence, context) for sentence in sentences])
    assert sum(bool(plan.steps) for plan in plans) >= len(sentences) - 2


def test_grammars_built(benchmark: BenchmarkFixture) -> None:
    built = benchmark.pedantic(Understanding, rounds=3)
    assert built.plan("open the sunroof", Context()).steps

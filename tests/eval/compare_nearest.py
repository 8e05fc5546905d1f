"""Ways to find the nearest action, side by side: precision and coverage on the labelled sentences.

    python tests/eval/compare_nearest.py [--all] [--texts DIR] [SET …]

Each way ranks examples (every thing's names with every verb and choice) by likeness to a sentence; the
first whose step fits the sentence's own words, places and values is carried out in a fresh simulated car
and scored by the label. Only sentences that the exact grammar leaves count, with --all every one. Printed
is, for each threshold: guesses that were right / guesses made, and in brackets how many of these were made
of sentences that ask for nothing. wordllama is compared where it is installed (it is no dependency),
SmolLM2 with --slow, where its model is. Sentences are never printed.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import product
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from cockpit.app import Engines, car_of, new_assistant
from cockpit.config import Settings, Talk
from cockpit.evaluate.sets import Line, read_set
from cockpit.evaluate.verdict import verdict
from cockpit.language import LANGUAGES
from cockpit.plan import Step
from cockpit.understand.context import Context
from cockpit.understand.remarks.asides import Asides
from cockpit.understand.unread.nearest import Guess, Nearest, content, named
from cockpit.understand.unread.scope import is_command
from cockpit.understand.unread.wordings import Numbers, Wordings, runs_of
from cockpit.understand.words.lexicon import Lexicon
from cockpit.understand.words.tag import Span, Tag
from cockpit.understand.words.tokens import language_of, tokenise
from vehicle.clock import VirtualClock, run_virtual

HERE = Path(__file__).parent
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
NAMES, VERBS = 6, 3
"""Wordings of a name and of a verb that examples are made of."""

HALVES = ("seen", "unseen")

Scores = Callable[[str], Numbers]
"""A sentence → its likeness to every example, 0 to 1."""
Way = Callable[[Sequence[str]], Scores]
"""The examples' texts → the way's scores."""


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    thing: Tag
    tag: Tag


@dataclass(frozen=True, slots=True)
class Judged:
    line: Line
    likeness: float
    right: bool


def examples(lexicon: Lexicon, nearest: Nearest) -> list[Example]:
    """Verb and name as they would be said, one after the other; what makes no step is none."""
    space = "" if lexicon.language == "zh" else " "
    tags = [tag for tag in lexicon.wordings if tag.kind in ("verb", "choice")]
    pairs = product((tag for tag in lexicon.wordings if tag.kind == "thing"), tags)
    return [
        Example(f"{verb}{space}{name}", thing, tag)
        for thing, tag in pairs
        if nearest.step((), thing, tag) is not None
        for name, verb in product(lexicon.wordings[thing][:NAMES], lexicon.wordings[tag][:VERBS])
    ]


def tfidf(texts: Sequence[str]) -> Scores:
    """Cosine of whole examples, over the same runs of letters as the cockpit's own."""
    wordings = Wordings({Tag("example", at): [text] for at, text in enumerate(texts)})
    runs = [runs_of(text) for text in texts]

    def scores(said: str) -> Numbers:
        return np.array([wordings.likeness(runs_of(said), each) for each in runs])

    return scores


def rapid(scorer: Callable[..., float]) -> Way:
    def build(texts: Sequence[str]) -> Scores:
        return lambda said: process.cdist([said], texts, scorer=scorer)[0] / 100

    return build


def wordllama(texts: Sequence[str]) -> Scores:
    """Means of its 256 numbers a token, from the files in its wheel. Raises ImportError."""
    folder = Path(str(import_module("wordllama").__file__)).parent
    load_file = import_module("safetensors.numpy").load_file
    tokens = import_module("tokenizers").Tokenizer.from_file(
        str(folder / "tokenizers/l2_supercat_tokenizer_config.json")
    )
    tokens.no_padding()
    (table,) = load_file(folder / "weights/l2_supercat_256.safetensors").values()

    def vectors(some: Sequence[str]) -> Numbers:
        encoded = tokens.encode_batch(list(some), add_special_tokens=False)
        means = [
            table[[n for n in each.ids if n < len(table)]].astype(np.float32).mean(0) for each in encoded
        ]
        return np.array([mean / np.linalg.norm(mean) for mean in means])

    all_of_them = vectors(texts)
    return lambda said: all_of_them @ vectors([said])[0]


def smollm2(path: Path) -> Way:
    """Means of the last layer, less what all examples have in common; of every fifth example only."""

    def build(texts: Sequence[str]) -> Scores:
        import llama_cpp

        model = llama_cpp.Llama(
            str(path), embedding=True, verbose=False, pooling_type=llama_cpp.LLAMA_POOLING_TYPE_MEAN
        )

        def vector(text: str) -> Numbers:
            return np.array(model.create_embedding(text)["data"][0]["embedding"])

        table = np.array([vector(text) for text in texts[::5]])
        middle = table.mean(0)
        table = (table - middle) / np.linalg.norm(table - middle, axis=1, keepdims=True)

        def scores(said: str) -> Numbers:
            own, found = vector(said) - middle, np.full(len(texts), -1.0)
            found[::5] = table @ (own / np.linalg.norm(own))
            return found

        return scores

    return build


def first(
    nearest: Nearest, lexicon: Lexicon, found: Sequence[Example], scores: Scores, text: str
) -> Guess | None:
    tokens = tokenise(text)
    spans: Sequence[Span] = lexicon.cut(tokens)[0] if tokens else ()
    said = content(tokens, spans)
    if not said or not is_command(spans):
        return None
    likeness = scores(said)
    allowed = [(things := named("thing", spans)), named("verb", spans) | named("choice", spans)]
    for at in np.argsort(-likeness)[:400]:
        example = found[at]
        if (things and example.thing not in things) or (allowed[1] and example.tag not in allowed[1]):
            continue
        step = nearest.step(spans, example.thing, example.tag)
        if step is not None:
            return Guess(float(likeness[at]), step)
    return None


def asks_for_nothing(line: Line) -> bool:
    return not any(each.kind in ("signals", "denied", "asked") for each in line.expected)


def left_over(engines: Engines, files: Sequence[Path], texts: Path, every: bool) -> Iterator[Line]:
    for file in files:
        for line in read_set(file, texts, lambda told: None).lines:
            said = line.said
            plan = engines.understanding.plan(
                said.turns[0], Context(said.seat or "row1.driver", said.language)
            )
            if len(said.turns) == 1 and (every or not plan.steps):
                yield line


def is_right(engines: Engines, line: Line, step: Step) -> bool:
    async def work(clock: VirtualClock) -> bool:
        async with car_of(engines, clock, line.said.given) as (car, _):
            turn = await new_assistant(engines, clock, car, None).touch(step, line.said.seat)
        return not asks_for_nothing(line) and verdict(line.expected, turn) == "right"

    return run_virtual(work)


def report(name: str, half: str, guesses: Sequence[Judged]) -> str:
    cells = []
    for threshold in THRESHOLDS:
        made = [each for each in guesses if each.line.half == half and each.likeness >= threshold]
        right, nothing = sum(each.right for each in made), sum(asks_for_nothing(e.line) for e in made)
        cells.append(f"{right:3}/{len(made):3} ({nothing:2})")
    return f"{name:24} {half:6} " + "  ".join(cells) + "\n"


class Judge:
    """What a guess comes to; each is tried once."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines
        self._known: dict[tuple[str, str], bool] = {}

    def of(self, line: Line, guess: Guess) -> Judged:
        key = (line.id, json.dumps([guess.step.action, dict(guess.step.slots)], sort_keys=True))
        if key not in self._known:
            self._known[key] = is_right(self._engines, line, guess.step)
        return Judged(line, guess.likeness, self._known[key])


def compare(language: str, lines: Sequence[Line], ways: Mapping[str, Way], judge: Judge) -> Iterator[str]:
    lexicon = Lexicon(language)
    nearest = Nearest(lexicon, Asides(language))
    found = examples(lexicon, nearest)
    commands: Counter[str] = Counter(line.half for line in lines if not asks_for_nothing(line))
    total: Counter[str] = Counter(line.half for line in lines)
    of = ", ".join(f"{half}: {commands[half]} commands of {total[half]} sentences" for half in HALVES)
    yield f"\n{language}: {len(found)} examples; {of}\n{'':24} {'':6} "
    yield "  ".join(f"{f'≥ {threshold}':12}" for threshold in THRESHOLDS) + "\n"
    said = [(line, tokenise(line.said.turns[0])) for line in lines]
    own = [(line, nearest.guesses(tokens, lexicon.cut(tokens)[0], 1)) for line, tokens in said if tokens]
    judged = [judge.of(line, guesses[0]) for line, guesses in own if guesses]
    yield from (report("the cockpit's own", half, judged) for half in HALVES)
    for name, way in ways.items():
        try:
            scores = way([example.text for example in found])
        except ImportError as error:
            yield f"{name} is left out: {error}\n"
            continue
        firsts = ((line, first(nearest, lexicon, found, scores, line.said.turns[0])) for line in lines)
        judged = [judge.of(line, guess) for line, guess in firsts if guess]
        yield from (report(name, half, judged) for half in HALVES)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="*", type=Path, default=sorted(HERE.glob("*.jsonl")))
    parser.add_argument("--all", action="store_true", help="the sentences that the grammar takes too")
    parser.add_argument("--slow", action="store_true", help="SmolLM2 too, for some minutes")
    parser.add_argument("--texts", type=Path, default=HERE, help="the folder of a set's texts")
    args = parser.parse_args()
    engines = Engines(Settings(talk=Talk(enabled=False)))
    ways: dict[str, Way] = {
        "TF-IDF, whole examples": tfidf,
        "rapidfuzz ratio": rapid(fuzz.ratio),
        "rapidfuzz token set": rapid(fuzz.token_set_ratio),
        "rapidfuzz WRatio": rapid(fuzz.WRatio),
        "wordllama": wordllama,
    }
    if args.slow:
        ways["SmolLM2"] = smollm2(engines.model("language", "smollm2-135m", "en").path)
    lines = list(left_over(engines, args.sets, args.texts, args.all))
    judge = Judge(engines)
    for language in LANGUAGES:
        own = [line for line in lines if (line.said.language or language_of(line.said.turns[0])) == language]
        for text in compare(language, own, ways, judge):
            sys.stdout.write(text)
            sys.stdout.flush()


if __name__ == "__main__":
    main()

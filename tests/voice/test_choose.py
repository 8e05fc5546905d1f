"""Which of all texts wins."""

import pytest

from voice.choose import CLEAR, NEAR, UNCLEAR, UNKNOWN, Hypothesis, choose

COMMANDS = {
    "open the window": "window",
    "open a window": "window",
    "open the trunk": "trunk",
    "low beams off": "beams",
    "don't open the trunk": "left alone",
    "resume": "resume",
}
"""What they mean."""
SECONDS = 2.0
BEST = CLEAR * SECONDS
"""The score of sound that is clear."""


def texts(*pairs: tuple[str, float]) -> list[Hypothesis]:
    """(text, how far below the best of a clear sound)."""
    return [Hypothesis(text, BEST - below) for text, below in pairs]


@pytest.mark.parametrize(
    ("open_", "bound", "heard"),
    [
        ([("low beans off", 0)], [("low beams off", NEAR - 1)], "low beams off"),
        ([("low beans off", 4)], [("low beams off", 0)], "low beams off"),
        ([("low beans off", 0)], [("low beams off", NEAR + 1)], "low beans off"),
        ([("low beans off", 0), ("low beams off", 2)], [("no beans on", 1)], "low beams off"),
        ([("a window", 0)], [("open the window", 3), ("open the trunk", 4)], "open the window"),
        ([("a trunk", 0)], [("open the", 1), ("open the trunk", 4)], "open the trunk"),
        ([("what a lovely evening", 0)], [("low beams off", 30)], "what a lovely evening"),
        ([("he opened the window", 0)], [(f"{UNKNOWN} open the window", 0)], "he opened the window"),
        ([("don't open the drunk", 0)], [("open the trunk", 0)], "don't open the drunk"),
        ([("don't open the drunk", 0)], [("don't open the trunk", 2)], "don't open the trunk"),
        ([(f"open the {UNKNOWN} window", 0)], [], "open the window"),
        ([("anything", 0)], [("", 0)], "anything"),
        ([("", 0)], [("open the window", 0)], "open the window"),
        ([("", 0)], [("", 0)], ""),
        ([], [], ""),
    ],
)
def test_the_likeliest_command_wins_when_it_is_near_the_best(
    open_: list[tuple[str, float]], bound: list[tuple[str, float]], heard: str
) -> None:
    chosen = choose(texts(*open_), texts(*bound), SECONDS, COMMANDS.get)
    assert chosen.text == heard
    assert chosen.bound is (heard in COMMANDS and heard in [text for text, _ in bound])


@pytest.mark.parametrize(
    ("clearness", "below", "wins"),
    [(1, 5, True), (0.5, 5, False), (0.5, 2, True), (0, 0.1, False), (0, 0, True), (3, 7, False)],
)
def test_in_noise_a_command_must_be_nearer(clearness: float, below: float, wins: bool) -> None:
    best = SECONDS * (UNCLEAR + clearness * (CLEAR - UNCLEAR))
    open_ = [Hypothesis("low beans off", best - (0.01 if below == 0 else 0))]
    bound = [Hypothesis("low beams off", best - below)]
    chosen = choose(open_, bound, SECONDS, COMMANDS.get)
    assert chosen.text == ("low beams off" if wins else "low beans off")


def test_what_is_heard_alone_is_told_beside() -> None:
    chosen = choose(texts(("low beans off", 0)), texts(("low beams off", 1)), SECONDS, COMMANDS.get)
    assert (chosen.text, chosen.alone) == ("low beams off", "low beans off")


def test_confidence_is_shared_by_all_texts() -> None:
    one = choose(texts(("resume", 0)), texts(("resume", 3)), SECONDS, COMMANDS.get)
    assert one.confidence == pytest.approx(1)
    two = choose(texts(("resume", 0)), texts(("reserve", 0)), SECONDS, COMMANDS.get)
    assert two.confidence == pytest.approx(0.5)
    assert choose(texts(("", 0)), [], SECONDS, COMMANDS.get).confidence == 0


@pytest.mark.parametrize(
    ("open_", "bound", "or_else"),
    [
        ([("a window", 0)], [("open the window", 2), ("open the trunk", 2.5)], "open the trunk"),
        ([("open the trunk", 0.5)], [("open the window", 0)], "open the trunk"),
        ([("a window", 0)], [("open the window", 2), ("open the trunk", 4)], ""),
        ([("a window", 0)], [("open the window", 2), ("open a window", 2.5)], ""),
        ([("open the window", 0), ("open the winter", 0.5)], [], ""),
        ([("open the window", 0), ("never open the window", 0.5)], [], "never open the window"),
        ([("what a lovely evening", 0)], [("open the window", 30), ("open the trunk", 30)], ""),
    ],
)
def test_what_may_as_well_have_been_said_is_told_where_it_means_something_else(
    open_: list[tuple[str, float]], bound: list[tuple[str, float]], or_else: str
) -> None:
    assert choose(texts(*open_), texts(*bound), SECONDS, COMMANDS.get).or_else == or_else


def test_no_more_meanings_are_looked_for_than_there_is_time_for() -> None:
    looked_for: list[str] = []

    def meaning(text: str) -> str:
        looked_for.append(text)
        return ""

    many = texts(*((f"text {n}", n / 100) for n in range(20)))
    assert choose(many, many, SECONDS, meaning).text == "text 0"
    assert looked_for == [f"text {n}" for n in range(10)]

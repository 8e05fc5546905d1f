"""Whether words are a question about the car, and where a request stands beside one."""

from collections.abc import Sequence, Set
from itertools import pairwise

from cockpit.understand.words.lexicon import Lexicon
from cockpit.understand.words.tag import TELL, Span, Tag


def asks(tokens: Sequence[str], spans: Sequence[Span], lexicon: Lexicon) -> bool:
    """Whether these words are a question; `spans` is the likeliest cut of the tokens."""
    words = [span for span in spans if not span.may_be("filler")]
    if not words or _requests(tokens, words, lexicon.telling["requested"]):
        return False
    manners = next((place for place, span in enumerate(words) if not span.may_be("polite")), len(words))
    if manners:  # "go ahead and tell me", "give me the heater status"
        told = any(Tag("ask", TELL) in span.tags for span in (*words[manners : manners + 1], words[-1]))
        return told or _reports(tokens, words[manners:], lexicon)
    if words[0].may_be("ask") or any(_wonders(span) for span in words):  # "any windows open"
        return True
    ends = (tokens, tokens[: words[-1].end])  # with 啊 and 吧 behind it, and without
    if words[0].may_be("thing", "zone", "be", "glue") and any(
        tuple(said[-length:]) in lexicon.question_ends for said in ends for length in (1, 2, 3)
    ):
        return True  # 窗户关了没有
    told = words[-1].only("state") or _is_manners(spans[-1])
    begun = [span for span in spans if span.end <= words[0].start or tokens[span.start - 1] in (",", "so")]
    polite = any(span.may_be("polite") for span in begun)
    marked = tokens[-1] in lexicon.telling["asking"] and not (
        told or (tokens[-1] == "?" and polite)
    )  # "…, can you … ?"
    return words[0].may_be("be") or marked or _reports(tokens, words, lexicon)


def _wonders(span: Span) -> bool:
    return span.may_be("ask") and not span.may_be("polite", "glue")


def _reports(tokens: Sequence[str], words: Sequence[Span], lexicon: Lexicon) -> bool:
    """ "Heater status", "the status of the fan", "setting on the blower": a report of it."""
    said = [span for span in words if span.may_be("report") or not span.may_be("glue")]
    if not said or any(span.may_be("to", "number", "choice", "weak") for span in said):
        return False
    begins = words[0].start
    if any(tuple(tokens[begins : begins + length]) in lexicon.question_starts for length in (2, 3, 4)):
        return True
    bare = all(span.may_be("thing") or not span.may_be("verb") for span in said)
    if words[-1].end == len(tokens) and words[-1].may_be("verb"):
        return False  # "heater setting on"
    return said[-1].only("report") or (bare and said[-1].may_be("report"))


def _is_manners(span: Span) -> bool:
    """后视镜收起来好吗."""
    return span.end - span.start > 1 and span.may_be("filler")


def _requests(tokens: Sequence[str], words: Sequence[Span], requested: Set[str]) -> bool:
    """空调可以再冷一点吗, 天窗能帮我打开吗: whether it can be a bit more, or done for me, is no question."""
    can = next((span.start for span in words if span.may_be("polite")), len(tokens))
    asked = any(span.only("ask") for span in words if span.start < can)
    return not asked and not requested.isdisjoint(tokens[can:])


def wishes(spans: Sequence[Span], language: str) -> bool:
    """Whether a pause parts a request from what is asked: 外面几度，帮我把空调打开; 雾灯打开，车速多少."""
    pauses = [place for place, span in enumerate(spans) if Tag("conjunction", ",") in span.tags]
    parts = [spans[start:end] for start, end in pairwise([0, *(place + 1 for place in pauses), len(spans)])]
    asked = any(span.may_be("ask") for part in parts[1:] for span in part)
    first = language == "zh" and asked and _requested(parts[0], first=True)
    return first or any(_requested(part, first=False) for part in parts[1:])


def _requested(part: Sequence[Span], *, first: bool) -> bool:
    words = [span for span in part if not span.may_be("filler", "conjunction")]
    if not words or any(span.may_be("ask", "negation", "final") for span in words):
        return False
    if first:  # behind the question it would ask as well: 空调开着吗，车窗打开
        return words[0].only("thing") and words[-1].only("verb")
    return words[0].may_be("polite", "begin") and any(span.may_be("verb") for span in words)


def begins_command(spans: Sequence[Span]) -> bool:
    """Whether what follows a question is a command of its own: "is it open, and close the sunroof"."""
    words = [span for span in spans if not span.may_be("filler", "conjunction")]
    return bool(words) and words[0].may_be("verb", "weak", "polite", "begin")


def begs(span: Span) -> bool:
    """帮我, 麻烦; "can" alone may ask whether it can be done."""
    return span.may_be("polite") and span.end - span.start > 1


def plainly(tokens: tuple[str, ...], spans: Sequence[Span]) -> tuple[str, ...]:
    """能直接帮我打开吗: what it is that is begged for."""
    idle = ("polite", "filler", "ask", "conjunction", "final", "you")
    return tuple(token for s in spans if not s.may_be(*idle) for token in tokens[s.start : s.end])

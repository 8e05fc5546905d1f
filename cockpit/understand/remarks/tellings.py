"""What tells a Chinese remark: it says how things are, behind a pause, a final particle, a word of state."""

from collections.abc import Iterator, Sequence

from cockpit.understand.command.verbs import relative
from cockpit.understand.remarks.asides import Asides
from cockpit.understand.sentence.clause import Clause
from cockpit.understand.sentence.reader import Reader
from cockpit.understand.words.lexicon import Lexicon
from cockpit.understand.words.tag import Span, Tag

_MAX_PARTS = 8
_FITTING = {"thing", "choice", "verb", "weak", "number", "fraction", "full", "grade", "steps", "unit"}
_ORDERS = ("begin", "polite", "home", "area", "floor", "device", "own_kind", "own_verb")
_WHERE = ("zone", "final", "filler", "glue", "complaint", "complaint_glue", "conjunction")
_OF_SPARED = ("zone", "zone_before", "negation", "verb", "weak", "done", "final")
_IDLE = ("filler", "glue", "conjunction", "too")


class Tellings:
    """The signs of one sentence. A command ends only where one hears that it ends; a remark begins only
    there."""

    def __init__(self, reader: Reader, lexicon: Lexicon, asides: Asides) -> None:
        self._lexicon = lexicon
        self._asides = asides
        self._tokens = reader.tokens or ("",)
        cuts = reader.cuts or [()]
        # Words of the home (关了) stand for themselves only there.
        self._spans = next((cut for cut in cuts if not any(s.only("home_verb") for s in cut)), cuts[0])
        self._hard = {0, len(reader.tokens)}
        self._pauses = {len(reader.tokens)}
        self._bounds = self._parted()

    def _parted(self) -> list[int]:
        """Where a part may end: behind pauses, particles, words of state; nowhere in a tale."""
        bounds = set(self._hard)
        for place, span in enumerate(self._spans[:-1], start=1):
            ends = (span.may_be("final", "pause") and not span.may_be("verb")) or span.tags[0].value == ","
            if ends:
                self._pauses.add(span.end)
            if ends or _tells(self._spans[place]) or self._speaks(place) or self._tells_of(place):
                self._hard.add(span.end)
            if span.end in self._hard or span.may_be("state"):
                bounds.add(span.end)
        told = any(span.only("tale") for span in self._spans)
        return [] if told or not 2 < len(bounds) <= _MAX_PARTS + 1 else sorted(bounds)

    def commands(self, start: int) -> Iterator[int]:
        for end in reversed(self._bounds):
            if end in self._hard and self._says_what(start, end) and not self._begins_anew(start, end):
                yield end

    def _begins_anew(self, start: int, end: int) -> bool:
        """锁好车, 我 | 要进去: the "I" is the remark's."""
        begun = max(pause for pause in (start, *self._pauses) if pause < end)
        part = self._part(begun, end)  # 给我 | 冲杯咖啡
        return start < begun and end < len(self._tokens) and all(_own(s) or s.may_be("to") for s in part)

    def _part(self, start: int, end: int) -> list[Span]:
        return [span for span in self._spans if start <= span.start < end]

    def behind(self, end: int) -> Iterator[int]:
        yield end

    def remarks(self, start: int) -> Iterator[int]:
        for end in self._bounds if start in self._hard else ():
            part = self._part(start, end)
            # 不用冷|打开…: without a pause all of it may be what is not to be done
            parted = end in self._pauses or not any(span.may_be("negation") for span in part)
            told = parted and _is_remark(part) and not spares(part, self._part(0, start))
            if end > start and told and not self._reports(part, start, end):
                yield end
            if end in self._pauses and any(not span.may_be(*_IDLE, "pause") for span in part):
                return  # what follows a pause is looked at for itself

    def _reports(self, part: Sequence[Span], start: int, end: int) -> bool:
        """我妈跟我讲, 我想听…: with words that nobody taught us, and no mere "not"."""
        strange = any(span.only("unknown") for span in part)
        stop = next((span.start for span in part if span.only("negation")), end)
        return strange and self._asides.tells(self._tokens[start:stop])

    def topics(self, remark: Sequence[str]) -> list[tuple[str, bool]]:
        """大灯不用开了，关上: one thing, or several of one area."""
        cut = self._lexicon.cut(remark)[0]
        named = [_thing(span, self._lexicon) for span in cut if span.tags[0].kind == "thing"]
        controls = (next(iter(self._lexicon.things[key].controls)) for key, _ in named)
        return named[:1] if len({name.partition(".")[0] for name in controls}) == 1 else []

    def about(self, remark: Sequence[str]) -> str | None:
        return None

    def complete(self, command: Clause, end: int) -> bool:
        """A complaint of nobody else, and nobody is called: 风太猛了，吹得我头疼."""
        others = any(span.only(kind) for span in self._spans for kind in ("person", "you", "negation"))
        of_this = not self._asides.characters["this"].isdisjoint(self._tokens[end:])  # 烫死我了 | 这咖啡
        return not (command.complains and (others or of_this))

    def _says_what(self, start: int, end: int) -> bool:
        """More than whom or where: 烫死|我了."""
        return any(span.tags[0].kind not in _WHERE for span in self._spans if start <= span.start < end)

    def _tells_of(self, place: int) -> bool:
        """ "声音小一点娃睡着了": somebody, and how they are."""
        behind = self._spans[place + 1 : place + 2]
        who = self._spans[place]
        told = who.only("person") and any(span.may_be("state") for span in behind)
        return told and not self._asides.tells(self._tokens[who.start :])

    def _speaks(self, place: int) -> bool:
        """ "后备箱打开我塞个包": of oneself, with words that are no command's."""
        span, rest = self._spans[place], self._spans[place + 1 : place + 5]
        own = any((tag.kind, tag.value) in (("zone", "own"), ("zone", "i")) for tag in span.tags)
        doubts = any(after.only("supposes") or after.only("negation") for after in self._spans[place:])
        forbids = self._tokens[0] in self._asides.characters["forbids"]  # 别放了我鸽子
        return own and not (doubts or forbids) and any(after.only("unknown") for after in rest)


def _thing(span: Span, lexicon: Lexicon) -> tuple[str, bool]:
    """What is named, and whether it is many: rather what any verb goes with, so 窗户 is no windscreen."""
    named: list[tuple[str, bool]] = [tag.value for tag in span.tags if tag.kind == "thing"]
    return next((each for each in named if not all(lexicon.things[each[0]].controls.values())), named[0])


def _is_remark(part: Sequence[Span]) -> bool:
    """Whether a part only tells how things are: not who is called, nor half a command."""
    words = [span for span in part if span.tags[0].kind not in _IDLE]
    if not words or all(map(_small, words)):
        return True
    if all(span.only("person") for span in words) or all(_does(span) or _small(span) for span in words):
        return False  # 开了 | 双闪: what is done, and not yet to what
    if any(span.only(kind) for span in words for kind in ("you", "ask", "correction")):
        return False
    if any(span.may_be(*_ORDERS) and not span.may_be("complaint") and not _wishes(span) for span in words):
        return False
    if len(words) > 1 and words[-1].may_be("final") and _strange(words):
        return not _does(words[-2])  # 那玩意关了: a thing that nobody knows; 挡风玻璃糊了
    aims = words[0].tags[0].kind in ("to", "weak") and any(span.may_be("thing") for span in words)
    if aims or _sets(words) or _orders(words):
        return False  # 改成通风
    if any(map(_wishes, words)) and any(span.tags[0].kind in ("thing", "choice") for span in words):
        return False  # 我想听广播
    own = any(tag.value in ("own", "i") for tag in words[0].tags)
    if words[0].only("because") and len(words) == 1:
        return False  # 空调二十二度正好
    if words[0].may_be("because") or (own and _strange(words)):
        return True
    if any(span.only("supposes") for span in words) or _compares(words):
        return False
    if any(span.only("person") or span.may_be("negation", "state", "quality", "final") for span in words):
        return True
    return not any(span.tags[0].kind in _FITTING for span in words)


def spares(part: Sequence[Span], before: Sequence[Span]) -> bool:
    """所有窗户打开，后排不开: of a command, where that is not to be done; a thing (天窗别关) only where
    what is said before it was of all. Before its command it ends with the "not": 副驾不用开了，关上 tells."""
    words = [span for span in part if not span.may_be(*_IDLE)]
    if not before and not (words and words[-1].may_be("negation")):
        return False
    if any(span.may_be("except") for span in words):
        return True
    every = any(Tag("zone", "all") in span.tags for span in before)
    named = any(span.may_be("zone") or (every and span.may_be("thing")) for span in words)
    denied = any(span.may_be("negation") or (every and span.may_be("nothing")) for span in words)
    kinds = (*_OF_SPARED, "thing", "nothing") if every else _OF_SPARED
    return named and denied and all(span.may_be(*kinds) for span in words)


def _orders(words: Sequence[Span]) -> bool:
    """车门锁好，倒后镜收起来: something is named, and done to it; nobody says that it is so or has been."""
    named = next((place for place, span in enumerate(words) if span.tags[0].kind == "thing"), len(words))
    told = any(span.may_be("negation", "state", "final", "because", "person") for span in words)
    return not told and any(_does(span) for span in words[named + 1 :])


def _sets(words: Sequence[Span]) -> bool:
    """给有人的座位加热两档: how much of what is named, and nobody feels it."""
    named = next((place for place, span in enumerate(words) if span.tags[0].kind == "thing"), len(words))
    felt = any(span.may_be("negation", "state", "quality", "final", "because") for span in words)
    return not felt and any(span.tags[0].kind == "unit" for span in words[named + 1 :])


def _small(span: Span) -> bool:
    """啥都看不见了都: a word that may say nothing is no command alone."""
    return span.may_be(*_IDLE, "final", "pause")


def _does(span: Span) -> bool:
    """Whether it may be done to something, not only be more or less."""
    return any(tag.kind == "verb" and not relative(tag) for tag in span.tags)


def _compares(words: Sequence[Span]) -> bool:
    """我高他低: how much for each."""
    return len(words) > 3 and all(span.may_be("person", "grade") or _own(span) for span in words)


def _own(span: Span) -> bool:
    return any((tag.kind, tag.value) == ("zone", "own") for tag in span.tags)


def _wishes(span: Span) -> bool:
    """ "我要睡了": what one wants, asked of nobody."""
    return any((tag.kind, tag.value) == ("zone", "i") for tag in span.tags)


def _strange(words: Sequence[Span]) -> bool:
    known = {"person", "negation", "state", "quality"}
    return any(span.only("unknown") for span in words) and not any(span.may_be(*known) for span in words)


def _tells(span: Span) -> bool:
    """Whether a remark may begin here without a pause: "大灯打开天黑了"."""
    return span.may_be("because") or (span.may_be("state") and span.end - span.start > 1)

"""A long Chinese sentence part by part: 你好，车里有点闷，能不能切到外循环？好让空气进来，其他的不变。

Each part between two pauses is an order, a question, manners, a reason, a purpose, or what shall stay as it
is. Where one of them is none of these, or an order meets what shall stay, the sentence is read as a whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cockpit.actions.registry import CONTROLS
from cockpit.actions.zones import ZONES, Seat, seats_of
from cockpit.plan import Step
from cockpit.understand.command.frame import Frame
from cockpit.understand.command.places import place_of
from cockpit.understand.remarks.asides import Asides
from cockpit.understand.remarks.part_kinds import (
    IDLE,
    is_manners,
    is_state,
    is_staying,
    may_order,
    names_thing,
    place_told,
    without_ahead,
)
from cockpit.understand.remarks.pauses import Pauses
from cockpit.understand.remarks.together import of_those, together
from cockpit.understand.sentence.clause import Clause
from cockpit.understand.sentence.reader import Reader
from cockpit.understand.words.lexicon import Lexicon
from cockpit.understand.words.tag import Span

_PAUSES = ",?"
_MANY_PARTS, _MOST_PARTS = 3, 12
_LONG = 15
"""Words of a sentence that is read so; in a shorter one what a part leaves unsaid is oftener in another."""
_MANNERS = ("dialogue.hello", "dialogue.thanks")
_BUT = (("但", "是"), ("但",), ("不", "过"), ("只", "是"))
_OPEN = (None, "beside", "all")
_AND_THEN = frozenset("再把将")
_UNTOLD = (None, "nowhere", "all", "others", "there", "her")
_HERE = (*_UNTOLD, "own", "me", "i")


class PartByPart:
    """One sentence with pauses, from one seat. Every method may raise TooMuch."""

    def __init__(self, reader: Reader, lexicon: Lexicon, asides: Asides, seat: Seat) -> None:
        self._reader = reader
        self._lexicon = lexicon
        self._telling = lexicon.telling
        self._asides = asides
        self._seat = seat
        self._signs = Pauses(reader, lexicon, asides)
        self._stays: list[Sequence[Span]] = []
        self._told: list[Sequence[Span]] = []
        self._asks_only = False
        self._only: str | tuple[str, ...] | None = None

    def read(self, *, short: bool) -> tuple[Clause, ...] | None:
        """The clauses of its parts; None where it is to be read as a whole, as most that are short are."""
        parts = list(self._parts())
        long = len(self._reader.cuts[0]) >= _LONG or len(parts) >= _MANY_PARTS
        tokens = self._reader.tokens
        narrows = any(self._limits(tokens[at:]) for at, _ in parts[1:])
        first = self._lexicon.cut(tokens[slice(*parts[0])])[0] if len(parts) > 1 else ()
        spares = is_staying(first) and not names_thing(first)
        if not (long or short or narrows or spares) or not 1 < len(parts) <= _MOST_PARTS:
            return None
        said: list[Clause] = []
        for start, end in parts:
            clauses = self._part(start, end, said)
            if clauses is None:
                return None
            said += clauses
        clauses = together(map(self._spared, said), self._narrowed)
        if not clauses or not any(clause.steps for clause in clauses):
            return None
        steps = [step for clause in clauses for step in clause.steps]
        if self._asks_only and any(step.action in CONTROLS for step in steps):
            return None
        named = any(map(names_thing, self._told)) or bool(self._stays)
        if named and all(clause.complains for clause in clauses):
            return None  # 打开窗户也没用，太热了
        return None if self._meets_what_stays(steps) or self._placed_by_what_is_told(clauses) else clauses

    def tells(self) -> bool:
        """Whether no part asks for anything, nor says where or what shall stay."""
        if not all(self._part(start, end, ()) == () for start, end in self._parts()):
            return False
        placed = any(span.may_be("zone") for spans in self._told for span in spans)
        return bool(self._reader.tokens) and not (placed or self._stays)

    def _parts(self) -> Iterator[tuple[int, int]]:
        start, tokens = 0, self._reader.tokens
        for at, token in enumerate(tokens):
            if token in _PAUSES:
                if any(each not in _PAUSES for each in tokens[start:at]):
                    yield start, at + (token == "?")
                start = at + 1
        if start < len(tokens):
            yield start, len(tokens)

    def _part(self, start: int, end: int, said: Sequence[Clause]) -> Sequence[Clause] | None:
        """What a part says: no clause where it asks for nothing, None where nobody knows."""
        start += next((len(but) for but in _BUT if self._reader.tokens[start : start + len(but)] == but), 0)
        spans = self._lexicon.cut(self._reader.tokens[start:end])[0]
        if len(spans) > 1 and spans[-1].tags[0].kind == "unknown" and is_manners(spans[-2]):
            end, spans = end - 1, spans[:-1]  # 调低四度好不好？
        if self._reader.tokens[end - 1] == "?" and self._reader.tokens[start] in _AND_THEN:
            end, spans = end - 1, spans[:-1]  # 能不能打开空调，再把音量调低？
        tokens = self._reader.tokens[start:end]
        if all(span.may_be(*IDLE) or span.tags[0].value == "?" for span in spans):
            return ()
        orders = may_order(spans)
        if self._asides.aims(tokens) or (not orders and self._asides.hopes(tokens)):
            self._told.append(without_ahead(spans, tokens))
            return ()
        if is_state(spans):
            self._told.append(spans)
            return ()
        if self._asides.spares_the_rest(tokens):
            return ()
        if is_staying(spans):
            self._stays.append(spans)
            return ()
        if is_staying(spans, unnamed=True):  # 暂时先不要切换, behind a question
            self._asks_only = True
            return ()
        before = next((clause.frame for clause in reversed(said) if clause.frame and clause.steps), None)
        if said and self._narrows(tokens):
            return ()
        if tokens[0] in self._telling["only"]:
            before, orders = None, True  # whatever is narrowed is no remark
        clauses = self._reader.part(start, end, before) or self._reader.part(start, end, None)
        if clauses is not None:
            clauses = of_those(clauses, before, tokens, self._telling["every"])
            several = sum(span.may_be("thing") for span in spans) >= len(clauses)
            alone = len(clauses) == 1 or several or clauses[-1].frame is None or clauses[-1].frame.has_value
            return self._clauses(clauses, start, end, before) if alone else None
        if not orders and (self._signs.is_remark(start, end) or self._signs.tells(start, end)):
            self._told.append(without_ahead(spans, tokens))
            return ()
        return None

    def _narrowed(self, clause: Clause) -> Clause:
        if self._only is None or clause.frame is None or clause.frame.zone not in (*_OPEN, "own", "me", "i"):
            return clause
        return clause.reframed(replace(clause.frame, zone=self._only))

    def _spared(self, clause: Clause) -> Clause:
        """副驾不用动，请把座椅加热都打开: everywhere, but where nothing is to be done."""
        frame = clause.frame
        if frame is not None and frame.zone == "beside":  # 我妈坐副驾，她那边窗户关上
            beside = seats_of("beside", self._seat)
            told = (
                place for place in map(place_told, self._told) if place is not None and place not in _HERE
            )
            same = next((place for place in told if seats_of(place, self._seat) == beside), "beside")
            return clause.reframed(replace(frame, zone=same))
        places = [place_told(spans) for spans in self._stays if not names_thing(spans)]
        there = {seat for place in places if place not in _HERE for seat in seats_of(place or (), self._seat)}
        if frame is None or frame.zone != "all" or not there:
            return clause
        left = tuple(name for name, seats in ZONES.items() if len(seats) == 1 and there.isdisjoint(seats))
        return clause.reframed(replace(frame, zone=left))

    def _limits(self, tokens: Sequence[str]) -> bool:
        only, wanted = self._telling["only"], self._telling["wanted"]
        return tokens[0] in only and not wanted.isdisjoint(tokens[1:2])

    def _narrows(self, tokens: Sequence[str]) -> bool:
        """只要主驾这边, 只管前排: where all that was asked for is to be, and no more."""
        if not self._limits(tokens):
            return False
        spans = self._lexicon.cut(tokens[2:])[0] if len(tokens) > 2 else ()
        places = [span.tags[0] for span in spans if span.tags[0].kind == "zone"]
        place = place_of(places)
        if place in (None, "nowhere") or not all(span.may_be("zone", *IDLE) for span in spans):
            return False
        self._only = place
        return True

    def _clauses(
        self, clauses: tuple[Clause, ...], start: int, end: int, before: Frame | None
    ) -> Sequence[Clause] | None:
        steps = [step for clause in clauses for step in clause.steps]
        if steps and all(step.action in _MANNERS for step in steps):
            return ()
        if not steps or any(step.action.startswith("dialogue.") for step in steps):
            return None
        if not all(clause.complete and not clause.negated for clause in clauses):
            return None
        leans = before is not None and clauses[-1].frame is not None
        if not (leans or clauses[-1].complains or self._signs.complete(clauses[-1], end)):
            return None
        return clauses

    def _meets_what_stays(self, steps: Sequence[Step]) -> bool:
        """Whether a step would change what is to stay as it is."""
        seated = any("" not in CONTROLS[step.action].paths for step in steps if step.action in CONTROLS)
        return any(self._touches(step, spans, seated) for step in steps for spans in self._stays)

    def _touches(self, step: Step, spans: Sequence[Span], seated: bool) -> bool:
        """`seated`: something of the sentence is each seat's own, and that stays."""
        control = CONTROLS.get(step.action)
        if control is None:
            return False
        named = {name for span in spans for name in self._named(span)}
        zone = place_told(spans)
        zone = "own" if zone in ("me", "i") else zone
        there = set(seats_of(zone, self._seat)) if zone is not None and zone not in _UNTOLD else None
        here = set(control.seats(step.slots, self._seat))
        whole = "" in control.paths
        apart = there is not None and (seated and not named if whole else there.isdisjoint(here))
        return not apart and (not named or step.action in named)

    def _named(self, span: Span) -> set[str]:
        """The actions of what a word names; 车窗 is no glass to be defrosted where it is a window."""
        things = [self._lexicon.things[tag.value[0]].controls for tag in span.tags if tag.kind == "thing"]
        likely = [controls for controls in things if () in controls.values()]
        return {action for controls in likely or things for action in controls}

    def _placed_by_what_is_told(self, clauses: Sequence[Clause]) -> bool:
        """后面的孩子睡着了，把阅读灯关掉: where, for an order that leaves it open."""
        places = [place for place in map(place_told, self._told) if place is not None and place not in _HERE]
        told = [set(seats_of(place, self._seat)) for place in places]
        steps = (step for each in clauses if each.frame and each.frame.zone in _OPEN for step in each.steps)
        controls = ((CONTROLS[step.action], step) for step in steps if step.action in CONTROLS)
        return any(
            "" not in control.paths
            and any(set(control.seats(step.slots, self._seat)) != seats for seats in told)
            for control, step in controls
        )

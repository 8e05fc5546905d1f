"""The commands of a sentence without what is told beside them, by the signs of its language."""

from cockpit.actions.registry import CONTROLS
from cockpit.actions.zones import Seat
from cockpit.understand.questions.asking import asks
from cockpit.understand.remarks.asides import Asides
from cockpit.understand.remarks.beside import Beside
from cockpit.understand.remarks.breaths import Breaths
from cockpit.understand.remarks.part_by_part import PartByPart
from cockpit.understand.remarks.pauses import Pauses
from cockpit.understand.remarks.statements import Statements
from cockpit.understand.remarks.tellings import Tellings
from cockpit.understand.sentence.clause import Clause
from cockpit.understand.sentence.reader import Reader
from cockpit.understand.words.lexicon import Lexicon
from cockpit.understand.words.phrasing import Tokens


class Remarks:
    """Those of one language. Every method may raise TooMuch."""

    def __init__(self, lexicon: Lexicon, asides: Asides) -> None:
        self._lexicon = lexicon
        self._asides = asides
        self._chinese = lexicon.language == "zh"
        self._breaths = Breaths(lexicon) if self._chinese else None

    def paused(self, tokens: Tokens) -> Tokens | None:
        """The tokens with the pauses that a long Chinese sentence was written without; None where it has
        all, or none are to be heard."""
        return self._breaths.paused(tokens) if self._breaths is not None else None

    def by_parts(self, reader: Reader, seat: Seat, *, short: bool = False) -> tuple[Clause, ...] | None:
        """The clauses of a long Chinese sentence, or of a `short` one too, part by part; else None."""
        if not self._chinese or reader.whole() is not None:
            return None
        return PartByPart(reader, self._lexicon, self._asides, seat).read(short=short)

    def tells(self, reader: Reader) -> bool:
        """Whether a sentence only tells something."""
        if self._chinese:
            return PartByPart(reader, self._lexicon, self._asides, "row1.driver").tells()
        return Statements(reader, self._lexicon, self._asides, purposes=False).tells()

    def without(self, reader: Reader, *, purposes: bool = True) -> tuple[Clause, ...] | None:
        """The clauses of a sentence without its remarks; None where it has none, or no more than those.

        A question without a pause in it has no command ("the status of | the passenger's cooler"), nor has
        what names what nobody can do here ("the collision warner's | sound off"). `purposes`: also without
        what only tells what for.
        """
        clauses = self._without(reader, purposes)
        acts = any(step.action in CONTROLS for clause in clauses or () for step in clause.steps)
        parted = "," in reader.tokens
        if acts and not parted and (reader.is_beyond or asks(reader.tokens, reader.cuts[0], self._lexicon)):
            return None
        if self._chinese and not (acts or parted) and reader.cuts[0][0].only("unknown"):
            return None  # 北京现在外面多少度: not the air around the car
        return clauses

    def _without(self, reader: Reader, purposes: bool) -> tuple[Clause, ...] | None:
        if self._chinese:
            told = Beside(reader, self._lexicon, Tellings(reader, self._lexicon, self._asides)).read()
            return told or Beside(reader, self._lexicon, Pauses(reader, self._lexicon, self._asides)).read()
        signs = Statements(reader, self._lexicon, self._asides, purposes=purposes)
        return Beside(reader, self._lexicon, signs).read()

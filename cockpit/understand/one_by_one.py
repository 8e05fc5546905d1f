"""Several sentences in one breath, each read by itself; sentence/several.py puts what they say together."""

from dataclasses import replace

from cockpit.actions.registry import CONTROLS
from cockpit.plan import Step
from cockpit.understand.dialogue.followup import FollowUps
from cockpit.understand.home.household import Household
from cockpit.understand.questions.advice import Advice
from cockpit.understand.questions.asking import begs, plainly
from cockpit.understand.remarks.remarks import Remarks
from cockpit.understand.remarks.spares import Spares
from cockpit.understand.sentence.clause import Clause
from cockpit.understand.sentence.reader import Reader
from cockpit.understand.sentence.rewriting import Rewriting
from cockpit.understand.sentence.several import read_each, sentences_of
from cockpit.understand.sentence.stood_for import in_its_place
from cockpit.understand.unread.slips import Slips
from cockpit.understand.utterance import Utterance
from cockpit.understand.words.tokens import tokenise

_BEHIND = ("rear", "rear_left", "rear_right")


class OneByOne:
    """Of one language. Every method may raise TooMuch."""

    def __init__(
        self,
        lexicon: Household,
        followups: FollowUps,
        advice: Advice,
        remarks: Remarks,
        spares: Spares,
        rewriting: Rewriting,
        slips: Slips,
    ) -> None:
        self._lexicon = lexicon
        self._followups = followups
        self._advice = advice
        self._remarks = remarks
        self._spares = spares
        self._rewriting = rewriting
        self._slips = slips

    def read(self, said: Utterance) -> tuple[Clause, ...] | None:
        """The clauses of several sentences, each read by itself; none where one spares what another does."""
        if self._spares.parted(said.text)[1]:
            return None

        def reader(sentence: str, it: Step | None = None) -> Reader:
            return said.reader_of(self._rewriting.apart(tokenise(sentence)), it)

        def about(sentence: str, before: str) -> tuple[Clause, ...] | None:
            if (asked := self._does_what_is_asked(said, sentence, before)) is not None:
                return (asked,)
            told = reader(before)
            put = in_its_place(reader(sentence), told)
            clauses = None if put is None else said.reader_of(self._rewriting.apart(put)).read()
            if clauses and len({step.action for each in clauses for step in each.steps}) == 1:
                return clauses
            if len(set(told.named)) != 1:
                return None
            for action in sorted(told.named[0] & CONTROLS.keys()):
                clauses = reader(sentence, Step(action)).read() or ()
                if clauses and all(step.action == action for each in clauses for step in each.steps):
                    return clauses
            return None

        clauses = read_each(
            sentences_of(self._spares.paused(said.text)),
            lambda each: self._alone(said, reader(each)),
            lambda each: self._remarks.tells(reader(each)) or bool(self._how(said, each)),
            lambda each: reader(each).spared,
            about,
        )
        of_her = any(step.slots.get("zone") == "beside" for each in clauses or () for step in each.steps)
        tags = (tag for span in said.reader.cuts[0] for tag in span.tags if tag.kind == "zone")
        elsewhere = of_her and any(tag.value in _BEHIND for tag in tags)
        return None if elsewhere else clauses  # "my son sits behind me. Could you close his blind?"

    def _does_what_is_asked(self, said: Utterance, sentence: str, before: str) -> Clause | None:
        """空调多少度？然后调到22度, 天窗怎么开？你帮我打开吧: done to what the question was about."""
        tokens = self._rewriting.apart(tokenise(sentence))
        spans = self._lexicon.cut(tokens)[0]
        begins = any(span.may_be("conjunction") or begs(span) for span in spans[:3])
        asked = self._how(said, before) or said.steps_if_read(tokenise(before)) or ()
        if not begins or "?" not in tokenise(before) or len(asked) != 1:
            return None
        action = str(asked[0].slots.get("control", asked[0].action))
        if action not in CONTROLS:
            return None
        it = Step(action, {name: value for name, value in asked[0].slots.items() if name == "zone"})
        context = replace(said.context, last=(it,), earlier=(), fresh=True, ways={}, values={})
        plan = self._followups.read(plainly(tokens, spans), context)
        same = plan is not None and plan.remark is None and {step.action for step in plan.steps} == {action}
        return Clause(plan.steps) if plan is not None and same else None

    def _how(self, said: Utterance, sentence: str) -> tuple[Step, ...]:
        """What a question asks how to do; nothing where it asks anything else."""
        plan = self._advice.read(self._rewriting.apart(tokenise(sentence)), said.steps)
        return () if plan is None else plan.about

    def _alone(self, said: Utterance, reader: Reader) -> tuple[Clause, ...] | None:
        """The clauses of one of several sentences."""
        clauses = self._remarks.by_parts(reader, said.context.seat) or reader.read()
        if clauses is not None or reader.spared or self._remarks.tells(reader):
            return clauses  # there is no command beside a remark in it
        mended = self._slips.mended(reader.tokens, reader.cuts[0])
        slipped = self._slips.plan(reader.tokens, reader.cuts[0], mended, said.steps_if_read) is not None
        return self._remarks.without(reader, purposes=not slipped)

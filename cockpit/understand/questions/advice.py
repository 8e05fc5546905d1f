"""Questions about doing something: "how do I open the trunk", "is it safe to …", "should I …".

None of them does it. How to do it is told by the command itself, whether to do it by how the thing stands.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from hassil.expression import Alternative, Expression, TextChunk
from hassil.expression import Sequence as Row
from hassil.parse_expression import parse_sentence

from cockpit.actions.registry import CONTROLS
from cockpit.language import load
from cockpit.plan import Plan, Remark, Step
from cockpit.understand.words.tokens import join, tokenise

Read = Callable[[tuple[str, ...]], tuple[Step, ...]]
"""The steps of a command's tokens, none when it is no command."""
_KINDS = ("how", "may", "leave", "whether")
_LEAVE = ("doors.", "drive.horn")
"""What nobody opens or sounds because somebody asks whether he may."""
_REST = r"(?P<rest>(?:\S+ )+?)"


class Advice:
    """One language's. questions.yaml's `how`, `may`, `leave` and `whether` hold sentences, @ the command;
    `how_inside` are words that ask how wherever they stand, but not in a sentence with a `how_never`."""

    def __init__(self, language: str) -> None:
        words: Mapping[str, Any] = load(language, "questions")
        self._forms = [(kind, re.compile(_regex(text))) for kind in _KINDS for text in words[kind]]
        self._inside = _any_of(words["how_inside"])
        self._leave_never = re.compile(words["leave_never"])
        self._never = _any_of(words["how_never"])

    def read(self, tokens: Sequence[str], read: Read) -> Plan | None:
        """What is answered, None for what is no such question."""
        if "?" in tokens[:-1]:
            return None  # 车窗怎么开？帮我打开
        text = "".join(f"{token} " for token in tokens if token not in "?,")
        for kind, form in self._forms:
            found = form.fullmatch(text)
            if found is None or (kind == "leave" and self._leave_never.search(text)):
                continue
            if kind == "how" and self._never.match(found["rest"]):
                continue  # 怎么这么冷 wonders
            plan = _advice(kind, found["rest"], read)
            if plan is not None:
                return plan
        inside = self._inside.search(text)
        if inside is None or inside.start() == 0 or self._never.search(text):
            return None
        # 后备箱怎么打开: without the word that asks it is a command.
        return _advice("how", text[: inside.start()] + text[inside.end() :], read)


def _advice(kind: str, rest: str, read: Read) -> Plan | None:
    tokens = tuple(rest.split())
    steps = read(tokens)
    if not steps or any(step.action not in CONTROLS for step in steps):
        return None
    if kind == "leave" and not any(step.action.startswith(_LEAVE) for step in steps):
        return None
    if kind != "whether":
        return Plan(
            remark=Remark("how_do" if kind == "how" else "may_do", {"say": join(tokens)}), about=steps
        )
    asked = ({"control": s.action} | {k: v for k, v in s.slots.items() if k == "zone"} for s in steps)
    return Plan(tuple(Step("vehicle.state", slots) for slots in asked), "grammar")


def _any_of(templates: Iterable[str]) -> re.Pattern[str]:
    """Nothing where there are none."""
    return re.compile("|".join(f"(?:{_regex(text)})" for text in templates) or r"(?!)")


def _regex(template: str) -> str:
    """A hassil template as an expression over tokens, each with one space behind it."""
    return _of(parse_sentence(template).expression)


def _of(expression: Expression) -> str:
    match expression:
        case TextChunk():
            return "".join(_REST if t == "@" else f"{re.escape(t)} " for t in tokenise(expression.text))
        case Alternative():
            return "(?:" + "|".join(map(_of, expression.items)) + ")"
        case Row():
            return "".join(map(_of, expression.items))
    raise ValueError(f"a question holds what is not matched: {expression}")

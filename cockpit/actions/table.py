"""The table of all actions, for people: README.md of this folder."""

from collections.abc import Iterator
from typing import assert_never

from cockpit.actions.action import Action, Destination, Dialogue, Home, HomeQuestion, Never, Phone, Question
from cockpit.actions.areas import said
from cockpit.actions.control import Choice, Control, Level
from cockpit.actions.registry import REGISTRY

HEAD = """# Every action

Made from the declarations in this folder by `python -m cockpit.actions.table`; a test keeps it true.

- A control's step holds one of `value`, `change` and `steps`, and perhaps a `zone` (default: as told below).
  It is done when the car's own reading of its path says so. Undo puts the reading from before back.
- The policy's classes are told in `control.py` (`Risk`); one with a value or a seat before it holds for that.
- What the home does is done when the hub's own state says so; undo calls the inverse service.

| action | sets or reads | values | default zone | policy | say |
|---|---|---|---|---|---|"""


def table() -> str:
    return "\n".join((HEAD, *rows())) + "\n"


def rows() -> Iterator[str]:
    for name, action in REGISTRY.items():
        found = (said(language, "examples").get(name, ("",))[0] for language in ("en", "zh"))
        examples = " · ".join(text for text in found if text)
        yield f"| {' | '.join((f'`{name}`', *_cells(action), examples))} |"


def _cells(action: Action) -> tuple[str, str, str, str]:
    match action:
        case Control():
            zone = "" if "" in action.paths else {"own": "the speaker's", "all": "all"}[action.default_zone]
            return _paths(list(action.paths.values())), _values(action), zone, _policy(action)
        case Question(of_control=True):
            return "what a control sets", "", "", "always"
        case Question():
            return _paths(list(action.paths)), "", "", "always"
        case Home():
            value = ", ".join(action.values) or {
                "number": "a number",
                "text": "a name",
                "switch": "on, off",
            }.get(action.sets, "")
            asked = ", ".join(action.confirm).replace("*", "all")
            return f"home: {', '.join(action.kinds)}", value, "", f"asked: {asked}" if asked else "always"
        case HomeQuestion():
            return "what the hub tells", "", "", "always"
        case Phone():
            return "phone", "", "", "unavailable until one is paired"
        case Destination():
            return _paths(list(action.paths.values())), "`place`", "", "always; not from row 2"
        case Dialogue():
            return "the talk", "", "", "always"
        case Never():
            return "nothing", "", "", "never"
    assert_never(action)


def _paths(paths: list[str]) -> str:
    """The first path, and how many more there are like it."""
    if not paths:
        return "what controls set"
    more = f" +{len(paths) - 1}" if len(paths) > 1 else ""
    return f"`{paths[0].removeprefix('Vehicle.')}`{more}"


def _values(control: Control) -> str:
    match control.value:
        case Level() as level:
            extra = "".join(f" or {value:g}" for value in level.extra)
            return f"{level.low:g} to {level.high:g} {level.unit}, a step is {level.step:g}{extra}"
        case Choice(values=values):
            return ", ".join(values)
        case _:
            return "on, off"


def _policy(control: Control) -> str:
    single = [f"{value}: {risk}" for value, risk in control.risk_of.items()]
    single += [f"{seat}: {risk}" for seat, risk in control.risk_at.items()]
    return "; ".join((str(control.risk), *single))


if __name__ == "__main__":
    print(table(), end="")  # noqa: T201

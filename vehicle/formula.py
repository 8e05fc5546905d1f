"""Formulas of a mapping's `math` transform, as in `floor((x*40)-100)`.

The syntax is that of py-expression-eval, which the KUKSA CAN provider uses, as far as one number x
goes: + - * / % ^ (power), comparisons, `and`, `or`, `not`, PI, E and the functions below.
"""

import ast
import math
import operator
from collections.abc import Callable

from vehicle.errors import ProfileError

Number = int | float

FUNCTIONS: dict[str, Callable[..., Number]] = {
    "abs": abs,
    "ceil": math.ceil,
    "exp": math.exp,
    "floor": math.floor,
    "if": lambda condition, yes, no: yes if condition else no,
    "log": math.log,
    "max": max,
    "min": min,
    "pow": math.pow,
    "round": round,
    "sqrt": math.sqrt,
}
CONSTANTS: dict[str, Number] = {"PI": math.pi, "E": math.e}
_OPERATORS: dict[type[ast.AST], Callable[..., Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_Evaluate = Callable[[Number], Number]


def parse(text: str) -> Callable[[Number], Number | None]:
    """The formula as a function of x; it gives None where there is no number (a division by zero).

    ProfileError when the text is not a formula of the syntax above.
    """
    # "if" is a function there and a keyword here.
    source = text.replace("^", "**").replace("if(", "if_(").replace("if (", "if_(")
    try:
        tree = ast.parse(source.strip(), mode="eval")
        evaluate = _compile(tree.body)
    except (SyntaxError, ValueError, RecursionError, MemoryError, _Unknown) as error:
        raise ProfileError(
            f"{text[:80]!r} is not a formula of a mapping.",
            "Use numbers, x, + - * / % ^ and functions like floor(x).",
        ) from error

    def value(x: Number) -> Number | None:
        try:
            return evaluate(x)
        except (ArithmeticError, ValueError, TypeError, RecursionError):
            return None

    return value


class _Unknown(Exception):
    pass


def _compile(node: ast.AST) -> _Evaluate:
    match node:
        case ast.Constant(value=int() | float() as number):
            return lambda _x: number
        case ast.Name(id="x"):
            return lambda x: x
        case ast.Name(id=name) if name in CONSTANTS:
            return lambda _x: CONSTANTS[name]
        case ast.UnaryOp(op=op, operand=inner):
            return _apply(_operator(op), [inner])
        case ast.BinOp(left=left, op=op, right=right):
            return _apply(_operator(op), [left, right])
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _apply(_operator(op), [left, right])
        case ast.BoolOp(op=ast.And(), values=values):
            return _apply(lambda *xs: all(xs), list(values))
        case ast.BoolOp(op=ast.Or(), values=values):
            return _apply(lambda *xs: any(xs), list(values))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name.rstrip("_") in FUNCTIONS:
            return _apply(FUNCTIONS[name.rstrip("_")], list(args))
    raise _Unknown(ast.dump(node))


def _operator(op: ast.AST) -> Callable[..., Number]:
    if type(op) not in _OPERATORS:
        raise _Unknown(type(op).__name__)
    return _OPERATORS[type(op)]


def _apply(function: Callable[..., Number], arguments: list[ast.expr]) -> _Evaluate:
    inner = [_compile(argument) for argument in arguments]
    return lambda x: function(*(evaluate(x) for evaluate in inner))

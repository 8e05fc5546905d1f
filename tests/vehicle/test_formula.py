"""Formulas of mappings."""

import pytest

from vehicle import formula
from vehicle.errors import ProfileError


@pytest.mark.parametrize(
    ("text", "x", "expected"),
    [
        ("floor((x*40)-100)", 2, -20),
        ("floor(x+0.5)", 2.5, 3),
        ("floor(abs(x/5))", -12, 2),
        ("(x+100)/40", -20, 2),
        ("x^2", 3, 9),
        ("-x % 7", 3, 4),
        ("if(x > 10, 1, 0)", 11, 1),
        ("max(0, min(x, 100))", 250, 100),
        ("round(PI*x)", 2, 6),
    ],
)
def test_a_formula_gives_its_number(text: str, x: float, expected: float) -> None:
    assert formula.parse(text)(x) == expected


def test_where_there_is_no_number_there_is_none() -> None:
    assert formula.parse("1/x")(0) is None
    assert formula.parse("sqrt(x)")(-1) is None


@pytest.mark.parametrize(
    "text", ["", "x+", "y", "__import__('os')", "x.real", "'a'", "open(x)", "floor(x=1)", "[x]", "lambda: x"]
)
def test_anything_else_is_no_formula(text: str) -> None:
    with pytest.raises(ProfileError):
        formula.parse(text)

"""One unknown is isolated from the outside in, and 0 is told from what is not 0."""

import pytest
from sympy import Function, Integer, Symbol, simplify, sqrt

from qedescent.proofs.judging.solving import isolated, vanishes

a, b, n, x = (Symbol(s, positive=True) for s in "abnx")
k = Symbol("k", integer=True, nonnegative=True)


@pytest.mark.parametrize(
    ("left", "right", "solution"),
    [
        (a / (x + b), a / (1 + b), 1),
        (sqrt(a * x + b), Integer(2), (4 - b) / a),
        (x * a + (1 - x) * b, n, (n - b) / (a - b)),
        (a * x / (b + x), Integer(1), b / (a - 1)),
        (1 / sqrt(x * a) - b, Integer(0), 1 / (a * b**2)),
    ],
)
def test_what_surrounds_the_unknown_is_undone(left, right, solution):
    (found,) = isolated(left, right, x)
    assert simplify(found - solution) == 0 and simplify(left.xreplace({x: found}) - right) == 0


def test_a_quadratic_has_two_candidates_and_an_exponent_none():
    assert {r.simplify() for r in isolated(x**2 - 3 * x + 2, Integer(0), x)} == {1, 2}
    assert isolated((1 - x) / (1 - x**n), a, x) == [] and isolated(a**x, b, x) == []


def test_nothing_is_looked_for_inside_a_function_of_which_nothing_is_known():
    assert isolated(Function("max")(x, a) + x, b, x) == []


def test_what_vanishes_is_told_from_what_is_small_or_different():
    assert vanishes((a + b) ** 2 - a**2 - 2 * a * b - b**2) and vanishes(a ** (k + 1) - a * a**k)
    assert not vanishes(a - b) and not vanishes(a ** (k + 1) - a**k) and not vanishes(Integer(1) / 10**9)

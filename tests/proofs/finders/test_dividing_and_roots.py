"""Dividing by a positive factor, and square roots, under the hypotheses that both need."""

import pytest
from sympy import sqrt

from qedescent.proofs.finders.divisions import dividing_by
from qedescent.proofs.finders.roots import roots
from qedescent.proofs.language.formulas import eq, ge, gt, ne
from qedescent.proofs.language.symbols import real

x, y = real("x y")


def test_a_factor_is_divided_out_where_it_is_positive(found):
    found([x > 0, x * y > 0], gt(y, 0), dividing_by(x))
    found([x > 1, ge(x * y, x)], ge(y, 1), dividing_by(x))


@pytest.mark.parametrize("given", [[x * y > 0], [x >= 0, x * y > 0], [x < 0, x * y > 0], [x > 0, ge(x * y, 0)]])
def test_a_factor_that_may_be_zero_or_negative_is_not(not_found, given):
    not_found(given, gt(y, 0), dividing_by(x))


def test_an_equation_is_not_divided(not_found):
    not_found([x > 0, eq(x * y, x)], eq(y, 1), dividing_by(x))


ROOTS = [
    ([x >= 0], ge(sqrt(x), 0)),
    ([x > 0], gt(sqrt(x), 0)),
    ([x >= 0, y >= 0], eq((sqrt(x) + sqrt(y)) * (sqrt(x) - sqrt(y)), x - y)),
    ([x >= 0, y >= 0], ge(sqrt(x) * sqrt(y) + 1, 0)),
    ([x > 0], eq(x / sqrt(x), sqrt(x))),
]
NO_ROOTS = [
    ([], eq((sqrt(x) + 1) * (sqrt(x) - 1), x - 1)),  # below 0 the root is 0
    ([x >= 0], gt(sqrt(x), 0)),
    ([x > 0], ge(x, sqrt(x))),
    ([x >= 0, y >= 0], eq(sqrt(x) + sqrt(y), sqrt(x + y))),
    ([ne(x, 0)], gt(sqrt(x), 0)),
    ([], ge(sqrt(x), 0)),
]


@pytest.mark.parametrize(("given", "goal"), ROOTS, ids=lambda q: str(getattr(q, "data", ""))[:60])
def test_roots_of_what_is_not_negative_are_known(found, given, goal):
    found(given, goal, roots)


@pytest.mark.parametrize(("given", "goal"), NO_ROOTS, ids=lambda q: str(getattr(q, "data", ""))[:60])
def test_of_other_roots_nothing_is_known(not_found, given, goal):
    not_found(given, goal, roots)

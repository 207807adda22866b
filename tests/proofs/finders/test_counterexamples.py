"""A false statement is refuted by exact numbers that satisfy every hypothesis; what cannot be evaluated is never a witness."""

from fractions import Fraction

import pytest
from sympy import Rational, Sum, exp, sqrt

from qedescent.proofs.finders.counterexamples import NotEvaluable, find_counterexample, holds, value
from qedescent.proofs.language.formulas import (
    both,
    eq,
    forall,
    formula,
    ge,
    gt,
    iff,
    implies,
    ne,
    roots_within,
    tends_to,
    term,
)  # fmt: skip
from qedescent.proofs.language.symbols import natural, random, real, sequence, vector

x, y, z, α = real("x y z α")
j, k, n = natural("j k n")
s = sequence("s")

FALSE = [
    ([], ge(x**2, x)),
    ([], gt(x**2, 0)),
    ([x > 0], gt(x, 1)),
    ([], eq((x + y) ** 2, x**2 + y**2)),
    ([], gt(n, 0)),
    ([], ge(100, n * x)),
    ([], both(eq(x, x), ge(x, 0))),
    ([], forall(x, ge(x, 0))),
    ([], implies(x > 0, gt(x, y))),
    ([x > 1], iff(x > y, y < 1)[0]),
    ([], roots_within(z**2 + x * z + y, z)),
    ([α > 0, α < 1], eq(Sum(α**j, (j, 0, n)), 1 / (1 - α))),
    ([eq(y, x**2), x >= 0], ge(y, x)),
    ([], eq(sqrt(x**3), x)),
    ([], ne(x, Rational(3, 2))),
]


@pytest.mark.parametrize(("given", "goal"), FALSE, ids=lambda q: str(getattr(q, "data", ""))[:60])
def test_a_false_statement_has_a_witness_that_satisfies_its_hypotheses(given, goal):
    search = find_counterexample(given, [goal])
    assert search.witness is not None and search.satisfied > 0
    point = {name: Fraction(v) for name, v in search.witness.items() if name not in ("left", "right")}
    assert all(holds(formula(g).data, point) for g in given)


TRUE = [
    ([], ge(x**2, 0)),
    ([x > 0], gt(x, 0)),
    ([], forall(x, ge(x**2, 0))),
    ([x > y, y > 1], gt(x, 1)),
    ([], ge(n, 0)),
    ([α >= 0, α < 1], ge(1, α**n)),
    ([x > 0, y > 0, x < 1, y < 1], roots_within(z**2 - (x + y) * z + x * y, z)),
    ([eq(y, x + 1)], gt(y, x)),
    ([x < 0, x > 0], gt(0, 1)),  # nothing satisfies the hypotheses
]


@pytest.mark.parametrize(("given", "goal"), TRUE, ids=lambda q: str(getattr(q, "data", ""))[:60])
def test_a_true_statement_has_none(given, goal):
    search = find_counterexample(given, [goal])
    assert search.witness is None and search.tried > 100


@pytest.mark.parametrize("hypothesis", [forall(k, gt(x, k)), tends_to(n, x**n, 0), implies(x > 0, forall(k, gt(x, k)))])
def test_a_hypothesis_that_cannot_be_evaluated_is_not_taken_as_satisfied(hypothesis):
    search = find_counterexample([hypothesis, x > 0], [gt(x, 1)])
    assert (search.witness, search.satisfied) == (None, 0)


def test_an_implication_among_the_hypotheses_is_evaluated():
    assert find_counterexample([implies(x > 0, x > 1)], [ge(0, x)]).witness == {"x": "2", "left": "0", "right": "2"}
    assert find_counterexample([implies(x > 0, x > 1), x > 0], [gt(x, 1)]).witness is None


@pytest.mark.parametrize("strange", [random("x"), vector("x"), s(n)])
def test_statements_about_other_than_numbers_are_not_tried_and_that_is_said(strange):
    search = find_counterexample([], [eq(strange, strange + strange)])
    assert search.witness is None and "not evaluable" in search.why_not and search.tried == 0


def test_an_undefined_value_is_no_counterexample():
    assert find_counterexample([], [eq(x / x + 1 / x, 1 + 1 / x)]).witness is None
    with pytest.raises(ZeroDivisionError):
        value(term(1 / x)[0], {"x": Fraction(0)})


def test_the_search_is_the_same_every_time_and_another_with_another_seed():
    goal = [ge(100, x * y * z)]
    one, again, other = (find_counterexample([x > 3], goal, seed=i) for i in (0, 0, 1))
    assert one == again and one.witness and other.witness


VALUES = [
    (x**0, 1), (x + y, 5), (x - y, -1), (x / y, Fraction(2, 3)), (x**n, 16), (sqrt(x + 2), 2), (Sum(j, (j, 0, n)), 10),
    (Sum(j, (j, 2, n + 1)), 14), (Sum(x**j, (j, 0, n - 1)), 15), (-x * y / 4, Fraction(-3, 2)),
    (Sum(j * k, (j, 0, k), (k, 0, 2)), 7),
]  # fmt: skip


@pytest.mark.parametrize(("written", "exact"), VALUES, ids=str)
def test_terms_are_evaluated_exactly(written, exact):
    found = value(term(written)[0], {"x": Fraction(2), "y": Fraction(3), "n": Fraction(4)})
    assert found == exact and isinstance(found, Fraction)


@pytest.mark.parametrize("written", [sqrt(x), exp(x), s(n), Sum(j, (j, 0, 1000 * n)), x ** (1000 * n)], ids=str)
def test_what_has_no_exact_value_within_reach_is_refused(written):
    with pytest.raises(NotEvaluable):
        value(term(written)[0], {"x": Fraction(2), "n": Fraction(4)})


ROOTS = [  # z² + bz + c, radius, all |z| < r, all |z| <= r
    (0, 0, 1, True, True),
    (0, -1, 1, False, True),
    (0, 1, 1, False, True),  # ±i
    (-2, 1, 1, False, True),
    (-3, 2, 2, False, True),
    (-3, 2, 3, True, True),
    (0, Fraction(1, 4), 1, True, True),
    (-1, Fraction(5, 4), 1, False, False),  # (1 ± 2i)/2
    (3, 0, 2, False, False),
    (0, 0, 0, False, True),
    (0, 1, -1, False, False),
]  # fmt: skip


@pytest.mark.parametrize(("b", "c", "radius", "within", "up_to"), ROOTS)
def test_where_the_roots_lie_is_decided_without_them(b, c, radius, within, up_to):
    point = {"b": Fraction(b), "c": Fraction(c), "r": Fraction(radius)}
    assert holds(["roots", "b", "c", "<", "r"], point) == within
    assert holds(["roots", "b", "c", "<=", "r"], point) == up_to

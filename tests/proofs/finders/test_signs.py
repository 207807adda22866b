"""Inequalities are found by factors and by linear programs; a false or a too strong one never is."""

from itertools import pairwise

import pytest
from sympy import Rational, expand

from qedescent.proofs.finders.sign_programs import linear
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import eq, forall, ge, gt, ne
from qedescent.proofs.language.symbols import dot, function, natural, real, vector

a, b, c, d, e, x, y, z, L, μ = real("a b c d e x y z L μ")
k, n = natural("k n")
u, v = vector("u v")
f = function("f")
small, huge = Rational(1, 10**12), 10**400
LETTERS = [a, b, c, d, e, x, y, z]
DESCENDING = [gt(p, q) for p, q in pairwise(LETTERS)]

TRUE = [
    ([], gt(1, 0), signs),
    ([], ge(x**2, 0), signs),
    ([ne(x, 0)], gt(x**2, 0), signs),
    ([], ge(x**2 + y**2, 2 * x * y), signs),
    ([x >= 0, y > 0], gt(x + y, 0), signs),
    ([q > 0 for q in LETTERS], gt(a * b * c * d * e * x * y * z, 0), signs),
    ([x < 0, y < 0], gt(x * y, 0), signs),
    (DESCENDING, gt(a, z), signs),
    ([x > 0], ge(x**3 + 1, x**2 + x), signs),
    ([], ge(expand((a + b + c) ** 6), 0), signs),
    ([], ge(n, 0), signs),
    ([], gt(n**2 + n + 1, 0), signs),
    ([x > 0], gt(1 / x, 0), signs),
    ([x >= 1], ge(1, 1 / x), signs),
    ([L > μ, μ > 0], gt(1, (L - μ) ** 2 / (L + μ) ** 2), signs),
    ([L > μ, μ > 0, a > 0, a * L < 2], ge(1, (1 - a * μ) ** 2), signs),
    ([x > 0, x * y > 0], gt(y, 0), signs),
    ([a < b], gt(1 / (b - a), 0), signs),
    ([a > b], gt(1 / (a - b), 0), signs),
    ([a < b], gt(1 / (a - b) ** 3 * (b - a) ** 2 * (a - b) + 1, 0), signs),
    ([a < b, c < 0], gt(c / (a - b), 0), signs),
    ([a < b, gt(x / (b - a), 2)], gt(x, 2 * (b - a)), signs),
    ([a < b, x < 1, gt(y / ((b - a) * (1 - x)), 1)], gt(y, (b - a) * (1 - x)), signs),
    ([a > 0, x < 1, ge(y / (a * (x - 1)), n / (n + 1))], ge(0, y * (n + 1)), sign(degree=3)),
    ([eq(x, y + 1), y > 0], gt(x, 1), signs),
    ([ge(x, small)], gt(x, 0), signs),
    ([ge(x, 10**30)], gt(x, 10**30 - 1), signs),
    ([ge(x, huge)], gt(x, huge - 1), signs),
    ([x > 0, y > 0, z > 0], gt(x * y * z + 1, 1), sign(degree=3)),
    ([], ge(x**4 + y**4, 2 * x**2 * y**2), sign(x**2 - y**2)),
    ([x >= y], ge(2 * x, 2 * y), linear),
]  # fmt: skip


@pytest.mark.parametrize(("given", "goal", "by"), TRUE, ids=lambda q: str(getattr(q, "data", ""))[:60])
def test_a_true_inequality_is_found(found, given, goal, by):
    found(given, goal, by)


FALSE = [
    ([], gt(0, 1), signs),
    ([], ge(x**2, x), signs),
    ([], gt(x**2, 0), signs),  # weak holds, strict does not
    ([x >= 0, y >= 0], gt(x * y, 0), signs),
    ([x >= 0, y >= 0], gt(x + y, 0), signs),
    ([x > 0], gt(x * y, 0), signs),  # nothing is known of y
    ([q > 0 for q in LETTERS], gt(a * b * c * d * e * x * y * z, 1), signs),
    (DESCENDING, gt(z, a), signs),
    ([], ge(expand((a + b + c) ** 6) - a, 0), signs),
    ([], gt(n, 0), signs),
    ([], ge(n, 1), signs),
    ([], gt(1 / x, 0), signs),
    ([x > 0], ge(1, 1 / x), signs),
    ([x * y > 0], gt(y, 0), signs),
    ([ge(b, a)], gt(1 / (b - a), 0), signs),
    ([ne(a, b)], gt(1 / (b - a), 0), signs),
    ([a < b], gt(1 / (a - b), 0), signs),
    ([a < b, c < 0], gt(c / (b - a), 0), signs),
    ([a < b, gt(x / (a - b), 2)], gt(x, 2 * (a - b)), signs),
    ([gt(x / (b - a), 2)], gt(x, 2 * (b - a)), signs),
    ([x >= 0], ge(x, small), signs),  # within the tolerance of a linear program
    ([x >= 0], ge(x, Rational(1, 10**18)), signs),
    ([ge(x * Rational(1, 10**10), 0), x <= 1], ge(x, Rational(1, 10**10)), signs),
    ([ge(x, 10**30)], gt(x, 10**30 + 1), signs),
    ([ge(x, huge)], gt(x, huge), signs),
    ([ge(x, y)], gt(x, y), linear),
    ([], ge(x**2 + y**2, 3 * x * y), sign(x - y)),
]


@pytest.mark.parametrize(("given", "goal", "by"), FALSE, ids=lambda q: str(getattr(q, "data", ""))[:60])
def test_a_false_inequality_is_not_found(not_found, given, goal, by):
    not_found(given, goal, by)


OUT_OF_REACH = [
    ([], ge(x**4 * y**2 + x**2 * y**4 + 1, 3 * x**2 * y**2), signs),  # Motzkin: true, and no sum of squares
    ([x > 0], gt(x**n, 0), signs),  # by induction
    ([forall(x, ge(f(x), 0))], ge(f(y), 0), signs),  # instances are named by the author
    ([x > 0, x < 0], gt(y, 0), signs),  # contradictory hypotheses prove nothing here
]


@pytest.mark.parametrize(("given", "goal", "by"), OUT_OF_REACH, ids=["Motzkin", "power", "instance", "contradiction"])
def test_what_is_out_of_reach_is_not_found(not_found, given, goal, by):
    not_found(given, goal, by)


def test_the_search_ends_where_there_is_far_too_much_to_combine(not_found):
    pairs = [(p, q) for p in LETTERS for q in LETTERS]
    given = [ge(p * q + i * p, q**2 - i) for i, (p, q) in enumerate(pairs[:40])]
    not_found(given, ge(a**2 * b - c**3, 5), sign(degree=4))


def test_lengths_of_vectors_are_not_negative_and_nothing_more(found, not_found):
    apart = sign(["norm", ["-", "u", "v"]])
    found([], ge(dot(u, u) + dot(v, v), 2 * dot(u, v)), apart)
    not_found([], ge(dot(u, u) + dot(v, v), 3 * dot(u, v)), apart)
    not_found([], gt(dot(u, u), 0), sign(["norm", "u"]))


def test_only_the_facts_named_are_used(found, not_found):
    found([x > 0, y > 0], gt(x + 1, 0), sign(using=[0]))
    not_found([x > 0, y > 0], gt(x + 1, 0), sign(using=[1]))


@pytest.mark.parametrize("goal", [eq(x, x), ne(x, x + 1)], ids=["=", "!="])
def test_what_is_no_inequality_has_no_sign(not_found, goal):
    assert "not an inequality" in not_found([], goal, signs)

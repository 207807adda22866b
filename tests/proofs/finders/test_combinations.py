"""Lines whose certificate the author writes, and equations that add up: exactly, or not at all."""

import pytest

from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.linear_equations import adding
from qedescent.proofs.finders.normal_forms import cleared, divide, poly_term
from qedescent.proofs.language.formulas import eq, ge, gt, term
from qedescent.proofs.language.prover import NotFound, Prover
from qedescent.proofs.language.symbols import natural, real

x, y, z = real("x y z")
n = natural("n")


def test_a_combination_is_what_it_says():
    p = Prover([x > 0, eq(y, x + 1)])
    combine(p, gt(y, 1), [[1, 0]], [[1, 1]], say="adding both")
    assert p.steps[-1]["say"] == "adding both"
    for wrong in ([[2, 0]], [[-1, 0]], [[1, 99]], [["x", 0]], [[1, ["square", "x"]]], [[1, ["nonzero", 1]]], [[1, "x"]]):
        mark = len(p.facts)
        with pytest.raises(NotFound):
            combine(p, gt(y, 1), wrong, [[1, 1]])
        assert len(p.facts) == mark


def test_a_strict_line_needs_a_strict_part():
    p = Prover([x >= 0])
    with pytest.raises(NotFound, match="weak for strict"):
        combine(p, gt(x, 0), [[1, 0]])
    combine(p, gt(x + 1, 0), [[1, 0], [1]])


def test_equations_add_up_with_exact_multiples(found, not_found):
    given = [eq(x + y, 3), eq(x - y, 1), eq(z, x)]
    found(given, eq(x, 2), adding(0, 1))
    found(given, eq(3 * z, 6), adding(0, 1, 2))
    not_found(given, eq(x, 2), adding(0))
    not_found(given, eq(x * y, 2), adding(0, 1, 2))
    found(given, ge(x, 2), adding(0, 1))
    not_found(given, gt(x, 2), adding(0, 1))


@pytest.mark.parametrize("written", [x - 2 * y / 3, x * y**2 - 1, 1 / (x + 1), x**n * y, x**2 / y - n, 0 * x], ids=str)
def test_a_polynomial_of_the_checker_is_read_back_as_the_same(written):
    p = Prover((), mentions=[eq(x + y, n)])
    poly = p.kernel.normal(term(written)[0])
    assert p.kernel.normal(poly_term(p.kernel, poly)) == poly


def test_denominators_are_cleared_and_named():
    p = Prover((), mentions=[eq(x, y)])
    start = p.kernel.normal(term(1 / x**2 + y / (2 * x + 2))[0])
    poly, taken = cleared(p.kernel, start)
    assert [(poly_term(p.kernel, d), exponent) for _, d, exponent in taken] == [(["+", 1, "x"], 1), ("x", 2)]
    assert poly == p.kernel.normal(term(1 + x + y * x**2 / 2)[0])
    assert cleared(p.kernel, poly) == (poly, [])


def test_monomials_are_divided_only_where_that_leaves_no_denominator():
    assert divide(((0, 3), (1, 1)), ((0, 2),)) == ((0, 1), (1, 1))
    assert divide(((0, 1),), ((0, 2),)) is None
    assert divide(((0, 1),), ((1, 1),)) is None
    assert divide(((0, 1),), ((0, 1),)) == ()

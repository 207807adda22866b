"""Jury's three margins decide where the roots are; checked at exact points on both sides of each edge."""

from __future__ import annotations

import pytest
from sympy import Abs, Rational, roots

from qedescent.analytic.notation import z, α, ε, λ
from qedescent.analytic.quadratic import characteristic_polynomial
from qedescent.analytic.rules import momentum, nesterov
from qedescent.analytic.stability import discriminant, jury_margins


def test_the_heavy_balls_margins_are_the_three_of_the_textbook(identical):
    front, back, product = jury_margins(characteristic_polynomial(momentum))
    assert identical(front, ε * λ)
    assert identical(back, 2 * (1 + α) - ε * λ)
    assert identical(product, 1 - α)


def test_nesterovs_far_edge_is_at_two_times_one_plus_momentum_over_one_plus_twice_momentum(identical):
    _, back, _ = jury_margins(characteristic_polynomial(nesterov))
    assert identical(back, 2 * (1 + α) - (1 + 2 * α) * ε * λ)
    assert not identical(back, 2 * (1 + α) - ε * λ)


@pytest.mark.parametrize(
    ("rule", "step", "expected"),
    [
        (momentum, "379/100", True),
        (momentum, "381/100", False),
        (nesterov, "135/100", True),
        (nesterov, "136/100", False),
        (momentum, "0", False),
        (nesterov, "-1/100", False),
    ],
)
def test_at_momentum_nine_tenths_stability_ends_where_the_formula_says(rule, step, expected, at):
    margins = jury_margins(characteristic_polynomial(rule))
    assert all(at(margin, {ε: step, α: "9/10", λ: 1}) > 0 for margin in margins) is expected


@pytest.mark.parametrize("b", ["-3/2", "-1/2", "0", "4/5", "2"])
@pytest.mark.parametrize("c", ["-1/2", "1/10", "9/10", "11/10"])
@pytest.mark.parametrize("radius", ["1/2", "1", "3/2"])
def test_the_margins_say_where_the_roots_are(b, c, radius):
    b, c, radius = map(Rational, (b, c, radius))
    polynomial = z**2 + b * z + c
    inside = all(bool(Abs(root) < radius) for root in roots(polynomial, z))
    assert all(margin > 0 for margin in jury_margins(polynomial, radius)) is inside


def test_the_heavy_balls_discriminant_factors_in_the_root_of_the_momentum(identical):
    a = z  # any letter that the polynomial's coefficients do not hold
    factored = (ε * λ - (1 - a) ** 2) * (ε * λ - (1 + a) ** 2)
    assert identical(discriminant(characteristic_polynomial(momentum)).xreplace({α: a**2}), factored)
    assert not identical(discriminant(characteristic_polynomial(nesterov)).xreplace({α: a**2}), factored)

"""Tunings meet their double roots at the ends of the spectrum, and a neighbouring tuning does not."""

from __future__ import annotations

import pytest
from sympy import Integer, Rational, symbols

from qedescent.analytic.notation import L, z, λ, μ
from qedescent.analytic.rules import momentum, nesterov, sgd
from qedescent.analytic.spectrum import Tuning, gradient_descent, nesterov_standard, polyak, tuned_polynomial
from qedescent.analytic.stability import discriminant, jury_margins

soft, stiff = symbols("soft stiff", real=True)


def test_gradient_descent_treats_both_ends_alike(identical):
    tuning = gradient_descent(μ, L)
    assert identical(tuned_polynomial(sgd, tuning, μ), z - tuning.rate)
    assert identical(tuned_polynomial(sgd, tuning, L), z + tuning.rate)


def test_the_step_one_over_the_largest_curvature_does_not(identical):
    hasty = Tuning(1 / L, Integer(0), (L - μ) / L, "the safe step")
    assert not identical(tuned_polynomial(sgd, hasty, L), z + hasty.rate)


def test_polyaks_heavy_ball_has_a_double_root_at_both_ends(identical):
    tuning = polyak(soft, stiff)
    assert identical(tuned_polynomial(momentum, tuning, soft**2), (z - tuning.rate) ** 2)
    assert identical(tuned_polynomial(momentum, tuning, stiff**2), (z + tuning.rate) ** 2)


def test_polyaks_numbers_are_no_optimum_for_nesterov(identical):
    tuning = polyak(soft, stiff)
    assert not identical(tuned_polynomial(nesterov, tuning, soft**2), (z - tuning.rate) ** 2)


def test_nesterovs_standard_tuning_has_a_double_root_at_the_soft_end(identical):
    tuning = nesterov_standard(soft, stiff)
    assert identical(tuned_polynomial(nesterov, tuning, soft**2), (z - tuning.rate) ** 2)
    assert identical(tuned_polynomial(nesterov, tuning, stiff**2), z**2)


def test_nesterovs_rate_is_not_polyaks(identical):
    standard = tuned_polynomial(nesterov, nesterov_standard(soft, stiff), soft**2)
    assert not identical(standard, (z - polyak(soft, stiff).rate) ** 2)


@pytest.mark.parametrize(("rule", "tuning"), [(momentum, polyak), (nesterov, nesterov_standard)])
@pytest.mark.parametrize("curvature", ["2", "5", "8"])
def test_between_the_ends_the_roots_are_complex_and_within_the_rate(rule, tuning, curvature, at):
    tuned = tuning(Rational(1), Rational(3))
    polynomial = tuned_polynomial(rule, tuned, λ)
    assert at(discriminant(polynomial), {λ: curvature}) < 0
    assert at(jury_margins(polynomial, tuned.rate)[2], {λ: curvature}) >= 0


def test_at_condition_number_nine_the_rates_are_a_half_two_thirds_and_four_fifths():
    assert polyak(Rational(1), Rational(3)).rate == Rational(1, 2)
    assert nesterov_standard(Rational(1), Rational(3)).rate == Rational(2, 3)
    assert gradient_descent(Rational(1), Rational(9)).rate == Rational(4, 5)

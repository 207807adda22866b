"""The variance that gradient noise keeps up; the chapter's formulas, each beside the rival that forgets something."""

from __future__ import annotations

import pytest
from sympy import Integer, Rational

from qedescent.analytic.moments import (
    noise_vector,
    small_step_variance,
    stationary_moments,
    stationary_variance,
)
from qedescent.analytic.notation import v, α, ε, θ, λ, σ
from qedescent.analytic.quadratic import NotLinear
from qedescent.analytic.rules import adam, momentum, nesterov, sgd

SGD = ε * σ**2 / (λ * (2 - ε * λ))
HEAVY_BALL = ε * σ**2 * (1 + α) / (λ * (1 - α) * (2 * (1 + α) - ε * λ))
NESTEROV = (
    ε * σ**2 * (1 + α - α * ε * λ) / (λ * (1 - α + α * ε * λ) * (2 * (1 + α) - (1 + 2 * α) * ε * λ))
)


@pytest.mark.parametrize(("rule", "formula"), [(sgd, SGD), (momentum, HEAVY_BALL), (nesterov, NESTEROV)])
def test_the_stationary_variance_is_the_formula(rule, formula, identical):
    assert identical(stationary_variance(rule), formula)


@pytest.mark.parametrize(
    ("rule", "rival"),
    [(sgd, ε * σ**2 / (2 * λ)), (momentum, SGD), (momentum, NESTEROV), (nesterov, HEAVY_BALL)],
)
def test_the_stationary_variance_is_not_its_rival(rule, rival, identical):
    assert not identical(stationary_variance(rule), rival)


@pytest.mark.parametrize(("rule", "expected"), [(sgd, "1/19"), (momentum, "19/37"), (nesterov, "905/3344")])
def test_at_step_a_tenth_and_momentum_nine_tenths_the_variance_is_exactly(rule, expected, at):
    assert at(stationary_variance(rule), {ε: "1/10", α: "9/10", λ: 1, σ: 1}) == Rational(expected)


def test_the_velocity_has_twice_its_covariance_with_the_iterate(identical):
    moments = stationary_moments(momentum)
    assert identical(moments[v, v], 2 * ε**2 * σ**2 / ((1 - α) * (2 * (1 + α) - ε * λ)))
    assert identical(moments[v, v], 2 * moments[θ, v])


@pytest.mark.parametrize("rule", [momentum, nesterov], ids=lambda rule: rule.name)
def test_without_momentum_the_variance_is_that_of_sgd(rule, identical):
    assert identical(stationary_variance(rule).xreplace({α: Integer(0)}), SGD)


@pytest.mark.parametrize("rule", [momentum, nesterov], ids=lambda rule: rule.name)
def test_the_small_step_value_is_the_first_order_of_the_variance(rule, identical):
    slope = (stationary_variance(rule) / ε).cancel().subs(ε, 0)
    assert identical(slope, small_step_variance(ε, α) / ε)
    assert not identical(stationary_variance(rule), small_step_variance(ε, α))


def test_noise_enters_through_the_step_of_the_velocity_and_the_iterate():
    assert list(noise_vector(momentum)) == [-ε, -ε]


def test_adam_has_no_stationary_moments_of_this_kind():
    with pytest.raises(NotLinear):
        stationary_variance(adam)

"""On a quadratic a linear rule is a matrix; the chapter's polynomials, each beside one that a slip would give."""

from __future__ import annotations

import pytest

from qedescent.analytic.notation import r, v, z, α, ε, θ, λ
from qedescent.analytic.quadratic import NotLinear, characteristic_polynomial, iteration_matrix, on_quadratic
from qedescent.analytic.rules import (
    adadelta,
    adagrad,
    adam,
    momentum,
    nesterov,
    rmsprop,
    rmsprop_nesterov,
    sgd,
)

HEAVY_BALL = z**2 - (1 + α - ε * λ) * z + α
NESTEROV = z**2 - (1 + α) * (1 - ε * λ) * z + α * (1 - ε * λ)


def test_gradient_descent_multiplies_by_one_minus_step_times_curvature(identical):
    assert iteration_matrix(sgd)[0, 0] == 1 - ε * λ
    assert identical(characteristic_polynomial(sgd), z - 1 + ε * λ)


def test_the_heavy_ball_has_its_textbook_polynomial(identical):
    assert identical(characteristic_polynomial(momentum), HEAVY_BALL)


def test_nesterov_has_its_textbook_polynomial(identical):
    assert identical(characteristic_polynomial(nesterov), NESTEROV)


@pytest.mark.parametrize(
    ("rule", "slip"),
    [
        (momentum, NESTEROV),
        (nesterov, HEAVY_BALL),
        (momentum, z**2 - (1 + α + ε * λ) * z + α),
        (momentum, z**2 - (1 + α - ε * λ) * z - α),
        (nesterov, z**2 - (1 + α - ε * λ) * z + α * (1 - ε * λ)),
        (nesterov, z**2 - (1 + α) * (1 - ε * λ) * z + α),
    ],
)
def test_a_slip_in_the_polynomial_is_seen(rule, slip, identical):
    assert not identical(characteristic_polynomial(rule), slip)


def test_the_polynomial_keeps_the_letter_it_was_asked_in():
    # SymPy's own charpoly answers in another symbol that prints the same.
    assert z in characteristic_polynomial(momentum).free_symbols


def test_the_state_is_sent_where_the_matrix_sends_it(identical):
    matrix, after = iteration_matrix(nesterov), on_quadratic(nesterov)
    for row, x in enumerate((θ, v)):
        assert identical(after[x], matrix[row, 0] * θ + matrix[row, 1] * v)


def test_on_a_quadratic_nesterov_is_heavy_ball_with_a_damped_velocity(identical):
    assert identical(on_quadratic(nesterov)[v], α * (1 - ε * λ) * v - ε * λ * θ)
    assert not identical(on_quadratic(momentum)[v], on_quadratic(nesterov)[v])


@pytest.mark.parametrize("rule", [adagrad, rmsprop, rmsprop_nesterov, adam, adadelta], ids=lambda x: x.name)
def test_a_rule_that_divides_by_past_gradients_has_no_iteration_matrix(rule):
    with pytest.raises(NotLinear, match=f"^{rule.name} is not linear on a quadratic$"):
        iteration_matrix(rule)
    assert r in rule.state

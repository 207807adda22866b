"""The chapter's algorithms, run for two steps in exact arithmetic against numbers worked out from the pseudocode."""

from __future__ import annotations

import pytest
from sympy import Rational, sqrt, sympify

from qedescent.analytic.notation import d, g, r, t, v, α, δ, ε, θ, ρ, ρ1, ρ2
from qedescent.analytic.rule import next_values
from qedescent.analytic.rules import (
    RULES,
    adadelta,
    adagrad,
    adam,
    momentum,
    nesterov,
    rmsprop,
    rmsprop_nesterov,
    sgd,
)

half, tenth = Rational(1, 2), Rational(1, 10)


def two_steps(rule, parameters):
    """θ after two steps from θ = 1 on f = θ²/2, whose gradient is the point itself."""
    now = {θ: sympify(1), **{m: sympify(start) for m, start in rule.state.items()}}
    for step in (1, 2):
        known = {**now, **parameters, t: sympify(step)}
        known[g] = sympify(rule.query).subs(known)
        now = {x: e.subs(known) for x, e in next_values(rule).items()}
    return now[θ]



def test_sgd_shrinks_by_the_same_factor_twice():
    assert two_steps(sgd, {ε: tenth}) == Rational(81, 100)


def test_momentum_adds_half_of_the_last_step():
    # v = -1/10, θ = 9/10; v = -1/20 - 9/100 = -14/100, θ = 76/100
    assert two_steps(momentum, {ε: tenth, α: half}) == Rational(76, 100)


def test_nesterov_takes_the_gradient_half_a_step_ahead():
    # v = -1/10, θ = 9/10; g at 9/10 - 1/20 = 85/100; v = -5/100 - 85/1000, θ = 765/1000
    assert two_steps(nesterov, {ε: tenth, α: half}) == Rational(765, 1000)


def test_adagrad_divides_by_the_root_and_adds_its_constant_outside():
    # r = 1, θ = 1 - 1/(1 + 1) = 1/2; r = 5/4, θ = 1/2 - (1/2)/(1 + √5/2) = 1/2 - 1/(2 + √5)
    assert two_steps(adagrad, {ε: 1, δ: 1}).equals(half - 1 / (2 + sqrt(5)))


def test_rmsprop_keeps_its_constant_inside_the_root():
    # r = 1/2, δ + r = 1, θ = 1 - ε; g = 9/10, r = 1/4 + 81/200 = 131/200
    expected = Rational(9, 10) - tenth * Rational(9, 10) / sqrt(half + Rational(131, 200))
    assert two_steps(rmsprop, {ε: tenth, ρ: half, δ: half}).equals(expected)


def test_rmsprop_with_nesterov_momentum_has_no_small_constant():
    # ρ = 0, so r = g² and g/√r is the sign of g: v = -1/10, then v = -1/20 - 1/10
    assert two_steps(rmsprop_nesterov, {ε: tenth, α: half, ρ: 0}) == 1 - tenth - Rational(3, 20)
    assert δ not in set(rmsprop_nesterov.parameters)


def test_adam_first_moves_by_its_step_size_whatever_its_decays():
    # δ = 0: ŝ/√r̂ = 1 at t = 1, so θ = 9/10; then s = 1/4 + 9/20 = 7/10, ŝ = 14/15; r = 3/16 + 81/400 = 39/100
    s_hat = Rational(7, 10) / Rational(3, 4)
    r_hat = (Rational(3, 16) + Rational(81, 400)) / Rational(7, 16)
    expected = Rational(9, 10) - tenth * s_hat / sqrt(r_hat)
    assert two_steps(adam, {ε: tenth, ρ1: half, ρ2: Rational(3, 4), δ: 0}).equals(expected)


def test_adadelta_measures_its_step_in_units_of_past_steps():
    # r = 1/2, step 1·√(1/2)/√(1/2 + 1/2); δ = 1/2, d = 1/2·(1/2) = 1/4 after it
    first = sqrt(half)
    g2 = 1 - first
    r2 = Rational(1, 4) + g2**2 / 2
    expected = g2 - sqrt(Rational(1, 4) + half) / sqrt(r2 + half) * g2
    assert two_steps(adadelta, {ρ: half, δ: half}).equals(expected)


def test_adadeltas_memory_of_steps_fades_like_its_memory_of_gradients():
    # r = 1/2·4 = 2, so the step is √4/√2·2 with square 8; d = 1/2·4 + 1/2·8
    start = {θ: 0, d: 4, r: 0, g: 2, ρ: half, δ: 0}
    assert next_values(adadelta)[d].subs(start) == 6


def test_momentum_and_nesterov_part_company_at_the_second_step():
    assert two_steps(momentum, {ε: tenth, α: half}) != two_steps(nesterov, {ε: tenth, α: half})


def test_the_small_constant_stands_outside_adagrads_root_and_inside_rmsprops():
    start = {θ: 0, r: 0, g: 4, δ: 9, ε: 1, ρ: 0}
    assert next_values(adagrad)[θ].subs(start) == -Rational(4, 13)
    assert next_values(rmsprop)[θ].subs(start) == -Rational(4, 5)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_names_its_source_and_starts_from_exact_numbers(rule):
    assert rule.source and rule.algorithm
    assert all(sympify(start).is_Rational for start in rule.state.values())


def test_a_rule_without_momentum_asks_for_the_gradient_where_it_stands():
    assert {rule.name for rule in RULES if rule.query != θ} == {nesterov.name, rmsprop_nesterov.name}
    assert nesterov.query == θ + α * v

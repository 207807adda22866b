"""The chapter's algorithms, run for two steps in exact arithmetic against numbers worked out from the pseudocode."""

from __future__ import annotations

import pytest
from sympy import Rational, sqrt, sympify

from qedescent.analytic.notation import d, g, r, s, t, v, α, δ, ε, θ, λ, ρ, ρ1, ρ2
from qedescent.analytic.rule import next_values
from qedescent.analytic.rules import (
    PAPERS,
    RULES,
    adadelta,
    adagrad,
    adam,
    adamax,
    adamw,
    amsgrad,
    momentum,
    nadam,
    nesterov,
    rmsprop,
    rmsprop_centred,
    rmsprop_graves,
    rmsprop_momentum,
    rmsprop_nesterov,
    sgd,
)
from qedescent.analytic.rules.nadam import p

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


def test_adamw_takes_its_decay_off_the_parameters_and_not_through_the_moments():
    # ρ1 = ρ2 = δ = 0, so Adam's step is the sign: θ = 1 - 1/10 - 1/2 = 2/5, then 2/5 - 1/10 - 1/5
    assert two_steps(adamw, {ε: tenth, ρ1: 0, ρ2: 0, δ: 0, λ: half}) == tenth


def test_adamws_decay_is_not_multiplied_by_the_step_size():
    assert two_steps(adamw, {ε: 0, ρ1: half, ρ2: half, δ: 1, λ: half}) == Rational(1, 4)


def test_amsgrad_divides_by_the_largest_moment_so_far_without_correcting_either():
    # s = 1/2, r = 1, θ = 1/2; s = 1/4 + 1/4, r = 1/4 but its maximum stays 1, θ = 1/2 - 1/2
    assert two_steps(amsgrad, {ε: 1, ρ1: half, ρ2: 0}) == 0
    assert δ not in set(amsgrad.parameters)


def test_adamax_divides_by_the_largest_faded_gradient():
    # u = 1, θ = 1/2; u = max(3/4, 1/2), θ = 1/2 - (1/2)·(1/2)/(3/4)
    assert two_steps(adamax, {ε: half, ρ1: 0, ρ2: Rational(3, 4)}) == Rational(1, 6)


def test_adamax_corrects_its_first_moment_only():
    # s = 1/2 of weight 1/2, u = 1: θ = 1/2; s = 1/4 + 1/4 of weight 3/4, u = 1/2, θ = 1/2 - (1/2)·(2/3)/(1/2)
    assert two_steps(adamax, {ε: half, ρ1: half, ρ2: half}) == -Rational(1, 6)


def test_nadam_first_adds_its_own_gradient_and_looks_ahead_with_the_next_momentum():
    # ρ2 = δ = 0, so the gradient's size drops out; with the momenta a and b: g·(1 - a)/(1 - a) and b·g/2 over 1 - a·b
    a, b = ((1 - Rational(24, 25) ** Rational(n, 250) / 2) / 2 for n in (1, 2))
    start = {θ: 1, s: 0, r: 0, p: 1, g: 1, t: 1, ε: 1, ρ1: half, ρ2: 0, δ: 0}
    after = {x: e.subs(start) for x, e in next_values(nadam).items()}
    assert after[θ].equals(-b / 2 / (1 - a * b))
    assert next_values(nadam)[p].subs({**start, p: after[p], t: 2}).equals(a * b)


def test_nadams_momentum_is_half_of_its_limit_at_first_and_the_hundredth_part_of_its_way_takes_250_steps():
    momentum_at = next_values(nadam)[p].subs({p: 1, ρ1: 1})
    assert momentum_at.subs(t, 0) == half
    assert momentum_at.subs(t, 250) == half + Rational(1, 50)


def test_gravess_rmsprop_divides_by_the_spread_and_keeps_half_of_its_last_step():
    # r = m = 1/2, r - m² + δ = 1, θ = 9/10; r = 131/200, m = 7/10, r - m² + δ = 183/200
    last = Rational(9, 100) / sqrt(Rational(183, 200))
    values = {ε: tenth, ρ: half, δ: Rational(3, 4)}
    assert two_steps(rmsprop_graves, {**values, α: half}).equals(Rational(17, 20) - last)
    assert two_steps(rmsprop_centred, values).equals(Rational(9, 10) - last)


def test_rmsprop_with_a_heavy_ball_keeps_half_of_its_last_step_too():
    # r + δ = 1, θ = 9/10; r = 131/200, r + δ = 231/200
    last = Rational(9, 100) / sqrt(Rational(231, 200))
    assert two_steps(rmsprop_momentum, {ε: tenth, ρ: half, δ: half, α: half}).equals(Rational(17, 20) - last)


def test_momentum_and_nesterov_part_company_at_the_second_step():
    assert two_steps(momentum, {ε: tenth, α: half}) != two_steps(nesterov, {ε: tenth, α: half})


def test_the_small_constant_stands_outside_adagrads_root_and_inside_rmsprops():
    start = {θ: 0, r: 0, g: 4, δ: 9, ε: 1, ρ: 0}
    assert next_values(adagrad)[θ].subs(start) == -Rational(4, 13)
    assert next_values(rmsprop)[θ].subs(start) == -Rational(4, 5)


@pytest.mark.parametrize("rule", RULES + PAPERS, ids=lambda rule: rule.name)
def test_every_rule_names_its_source_and_starts_from_exact_numbers(rule):
    assert rule.source and rule.algorithm
    assert all(sympify(start).is_Rational for start in rule.state.values())


def test_a_rule_without_momentum_asks_for_the_gradient_where_it_stands():
    assert {rule.name for rule in RULES + PAPERS if rule.query != θ} == {nesterov.name, rmsprop_nesterov.name}
    assert nesterov.query == θ + α * v


def test_a_papers_rule_is_called_its_authors_and_has_no_number_of_the_book():
    assert all(rule.algorithm.endswith(("'s", "s's")) for rule in PAPERS)
    assert not any(digit in rule.algorithm for rule in PAPERS for digit in "0123456789")

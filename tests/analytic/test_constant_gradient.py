"""Under a constant gradient the velocity grows to its terminal value; the closed form against the rule itself."""

from __future__ import annotations

import pytest
from sympy import Rational

from qedescent.analytic.constant_gradient import displacement, terminal_speed, velocity
from qedescent.analytic.notation import g, t, v, α, ε
from qedescent.analytic.rule import next_values
from qedescent.analytic.rules import momentum

POINT = {ε: Rational(1, 10), α: Rational(9, 10), g: Rational(3)}


def test_the_velocity_starts_from_rest_and_obeys_the_rule(identical):
    assert velocity(t).subs(t, 0) == 0
    follows = next_values(momentum)[v].xreplace({v: velocity(t)})
    assert identical(velocity(t).subs(t, t + 1).expand(power_exp=True), follows.expand(power_exp=True))


@pytest.mark.parametrize("steps", [1, 2, 10])
def test_the_velocity_is_what_the_rule_arrives_at(steps):
    now = Rational(0)
    for _ in range(steps):
        now = next_values(momentum)[v].subs({v: now, **POINT})
    assert velocity(t).subs({t: steps, **POINT}) == now


@pytest.mark.parametrize("steps", [1, 2, 10])
def test_the_displacement_is_the_sum_of_the_velocities(steps):
    way = sum(velocity(t).subs({t: step, **POINT}) for step in range(1, steps + 1))
    assert displacement(t).subs({t: steps, **POINT}) == way
    assert displacement(t).subs({t: steps + 1, **POINT}) != way


def test_the_terminal_speed_is_kept_once_it_is_reached(identical):
    speed = terminal_speed()
    assert identical(next_values(momentum)[v].xreplace({v: -speed}), -speed)
    assert not identical(next_values(momentum)[v].xreplace({v: -ε * g}), -ε * g)


def test_the_first_step_is_ten_times_shorter_than_the_last_at_momentum_nine_tenths():
    assert -velocity(t).subs({t: 1, **POINT}) * 10 == terminal_speed().subs(POINT)


@pytest.mark.parametrize(("value", "factor"), [("1/2", 2), ("9/10", 10), ("99/100", 100)])
def test_common_momenta_multiply_the_speed(value, factor):
    assert terminal_speed().subs(α, Rational(value)) == factor * ε * g

"""What a fading memory holds of its inputs, and what a correction makes of it."""

from __future__ import annotations

import pytest
from sympy import Rational

from qedescent.analytic.bias import correction, fading_memory, total_weight, weight
from qedescent.analytic.notation import g, r, s, t, v, α, ε, ρ, ρ1, ρ2
from qedescent.analytic.rules import adagrad, adam, momentum, rmsprop

POINT = {α: "9/10", ε: "1/5", ρ: "3/4", ρ1: "2/3", ρ2: "7/8"}


@pytest.mark.parametrize(
    ("rule", "letter", "received", "decay", "gain"),
    [(adam, s, g, ρ1, 1 - ρ1), (adam, r, g**2, ρ2, 1 - ρ2), (rmsprop, r, g**2, ρ, 1 - ρ), (momentum, v, g, α, -ε)],
)
def test_decay_and_gain_are_read_from_the_rule(rule, letter, received, decay, gain, identical):
    memory = fading_memory(rule, letter, received)
    assert identical(memory.decay, decay) and identical(memory.gain, gain)


@pytest.mark.parametrize(("rule", "letter", "received"), [(adam, s, g), (adam, r, g**2), (momentum, v, g)])
@pytest.mark.parametrize("steps", [1, 2, 7])
def test_the_total_weight_is_the_sum_of_the_weights(rule, letter, received, steps, at):
    memory = fading_memory(rule, letter, received)
    summed = sum(weight(memory, Rational(age)) for age in range(steps))
    longer = sum(weight(memory, Rational(age)) for age in range(steps + 1))
    total = at(total_weight(memory, t).subs(t, steps), POINT)
    assert total == at(summed, POINT)
    assert total != at(longer, POINT)


def test_adams_correction_makes_the_weights_sum_to_one_and_rmsprop_has_none(identical):
    first = fading_memory(adam, s, g)
    assert identical(correction(first, t), 1 / (1 - ρ1**t))
    assert not identical(total_weight(fading_memory(rmsprop, r, g**2), t), 1)


def test_the_velocity_is_a_sum_and_not_an_average(identical):
    total = total_weight(fading_memory(momentum, v, g), t)
    assert identical(total, -ε * (1 - α**t) / (1 - α))
    assert not identical(total, -ε * (1 - α**t))


def test_a_memory_that_never_fades_still_has_its_decay_read():
    assert fading_memory(adagrad, r, g**2).decay == 1


@pytest.mark.parametrize(("rule", "letter", "received"), [(adam, r, g), (momentum, v, g**2)])
def test_the_wrong_input_is_refused(rule, letter, received):
    with pytest.raises(ValueError, match="not a fading memory"):
        fading_memory(rule, letter, received)

"""Each optimizer does the steps of its printed algorithm: small numbers for which every root is exact, worked by hand."""

from math import sqrt

import numpy as np
import pytest

from qedescent.numeric.optimizers import (
    SGD,
    AdaDelta,
    AdaGrad,
    Adam,
    Momentum,
    Nesterov,
    RMSProp,
    RMSPropNesterov,
)
from qedescent.numeric.schedules import inverse


def steps_of(optimizer, gradients, start=10.0):
    """Where the optimizer stands after each step, and where it asked for each gradient, whatever the point."""
    theta, asked, path = np.array([start]), [], []
    state = optimizer.start(theta)
    for k, g in enumerate(gradients, 1):

        def gradient(point, g=g):
            asked.append(float(point[0]))
            return np.array([float(g)])

        optimizer.step(theta, state, gradient, k)
        path.append(float(theta[0]))
    return path, asked, {name: float(value[0]) for name, value in state.items()}


def test_sgd_goes_against_the_gradient():
    path, asked, state = steps_of(SGD(0.5), [2, -4, 1])
    assert (path, asked, state) == ([9.0, 11.0, 10.5], [10.0, 9.0, 11.0], {})


def test_sgd_follows_its_schedule_from_step_one():
    assert steps_of(SGD(inverse(1)), [2, 2, 4])[0] == [8.0, 7.0, 7.0 - 4 / 3]


def test_momentum_adds_half_of_the_last_step():
    path, asked, state = steps_of(Momentum(0.25, 0.5), [4, 2, 0])
    assert path == [9.0, 8.0, 7.5]  # velocities -1, -1/2 - 1/2, -1/2
    assert asked == [10.0, 9.0, 8.0] and state == {"velocity": -0.5}


def test_momentum_may_follow_a_schedule():
    assert steps_of(Momentum(0.25, lambda k: 0.5 if k == 2 else 0.0), [4, 4, 4])[0] == [9.0, 7.5, 6.5]


def test_nesterov_asks_for_the_gradient_where_the_momentum_leads():
    path, asked, state = steps_of(Nesterov(0.25, 0.5), [4, 2, 0])
    assert asked == [10.0, 8.5, 7.5]  # θ + αv before each step
    assert path == [9.0, 8.0, 7.5] and state == {"velocity": -0.5}


def test_adagrad_divides_by_the_root_of_the_sum_with_the_constant_outside():
    path, _, state = steps_of(AdaGrad(0.5, 1.0), [3, 4, 12])
    assert state == {"squared_gradient": 169.0}
    assert path == pytest.approx([10 - 0.5 * 3 / 4, 10 - 3 / 8 - 0.5 * 4 / 6, 10 - 3 / 8 - 1 / 3 - 0.5 * 12 / 14], rel=1e-15)


def test_rmsprop_divides_by_the_root_of_the_average_with_the_constant_inside():
    path, _, state = steps_of(RMSProp(0.5, 0.75, 3.0), [2, 7])
    assert state == {"squared_gradient": 13.0}  # 1, then 3/4 + 49/4
    assert path == [10 - 0.5 * 2 / 2, 9.5 - 0.5 * 7 / 4]


def test_rmsprop_with_nesterov_momentum_has_no_constant():
    path, asked, state = steps_of(RMSPropNesterov(0.5, 0.75, 0.5), [4, -2])
    assert asked == [10.0, 8.5]
    assert state == {"squared_gradient": 4.0, "velocity": 0.0}  # -1, then -1/2 + 1/2
    assert path == [9.0, 9.0]


def test_rmsprop_with_nesterov_momentum_divides_zero_by_zero_as_the_book_does():
    with np.errstate(divide="ignore", invalid="ignore"):
        assert np.isnan(steps_of(RMSPropNesterov(0.5), [0])[0])


def test_adam_corrects_both_moments_for_their_start_at_zero():
    path, _, state = steps_of(Adam(1.0, 0.5, 0.75, 2.0), [2, 5])
    assert state == {"first_moment": 3.0, "second_moment": 7.0}
    assert path == pytest.approx([10 - 2 / (2 + 2), 9.5 - 4 / (4 + 2)], rel=1e-15)  # corrected: 2 and 4, then 4 and 16


def test_the_first_step_of_adam_is_the_step_size_whatever_the_gradient():
    for g in (1e-6, -1.0, 1e6):
        assert steps_of(Adam(0.25, small_constant=0.0), [g], start=0.0)[0] == pytest.approx([-0.25 * np.sign(g)], rel=1e-12)


def test_adadelta_measures_its_step_in_past_steps():
    path, _, state = steps_of(AdaDelta(0.75, 9 / 16), [2, 2])
    first = -(3 / 4) / (5 / 4) * 2
    second = -sqrt(0.36 + 9 / 16) / sqrt(1.75 + 9 / 16) * 2
    assert path == pytest.approx([10 + first, 10 + first + second], rel=1e-15)
    assert state == pytest.approx({"squared_gradient": 1.75, "squared_step": 0.27 + second**2 / 4}, rel=1e-14)


def test_a_rule_with_the_constant_in_the_wrong_place_would_be_noticed():
    outside, inside = AdaGrad(0.5, 1.0), RMSProp(0.5, 0.75, 3.0)
    assert steps_of(outside, [3])[0] != pytest.approx([10 - 0.5 * 3 / sqrt(9 + 1)], rel=1e-3)
    assert steps_of(inside, [2])[0] != pytest.approx([10 - 0.5 * 2 / (1 + 3)], rel=1e-3)

"""A cost between two curvatures, and how an optimizer lowers it."""

import numpy as np
import pytest

from qedescent.numeric.measure.energy import cost, slope, worst_energy_ratio, worst_excess_from_rest
from qedescent.numeric.optimizers import SGD, Nesterov

POINTS = np.random.default_rng(0).standard_normal((2, 50)) * 3


def test_the_slope_is_the_derivative_of_the_cost():
    step = 1e-6
    for axis in np.eye(2)[:, :, None]:
        rise = cost(POINTS + step * axis, 1.0, 9.0) - cost(POINTS - step * axis, 1.0, 9.0)
        assert np.allclose(rise / (2 * step), np.sum(axis * slope(POINTS, 1.0, 9.0), axis=0), atol=1e-7)


def test_the_curvatures_lie_between_low_and_high():
    moved = POINTS[:, ::-1]
    change = np.sum((slope(moved, 1.0, 9.0) - slope(POINTS, 1.0, 9.0)) * (moved - POINTS), axis=0)
    length = np.sum((moved - POINTS) ** 2, axis=0)
    assert np.all(change >= length * (1 - 1e-12)) and np.all(change <= 9 * length * (1 + 1e-12))


def test_an_optimizer_that_hardly_moves_keeps_its_excess_error():
    assert worst_excess_from_rest(SGD(1e-12), 1.0, 3.0, steps=1).value == pytest.approx(0.9, abs=0.01)


def test_a_step_that_is_too_long_raises_the_energy():
    assert worst_energy_ratio(Nesterov(0.5, 0.5), 1.0, 3.0, seed=0, states=1000).value > 1
    assert worst_excess_from_rest(SGD(0.5), 1.0, 3.0, steps=3).value > 1

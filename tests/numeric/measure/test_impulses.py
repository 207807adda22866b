"""Responses to impulses give the second moment of a linear method exactly."""

import pytest

from qedescent.numeric.measure.impulses import second_moment
from qedescent.numeric.measure.variance import second_moment as sampled
from qedescent.numeric.optimizers import SGD, Momentum
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.schedules import inverse


def test_one_step_leaves_the_squared_step_size():
    assert second_moment(SGD(0.25), 1).value == 0.0625


def test_two_steps_are_worked_out_by_hand():
    assert second_moment(SGD(0.5), 2, curvature=1.0).value == 0.25 + 0.0625


@pytest.mark.parametrize("steps", [1, 10, 300])
def test_steps_one_over_k_average_the_noise(steps):
    assert second_moment(SGD(inverse(1.0)), steps).value == pytest.approx(1 / steps, rel=1e-12)


def test_sampled_runs_of_momentum_agree():
    found = sampled(NoisyQuadratic(), Momentum(0.1, 0.5), 40_000, 20, seed=5)
    assert found.low <= second_moment(Momentum(0.1, 0.5), 20).value <= found.high
    assert found.high / found.low < 1.08

"""Moments of one step are known without any theory of the rule."""

import pytest

from qedescent.numeric.measure.joint_moments import covariance, position_variance, velocity_variance
from qedescent.numeric.measure.variance import stationary_variance
from qedescent.numeric.optimizers import SGD, Momentum
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic

PROBLEM = NoisyQuadratic(curvature=1.0, noise_scale=2.0)


def covers(estimate, value):
    return estimate.low <= value <= estimate.high and estimate.high - estimate.low < 0.25 * abs(value)


def test_after_two_steps_from_rest_at_the_minimum_the_moments_are_those_of_two_draws():
    """v₁ = -2ξ₁/10, and v₂ = v₁/2 - (v₁ + 2ξ₂)/10 = 4v₁/10 - 2ξ₂/10; so Var v₁ = 0.04, θ₂ = v₁ + v₂."""
    given = {"optimizer": Momentum(0.1, 0.5), "problem": PROBLEM, "runs": 20_000, "steps": 2, "seed": 3}
    assert covers(velocity_variance(**given), 0.16 * 0.04 + 0.04)
    assert covers(position_variance(**given), 1.4**2 * 0.04 + 0.04)
    assert covers(covariance(**given), 1.4 * 0.4 * 0.04 + 0.04)


def test_the_variance_of_the_position_is_the_one_measured_without_the_velocity():
    both = position_variance(SGD(0.5), PROBLEM, runs=500, steps=30, seed=4)
    assert both.value == pytest.approx(stationary_variance(SGD(0.5), 1.0, 2.0, runs=500, steps=30, seed=4).value)


def test_another_seed_gives_other_runs():
    one, other = (velocity_variance(SGD(0.5), PROBLEM, runs=50, steps=5, seed=s).value for s in (1, 2))
    assert one != other

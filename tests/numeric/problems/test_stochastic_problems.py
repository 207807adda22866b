"""Problems with stochastic gradients: their gradients are slopes of their values, their noise has the moments they say."""

from functools import partial

import numpy as np
import pytest

from qedescent.numeric.noise.laws import Rademacher, Student, Uniform
from qedescent.numeric.problems.box import BoxedQuadratic
from qedescent.numeric.problems.linear_pair import LinearPair
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.problems.sharp import Kink

PROBLEMS = [
    BoxedQuadratic(),
    LinearPair(0.3),
    LinearPair(0.3, sign=-1, radius=2.0),
    NoisyQuadratic(curvature=2.0, centre=0.25),
    Kink(left=3.0),
    NoisyQuadratic(noise_scale=0.5, law=Rademacher),
    Kink(noise_scale=2.0, law=Uniform),
    NoisyQuadratic(law=partial(Student, 5.0)),
]
POINTS = np.array([0.1, 0.4, 0.7])
each = pytest.mark.parametrize("problem", PROBLEMS, ids=repr)


def mean_gradient(problem, points, draws=200_000, seed=0):
    """The mean of the stochastic gradients at the points, and its standard error."""
    noise = problem.noise(np.random.default_rng(seed), points)(draws)
    found = np.stack([problem.gradient(points, row.copy()) for row in noise[:2]])
    assert found.shape == (2, len(points))
    whole = problem.gradient(points, noise.copy())
    return whole.mean(axis=0), whole.std(axis=0) / np.sqrt(draws)


@each
def test_the_gradient_is_the_slope_of_the_excess_error_on_average(problem):
    mean, error = mean_gradient(problem, POINTS)
    slope = (problem.excess(POINTS + 1e-6) - problem.excess(POINTS - 1e-6)) / 2e-6
    assert np.all(np.abs(mean - slope) < 5 * error + 1e-6) and np.all(error < 0.01)


def test_a_bias_moves_the_mean_gradient_and_nothing_else():
    mean, _ = mean_gradient(LinearPair(0.3, bias=0.5), POINTS)
    assert mean == pytest.approx(0.8, abs=0.02)
    assert np.array_equal(LinearPair(0.3, bias=0.5).excess(POINTS), LinearPair(0.3).excess(POINTS))


@each
def test_the_excess_error_is_zero_at_the_minimum_and_nowhere_negative(problem):
    grid = np.linspace(-2, 2, 401)
    problem.project(grid)
    excess = problem.excess(grid)
    assert excess.min() == pytest.approx(0, abs=1e-12) and np.all(excess >= 0)


@each
def test_runs_begin_where_the_problem_says(problem):
    assert problem.begin(3).tolist() == [getattr(problem, "start", 0.0)] * 3


def test_a_quadratic_in_an_interval_stays_there():
    points = np.array([-3.0, 0.5, 3.0])
    NoisyQuadratic(radius=1.0).project(points)
    assert points.tolist() == [-1.0, 0.5, 1.0]
    NoisyQuadratic().project(far := np.array([1e9]))
    assert far[0] == 1e9


def test_the_gradients_in_the_interval_are_as_large_as_is_said():
    """E(1 + Z)² = 16/3 on [0, 1], 1 + 1 for the quadratic on [-1, 1]."""
    for problem, at, bound in ((BoxedQuadratic(), 1.0, 16 / 3), (NoisyQuadratic(radius=1.0), 1.0, 2.0)):
        noise = problem.noise(np.random.default_rng(2), np.array([at]))(400_000)
        size = float(np.mean(problem.gradient(np.array([at]), noise) ** 2))
        assert size == pytest.approx(bound, rel=0.01)


def test_the_noise_has_the_scale_and_the_law_that_are_asked_for():
    problem, at = NoisyQuadratic(noise_scale=0.5, law=Rademacher), np.zeros(300)
    rows = problem.noise(np.random.default_rng(0), at)(10)
    assert set(np.abs(rows).ravel()) == {0.5} and np.array_equal(problem.gradient(at, rows[0].copy()), rows[0])

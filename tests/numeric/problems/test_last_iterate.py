"""The function on which the last iterate keeps a logarithm is the one that was published."""

import numpy as np
import pytest

from qedescent.numeric.problems.last_iterate import GrowingMaximum


def test_the_slopes_are_written_out_for_two_dimensions():
    assert GrowingMaximum(2).slopes == pytest.approx(np.array([[-(0.5**0.5) / 2, 0.0], [1 / 16, -0.5], [1 / 16, 1 / 8]]))


def test_the_oracle_answers_with_the_first_of_the_largest():
    problem = GrowingMaximum(3)
    start = problem.begin(1)
    assert problem.gradient(start, np.zeros_like(start))[:, 0] == pytest.approx(problem.slopes[0])


def test_the_gradient_is_a_subgradient():
    problem, rng = GrowingMaximum(6), np.random.default_rng(0)
    here, there = (rng.normal(size=(6, 50)) for _ in range(2))
    slope = problem.gradient(here, np.zeros_like(here))
    assert np.all(problem.excess(there) >= problem.excess(here) + (slope * (there - here)).sum(axis=0) - 1e-12)


def test_points_are_brought_back_to_the_ball_and_those_inside_left_alone():
    points = np.array([[3.0, 0.3], [4.0, 0.4]])
    GrowingMaximum(2).project(points)
    assert points == pytest.approx(np.array([[0.6, 0.3], [0.8, 0.4]]))


def test_slopes_are_at_most_one_long():
    assert np.linalg.norm(GrowingMaximum(64).slopes, axis=1).max() < 1

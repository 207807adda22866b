"""Nesterov momentum beside the forms it is written in."""

import numpy as np
import pytest

from qedescent.numeric.measure.lookahead import (
    AtFullVelocity,
    gap_to_damped_form,
    gap_to_lookahead_form,
    kept_velocity,
    two_paths,
)
from qedescent.numeric.optimizers import Momentum, Nesterov


@pytest.mark.parametrize("measure", [gap_to_damped_form, gap_to_lookahead_form])
def test_only_nesterov_momentum_is_the_form(measure):
    assert measure(Nesterov(0.05, 0.8)).value < 1e-12
    assert measure(Momentum(0.05, 0.8)).value > 0.01
    assert measure(AtFullVelocity(0.05, 0.8)).value > 0.01


def test_without_momentum_all_are_gradient_descent():
    assert gap_to_damped_form(Momentum(0.05, 0.0), steps=20).value < 1e-15


def test_the_slip_takes_its_gradient_at_the_whole_velocity_ahead():
    asked, theta = [], np.array([1.0])
    AtFullVelocity(0.5, 0.25).step(theta, {"velocity": np.array([2.0])}, lambda x: asked.append(x.copy()) or x, 1)
    assert asked == [[3.0]] and theta.tolist() == [0.0]


def test_a_velocity_is_damped_by_the_curvature_ahead():
    assert kept_velocity(Nesterov(0.25, 0.5), 2.0).value == 0.25
    assert kept_velocity(Momentum(0.25, 0.5), 2.0).value == 0.5


def test_the_points_asked_lie_one_momentum_ahead():
    path, _, asked = two_paths(0.09, 0.8, 3)
    assert asked[0].tolist() == path[0].tolist() and asked.shape == (3, 2)
    assert np.allclose(asked[1:], path[1:-1] + 0.8 * np.diff(path[:-1], axis=0), rtol=0, atol=1e-15)

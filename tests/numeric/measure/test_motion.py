"""A motion is what the optimizer does, recorded."""

import numpy as np
import pytest

from qedescent.numeric.measure.motion import alternating, constant, motion, of_the_step
from qedescent.numeric.optimizers import Momentum

HALF = Momentum(step_size=0.25, momentum=0.5)  # every number below is a binary fraction, so exact


def test_a_motion_of_no_steps_is_its_start():
    path = motion(HALF, constant(1.0), 0, start=3.0, velocity=2.0)
    assert path.positions.tolist() == [[3.0]] and path.velocities.tolist() == [[2.0]] and path.steps == 0


def test_the_first_velocity_is_carried_on():
    path = motion(HALF, constant(1.0), 2, start=1.0, velocity=1.0)
    assert path.velocities.tolist() == [[1.0], [0.25], [-0.125]]
    assert path.positions.tolist() == [[1.0], [1.25], [1.125]]


def test_positions_are_sums_of_velocities():
    path = motion(HALF, lambda point, k: point**2 + k, 5, start=[0.5, -0.5])
    assert np.allclose(np.diff(path.positions, axis=0), path.velocities[1:], rtol=0, atol=1e-15)


def test_a_recorded_point_is_not_changed_by_the_next_step():
    path = motion(HALF, constant(1.0), 3)
    assert len(set(path.positions.ravel().tolist())) == 4


def test_the_alternating_gradient_is_itself_at_the_first_step():
    point = np.zeros(2)
    assert [alternating(3.0)(point, k).tolist() for k in (1, 2)] == [[3.0, 3.0], [-3.0, -3.0]]


def test_given_gradients_are_those_of_the_steps_one_two_three():
    path = motion(Momentum(1.0, 0.0), of_the_step(lambda k: 10.0**k), 3)
    assert path.velocities[1:].ravel().tolist() == [-10.0, -100.0, -1000.0]


def test_a_speed_is_a_length():
    assert motion(HALF, constant([3.0, 4.0]), 1, start=[0.0, 0.0]).speed().value == 1.25


def test_a_distance_is_taken_from_the_start():
    assert motion(HALF, constant([3.0, 4.0]), 1, start=[7.0, 7.0]).distance().value == 1.25


def test_a_negative_number_of_steps_is_refused():
    with pytest.raises(ValueError, match="-1 steps"):
        motion(HALF, constant(1.0), -1)

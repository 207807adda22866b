"""The bent parabola has slopes between 1 and 25 and no jump."""

import numpy as np

from qedescent.numeric.problems.piecewise_quadratic import gradient


def test_the_three_pieces_meet():
    for at in (1.0, 2.0):
        below, above = gradient(np.array([at - 1e-12, at + 1e-12]))
        assert abs(above - below) < 1e-9


def test_the_gradient_rises_by_one_to_twenty_five_times_the_way():
    x = np.linspace(-3, 4, 1401)
    rise = np.diff(gradient(x)) / np.diff(x)
    assert rise.min() > 1 - 1e-9 and rise.max() < 25 + 1e-9 and gradient(np.zeros(1))[0] == 0

"""The small network's derivatives and differences, against what floating point can say directly."""

import numpy as np
import pytest

from qedescent.numeric.problems.small_network import SmallNetwork, drawn


def cost(network, theta):
    cut = network.units * network.inputs.shape[1]
    hidden = np.tanh(network.inputs @ theta[:cut].reshape(network.units, -1).T)
    return float(np.mean((hidden @ theta[cut:] - network.targets) ** 2)) / 2


def test_one_unit_with_one_input_is_worked_out_by_hand():
    network = SmallNetwork(np.array([[1.0]]), np.array([0.0]), units=1)
    weight, outer = 0.5, 2.0
    hidden = np.tanh(weight)
    found = network.gradient(np.array([weight, outer]))
    assert found == pytest.approx([outer * hidden * outer * (1 - hidden**2), outer * hidden * hidden])


def test_the_gradient_is_that_of_central_differences():
    network, theta = drawn(1)
    differences = [(cost(network, theta + e) - cost(network, theta - e)) / 2e-5 for e in 1e-5 * np.eye(theta.size)]
    assert network.gradient(theta) == pytest.approx(differences, rel=1e-6, abs=1e-9)


def test_the_curvature_along_a_direction_is_that_of_differences_of_the_gradient():
    network, theta = drawn(2)
    direction = network.gradient(theta)
    rise = network.gradient(theta + 1e-5 * direction) - network.gradient(theta - 1e-5 * direction)
    assert network.curvature_along(theta, direction) == pytest.approx(float(rise @ direction) / 2e-5, rel=1e-7)


def test_the_change_is_the_difference_of_two_costs():
    network, theta = drawn(3)
    move = -0.3 * network.gradient(theta)
    assert network.change(theta, move) == pytest.approx(cost(network, theta + move) - cost(network, theta), rel=1e-12)


def test_the_change_of_a_tiny_move_keeps_its_digits():
    """At 1e-9 the difference of two costs has lost all digits of its second-order part; the change still has seven."""
    network, theta = drawn(4)
    g = network.gradient(theta)
    left = network.change(theta, -1e-9 * g) + 1e-9 * float(g @ g)
    assert left == pytest.approx(1e-18 / 2 * network.curvature_along(theta, g), rel=1e-5)

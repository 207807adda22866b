"""By how much one gradient step changes a cost, measured by taking the step."""

from __future__ import annotations

import numpy as np
from scipy.optimize import brentq

from qedescent.numeric.evidence import Estimate, exactly
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems.small_network import drawn

SLOPE = np.ones(2)  # the gradient at the point where the step is taken


def quadratic_cost_change(step_size: float, curvature: float) -> Estimate:
    """J after less J before one step of SGD on (θ₁² + curvature θ₂²)/2 from the point where the gradient is (1, 1).

    There gᵀg = 2 and gᵀHg = 1 + curvature.
    """
    curvatures = np.array([1.0, curvature])
    theta = SLOPE / curvatures
    before = 0.5 * float(curvatures @ theta**2)
    SGD(step_size).step(theta, {}, lambda point: curvatures * point, 1)
    return exactly(0.5 * float(curvatures @ theta**2) - before)


def break_even(curvature: float) -> Estimate:
    """The step size, above that of the largest decrease, whose step leaves this cost as it was."""
    low = high = 1e-3 / (1 + curvature)
    while quadratic_cost_change(high, curvature).value < 0:
        low, high = high, 2 * high
    return exactly(brentq(lambda s: quadratic_cost_change(s, curvature).value, low, high, xtol=1e-14))


def cubic_remainder(step_size: float) -> Estimate:
    """What the second-order expansion leaves of one step of SGD on θ³/3 from 3, where the gradient is 9, the curvature 6."""
    theta = np.array([3.0])
    SGD(step_size).step(theta, {}, lambda point: point**2, 1)
    return exactly(float(theta[0] ** 3 - 27) / 3 - _expanded(step_size, 81.0, 6 * 81.0))


def network_cost_change(step_size: float) -> tuple[float, float, float]:
    """J after less J before one step of SGD on a small network, and gᵀg and gᵀHg where it begins.

    The optimizer moves the displacement from θ, which begins at 0, so that a tiny step is not rounded to θ's digits.
    """
    network, theta = drawn()
    g, move = network.gradient(theta), np.zeros(theta.size)
    SGD(step_size).step(move, {}, lambda displacement: network.gradient(theta + displacement), 1)
    return network.change(theta, move), float(g @ g), network.curvature_along(theta, g)


def remainder_order(step_size: float, half: float = 0.5) -> Estimate:
    """The order in ε, from step_size to ten times it, of what -εgᵀg + half ε²gᵀHg leaves of a network's change of cost."""
    left = [abs(_network_remainder(s, half)) for s in (step_size, 10 * step_size)]
    return exactly(float(np.log10(left[1] / left[0])))


def _network_remainder(step_size: float, half: float) -> float:
    change, square, bend = network_cost_change(step_size)
    return change - _expanded(step_size, square, bend, half)


def _expanded(step_size: float, square: float, bend: float, half: float = 0.5) -> float:
    return -step_size * square + half * step_size**2 * bend

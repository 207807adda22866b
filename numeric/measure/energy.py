"""The energy and the excess error of an optimizer on a cost that is smooth and strongly convex, but not quadratic.

The cost is low (x² + y²)/2 + (high - low)(√(1 + x²) - 1): its curvatures lie between low and high, its minimum 0 at 0.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric.evidence import Estimate, exactly


def cost(point: NDArray, low: float, high: float) -> NDArray:
    """The cost at points of shape (2, ...)."""
    return low / 2 * np.sum(point**2, axis=0) + (high - low) * (np.sqrt(1 + point[0] ** 2) - 1)


def slope(point: NDArray, low: float, high: float) -> NDArray:
    """Its gradient."""
    bent = (high - low) * point[0] / np.sqrt(1 + point[0] ** 2)
    return low * point + np.stack([bent, np.zeros_like(bent)])


def worst_energy_ratio(optimizer: Any, m: float, s: float, seed: int, states: int = 20_000) -> Estimate:
    """The largest ratio, over random states (θ, v), by which a step changes f(θ) + m²/2 |θ + (s - m)/m v|².

    The curvatures of f lie in [m², s²]; the states have all sizes from 0.01 to 100 times the bend of f at 1.
    """
    low, high = m**2, s**2
    generator = np.random.Generator(np.random.SFC64(seed))
    size = 10 ** generator.uniform(-2, 2, states)
    theta, velocity = size * generator.standard_normal((2, states)), size * generator.standard_normal((2, states))

    def energy() -> NDArray:
        return cost(theta, low, high) + low / 2 * np.sum((theta + (s - m) / m * velocity) ** 2, axis=0)

    before = energy()
    optimizer.step(theta, {"velocity": velocity}, lambda point: slope(point, low, high), 1)
    worst = float((energy() / before).max())
    return Estimate(worst, worst, worst, states, 1)


def worst_excess_from_rest(optimizer: Any, m: float, s: float, steps: int) -> Estimate:
    """The largest excess error after so many steps from rest, over starts on rays of all sizes from 0.01 to 100, as a share of
    what it was at the start and m²/2 times the squared distance from the minimum."""
    low, high = m**2, s**2
    size, angle = np.meshgrid(np.logspace(-2, 2, 41), np.linspace(0, np.pi / 2, 16))
    theta = np.stack([size * np.cos(angle), size * np.sin(angle)])
    start = cost(theta, low, high) + low / 2 * np.sum(theta**2, axis=0)
    state = optimizer.start(theta)
    for k in range(1, steps + 1):
        optimizer.step(theta, state, lambda point: slope(point, low, high), k)
    return exactly(float((cost(theta, low, high) / start).max()), steps)

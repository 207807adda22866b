"""The energy of Nesterov momentum before and after a step, on a cost that is smooth and strongly convex but not quadratic."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric.evidence import Estimate


def _cost(point: NDArray, low: float, high: float) -> NDArray:
    """low x²/2 + (high - low)(√(1 + x²) - 1), with curvatures between low and high and its minimum 0 at 0."""
    return low * point**2 / 2 + (high - low) * (np.sqrt(1 + point**2) - 1)


def worst_energy_ratio(optimizer: Any, m: float, s: float, seed: int, states: int = 20_000) -> Estimate:
    """The largest ratio, over random states (θ, v), by which a step changes f(θ) + m²/2 (θ + (s - m)/m v)².

    The curvatures of f lie in [m², s²]; the states have all sizes from 0.01 to 100 times the bend of f at 1.
    """
    low, high = m**2, s**2
    generator = np.random.Generator(np.random.SFC64(seed))
    size = 10 ** generator.uniform(-2, 2, states)
    theta, velocity = size * generator.standard_normal(states), size * generator.standard_normal(states)

    def energy() -> NDArray:
        return _cost(theta, low, high) + low / 2 * (theta + (s - m) / m * velocity) ** 2

    before = energy()
    optimizer.step(theta, {"velocity": velocity}, lambda x: low * x + (high - low) * x / np.sqrt(1 + x**2), 1)
    worst = float((energy() / before).max())
    return Estimate(worst, worst, worst, states, 1)

"""By how much one gradient step changes a cost, measured by taking the step."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric.evidence import Estimate, exactly
from qedescent.numeric.optimizers import SGD

CURVATURES = np.array([1.0, 4.0])
POINT = np.array([1.0, 0.25])  # there g = (1, 1), so gᵀg = 2 and gᵀHg = 5


def quadratic_cost_change(step_size: float) -> Estimate:
    """J after less J before one step of SGD on (θ₁² + 4θ₂²)/2 from (1, 1/4), where gᵀg = 2 and gᵀHg = 5."""
    theta = POINT.copy()
    before = 0.5 * float(CURVATURES @ theta**2)
    SGD(step_size).step(theta, {}, lambda point: CURVATURES * point, 1)
    return exactly(0.5 * float(CURVATURES @ theta**2) - before)


def remainder_order(large: float = 1e-2, small: float = 1e-3) -> Estimate:
    """The order in the step size of J(θ - εg) - J(θ) + εgᵀg - ε²gᵀHg/2 on a fixed logistic regression."""
    rng = np.random.default_rng(0)
    inputs, labels, theta = rng.standard_normal((40, 5)), rng.integers(0, 2, 40) * 2.0 - 1, rng.standard_normal(5)
    left = [abs(_remainder(inputs, labels, theta, e)) for e in (large, small)]
    return exactly(float(np.log(left[0] / left[1]) / np.log(large / small)))


def _remainder(inputs: NDArray, labels: NDArray, theta: NDArray, step_size: float) -> float:
    margins = labels * (inputs @ theta)
    weights = 1 / (1 + np.exp(margins))
    g = -(labels * weights) @ inputs
    hessian = (inputs.T * (weights * (1 - weights))) @ inputs
    after = theta - step_size * g
    change = _loss_change(margins, labels * (inputs @ after))
    return change + step_size * float(g @ g) - step_size**2 / 2 * float(g @ hessian @ g)


def _loss_change(before: NDArray, after: NDArray) -> float:
    """Sum of log(1 + e^-after) - log(1 + e^-before), without cancellation."""
    return float(np.sum(np.log1p(np.expm1(before - after) * np.exp(-before) / (1 + np.exp(-before)))))

"""The longest step size for which runs on a quadratic stay bounded, found by trying."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from qedescent.numeric.evidence import Estimate


def largest_stable_step(make: Callable[[float], Any], curvature: float, steps: int = 20_000, resolution: float = 1e-3) -> Estimate:
    """Bisection over real runs of `make(step_size)` on curvature λ: the interval brackets the threshold.

    A run counts as stable when after `steps` steps it is not farther from the minimum than its start was.
    """
    low, high = 0.0, 1.0 / curvature
    while _stays(make(high), curvature, steps):
        low, high = high, 2 * high
    while high - low > resolution * high:
        middle = (low + high) / 2
        low, high = (middle, high) if _stays(make(middle), curvature, steps) else (low, middle)
    return Estimate((low + high) / 2, low, high, 1, steps)


def _stays(optimizer: Any, curvature: float, steps: int) -> bool:
    theta = np.ones(1)
    state = optimizer.start(theta)
    for k in range(1, steps + 1):
        optimizer.step(theta, state, lambda point: curvature * point, k)
        if k % 64 == 0 and (not np.isfinite(theta[0]) or abs(theta[0]) > 1e12 or abs(theta[0]) < 1e-200):
            return bool(abs(theta[0]) < 1)
    return bool(abs(theta[0]) < 1)

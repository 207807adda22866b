"""The path of one deterministic run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray


def trajectory(optimizer: Any, gradient: Callable[[NDArray], NDArray], start: Any, steps: int) -> NDArray:
    """Points of shape (steps + 1, d), the start first; stops counting where the numbers end (inf or nan follow)."""
    if steps < 1:
        raise ValueError(f"at least one step is needed, not {steps}")
    theta = np.array(start, float).reshape(-1)
    state, path = optimizer.start(theta), np.empty((steps + 1, theta.size))
    path[0] = theta
    with np.errstate(all="ignore"):
        for k in range(1, steps + 1):
            optimizer.step(theta, state, lambda point: np.array(gradient(point), float), k)
            path[k] = theta
    return path


def on_quadratic(optimizer: Any, curvatures: Any, start: Any, steps: int) -> NDArray:
    """The path on the quadratic with these curvatures along the axes."""
    curvatures = np.asarray(curvatures, float).reshape(-1)
    return trajectory(optimizer, lambda point: curvatures * point, start, steps)


def steps_until(path: NDArray, tolerance: float) -> int:
    """The first step after which the distance from 0 stays within the tolerance; raises ValueError if it never does."""
    far = np.flatnonzero(~(np.linalg.norm(path, axis=1) <= tolerance))
    if far.size and far[-1] == len(path) - 1:
        raise ValueError(f"not within {tolerance:g} after {len(path) - 1} steps")
    return int(far[-1]) + 1 if far.size else 0

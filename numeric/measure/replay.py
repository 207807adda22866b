"""An optimizer fed with given gradients, open loop: what it does is then a property of its update rule alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray


def positions(optimizer: Any, gradients: Iterable[Any], start: Any = 0.0) -> NDArray:
    """The points after each step, the start first: shape (steps + 1, *shape of one gradient)."""
    return _replayed(optimizer, gradients, start)[0]


def final_state(optimizer: Any, gradients: Iterable[Any], start: Any = 0.0) -> dict[str, NDArray]:
    """The optimizer's memories after the last step."""
    return _replayed(optimizer, gradients, start)[1]


def points_and_queries(optimizer: Any, gradients: Iterable[Any], start: Any = 0.0) -> tuple[NDArray, NDArray]:
    """`positions`, and where the steps asked for their gradients: shape (steps, *shape of one gradient)."""
    path, _, queries = _replayed(optimizer, gradients, start)
    return path, queries


def _replayed(optimizer: Any, gradients: Iterable[Any], start: Any) -> tuple[NDArray, dict[str, NDArray], NDArray]:
    given = np.asarray(list(gradients), float)
    if given.size == 0 or not np.all(np.isfinite(given)):
        raise ValueError("at least one gradient is needed, and all must be finite")
    theta = np.broadcast_to(np.asarray(start, float), given[0].shape).copy().reshape(given[0].shape or (1,))
    state, path, points = optimizer.start(theta), [theta.copy()], []

    def gradient(point: NDArray) -> NDArray:
        points.append(np.array(point))
        return np.array(given[len(points) - 1], float).reshape(theta.shape)

    for k in range(1, len(given) + 1):
        optimizer.step(theta, state, gradient, k)
        path.append(theta.copy())
    shape = given[0].shape
    return np.reshape(path, (len(given) + 1, *shape)), state, np.reshape(points, (len(given), *shape))

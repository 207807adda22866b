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


def _replayed(optimizer: Any, gradients: Iterable[Any], start: Any) -> tuple[NDArray, dict[str, NDArray]]:
    given = np.asarray(list(gradients), float)
    if given.size == 0 or not np.all(np.isfinite(given)):
        raise ValueError("at least one gradient is needed, and all must be finite")
    theta = np.broadcast_to(np.asarray(start, float), given[0].shape).copy().reshape(given[0].shape or (1,))
    state, path = optimizer.start(theta), [theta.copy()]
    for k, g in enumerate(given, 1):
        optimizer.step(theta, state, lambda point, g=g: np.array(g, float).reshape(theta.shape), k)
        path.append(theta.copy())
    return np.asarray(path).reshape(len(given) + 1, *given[0].shape), state

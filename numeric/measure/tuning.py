"""The step size and momentum that make an optimizer shrink the error fastest on a spectrum, found by trying a grid of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Make = Callable[[NDArray, NDArray], Any]  # an optimizer from arrays of step sizes and momenta, one each for every point


@dataclass(frozen=True)
class Found:
    """The best tuning that was tried, with the spectral radius of its step, worst over the spectrum."""

    step_size: float
    momentum: float
    radius: float
    tried: int


def spectral_radii(make: Make, step_sizes: NDArray, momenta: NDArray, curvatures: Sequence[float]) -> NDArray:
    """The largest modulus of an eigenvalue of one step, worst over the curvatures, for every pair of the two arrays.

    The step is run on basis vectors of (θ, memories), for all pairs at once.
    """
    step_sizes, momenta = np.broadcast_arrays(np.asarray(step_sizes, float), np.asarray(momenta, float))
    worst = np.zeros(step_sizes.shape)
    for c in curvatures:
        matrices = _matrices(make(step_sizes, momenta), float(c), step_sizes.shape)
        worst = np.maximum(worst, np.abs(np.linalg.eigvals(matrices)).max(axis=-1))
    return worst


def _matrices(optimizer: Any, curvature: float, shape: tuple[int, ...]) -> NDArray:
    keys = list(optimizer.start(np.zeros(shape)))
    columns = []
    for basis in np.eye(1 + len(keys)):
        theta, state = np.full(shape, basis[0]), {key: np.full(shape, x) for key, x in zip(keys, basis[1:], strict=True)}
        optimizer.step(theta, state, lambda point: curvature * point, 1)
        columns.append(np.stack([theta, *(state[key] for key in keys)], axis=-1))
    return np.stack(columns, axis=-1)


def best_tuning(make: Make, curvatures: Sequence[float], grid: int = 41, levels: int = 14, narrowing: float = 0.35) -> Found:
    """Search step sizes in (0, 4/L) and momenta in (-1, 1): a grid around the best pair so far, narrower at every level."""
    box = np.array([2 / max(curvatures), 0.0]), np.array([2 / max(curvatures), 1.0]) * (1 - 1e-9)
    best = Found(float(box[0][0]), 0.0, np.inf, 0)
    for level in range(levels):
        centre, half = np.array([best.step_size, best.momentum]), box[1] * narrowing**level
        low, high = np.maximum(box[0] - box[1], centre - half), np.minimum(box[0] + box[1], centre + half)
        e, a = np.meshgrid(*(np.linspace(*ends, grid) for ends in zip(low, high, strict=True)))
        radii = spectral_radii(make, e, a, curvatures)
        at = np.unravel_index(np.argmin(radii), radii.shape)
        count = best.tried + radii.size
        found = Found(float(e[at]), float(a[at]), float(radii[at]), count)
        best = found if found.radius < best.radius else Found(best.step_size, best.momentum, best.radius, count)
    return best

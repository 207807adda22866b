"""A convex function on the unit ball, without noise, on which the last iterate of steps 1/√k keeps a logarithm."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from qedescent.numeric.noise.draw import Draw, filled


@dataclass(frozen=True)
class GrowingMaximum:
    """f(x) = max of h_1 x, ..., h_{T+1} x on the unit ball of T dimensions, from Harvey, Liaw, Plan and Randhawa 2019:
    h_i has 1/(8(T - j + 1)) at j < i, -√j/(2√T) at j = i and 0 after. The oracle answers with the first h_i that attains
    the maximum. Runs start at 0, the value there is 0; points have the shape (T, runs)."""

    horizon: int

    @cached_property
    def slopes(self) -> NDArray:
        """h_1, ..., h_{T+1} as rows."""
        j = np.arange(1, self.horizon + 1)
        before = np.tril(np.broadcast_to(1 / (8 * (self.horizon - j + 1)), (self.horizon + 1, self.horizon)), -1)
        before[:-1] -= np.diag(np.sqrt(j / self.horizon) / 2)
        return before

    def begin(self, runs: int) -> NDArray:
        return np.zeros((self.horizon, runs))

    def noise(self, rng: Generator, points: NDArray) -> Draw:
        return filled(self._fill, rng, points)

    def _fill(self, rng: Generator, noise: NDArray) -> None:
        noise[...] = 0

    def gradient(self, points: NDArray, noise: NDArray) -> NDArray:
        values = self.slopes @ points
        first = np.argmax(values >= values.max(axis=0) - 1e-12, axis=0)
        return self.slopes[first].T.copy()

    def project(self, points: NDArray) -> None:
        points /= np.maximum(1, np.linalg.norm(points, axis=0))

    def excess(self, points: NDArray) -> NDArray:
        """How far the value is above 0, the value at the start; the minimum lies lower still."""
        return (self.slopes @ points).max(axis=0)

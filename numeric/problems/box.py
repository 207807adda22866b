"""A strongly convex function on [0, 1] whose minimum lies on the boundary: x + x²/2, with noise U[-1, 3] of mean 1."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from qedescent.numeric.noise.draw import Draw, filled


@dataclass(frozen=True)
class BoxedQuadratic:
    """F(x) = x + x²/2 on [0, 1]; the stochastic gradient is x + Z, Z uniform on [-1, 3]; runs begin at `start`."""

    start: float = 1.0

    def begin(self, runs: int) -> NDArray:
        return np.full(runs, self.start)

    def noise(self, rng: Generator, points: NDArray) -> Draw:
        return filled(self._fill, rng, points)

    def _fill(self, rng: Generator, noise: NDArray) -> None:
        rng.random(out=noise)
        noise *= 4
        noise -= 1

    def gradient(self, points: NDArray, noise: NDArray) -> NDArray:
        noise += points
        return noise

    def project(self, points: NDArray) -> None:
        np.clip(points, 0, 1, out=points)

    def excess(self, points: NDArray) -> NDArray:
        return points + 0.5 * points**2

"""The noisy quadratic λ(θ - c)²/2 whose gradient is observed with independent additive noise."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from qedescent.numeric.noise.draw import Draw, filled


@dataclass(frozen=True)
class NoisyQuadratic:
    """J(θ) = curvature (θ - centre)²/2, gradient noise N(0, noise_scale²) independent of θ; runs begin at `start` and stay
    within `radius` of 0."""

    curvature: float = 1.0
    noise_scale: float = 1.0
    start: float = 0.0
    centre: float = 0.0
    radius: float = math.inf

    def begin(self, runs: int) -> NDArray:
        return np.full(runs, self.start)

    def noise(self, rng: Generator, points: NDArray) -> Draw:
        return filled(self._fill, rng, points)

    def _fill(self, rng: Generator, noise: NDArray) -> None:
        rng.standard_normal(out=noise)
        if self.noise_scale != 1:
            noise *= self.noise_scale

    def gradient(self, points: NDArray, noise: NDArray) -> NDArray:
        """The stochastic gradient at the points, written over the noise."""
        away = points - self.centre if self.centre else points
        noise += away if self.curvature == 1 else self.curvature * away  # a factor of 1 costs a pass through memory
        return noise

    def project(self, points: NDArray) -> None:
        if self.radius < math.inf:
            np.clip(points, -self.radius, self.radius, out=points)

    def excess(self, points: NDArray) -> NDArray:
        return 0.5 * self.curvature * (points - self.centre) ** 2

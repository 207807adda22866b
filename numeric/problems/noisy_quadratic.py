"""The noisy quadratic λ(θ - c)²/2 whose gradient is observed with independent additive noise."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from qedescent.numeric.noise.draw import Draw, filled
from qedescent.numeric.noise.laws import Gaussian, Law


@dataclass(frozen=True)
class NoisyQuadratic:
    """J(θ) = curvature (θ - centre)²/2, gradient noise of scale noise_scale and of a law, N(0, noise_scale²) unless another is
    given, independent of θ; runs begin at `start` and stay within `radius` of 0."""

    curvature: float = 1.0
    noise_scale: float = 1.0
    start: float = 0.0
    centre: float = 0.0
    radius: float = math.inf
    law: Callable[[float], Law] = Gaussian

    def begin(self, runs: int) -> NDArray:
        return np.full(runs, self.start)

    def noise(self, rng: Generator, points: NDArray) -> Draw:
        return filled(self.law(self.noise_scale).fill, rng, points)

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

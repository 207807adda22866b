"""Convex functions with a kink at their minimum: -left x below 0 and right x above."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from qedescent.numeric.noise.draw import Draw, filled
from qedescent.numeric.noise.laws import Gaussian, Law


@dataclass(frozen=True)
class Kink:
    """f(x) = max(right x, -left x) with gradient noise N(0, noise_scale²) or of another law; |x| when both slopes are 1."""

    left: float = 1.0
    right: float = 1.0
    noise_scale: float = 1.0
    start: float = 0.0
    law: Callable[[float], Law] = Gaussian

    def begin(self, runs: int) -> NDArray:
        return np.full(runs, self.start)

    def noise(self, rng: Generator, points: NDArray) -> Draw:
        return filled(self.law(self.noise_scale).fill, rng, points)

    def gradient(self, points: NDArray, noise: NDArray) -> NDArray:
        noise += np.where(points > 0, self.right, np.where(points < 0, -self.left, 0.0))
        return noise

    def project(self, points: NDArray) -> None:
        """No constraint."""

    def excess(self, points: NDArray) -> NDArray:
        return np.maximum(self.right * points, -self.left * points)

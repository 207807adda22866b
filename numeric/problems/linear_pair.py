"""The hard pair of the lower bound: f(x) = ± slope x on [-radius, radius], told apart through noise only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from qedescent.numeric.noise.draw import Draw, filled
from qedescent.numeric.noise.laws import Gaussian


@dataclass(frozen=True)
class LinearPair:
    """f(x) = sign slope x on [-radius, radius] with gradient noise N(bias, noise_scale²); runs begin at 0."""

    slope: float
    sign: int = 1
    radius: float = 1.0
    noise_scale: float = 1.0
    bias: float = 0.0
    law: Callable[[float], Gaussian] = Gaussian

    def begin(self, runs: int) -> NDArray:
        return np.zeros(runs)

    def noise(self, rng: Generator, points: NDArray) -> Draw:
        return filled(self._fill, rng, points)

    def _fill(self, rng: Generator, noise: NDArray) -> None:
        self.law(self.noise_scale).fill(rng, noise)
        noise += self.sign * self.slope + self.bias

    def gradient(self, points: NDArray, noise: NDArray) -> NDArray:
        return noise

    def project(self, points: NDArray) -> None:
        np.clip(points, -self.radius, self.radius, out=points)

    def excess(self, points: NDArray) -> NDArray:
        return self.slope * (self.radius + self.sign * points)

"""The means of Adam's two moments over many runs with normal gradients of mean 1 and variance 1."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric.evidence import Estimate, mean_interval
from qedescent.numeric.optimizers import Adam


def _moments(steps: int, first_decay: float, second_decay: float, seed: int, runs: int) -> tuple[NDArray, NDArray]:
    generator = np.random.Generator(np.random.SFC64(seed))
    optimizer, theta = Adam(1e-3, first_decay, second_decay), np.zeros(runs)
    state = optimizer.start(theta)
    for k in range(1, steps + 1):
        optimizer.step(theta, state, lambda point: 1 + generator.standard_normal(runs), k)
    return state["first_moment"], state["second_moment"]


def uncorrected_moments(
    steps: int, first_decay: float, second_decay: float, seed: int, runs: int = 40_000
) -> tuple[Estimate, Estimate]:
    """Means of both moments as they are stored."""
    first, second = _moments(steps, first_decay, second_decay, seed, runs)
    return mean_interval(first, steps=steps), mean_interval(second, steps=steps)


def corrected_moments(
    steps: int, first_decay: float, second_decay: float, seed: int, runs: int = 40_000
) -> tuple[Estimate, Estimate]:
    """Means of both moments divided by 1 - decay^steps, as the step divides them."""
    first, second = uncorrected_moments(steps, first_decay, second_decay, seed, runs)
    return first.scaled(1 / (1 - first_decay**steps)), second.scaled(1 / (1 - second_decay**steps))

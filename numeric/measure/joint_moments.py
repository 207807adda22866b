"""Second moments of position and velocity of an optimizer on a noisy quadratic, after a burn-in, over independent runs."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from numpy.typing import NDArray

from qedescent.numeric import ensemble
from qedescent.numeric.evidence import Estimate, mean_interval, variance_interval
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic


def position_variance(optimizer: Any, problem: NoisyQuadratic, runs: int, steps: int, seed: int = 0) -> Estimate:
    """Var θ, by the exact chi-square law."""
    return variance_interval(_last_step(optimizer, problem, runs, steps, seed)[0], steps)


def velocity_variance(optimizer: Any, problem: NoisyQuadratic, runs: int, steps: int, seed: int = 0) -> Estimate:
    """Var v of the velocity v with which θ was reached, by the exact chi-square law."""
    return variance_interval(_last_step(optimizer, problem, runs, steps, seed)[1], steps)


def covariance(optimizer: Any, problem: NoisyQuadratic, runs: int, steps: int, seed: int = 0) -> Estimate:
    """E θv, whose products are independent over the runs, by the central limit theorem."""
    position, velocity = _last_step(optimizer, problem, runs, steps, seed)
    return mean_interval(position * velocity, steps)


@lru_cache(maxsize=8)
def _last_step(optimizer: Any, problem: NoisyQuadratic, runs: int, steps: int, seed: int) -> tuple[NDArray, NDArray]:
    """The last position of every run, and the change that led to it."""
    marks = (steps - 1, steps)
    before, after = ensemble.run(problem, optimizer, runs=runs, steps=steps, seed=seed, checkpoints=marks).points["last"]
    return after, after - before

"""The stationary variance of an optimizer on a noisy quadratic, by the exact chi-square law."""

from __future__ import annotations

from typing import Any

from qedescent.numeric import ensemble
from qedescent.numeric.evidence import Estimate, second_moment_interval, variance_interval
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic


def stationary_variance(
    optimizer: Any, curvature: float = 1.0, noise_scale: float = 1.0, runs: int = 20_000, steps: int = 400, seed: int = 0
) -> Estimate:
    """Var θ after a burn-in of `steps` steps from 0, over independent runs."""
    problem = NoisyQuadratic(curvature, noise_scale)
    recorded = ensemble.run(problem, optimizer, runs=runs, steps=steps, seed=seed, checkpoints=(steps,))
    return variance_interval(recorded.points["last"][0], steps)


def second_moment(
    problem: Any, optimizer: Any, runs: int, steps: int, seed: int = 0, output: str = "last"
) -> Estimate:
    """E (output point)² after `steps` steps for a run with Gaussian iterates of mean zero."""
    recorded = ensemble.run(problem, optimizer, runs=runs, steps=steps, seed=seed, checkpoints=(steps,), outputs=(output,))
    return second_moment_interval(recorded.points[output][0], steps)

"""Means over independent runs of where an optimizer with noise is after its transient: position and excess error."""

from __future__ import annotations

from typing import Any

from qedescent.numeric import ensemble
from qedescent.numeric.evidence import Estimate, mean_interval


def mean_position(problem: Any, optimizer: Any, *, runs: int, steps: int, seed: int) -> Estimate:
    """The mean of the point after `steps` steps."""
    return mean_interval(_last(problem, optimizer, runs, steps, seed).points["last"][0], steps)


def mean_excess(problem: Any, optimizer: Any, *, runs: int, steps: int, seed: int) -> Estimate:
    """The mean of the excess error after `steps` steps."""
    return mean_interval(_last(problem, optimizer, runs, steps, seed).excess(problem)[0], steps)


def _last(problem: Any, optimizer: Any, runs: int, steps: int, seed: int) -> ensemble.Recorded:
    return ensemble.run(problem, optimizer, runs=runs, steps=steps, seed=seed, checkpoints=(steps,))

"""How long Adam's steps become, in units of its step size, with the small constant 0."""

from __future__ import annotations

import numpy as np

from qedescent.numeric.evidence import Estimate, exactly
from qedescent.numeric.measure.replay import positions
from qedescent.numeric.optimizers import Adam

STEP_SIZE = 0.001


def extremal_step(steps: int, first_decay: float, second_decay: float) -> Estimate:
    """The last step under gradients that grow by the factor second_decay/first_decay up to 1; tiny ones stay at 1e-150."""
    ages = np.arange(steps - 1, -1, -1)
    gradients = np.maximum(np.exp(ages * np.log(first_decay / second_decay)), 1e-150)
    path = positions(Adam(STEP_SIZE, first_decay, second_decay, 0.0), gradients)
    return exactly(float(abs(path[-1] - path[-2])) / STEP_SIZE, steps)


def largest_random_step(steps: int, first_decay: float, second_decay: float, seed: int, runs: int = 500) -> Estimate:
    """The longest of all steps after the first half, over many runs with independent normal gradients."""
    generator = np.random.Generator(np.random.SFC64(seed))
    path = positions(Adam(STEP_SIZE, first_decay, second_decay, 0.0), generator.standard_normal((steps, runs)))
    longest = float(np.abs(np.diff(path[steps // 2 :], axis=0)).max()) / STEP_SIZE
    return Estimate(longest, longest, longest, runs, steps)

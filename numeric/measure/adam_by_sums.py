"""Adam beside its definition by weighted sums of all past gradients, which are added up afresh at every step."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric.evidence import Estimate, exactly
from qedescent.numeric.optimizers import Adam

# the defaults of Algorithm 8.7, written down once more
STEP_SIZE, FIRST_DECAY, SECOND_DECAY, SMALL = 0.001, 0.9, 0.999, 1e-8


def _gradients(steps: int) -> NDArray:
    """Gradients without a pattern: whole numbers between -50 and 50."""
    return np.array([37 * i**2 % 101 - 50 for i in range(1, steps + 1)], float)


def _run(gradients: NDArray, first_time: int) -> NDArray:
    """The positions of the running optimizer with its defaults, whose first step is told this time."""
    optimizer, theta = Adam(), np.zeros(1)
    state, path = optimizer.start(theta), [0.0]
    with np.errstate(all="ignore"):
        for time, g in enumerate(gradients, first_time):
            optimizer.step(theta, state, lambda point, g=g: np.full(1, g), time)
            path.append(theta.item())
    return np.array(path)


def _by_sums(gradients: NDArray, corrected: bool = True) -> NDArray:
    theta, path = 0.0, [0.0]
    for time in range(1, len(gradients) + 1):
        ages = np.arange(time - 1, -1, -1)
        first = (1 - FIRST_DECAY) * np.sum(FIRST_DECAY**ages * gradients[:time])
        second = (1 - SECOND_DECAY) * np.sum(SECOND_DECAY**ages * gradients[:time] ** 2)
        if corrected:
            first, second = first / (1 - FIRST_DECAY**time), second / (1 - SECOND_DECAY**time)
        theta -= STEP_SIZE * first / (np.sqrt(second) + SMALL)
        path.append(theta)
    return np.array(path)


def gap_to_weighted_sums(steps: int, first_time: int = 1) -> Estimate:
    """The largest distance between the optimizer's path and that of the definition, in units of the step size."""
    gradients = _gradients(steps)
    gap = np.abs(_run(gradients, first_time) - _by_sums(gradients)).max()
    return exactly(float(gap) / STEP_SIZE, steps)


def share_of_numbers(steps: int, first_time: int = 1) -> Estimate:
    """The share of the steps that lead to a number, and not to what 0/0 gives."""
    return exactly(float(np.mean(np.isfinite(_run(_gradients(steps), first_time)[1:]))), steps)


def paths(steps: int) -> tuple[NDArray, NDArray]:
    """The optimizer's path and the path without the bias corrections, in units of the step size."""
    gradients = _gradients(steps)
    return _run(gradients, 1) / STEP_SIZE, _by_sums(gradients, corrected=False) / STEP_SIZE

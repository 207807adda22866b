"""Adam beside its definition by weighted sums of all past gradients, which are added up afresh at every step."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric.evidence import Estimate, exactly
from qedescent.numeric.measure.replay import positions
from qedescent.numeric.optimizers import Adam

STEP_SIZE = 0.001
SMALL = 1e-8


def _gradients(steps: int) -> NDArray:
    """Gradients without a pattern: whole numbers between -50 and 50."""
    return np.array([37 * i**2 % 101 - 50 for i in range(1, steps + 1)], float)


def _by_sums(gradients: NDArray, first_decay: float, second_decay: float, first_time: int, corrected: bool = True) -> NDArray:
    theta, path = 0.0, [0.0]
    for n in range(1, len(gradients) + 1):
        ages, time = np.arange(n - 1, -1, -1), n - 1 + first_time
        first = (1 - first_decay) * np.sum(first_decay**ages * gradients[:n])
        second = (1 - second_decay) * np.sum(second_decay**ages * gradients[:n] ** 2)
        if corrected:
            first, second = first / (1 - first_decay**time), second / (1 - second_decay**time)
        theta -= STEP_SIZE * first / (np.sqrt(second) + SMALL)
        path.append(theta)
    return np.array(path)


def gap_to_weighted_sums(steps: int, first_decay: float, second_decay: float, first_time: int = 1) -> Estimate:
    """The largest distance between the two paths, in units of the step size."""
    gradients = _gradients(steps)
    path = positions(Adam(STEP_SIZE, first_decay, second_decay, SMALL), gradients)
    other = _by_sums(gradients, first_decay, second_decay, first_time)
    return exactly(float(np.abs(path - other).max()) / STEP_SIZE, steps)


def paths(steps: int) -> tuple[NDArray, NDArray]:
    """Adam's path and the path without the bias corrections, in units of the step size."""
    gradients = _gradients(steps)
    return (
        positions(Adam(STEP_SIZE, 0.9, 0.999, SMALL), gradients) / STEP_SIZE,
        _by_sums(gradients, 0.9, 0.999, 1, corrected=False) / STEP_SIZE,
    )

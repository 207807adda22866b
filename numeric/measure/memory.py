"""What an adaptive optimizer remembers of past gradients, and the step it takes after gradients that are almost zero."""

from __future__ import annotations

from typing import Any

import numpy as np

from qedescent.numeric.evidence import Estimate, exactly
from qedescent.numeric.measure.replay import final_state, positions


def one_gradient(optimizer: Any, age: int) -> Estimate:
    """The accumulated squared gradient, `age` steps after a single gradient of 1."""
    state = final_state(optimizer, [1.0] + [0.0] * age)
    return exactly(float(state["squared_gradient"].item()), age + 1)


def mean_age(optimizer: Any, steps: int) -> Estimate:
    """The mean age of what is remembered of the squared gradients of so many steps, the newest counted as 1.

    A gradient of size √a that came a - 1 steps ago adds its weight a times, one of size 1 adds it once.
    """
    ages = np.arange(steps, 0, -1)
    memory = final_state(optimizer, np.stack([np.sqrt(ages), np.ones(steps)], axis=1))["squared_gradient"]
    return exactly(float(memory[0] / memory[1]), steps)


def step_after(optimizer: Any, zeros: int, step_size: float) -> Estimate:
    """The length of the step for a gradient of 1 after so many of 1e-100, in units of the step size."""
    path = positions(optimizer, [1e-100] * zeros + [1.0])
    return exactly(float(np.abs(path[-1] - path[-2])) / step_size, zeros + 1)

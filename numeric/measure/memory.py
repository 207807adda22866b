"""What an adaptive optimizer remembers of a gradient, and the step it takes after zeros."""

from __future__ import annotations

from typing import Any

import numpy as np

from qedescent.numeric.evidence import Estimate, exactly
from qedescent.numeric.measure.replay import final_state, positions


def one_gradient(optimizer: Any, age: int) -> Estimate:
    """The accumulated squared gradient, `age` steps after a single gradient of 1."""
    state = final_state(optimizer, [1.0] + [0.0] * age)
    return exactly(float(state["squared_gradient"].item()), age + 1)


def step_after(optimizer: Any, zeros: int, step_size: float) -> Estimate:
    """The length of the step for a gradient of 1 after so many of 1e-100, in units of the step size."""
    path = positions(optimizer, [1e-100] * zeros + [1.0])
    return exactly(float(np.abs(path[-1] - path[-2])) / step_size, zeros + 1)

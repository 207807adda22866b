"""The second moment of a linear method on a noisy quadratic without any chance: the squares of its responses to impulses."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from qedescent.numeric.evidence import Estimate, exactly


@lru_cache(maxsize=32)
def second_moment(optimizer: Any, steps: int, curvature: float = 1.0) -> Estimate:
    """E θ² after `steps` steps from the minimum, for gradient noise of variance 1 that is independent from step to step.

    Run j of the method meets noise 1 at step j and none else; a method that is linear in the gradients answers to noise of
    any kind with the sum of these answers. Not for methods that divide by gradients.
    """
    points, step_of_run = np.zeros(steps), np.arange(1, steps + 1)
    state = optimizer.start(points)
    for k in range(1, steps + 1):
        optimizer.step(points, state, lambda at, k=k: curvature * at + (step_of_run == k), k)
    return exactly(float(points @ points), steps)

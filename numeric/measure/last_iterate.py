"""The last iterate of steps 1/√k on the functions that keep it from the rate 1/√T, one function for each horizon."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import numpy as np

from qedescent.numeric import ensemble
from qedescent.numeric.evidence import Estimate, exactly
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems.last_iterate import GrowingMaximum
from qedescent.numeric.schedules import inverse_root


def scaled_excess(horizon: int, output: str = "last") -> Estimate:
    """√T times the excess error after T steps."""
    problem = GrowingMaximum(horizon)
    recorded = ensemble.run(problem, SGD(inverse_root(1.0)), runs=1, steps=horizon, checkpoints=(horizon,), outputs=(output,))
    return exactly(float(recorded.excess(problem, output)[0, 0]) * sqrt(horizon), horizon)


def logarithm(horizons: Sequence[int], output: str = "last") -> Estimate:
    """The slope of √T × excess error on ln T, relative to its mean."""
    values = np.array([scaled_excess(T, output).value for T in horizons])
    return exactly(np.polyfit(np.log(horizons), values / values.mean(), 1)[0], horizons[-1])

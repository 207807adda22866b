"""Exponents and logarithms read off mean excess errors at several checkpoints, over whole runs.

Checkpoints of one run depend on each other, so the unit is the run: its values at all checkpoints together.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric.evidence.budget import LEVEL
from qedescent.numeric.evidence.estimate import Estimate
from qedescent.numeric.evidence.means import Statistic, statistic_interval


def slope(excess: NDArray, checkpoints: Sequence[int], level: float = LEVEL) -> Estimate:
    """The least-squares slope of log(mean excess) on log k, for `excess` of shape (checkpoints, runs)."""
    return _read(slope_of_logs(checkpoints), excess, checkpoints, level)


def log_detector(
    excess: NDArray, checkpoints: Sequence[int], power: float, level: float = LEVEL, relative: bool = False
) -> Estimate:
    """The slope of C_k = k^power * mean excess on ln k, or its ratio to the mean of C_k where that is asked for: it covers 0
    where no logarithm is there, excludes 0 where one is."""
    return _read(slope_of_constants(checkpoints, power, relative), excess, checkpoints, level)


def slope_of_logs(checkpoints: Sequence[int]) -> Statistic:
    """Least squares in log and log, of means in columns."""
    weights = least_squares_weights(checkpoints)

    def statistic(means: NDArray) -> NDArray:
        with np.errstate(invalid="ignore", divide="ignore"):  # a mean that may be 0 has no slope: NaN, an interval without end
            return weights @ np.log(means)

    return statistic


def slope_of_constants(checkpoints: Sequence[int], power: float, relative: bool = False) -> Statistic:
    """Least squares of k^power times the mean on ln k, of means in columns."""
    weights, scale = least_squares_weights(checkpoints), np.asarray(checkpoints, float)[:, None] ** power
    return lambda means: weights @ (scale * means) / (np.mean(scale * means, axis=0) if relative else 1.0)


def least_squares_weights(checkpoints: Sequence[int]) -> NDArray:
    """The weights of a least-squares slope on ln k."""
    if len(checkpoints) < 2:
        raise ValueError("a slope needs two checkpoints or more")
    x = np.log(np.asarray(checkpoints, float))
    centred = x - x.mean()
    return centred / (centred @ centred)


def _read(statistic: Statistic, excess: NDArray, checkpoints: Sequence[int], level: float) -> Estimate:
    if len(checkpoints) != len(excess):
        raise ValueError(f"{len(excess)} rows of excess errors need as many checkpoints, not {len(checkpoints)}")
    return statistic_interval(statistic, np.asarray(excess, float), int(checkpoints[-1]), level)

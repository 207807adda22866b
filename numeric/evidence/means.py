"""Intervals for means of any law, and for smooth functions of several means of the same runs.

The interval of Student's t misses a skewed mean on one side far too often where the level is high: at 1 - 1e-5 a mean of 1,000
squares of Gaussians lies above it ten times as often as it says. Hall's cubic transformation takes the skewness and the
curvature out, to second order in the number of runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from qedescent.numeric.evidence.budget import LEVEL
from qedescent.numeric.evidence.estimate import Estimate
from qedescent.numeric.evidence.exact import enough, tail_of

Statistic = Callable[[NDArray], NDArray]  # of means in columns, (rows, any), to one number a column
STEP, TINY = 0.01, 1e-8  # of differences: in standard errors of a mean, and relative to a mean that does not vary


@dataclass(frozen=True)
class _Shape:
    """What the law of a statistic of means looks like: its value, standard error, and departure from a Gaussian."""

    value: float
    error: float
    shift: float  # z₀ of DiCiccio and Efron 1992
    bend: float  # twice the acceleration, and the quadratic coefficient

    def offset(self, quantile: float) -> float:
        """How many standard errors below the value that point of its law lies, by Hall's monotone cubic (1992)."""
        centred = quantile - self.shift
        return centred if abs(self.bend) < 1e-12 else float(np.cbrt(1 + 3 * self.bend * centred) - 1) / self.bend


def mean_interval(samples: NDArray, steps: int = 1, level: float = LEVEL) -> Estimate:
    """The mean of independent samples of any law with three moments."""
    return statistic_interval(lambda means: means[0], np.asarray(samples, float)[None], steps, level)


def scaled_constants(excess: NDArray, checkpoints: Sequence[int], power: float, level: float = LEVEL) -> list[Estimate]:
    """C_k = k^power times the mean excess, for `excess` of shape (checkpoints, runs)."""
    return [mean_interval(e, k, level).scaled(k**power) for k, e in zip(checkpoints, excess, strict=True)]


def paired_difference(first: NDArray, second: NDArray, steps: int = 1, level: float = LEVEL) -> Estimate:
    """The difference of two means whose runs met the same random numbers, run by run: what is common cancels."""
    one, other = _paired(first, second)
    return mean_interval(one - other, steps, level)


def paired_ratio(first: NDArray, second: NDArray, steps: int = 1, level: float = LEVEL) -> Estimate:
    """The ratio of two means, the second positive, whose runs met the same random numbers, run by run."""
    quotient = lambda m: np.divide(m[0], m[1], out=np.full_like(m[0], np.nan), where=m[1] > 0)  # noqa: E731
    return statistic_interval(quotient, _paired(first, second), steps, level)


def statistic_interval(statistic: Statistic, rows: NDArray, steps: int = 1, level: float = LEVEL) -> Estimate:
    """A smooth function of the means of `rows`, of shape (rows, runs), whose columns are independent runs.

    The entries of one run may depend on each other. Where the statistic is undefined at means as likely as the interval's ends
    the interval has none.
    """
    runs, tail = enough(rows.T), tail_of(level)
    shape, quantile = _shape(statistic, rows), float(stats.t.isf(tail, runs - 1))
    reach = quantile * rows.std(axis=1, ddof=1) / np.sqrt(runs)
    if not np.all(np.isfinite(statistic(np.stack([rows.mean(axis=1) - reach, rows.mean(axis=1) + reach], axis=1)))):
        return Estimate(shape.value, -np.inf, np.inf, runs, steps)
    low, high = (float(shape.value - shape.error * shape.offset(q)) for q in (quantile, -quantile))
    return Estimate(shape.value, low, high, runs, steps)


def _shape(statistic: Statistic, rows: NDArray) -> _Shape:
    runs, means = rows.shape[1], rows.mean(axis=1)
    units = np.maximum(STEP * rows.std(axis=1) / np.sqrt(runs), TINY * np.abs(means) + np.finfo(float).tiny)
    value, gradient, hessian = _expanded(lambda moves: statistic(means[:, None] + units[:, None] * moves), len(rows))
    deviations = (rows - means[:, None]) / units[:, None]
    influence = gradient @ deviations
    square = float(np.mean(influence**2))
    if square == 0:
        return _Shape(value, 0.0, 0.0, 0.0)
    error = float(np.sqrt(square / (runs - 1)))
    covariance = deviations @ deviations.T / (runs * (runs - 1))
    path = covariance @ gradient / error
    acceleration = float(np.mean(influence**3)) / (6 * square**1.5 * np.sqrt(runs))
    quadratic = float(path @ hessian @ path) / (2 * error)
    bias = float(np.sum(hessian * covariance)) / (2 * error)
    return _Shape(value, error, acceleration - bias + quadratic, 2 * acceleration + quadratic)


def _expanded(f: Statistic, size: int) -> tuple[float, NDArray, NDArray]:
    """Value, gradient and Hessian at 0 by central differences with steps of one."""
    unit = np.eye(size)
    pairs = (unit[:, :, None] + unit[:, None, :]).reshape(size, -1)
    (value,), up, down = f(np.zeros((size, 1))), f(unit), f(-unit)
    both = (f(pairs) + f(-pairs)).reshape(size, size) / 2
    single = (up + down) / 2 - value
    hessian = both - value - single[:, None] - single[None, :]
    return float(value), (up - down) / 2, hessian


def _paired(first: NDArray, second: NDArray) -> NDArray:
    if np.shape(first) != np.shape(second):
        raise ValueError(f"runs are paired one by one, unlike {np.shape(first)} and {np.shape(second)}")
    return np.stack([first, second])

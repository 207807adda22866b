"""The bootstrap over whole runs, by resampling: what the intervals without resampling are compared with."""

from __future__ import annotations

from math import ceil

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from qedescent.numeric.evidence.estimate import Estimate
from qedescent.numeric.evidence.exact import enough, tail_of
from qedescent.numeric.evidence.means import Statistic

SEEN = 10  # resamples beyond either end, without which the end is a guess


def bootstrap_interval(
    statistic: Statistic, rows: NDArray, steps: int = 1, *, level: float, resamples: int, seed: int = 0
) -> Estimate:
    """Efron's bias-corrected and accelerated interval of a function of the means of `rows`, of shape (rows, runs).

    Raises ValueError for a level that so many resamples cannot show: at 1 - 1e-5 it takes two millions of them.
    """
    runs, tail = enough(rows.T), tail_of(level)
    if resamples * tail < SEEN:
        raise ValueError(f"a level of {level} takes {ceil(SEEN / tail)} resamples, not {resamples}")
    weights = np.random.default_rng(seed).multinomial(runs, np.full(runs, 1 / runs), size=resamples) / runs
    found, (value,) = statistic(rows @ weights.T), statistic(rows.mean(axis=1, keepdims=True))
    shift = stats.norm.ppf((np.count_nonzero(found < value) + 0.5) / (resamples + 1))
    moved = shift + stats.norm.ppf([tail, 1 - tail])
    low, high = np.quantile(found, stats.norm.cdf(shift + moved / (1 - _acceleration(statistic, rows) * moved)))
    return Estimate(float(value), float(low), float(high), runs, steps)


def _acceleration(statistic: Statistic, rows: NDArray) -> float:
    """A sixth of the skewness of what each run adds, by leaving it out."""
    runs = rows.shape[1]
    left_out = statistic((rows.sum(axis=1, keepdims=True) - rows) / (runs - 1))
    added = left_out.mean() - left_out
    return float(np.sum(added**3) / (6 * np.sum(added**2) ** 1.5))

"""How many runs a check needs, so that it rejects a rival at a stated distance as surely as is asked.

Exact for variances (chi-square) and probabilities (Clopper and Pearson); by the normal law for means, where `spread` is the
standard deviation of one run in the unit of the distance. With the fewest runs that a skewed mean can do with, its interval
reaches a fifth farther above than the normal law has it. Unless told otherwise a check of a report is planned: its interval
has the level of the report's checks, and it fails to say what it should with the same small probability.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

import numpy as np
from scipy import stats

from qedescent.numeric.evidence.budget import LEVEL
from qedescent.numeric.evidence.exact import tail_of
from qedescent.numeric.evidence.slopes import least_squares_weights

FEWEST = 1000  # runs that keep the level of a report for means as skewed as those of squares, see numeric/ERROR_RATES.md
MOST = 10**9  # runs, beyond which a rival counts as too near to be told apart


def runs_for_mean(distance: float, spread: float, *, level: float = LEVEL, power: float = LEVEL) -> int:
    """Runs so that the interval of a mean excludes a rival at this distance."""
    return _runs_for(distance, spread, float(stats.norm.isf(tail_of(level)) + stats.norm.isf(1 - power)))


def runs_for_margin(margin: float, spread: float, *, level: float = LEVEL, power: float = LEVEL) -> int:
    """Runs so that the interval of a mean lies within the margin of its target, on both sides, where the mean is the target."""
    return _runs_for(margin, spread, float(stats.norm.isf(tail_of(level)) + stats.norm.isf((1 - power) / 2)))


def spread_of_slope(checkpoints: Sequence[int], spread: float = 1.0) -> float:
    """The standard deviation for one run of a slope on ln k, in units of its mean, where the excess error of a run has this
    relative standard deviation at every checkpoint, independently. More checkpoints farther apart make it less."""
    return float(spread * np.linalg.norm(least_squares_weights(checkpoints)))


def runs_for_variance(ratio: float, *, level: float = LEVEL, power: float = LEVEL) -> int:
    """Runs so that the exact interval of a Gaussian variance excludes a rival that is `ratio` times the true one."""
    if ratio <= 0 or ratio == 1:
        raise ValueError(f"a rival variance differs from the true one by a positive factor, unlike {ratio}")
    return _least(lambda runs: variance_power(ratio, runs, level=level) >= power, 2)


def variance_power(ratio: float, runs: int, *, level: float = LEVEL) -> float:
    """The probability that the interval of a Gaussian variance from so many runs excludes `ratio` times the true one."""
    tail, freedom = tail_of(level), runs - 1
    if ratio > 1:
        return float(stats.chi2.cdf(ratio * stats.chi2.ppf(tail, freedom), freedom))
    return float(stats.chi2.sf(ratio * stats.chi2.isf(tail, freedom), freedom))


def runs_for_proportion(true: float, rival: float, *, level: float = LEVEL, power: float = LEVEL) -> int:
    """Runs so that Clopper and Pearson's interval excludes the rival; its power is exact at that number, and may be a little
    less at some larger ones, because successes are whole numbers."""
    if not 0 <= min(true, rival) < max(true, rival) <= 1:
        raise ValueError(f"two different probabilities are needed, unlike {true} and {rival}")
    return _least(lambda runs: proportion_power(true, rival, runs, level=level) >= power, 1)


def proportion_power(true: float, rival: float, runs: int, *, level: float = LEVEL) -> float:
    """The probability that Clopper and Pearson's interval from so many runs excludes the rival probability: it does so where
    such a count or a more extreme one has at most the tail's probability under the rival."""
    tail, law = tail_of(level), stats.binom(runs, rival)
    if true < rival:
        most = int(law.ppf(tail))
        return float(stats.binom.cdf(most if law.cdf(most) < tail else most - 1, runs, true))
    least = int(law.isf(tail))
    return float(stats.binom.sf(least if law.sf(least) < tail else least + 1, runs, true))


def _runs_for(distance: float, spread: float, errors: float) -> int:
    if not (distance > 0 and spread > 0):
        raise ValueError(f"distance and spread are positive, unlike {distance} and {spread}")
    return max(2, ceil((spread * errors / distance) ** 2))


def _least(enough: Callable[[int], bool], low: int) -> int:
    """The least number of runs from `low` on that is enough, where more are never worse."""
    high = low
    while not enough(high):
        low, high = high + 1, 2 * high
        if high > MOST:
            raise ValueError(f"the rival is so near that {MOST} runs do not tell it apart")
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    return high

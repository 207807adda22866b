"""Error rates at the level of a report, which no thousand data sets can show: by importance sampling, and for heavy tails.

`python far_tails.py 3000` prints the tables of numeric/ERROR_RATES.md, a row from so many weighted data sets.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np
from data_sets import streams
from error_rates import student
from scipy import stats

from qedescent.numeric.evidence import LEVEL, mean_interval

TILTS = (0.8, 1.0, 1.2, 1.4)  # of the mean, in units of the distance at which the interval starts to miss


def misses(interval: Callable[..., Any], side: int, runs: int, level: float, sets: int) -> tuple[float, float]:
    """How often the interval for the mean of `runs` squares of Gaussians lies wholly above it (side 1) or below (side -1), over
    the half of 1 - level that it allows for; and the standard error of that.

    The data sets come from gamma laws whose mean is tilted to where the interval starts to miss, all of them equally often, and
    are weighted by the likelihood of the true law over that of their mixture.
    """
    scales = 1 + side * stats.norm.isf((1 - level) / 2) * np.array(TILTS) * np.sqrt(2 / runs)
    found = np.zeros(sets)
    for i, rng in enumerate(streams((side + 1, runs), sets)):
        x = rng.gamma(0.5, 2 * scales[i % len(scales)], runs)
        likelihoods = np.exp(x.sum() / 2 * (1 - 1 / scales) - runs / 2 * np.log(scales))
        estimate = interval(x, level=level)
        found[i] = (estimate.low > 1 if side == 1 else estimate.high < 1) / likelihoods.mean()
    unit = (1 - level) / 2
    return float(found.mean() / unit), float(found.std() / np.sqrt(sets) / unit)


def heavy(freedom: float, power: int, runs: int, level: float, sets: int) -> tuple[float, float]:
    """The same for a power of Student's noise with so many degrees of freedom, above and below, counted on plain data sets."""
    truth = 0.0 if power == 1 else freedom / (freedom - 2)
    found = [mean_interval(rng.standard_t(freedom, runs) ** power, level=level) for rng in streams((runs, power), sets)]
    unit = sets * (1 - level) / 2
    return sum(x.low > truth for x in found) / unit, sum(x.high < truth for x in found) / unit


def table(sets: int) -> list[str]:
    rows = ["| runs | 1 - level | Student's: above | below | corrected: above | below |", "|---|---|---|---|---|---|"]
    for runs in (200, 1000, 4000, 20_000):
        for level in (0.95, 0.999, LEVEL):
            counts = [misses(f, side, runs, level, sets) for f in (student, mean_interval) for side in (1, -1)]
            rows.append(f"| {runs:,} | {1 - level:.1e} | " + " | ".join(f"{x:.2f} ± {e:.2f}" for x, e in counts) + " |")
    return rows


def heavy_table(sets: int) -> list[str]:
    rows = ["| samples | runs | 1 - level | above | below |", "|---|---|---|---|---|"]
    for freedom, power, name in ((3, 1, "Student, 3 degrees"), (10, 2, "squares of Student, 10"), (5, 2, "squares of Student, 5")):
        for runs in (1000, 10_000):
            for level in (0.95, 0.99, 0.999):
                above, below = heavy(freedom, power, runs, level, sets)
                rows.append(f"| {name} | {runs:,} | {1 - level:.3f} | {above:.2f} | {below:.2f} |")
    return rows


if __name__ == "__main__":
    print("\n".join([*table(int(sys.argv[1])), "", *heavy_table(5 * int(sys.argv[1]))]))

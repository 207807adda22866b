"""Error rates at the level of a report, which no thousand data sets can show: by importance sampling, and for heavy tails.

`python far_tails.py 3000` prints the tables of numeric/ERROR_RATES.md, a row from so many weighted data sets.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

import numpy as np
from data_sets import streams
from error_rates import student
from scipy import stats

from qedescent.numeric.evidence import LEVEL, mean_interval, slope
from qedescent.numeric.evidence.slopes import least_squares_weights

MARKS = (1, 4, 16)
SLOPE = least_squares_weights(MARKS)  # the gradient of an exponent where all means are 1
TILTS = (0.8, 1.0, 1.2, 1.4)  # of the mean, in units of the distance at which the interval starts to miss


def misses(
    interval: Callable[..., Any], side: int, runs: int, level: float, sets: int, truth: float = 1.0, along: Any = (1.0,)
) -> tuple[float, float]:
    """How often the interval from rows of `runs` squares of Gaussians lies wholly above the truth (side 1) or below (side -1),
    over the half of 1 - level that it allows for; and the standard error of that.

    The data sets come from gamma laws whose means are tilted to where the interval starts to miss, along the gradient of the
    statistic, all of them equally often, and are weighted by the likelihood of the true law over that of their mixture.
    """
    way = np.array(along) / np.linalg.norm(along)
    tilts = stats.norm.isf((1 - level) / 2) * np.array(TILTS)[:, None] * np.sqrt(2 / runs)
    scales, found = 1 + side * tilts * way, np.zeros(sets)
    for i, rng in enumerate(streams((side + 1, runs), sets)):
        x = rng.gamma(0.5, 2 * scales[i % len(scales)][:, None], (len(way), runs))
        ratios = x.sum(axis=1) / 2 * (1 - 1 / scales) - runs / 2 * np.log(scales)
        estimate = interval(x, level=level)
        found[i] = (estimate.low > truth if side == 1 else estimate.high < truth) / np.exp(ratios.sum(axis=1)).mean()
    unit = (1 - level) / 2
    return float(found.mean() / unit), float(found.std() / np.sqrt(sets) / unit)


def by_student(rows: Any, level: float) -> Any:
    return student(rows[0], level)


def corrected(rows: Any, level: float) -> Any:
    return mean_interval(rows[0], level=level)


def exponent(rows: Any, level: float) -> Any:
    return slope(rows, MARKS, level)


def heavy(freedom: float, power: int, runs: int, level: float, sets: int) -> tuple[float, float]:
    """The same for a power of Student's noise with so many degrees of freedom, above and below, counted on plain data sets."""
    truth = 0.0 if power == 1 else freedom / (freedom - 2)
    found = [mean_interval(rng.standard_t(freedom, runs) ** power, level=level) for rng in streams((runs, power), sets)]
    unit = sets * (1 - level) / 2
    return sum(x.low > truth for x in found) / unit, sum(x.high < truth for x in found) / unit


def table(sets: int) -> Iterator[str]:
    yield from ("| runs | 1 - level | Student's: above | below | corrected: above | below | exponent: above | below |",
                "|---|---|---|---|---|---|---|---|")
    for runs in (200, 1000, 4000, 20_000):
        for level in (0.95, 0.999, LEVEL):
            counts = [misses(f, side, runs, level, sets) for f in (by_student, corrected) for side in (1, -1)]
            counts += [misses(exponent, side, runs, level, sets, 0.0, SLOPE) for side in (1, -1)]
            yield f"| {runs:,} | {1 - level:.1e} | " + " | ".join(f"{x:.2f} ± {e:.2f}" for x, e in counts) + " |"


def heavy_table(sets: int) -> Iterator[str]:
    yield from ("| samples | runs | 1 - level | above | below |", "|---|---|---|---|---|")
    for freedom, power, name in ((3, 1, "Student, 3 degrees"), (10, 2, "squares of Student, 10"), (5, 2, "squares of Student, 5")):
        for runs in (1000, 10_000):
            for level in (0.95, 0.99, 0.999):
                above, below = heavy(freedom, power, runs, level, sets)
                yield f"| {name} | {runs:,} | {1 - level:.3f} | {above:.2f} | {below:.2f} |"


if __name__ == "__main__":
    for row in chain(table(int(sys.argv[1])), [""], heavy_table(5 * int(sys.argv[1]))):
        print(row, flush=True)

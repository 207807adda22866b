"""Averaged SGD on the hard pair of each horizon: a different function for every number of steps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric import ensemble
from qedescent.numeric.evidence import Estimate, bounded_mean_interval, log_detector, slope
from qedescent.numeric.evidence.power import runs_for_margin, runs_for_mean, spread_of_slope
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems.linear_pair import LinearPair
from qedescent.numeric.schedules import inverse_root

HORIZONS, MARGIN = (64, 256, 1024, 4096, 16_384, 65_536), 0.02  # what the exponent is read from, and how well
# On the hardest pair √K times the excess error has mean 0.56 and varies by half of that from run to run. A tenth of the margin is
# for what a finite K leaves. The constant is told from 0.50, half the theorem's, with thrice the runs of a normal interval,
# because Bernstein's is wider.
RUNS_FOR_EXPONENT = runs_for_margin(0.9 * MARGIN, spread_of_slope(HORIZONS, 0.5))
RUNS = 3 * runs_for_mean(0.06, 0.28)


@lru_cache(maxsize=64)
def excess_errors(
    slope: float, steps: int, runs: int, seed: int, anytime: float | None, bias: float, output: str = "uniform"
) -> NDArray:
    """Excess errors of an average of `steps` iterates, the plain one unless told, on ± slope x over [-1, 1] with unit
    noise; half of the runs on each sign. Steps are 1/√steps, or anytime/√k for k = 1, 2, ... where `anytime` is given."""
    optimizer = SGD(1 / sqrt(steps) if anytime is None else inverse_root(anytime))
    found = []
    for sign in (1, -1):
        problem = LinearPair(slope, sign, bias=bias)
        recorded = ensemble.run(problem, optimizer, runs=runs // 2, steps=steps, seed=2 * seed + (sign > 0),
                                checkpoints=(steps,), outputs=(output,))  # fmt: skip
        found.append(recorded.excess(problem, output)[0])
    return np.concatenate(found)


def scaled_excess(
    hardness: float, steps: int, runs: int = RUNS, seed: int = 0, anytime: float | None = None, bias: float = 0.0,
    output: str = "uniform",
) -> Estimate:
    """√K times the mean excess error after K = steps on the pair ± (hardness/√K) x."""
    d = hardness / sqrt(steps)
    excess = excess_errors(d, steps, runs, seed, anytime, bias, output)
    return bounded_mean_interval(excess, 0.0, 2 * d, steps).scaled(sqrt(steps))


def exponent(hardness: float, horizons: Sequence[int], runs: int = RUNS_FOR_EXPONENT, seed: int = 0) -> Estimate:
    """The slope of log(excess error) on log K, each horizon with its own pair."""
    return slope(by_horizon(hardness, horizons, runs, seed), horizons)


def logarithm(hardness: float, horizons: Sequence[int], runs: int = RUNS_FOR_EXPONENT, seed: int = 0) -> Estimate:
    """The slope of √K × excess error on ln K, relative to its mean over the horizons: 0 where there is no logarithm."""
    return log_detector(by_horizon(hardness, horizons, runs, seed), horizons, 0.5, relative=True)


def by_horizon(hardness: float, horizons: Sequence[int], runs: int, seed: int) -> NDArray:
    """Excess errors of shape (horizons, runs), every horizon with noise of its own: with common noise neighbouring horizons
    move together and the slope over all of them varies by a quarter more."""
    seeds = range(seed * len(horizons), (seed + 1) * len(horizons))
    return np.stack([excess_errors(hardness / sqrt(K), K, runs, s, None, 0.0) for K, s in zip(horizons, seeds, strict=True)])

"""Averaged SGD on the hard pair of each horizon: a different function for every number of steps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import sqrt

import numpy as np
from scipy import stats

from qedescent.numeric import ensemble
from qedescent.numeric.evidence import LEVEL, Estimate, mean_interval
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems.linear_pair import LinearPair


@lru_cache(maxsize=64)
def scaled_excess(hardness: float, steps: int, runs: int = 20_000, seed: int = 0) -> Estimate:
    """√K times the mean excess error of the plain average after K = steps, on ± (hardness/√K) x over [-1, 1] with unit
    noise and steps 1/√K; half of the runs on each sign."""
    results = []
    for sign in (1, -1):
        problem = LinearPair(hardness / sqrt(steps), sign)
        recorded = ensemble.run(problem, SGD(1 / sqrt(steps)), runs=runs // 2, steps=steps, seed=2 * seed + (sign > 0),
                                checkpoints=(steps,), outputs=("uniform",))  # fmt: skip
        results.append(recorded.excess(problem, "uniform")[0])
    return mean_interval(np.concatenate(results), steps).scaled(sqrt(steps))


def exponent(hardness: float, horizons: Sequence[int], runs: int = 20_000, seed: int = 0) -> Estimate:
    """The slope of log(excess error) on log K over independent horizons."""
    found = [scaled_excess(hardness, K, runs, seed) for K in horizons]
    x = np.log(horizons)
    values = np.log([e.value for e in found]) - 0.5 * x
    return _line(x, values, [_deviation(e) / e.value for e in found], horizons, runs)


def logarithm(hardness: float, horizons: Sequence[int], runs: int = 20_000, seed: int = 0) -> Estimate:
    """The slope of √K × excess error on ln K, relative to its mean: 0 where there is no logarithm."""
    found = [scaled_excess(hardness, K, runs, seed) for K in horizons]
    mean = float(np.mean([e.value for e in found]))
    return _line(np.log(horizons), np.array([e.value for e in found]) / mean, [_deviation(e) / mean for e in found], horizons, runs)


def _deviation(e: Estimate) -> float:
    """The standard error behind an interval."""
    return (e.high - e.low) / 2 / float(stats.norm.ppf((1 + LEVEL) / 2))


def _line(x: np.ndarray, y: np.ndarray, deviations: Sequence[float], horizons: Sequence[int], runs: int) -> Estimate:
    weights = (x - x.mean()) / np.sum((x - x.mean()) ** 2)
    half = float(stats.norm.ppf((1 + LEVEL) / 2)) * float(np.sqrt(np.sum((weights * np.asarray(deviations)) ** 2)))
    value = float(weights @ y)
    return Estimate(value, value - half, value + half, runs, int(horizons[-1]))

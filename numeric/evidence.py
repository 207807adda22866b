"""Estimates with intervals whose error rate is known, and tests that can say no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

LEVEL = 1 - 1e-6  # of the intervals below unless told otherwise: a report of 150 true claims stays green


@dataclass(frozen=True)
class Estimate:
    """A measured value with its interval; low = high = value when nothing random was measured."""

    value: float
    low: float
    high: float
    runs: int = 1
    steps: int = 1

    def scaled(self, factor: float) -> Estimate:
        """The same estimate in another unit."""
        low, high = sorted((factor * self.low, factor * self.high))
        return Estimate(factor * self.value, low, high, self.runs, self.steps)


def exactly(value: float, steps: int = 1) -> Estimate:
    """A deterministic measurement."""
    return Estimate(float(value), float(value), float(value), 1, steps)


def variance_interval(samples: NDArray, steps: int = 1, level: float = LEVEL) -> Estimate:
    """The variance of independent Gaussian samples, by the exact chi-square law of (R - 1)S²/v."""
    runs = _enough(samples)
    spread = float(np.var(samples, ddof=1))
    tail = (1 - level) / 2
    low, high = (runs - 1) * spread / stats.chi2.ppf([1 - tail, tail], runs - 1)
    return Estimate(spread, float(low), float(high), runs, steps)


def second_moment_interval(samples: NDArray, steps: int = 1, level: float = LEVEL) -> Estimate:
    """E x² of independent Gaussian samples of mean zero, by the exact chi-square law of R S²/v."""
    runs = _enough(samples)
    moment = float(np.mean(np.square(samples)))
    tail = (1 - level) / 2
    low, high = runs * moment / stats.chi2.ppf([1 - tail, tail], runs)
    return Estimate(moment, float(low), float(high), runs, steps)


def mean_interval(samples: NDArray, steps: int = 1, level: float = LEVEL) -> Estimate:
    """The mean of independent samples of any law with a variance, by the central limit theorem (Student's t)."""
    runs = _enough(samples)
    mean = float(np.mean(samples))
    half = float(stats.t.ppf((1 + level) / 2, runs - 1) * np.std(samples, ddof=1) / np.sqrt(runs))
    return Estimate(mean, mean - half, mean + half, runs, steps)


def proportion_interval(successes: int, runs: int, level: float = LEVEL) -> Estimate:
    """A probability, by Clopper and Pearson's exact interval."""
    if not 0 <= successes <= runs or runs < 1:
        raise ValueError(f"{successes} successes in {runs} runs")
    tail = (1 - level) / 2
    low = stats.beta.ppf(tail, successes, runs - successes + 1) if successes else 0.0
    high = stats.beta.ppf(1 - tail, successes + 1, runs - successes) if successes < runs else 1.0
    return Estimate(successes / runs, float(low), float(high), runs)


def scaled_constants(excess: NDArray, checkpoints: Sequence[int], power: float) -> list[Estimate]:
    """C_k = k^power times the mean excess, for `excess` of shape (checkpoints, runs)."""
    return [mean_interval(e, k).scaled(k**power) for k, e in zip(checkpoints, excess, strict=True)]


def slope(excess: NDArray, checkpoints: Sequence[int], seed: int = 0, level: float = 1 - 1e-4, resamples: int = 400) -> Estimate:
    """The slope of log(mean excess) on log k, with a bootstrap over runs (checkpoints of one run are dependent)."""
    x = np.log(np.asarray(checkpoints, float))
    return _bootstrapped(excess, lambda m: _least_squares(x, np.log(m)), checkpoints, seed, level, resamples)


def log_detector(
    excess: NDArray, checkpoints: Sequence[int], power: float, seed: int = 0, level: float = 1 - 1e-4, resamples: int = 400
) -> Estimate:
    """The slope of C_k = k^power * mean excess on ln k: it covers 0 where no logarithm is there, excludes 0 where one is."""
    k = np.asarray(checkpoints, float)
    x, scale = np.log(k), k**power
    return _bootstrapped(excess, lambda m: _least_squares(x, m * scale), checkpoints, seed, level, resamples)


def equivalent(estimate: Estimate, target: float, margin: float) -> bool:
    """Equivalence test: the whole interval lies within the margin of the target."""
    return target - margin <= estimate.low and estimate.high <= target + margin


def _bootstrapped(excess: NDArray, statistic, checkpoints: Sequence[int], seed: int, level: float, resamples: int) -> Estimate:
    """A basic normal interval whose standard error comes from resampling whole runs."""
    runs = _enough(excess.T)
    if len(checkpoints) < 2 or len(checkpoints) != len(excess):
        raise ValueError(f"a slope needs two checkpoints or more, one for each of the {len(excess)} rows")
    rng = np.random.default_rng(seed)
    weights = rng.multinomial(runs, np.full(runs, 1 / runs), size=resamples) / runs
    spread = float(np.std([statistic(m) for m in weights @ excess.T], ddof=1))
    value = float(statistic(excess.mean(axis=1)))
    half = float(stats.norm.ppf((1 + level) / 2)) * spread
    return Estimate(value, value - half, value + half, runs, int(checkpoints[-1]))


def _least_squares(x: NDArray, y: NDArray) -> float:
    centred = x - x.mean()
    return float(centred @ y / (centred @ centred))


def _enough(samples: NDArray) -> int:
    if len(samples) < 2 or not np.all(np.isfinite(samples)):
        raise ValueError("an interval needs at least two finite samples")
    return len(samples)

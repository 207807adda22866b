"""Data sets whose truth is known, for measuring how often a test errs."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.random import SFC64, Generator, SeedSequence

from qedescent.numeric.evidence.slopes import least_squares_weights

MARKS = (16, 64, 256)


def streams(seed: int | tuple[int, ...], sets: int) -> list[Generator]:
    """A generator for every data set."""
    return [Generator(SFC64(s)) for s in SeedSequence(seed).spawn(sets)]


def gaussians(rng: Generator, variance: float, runs: int) -> Any:
    return rng.normal(0.0, variance**0.5, runs)


def squares(rng: Generator, mean: float, runs: int) -> Any:
    """Excess errors on a parabola: squares of Gaussians, whose standard deviation is √2 times their mean."""
    return mean * rng.standard_normal(runs) ** 2


def growing_squares(rng: Generator, mean: float, runs: int) -> Any:
    """The same as a source for a test that stops when it has seen enough."""
    return lambda look, more: squares(rng, mean, more)


def ends(rng: Generator, mean: float, runs: int) -> Any:
    """Excess errors that are 0 or 1: no law between these bounds has a larger variance."""
    return (rng.random(runs) < mean).astype(float)


def walks(rng: Generator, exponent: float, runs: int, logarithm: float = 0.0) -> Any:
    """Squares of a random walk at three checkpoints that depend on each other, with mean k^exponent (1 + logarithm ln k)."""
    k = np.array(MARKS, float)[:, None]
    steps = rng.standard_normal((len(MARKS), runs)) * np.sqrt(np.diff(MARKS, prepend=0))[:, None]
    return steps.cumsum(axis=0) ** 2 / k * k**exponent * (1 + logarithm * np.log(k))


def rising_walks(rng: Generator, logarithm: float, runs: int) -> Any:
    return walks(rng, -1.0, runs, logarithm)


def pairs(rng: Generator, difference: float, runs: int) -> Any:
    """Excess errors of two methods that met the same noise and a little of their own, with means 1 + difference and 1."""
    shared, own = rng.standard_normal(runs), rng.standard_normal((2, runs))
    errors = (0.95**0.5 * shared + 0.05**0.5 * own) ** 2
    return np.stack([(1 + difference) * errors[0], errors[1]])


def spread(added: Any) -> float:
    """The standard deviation of what a run adds to a statistic."""
    return float(np.std(added, ddof=1))


def many(made: Any, value: float) -> Any:
    """So many runs of a law that their standard deviation is known to half a per cent."""
    return made(Generator(SFC64(0)), value, 100_000)


def spread_of_exponent(exponent: float) -> float:
    excess = many(walks, exponent)
    return spread(least_squares_weights(MARKS) @ (excess / excess.mean(axis=1, keepdims=True)))


def spread_of_logarithm(logarithm: float) -> float:
    return spread(least_squares_weights(MARKS) @ (np.array(MARKS, float)[:, None] * many(rising_walks, logarithm)))


def spread_of_difference(difference: float) -> float:
    first, second = many(pairs, difference)
    return spread(first - second)

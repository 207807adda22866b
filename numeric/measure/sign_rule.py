"""The rule that goes to the end of the interval opposite to the sum of all gradients seen."""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.random import SFC64, Generator, SeedSequence

from qedescent.numeric.evidence import Estimate, proportion_interval
from qedescent.numeric.problems.linear_pair import LinearPair

CHUNK = 64  # gradients of every run drawn at once


def scaled_excess(hardness: float, steps: int, runs: int = 20_000, seed: int = 0) -> Estimate:
    """√K times the mean excess error after K = steps gradients of ± (hardness/√K) x on [-1, 1] with unit noise; half of
    the runs on each sign. The rule is wrong or right by the whole interval, so the interval is Clopper and Pearson's."""
    slope, streams = hardness / sqrt(steps), SeedSequence(seed).spawn(2)
    wrong = 0
    for sign, stream in zip((1, -1), streams, strict=True):
        problem = LinearPair(slope, sign)
        found = -np.sign(_sums(problem, runs // 2, steps, Generator(SFC64(stream))))
        wrong += int(np.count_nonzero(problem.excess(found)))
    found = proportion_interval(wrong, 2 * (runs // 2))
    return Estimate(found.value, found.low, found.high, found.runs, steps).scaled(2 * slope * sqrt(steps))


def _sums(problem: LinearPair, runs: int, steps: int, rng: Generator) -> np.ndarray:
    """For every run the sum of its gradients."""
    total = np.zeros(runs)
    draw = problem.noise(rng, total)
    for first in range(0, steps, CHUNK):
        total += draw(min(CHUNK, steps - first)).sum(axis=0)
    return total
